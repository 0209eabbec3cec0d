"""What is stored about persons whom the law keeps from standing for a business."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from quanheng.domains.registration.models.filings import Annulment
from quanheng.domains.registration.models.restrictions import Restriction
from quanheng.kernel.identifiers.resident_id import masked


class PersonBar(Restriction):
    """One person who is barred 人员限制: from applying at all, or from being a legal representative.

    The ground says which. ``area_code`` is the county that keeps it; it applies everywhere. ``id_number`` is
    personal data, shown masked alone.
    """

    id_number = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    area_code = models.CharField(max_length=12)
    annulment = models.ForeignKey(Annulment, null=True, on_delete=models.PROTECT, related_name="bars")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["id_number", "source", "reference"],
                condition=Q(lifted_on__isnull=True),
                name="person_bar_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="person_bar_days"
            ),
        ]
        indexes = [
            models.Index(fields=["id_number", "until_on"], name="person_bar_number"),
            models.Index(fields=["area_code", "-id"], name="person_bar_area"),
        ]

    @property
    def id_masked(self) -> str:
        """The identity number without the day of birth."""
        return masked(self.id_number)
