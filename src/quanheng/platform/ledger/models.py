"""Entries, the head and the checkpoints of the ledger."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One official act 台账条目. ``body`` is the canonical JSON that the hash covers; columns repeat it.

    Of the name of whoever acted, the body holds only a digest with ``salt``: so an entry can be shown to
    anybody whole, with everything that its hash covers, and does not say who it was.
    """

    seq = models.BigIntegerField(primary_key=True)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=80)
    salt = models.CharField(max_length=32)
    day = models.DateField()
    body = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject", "seq"], name="ledger_entry_subject"),
            models.Index(fields=["act", "seq"], name="ledger_entry_act"),
            models.Index(fields=["by", "seq"], name="ledger_entry_by"),
            models.Index(fields=["day", "seq"], name="ledger_entry_day"),
        ]


class Head(models.Model):
    """The end of the chain: one row, locked by every append, sealed with the installation's key."""

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="ledger_one_head")]


class Checkpoint(models.Model):
    """The chain's end at the close of one day, signed: what is published 检查点."""

    day = models.DateField(unique=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["day"]
