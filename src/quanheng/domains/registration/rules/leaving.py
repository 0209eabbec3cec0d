"""Leaving the register 注销: who may take the simple way, what an ordinary deregistration needs.

《市场主体登记管理条例》第三十一条至第三十三条, 《实施细则》第四十四条至第四十九条.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from quanheng.domains.registration.rules.applications import Application, Standing
from quanheng.domains.registration.rules.deadlines import due
from quanheng.domains.registration.rules.details import text
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.rules.holds import Held, Step, grounds, stopped
from quanheng.domains.registration.rules.vocabulary import Kind, State
from quanheng.kernel import calendar

LEAVE = "《市场主体登记管理条例》第三十一条第一款"
BRANCHES = "《市场主体登记管理条例》第三十二条第二款"
OBJECTED = "《市场主体登记管理条例》第三十三条第二款"
OBJECTED_INDIVIDUAL = "《市场主体登记管理条例》第三十三条第三款"
REVOKED_NOT_SIMPLE = "《市场主体登记管理条例》第三十三条第四款、《实施细则》第四十八条第（四）项"
INVESTED = "investment"
LIQUIDATORS_TOLD = "liquidators_published"
"""The promise that the names of the liquidators were published."""
UNLIQUIDATED = frozenset({Kind.INDIVIDUAL, Kind.BRANCH})
"""Who leaves without liquidators."""


def grounds_against_simple(standing: Standing, *, on: date) -> list[Finding]:
    """Every ground on which the business may not leave the simple way 不适用简易注销的情形.

    Each of the six grounds of article 48: what the register itself knows (revoked, shares held in others),
    and what holds tell (lists, frozen or pledged shares, cases, lawsuits, penalties).
    """
    return [
        *_of_end(standing),
        *_of_investments(standing, on),
        *stopped(standing.holds, Step.SIMPLE_LEAVE, on=on),
        *_of_branches(standing),
    ]


def of_simple(asked: Application) -> list[Finding]:
    """What stands in the way of a simple deregistration."""
    if asked.standing is None:
        return [Finding("", "没有指明要注销的市场主体。", LEAVE)]
    return grounds_against_simple(asked.standing, on=asked.on)


def of_ordinary(asked: Application) -> list[Finding]:
    """What stands in the way of an ordinary deregistration."""
    standing = asked.standing
    if standing is None:
        return [Finding("", "没有指明要注销的市场主体。", LEAVE)]
    step = Step.LEAVE_INDIVIDUAL if standing.kind == Kind.INDIVIDUAL else Step.LEAVE
    return [
        *_of_end(standing, simple=False),
        *stopped(standing.holds, step, on=asked.on),
        *_of_branches(standing),
        *_of_liquidation(asked),
    ]


def _of_end(standing: Standing, *, simple: bool = True) -> Iterator[Finding]:
    if standing.state == State.DEREGISTERED:
        yield Finding("", "该市场主体已经注销。", LEAVE)
    elif standing.state == State.MOVED_OUT:
        yield Finding(
            "", "该市场主体已经迁出，应当向迁入地登记机关申请。", "《市场主体登记管理条例》第二十七条"
        )
    elif standing.state == State.REVOKED and simple:
        yield Finding("", "该市场主体已被吊销营业执照，不适用简易注销程序。", REVOKED_NOT_SIMPLE)


def _of_investments(standing: Standing, on: date) -> Iterator[Finding]:
    for name in standing.invested_in:
        yield from stopped([Held(INVESTED, "登记簿", name)], Step.SIMPLE_LEAVE, on=on)


def _of_branches(standing: Standing) -> Iterator[Finding]:
    for name in standing.open_branches:
        yield Finding("", f"分支机构“{name}”尚未注销，应当先办理分支机构注销登记。", BRANCHES)


def _of_liquidation(asked: Application) -> Iterator[Finding]:
    """The liquidators were published within ten days, the application came within thirty of the end."""
    if asked.subject in UNLIQUIDATED:
        return
    formed, ended = text(asked.details, "liquidators_on"), text(asked.details, "liquidated_on")
    if formed:
        yield from _of_day(formed, "liquidators_on", "liquidators_notice", asked, "公告清算组成员名单")
        if LIQUIDATORS_TOLD not in (asked.details.get("promises") or ()):
            cites = due("liquidators_notice", asked.on).cites
            yield Finding("promises", "清算组成员、清算组负责人名单尚未公告。", cites)
    if formed and ended and ended < formed:
        yield Finding("liquidated_on", "清算结束日期早于清算组成立日期，请核对。", LEAVE)
    if ended:
        yield from _of_day(ended, "liquidated_on", "apply_after_liquidation", asked, "申请注销登记")


def _of_day(written: str, field: str, key: str, asked: Application, what: str) -> Iterator[Finding]:
    """That a day is one, has come, and is not too long ago; a last day beyond the calendar is to come."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        yield Finding(field, "日期不对。", LEAVE)
        return
    if day > asked.on:
        yield Finding(field, "日期还没有到，请核对。", LEAVE)
        return
    try:
        last = due(key, day, as_of=asked.on)
    except calendar.CalendarNotPublished:
        return
    if asked.on > last.on:
        says = f"应当在{last.on.isoformat()}以前{what}，请核对是否已经按期办理。"
        yield Finding(field, says, last.cites, Severity.WARN)


def listed_grounds() -> list[str]:
    """The words of every ground that stops the simple way, for the page that lists them."""
    return [ground.says for ground in grounds().values() if Step.SIMPLE_LEAVE in ground.stops]
