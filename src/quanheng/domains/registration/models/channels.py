"""What is stored about the doors an application comes through: postal outlets, visits at the door."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.platform.people.models import Account, Organ


class Outlet(models.Model):
    """One postal outlet that takes applications for the bureau 政邮合作网点."""

    organ = models.OneToOneField(Organ, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    area_code = models.CharField(max_length=12)
    address = models.CharField(max_length=300, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["area_code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(closed_on__isnull=True), name="outlet_name_once"
            ),
        ]
        indexes = [models.Index(fields=["area_code"], name="outlet_area")]

    def __str__(self) -> str:
        return self.name


class HomeVisit(models.Model):
    """One visit at an owner's door 上门办照: asked for, put on a day's route, done or not possible.

    ``asked_for`` is a kind of filing, ``subject`` the kind of business that is to be founded, empty for one
    that exists; ``access`` the digest of the requester's code (``kernel/access.py``); ``result`` what came of
    a visit that was made (``VisitResult``); ``outcome`` what the visitor says about it, or why it could not
    be made.
    """

    number = models.CharField(max_length=40, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    business_code = models.CharField(max_length=18, blank=True)
    asked_for = models.CharField(max_length=16)
    subject = models.CharField(max_length=12, blank=True)
    access = models.CharField(max_length=64, blank=True)
    applicant_name = models.CharField(max_length=60)
    applicant_phone = models.CharField(max_length=20)
    address = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    requested_on = models.DateField()
    requested_by = models.CharField(max_length=60)
    planned_on = models.DateField(null=True)
    place_in_route = models.PositiveSmallIntegerField(null=True)
    visitor = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, default="requested")
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["planned_on", "place_in_route", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["cancelled", "done", "planned", "requested"]), name="home_visit_stage"
            ),
            models.CheckConstraint(
                condition=~Q(stage="done") | (Q(done_on__isnull=False) & ~Q(result="")),
                name="home_visit_done_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(stage="planned") | (Q(planned_on__isnull=False) & Q(visitor__isnull=False)),
                name="home_visit_planned_has_visitor",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="home_visit_area"),
            models.Index(fields=["visitor", "planned_on"], name="home_visit_route"),
        ]

    def __str__(self) -> str:
        return self.number
