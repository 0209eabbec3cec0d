"""The outbox."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Outgoing(models.Model):
    """One fact on its way to one listener 待送事实."""

    fact = models.CharField(max_length=200)
    handler = models.CharField(max_length=200)
    values = models.JSONField()
    posted_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="outbox_pending")]
