"""What is stored about electronic certificates: each version of each, the signed lists, how often checked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.platform.documents.models import Stored
from quanheng.platform.people.models import Organ


class Certificate(models.Model):
    """One version of one electronic certificate 电子证照.

    ``kind`` is a declared kind, ``number`` the licence's own number (the unified code of a business licence);
    ``public_id`` is what the QR names, unguessable. ``data`` is what is printed, ``payload`` the signed text
    that a phone verifies without a network. The files are made after the act that issues it is committed:
    at once where ``file_due``, else when somebody first asks for them (certificates taken over by import).
    """

    public_id = models.CharField(max_length=26, unique=True)
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    holder_name = models.CharField(max_length=200)
    holder_code = models.CharField(max_length=18)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=60)
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=10, default="current")
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    ended_cites = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)
    payload = models.TextField()
    file_due = models.BooleanField(default=True)
    pdf = models.ForeignKey(Stored, null=True, on_delete=models.PROTECT, related_name="+")
    ofd = models.ForeignKey(Stored, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number", "version"], name="certificate_version"),
            models.UniqueConstraint(
                fields=["kind", "number"], condition=Q(state="current"), name="certificate_one_current"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["current", "revoked", "superseded"]), name="certificate_state"
            ),
            models.CheckConstraint(
                condition=Q(state="current") | Q(ended_on__isnull=False), name="certificate_ended_has_day"
            ),
        ]
        indexes = [
            models.Index(fields=["holder_code", "kind"], name="certificate_holder"),
            models.Index(fields=["state", "ended_on"], name="certificate_ended"),
            models.Index(
                fields=["id"], name="certificate_unmade", condition=Q(pdf__isnull=True, file_due=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SignedList(models.Model):
    """One edition of the signed list of ended certificates 撤销与变更名单.

    ``ended_count`` is how many certificates had ended when it was made: a certificate never comes back to
    life, so a list with the same count and day is still complete.
    """

    version = models.PositiveIntegerField(primary_key=True)
    day = models.DateField()
    ended_count = models.PositiveIntegerField()
    text = models.TextField()
    signature = models.CharField(max_length=128)
    key_id = models.CharField(max_length=16)

    class Meta:
        ordering = ["-version"]


class Verification(models.Model):
    """How often a certificate was verified on one day 核验次数: no reader, no address, no time of day."""

    day = models.DateField()
    certificate = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=12)
    channel = models.CharField(max_length=8)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "certificate", "result", "channel"], name="verification_once"
            ),
            models.UniqueConstraint(
                fields=["day", "result", "channel"],
                condition=Q(certificate__isnull=True),
                name="verification_of_none_once",
            ),
        ]
