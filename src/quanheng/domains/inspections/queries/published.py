"""What anybody may read 一公开: published results and completed inspections."""

from __future__ import annotations

from quanheng.domains.inspections.models import Inspection, InspectionQuerySet, Visit, VisitQuerySet


def public_results(code: str = "", *, area: str = "") -> VisitQuerySet:
    """Published results, the newest first; of one business by its code, of an area by its prefix."""
    rows = Visit.objects.published().select_related("inspection__organ")
    if code:
        rows = rows.filter(business_code=code.strip().upper())
    if area:
        rows = rows.filter(area_code__startswith=area)
    return rows.order_by("-published_on", "-id")


def public_inspections(*, area: str = "") -> InspectionQuerySet:
    """Inspections completed and published, the newest first."""
    rows = Inspection.objects.published().in_area(area).select_related("organ")
    return rows.order_by("-published_on", "-id")
