"""The words of the papers about names 名称文书用语: retention, and a dispute up to its ruling.

《企业名称登记管理规定》第十八条、第二十条、第二十一条、第二十三条;
《企业名称登记管理规定实施办法》第二十五条、第二十六条、第三十七条至第四十七条.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quanheng.domains.registration.rules.names.stages import Dispute, Retained
from quanheng.domains.registration.rules.notices import day

METHOD = "《企业名称登记管理规定实施办法》"
APPEAL = f"当事人不服本裁决的，可以依法申请行政复议或者向人民法院提起诉讼（{METHOD}第四十七条）。"


class Side(StrEnum):
    """A side of a dispute 争议一方."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"


SIDE_SAYS: dict[Side, str] = {Side.APPLICANT: "申请人", Side.RESPONDENT: "被申请人"}


class NamePaper(StrEnum):
    """A paper about a name 名称文书."""

    RETAINED = "retained"
    STRUCK = "struck"
    SUPPLEMENT = "supplement"
    ACCEPTANCE = "acceptance"
    NOT_ACCEPTED = "not_accepted"
    DEFENCE = "defence"
    MEDIATION = "mediation"
    RULING = "ruling"


PAPER_SAYS: dict[NamePaper, str] = {
    NamePaper.RETAINED: "企业名称保留告知书",
    NamePaper.STRUCK: "取消企业名称保留告知书",
    NamePaper.SUPPLEMENT: "企业名称争议补正通知书",
    NamePaper.ACCEPTANCE: "企业名称争议受理通知书",
    NamePaper.NOT_ACCEPTED: "企业名称争议不予受理通知书",
    NamePaper.DEFENCE: "企业名称争议答辩告知书",
    NamePaper.MEDIATION: "企业名称争议调解书",
    NamePaper.RULING: "企业名称争议行政裁决书",
}

READERS: dict[NamePaper, frozenset[Side]] = {
    NamePaper.SUPPLEMENT: frozenset({Side.APPLICANT}),
    NamePaper.ACCEPTANCE: frozenset({Side.APPLICANT}),
    NamePaper.NOT_ACCEPTED: frozenset({Side.APPLICANT}),
    NamePaper.DEFENCE: frozenset({Side.RESPONDENT}),
    NamePaper.MEDIATION: frozenset(Side),
    NamePaper.RULING: frozenset(Side),
}
"""Which side of a dispute a paper is addressed to."""


@dataclass(frozen=True)
class Notice:
    """A paper as it is set: the day it bears, to whom, a table of facts, sentences, points, what follows."""

    on: date
    party: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    points: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class RetentionTold:
    """What the papers tell of a retained name, as plain values."""

    name: str
    subject: str
    applicant: str
    stage: str
    retained_on: date
    until_on: date
    until_cites: str
    near: tuple[str, ...] = ()
    approval: str = ""
    ended_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class DisputeTold:
    """What the papers tell of a dispute, as plain values; ``ruling_by`` is the day that acceptance sets."""

    applicant: str
    respondent_code: str
    disputed_name: str
    request: str
    grounds: str
    stage: str
    supplement_asked_on: date | None = None
    supplement_points: str = ""
    accepted_on: date | None = None
    ruling_by: date | None = None
    served_on: date | None = None
    ended_on: date | None = None
    reason: str = ""
    ruled_on: date | None = None
    ruling: str = ""
    factors: tuple[str, ...] = ()


def retention_papers(told: RetentionTold) -> dict[NamePaper, Notice]:
    """The papers that a retained name has by now, in order."""
    found = {NamePaper.RETAINED: _retained(told)}
    if told.stage == Retained.STRUCK and told.ended_on:
        found[NamePaper.STRUCK] = _struck(told, told.ended_on)
    return found


def dispute_papers(told: DisputeTold, side: Side | None = None) -> dict[NamePaper, Notice]:
    """The papers that a dispute has by now, in order; with ``side``, those addressed to it."""
    days = {
        NamePaper.SUPPLEMENT: told.supplement_asked_on,
        NamePaper.ACCEPTANCE: told.accepted_on,
        NamePaper.NOT_ACCEPTED: told.ended_on if told.stage == Dispute.NOT_ACCEPTED else None,
        NamePaper.DEFENCE: told.served_on,
        NamePaper.MEDIATION: told.ended_on if told.stage == Dispute.MEDIATED else None,
        NamePaper.RULING: told.ruled_on,
    }
    return {
        paper: _DISPUTE[paper](told, on)
        for paper, on in days.items()
        if on and (side is None or side in READERS[paper])
    }


def _retained(told: RetentionTold) -> Notice:
    facts = [("保留的名称", told.name), ("主体类型", told.subject), ("申请人", told.applicant)]
    facts.append(("保留期", f"{day(told.retained_on)}至{day(told.until_on)}"))
    if told.approval:
        facts.append(("须经批准的项目", told.approval))
    if told.near:
        facts.append(("已作承诺的近似名称", "、".join(told.near)))
    lines = (f"你申报的企业名称已经提交完成，依据{told.until_cites}予以保留。",)
    after = (
        f"请在保留期届满前办理企业登记。保留期内的企业名称不得用于经营活动（{METHOD}第二十五条）。",
        f"办理企业登记时，发现保留的名称不符合规定的，不予登记并书面说明理由（{METHOD}第二十六条）。",
    )
    return Notice(told.retained_on, told.applicant, tuple(facts), lines, after=after)


def _struck(told: RetentionTold, on: date) -> Notice:
    facts = (("名称", told.name), ("保留日期", day(told.retained_on)))
    lines = ("你保留的企业名称不符合企业名称登记管理的规定，现取消保留。理由和依据：",)
    return Notice(on, told.applicant, facts, lines, (told.reason,), ("可以另行申报其他名称。",))


def _parties(told: DisputeTold) -> tuple[tuple[str, str], ...]:
    return (
        ("申请人", told.applicant),
        ("被申请人", told.disputed_name),
        ("被申请人代码", told.respondent_code),
        ("请求", told.request),
    )


def _supplement(told: DisputeTold, on: date) -> Notice:
    lines = (
        f"你（单位）提出的企业名称争议申请不符合要求。依据{METHOD}第三十七条，现一次性告知需要补正的内容：",
    )
    after = (
        "请自收到本通知之日起5个工作日内补正。未在规定时限内补正，或者补正后仍不符合要求的，不予受理"
        f"（{METHOD}第三十八条第（三）项）。",
    )
    return Notice(on, told.applicant, _parties(told), lines, _numbered(told.supplement_points), after)


def _acceptance(told: DisputeTold, on: date) -> Notice:
    last = f"（{day(told.ruling_by)}前）" if told.ruling_by else ""
    lines = (f"你（单位）提出的企业名称争议申请，经审查，决定受理（{METHOD}第三十七条）。",)
    after = (
        "本局将自受理之日起5个工作日内将申请书和相关证据材料副本发送被申请人。",
        f"调解不成的，自受理之日起3个月内{last}作出行政裁决（《企业名称登记管理规定》第二十一条）。",
    )
    return Notice(on, told.applicant, _parties(told), lines, after=after)


def _not_accepted(told: DisputeTold, on: date) -> Notice:
    lines = ("你（单位）提出的企业名称争议申请，经审查，决定不予受理。理由：",)
    after = ("不服本决定的，可以依法申请行政复议或者向人民法院提起诉讼。",)
    return Notice(on, told.applicant, _parties(told), lines, (told.reason,), after)


def _defence(told: DisputeTold, on: date) -> Notice:
    lines = (
        f"{told.applicant}对你单位的企业名称提出争议，本局已于{day(told.accepted_on)}受理，"
        "申请书和相关证据材料副本随同发送。申请人的理由：",
    )
    after = (
        f"请自收到本告知书之日起10个工作日内提交答辩书和相关证据材料（{METHOD}第三十九条）。",
        "逾期未提交的，不影响本局裁决。",
    )
    return Notice(on, told.disputed_name, _parties(told), lines, tuple(told.grounds.splitlines()), after)


def _mediation(told: DisputeTold, on: date) -> Notice:
    lines = (f"经双方当事人同意，本局对企业名称争议进行调解（{METHOD}第四十条），达成协议如下：",)
    after = ("当事人应当履行本调解书。",)
    return Notice(on, _both(told), _parties(told), lines, tuple(told.reason.splitlines()), after)


def _ruling(told: DisputeTold, on: date) -> Notice:
    lines = (
        f"本局于{day(told.accepted_on)}受理的企业名称争议，经审查并综合考虑下列因素"
        f"（{METHOD}第四十一条）：{'；'.join(told.factors)}，裁决如下：",
    )
    after = (*_consequence(told), APPEAL)
    return Notice(on, _both(told), _parties(told), lines, tuple(told.ruling.splitlines()), after)


def _consequence(told: DisputeTold) -> tuple[str, ...]:
    if told.stage == Dispute.DISMISSED:
        return (f"争议理由不成立，驳回争议申请（{METHOD}第四十二条）。",)
    return (
        f"责令被申请人停止使用“{told.disputed_name}”（{METHOD}第四十二条）。",
        "被申请人应当自收到本裁决书之日起30日内办理企业名称变更登记；变更前，以统一社会信用代码代替其名称；"
        f"逾期未办理的，列入经营异常名录（《企业名称登记管理规定》第二十三条、{METHOD}第四十三条）。",
    )


def _both(told: DisputeTold) -> str:
    return f"{told.applicant}、{told.disputed_name}"


def _numbered(text: str) -> tuple[str, ...]:
    points = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(f"{number}. {point}" for number, point in enumerate(points, start=1))


_DISPUTE: dict[NamePaper, Callable[[DisputeTold, date], Notice]] = {
    NamePaper.SUPPLEMENT: _supplement,
    NamePaper.ACCEPTANCE: _acceptance,
    NamePaper.NOT_ACCEPTED: _not_accepted,
    NamePaper.DEFENCE: _defence,
    NamePaper.MEDIATION: _mediation,
    NamePaper.RULING: _ruling,
}
