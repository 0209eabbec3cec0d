"""What the owner of a business may ask for about permits 可办的许可事项, for the page to choose on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quanheng.domains.licences import queries
from quanheng.domains.licences.models import Permit
from quanheng.domains.licences.rules.needs import needed
from quanheng.domains.licences.rules.stages import HELD, State
from quanheng.domains.licences.rules.vocabulary import (
    CANCELLED_HERE,
    GRANTED_HERE,
    KIND_SAYS,
    PURPOSE_SAYS,
    Kind,
    Purpose,
)
from quanheng.domains.licences.services import NewForm
from quanheng.domains.licences.web.views.matter import may_renew
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.web.words import said

FIRST = (Kind.FOOD_BUSINESS, Kind.PREPACKAGED, Kind.FOOD_PRODUCTION, Kind.DRUG_RETAIL)


@dataclass(frozen=True)
class Offer:
    """One thing to ask for: the word of its button, what it says, what it is about."""

    word: str
    says: str
    about: str = ""


def offers_to(code: str, *, is_open: bool, trade: str, scope: str) -> list[Offer]:
    """What a business may ask for: first what its trade points to, then about the permits it holds."""
    held = [row for row in queries.public_about(code) if row.kind in CANCELLED_HERE]
    about = [offer for permit in held for offer in _about(permit)]
    return [*_first(trade, scope), *about] if is_open else about


def _first(trade: str, scope: str) -> list[Offer]:
    wanted = needed(trade, scope)
    kinds = sorted(FIRST, key=lambda kind: kind not in wanted)
    return [
        Offer(
            f"{Purpose.NEW} {kind}",
            _("申请%(kind)s") % {"kind": said(KIND_SAYS[kind])},
            _("按行业和经营范围可能需要") if kind in wanted else "",
        )
        for kind in kinds
    ]


def _about(permit: Permit) -> list[Offer]:
    return [
        Offer(
            f"{purpose} {permit.pk}",
            f"{said(PURPOSE_SAYS[purpose])} {permit.number}",
            said(permit.get_kind_display()),
        )
        for purpose in _purposes(permit)
    ]


def _purposes(permit: Permit) -> list[Purpose]:
    if queries.underway(permit) or permit.state == State.CANCELLED:
        return []
    found = []
    if permit.kind in GRANTED_HERE and permit.state in HELD and permit.valid_until:
        if may_renew(permit, permit.valid_until, clock.today()):
            found.append(Purpose.RENEWAL)
        found += [Purpose.CHANGE, Purpose.REPLACEMENT]
    elif permit.kind == Kind.PREPACKAGED and permit.state == State.CURRENT:
        found.append(Purpose.CHANGE)
    return [*found, Purpose.CANCELLATION]


def form_for(word: str, business_code: str) -> NewForm:
    """The form that a button asks for. Raises ``Missing`` for a word that no button has."""
    purpose, _space, about = word.partition(" ")
    if purpose == Purpose.NEW and about in set(FIRST):
        return NewForm(business_code, purpose, kind=about)
    if purpose in set(Purpose) and purpose != Purpose.NEW and about.isascii() and about.isdigit():
        return NewForm(business_code, purpose, permit_id=int(about[:18]))
    raise Missing(_("没有这项业务。"), instead=_("请从页面上列出的业务中选择。"))
