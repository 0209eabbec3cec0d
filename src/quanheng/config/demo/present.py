"""What lies on the desks today 今天的办公桌: the county's work did not end with 2021.

One inspection is published, one is under way, two are drawn and not begun (one of them with a department),
one waits for a witness, one for its lists; hazards are new, overdue, or wait for their re-check. All days are
counted back from the day on which the county is built, so this part differs from day to day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from quanheng.config.demo import catalogue, counter, hazards, people, permits, protocol, visiting, year
from quanheng.config.demo.catalogue import IMPORT, LIVE, Errand
from quanheng.config.demo.chance import Chance
from quanheng.config.demo.protocol import Step, moment
from quanheng.config.demo.stages import Made
from quanheng.domains.hazards import services
from quanheng.domains.inspections.rules.kinds import Kind
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel import calendar, clock
from quanheng.kernel.refusal import Refused
from quanheng.platform.indicators import goals

TOWNS = ("500242101", "500242102")
"""The two townships whose accounts are printed: their desks are not to be empty."""

GOALS = {
    "own_random_inspections": Decimal(5),
    "own_random_inspected": Decimal(70),
    "joint_random_inspections": Decimal(1),
    "hazards_rectified": Decimal(8),
    "paperless_registration_pct": Decimal(99),
}
"""Goals of the sample county; invented, as it is."""

refusals: list[str] = []
"""What could not be laid out, in words: a year without a published calendar, for instance."""


def lay_out(made: Made, now: datetime) -> None:
    """Do everything up to ``now``. What the platform refuses is left out and said."""
    refusals.clear()
    try:
        steps = sorted(_steps(made, now), key=lambda step: step.at)
    except Refused as refused:
        refusals.append(refused.says)
        return
    for step in steps:
        if step.at <= now:
            with clock.fixed(step.at):
                _do(step.act)


def _do(act: Callable[[], None]) -> None:
    try:
        act()
    except Refused as refused:
        refusals.append(refused.says)


def _steps(made: Made, now: datetime) -> Iterator[Step]:
    today = now.date()
    done, running, drawn, joint, waiting, planned = errands = _errands(today)
    first = done.planned_on
    yield Step(moment(today, 0), lambda: permits.renew(made, today))
    yield Step(moment(first, 8, 30), lambda: year.adopt_plan(first.year, errands, 1))
    yield Step(moment(first, 9), lambda: _set_goals(first))
    for errand in (done, running, drawn, joint):
        yield from protocol.steps(errand, made.seed, 1)
        yield from visiting.steps(errand, made.seed, 1)
    yield from islice(protocol.steps(waiting, made.seed, 1), 3)
    yield from islice(protocol.steps(planned, made.seed, 1), 1)
    for day in _working_days(first, today):
        yield Step(moment(day, 17, 30), hazards.handle)
    yield from _left_open(made.seed, today)
    yield from counter.steps(made, today)


def _set_goals(day: date) -> None:
    """What the leader wants to reach in the last quarter."""
    by, basis = people.seat("leader"), f"{day.year}年第四季度工作安排（示例）"
    goals.set_goals(day.year, GOALS, basis=basis, by=by, today=day)


def _errands(today: date) -> tuple[Errand, Errand, Errand, Errand, Errand, Errand]:
    return (
        _errand("餐饮服务食品安全专项抽查", "AMR-07", ("H6210",), 12, _before(today, 45), IMPORT, 3),
        _errand("特种设备使用单位专项抽查", "AMR-10", ("H61", "K7020"), 16, _before(today, 6), LIVE, 2),
        _errand("药品零售专项抽查", "AMR-13", ("F5251",), 10, _before(today, 7), IMPORT, 0),
        _errand("房地产中介机构部门联合抽查", "AMR-15 HOU-01", ("K7030",), 8, _before(today, 7), IMPORT, 0),
        _errand("小餐饮食品安全专项抽查", "AMR-07", ("H6291",), 20, _before(today, 2), IMPORT, 0),
        _errand("价格行为专项抽查", "AMR-15", ("F5212",), 15, _before(today, 1), IMPORT, 0),
    )


def _errand(
    title: str, codes: str, trades: tuple[str, ...], count: int, planned_on: date, way: str, problems: int
) -> Errand:
    items = tuple((code, _organ(code)) for code in codes.split())
    made = Errand(
        planned_on=planned_on,
        title=f"{planned_on.year}年第四季度{title}",
        kind=Kind.OWN_SPECIAL if len(items) == 1 else Kind.JOINT,
        items=items,
        trades=trades,
        kinds=(),
        count=count,
        problems=problems,
        way=way,
    )
    needed = {"AMR-10": people.EQUIPMENT, "AMR-13": people.DRUG}
    return replace(made, qualification=needed.get(codes, ""))


def _organ(code: str) -> str:
    """The organ that checks an item."""
    department = catalogue.DEPARTMENT_OF.get(code[:3])
    return f"{people.COUNTY}-{department}" if department else people.BUREAU


def _before(day: date, count: int) -> date:
    """The working day so many working days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def _working_days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        if calendar.is_working_day(first):
            yield first
        first += timedelta(days=1)


def _left_open(seed: int, today: date) -> Iterator[Step]:
    """Two hazards of each kind, one in each township: new, overdue, and waiting for a re-check."""
    for number, (category, area) in enumerate([("food", TOWNS[0]), ("food", TOWNS[1])]):
        for way, back in ((_found, 1), (_overdue, 24), (_answered, 12)):
            day = _before(today, back)
            yield from way(seed, f"{category}:{area}:{back}", category, area, day, number)


def _found(seed: int, key: str, category: str, area: str, day: date, number: int) -> Iterator[Step]:
    yield Step(moment(day, 9 + number), lambda: _report(seed, key, category, area))


def _overdue(seed: int, key: str, category: str, area: str, day: date, number: int) -> Iterator[Step]:
    yield from _found(seed, key, category, area, day, number)
    yield Step(moment(day, 11 + number), lambda: _order(key))


def _answered(seed: int, key: str, category: str, area: str, day: date, number: int) -> Iterator[Step]:
    yield from _overdue(seed, key, category, area, day, number)
    told = calendar.add_working_days(day, 6)
    yield Step(moment(told, 15 + number), lambda: _answer(key, area))


def _report(seed: int, key: str, category: str, area: str) -> None:
    chance = Chance(seed, "present", key)
    problem = chance.pick(catalogue.problems(category))
    business = _business(category, area, chance)
    if business is not None:
        reference = hazards.LEFT_OPEN + key
        report = hazards.report_of(category, business, problem, reference, (hazards.photo(key),))
        services.report_hazard(report, by=people.seat("inspector2"), today=clock.today())


def _business(category: str, area: str, chance: Chance) -> Business | None:
    wanted = BusinessFilter(area=area, tags=hazards.OBJECTS[category].tags)
    codes = list(registration.matching(wanted, viewer=people.seat("section")).values_list("code", flat=True))
    return registration.public_business(chance.pick(sorted(codes))) if codes else None


def _order(key: str) -> None:
    hazard = hazards.by_reference(hazards.LEFT_OPEN + key)
    if hazard is not None:
        due = calendar.next_working_day(clock.today() + timedelta(days=10))
        draft = services.OrderDraft(due_on=due, demands=f"请立即整改：{hazard.text}")
        services.order_rectification(hazard, draft, by=people.seat("section2"), today=clock.today())


def _answer(key: str, area: str) -> None:
    hazard = hazards.by_reference(hazards.LEFT_OPEN + key)
    if hazard is not None:
        by = people.seat("township" if area == TOWNS[0] else "township2")
        hazards.report_mended(hazard, by=by)
