"""What the register stores: businesses, their former names, their tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.domains.registration.rules.licence import CAPITAL
from quanheng.domains.registration.rules.trades import name_of
from quanheng.domains.registration.rules.vocabulary import (
    CONFIDENCE_SAYS,
    KIND_SAYS,
    STATE_SAYS,
    Confidence,
    Kind,
    State,
)
from quanheng.platform.people.actors import after
from quanheng.platform.search.index import SearchIndex
from quanheng.platform.tables.models import ImportRun

BUSINESS_SEARCH = SearchIndex("registration_business_search")
"""Where names, codes and addresses are filed; every act that changes one of them files it anew."""


def _one_of(field: str, words: Iterable[str]) -> Q:
    """One of a few words. Not ``IN``: SQLite builds its list anew for each row, half of what a row costs."""
    return reduce(or_, [Q(**{field: str(word)}) for word in words])


def _length(field: str, *lengths: int) -> Q:
    return reduce(or_, [Q(Exact(Length(field), length)) for length in lengths])


def _choices(says: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(word), label) for word, label in says.items()]


class BusinessQuerySet(models.QuerySet["Business"]):
    def open(self) -> BusinessQuerySet:
        """Businesses in existence 存续."""
        return self.filter(state=State.OPEN)

    def in_area(self, prefix: str) -> BusinessQuerySet:
        """Businesses whose area code begins with ``prefix``; all of them for an empty one."""
        return self.filter(area_code__gte=prefix, area_code__lt=after(prefix)) if prefix else self.all()

    def in_trades(self, prefixes: Iterable[str]) -> BusinessQuerySet:
        """Businesses whose trade code begins with one of the prefixes."""
        wanted = Q()
        for prefix in prefixes:
            wanted |= Q(trade__gte=prefix, trade__lt=prefix + "~")
        return self.filter(wanted) if wanted else self.all()

    def matching(self, wanted: BusinessFilter) -> BusinessQuerySet:
        """Businesses that meet every condition of the filter."""
        rows = self.in_area(wanted.area).in_trades(wanted.trades)
        if wanted.kinds:
            rows = rows.filter(kind__in=wanted.kinds)
        if wanted.states:
            rows = rows.filter(state__in=wanted.states)
        if wanted.tags:
            tagged = BusinessTag.objects.filter(tag__in=wanted.tags).values("business_id")
            rows = rows.filter(pk__in=tagged)
        return rows


class Business(models.Model):
    """One business 经营主体, once per code.

    ``code`` is the unified social credit code, or the old 15-digit registration number where no unified code
    is known yet (then flagged). ``area_code`` is the township's 9 digits, or the county's 6 while the
    township is unknown. ``flags`` lists what somebody should look at, in Chinese; a flagged row is kept.
    ``name_withheld_on`` is set from the day on which the name may no longer be used until it is changed.
    """

    code = models.CharField(max_length=18, unique=True)
    old_number = models.CharField(max_length=15, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=12, choices=[(k.value, KIND_SAYS[k]) for k in Kind], default=Kind.OTHER
    )
    type_text = models.CharField(max_length=100, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, STATE_SAYS[s]) for s in State], default=State.OPEN
    )
    established_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    capital_text = models.CharField(max_length=60, blank=True)
    capital_yuan = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    trade = models.CharField(max_length=5, blank=True)
    address = models.CharField(max_length=300, blank=True)
    area_code = models.CharField(max_length=12)
    area_confidence = models.CharField(
        max_length=9, choices=_choices(CONFIDENCE_SAYS), default=Confidence.UNKNOWN
    )
    scope = models.TextField(blank=True)
    contact_name = models.CharField(max_length=60, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    flags = models.JSONField(default=list)
    row_digest = models.CharField(max_length=32, blank=True)
    name_withheld_on = models.DateField(null=True)
    import_run = models.ForeignKey(
        ImportRun, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = BusinessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_length("code", 15, 18), name="business_code_length"),
            models.CheckConstraint(condition=~Q(name=""), name="business_has_name"),
            models.CheckConstraint(condition=_one_of("kind", Kind), name="business_kind"),
            models.CheckConstraint(condition=_one_of("state", State), name="business_state"),
            models.CheckConstraint(
                condition=_one_of("area_confidence", Confidence), name="business_area_confidence"
            ),
            models.CheckConstraint(
                condition=_length("area_code", 2, 4, 6, 9, 12), name="business_area_length"
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "id"], name="business_area"),
            models.Index(fields=["state", "area_code", "id"], name="business_state_area"),
            models.Index(fields=["established_on", "area_code"], name="business_established"),
            models.Index(fields=["trade", "area_code"], name="business_trade", condition=~Q(trade="")),
            models.Index(fields=["old_number"], name="business_old_number", condition=~Q(old_number="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def capital_called(self) -> str:
        """What its capital is called 注册资本 or 出资额, by the kind of business."""
        return CAPITAL.get(Kind(self.kind), CAPITAL[Kind.COMPANY])

    @property
    def trade_called(self) -> str:
        """The trade with its code, as it is read."""
        return f"{self.trade} {name_of(self.trade)}".strip()

    @property
    def public_name(self) -> str:
        """What the public reads: the name, or the code while the name may not be used 以代码代替名称."""
        return self.code if self.name_withheld_on else self.name


class FormerName(models.Model):
    """One name a business had before 曾用名; ``until_on`` is the day it was changed, where that is known."""

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="former_name_once")]


class BusinessTag(models.Model):
    """One tag on one business 标签: ``food``, ``key_supervision``, whatever the bureau sorts by."""

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="tags")
    tag = models.CharField(max_length=30)
    added_on = models.DateField()

    class Meta:
        ordering = ["tag"]
        constraints = [models.UniqueConstraint(fields=["tag", "business"], name="business_tag_once")]
        indexes = [models.Index(fields=["business", "tag"], name="business_tags")]
