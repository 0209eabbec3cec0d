"""What is stored about hazards: the hazard, its points, each order, report, re-check and escalation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from quanheng.domains.hazards.rules import vocabulary as words
from quanheng.domains.hazards.rules.stages import ANSWERABLE, OPEN, SAYS, TONES, Stage
from quanheng.platform.people.models import Organ


def _values(given: Iterable[str]) -> list[str]:
    return sorted(str(word) for word in given)


def _choices(says: dict[words.Category, str] | dict[words.Grade, str]) -> list[tuple[str, str]]:
    return [(str(word), text) for word, text in says.items()]


class HazardQuerySet(models.QuerySet["Hazard"]):
    def open(self) -> HazardQuerySet:
        """Hazards neither closed nor withdrawn."""
        return self.filter(stage__in=_values(OPEN))

    def overdue(self, today: date) -> HazardQuerySet:
        """Hazards whose rectification was due before ``today`` and has not been reported."""
        return self.filter(stage__in=_values(ANSWERABLE), due_on__lt=today)

    def recheck_overdue(self, today: date) -> HazardQuerySet:
        """Hazards reported rectified whose re-check was due before ``today``."""
        return self.filter(stage=Stage.RECTIFIED, recheck_due_on__lt=today)


class Hazard(models.Model):
    """One hazard 隐患 at one business, from finding to closing.

    ``reference`` names the record that gave rise to it (a finding, a submitted form), so that a repeat makes
    no second hazard; ``visit`` the visit it was found on. ``due_on`` is the deadline of the latest order;
    ``rectified_*`` and ``rechecked_*`` are the latest report and re-check. People are actor ids with the
    name shown. ``handler`` is the section or office that works on it, none where the bureau itself does.
    ``link_round`` is part of the secret of the business's answer link: raising it kills the link.
    """

    number = models.CharField(max_length=40)
    reference = models.CharField(max_length=120, blank=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(Organ, null=True, on_delete=models.PROTECT, related_name="+")
    business_code = models.CharField(max_length=18, blank=True)
    business_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=12)
    source = models.CharField(max_length=12, choices=[(str(s), t) for s, t in words.SOURCE_SAYS.items()])
    visit = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=12, choices=_choices(words.CATEGORY_SAYS))
    grade = models.CharField(max_length=12, choices=_choices(words.GRADE_SAYS))
    grade_reason = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    found_on = models.DateField()
    found_by = models.CharField(max_length=60)
    found_by_name = models.CharField(max_length=40)
    stage = models.CharField(max_length=12, choices=[(str(s), t) for s, t in SAYS.items()])
    ordered_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    rectified_on = models.DateField(null=True)
    rectified_by = models.CharField(max_length=60, blank=True)
    rectified_by_name = models.CharField(max_length=40, blank=True)
    recheck_due_on = models.DateField(null=True)
    recheck_cites = models.CharField(max_length=200, blank=True)
    rechecked_on = models.DateField(null=True)
    rechecked_by = models.CharField(max_length=60, blank=True)
    rechecked_by_name = models.CharField(max_length=40, blank=True)
    failed_count = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    link_round = models.PositiveSmallIntegerField(default=1)

    objects = HazardQuerySet.as_manager()

    class Meta:
        ordering = ["-found_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="hazard_number"),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="hazard_reference"
            ),
            models.CheckConstraint(condition=Q(stage__in=_values(Stage)), name="hazard_stage"),
            models.CheckConstraint(condition=Q(category__in=_values(words.Category)), name="hazard_category"),
            models.CheckConstraint(condition=Q(grade__in=_values(words.Grade)), name="hazard_grade"),
            models.CheckConstraint(
                condition=Q(grade=words.Grade.GENERAL) | ~Q(grade_reason=""), name="hazard_major_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.CLOSED)
                | (
                    Q(closed_on__isnull=False, rectified_on__isnull=False, rechecked_on__isnull=False)
                    & ~Q(rectified_by="")
                    & ~Q(rechecked_by="")
                    & ~Q(rechecked_by=F("rectified_by"))
                ),
                name="hazard_closed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED) | Q(closed_on__isnull=True), name="hazard_closed_stage"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=_values({Stage.ORDERED, Stage.RECTIFIED, Stage.FAILED, Stage.CLOSED}))
                | Q(ordered_on__isnull=False, due_on__isnull=False),
                name="hazard_ordered_has_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.WITHDRAWN)
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="hazard_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=(Q(ordered_on__isnull=True) | Q(ordered_on__gte=F("found_on")))
                & (Q(due_on__isnull=True) | Q(due_on__gte=F("ordered_on")))
                & (Q(rectified_on__isnull=True) | Q(rectified_on__gte=F("found_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("rectified_on"))),
                name="hazard_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["number"], name="hazard_by_number"),
            models.Index(fields=["area_code", "-found_on", "-id"], name="hazard_area"),
            models.Index(fields=["stage", "area_code", "due_on"], name="hazard_stage_due"),
            models.Index(fields=["business_code", "-found_on"], name="hazard_business"),
            models.Index(fields=["found_on", "category", "area_code"], name="hazard_found"),
            models.Index(fields=["visit"], condition=~Q(visit=""), name="hazard_visit"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def holder(self) -> Organ:
        """The section or office that works on the hazard, else the bureau."""
        return self.handler or self.organ

    @property
    def tone(self) -> str:
        """How pressing its stage looks: good, note, warn, stop or plain."""
        return TONES[Stage(self.stage)]

    @property
    def is_open(self) -> bool:
        """Whether the hazard is neither closed nor withdrawn."""
        return self.stage in OPEN


class Point(models.Model):
    """One thing wrong 问题点: a re-check looks at those not yet passed, and at no others."""

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    article = models.CharField(max_length=300, blank=True)
    passed_on = models.DateField(null=True)

    class Meta:
        ordering = ["hazard", "number"]
        constraints = [models.UniqueConstraint(fields=["hazard", "number"], name="hazard_point_number")]

    def __str__(self) -> str:
        return self.text


class Order(models.Model):
    """One notice ordering rectification 责令改正通知书; a failed re-check is followed by a new one.

    ``points`` are the numbers of the points that were open when it was issued.
    """

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="orders")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    ordered_on = models.DateField()
    due_on = models.DateField()
    violates = models.CharField(max_length=300, blank=True)
    cites = models.CharField(max_length=200)
    basis = models.CharField(max_length=300, blank=True)
    demands = models.TextField()
    consequence = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=100, blank=True)
    points = models.JSONField(default=list)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)

    class Meta:
        ordering = ["hazard", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="hazard_order_number"),
            models.CheckConstraint(condition=Q(due_on__gte=F("ordered_on")), name="hazard_order_dates"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def at_once(self) -> bool:
        """Whether the order says at once 立即予以改正, and not by a later day."""
        return self.due_on == self.ordered_on


class Rectification(models.Model):
    """One report that a hazard has been rectified 整改报告, answering one order or what came of it."""

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="rectifications")
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="rectifications")
    text = models.TextField()
    reported_on = models.DateField()
    channel = models.CharField(max_length=10)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)

    class Meta:
        ordering = ["hazard", "id"]


class Recheck(models.Model):
    """One re-check 复查 of one report, by somebody else than who made the report."""

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="rechecks")
    rectification = models.OneToOneField(Rectification, on_delete=models.PROTECT, related_name="recheck")
    rechecked_on = models.DateField()
    method = models.CharField(max_length=10)
    passed = models.BooleanField()
    note = models.TextField(blank=True)
    reported_by = models.CharField(max_length=60)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)
    second_by = models.CharField(max_length=60, blank=True)
    second_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["hazard", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("reported_by")), name="hazard_recheck_by_another"),
            models.CheckConstraint(condition=~Q(second_by=F("by")), name="hazard_recheck_two_people"),
        ]


class PointVerdict(models.Model):
    """What one re-check says of one point 逐项复查结论."""

    recheck = models.ForeignKey(Recheck, on_delete=models.PROTECT, related_name="verdicts")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="verdicts")
    passed = models.BooleanField()
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["recheck", "point"]
        constraints = [
            models.UniqueConstraint(fields=["recheck", "point"], name="hazard_verdict_once"),
            models.CheckConstraint(condition=Q(passed=True) | ~Q(remark=""), name="hazard_failed_says_why"),
        ]


class Escalation(models.Model):
    """One time a hazard went up to a leader 升级督办, and what the leader answered."""

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="escalations")
    cause = models.CharField(max_length=16)
    reason = models.CharField(max_length=300)
    escalated_on = models.DateField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_by_name = models.CharField(max_length=40, blank=True)
    instruction = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["hazard", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hazard"], condition=Q(answered_on__isnull=True), name="hazard_escalation_open_once"
            )
        ]


class Serial(models.Model):
    """The last number given out by an organ in a year, per kind of number 编号."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "kind", "year"], name="hazard_serial_once")]


class Limit(models.Model):
    """One time limit that a bureau chose 本局时限, from a day on; the latest counts, the older ones stay."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10)
    category = models.CharField(max_length=12)
    grade = models.CharField(max_length=12)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    from_on = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)

    class Meta:
        ordering = ["organ", "step", "category", "grade", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "step", "category", "grade", "from_on"], name="hazard_limit_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="hazard_limit_amount"),
        ]
