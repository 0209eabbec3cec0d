"""Who acts on an application 经办人: the account logged in, or the applicant who knows number and code.

The applicant has no account: number and code are kept in the session of the browser and checked again at
each step, so that a new code closes every door that the old one had opened.
"""

from __future__ import annotations

from django.http import HttpRequest

from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.queries import doors
from quanheng.domains.registration.rules import rights
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right
from quanheng.platform.web import applicants

SLOT = "filings"


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def remember(request: HttpRequest, filing: Filing, code: str) -> None:
    """Keep number and code of a filing for this browser."""
    applicants.remember(request, SLOT, filing.pk, filing.number, code)


def known_code(request: HttpRequest, filing: Filing) -> str:
    """The code of a filing as it is printed, if this browser handed it out or entered it; else nothing."""
    return applicants.known_code(request, SLOT, filing.pk)


def acting_on(request: HttpRequest, key: int, right: Right = rights.READ_FILINGS) -> tuple[Actor, Filing]:
    """Who acts on this filing, and the filing.

    Raises ``Missing`` for whoever may not see it, ``Forbidden`` for an official without the ``right``.
    """
    viewer = actor_of(request)
    found = doors.own_filings(viewer=viewer).filter(pk=key).first()
    if found is not None:
        viewer.require(right)
        return viewer, found
    number, code = applicants.remembered(request, SLOT, key)
    if number:
        applicant = doors.taken_up(number, code)
        return applicant, doors.filing_of(number, viewer=applicant)
    raise Missing(
        "没有找到这件申请，或者它不归您办理。",
        instead="申请人可以凭受理凭证上的申请编号和办理码继续办理。",
    )


def take_up_address(request: HttpRequest, filing: Filing) -> str:
    """What the QR of the receipt holds: number and code behind the ``#``, which no server log keeps."""
    return applicants.take_up_address(request, "portal:resume", filing.number, known_code(request, filing))
