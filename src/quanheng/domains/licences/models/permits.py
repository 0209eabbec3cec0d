"""What is stored about permits: the permit, its terms, the serials of its numbers."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from quanheng.domains.licences.models.words import choices, values
from quanheng.domains.licences.rules import vocabulary as words
from quanheng.domains.licences.rules.stages import HELD, STATE_SAYS, STATE_TONES, State
from quanheng.platform.people.actors import after
from quanheng.platform.people.models import Organ
from quanheng.platform.tables.models import ImportRun


class PermitQuerySet(models.QuerySet["Permit"]):
    def in_area(self, prefix: str) -> PermitQuerySet:
        """Permits whose area code begins with ``prefix``; all of them for an empty one."""
        return self.filter(area_code__gte=prefix, area_code__lt=after(prefix)) if prefix else self.all()

    def current_on(self, day: date) -> PermitQuerySet:
        """Permits in force on a day, of today or long past, each once: it had begun, had not run out, had not
        been ended. A permit that was suspended that day is among them: its holder still holds it."""
        running = Term.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
        held = self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
        return held.filter(pk__in=running.values("permit_id"))

    def expiring(self, today: date, *, within: int) -> PermitQuerySet:
        """Permits that run out within so many days from ``today``."""
        last = today + timedelta(days=within)
        return self.filter(state__in=values(HELD), valid_until__range=(today, last))

    def unrenewed(self) -> PermitQuerySet:
        """Permits that ran out and were neither renewed nor cancelled."""
        return self.filter(state=State.EXPIRED)


class Permit(models.Model):
    """One permit or filing 许可证（备案）, once per number and for its whole life.

    ``form`` is the part of the number that names form of business or food category, ``items`` the keys (or
    words) of what it is for, ``products`` free words of the detailed list. ``holder_code`` is empty where an
    imported row could not be matched. ``from_on`` and ``valid_until`` are those of the latest term; a filing
    has no end. ``flags`` say in Chinese what somebody should look at. ``issuer`` is who granted it, in words;
    ``organ`` the bureau that keeps it. ``change_round`` rises with each certificate issued for it.
    """

    kind = models.CharField(max_length=20, choices=choices(words.KIND_SAYS))
    number = models.CharField(max_length=40)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=80)
    area_code = models.CharField(max_length=12)
    holder_code = models.CharField(max_length=18, blank=True)
    holder_name = models.CharField(max_length=200)
    person = models.CharField(max_length=60, blank=True)
    residence = models.CharField(max_length=300, blank=True)
    premises = models.CharField(max_length=300, blank=True)
    form = models.CharField(max_length=6, blank=True)
    items = models.JSONField(default=list)
    products = models.CharField(max_length=500, blank=True)
    first_on = models.DateField()
    from_on = models.DateField()
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=choices(STATE_SAYS), default=State.CURRENT)
    ended_on = models.DateField(null=True)
    ended_ground = models.CharField(max_length=20, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    ended_cites = models.CharField(max_length=300, blank=True)
    suspended_until = models.DateField(null=True)
    origin = models.CharField(max_length=10, choices=choices(words.ORIGIN_SAYS))
    flags = models.JSONField(default=list)
    row_digest = models.CharField(max_length=32, blank=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = PermitQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="permit_number"),
            models.CheckConstraint(condition=Q(kind__in=values(words.Kind)), name="permit_kind"),
            models.CheckConstraint(condition=Q(state__in=values(State)), name="permit_state"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(holder_name=""), name="permit_has_number"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("from_on")),
                name="permit_days_in_order",
            ),
            models.CheckConstraint(condition=Q(from_on__gte=F("first_on")), name="permit_first_day_first"),
            models.CheckConstraint(
                condition=Q(kind=words.Kind.PREPACKAGED) | Q(valid_until__isnull=False),
                name="permit_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["current", "suspended", "expired"])
                | (Q(ended_on__isnull=False) & ~Q(ended_reason="") & ~Q(ended_cites="")),
                name="permit_ended_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "-id"], name="permit_area"),
            models.Index(fields=["kind", "area_code", "state"], name="permit_kind_area"),
            models.Index(fields=["holder_code", "kind"], name="permit_holder"),
            models.Index(fields=["state", "valid_until"], name="permit_expiry"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tone(self) -> str:
        """How its state looks: good, warn, stop or plain."""
        return STATE_TONES[State(self.state)]

    @property
    def is_held(self) -> bool:
        """Whether it has neither run out nor been ended."""
        return self.state in HELD


class Term(models.Model):
    """One stretch of days in which a permit was good 有效期; terms of one permit never overlap."""

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="terms")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    decided_on = models.DateField()
    purpose = models.CharField(max_length=12)

    class Meta:
        ordering = ["permit", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["permit", "from_on"], name="permit_term_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="permit_term_days"
            ),
        ]


class Serial(models.Model):
    """The last serial given out within a scope 顺序码: kind, category and authority, or a year's matters."""

    scope = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)
