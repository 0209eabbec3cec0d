"""The visits of an inspection 检查户: results collected and imported, or filled in on site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

from quanheng.config.demo import catalogue, words
from quanheng.config.demo.catalogue import Errand, Problem
from quanheng.config.demo.chance import Chance, Weighted
from quanheng.config.demo.people import BUREAU, COUNTY, seat
from quanheng.config.demo.pictures import untidy
from quanheng.config.demo.protocol import COLLECT, GO, Step, after, delay, moment, standing
from quanheng.domains.inspections import queries, services
from quanheng.domains.inspections.models import Inspection, Visit, VisitPart
from quanheng.domains.inspections.rules.checklist import Grade
from quanheng.domains.inspections.rules.kinds import HAZARD_CATEGORY, Field
from quanheng.domains.inspections.rules.obstruction import Confirmed
from quanheng.domains.inspections.rules.results import Outcome
from quanheng.domains.inspections.rules.stages import VisitStage
from quanheng.kernel import calendar, clock
from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.people.roles import Role

COLLECTOR = Actor.system("检查记录导入")
PER_DAY = 4
"""How many businesses a team visits on a day."""
ON_SITE = 12
"""Of an inspection filled in on site so many visits are; the results of the others are imported."""

OUTCOMES = Weighted(
    {Outcome.CHECKED: 940, Outcome.UNREACHABLE: 30, Outcome.NO_ACTIVITY: 20, Outcome.CLOSED: 10}
)
GONE = "抽取后核实，该户已停止经营并申请注销"


def steps(errand: Errand, seed: int, scale: float) -> Iterator[Step]:
    """The acts of one inspection after its draw."""
    begins = delay(errand) + GO
    if errand.way == catalogue.SUBSTITUTE:
        yield Step(moment(after(errand, begins - 1), 15), lambda: _substitute(errand))
    if errand.way == catalogue.LIVE:
        for number in range(min(ON_SITE, errand.wanted(scale))):
            day = after(errand, begins + number // PER_DAY)
            yield Step(moment(day, 9 + 2 * (number % PER_DAY)), _on_site(errand, seed, scale, number))
        yield Step(moment(after(errand, begins + 6), 16), lambda: _review_and_publish(errand))
    yield Step(moment(after(errand, delay(errand) + COLLECT), 15), lambda: _collect(errand, seed, scale))


def _visits(inspection: Inspection) -> list[Visit]:
    rows = queries.visits(viewer=COLLECTOR).filter(inspection=inspection)
    return list(rows.exclude(state=VisitStage.REPLACED).order_by("order"))


def _substitute(errand: Errand) -> None:
    inspection = standing(errand)
    waiting = _visits(inspection) if inspection else []
    if waiting and not waiting[0].replaces_id and inspection:
        sizes = inspection.roster_count or 0
        if sizes > len(waiting) + 4:
            services.substitute_visit(waiting[0].pk, reason=GONE, by=seat("section"), today=clock.today())


def with_problems(errand: Errand, seed: int, scale: float) -> frozenset[int]:
    """The places in the drawing order, from 0, in whose visits a problem is found."""
    chosen = Chance(seed, "problems", errand.title).sample(range(errand.wanted(scale)), errand.found(scale))
    return frozenset(chosen)


def problem_of(errand: Errand, chance: Chance) -> tuple[str, Problem]:
    """Whose finding it is (organ) and what: a joint inspection's are a department's, where it has a field."""
    if errand.kind == "joint":
        _, organ = chance.pick(errand.items[1:])
        return organ, chance.pick(catalogue.problems("department"))
    return BUREAU, chance.pick(catalogue.problems(_category(errand)))


def _category(errand: Errand) -> str:
    item = queries.item(errand.items[0][0], viewer=COLLECTOR, day=clock.today())
    return HAZARD_CATEGORY[Field(item.field)]


def _collect(errand: Errand, seed: int, scale: float) -> None:
    """Import and publish the results of an inspection's visits."""
    inspection = standing(errand)
    if inspection is None:
        return
    bad = with_problems(errand, seed, scale)
    reviewed_by = "食品监管科审核人" if _category(errand) == "food" else "信用监管科审核人"
    rows = [
        _row(errand, visit, place in bad, reviewed_by, Chance(seed, "visit", errand.title, place))
        for place, visit in enumerate(_visits(inspection))
    ]
    services.import_visits(inspection.pk, rows, by=COLLECTOR, today=clock.today())


def _row(errand: Errand, visit: Visit, bad: bool, reviewed_by: str, chance: Chance) -> services.VisitRow:
    outcome = Outcome.CHECKED if bad else OUTCOMES.pick(chance)
    signer = words.person(chance)
    return services.VisitRow(
        business_code=visit.business_code,
        ended_on=_visit_day(visit.inspection, chance),
        reviewed_on=calendar.add_working_days(visit.inspection.visit_until, 1),
        reviewed_by=reviewed_by,
        published_on=clock.today(),
        outcome=outcome,
        problems=[_problem_row(*problem_of(errand, chance))] if bad else [],
        signer_name=signer if outcome is Outcome.CHECKED else "",
        unsigned_reason="" if outcome is Outcome.CHECKED else "现场无人可以签字",
    )


def _problem_row(organ: str, problem: Problem) -> services.ProblemRow:
    return services.ProblemRow(
        text=problem.text,
        article=problem.article,
        code=problem.code,
        grade=Grade(problem.grade),
        organ=organ,
    )


def _visit_day(inspection: Inspection, chance: Chance) -> date:
    """A working day within the inspection, late enough to be published in time."""
    first = inspection.visit_from + timedelta(days=1)
    day = calendar.next_working_day(chance.day(first, inspection.visit_until))
    return min(day, inspection.visit_until)


def _on_site(errand: Errand, seed: int, scale: float, place: int) -> Callable[[], None]:
    def act() -> None:
        inspection = standing(errand)
        visits = _visits(inspection) if inspection else []
        if place < len(visits):
            bad = place in with_problems(errand, seed, scale)
            _fill_in(errand, visits[place], bad, Chance(seed, "visit", errand.title, place))

    return act


def _fill_in(errand: Errand, visit: Visit, bad: bool, chance: Chance) -> None:
    """One visit on site: every department's team begins, answers its checklists and closes its record."""
    parts = list(visit.parts.prefetch_related("team__officer").order_by("pk"))
    at_fault = len(parts) - 1 if errand.kind == "joint" else 0
    for number, part in enumerate(parts):
        team = [member.officer for member in part.team.all()]
        by = actor_of(team[0])
        services.start_visit(visit.pk, present=[one.pk for one in team], by=by, today=clock.today())
        _answer(part, bad and number == at_fault, chance, by)
        confirmation = services.ConfirmationDraft(Confirmed.SEALED, signer_name=words.person(chance))
        draft = services.RecordDraft(Outcome.CHECKED, confirmation)
        services.finish_visit(visit.pk, draft, by=by, today=clock.today())


def _answer(part: VisitPart, bad: bool, chance: Chance, by: Actor) -> None:
    """Answer every yes-or-no question of a department's sheets; one of them badly, if ``bad``."""
    sheets = [(one.sheet, one.lines) for one in queries.sheets(part, viewer=by)]
    asked = [(sheet, line) for sheet, lines in sheets for line in lines if sheet and line.kind == "yes_no"]
    wrong = chance.below(len(asked)) if bad and asked else -1
    for number, (sheet, line) in enumerate(asked):
        good = "no" if "yes" in line.problem_on else "yes"
        draft = services.AnswerDraft(
            sheet=sheet.pk,
            question=line.number,
            value=line.problem_on[0] if number == wrong else good,
            token=UUID(sha256_hex(f"{part.pk}|{sheet.pk}|{line.number}")[:32]),
            note="现场查看不符合要求，已当面告知负责人" if number == wrong else "",
        )
        services.save_answer(part.visit_id, draft, by=by, today=clock.today())
        if number == wrong:
            shown = untidy(f"DEMO {clock.today()} visit {part.visit_id}")
            photo = services.EvidenceDraft(shown, "现场照片（演示）", sheet.pk, line.number)
            services.add_photo(part.visit_id, photo, by=by, today=clock.today())


def actor_of(officer: Officer) -> Actor:
    """An officer as the one who acts, with the own account where there is one."""
    account = getattr(officer, "account", None)
    if account is not None:
        return account.as_actor()  # type: ignore[no-any-return]
    return Actor(
        id=f"officer:{officer.certificate_number}",
        name=officer.name,
        roles=frozenset({Role.INSPECTOR}),
        organ=officer.organ_id,
        area=COUNTY,
        officer_id=officer.pk,
    )


def _review_and_publish(errand: Errand) -> None:
    inspection = standing(errand)
    if inspection is None:
        return
    by, today = seat("section"), clock.today()
    for visit in _visits(inspection):
        if visit.state == VisitStage.RECORDED:
            services.approve_visit(visit.pk, opinion="同意", by=by, today=today)
    services.publish_results(inspection.pk, by=by, today=today)
