"""Re-checking a reported rectification 复查, by somebody else than who reported it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from quanheng.domains.hazards import queries
from quanheng.domains.hazards.models import Hazard, Point, PointVerdict, Recheck
from quanheng.domains.hazards.rules import rechecks, rights
from quanheng.domains.hazards.rules.limits import Step
from quanheng.domains.hazards.rules.stages import HAZARD, Stage
from quanheng.domains.hazards.rules.vocabulary import Cause, Method
from quanheng.domains.hazards.services import tasks
from quanheng.domains.hazards.services.escalating import answer_open, raise_up
from quanheng.domains.hazards.services.evidence import RECHECK, Photos, file_photos
from quanheng.domains.hazards.services.matter import hold, move
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer


class CertificateNotValid(Refused):
    """The officer's law-enforcement certificate is not valid on that day 执法证不在有效期内."""


@dataclass(frozen=True)
class RecheckReport:
    """What a re-check found, point by point (keys of ``Point``), how it was made, and with whom.

    ``failed`` says per point what is still wrong; ``second_officer`` is the key of the other officer.
    """

    passed: frozenset[int]
    failed: Mapping[int, str]
    method: str
    note: str = ""
    second_officer: int | None = None
    photos: Photos = field(default_factory=dict)


@transaction.atomic
def recheck(hazard: Hazard | int, report: RecheckReport, *, by: Actor, today: date) -> Recheck:
    """Re-check the open points; close the hazard if all are well 复查销号.

    If not, it is to be ordered again, or goes up to a leader once it failed as often as the bureau allows.
    《特种设备安全监督检查办法》第二十九条,《食品生产经营监督检查管理办法》第三十三条. Raises
    ``RecheckedByReporter``, ``TooFewOfficers``, ``CertificateNotValid``, ``PointAlreadyPassed``,
    ``PointLeftOut``, ``FailureUnexplained``, ``MoveNotAllowed``.
    """
    held = hold(hazard, rights.RECHECK, by=by)
    HAZARD.check(held.stage, Stage.CLOSED)
    second = _second(report, by=by, today=today)
    _require_people(held, report, second, by=by, today=today)
    points = {row.pk: row for row in held.points.filter(passed_on__isnull=True)}
    outcome = rechecks.judge(points.keys(), report.passed, report.failed)
    shown = {key: files for key, files in report.photos.items() if files}
    if shown.keys() - points.keys():
        raise Missing()
    made = _enter(held, report, outcome, second, by=by, today=today)
    _enter_verdicts(made, points, outcome, today=today)
    file_photos(shown, RECHECK, points=points, hazard=held, by=by, today=today)
    held.rechecked_on, held.rechecked_by, held.rechecked_by_name = today, by.id, by.name[:40]
    _conclude(held, outcome, by=by, today=today)
    return made


def _second(report: RecheckReport, *, by: Actor, today: date) -> Officer | None:
    if report.second_officer is None or report.second_officer == by.officer_id:
        return None
    officer = by.within(Officer.objects.filter(pk=report.second_officer), "area_id").first()
    if officer is None:
        raise Missing("没有找到这名检查人员，或者不在您的辖区内。", field="second_officer")
    if not Officer.objects.certified_on(today).filter(pk=officer.pk).exists():
        raise CertificateNotValid(
            f"{officer.name}的执法证不在有效期内，不能参加复查。",
            instead="请换一名持证人员。",
            field="second_officer",
        )
    return officer


def actor_id(officer: Officer) -> str:
    """The id under which an officer acts: the account's, or the certificate's where there is no account."""
    account = getattr(officer, "account", None)
    return f"account:{account.pk}" if account else f"officer:{officer.certificate_number}"


def _require_people(
    held: Hazard, report: RecheckReport, second: Officer | None, *, by: Actor, today: date
) -> None:
    team = {by.id} | ({actor_id(second)} if second else set())
    rechecks.require_another(reported_by=held.rectified_by, rechecking=team)
    rechecks.require_enough(len(team), held.category, report.method, on=today)


def _enter(
    held: Hazard,
    report: RecheckReport,
    outcome: rechecks.Outcome,
    second: Officer | None,
    *,
    by: Actor,
    today: date,
) -> Recheck:
    return Recheck.objects.create(
        hazard=held,
        rectification=held.rectifications.order_by("-id")[0],
        rechecked_on=today,
        method=Method(report.method),
        passed=outcome.all_well,
        note=report.note.strip(),
        reported_by=held.rectified_by,
        by=by.id,
        by_name=by.name[:40],
        second_by=actor_id(second) if second else "",
        second_by_name=second.name if second else "",
    )


def _enter_verdicts(
    made: Recheck, points: Mapping[int, Point], outcome: rechecks.Outcome, *, today: date
) -> None:
    PointVerdict.objects.bulk_create(
        PointVerdict(
            recheck=made, point=point, passed=key in outcome.passed, remark=outcome.failed.get(key, "")
        )
        for key, point in points.items()
    )
    Point.objects.filter(pk__in=outcome.passed).update(passed_on=today)


def _conclude(held: Hazard, outcome: rechecks.Outcome, *, by: Actor, today: date) -> None:
    facts = {"passed": len(outcome.passed), "failed": sorted(outcome.failed.values())}
    if outcome.all_well:
        _close(held, facts, by=by, today=today)
        return
    held.failed_count += 1
    limit = queries.limit_in_force(held.organ_id, Step.FAILURES, held.category, held.grade, on=today)
    ledger.record("recheck_failed", on=held, by=by, today=today, facts=facts)
    answer_open(held, "复查未通过", by=by, today=today)
    if rechecks.goes_up(held.failed_count, limit=limit.amount):
        reason = f"第 {held.failed_count} 次复查未通过"
        raise_up(held, Cause.FAILED_AGAIN, reason, by=by, today=today)
        return
    move(held, Stage.FAILED)
    held.save()
    tasks.wait_for_new_order(held, by=by, today=today)


def _close(held: Hazard, facts: Mapping[str, object], *, by: Actor, today: date) -> None:
    move(held, Stage.CLOSED)
    held.closed_on = today
    held.save()
    answer_open(held, "已整改销号", by=by, today=today)
    ledger.record("hazard_closed", on=held, by=by, today=today, facts=facts)
    tasks.done(held, by=by, today=today)
