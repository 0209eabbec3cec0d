"""Visits: one drawn business, the departments that check it, and the officers drawn for each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.domains.inspections.models.inspecting import Inspection
from quanheng.domains.inspections.rules.results import spoken
from quanheng.domains.inspections.rules.stages import INSPECTED, OPEN, VISIT, VisitStage
from quanheng.platform.people.models import Officer, Organ


class VisitQuerySet(models.QuerySet["Visit"]):
    def open(self) -> VisitQuerySet:
        """Visits whose team still has to go or to finish."""
        return self.filter(state__in=OPEN)

    def inspected(self) -> VisitQuerySet:
        """Visits in which the business has been inspected."""
        return self.filter(state__in=INSPECTED)

    def published(self) -> VisitQuerySet:
        """Visits whose result is published."""
        return self.filter(state=VisitStage.PUBLISHED)


class Visit(models.Model):
    """One business to be visited in one inspection 检查户: name, address and area as they were when drawn.

    ``order`` is the drawing order; a substitute takes the order of the business it replaces. ``codes`` are
    the result codes of the whole visit; ``publish_by`` is the last day for publication, with its article.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="visits")
    order = models.PositiveIntegerField()
    business_code = models.CharField(max_length=18)
    business_name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    area_code = models.CharField(max_length=12)
    stratum = models.CharField(max_length=10)
    state = models.CharField(
        max_length=12, choices=[(s.value, VISIT.name(s)) for s in VisitStage], default=VisitStage.ASSIGNED
    )
    assigned_on = models.DateField()
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    codes = models.JSONField(default=list)
    publish_by = models.DateField(null=True)
    publish_cites = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    replaced_reason = models.CharField(max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "business_code"], name="visit_business_once"),
            models.UniqueConstraint(
                fields=["inspection", "order"],
                condition=~Q(state=VisitStage.REPLACED),
                name="visit_order_once",
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in VisitStage]), name="visit_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[s.value for s in INSPECTED])
                | Q(ended_on__isnull=False, publish_by__isnull=False),
                name="visit_inspected_has_end",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitStage.PUBLISHED) | Q(published_on__isnull=False),
                name="visit_published_on",
            ),
        ]
        indexes = [
            models.Index(fields=["business_code", "state", "ended_on"], name="visit_business"),
            models.Index(fields=["area_code", "state", "id"], name="visit_area"),
            models.Index(fields=["published_on", "area_code"], name="visit_published"),
            models.Index(fields=["ended_on", "area_code"], name="visit_ended"),
        ]

    def __str__(self) -> str:
        return self.business_name

    def get_codes_display(self) -> str:
        """The result in words, as a figure's rows show it; named as Django names the words of a choice."""
        return spoken(self.codes)

    @property
    def team_names(self) -> str:
        """Who is sent, by name, without whoever was replaced. Lists prefetch ``parts__team__officer``."""
        return "、".join(
            one.officer.name for part in self.parts.all() for one in part.team.all() if one.left_on is None
        )

    @property
    def is_recorded(self) -> bool:
        """Whether every department has closed its record."""
        return self.state in INSPECTED


class VisitPart(models.Model):
    """What one department does in one visit 部门检查: not begun, under way, or recorded by its dates.

    ``outcome`` is what the officers met at the door, ``codes`` this department's result.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="parts")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField(null=True)
    recorded_on = models.DateField(null=True)
    recorded_by = models.CharField(max_length=60, blank=True)
    recorded_by_name = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    codes = models.JSONField(default=list)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "organ"], name="visit_part_once"),
            models.CheckConstraint(
                condition=Q(recorded_on__isnull=True) | Q(started_on__isnull=False), name="visit_part_dates"
            ),
        ]


class TeamMember(models.Model):
    """One officer drawn for one department's part of a visit 检查组成员; ``pseudonym`` is the draw's id.

    ``present`` says whether the officer was there; one who was replaced stays, with the reason.
    """

    part = models.ForeignKey(VisitPart, on_delete=models.PROTECT, related_name="team")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField()
    present = models.BooleanField(default=False)
    left_on = models.DateField(null=True)
    left_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["part", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["part", "officer"], name="team_member_once")]
