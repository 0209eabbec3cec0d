"""Reading retained names and disputes 查名称: officers by their area, applicants by their code."""

from __future__ import annotations

from datetime import date
from hmac import compare_digest

from django.db.models import QuerySet

from quanheng.domains.registration.models import NameDispute, NameReservation
from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.rules.names.codes import code_digest
from quanheng.domains.registration.rules.names.papers import Side
from quanheng.domains.registration.rules.names.stages import Dispute, Retained
from quanheng.kernel import access
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents.models import Attachment
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor


def retained_names(*, viewer: Actor) -> QuerySet[NameReservation]:
    """Retained names of the viewer's area, newest first. Raises ``Forbidden``."""
    viewer.require(rights.SEE)
    return viewer.within(NameReservation.objects.order_by("-id"))


def retained_name(key: int, *, viewer: Actor) -> NameReservation:
    """One retained name of the viewer's area. Raises ``Forbidden``, ``Missing``."""
    found = retained_names(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing
    return found


def retained_with_code(key: int, code: str) -> NameReservation | None:
    """A retained name for whoever holds its code; none if the code is not its own."""
    held = NameReservation.objects.filter(pk=key).first()
    return held if held and code and compare_digest(code_digest(code), held.access) else None


def names_held(*, viewer: Actor, today: date) -> QuerySet[NameReservation]:
    """Names that are kept on a day, of the viewer's area."""
    return retained_names(viewer=viewer).filter(stage=Retained.HELD, until_on__gte=today)


def disputes(*, viewer: Actor) -> QuerySet[NameDispute]:
    """Disputes about names of the viewer's area, newest first. Raises ``Forbidden``."""
    viewer.require(rights.SEE)
    return viewer.within(NameDispute.objects.select_related("business", "organ").order_by("-id"))


def dispute(key: int, *, viewer: Actor) -> NameDispute:
    """One dispute of the viewer's area. Raises ``Forbidden``, ``Missing``."""
    found = disputes(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing
    return found


def side_actor(dispute: NameDispute, side: Side) -> Actor:
    """One side of a dispute as an actor: acts on this dispute and sees nothing else."""
    name = dispute.applicant_name if side is Side.APPLICANT else dispute.disputed_name
    return Actor.applicant(f"{dispute.number}:{side.value}", name[:40], dispute.area_code)


def side_with_code(number: str, code: str) -> tuple[NameDispute, Side]:
    """The dispute and the side whose number and code these are. Raises ``Missing``, whichever is wrong."""
    found = NameDispute.objects.select_related("business", "organ").filter(number=number.strip()).first()
    for side in Side:
        if found and access.opens(getattr(found, f"{side.value}_access"), found.number, code):
            return found, side
    raise Missing(
        "争议编号和查询码对不上。",
        instead="请核对登记机关告知的编号和查询码；遗失的，可以请登记机关补发。",
        field="code",
    )


def dispute_evidence(dispute: NameDispute, side: Side | None = None) -> dict[Side, list[Attachment]]:
    """The evidence of both sides of a dispute; with ``side``, what that side may read.

    A side reads its own; the other side's once the authority has sent it on (实施办法第三十九条).
    """
    sent = {Side.APPLICANT: dispute.served_on, Side.RESPONDENT: dispute.forwarded_on}
    shown = [one for one in Side if side in (None, one) or sent[one]]
    rows = list(Attachment.objects.filter(about=subject_of(dispute)).select_related("stored"))
    return {one: [row for row in rows if row.kind == f"evidence_{one.value}"] for one in shown}


def open_disputes(*, viewer: Actor) -> QuerySet[NameDispute]:
    """Disputes in which something is still to be done."""
    ended = [Dispute.NOT_ACCEPTED, Dispute.MEDIATED, Dispute.DISMISSED, Dispute.RENAMED]
    over = [*ended, Dispute.WITHDRAWN, Dispute.TERMINATED]
    return disputes(viewer=viewer).exclude(stage__in=over)
