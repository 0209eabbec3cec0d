"""Keeping the names' index 名称索引维护: at once for single acts, in a second pass after a large import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django_tasks import task

from quanheng.domains.registration.models import NAME_INDEX, Business, NameReservation, UnfiledNames
from quanheng.domains.registration.name_claims import (
    RETAINED,
    SOURCES,
    known_places,
    rows_of,
    rows_of_businesses,
    rows_of_span,
)
from quanheng.domains.registration.rules.names.stages import Retained

AT_ONCE = 2000
"""So many new businesses are filed in the import's own transaction; more wait for the second pass."""

PART = 40_000
"""So many names are written at a time. Keys come in no order: few large parts touch each page less often."""


def file_names(business_ids: Sequence[int]) -> None:
    """File the names of businesses that were not filed before."""
    for start in range(0, len(business_ids), 900):
        NAME_INDEX.add(rows_of_businesses(business_ids[start : start + 900]))


@contextmanager
def names_refiled(business_ids: Sequence[int]) -> Iterator[None]:
    """File names anew after whatever happens to the businesses inside."""
    before = rows_of_businesses(business_ids)
    yield
    after = rows_of_businesses(business_ids)
    NAME_INDEX.remove(before - after)
    NAME_INDEX.add(after - before)


def leave_for_later(business_ids: Sequence[int]) -> None:
    """New businesses of an import: filed at once if they are few, else noted for ``catch_up``.

    Inside the import's transaction. Keys of one batch follow each other, others may lie between them: filing
    a business twice changes nothing.
    """
    if not business_ids:
        return
    if len(business_ids) <= AT_ONCE:
        file_names(business_ids)
        return
    UnfiledNames.objects.create(first_id=min(business_ids), last_id=max(business_ids))
    transaction.on_commit(_queue)


@task()
def catch_up_beside() -> None:
    """File in the background what an import left for later."""
    catch_up()


def _queue() -> None:
    """One run of the background worker is enough for all spans there are."""
    if UnfiledNames.objects.count() == 1:
        catch_up_beside.enqueue()


def unfiled_count() -> int:
    """How many businesses at most wait to be filed."""
    return sum(last - first + 1 for first, last in UnfiledNames.objects.values_list("first_id", "last_id"))


def catch_up(at_most: int | None = None) -> int:
    """File what imports left for later, ``PART`` names in each transaction; returns how many were filed.

    Safe to interrupt and to run twice at once.
    """
    done = 0
    while at_most is None or done < at_most:
        count = _one_part()
        if count == 0:
            break
        done += count
    return done


def _one_part() -> int:
    """File the next part: reckoned without a lock, written in one transaction.

    A name that changes meanwhile keeps an index row too many, which the next look at the record puts right.
    """
    span = UnfiledNames.objects.order_by("first_id").first()
    if span is None:
        return 0
    first, last = span.first_id, min(span.first_id + PART - 1, span.last_id)
    rows = rows_of_span(first, last)
    with transaction.atomic():
        held = UnfiledNames.objects.select_for_update().filter(pk=span.pk, first_id=first).first()
        if held is None:  # another worker was faster
            return 1
        NAME_INDEX.add(rows)
        if last == held.last_id:
            held.delete()
        else:
            held.first_id = last + 1
            held.save(update_fields=["first_id"])
    return last - first + 1


def rebuild_names() -> int:
    """Make the whole index anew 重建名称索引; returns how many businesses it holds. For the operator."""
    with transaction.atomic():
        NAME_INDEX.clear()
        UnfiledNames.objects.all().delete()
        first = Business.objects.order_by("pk").values_list("pk", flat=True).first()
        last = Business.objects.order_by("-pk").values_list("pk", flat=True).first()
        if first is not None and last is not None:
            UnfiledNames.objects.create(first_id=first, last_id=last)
        known = known_places()
        for held in NameReservation.objects.filter(stage=Retained.HELD):
            NAME_INDEX.add(rows_of(held.name, held.authority, held.pk * SOURCES + RETAINED, known))
    catch_up()
    return Business.objects.count()
