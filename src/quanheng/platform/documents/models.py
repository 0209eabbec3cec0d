"""Stored files and what they are attached to."""

from __future__ import annotations

from django.db import models


class Stored(models.Model):
    """One file by content 文件: its digest is its name."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()


class Attachment(models.Model):
    """One use of a file: attached to one record, as one kind of evidence or document 附件."""

    stored = models.ForeignKey(Stored, on_delete=models.PROTECT, related_name="attachments")
    about = models.CharField(max_length=120, db_index=True)
    area_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)
    added_on = models.DateField()
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stored", "about", "kind"], name="attachment_once"),
        ]
