"""Areas, organs, officers and accounts: what is stored about who sits where."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role


class Area(models.Model):
    """One administrative area 行政区划 (GB/T 2260 to the county, statistics codes below)."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=30)
    kind = models.CharField(max_length=10)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    grid_row = models.PositiveSmallIntegerField(null=True)
    grid_column = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Organ(models.Model):
    """One organ 机关: a bureau, a department, a township government or one of their offices."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=30)
    kind = models.CharField(max_length=20)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organs")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="offices")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class OfficerQuerySet(models.QuerySet["Officer"]):
    def certified_on(self, day: date) -> OfficerQuerySet:
        """Active officers whose law-enforcement certificate is valid on ``day``."""
        return self.filter(active=True, certificate_from__lte=day, certificate_until__gte=day)


class Officer(models.Model):
    """One officer 执法人员 with the law-enforcement certificate 执法证 and what it lets them check."""

    name = models.CharField(max_length=40)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="officers")
    certificate_number = models.CharField(max_length=30, unique=True)
    certificate_from = models.DateField()
    certificate_until = models.DateField()
    qualifications = models.JSONField(default=list)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="officers")
    cap = models.PositiveSmallIntegerField(default=40)
    active = models.BooleanField(default=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["organ", "certificate_number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(certificate_until__gte=models.F("certificate_from")),
                name="officer_certificate_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Recusal(models.Model):
    """One declared recusal 回避: this officer does not check this business."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="recusals")
    subject_code = models.CharField(max_length=18, db_index=True)
    reason = models.CharField(max_length=200)
    declared_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "subject_code"], condition=Q(ended_on__isnull=True), name="recusal_once"
            )
        ]


class Account(AbstractUser):
    """One login 账号: a person's seat at a desk."""

    display_name = models.CharField(max_length=40)
    roles = models.JSONField(default=list)
    organ = models.ForeignKey(Organ, null=True, on_delete=models.PROTECT, related_name="accounts")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="accounts")
    officer = models.OneToOneField(Officer, null=True, on_delete=models.PROTECT, related_name="account")
    holds = models.CharField(max_length=40, blank=True)
    """For a witness or a business: the code of what the account speaks for."""

    def as_actor(self) -> Actor:
        """The actor that this account is while it is logged in."""
        return Actor(
            id=f"account:{self.pk}",
            name=self.display_name or self.username,
            roles=frozenset(Role(role) for role in self.roles),
            organ=self.organ_id or "",
            area=self.area_id or "",
            officer_id=self.officer_id,
        )
