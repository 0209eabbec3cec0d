"""Opening an application 新建申请: the filing, what stands prepared, and the applicant's code, in one go."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.services.filing import NewFiling
from quanheng.domains.registration.web.applicants import remember
from quanheng.domains.registration.web.errand.preparing import at_opening
from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor


@transaction.atomic
def open_prepared(
    request: HttpRequest, new: NewFiling, *, by: Actor, place: str = "", known: dict[str, Any] | None = None
) -> Filing:
    """Open a filing with its prepared details and hand out its code; this browser may go on with it.

    ``place`` is the township it is likely to be about; ``known`` are details known from elsewhere.
    """
    today = clock.today()
    filing = services.open_filing(new, by=by, today=today)
    actor = doors.applicant(filing) if by.is_public else by
    details = at_opening(filing.kind, filing.subject, place or filing.area_code, filing.business) | (
        known or {}
    )
    if details:
        filing = services.save_draft(filing.pk, details, filing.revision, by=actor, today=today)
    remember(request, filing, services.hand_out_code(filing.number, by=actor, today=today))
    return filing
