"""The file on a business 一户一档: one page, one section from each domain, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanheng.domains.credit import queries as credit
from quanheng.domains.hazards import queries as hazards
from quanheng.domains.inspections import queries as inspections
from quanheng.domains.licences import queries as licences
from quanheng.domains.publicity import queries as publicity
from quanheng.domains.registration import queries as registration
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor


def _none(about: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Section:
    """One section: its title, what it shows (``None``: nothing for this viewer), its template.

    ``records`` are the records it shows; their open tasks and ledger entries join those of the business.
    """

    title: Promise
    context: Callable[[str, Actor], Any]
    template: str
    records: Callable[[Any], Iterable[Any]] = _none


@dataclass(frozen=True)
class Shown:
    """A section as it stands on the page."""

    title: str
    template: str
    about: Any


@dataclass(frozen=True)
class File:
    """The file on one business for one viewer; ``subjects`` name all records it touches."""

    sections: tuple[Shown, ...]
    subjects: tuple[str, ...]


def _registration(code: str, viewer: Actor) -> Any:
    return registration.business(code, viewer=viewer)


def _dealings(code: str, viewer: Actor) -> Any:
    return registration.about_business(code, viewer)


def _permits(code: str, viewer: Actor) -> Any:
    business = registration.business(code, viewer=viewer)
    return licences.about_business(code, viewer, trade=business.trade, scope=business.scope)


def _notices(code: str, viewer: Actor) -> Any:
    return list(publicity.about_business(code)[:20]) or None


SECTIONS: list[Section] = [
    Section(_("登记信息"), _registration, "cockpit/sections/registration.html", lambda business: [business]),
    Section(
        _("登记业务"),
        _dealings,
        "cockpit/sections/dealings.html",
        lambda found: [*found.filings, *found.holds, *found.annulments],
    ),
    Section(
        _("许可"),
        _permits,
        "cockpit/sections/licences.html",
        lambda found: [*found.permits, *found.applications],
    ),
    Section(
        _("信用风险"), credit.about_business, "cockpit/sections/credit.html", lambda found: found.history
    ),
    Section(
        _("检查"), inspections.about_business, "cockpit/sections/inspections.html", lambda found: found.visits
    ),
    Section(_("隐患"), hazards.about_business, "cockpit/sections/hazards.html", lambda found: found.hazards),
    Section(_("公示"), _notices, "cockpit/sections/notices.html", lambda notices: notices),
]


def file_on(code: str, viewer: Actor) -> File:
    """The file on one business. Raises ``Missing`` for a business outside the viewer's area."""
    found = [(section, section.context(code, viewer)) for section in SECTIONS]
    shown = [(section, about) for section, about in found if about is not None]
    subjects = [subject_of(record) for section, about in shown for record in section.records(about)]
    return File(
        tuple(Shown(str(section.title), section.template, about) for section, about in shown), tuple(subjects)
    )
