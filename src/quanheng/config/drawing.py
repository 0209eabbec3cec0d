"""What a draw's pages call a business, and where they find the matter that drew: asked of the domains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext

from quanheng.domains.registration import queries as registration
from quanheng.platform.draws import naming
from quanheng.platform.people.actors import Actor


def name_what_is_drawn() -> None:
    """Let draws name businesses by the register and lead back to the inspection they serve."""
    naming.name_businesses_by(business_names)
    naming.find_origins_by("inspections.inspection", inspection)


def business_names(codes: Iterable[str]) -> Mapping[str, str]:
    """The registered names of these businesses; names are public."""
    rows = registration.businesses(viewer=Actor.system("draws"))
    return dict(rows.filter(code__in=list(codes)).values_list("code", "name"))


def inspection(key: str) -> naming.Origin:
    """The inspection of this key."""
    return naming.Origin(gettext("查看这次抽查"), reverse("inspections:inspection", args=[key]))
