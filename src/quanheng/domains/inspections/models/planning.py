"""The annual plan 年度抽查计划."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.domains.inspections.rules.kinds import KIND_SAYS, Kind
from quanheng.platform.people.models import Organ


class PlanQuerySet(models.QuerySet["Plan"]):
    def adopted(self) -> PlanQuerySet:
        """Plans that have been adopted."""
        return self.filter(adopted_on__isnull=False)


class Plan(models.Model):
    """One organ's inspection plan for one year 年度抽查计划; a draft until it is adopted."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    drawn_up_on = models.DateField()
    adopted_on = models.DateField(null=True)
    adopted_by = models.CharField(max_length=60, blank=True)
    adopted_by_name = models.CharField(max_length=40, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "organ"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="plan_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="plan_year"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanEntryQuerySet(models.QuerySet["PlanEntry"]):
    def of_year(self, year: int) -> PlanEntryQuerySet:
        """Lines of the plans of a year."""
        return self.filter(plan__year=year)


class PlanEntry(models.Model):
    """One line of a plan 计划条目: what will be inspected, by whom, in which months, about how many.

    ``items`` and ``organs`` are codes; ``reason`` is empty unless the line was added after adoption.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=[(k.value, KIND_SAYS[k]) for k in Kind])
    items = models.JSONField(default=list)
    organs = models.JSONField(default=list)
    objects_said = models.CharField(max_length=200, blank=True)
    target_count = models.PositiveIntegerField(null=True)
    month_from = models.PositiveSmallIntegerField(default=1)
    month_until = models.PositiveSmallIntegerField(default=12)
    added_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    objects = PlanEntryQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_entry_once"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in Kind]), name="plan_entry_kind"),
            models.CheckConstraint(
                condition=Q(month_from__gte=1, month_until__lte=12, month_from__lte=models.F("month_until")),
                name="plan_entry_months",
            ),
        ]

    def __str__(self) -> str:
        return self.title
