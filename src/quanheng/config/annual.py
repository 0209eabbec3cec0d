"""The annual work report by its figures 年度工作报告的数据: counted, checked, and set as a text.

Only declared indicators are counted; nothing is typed in. The same records give the same text, byte for byte:
it holds no clock, and ends with the SHA-256 of everything above that line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from pathlib import Path

from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Refused
from quanheng.platform import indicators
from quanheng.platform.indicators import Indicator, Period, Value

SEAL = "本报告数据摘要（SHA-256）："


class Status(StrEnum):
    """How a counted figure stands against the expected one 核对结果."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COUNTED = "not yet counted"


STATUS_SAYS = {Status.AGREES: "一致", Status.DIFFERS: "不一致", Status.NOT_COUNTED: "尚未统计"}


class FiguresNotReadable(Refused):
    """The file of expected figures cannot be read 核对文件无法识别."""


@dataclass(frozen=True)
class Expected:
    """One figure that a report names: exact, a floor (at least ``value``, below ``below``), or a rank."""

    id: str
    says: str
    unit: str
    kind: str
    value: Decimal
    below: Decimal | None = None

    def holds(self, counted: Decimal) -> bool:
        """Whether a counted number is this figure, rounded the way the report rounds it.

        >>> growth = Expected("growth", "", "%", "exact", Decimal("7.72"))
        >>> growth.holds(Decimal("7.7199")), growth.holds(Decimal("7.73"))
        (True, False)
        """
        if self.kind == "floor":
            return self.value <= counted and (self.below is None or counted < self.below)
        step = Decimal(1).scaleb(int(self.value.as_tuple().exponent))
        return counted.quantize(step, ROUND_HALF_UP) == self.value


@dataclass(frozen=True)
class Checked:
    """One expected figure with what was counted; ``counted`` is None where nothing counts it yet."""

    expected: Expected
    counted: Decimal | None
    status: Status


def read_expected(path: Path) -> list[Expected]:
    """The figures of a TOML file, in its order. Raises ``FiguresNotReadable``."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        return [_expected(key, table) for key, table in tables.items()]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, AttributeError) as fault:
        raise FiguresNotReadable(
            f"核对文件 {path.name} 无法识别：{fault}",
            instead="每个指标一节，写明 value、unit、kind（exact、floor、rank）。",
        ) from fault


def _expected(key: str, table: dict[str, object]) -> Expected:
    below = table.get("below")
    return Expected(
        id=key,
        says=str(table.get("says", "")),
        unit=str(table["unit"]),
        kind=str(table["kind"]),
        value=Decimal(str(table["value"])),
        below=None if below is None else Decimal(str(below)),
    )


def check(expected: Iterable[Expected], year: int, area: str) -> list[Checked]:
    """Count what is declared of the expected figures, and compare."""
    indicators.load_all()
    return [_checked(one, year, area) for one in expected]


def _checked(one: Expected, year: int, area: str) -> Checked:
    declared = indicators.declared().get(one.id)
    if declared is None:
        return Checked(one, None, Status.NOT_COUNTED)
    number = indicators.count(declared, Period.year(year), area).number
    return Checked(one, number, Status.AGREES if one.holds(number) else Status.DIFFERS)


def count_all(year: int, area: str) -> list[tuple[Indicator, Value]]:
    """Every declared figure of a year, by id."""
    indicators.load_all()
    found = sorted(indicators.declared().items())
    return [(one, indicators.count(one, Period.year(year), area)) for _, one in found]


def text(year: int, area_name: str, counted: Iterable[tuple[Indicator, Value]]) -> str:
    """The report as Markdown: the same figures give the same bytes."""
    body = "\n".join(_lines(year, area_name, counted)) + "\n"
    return f"{body}\n{SEAL}`{sha256_hex(body)}`\n"


def _lines(year: int, area_name: str, counted: Iterable[tuple[Indicator, Value]]) -> Iterator[str]:
    yield f"# {area_name}{year}年度工作数据报告"
    yield ""
    yield "本报告的每个数字都由记录逐条计数得出；口径见各条说明，明细可在数据看板打开并导出。"
    for one, value in counted:
        yield ""
        yield f"## {one.name}：{value.shown}{one.unit}"
        yield ""
        yield f"- 口径：{one.definition}"
        yield f"- 明细：{value.records} 条记录（指标 `{one.id}`）"


def changed(before: str, after: str) -> list[str]:
    """The headings that differ between two drafts: what was, what is."""
    old, new = ({line for line in draft.splitlines() if line.startswith("## ")} for draft in (before, after))
    return [
        *(f"原：{line[3:]}" for line in sorted(old - new)),
        *(f"现：{line[3:]}" for line in sorted(new - old)),
    ]
