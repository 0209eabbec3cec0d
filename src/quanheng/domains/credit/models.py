"""What is stored: one row per classification of a business; exactly one of them is current."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from quanheng.domains.credit.rules.classes import SAYS, Klass


class CreditClassQuerySet(models.QuerySet["CreditClass"]):
    def current(self) -> CreditClassQuerySet:
        """The classification in force of each business."""
        return self.filter(current=True)

    def as_of(self, day: date) -> CreditClassQuerySet:
        """Classifications decided by ``day``, the latest of a business first."""
        return self.filter(decided_on__lte=day).order_by("business_code", "-decided_on", "-id")


class CreditClass(models.Model):
    """One classification of one business 信用风险分类: class, reason, source, day. Rows are never edited.

    ``area_code`` is where the business stood when it was classified.
    """

    business_code = models.CharField(max_length=18)
    area_code = models.CharField(max_length=12)
    klass = models.CharField(max_length=1, choices=[(k.value, SAYS[k]) for k in Klass])
    reason = models.CharField(max_length=300)
    source = models.CharField(max_length=100)
    decided_on = models.DateField()
    current = models.BooleanField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)
    entered_on = models.DateField()

    objects = CreditClassQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business_code"], condition=Q(current=True), name="credit_class_one_current"
            ),
            models.UniqueConstraint(
                fields=["business_code", "decided_on", "source", "klass"], name="credit_class_once"
            ),
            models.CheckConstraint(
                condition=Q(klass__in=[k.value for k in Klass]), name="credit_class_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="credit_class_has_reason"),
        ]
        indexes = [
            models.Index(fields=["business_code", "-decided_on", "-id"], name="credit_class_history"),
            models.Index(
                fields=["area_code", "klass", "business_code"],
                condition=Q(current=True),
                name="credit_class_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business_code} {self.klass}"
