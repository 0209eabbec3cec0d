"""Notices: what is public about a business, and the tombstones of what was."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from quanheng.domains.publicity.rules.kinds import KIND_SAYS, Kind
from quanheng.domains.publicity.rules.stages import STAGE_SAYS, Stage


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown(self) -> NoticeQuerySet:
        """Notices the public sees."""
        return self.filter(state=Stage.SHOWN)

    def over(self, today: date) -> NoticeQuerySet:
        """Notices still shown whose last day has passed."""
        return self.shown().filter(until_on__lt=today)


class Notice(models.Model):
    """One notice about one business 公示信息, or the tombstone of one.

    ``source`` names the record it tells of (``inspections.visit:12``); that record keeps the content. When a
    notice ends, its content is erased here and only who, when, why and which article remain.
    """

    kind = models.CharField(max_length=30, choices=[(k.value, KIND_SAYS[k]) for k in Kind])
    source = models.CharField(max_length=120)
    business_code = models.CharField(max_length=18, blank=True)
    business_name = models.CharField(max_length=200, blank=True)
    area_code = models.CharField(max_length=12)
    title = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=400, blank=True)
    facts = models.JSONField(default=dict)
    organs = models.CharField(max_length=300, blank=True)
    basis = models.TextField(blank=True)
    negative = models.BooleanField()
    happened_on = models.DateField()
    published_on = models.DateField()
    until_on = models.DateField(null=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, STAGE_SAYS[s]) for s in Stage], default=Stage.SHOWN
    )
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    ended_cites = models.CharField(max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "published_on"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(state=Stage.SHOWN, ended_on__isnull=True)
                | Q(
                    state__in=[Stage.WITHDRAWN, Stage.EXPIRED],
                    ended_on__isnull=False,
                    business_code="",
                    business_name="",
                    title="",
                    result="",
                    organs="",
                    basis="",
                ),
                name="notice_tombstone_is_empty",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_on", "-id"], condition=Q(state=Stage.SHOWN), name="notice_latest"
            ),
            models.Index(fields=["business_code", "-published_on"], name="notice_business"),
            models.Index(fields=["area_code", "-published_on", "-id"], name="notice_area"),
            models.Index(fields=["until_on"], condition=Q(state=Stage.SHOWN), name="notice_until"),
        ]

    def __str__(self) -> str:
        return self.title or f"公示信息 {self.pk}"

    @property
    def state_says(self) -> str:
        """The state in words."""
        return STAGE_SAYS[Stage(self.state)]
