"""What was recorded on site: answers, findings, the signature or why there is none, refusals, reviews."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.domains.inspections.models.listing import Checklist, ChecklistQuestion, Item
from quanheng.domains.inspections.models.visiting import Visit, VisitPart
from quanheng.domains.inspections.rules.obstruction import Confirmed, Ground
from quanheng.platform.documents.models import Stored


class Sheet(models.Model):
    """One item's checklist as one department fills it in one visit 检查表填写, pinned to its version."""

    part = models.ForeignKey(VisitPart, on_delete=models.PROTECT, related_name="sheets")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    checklist = models.ForeignKey(Checklist, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["part", "item"], name="sheet_once")]


class Answer(models.Model):
    """The answer to one question as it stands 答案; ``revision`` rises with every change."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(ChecklistQuestion, on_delete=models.PROTECT, related_name="+")
    value = models.TextField(blank=True)
    note = models.TextField(blank=True)
    corrected = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)
    answered_on = models.DateField()

    class Meta:
        ordering = ["sheet", "question__number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "question"], name="answer_once")]


class AnswerEntry(models.Model):
    """One saving of one answer 答案留痕.

    ``token`` comes from the phone and makes a repeated sending harmless.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="entries")
    token = models.UUIDField(unique=True)
    revision = models.PositiveIntegerField()
    value = models.TextField(blank=True)
    note = models.TextField(blank=True)
    corrected = models.BooleanField(default=False)
    by = models.CharField(max_length=60)
    answered_on = models.DateField()

    class Meta:
        ordering = ["id"]


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> FindingQuerySet:
        """Problems that the record as it stands still names."""
        return self.filter(withdrawn_on__isnull=True)


class Finding(models.Model):
    """One problem found 检查发现的问题, with the hazard it became in `domains.hazards`."""

    part = models.ForeignKey(VisitPart, on_delete=models.PROTECT, related_name="findings")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(ChecklistQuestion, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=2)
    category = models.CharField(max_length=20)
    grade = models.CharField(max_length=10)
    text = models.TextField()
    article = models.CharField(max_length=200, blank=True)
    corrected = models.BooleanField(default=False)
    hazard_id = models.PositiveBigIntegerField(null=True, unique=True)
    withdrawn_on = models.DateField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "item", "question"], condition=Q(question__isnull=False), name="finding_once"
            )
        ]


class Confirmation(models.Model):
    """How one department's record was confirmed 签字确认: signed, sealed, or neither and why."""

    part = models.OneToOneField(VisitPart, on_delete=models.PROTECT, related_name="confirmation")
    kind = models.CharField(max_length=10)
    signer_name = models.CharField(max_length=40, blank=True)
    signer_post = models.CharField(max_length=40, blank=True)
    signature = models.ForeignKey(Stored, null=True, on_delete=models.PROTECT, related_name="+")
    unsigned_reason = models.CharField(max_length=300, blank=True)
    witness_name = models.CharField(max_length=40, blank=True)
    witness_unit = models.CharField(max_length=80, blank=True)
    confirmed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Confirmed]), name="confirmation_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=Confirmed.UNSIGNED) & ~Q(unsigned_reason="")
                | ~Q(kind=Confirmed.UNSIGNED) & ~Q(signer_name=""),
                name="confirmation_signed_or_why_not",
            ),
        ]


class Obstruction(models.Model):
    """One refusal of inspection 拒绝、阻挠检查, with its ground, what happened, and who saw it."""

    part = models.OneToOneField(VisitPart, on_delete=models.PROTECT, related_name="obstruction")
    ground = models.CharField(max_length=10)
    account = models.TextField()
    witness_name = models.CharField(max_length=40, blank=True)
    witness_unit = models.CharField(max_length=80, blank=True)
    no_witness_reason = models.CharField(max_length=300, blank=True)
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=[g.value for g in Ground]), name="obstruction_ground"
            ),
            models.CheckConstraint(
                condition=~Q(witness_name="") | ~Q(no_witness_reason=""),
                name="obstruction_witnessed_or_why_not",
            ),
        ]


class Review(models.Model):
    """One review of one recorded visit 审核 by somebody who was not on the team."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="reviews")
    agreed = models.BooleanField()
    opinion = models.TextField(blank=True)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)
    reviewed_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(agreed=True) | ~Q(opinion=""), name="review_return_has_reason")
        ]
