"""The site check 现场核查: two officers, every condition, photos, and how the applicant took note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from quanheng.domains.licences.models import Application, SiteCheck
from quanheng.domains.licences.rules import checking, rights
from quanheng.domains.licences.rules.catalogue import check_points
from quanheng.domains.licences.rules.checking import Seen
from quanheng.domains.licences.rules.stages import Stage
from quanheng.domains.licences.rules.vocabulary import CheckVerdict
from quanheng.domains.licences.services import tasks
from quanheng.domains.licences.services.accepting import order_check
from quanheng.domains.licences.services.matter import hold, move
from quanheng.kernel import calendar
from quanheng.kernel.refusal import Refused
from quanheng.platform.documents.models import Stored
from quanheng.platform.documents.services import Label, attach
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer, Recusal

PHOTO = "permit_check"


class NoCheckOpen(Refused):
    """No site check is waiting 没有待办的现场核查."""


class OfficerNotFit(Refused):
    """An officer's certificate is not valid that day, or the officer is recused 核查人员不符合要求."""


@dataclass(frozen=True)
class CheckReport:
    """What the officers bring back. ``officers`` are their keys; ``signed`` how the applicant took note."""

    seen: Sequence[Seen]
    verdict: str
    officers: Sequence[int]
    photos: Sequence[Stored] = field(default_factory=tuple)
    note: str = ""
    redo_by: date | None = None
    signed: str = ""


@transaction.atomic
def record_check(application: Application | int, report: CheckReport, *, by: Actor, today: date) -> SiteCheck:
    """Record a site check 记录现场核查.

    A place that can be put right gets a day for it and is seen again. Raises ``NoCheckOpen``,
    ``TooFewOfficers``, ``OfficerNotFit``, ``CheckIncomplete``.
    """
    held = hold(application, rights.CHECK, by=by)
    check = held.checks.filter(checked_on=None).first()
    if check is None:
        raise NoCheckOpen("没有待办的现场核查。", instead="请刷新页面查看当前环节。")
    officers = _fit(report.officers, held, today=today)
    checking.require_officers(held.kind, [officer.pk for officer in officers], on=today)
    checking.require_whole(
        check_points(held.kind),
        {said.number: said for said in report.seen},
        verdict=CheckVerdict(report.verdict),
        photos=len(report.photos),
        redo_by=report.redo_by,
    )
    move(held, Stage.CHECKED)
    _write(check, report, officers, by=by, today=today)
    for number, photo in enumerate(report.photos, start=1):
        label = Label(PHOTO, f"{held.number} 现场照片{number}", held.area_code)
        attach(photo, label, to=check, by=by, today=today)
    facts = {"verdict": check.verdict, "officers": check.officer_names, "photos": len(report.photos)}
    ledger.record("permit_checked", on=held, by=by, today=today, facts=facts)
    _go_on(held, check, by=by, today=today)
    held.save(update_fields=["stage"])
    return check


def _go_on(held: Application, check: SiteCheck, *, by: Actor, today: date) -> None:
    if check.verdict == CheckVerdict.RECTIFY and check.redo_by:
        move(held, Stage.CHECKING)
        order_check(held, by=by, today=today, until=calendar.next_working_day(check.redo_by))
        return
    tasks.next_step(tasks.DECIDE, "作出许可决定", held, (held.due_on, held.due_cites), by=by, today=today)


def _fit(keys: Sequence[int], held: Application, *, today: date) -> list[Officer]:
    found = list(Officer.objects.certified_on(today).filter(pk__in=set(keys)))
    barred = set(
        Recusal.objects.filter(
            officer_id__in=[officer.pk for officer in found],
            subject_code=held.holder_code,
            ended_on__isnull=True,
        ).values_list("officer_id", flat=True)
    )
    if len(found) < len(set(keys)) or barred:
        raise OfficerNotFit(
            "所选核查人员的执法证今天无效，或者对这个申请人应当回避。",
            instead="请选择其他核查人员。",
            field="second",
        )
    return found


def _write(
    check: SiteCheck, report: CheckReport, officers: Sequence[Officer], *, by: Actor, today: date
) -> None:
    check.checked_on, check.verdict = today, CheckVerdict(report.verdict)
    check.findings = [
        {"number": said.number, "verdict": said.verdict, "remark": said.remark.strip()[:300]}
        for said in sorted(report.seen, key=lambda said: said.number)
    ]
    check.note, check.signed = report.note.strip()[:1000], report.signed.strip()[:200]
    check.redo_by = report.redo_by if check.verdict == CheckVerdict.RECTIFY else None
    check.by, check.by_name = by.id, by.name[:60]
    check.officers = [officer.pk for officer in officers]
    check.officer_names = [f"{officer.name}（{officer.certificate_number}）" for officer in officers]
    check.save()
