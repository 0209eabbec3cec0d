"""Taking in hazards a bureau found and closed before it came here 历史隐患导入, through the same checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import transaction

from quanheng.domains.hazards.models import Hazard, Order, Point, PointVerdict, Recheck, Rectification, Serial
from quanheng.domains.hazards.rules import deadlines, grading, history, rights
from quanheng.domains.hazards.rules.history import Dates, Person
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.rules.vocabulary import Category, Channel, Grade, Method, Source
from quanheng.domains.hazards.services.matter import handler_for, hazard_number, order_number, serial_of
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.people.queries import bureau_for

BATCH = 500


@dataclass(frozen=True)
class ClosedHazard:
    """One hazard as an old register tells it, from finding to closing.

    ``reference`` is the register's own number, unique in it: importing it again changes nothing. ``people``
    are certificate numbers (or another id that stands for the person) with names. ``points`` may be empty.
    """

    reference: str
    business_code: str
    business_name: str
    area_code: str
    category: str
    grade: str
    text: str
    days: Dates
    found_by: Person
    reported_by: Person
    rechecked_by: Person
    second: Person | None = None
    grade_reason: str = ""
    method: str = Method.ON_SITE
    demands: str = ""
    rectification: str = ""
    points: tuple[str, ...] = ()
    visit: str = ""
    source: str = Source.HISTORY


@dataclass
class ImportReport:
    """What came of an import: counts, and per refused row its position from 1 and the sentence."""

    accepted: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def import_closed_hazards(rows: Iterable[ClosedHazard], *, by: Actor, today: date) -> ImportReport:
    """Take in closed hazards 导入历史隐患, each through the checks of a living one; refused rows are named.

    Committed batch by batch and safe to run again: a reference already there is left as it is. Announces
    nothing: the past does not happen twice. Raises ``Forbidden``, ``NoBureau``.
    """
    by.require(rights.IMPORT)
    report, waiting, start = ImportReport(), iter(rows), 1
    while batch := list(islice(waiting, BATCH)):
        _take_in(list(enumerate(batch, start)), report, by=by, today=today)
        start += len(batch)
    return report


@transaction.atomic
def _take_in(
    rows: Sequence[tuple[int, ClosedHazard]], report: ImportReport, *, by: Actor, today: date
) -> None:
    references = {_reference(row) for _, row in rows}
    known = set(Hazard.objects.filter(reference__in=references).values_list("reference", flat=True))
    fresh: list[ClosedHazard] = []
    for position, row in rows:
        if _reference(row) in known:
            report.unchanged += 1
            continue
        try:
            _check(row, by=by, today=today)
        except Refused as refused:
            report.refused.append((position, refused.says))
            continue
        known.add(_reference(row))
        fresh.append(row)
    _write(fresh, by=by, today=today)
    report.accepted += len(fresh)


def _reference(row: ClosedHazard) -> str:
    return f"history:{row.reference.strip()}"


def _check(row: ClosedHazard, *, by: Actor, today: date) -> None:
    """Raise the refusal that a living hazard would have met."""
    if not row.reference.strip():
        raise history.RecordIncomplete("没有原始编号，不能核对是否重复。", instead="请填写原台账的编号。")
    by.require(rights.IMPORT, area=row.area_code)
    Category(row.category), Source(row.source)
    grading.require_reason(row.grade, row.grade_reason)
    grading.points_named(row.text, row.points)
    history.require_order(row.days, today=today)
    deadlines.settle_due(row.days.due, ordered_on=row.days.ordered, category=row.category, source=row.source)
    history.require_people(
        reported_by=row.reported_by,
        rechecked_by=row.rechecked_by,
        second=row.second,
        category=row.category,
        method=row.method,
        on=row.days.rechecked,
    )


class _Places:
    """Bureaus, sections and numberings of one batch, each asked of the database once."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.bureaus: dict[str, Organ] = {}
        self.handlers: dict[tuple[str, str], Organ | None] = {}
        self.serials: dict[tuple[str, str, int], Serial] = {}

    def bureau(self, area_code: str) -> Organ:
        """The bureau in charge of the area."""
        if area_code not in self.bureaus:
            self.bureaus[area_code] = bureau_for(area_code, by=self.by)
        return self.bureaus[area_code]

    def handler(self, category: str, bureau: Organ) -> Organ | None:
        """The section that works on the category."""
        key = (category, bureau.pk)
        if key not in self.handlers:
            self.handlers[key] = handler_for(category, bureau, by=self.by)
        return self.handlers[key]

    def number(self, organ: Organ, kind: str, year: int) -> int:
        """The next number; the numbering is locked, and saved by ``keep``."""
        key = (organ.pk, kind, year)
        if key not in self.serials:
            self.serials[key] = serial_of(organ, kind, year)
        self.serials[key].last += 1
        return self.serials[key].last

    def keep(self) -> None:
        """Save how far the numbers were given out."""
        for serial in self.serials.values():
            serial.save(update_fields=["last"])


def _write(rows: Sequence[ClosedHazard], *, by: Actor, today: date) -> None:
    places = _Places(by)
    made = [(row, _hazard(row, places)) for row in rows]
    Hazard.objects.bulk_create([hazard for _, hazard in made])
    orders = [_order(row, hazard, places) for row, hazard in made]
    Order.objects.bulk_create(orders)
    places.keep()
    points = [point for row, hazard in made for point in _points(row, hazard)]
    Point.objects.bulk_create(points)
    reports = [_rectification(row, order) for (row, _), order in zip(made, orders, strict=True)]
    Rectification.objects.bulk_create(reports)
    rechecks = [_recheck(row, report) for (row, _), report in zip(made, reports, strict=True)]
    Recheck.objects.bulk_create(rechecks)
    of_hazard = {recheck.hazard_id: recheck for recheck in rechecks}
    PointVerdict.objects.bulk_create(
        PointVerdict(recheck=of_hazard[point.hazard_id], point=point, passed=True) for point in points
    )
    ledger.record_many([_entry(row, hazard) for row, hazard in made], by=by, today=today)


def _hazard(row: ClosedHazard, places: _Places) -> Hazard:
    year, bureau = row.days.found.year, places.bureau(row.area_code)
    return Hazard(
        number=hazard_number(year, places.number(bureau, "hazard", year)),
        reference=_reference(row),
        organ=bureau,
        handler=places.handler(row.category, bureau),
        business_code=row.business_code,
        business_name=row.business_name,
        area_code=row.area_code,
        source=Source(row.source),
        visit=row.visit,
        category=Category(row.category),
        grade=Grade(row.grade),
        grade_reason=row.grade_reason,
        text=row.text.strip() or "\n".join(row.points),
        found_on=row.days.found,
        found_by=row.found_by.id,
        found_by_name=row.found_by.name,
        stage=Stage.CLOSED,
        ordered_on=row.days.ordered,
        due_on=row.days.due,
        rectified_on=row.days.rectified,
        rectified_by=row.reported_by.id,
        rectified_by_name=row.reported_by.name,
        rechecked_on=row.days.rechecked,
        rechecked_by=row.rechecked_by.id,
        rechecked_by_name=row.rechecked_by.name,
        closed_on=row.days.rechecked,
    )


def _order(row: ClosedHazard, hazard: Hazard, places: _Places) -> Order:
    basis = deadlines.order_basis(row.category, row.grade, row.source, on=row.days.ordered)
    year = row.days.ordered.year
    return Order(
        hazard=hazard,
        organ=hazard.organ,
        number=order_number(year, places.number(hazard.organ, "order", year)),
        ordered_on=row.days.ordered,
        due_on=row.days.due,
        cites=basis.cites,
        basis=basis.says[:300],
        demands=row.demands or hazard.text,
        points=list(range(1, len(grading.points_named(row.text, row.points)) + 1)),
        by=row.found_by.id,
        by_name=row.found_by.name,
    )


def _points(row: ClosedHazard, hazard: Hazard) -> list[Point]:
    named = grading.points_named(row.text, row.points)
    return [
        Point(hazard=hazard, number=number, text=text[:500], passed_on=row.days.rechecked)
        for number, text in enumerate(named, start=1)
    ]


def _rectification(row: ClosedHazard, order: Order) -> Rectification:
    return Rectification(
        hazard=order.hazard,
        order=order,
        text=row.rectification or "已按要求整改。",
        reported_on=row.days.rectified,
        channel=Channel.OFFICER,
        by=row.reported_by.id,
        by_name=row.reported_by.name,
    )


def _recheck(row: ClosedHazard, report: Rectification) -> Recheck:
    return Recheck(
        hazard=report.hazard,
        rectification=report,
        rechecked_on=row.days.rechecked,
        method=Method(row.method),
        passed=True,
        reported_by=report.by,
        by=row.rechecked_by.id,
        by_name=row.rechecked_by.name,
        second_by=row.second.id if row.second else "",
        second_by_name=row.second.name if row.second else "",
    )


def _entry(row: ClosedHazard, hazard: Hazard) -> ledger.Act:
    facts = {
        "reference": hazard.reference,
        "found_on": row.days.found.isoformat(),
        "closed_on": row.days.rechecked.isoformat(),
        "reported_by": row.reported_by.id,
        "rechecked_by": row.rechecked_by.id,
    }
    return ledger.Act("closed_hazard_imported", hazard, facts)
