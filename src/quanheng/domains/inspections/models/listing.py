"""The item list 一单, its checklists, and the bureau's default ratios, each dated."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from quanheng.domains.inspections.rules.checklist import AnswerKind, Grade, Question
from quanheng.domains.inspections.rules.kinds import FIELD_SAYS, Field
from quanheng.platform.people.models import Organ


def in_force(day: date) -> Q:
    """The condition that a dated row is in force on ``day``."""
    return Q(until_on__isnull=True, from_on__lte=day) | Q(until_on__gte=day, from_on__lte=day)


class ItemQuerySet(models.QuerySet["Item"]):
    def on(self, day: date) -> ItemQuerySet:
        """The items in force on ``day``."""
        return self.filter(in_force(day))


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    def on(self, day: date) -> ChecklistQuerySet:
        """The checklists in force on ``day``."""
        return self.filter(in_force(day))


class Item(models.Model):
    """One version of one item of the random-inspection list 随机抽查事项.

    A change of basis, objects or qualification ends the row and begins the next, so that an old inspection
    keeps the item as it was. ``objects`` is a ``BusinessFilter`` as a dictionary; ``organ_kinds`` says which
    kinds of organ may check (empty: any); ``checked`` how the basis was checked.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    field = models.CharField(max_length=20, choices=[(f.value, FIELD_SAYS[f]) for f in Field])
    joint = models.BooleanField(default=False)
    basis = models.TextField()
    checked = models.CharField(max_length=12, default="text")
    organ_kinds = models.JSONField(default=list)
    objects_said = models.CharField(max_length=200)
    objects_filter = models.JSONField(default=dict)
    qualification = models.CharField(max_length=40, blank=True)
    checklist = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["code", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="item_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(until_on__isnull=True), name="item_one_open_version"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")), name="item_dates"
            ),
            models.CheckConstraint(condition=Q(field__in=[f.value for f in Field]), name="item_field"),
        ]

    def __str__(self) -> str:
        return self.name


class Checklist(models.Model):
    """One version of one checklist 检查表; a visit keeps the version in force on the day it began."""

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ["code", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="checklist_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(until_on__isnull=True), name="checklist_one_open_version"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistQuestion(models.Model):
    """One point of one version of a checklist 检查要点, with the article it comes from."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    article = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, default=AnswerKind.YES_NO)
    problem_on = models.JSONField(default=list)
    low = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    required = models.BooleanField(default=True)
    code = models.CharField(max_length=2, default="D")
    grade = models.CharField(max_length=10, default=Grade.GENERAL)

    class Meta:
        ordering = ["checklist", "number"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "number"], name="question_number_once"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in AnswerKind]), name="question_kind"),
            models.CheckConstraint(condition=Q(grade__in=[g.value for g in Grade]), name="question_grade"),
        ]

    def as_question(self) -> Question:
        """The question as the rules read it."""
        return Question(
            number=self.number,
            text=self.text,
            article=self.article,
            kind=AnswerKind(self.kind),
            problem_on=tuple(self.problem_on),
            low=self.low,
            high=self.high,
            required=self.required,
            code=self.code,
            grade=Grade(self.grade),
        )


class QuotaDefault(models.Model):
    """One default ratio of one credit-risk class 默认抽取比例, decided by an organ; the newest one counts."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=10)
    ratio = models.CharField(max_length=20)
    source = models.CharField(max_length=200)
    from_on = models.DateField()
    approved_by = models.CharField(max_length=60)
    approved_by_name = models.CharField(max_length=40)

    class Meta:
        ordering = ["organ", "from_on", "stratum"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "stratum", "from_on"], name="quota_default_once")
        ]
