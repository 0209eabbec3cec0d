"""Plain spreadsheets in, canonical lists out 普通表格: so that a bureau can try the draw on what it has.

A register exported from a spreadsheet has Chinese headers, quotes, a byte-order mark or GBK, blank lines and
columns nobody asked for. Here it becomes `roster.csv`, `inspectors.csv`, `recusals.csv` as the format wants
them. Nothing is guessed about eligibility: a code with a wrong check sign stays in, the same business in two
strata is refused, and whatever was tidied is said in a note.

>>> plain_roster("企业代码,信用风险分类\\n9150,A\\n9150,A\\n".encode(), sole_stratum="")
({'9150': 'A'}, ['企业名单有 1 行重复，各按一户计'])
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from io import StringIO

from quanheng.kernel.draw.quota import Count, Quota, Ratio
from quanheng.kernel.draw.teams import CAP, Inspector
from quanheng.kernel.identifiers import uscc
from quanheng.kernel.refusal import Refused

HEADERS = {
    "code": ("code", "统一社会信用代码", "社会信用代码", "信用代码", "企业代码", "注册号"),
    "stratum": ("stratum", "分层", "层", "信用风险分类", "信用风险等级", "风险等级", "风险类别", "类别"),
    "id": ("id", "编号", "人员编号", "检查人员编号", "检查人员", "代号"),
    "organ": ("organ", "单位", "机构", "所属单位", "所属机构"),
    "quals": ("quals", "资质", "专业", "专长"),
    "cap": ("cap", "上限", "任务上限", "户数上限"),
}


class PlainTableUnclear(Refused):
    """A plain table cannot be taken as it is 表格看不明白."""


def quota_of(text: str) -> tuple[str, Quota]:
    """Return stratum and quota of `STRATUM=COUNT` or `STRATUM=PERCENT%`.

    >>> quota_of("A=2.5%"), quota_of("D=40")
    (('A', Ratio(text='0.025')), ('D', Count(value=40)))
    """
    stratum, _, amount = text.rpartition("=")
    amount = amount.strip()
    if stratum and re.fullmatch(r"[0-9]{1,9}", amount):
        return stratum, Count(int(amount))
    try:
        if stratum and re.fullmatch(r"[0-9.]{1,18}%", amount):
            return stratum, Ratio(_as_ratio(Decimal(amount[:-1])))
    except InvalidOperation:
        pass
    raise PlainTableUnclear(
        f"数量“{text}”看不明白", instead="请写成 层=户数 或 层=百分比%，例如 A=2% 或 D=40", field="quota"
    )


def _as_ratio(percent: Decimal) -> str:
    text = format(percent.scaleb(-2), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_roster(content: bytes, *, sole_stratum: str) -> tuple[dict[str, str], list[str]]:
    """Return stratum by code, and notes. Without a stratum column all businesses go to `sole_stratum`."""
    table = _Table(content, "企业名单")
    code_at, stratum_at = table.column("code"), table.column("stratum", needed=not sole_stratum)
    strata: dict[str, str] = {}
    repeated = 0
    for number, row in table.rows():
        code, stratum = tidy_code(row[code_at]), row[stratum_at].strip() if stratum_at >= 0 else sole_stratum
        if not code or not stratum:
            raise table.fault(number, "缺少代码或分层")
        if strata.setdefault(code, stratum) != stratum:
            raise table.fault(number, f"企业 {code} 先属“{strata[code]}”层，这里又属“{stratum}”层")
        repeated += 1
    repeated -= len(strata)
    return strata, [f"企业名单有 {repeated} 行重复，各按一户计"] if repeated else []


def plain_inspectors(content: bytes, *, organ: str, cap: int) -> list[Inspector]:
    """Return the inspectors; without the column, everyone is of `organ` and may take `cap` businesses."""
    table = _Table(content, "检查人员名单")
    id_at, organ_at = table.column("id"), table.column("organ", needed=not organ)
    quals_at, cap_at = table.column("quals", needed=False), table.column("cap", needed=False)
    people = []
    for number, row in table.rows():
        id, most = row[id_at].strip(), row[cap_at].strip() if cap_at >= 0 else ""
        whose = row[organ_at].strip() if organ_at >= 0 else organ
        if not id or not whose or " " in id or (most and not CAP.fullmatch(most)):
            raise table.fault(number, "编号、单位或上限写法不对")
        held = re.split(r"[\s、，；;/|]+", row[quals_at].strip()) if quals_at >= 0 else []
        people.append(Inspector(id, whose, frozenset(filter(None, held)), int(most) if most else cap))
    return people


def plain_recusals(
    content: bytes, *, known: Collection[str], ids: Collection[str]
) -> tuple[set[tuple[str, str]], list[str]]:
    """Return pairs of code and inspector, and notes on those that name nobody in this draw."""
    table = _Table(content, "回避名单")
    code_at, id_at = table.column("code"), table.column("id")
    pairs = set()
    for number, row in table.rows():
        code, id = tidy_code(row[code_at]), row[id_at].strip()
        if not code or not id:
            raise table.fault(number, "缺少企业代码或人员编号")
        pairs.add((code, id))
    strange = sum(code not in known or id not in ids for code, id in pairs)
    note = f"回避名单有 {strange} 项的企业或人员不在本次名单中，不起作用，请核对"
    return pairs, [note] if strange else []


def tidy_code(text: str) -> str:
    """Return a code half-width and upper case if it has the length of one, else the text trimmed."""
    compact = uscc.compact(text)
    return compact if len(compact) in (15, 18) and compact.isascii() and compact.isalnum() else text.strip()


def absent_strata(quota: Mapping[str, Quota], strata: Collection[str]) -> list[str]:
    """Return a note for each planned stratum that no business belongs to."""
    return [f"名单中没有“{stratum}”层的企业" for stratum in quota if stratum not in strata]


class _Table:
    """A plain CSV with a header somewhere we know."""

    def __init__(self, content: bytes, called: str) -> None:
        self.called = called
        text = _decoded(content)
        first = text.partition("\n")[0]
        delimiter = max(",\t;", key=first.count)
        self.lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
        self.header = [name.strip() for name in self.lines[0]] if self.lines else []

    def column(self, name: str, *, needed: bool = True) -> int:
        """Return the place of a column, or -1 if it is absent and not needed."""
        for called in HEADERS[name]:
            if called in self.header:
                return self.header.index(called)
        if needed:
            raise PlainTableUnclear(
                f"{self.called}没有“{HEADERS[name][1]}”一列",
                instead=f"请在首行写上列名：{'、'.join(HEADERS[name])} 之一",
                field=name,
            )
        return -1

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield line number and cells of each line that is not blank."""
        width = len(self.header)
        for number, row in enumerate(self.lines[1:], start=2):
            if any(cell.strip() for cell in row):
                yield number, row + [""] * (width - len(row))

    def fault(self, number: int, says: str) -> PlainTableUnclear:
        return PlainTableUnclear(f"{self.called}第 {number} 行：{says}")


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PlainTableUnclear("文件既不是 UTF-8 也不是 GBK 文本", instead="请另存为 CSV（UTF-8）后再试")
