"""What waits for whom, until when, and why."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Cast

from quanheng.platform.people.models import Officer, Organ


class ItemQuerySet(models.QuerySet["Item"]):
    def open(self) -> ItemQuerySet:
        """Items not yet settled."""
        return self.filter(settled_on__isnull=True)

    def overdue(self, today: date) -> ItemQuerySet:
        """Open items whose due date has passed."""
        return self.open().filter(due_on__lt=today)


class Item(models.Model):
    """One thing to do 待办事项: about one record, for one organ, perhaps for one officer.

    ``holder`` is in whose hands it is: the officer's key as text, or the organ's code while nobody of the
    organ has it. One column, so that an inbox is one index range however many items there are.
    """

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=120)
    url = models.CharField(max_length=200, blank=True)
    for_organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    holder = models.GeneratedField(
        expression=Case(
            When(officer__isnull=True, then=F("for_organ")),
            default=Cast("officer", models.CharField(max_length=40)),
        ),
        output_field=models.CharField(max_length=40),
        db_persist=True,
    )
    area_code = models.CharField(max_length=12)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    cites = models.CharField(max_length=200, blank=True)
    settled_on = models.DateField(null=True)
    settled_by = models.CharField(max_length=60, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(settled_on__isnull=True), name="worklist_item_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["holder", "due_on", "id"], condition=Q(settled_on__isnull=True), name="worklist_inbox"
            ),
            models.Index(fields=["about"], condition=Q(settled_on__isnull=True), name="worklist_about"),
            models.Index(
                fields=["area_code", "due_on", "id"],
                condition=Q(settled_on__isnull=True),
                name="worklist_inbox_area",
            ),
        ]
