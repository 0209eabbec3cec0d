"""The year's hazards 全年隐患: found in inspections and on daily rounds, ordered, rectified, re-checked.

At scale 1 the inspections find 109 food and drug hazards and the daily rounds 120: 229, all closed within the
year as in the source. Equipment, quality and other hazards come on top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from quanheng.config.demo import catalogue
from quanheng.config.demo.chance import Chance
from quanheng.config.demo.people import BUREAU, DRUG, FOOD
from quanheng.config.demo.pictures import tidy, untidy
from quanheng.config.demo.protocol import Step, moment
from quanheng.config.demo.visiting import COLLECTOR, actor_of
from quanheng.domains.hazards import queries, services
from quanheng.domains.hazards.models import Hazard
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.rules.vocabulary import Category, Method
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration.models import Business
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.kernel import calendar, clock
from quanheng.platform.documents.models import Stored
from quanheng.platform.documents.services import store
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer

ROUNDS = {"food": 95, "drug": 25, "equipment": 4, "quality": 3}
"""How many hazards of each category daily rounds find at scale 1."""

OBJECTS = {
    "food": BusinessFilter(tags=("餐饮", "食品销售", "食品生产")),
    "drug": BusinessFilter(tags=("药店",)),
    "equipment": BusinessFilter(tags=("特种设备使用",)),
    "quality": BusinessFilter(tags=("重点工业产品",)),
}
FIRST, LAST = date(2021, 1, 11), date(2021, 11, 19)
"""Daily rounds find hazards between these days; what is found later would not be closed in the year."""

LEFT_OPEN = "present:"
"""How the references of hazards begin that are meant to lie open on somebody's desk."""

ANSWER_DAYS, RECHECK_DAYS, FAILS_EVERY = 5, 3, 19
"""Working days after the order on which a business reports, after the report on which the bureau re-checks;
every so many-th hazard fails its first re-check."""


def rounds(seed: int, scale: float) -> Iterator[Step]:
    """What daily rounds find."""
    for category, count in ROUNDS.items():
        for number in range(round(count * scale)):
            chance = Chance(seed, "round", category, number)
            day = calendar.next_working_day(chance.day(FIRST, LAST))
            yield Step(moment(day, 10, chance.below(60)), _finding(category, number, seed))


def _finding(category: str, number: int, seed: int) -> Callable[[], None]:
    def act() -> None:
        chance = Chance(seed, "find", category, number)
        business = _business(category, chance)
        problem = chance.pick(catalogue.problems(category))
        photos = (photo(f"round {category} {number}"),) if number % 8 == 0 else ()
        services.report_hazard(
            report_of(category, business, problem, f"round:{category}:{number}", photos),
            by=actor_of(chance.pick(officers(category, clock.today()))),
            today=clock.today(),
        )

    return act


def photo(label: str) -> Stored:
    """A photo of what is wrong, kept."""
    return store(untidy(f"DEMO {clock.today()} {label}"))


def report_of(
    category: str,
    business: Business,
    problem: catalogue.Problem,
    reference: str,
    photos: tuple[Stored, ...] = (),
) -> services.HazardReport:
    """What an officer reports who finds a problem at a business."""
    return services.HazardReport(
        business_code=business.code,
        business_name=business.name,
        area_code=business.area_code,
        category=Category(category),
        grade=problem.grade,
        grade_reason="直接影响食品药品安全" if problem.grade == "major" else "",
        text=problem.text,
        article=problem.article,
        reference=reference,
        photos=photos,
    )


def _business(category: str, chance: Chance) -> Business:
    """An open business of a category, from those that were there when the year began."""
    among = codes(category)
    for _ in range(100):
        found = registration.public_business(chance.pick(among))
        if found.state == State.OPEN:
            return found
    raise ValueError(f"no business of {category} is left")


@cache
def codes(category: str) -> tuple[str, ...]:
    """Codes of the open businesses of a category that were there when the year began."""
    rows = registration.matching(OBJECTS[category], viewer=COLLECTOR).filter(established_on__lt=FIRST)
    return tuple(rows.order_by("code").values_list("code", flat=True))


@lru_cache(maxsize=16)
def officers(category: str, day: date) -> list[Officer]:
    """The bureau's officers certified on a day who deal with a category, by certificate."""
    rows = Officer.objects.certified_on(day).filter(organ__parent=BUREAU).select_related("account")
    wanted = {"food": FOOD, "drug": DRUG}.get(category)
    found = rows.order_by("certificate_number")
    return [one for one in found if wanted is None or wanted in one.qualifications]


def handle() -> None:
    """One day's handling of every open hazard: order what was found, hear what was done, re-check it.

    What ``present`` left open on purpose is let be.
    """
    waiting = queries.hazards(viewer=COLLECTOR).filter(stage__in=_WAYS).order_by("pk")
    for hazard in waiting.exclude(reference__startswith=LEFT_OPEN):
        _WAYS[Stage(hazard.stage)](hazard)


def _waited(since: date | None, days: int) -> bool:
    return since is not None and calendar.add_working_days(since, days) <= clock.today()


def _order(hazard: Hazard) -> None:
    if not _waited(hazard.ordered_on or hazard.found_on, 1):
        return
    due = calendar.next_working_day(clock.today() + timedelta(days=10))
    draft = services.OrderDraft(
        due_on=due, demands=f"请立即整改以下问题，并报告整改情况：{hazard.text}"[:400]
    )
    services.order_rectification(hazard, draft, by=_officer(hazard, 0), today=clock.today())


def _answer(hazard: Hazard) -> None:
    if _waited(hazard.ordered_on, ANSWER_DAYS):
        report_mended(hazard, by=_officer(hazard, 1))


def report_mended(hazard: Hazard, *, by: Actor) -> None:
    """Report a hazard rectified; where photos show what was wrong, one shows that it no longer is."""
    shown = {}
    for one in queries.evidence(hazard, viewer=COLLECTOR):
        if one.before:
            content = tidy(f"DEMO {clock.today()} hazard {hazard.pk}")
            shown[one.point.pk] = [store(content)]
    services.report_rectified(hazard, mended(hazard), by=by, today=clock.today(), photos=shown)


def by_reference(reference: str) -> Hazard | None:
    """The hazard that was reported under a reference."""
    return queries.hazards(viewer=COLLECTOR).filter(reference=reference).first()


def mended(hazard: Hazard) -> str:
    """How the business says that it has put the hazard right."""
    for field in ("food", "drug", "equipment", "quality", "other", "department"):
        for problem in catalogue.problems(field):
            if problem.text in hazard.text:
                return problem.mended
    return "已按要求整改到位"


def _recheck(hazard: Hazard) -> None:
    if not _waited(hazard.rectified_on, RECHECK_DAYS):
        return
    points = list(hazard.points.filter(passed_on__isnull=True).values_list("pk", flat=True))
    fails = hazard.pk % FAILS_EVERY == 0 and hazard.failed_count == 0
    second = _holder(hazard, 3)
    report = services.RecheckReport(
        passed=frozenset() if fails else frozenset(points),
        failed=dict.fromkeys(points, "整改不彻底，仍有部分问题未改正") if fails else {},
        method=Method.ON_SITE,
        note="现场复查",
        second_officer=second.pk,
    )
    services.recheck(hazard, report, by=_officer(hazard, 2), today=clock.today())


def _holder(hazard: Hazard, turn: int) -> Officer:
    """Who handles a hazard, in turn: orders, hears the report, re-checks, goes along; all different."""
    able = officers(hazard.category, clock.today())
    return able[(hazard.pk * 7 + turn) % len(able)]


def _officer(hazard: Hazard, turn: int) -> Actor:
    return actor_of(_holder(hazard, turn))


_WAYS: dict[Stage, Callable[[Hazard], None]] = {
    Stage.FOUND: _order,
    Stage.FAILED: _order,
    Stage.ORDERED: _answer,
    Stage.RECTIFIED: _recheck,
}
