"""What a list is: its columns, filters, search and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
ALL = _("全部")
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Column:
    """One column 列.

    ``value`` is a field path (``organ__name``), a function of the row, or empty for the field named ``key``.
    ``kind`` is text, code, date, moment, number, money or state; ``tone`` colours a state. ``sort`` is the
    field to sort by (an indexed, non-null one pages deepest); ``fixed`` cannot be switched off, ``spare``
    is off until somebody asks for it.
    """

    key: str
    label: Text
    value: str | Callable[[Any], Any] = ""
    link: Callable[[Any], str] | None = None
    sort: str | None = None
    kind: str = "text"
    fixed: bool = False
    spare: bool = False
    tone: Callable[[Any], str] | Mapping[Any, str] | None = None

    def of(self, row: Any) -> Any:
        """The value of this column in a row (a model or a mapping)."""
        if callable(self.value):
            return self.value(row)
        found = row
        for step in (self.value or self.key).replace(".", "__").split("__"):
            found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
            if found is None:
                return None
        return found() if callable(found) else found

    @property
    def is_said(self) -> bool:
        """Whether it shows words for states or kinds, which are said in the reader's language."""
        return self.kind == "state" or (isinstance(self.value, str) and self.value.endswith("_display"))

    def tone_of(self, row: Any, value: Any) -> str:
        """The tone of a state: good, note, warn, stop or plain."""
        if callable(self.tone):
            return self.tone(row)
        return self.tone.get(value, "plain") if self.tone else "plain"


Choices = Sequence[tuple[Any, Text]] | Callable[[], Sequence[tuple[Any, Text]]]


@dataclass(frozen=True)
class Filter:
    """One filter 筛选: a choice among ``choices``, or without choices a text or date (``kind``).

    ``lookup`` is the field lookup to filter by; ``apply`` takes (rows, value) instead. ``default`` is the
    choice that holds while the reader has not chosen; ``any`` is what no choice is called.
    """

    key: str
    label: Text
    choices: Choices = ()
    lookup: str | None = None
    apply: Callable[[Rows, str], Rows] | None = None
    kind: str = "choice"
    default: str = ""
    any: Text = ALL

    def options(self) -> list[tuple[str, str]]:
        """The choices as pairs of text."""
        pairs = self.choices() if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in pairs]

    def narrow(self, rows: Rows, value: str) -> Rows:
        """The rows that pass this filter at ``value``."""
        return self.apply(rows, value) if self.apply else rows.filter(**{self.lookup or self.key: value})


@dataclass(frozen=True)
class ListSpec:
    """One list page 列表.

    ``search`` takes (rows, text) and returns rows; ``empty`` says what to do first when there is nothing;
    ``actions`` are links at the head, the first of them the primary one; ``context`` goes to the template.
    """

    title: Text
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: Callable[[Rows, str], Rows] | None = None
    search_hint: Text = ""
    intro: Text = ""
    empty: Text = ""
    empty_action: tuple[str, Text] | None = None
    actions: Sequence[tuple[str, Text]] = ()
    template: str = "page/list.html"
    size: int = 20
    context: Mapping[str, Any] = field(default_factory=dict)

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)
