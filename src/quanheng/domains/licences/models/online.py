"""What is stored of an application that its owner writes online, before and after it is handed in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quanheng.domains.licences.models.applications import Application
from quanheng.domains.licences.models.permits import Permit
from quanheng.domains.licences.models.words import choices, values
from quanheng.domains.licences.rules import vocabulary as words
from quanheng.platform.people.models import Organ


class OnlineForm(models.Model):
    """One form of an owner 网上申请: written bit by bit, handed in once, then the door to what became of it.

    ``details`` is the form as it was typed, ``revision`` rises with each writing; ``access`` is the digest
    of the code that opens it beside its number. ``permit`` is whom it is about, or the filing that handing
    it in made; ``application`` what handing in any other made. ``closed_on`` is the day on which a forgotten
    form was emptied.
    """

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=choices(words.KIND_SAYS))
    purpose = models.CharField(max_length=12, choices=choices(words.PURPOSE_SAYS))
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    business_code = models.CharField(max_length=18)
    permit = models.ForeignKey(Permit, null=True, on_delete=models.PROTECT, related_name="forms")
    application = models.OneToOneField(
        Application, null=True, on_delete=models.PROTECT, related_name="form_online"
    )
    details = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    access = models.CharField(max_length=64, blank=True)
    opened_on = models.DateField()
    touched_on = models.DateField()
    handed_in_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=values(words.Kind)), name="permit_form_kind"),
            models.CheckConstraint(
                condition=Q(purpose=words.Purpose.NEW) | Q(permit__isnull=False),
                name="permit_form_about_one",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_on__isnull=True)
                | Q(application__isnull=False)
                | Q(permit__isnull=False),
                name="permit_form_handed_in",
            ),
        ]
        indexes = [
            models.Index(
                fields=["touched_on"],
                condition=Q(handed_in_on__isnull=True, closed_on__isnull=True),
                name="permit_form_open",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether it may still be written."""
        return self.handed_in_on is None and self.closed_on is None
