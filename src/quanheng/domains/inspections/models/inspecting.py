"""Inspections: one draw each, from the plan to the last published result."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.domains.inspections.models.listing import Item
from quanheng.domains.inspections.models.planning import PlanEntry
from quanheng.domains.inspections.rules.kinds import KIND_SAYS, OWN, Kind
from quanheng.domains.inspections.rules.stages import INSPECTION, Stage
from quanheng.platform.people.actors import after
from quanheng.platform.people.models import Organ


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def own(self) -> InspectionQuerySet:
        """The bureau's own special and comprehensive inspections."""
        return self.filter(kind__in=OWN)

    def joint(self) -> InspectionQuerySet:
        """Joint-department inspections."""
        return self.filter(kind=Kind.JOINT)

    def published(self) -> InspectionQuerySet:
        """Inspections completed and with every result published."""
        return self.filter(state=Stage.PUBLISHED)

    def in_area(self, prefix: str) -> InspectionQuerySet:
        """Inspections organised in the area; all of them for an empty prefix."""
        return self.filter(area_code__gte=prefix, area_code__lt=after(prefix)) if prefix else self.all()


class Inspection(models.Model):
    """One double-random inspection 双随机抽查任务.

    ``objects_filter`` is a ``BusinessFilter`` as a dictionary, ``quota`` the share of each class as the draw
    stores it, ``excluded_since`` the first day of the exclusion window (null: none). ``draw_id`` is the key
    of the current draw in `platform.draws`. An inspection outside the adopted plan says why.
    """

    number = models.CharField(max_length=20)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    plan_entry = models.ForeignKey(PlanEntry, null=True, on_delete=models.PROTECT, related_name="inspections")
    unplanned_reason = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=[(k.value, KIND_SAYS[k]) for k in Kind])
    title = models.CharField(max_length=120)
    objects_filter = models.JSONField(default=dict)
    quota = models.JSONField(default=dict)
    quota_source = models.CharField(max_length=200, blank=True)
    excluded_since = models.DateField(null=True)
    visit_from = models.DateField()
    visit_until = models.DateField()
    team_size = models.PositiveSmallIntegerField(default=2)
    qualification = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, INSPECTION.name(s)) for s in Stage], default=Stage.PLANNED
    )
    draw_id = models.PositiveBigIntegerField(null=True, unique=True)
    roster_count = models.PositiveIntegerField(null=True)
    planned_on = models.DateField()
    drawn_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    abandoned_on = models.DateField(null=True)
    abandoned_reason = models.CharField(max_length=300, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="inspection_number_once"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in Kind]), name="inspection_kind"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in Stage]), name="inspection_state"),
            models.CheckConstraint(
                condition=Q(visit_until__gte=models.F("visit_from")), name="inspection_dates"
            ),
            models.CheckConstraint(condition=Q(team_size__gte=2), name="inspection_two_officers"),
            models.CheckConstraint(
                condition=Q(plan_entry__isnull=False) | ~Q(unplanned_reason=""),
                name="inspection_has_plan_or_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=Stage.PUBLISHED) | Q(published_on__isnull=False),
                name="inspection_published_on",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "state", "-planned_on"], name="inspection_area"),
            models.Index(fields=["kind", "published_on"], name="inspection_published"),
        ]

    def __str__(self) -> str:
        return self.title


class InspectionItem(models.Model):
    """One item that one organ checks in one inspection 任务事项."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="inspection_items")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item", "organ"], name="inspection_item_once")
        ]


class SpentDraw(models.Model):
    """One earlier draw of an inspection that was aborted 已作废的抽取; it stays visible with its serial."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="spent_draws")
    draw_id = models.PositiveBigIntegerField(unique=True)
    spent_on = models.DateField()

    class Meta:
        ordering = ["id"]
