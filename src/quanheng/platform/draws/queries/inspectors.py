"""Who may be sent 检查人员名单: certified officers under their pseudonyms, and their recusals."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from django.db.models import Q

from quanheng.platform.draws.pseudonyms import pseudonyms
from quanheng.platform.people.models import Officer, Organ, Recusal

Row = tuple[str, str, tuple[str, ...], int]


def inspectors_for(organs: Sequence[str], day: date, qualification: str = "") -> list[Row]:
    """Return (pseudonym, organ, qualifications, cap) of everybody whom these organs may send on `day`.

    Only officers whose certificate is valid on `day`, the day of the inspection, and who hold the
    qualification if one is named. An officer of an office stands for the named organ above it. Pseudonyms are
    those of the year of `day`.
    """
    people = _officers(organs, day, qualification)
    ids = pseudonyms([officer.pk for officer, _ in people], day.year)
    return [
        (ids[officer.pk], organ, tuple(sorted(officer.qualifications)), officer.cap)
        for officer, organ in people
    ]


def recusals_for(
    organs: Sequence[str], day: date, codes: Container[str] | None = None
) -> list[tuple[str, str]]:
    """Return (business code, pseudonym) of every recusal in force on `day` of the officers of these organs.

    With `codes` only those of businesses in it: the roster's.
    """
    people = {officer.pk for officer, _ in _officers(organs, day, "")}
    ids = pseudonyms(people, day.year)
    rows = Recusal.objects.filter(officer__in=people, declared_on__lte=day)
    in_force = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    pairs = in_force.values_list("subject_code", "officer").distinct()
    return sorted((code, ids[officer]) for code, officer in pairs if codes is None or code in codes)


def _officers(organs: Sequence[str], day: date, qualification: str) -> list[tuple[Officer, str]]:
    sent_by = _organ_by_office(organs)
    rows = Officer.objects.certified_on(day).filter(organ__in=sent_by)
    return [
        (officer, sent_by[officer.organ_id])
        for officer in rows
        if not qualification or qualification in officer.qualifications
    ]


def _organ_by_office(organs: Iterable[str]) -> dict[str, str]:
    """The named organ above each office, the nearest one where several are."""
    parents = dict(Organ.objects.values_list("code", "parent"))
    named = set(organs)
    found: dict[str, str] = {}
    for office in parents:
        above: str | None = office
        while above is not None and above not in named:
            above = parents.get(above)
        if above is not None:
            found[office] = above
    return found
