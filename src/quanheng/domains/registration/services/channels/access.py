"""The applicant's code 办理码: with it and the number, the owner takes an application up on any device.

Only the code's digest is stored. Whoever may work on the filing may hand out a new one; the old one then
opens nothing any more.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.queries.doors import filing_of
from quanheng.domains.registration.rules import rights
from quanheng.kernel import access
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor


@transaction.atomic
def hand_out_code(number: str, *, by: Actor, today: date) -> str:
    """Give the applicant a new code 发放办理码 for one filing and return it; it is not kept in clear.

    Raises ``Forbidden``; ``Missing`` for a filing that is not the actor's to see.
    """
    by.require(rights.APPLY)
    filing = filing_of(number, viewer=by)
    code = access.new_code()
    Filing.objects.filter(pk=filing.pk).update(access=access.digest(filing.number, code))
    record("filing_code_handed_out", on=filing, by=by, today=today)
    return code
