"""The table of declared indicators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from quanheng.platform.indicators.values import Period

Records = Callable[[Period, str], "QuerySet[Any]"]
Measure = Callable[["QuerySet[Any]", Period, str], "Decimal | int"]


def number_of_records(rows: QuerySet[Any], period: Period, area: str) -> int:
    """The plainest measure: how many records there are."""
    return rows.count()


@dataclass(frozen=True)
class Column:
    """One column of an opened figure: Chinese header and the lookup that fills it (``business__name``)."""

    header: str
    lookup: str


@dataclass(frozen=True)
class Indicator:
    """One declared figure 指标.

    ``records(period, area)`` gives the records counted, ``measure`` turns them into the number; ``decimals``
    is how it is rounded for show; ``columns`` are what an opened figure lists and exports; ``record_page``
    is a page name and the lookup of its argument, for opening one record. ``area_lookup`` and ``day_lookup``
    say by which columns the records spread over townships and months, where they do.
    """

    id: str
    name: str
    name_en: str
    unit: str
    definition: str
    definition_en: str
    records: Records
    columns: tuple[Column, ...]
    measure: Measure = number_of_records
    decimals: int = 0
    record_page: tuple[str, str] | None = field(default=None)
    area_lookup: str | None = "area_code"
    day_lookup: str | None = None

    @property
    def counts_records(self) -> bool:
        """Whether the figure is nothing but the number of its records, so that they are counted once."""
        return self.measure is number_of_records


_DECLARED: dict[str, Indicator] = {}


def declare(indicator: Indicator) -> Indicator:
    """Declare a figure once. Raises ``ValueError`` if another one has its id."""
    if indicator.id in _DECLARED:
        raise ValueError(f"indicator {indicator.id} is declared twice")
    _DECLARED[indicator.id] = indicator
    return indicator


def declared() -> Mapping[str, Indicator]:
    """Every declared figure by id, in the order of declaration."""
    return MappingProxyType(_DECLARED)


def indicator(key: str) -> Indicator:
    """One declared figure. Raises ``KeyError``."""
    return _DECLARED[key]


def load_all() -> None:
    """Import the ``indicators`` module of every application, so that its figures are declared."""
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("indicators")
