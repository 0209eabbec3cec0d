"""The year 2021, day by day 全年办理: every act of every inspection and hazard in the order of its moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from quanheng.config.demo import catalogue, hazards, people, protocol, visiting
from quanheng.config.demo.protocol import Step, moment
from quanheng.config.demo.stages import BUILDER, Made
from quanheng.domains.inspections import services as inspections
from quanheng.domains.inspections.rules.kinds import KIND_SAYS
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel import calendar, clock
from quanheng.platform.ledger import services as ledger

RATIOS = {"A": "0.02", "B": "0.05", "C": "1", "D": "1"}
RATIOS_SOURCE = "参照巴彦淖尔市公开的抽查计划（第三方转引，非法律规定），本局办公会讨论通过"


def prepare(made: Made) -> None:
    """The first days of January: the item list, default ratios, the annual plan, recusals."""
    today = clock.today()
    inspections.seed_lists(by=BUILDER, today=today)
    leader, section = people.seat("leader"), people.seat("section")
    inspections.decide_quotas(people.BUREAU, RATIOS, source=RATIOS_SOURCE, by=leader, today=today)
    adopt_plan(2021, catalogue.errands(), made.scale)
    open_food = registration.matching(BusinessFilter(tags=("餐饮", "食品销售")), viewer=section)
    codes = list(open_food.order_by("code").values_list("code", flat=True))
    people.declare_recusals(made.seed, codes, by=people.seat("auditor"), today=today)


def adopt_plan(year: int, errands: Iterable[catalogue.Errand], scale: float) -> None:
    """Draw up the plan of a year and have the leader adopt it, with one line per inspection."""
    title = f"酉阳县市场监管局{year}年度双随机抽查计划"
    draft = inspections.PlanDraft(people.BUREAU, year, title, tuple(_entries(errands, scale)))
    plan = inspections.draw_up_plan(draft, by=people.seat("section"), today=clock.today())
    inspections.adopt_plan(plan.pk, by=people.seat("leader"), today=clock.today())


def _entries(errands: Iterable[catalogue.Errand], scale: float) -> Iterator[inspections.EntryDraft]:
    for errand in errands:
        yield inspections.EntryDraft(
            title=errand.title,
            kind=errand.kind,
            items=tuple(dict.fromkeys(item for item, _ in errand.items)),
            organs=tuple(dict.fromkeys(organ for _, organ in errand.items)),
            objects_said=f"{KIND_SAYS[errand.kind]}对象：行业 {'、'.join(errand.trades) or '不限'}",
            target_count=errand.wanted(scale),
            months=(errand.planned_on.month, min(12, errand.planned_on.month + 2)),
        )


def month(made: Made, number: int) -> None:
    """Do everything of one month of 2021, each act at its moment."""
    for step in sorted(_steps(made), key=lambda step: step.at):
        if step.at.month == number:
            with clock.fixed(step.at):
                step.act()


def _steps(made: Made) -> Iterator[Step]:
    """Every act of the year, in no order but its own: acts at one moment stay in the order given here."""
    for day in _working_days():
        yield Step(moment(day, 8), _checkpoint)
        yield Step(moment(day, 17, 30), hazards.handle)
    for errand in catalogue.errands():
        yield from protocol.steps(errand, made.seed, made.scale)
        yield from visiting.steps(errand, made.seed, made.scale)
    yield from hazards.rounds(made.seed, made.scale)


def _working_days() -> Iterator[date]:
    day = date(2021, 1, 5)
    while day.year == 2021:
        if calendar.is_working_day(day):
            yield day
        day += timedelta(days=1)


def _checkpoint() -> None:
    ledger.sign_checkpoint(day=clock.today())
