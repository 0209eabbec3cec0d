"""What is stored about applications: the application, what was asked for once more, the site checks."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from quanheng.domains.licences.models.permits import Permit
from quanheng.domains.licences.models.words import choices, values
from quanheng.domains.licences.rules import vocabulary as words
from quanheng.domains.licences.rules.stages import STAGE_SAYS, STAGE_TONES, UNDERWAY, Stage
from quanheng.platform.people.models import Organ


class ApplicationQuerySet(models.QuerySet["Application"]):
    def underway(self) -> ApplicationQuerySet:
        """Applications that somebody still has to do something with."""
        return self.filter(stage__in=values(UNDERWAY))

    def overdue(self, today: date) -> ApplicationQuerySet:
        """Applications whose decision is overdue."""
        return self.filter(stage__in=["accepted", "checking", "checked"], due_on__lt=today)


class Application(models.Model):
    """One application about a permit 许可申请, from the window to the certificate.

    What the certificate is to say stands in its own fields (``form``, ``items``, ``premises``, …); of a
    change they are what it will say. ``declared_unchanged`` is the applicant's declaration that the
    conditions are as they were. ``late`` marks a renewal asked for after its window. ``reference`` is the
    key of the form it came with, so that a repeat makes no second application.
    """

    number = models.CharField(max_length=40)
    reference = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=choices(words.KIND_SAYS))
    purpose = models.CharField(max_length=12, choices=choices(words.PURPOSE_SAYS))
    channel = models.CharField(
        max_length=10, choices=choices(words.CHANNEL_SAYS), default=words.Channel.WINDOW
    )
    stage = models.CharField(max_length=12, choices=choices(STAGE_SAYS), default=Stage.APPLIED)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(Organ, null=True, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    permit = models.ForeignKey(Permit, null=True, on_delete=models.PROTECT, related_name="applications")
    holder_code = models.CharField(max_length=18)
    holder_name = models.CharField(max_length=200)
    person = models.CharField(max_length=60, blank=True)
    residence = models.CharField(max_length=300, blank=True)
    premises = models.CharField(max_length=300, blank=True)
    form = models.CharField(max_length=6, blank=True)
    items = models.JSONField(default=list)
    products = models.CharField(max_length=500, blank=True)
    contact_name = models.CharField(max_length=60, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    changed_on = models.DateField(null=True)
    declared_unchanged = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    applied_on = models.DateField()
    applied_by = models.CharField(max_length=60)
    applied_by_name = models.CharField(max_length=60)
    answer_due_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_cites = models.CharField(max_length=200, blank=True)
    extended_reason = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    cites = models.CharField(max_length=300, blank=True)
    issue_due_on = models.DateField(null=True)
    issued_on = models.DateField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="permit_application_number"),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="permit_application_once"
            ),
            models.UniqueConstraint(
                fields=["permit"],
                condition=Q(stage__in=values(UNDERWAY)),
                name="permit_one_application_underway",
            ),
            models.CheckConstraint(condition=Q(stage__in=values(Stage)), name="permit_application_stage"),
            models.CheckConstraint(
                condition=Q(channel__in=values(words.Channel)), name="permit_application_channel"
            ),
            models.CheckConstraint(
                condition=Q(purpose=words.Purpose.NEW) | Q(permit__isnull=False),
                name="permit_application_about_one",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["approved", "issued", "refused"]) | Q(decided_on__isnull=False),
                name="permit_application_decided",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["refused", "not_accepted"]) | (~Q(reason="") & ~Q(cites="")),
                name="permit_refused_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(stage="issued") | Q(issued_on__isnull=False, permit__isnull=False),
                name="permit_issued_has_permit",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="permit_application_area"),
            models.Index(fields=["stage", "area_code", "due_on"], name="permit_application_due"),
            models.Index(fields=["holder_code", "kind"], name="permit_application_holder"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tone(self) -> str:
        """How pressing its stage looks."""
        return STAGE_TONES[Stage(self.stage)]

    @property
    def holder(self) -> Organ:
        """The section that works on it, else the bureau."""
        return self.handler or self.organ


class Supplement(models.Model):
    """One notice of what is missing 补正告知书, everything at once, and when it was answered."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="supplements")
    points = models.JSONField(default=list)
    asked_on = models.DateField()
    answer_by = models.DateField()
    cites = models.CharField(max_length=200)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["application", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(answer_by__gte=F("asked_on")), name="permit_supplement_days")
        ]


class SiteCheck(models.Model):
    """One site check 现场核查: ordered, then done by two officers who saw each condition.

    ``findings`` are ``[{number, verdict, remark}]``; photos are attached to the check. ``redo_by`` is by when
    what was found must be put right. ``signed`` says how the applicant took note of it.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    ordered_on = models.DateField()
    due_on = models.DateField()
    due_cites = models.CharField(max_length=200)
    checked_on = models.DateField(null=True)
    verdict = models.CharField(max_length=10, blank=True)
    findings = models.JSONField(default=list)
    note = models.TextField(blank=True)
    redo_by = models.DateField(null=True)
    signed = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=60, blank=True)
    by_name = models.CharField(max_length=60, blank=True)
    officers = models.JSONField(default=list)
    officer_names = models.JSONField(default=list)

    class Meta:
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(checked_on__isnull=True), name="permit_check_open_once"
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | ~Q(verdict=""), name="permit_checked_has_verdict"
            ),
        ]
