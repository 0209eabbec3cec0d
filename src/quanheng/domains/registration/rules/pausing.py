"""Suspending business 歇业: at most three years in all, told before it begins.

《市场主体登记管理条例》第三十条, 《实施细则》第四十条至第四十三条.

>>> from datetime import date
>>> days_used([(date(2022, 5, 1), date(2022, 5, 31))], before=date(2022, 5, 11))
10
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from quanheng.domains.registration.rules.applications import Application, Standing
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.details import text
from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.kernel.calendar import years_later

SUSPEND = "《市场主体登记管理条例》第三十条第三款"
RESUME = "《市场主体登记管理条例实施细则》第四十二条"


def days_used(periods: Iterable[tuple[date, date]], *, before: date) -> int:
    """How many days a business was suspended before a day, first and last day of each period included."""
    ends = ((first, min(last, before - timedelta(days=1))) for first, last in periods)
    return sum(max(0, (last - first).days + 1) for first, last in ends)


def latest_end(periods: Iterable[tuple[date, date]], *, on: date) -> date:
    """The last day until which a suspension granted or extended on ``on`` may run. Raises ``NoProvision``."""
    years = int(article("suspend", on=on).value)
    return years_later(on, years) - timedelta(days=days_used(periods, before=on) + 1)


def of_suspension(asked: Application) -> list[Finding]:
    """What stands in the way of a suspension. Raises ``NoProvision`` before 2022-03-01."""
    standing = asked.standing
    if standing is None:
        return [Finding("", "没有指明要歇业的市场主体。", SUSPEND)]
    return [*_of_state(standing), *_of_end(asked, standing)]


def of_resumption(asked: Application) -> list[Finding]:
    """What stands in the way of a resumption."""
    if asked.standing is None or asked.standing.state != State.SUSPENDED:
        return [Finding("", "该市场主体不在歇业状态，不用办理恢复营业。", RESUME)]
    return []


def _of_state(standing: Standing) -> Iterator[Finding]:
    if standing.state not in {State.OPEN, State.SUSPENDED}:
        yield Finding("", "该市场主体不在存续状态，不能办理歇业备案。", SUSPEND)


def _of_end(asked: Application, standing: Standing) -> Iterator[Finding]:
    rule, written = article("suspend", on=asked.on), text(asked.details, "until")
    if not written:
        return
    try:
        until = date.fromisoformat(written)
    except ValueError:
        yield Finding("until", "歇业的截止日期不对。", SUSPEND)
        return
    latest = latest_end(standing.suspended, on=asked.on)
    if until <= asked.on:
        yield Finding("until", "歇业的截止日期应当晚于今天。", SUSPEND)
    elif until > latest:
        says = f"累计歇业不得超过{rule.value}年，截止日期最晚可以填写{latest.isoformat()}。"
        yield Finding("until", says, rule.cites)
