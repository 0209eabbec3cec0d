"""Reading people 查人员: areas, organs and officers within the viewer's area."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from quanheng.kernel.refusal import Refused
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Area, Officer, Organ, Recusal


class NoBureau(Refused):
    """No bureau is set up for the area 辖区没有设置主管局."""


def bureau_for(area_code: str, *, by: Actor) -> Organ:
    """The bureau in charge 主管局: the actor's own or the one above it, else that of the area's county.

    Raises ``NoBureau`` where none is set up.
    """
    organ = Organ.objects.filter(pk=by.organ).select_related("parent").first()
    while organ and organ.kind != "bureau":
        organ = organ.parent
    found = organ or Organ.objects.filter(kind="bureau", area_id=area_code[:6]).order_by("code").first()
    if found is None:
        raise NoBureau("这个地区还没有设置市场监督管理局，不能办理。", instead="请联系系统管理员设置机构。")
    return found


def township_in(area_code: str) -> Organ | None:
    """The organ of a township that looks after its own ground; none elsewhere."""
    return Organ.objects.filter(kind="township", area_id=area_code).order_by("code").first()


def townships(county: str) -> QuerySet[Area]:
    """The townships of a county, by code."""
    return Area.objects.filter(parent_id=county).order_by("code")


def area_names() -> dict[str, str]:
    """Names of all areas by code."""
    return dict(Area.objects.values_list("code", "name"))


def organs(*, viewer: Actor) -> QuerySet[Organ]:
    """Organs in the viewer's area."""
    return viewer.within(Organ.objects.select_related("area"), "area_id")


def officers(*, viewer: Actor) -> QuerySet[Officer]:
    """Officers in the viewer's area, with their organs."""
    return viewer.within(Officer.objects.select_related("organ", "area"), "area_id")


def expiring(*, viewer: Actor, until: date) -> QuerySet[Officer]:
    """Active officers whose certificate ends on or before ``until``."""
    return officers(viewer=viewer).filter(active=True, certificate_until__lte=until)


def recusals_in_force(officer_ids: list[int]) -> QuerySet[Recusal]:
    """Declared recusals of these officers that have not ended."""
    return Recusal.objects.filter(officer_id__in=officer_ids, ended_on__isnull=True)
