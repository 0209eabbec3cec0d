"""The words of the notices about an application 登记文书用语: which there are when, what each says.

《市场主体登记管理条例实施细则》第十八条, 第十九条, 第四十七条, 第四十九条;
《个体工商户登记管理规定》第二十五条.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quanheng.domains.registration.rules.filings import KIND_SAYS, FilingKind, Stage
from quanheng.domains.registration.rules.founding import ROLES
from quanheng.domains.registration.rules.identity import kind_of
from quanheng.domains.registration.rules.needs import PROMISE_SAYS
from quanheng.domains.registration.rules.partners import LIABILITY_SAYS
from quanheng.domains.registration.rules.rosters import Moves, Row, roles_of
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel.identifiers.resident_id import masked

APPEAL = (
    "如对本决定不服，可以自收到本通知书之日起六十日内依法申请行政复议；"
    "也可以在六个月内依法向人民法院提起行政诉讼。"
)


class Paper(StrEnum):
    """A document of an application 登记文书."""

    APPLICATION = "application"
    COMMITMENT = "commitment"
    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    SUPPLEMENT = "supplement"
    GRANTED = "granted"
    REFUSED = "refused"


PAPER_SAYS: dict[Paper, str] = {
    Paper.APPLICATION: "登记申请书",
    Paper.COMMITMENT: "全体投资人承诺书",
    Paper.RECEIPT: "接收申请材料凭证",
    Paper.ACCEPTANCE: "受理通知书",
    Paper.SUPPLEMENT: "补正通知书",
    Paper.GRANTED: "准予登记通知书",
    Paper.REFUSED: "不予登记通知书",
}

PUBLIC = frozenset({Paper.COMMITMENT})
"""Documents that the law makes public (《条例》第三十三条第二款)."""


@dataclass(frozen=True)
class Told:
    """What a notice tells of an application, as plain values."""

    kind: str
    number: str
    party: str
    stage: str
    name: str = ""
    code: str = ""
    submitted_on: date | None = None
    accepted_on: date | None = None
    due_on: date | None = None
    decided_on: date | None = None
    publicised_until: date | None = None
    reason: str = ""
    cites: str = ""
    promises: tuple[str, ...] = field(default_factory=tuple)
    moves: tuple[tuple[str, str], ...] = ()

    @property
    def what(self) -> str:
        """What is applied for, in words."""
        return KIND_SAYS[FilingKind(self.kind)]


def papers_for(told: Told) -> list[Paper]:
    """The documents that an application has by now, in the order in which they arise."""
    found = [Paper.APPLICATION] if told.submitted_on else []
    if told.kind == FilingKind.SIMPLE_DEREGISTRATION and told.submitted_on:
        found.append(Paper.COMMITMENT)
    if told.submitted_on:
        found.append(Paper.RECEIPT)
    if told.accepted_on:
        found.append(Paper.ACCEPTANCE)
    last = {
        Stage.SUPPLEMENT: Paper.SUPPLEMENT,
        Stage.APPROVED: Paper.GRANTED,
        Stage.REFUSED: Paper.REFUSED,
    }.get(Stage(told.stage))
    return [*found, last] if last else found


def lines_of(paper: Paper, told: Told) -> tuple[list[str], list[str], list[str]]:
    """The sentences of a notice: before its points, the points, after them."""
    return _WORDS[paper](told)


def date_of(paper: Paper, told: Told) -> date | None:
    """The day that a notice bears."""
    if paper in {Paper.GRANTED, Paper.REFUSED}:
        return told.decided_on
    return told.accepted_on if paper is Paper.ACCEPTANCE else told.submitted_on


def day(on: date | None) -> str:
    """A day as documents write it; empty without one."""
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def _receipt(told: Told) -> tuple[list[str], list[str], list[str]]:
    lines = [
        f"你（单位）于{day(told.submitted_on)}提交的{told.what}申请（申请编号{told.number}）已经收到。",
        f"本局将在{day(told.due_on)}前作出决定。" if told.due_on else "",
    ]
    return [line for line in lines if line], [], [f"依据{told.cites}。"] if told.cites else []


def _acceptance(told: Told) -> tuple[list[str], list[str], list[str]]:
    lines = [f"你（单位）提交的{told.what}申请（申请编号{told.number}），材料齐全、符合法定形式，现予受理。"]
    if told.publicised_until:
        lines.append(f"异议期至{day(told.publicised_until)}止；期满无人提出异议的，依法办理注销登记。")
    return lines, [], []


def _supplement(told: Told) -> tuple[list[str], list[str], list[str]]:
    lines = [
        f"你（单位）提交的{told.what}申请（申请编号{told.number}），申请材料不齐全或者不符合法定形式。"
        f"依据{told.cites}，现一次性告知需要补正的内容："
    ]
    points = [f"{number}. {point}" for number, point in enumerate(told.reason.splitlines(), start=1)]
    return lines, points, ["补正后请重新提交，审查期限自重新提交之日起计算。"]


def _granted(told: Told) -> tuple[list[str], list[str], list[str]]:
    about = f"“{told.name}”" if told.name else "你（单位）"
    code = f"（统一社会信用代码{told.code}）" if told.code else ""
    lines = [f"{about}{code}的{told.what}申请（申请编号{told.number}），经审查，准予登记。"]
    if told.kind in {FilingKind.DEREGISTRATION, FilingKind.SIMPLE_DEREGISTRATION}:
        lines.append(f"自{day(told.decided_on)}起，该市场主体终止，电子营业执照同时失效。")
    elif told.kind == FilingKind.ESTABLISHMENT:
        lines.append(f"营业执照签发日期{day(told.decided_on)}为成立日期。电子营业执照可以在申请页面下载。")
    elif told.kind == FilingKind.CONVERSION:
        lines.append("原个体工商户的成立日期、统一社会信用代码予以延续。本通知书用于办理有关许可、权属登记。")
    if told.moves:
        lines.append("变动的人员：")
    return lines, [f"{number}. {what}：{who}" for number, (what, who) in enumerate(told.moves, start=1)], []


def _refused(told: Told) -> tuple[list[str], list[str], list[str]]:
    lines = [
        f"你（单位）的{told.what}申请（申请编号{told.number}），经审查，不符合规定。"
        f"依据{told.cites}，决定不予登记。理由如下："
    ]
    return lines, told.reason.splitlines(), [APPEAL]


def _commitment(told: Told) -> tuple[list[str], list[str], list[str]]:
    lines = [f"现向登记机关申请“{told.name}”（统一社会信用代码{told.code}）简易注销登记，并郑重承诺："]
    points = [f"{number}. {promise}。" for number, promise in enumerate(_promised(told), start=1)]
    return lines, points, [f"公示期至{day(told.publicised_until)}止。"] if told.publicised_until else []


def _promised(told: Told) -> list[str]:
    return [PROMISE_SAYS[key] for key in told.promises if key in PROMISE_SAYS]


_WORDS = {
    Paper.RECEIPT: _receipt,
    Paper.ACCEPTANCE: _acceptance,
    Paper.SUPPLEMENT: _supplement,
    Paper.GRANTED: _granted,
    Paper.REFUSED: _refused,
    Paper.COMMITMENT: _commitment,
}


def moves_said(found: Moves) -> list[tuple[str, str]]:
    """Who leaves, who comes and whose share changes, a line each: what happens, and who."""
    said = [("不再担任" if _holds_office(one) else "退出", named(one)) for one in found.left]
    said += [("新任" if _holds_office(one) else "加入", named(one)) for one in found.came]
    said += [("变更登记内容", named({**one, "share_yuan": ""})) for one in found.particulars]
    for before, after in found.altered:
        if before.get("share_yuan") == after.get("share_yuan"):
            continue
        was = f"{before['share_yuan']}元" if before.get("share_yuan") else "未登记"
        who = named({**before, "share_yuan": "", "liability": ""})
        said.append(("出资额变更", f"{who}　{was}变更为{after['share_yuan']}元"))
    return said


def _holds_office(one: Row) -> bool:
    return one.get("role") in roles_of("officers", Kind.COMPANY)


def named(one: Row) -> str:
    """A person in a list: capacity, name, number masked, share, how a partner is liable."""
    number = str(one.get("id_number") or "").upper()
    shown = number if kind_of(number) == "uscc" else masked(number)
    share = f"认缴{one['share_yuan']}元" if one.get("share_yuan") else ""
    liable = LIABILITY_SAYS.get(str(one.get("liability") or ""), "")
    parts = [ROLES.get(str(one.get("role")), ""), str(one.get("name") or ""), shown, share, liable]
    return "　".join(part for part in parts if part)


def labelled(details: Mapping[str, object], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """The plain texts of a form with their labels, empty ones left out."""
    return [(says, str(details[key])) for key, says in labels.items() if details.get(key)]
