"""Setting and importing credit-risk classes 确定、导入信用风险分类."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from quanheng.domains.credit.models import CreditClass
from quanheng.domains.credit.rules import classes as rules
from quanheng.domains.credit.rules import rights
from quanheng.domains.registration import queries as register
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.tables import bulk
from quanheng.platform.worklist.services import Task, assign, settle

BATCH, PART, COUNTY = 5_000, 900, 6
REVIEW = "credit.review"

COLUMNS = (
    "business_code",
    "area_code",
    "klass",
    "reason",
    "source",
    "decided_on",
    "by",
    "by_name",
    "entered_on",
    "current",
)
"""The columns of one row, in the order of ``_values`` and whether it leads."""


class ClassifiedMeanwhile(Refused):
    """Somebody else classified the business at the same moment 已被他人分类."""


@dataclass(frozen=True)
class ClassRow:
    """One row of a class list: code, class as written (``A``, ``A类``), reason, source, day decided."""

    code: str
    klass: str
    reason: str
    source: str
    decided_on: date


@dataclass
class Report:
    """What came of an import: counts, and per refused row its position from 1 and the sentence."""

    accepted: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def set_class(
    code: str, klass: str, *, reason: str, source: str, by: Actor, today: date, decided_on: date | None = None
) -> CreditClass:
    """Put a business into a class, with the reason 确定类别. The class before stays in the history.

    A repeat of the same decision (code, day, source, class) returns the first. Raises ``NoSuchClass``,
    ``ReasonMissing``, ``DecidedInFuture``; ``Missing`` for a business that is not in the actor's area.
    """
    by.require(rights.SET)
    business = _business(code, by=by)
    on = decided_on or today
    row = _judged(ClassRow(business.code, klass, reason, source, on), today=today)
    locked = CreditClass.objects.select_for_update().filter(business_code=business.code)
    same = locked.filter(decided_on=on, source=row.source, klass=row.klass).first()
    if same:
        return same
    before = locked.filter(current=True).first()
    try:
        with transaction.atomic():
            made = _insert(row, business.area_code, before, by=by, today=today)
    except IntegrityError:
        raise ClassifiedMeanwhile("刚才已有人确定了这户的类别。", instead="请刷新后再核对。") from None
    facts = {"klass": made.klass, "before": before.klass if before else "", "reason": made.reason}
    ledger.record("credit_class_set", on=made, by=by, today=today, facts=facts | {"code": business.code})
    settle(REVIEW, about=business, by=by, today=today)
    return made


def ask_review(code: str, why: str, *, today: date) -> None:
    """Put a business before the credit section whose class may no longer fit 待复核类别.

    ``why`` is the reason in Chinese; setting a class settles it. Nobody reviews what the register does
    not hold, or where no bureau is.
    """
    found = register.public_businesses().filter(code=code).first()
    area = found.area_code[:COUNTY] if found else ""
    bureau = Organ.objects.filter(kind="bureau", area_id=area).order_by("code").first()
    if found is None or bureau is None:
        return
    section = Organ.objects.filter(pk=f"{bureau.pk}-credit").first() or bureau
    title = f"复核信用风险类别（{why}）：{found.name}"[:200]
    task = Task(REVIEW, title, reverse("credit:business", args=[found.code]))
    assign(task, about=found, for_organ=section.pk, area_code=found.area_code, today=today)


def _business(code: str, *, by: Actor) -> Any:
    try:
        return register.business(code, viewer=by)
    except Missing as missing:
        raise Missing(missing.says, instead="请核对统一社会信用代码。", field="code") from None


def _judged(row: ClassRow, *, today: date) -> ClassRow:
    """The row as it is stored. Raises the refusals of ``rules.classes``."""
    rules.require_past(row.decided_on, today=today)
    return ClassRow(
        row.code.strip().upper(),
        rules.klass_of(row.klass),
        rules.require_reason(row.reason)[:300],
        row.source.strip()[:100],
        row.decided_on,
    )


def _insert(
    row: ClassRow, area_code: str, before: CreditClass | None, *, by: Actor, today: date
) -> CreditClass:
    leads = rules.takes_over(row.decided_on, before.decided_on if before else None)
    if leads and before:
        CreditClass.objects.filter(pk=before.pk).update(current=False)
    return CreditClass.objects.create(**_values(row, area_code, by=by, today=today), current=leads)


def _values(row: ClassRow, area_code: str, *, by: Actor, today: date) -> dict[str, object]:
    return {
        "business_code": row.code,
        "area_code": area_code,
        "klass": row.klass,
        "reason": row.reason,
        "source": row.source,
        "decided_on": row.decided_on,
        "by": by.id,
        "by_name": by.name,
        "entered_on": today,
    }


def import_classes(rows: Iterable[ClassRow], *, by: Actor, today: date) -> Report:
    """Take in a list of classes 导入分类: each row through the same checks, refused rows named, never fatal.

    Committed batch by batch; running the same list again changes nothing, so a killed import is simply run
    again. A row whose business is not in the actor's area is refused.
    """
    by.require(rights.IMPORT)
    report, waiting, start = Report(), iter(rows), 1
    while batch := list(islice(waiting, BATCH)):
        _take_batch(list(enumerate(batch, start)), report, by=by, today=today)
        start += len(batch)
    return report


@transaction.atomic
def _take_batch(rows: Sequence[tuple[int, ClassRow]], report: Report, *, by: Actor, today: date) -> None:
    good = _sound(rows, report, today=today)
    areas = areas_of([row.code for _, row in good], by=by)
    here = []
    for number, row in good:
        if row.code in areas:
            here.append(row)
        else:
            report.refused.append((number, f"名录中没有代码 {row.code}，或者它不在您的辖区内。"))
    written = file_rows(here, areas, by=by, today=today)
    report.accepted += len(written)
    report.unchanged += len(here) - len(written)
    if written:
        counted = Counter(str(row.klass) for row in written)
        ledger.record("credit_classes_imported", on="credit:import", by=by, today=today, facts=dict(counted))


def _sound(
    rows: Sequence[tuple[int, ClassRow]], report: Report, *, today: date
) -> list[tuple[int, ClassRow]]:
    good = []
    for number, row in rows:
        try:
            good.append((number, _judged(row, today=today)))
        except Refused as refused:
            report.refused.append((number, refused.says))
    return good


def areas_of(codes: Sequence[str], *, by: Actor, area: str = "") -> dict[str, str]:
    """The area of each code that the register holds within the actor's area, and within ``area`` if given."""
    rows = register.businesses(viewer=by).in_area(area).order_by()
    return {
        code: place
        for start in range(0, len(codes), PART)
        for code, place in rows.filter(code__in=codes[start : start + PART]).values_list("code", "area_code")
    }


def file_rows(
    rows: Sequence[ClassRow], areas: Mapping[str, str], *, by: Actor, today: date
) -> list[ClassRow]:
    """File judged classifications inside an import's transaction; returns those that were not there yet."""
    found = CreditClass.objects.filter(business_code__in=areas)
    known = set(found.values_list("business_code", "decided_on", "source", "klass"))
    fresh: list[ClassRow] = []
    for row in rows:
        key = (row.code, row.decided_on, row.source, str(row.klass))
        if key not in known:
            known.add(key)
            fresh.append(row)
    _write(fresh, areas, by=by, today=today)
    return fresh


def _write(rows: Sequence[ClassRow], areas: Mapping[str, str], *, by: Actor, today: date) -> None:
    """Insert a batch; of each business the latest row leads, and takes over from a current one not later."""
    latest: dict[str, ClassRow] = {}
    for row in rows:
        if rules.takes_over(row.decided_on, latest[row.code].decided_on if row.code in latest else None):
            latest[row.code] = row
    standing = CreditClass.objects.current().select_for_update().filter(business_code__in=latest)
    days = {code: (pk, on) for code, pk, on in standing.values_list("business_code", "pk", "decided_on")}
    leading = {
        code: row for code, row in latest.items() if code not in days or row.decided_on >= days[code][1]
    }
    CreditClass.objects.filter(pk__in=[days[code][0] for code in leading if code in days]).update(
        current=False
    )
    bulk.insert(
        CreditClass,
        COLUMNS,
        [
            (*_values(row, areas[row.code], by=by, today=today).values(), leading.get(row.code) is row)
            for row in rows
        ],
    )
