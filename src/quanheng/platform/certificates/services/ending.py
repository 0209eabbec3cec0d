"""Ending certificates 吊销、撤销、注销: from then on every verification says so."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.kernel.refusal import Refused
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


class NoCurrentCertificate(Refused):
    """There is no certificate in force under this number 没有有效的证照."""


@transaction.atomic
def revoke(kind: str, number: str, reason: str, cites: str, *, by: Actor, today: date) -> Certificate:
    """End the certificate in force under a number 吊销、撤销或注销证照, with the reason and its article.

    Raises ``NoCurrentCertificate`` if none is in force. The right is the deciding domain's to check.
    """
    rows = Certificate.objects.select_for_update().filter(kind=kind, number=number, state="current")
    row = rows.first()
    if row is None:
        raise NoCurrentCertificate(
            f"编号 {number} 没有有效的电子证照，不能再次注销或吊销。", instead="请查看该证照的办理记录。"
        )
    row.state, row.ended_on, row.ended_reason, row.ended_cites = "revoked", today, reason[:300], cites[:300]
    row.save(update_fields=["state", "ended_on", "ended_reason", "ended_cites"])
    record(
        "certificate_revoked",
        on=row,
        by=by,
        today=today,
        facts={"cites": cites, "kind": kind, "number": number, "reason": reason},
    )
    return row
