"""What the reader has set on a list, read from the address: every part checked, nothing trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext

from quanheng.kernel.refusal import Missing
from quanheng.platform.web.lists.spec import Column, Filter, ListSpec

SIZES = (20, 50, 100)


@dataclass(frozen=True)
class Chip:
    """One filter that is set, in words, and the address without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class State:
    """The reader's choices: search text, filter values, sort, page, size, columns."""

    query: QueryDict
    text: str
    chosen: dict[str, str]
    sort: str
    page: int
    after: str
    size: int
    columns: tuple[Column, ...]

    @property
    def sort_key(self) -> str:
        return self.sort.lstrip("-")

    @property
    def here(self) -> str:
        """The query string of this very page, tidied."""
        return f"?{self.query.urlencode()}" if self.query else ""

    def address(self, **changes: str) -> str:
        """The query string with some parts changed; an empty value removes one, and pages start over."""
        query = self.query.copy()
        for gone in ("page", "after", "export"):
            query.pop(gone, None)
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return "?" + query.urlencode()


def read(query: QueryDict, spec: ListSpec) -> State:
    """Read the address. Raises ``Missing`` (404) for a page that is no page number."""
    return State(
        query=_tidied(query, spec),
        text=query.get("q", "").strip()[:100],
        chosen=dict(_chosen(query, spec)),
        sort=_sort(query.get("sort", ""), spec),
        page=_page(query.get("page", "")),
        after=query.get("after", ""),
        size=_size(query.get("size", ""), spec),
        columns=_columns(query, spec),
    )


def chips(state: State, spec: ListSpec) -> list[Chip]:
    """The search and filters that are set."""
    found = [Chip(gettext("查找"), state.text, state.address(q=""))] if state.text else []
    for f in spec.filters:
        value = state.chosen.get(f.key, "")
        if value and value != f.default:
            words = dict(f.options()).get(value, value)
            found.append(Chip(str(f.label), words, state.address(**{f.key: ""})))
    return found


def _tidied(query: QueryDict, spec: ListSpec) -> QueryDict:
    """The address without what says nothing: empty values, the usual size, the usual columns."""
    kept = query.copy()
    if kept.get("size") == str(spec.size):
        del kept["size"]
    usual = {column.key for column in spec.columns if not column.spare}
    if {column.key for column in _columns(query, spec)} == usual:
        kept.pop("columns", None)
    for key in list(kept):
        values = [value for value in kept.getlist(key) if value]
        kept.setlist(key, values)
        if not values:
            del kept[key]
    return kept


def _chosen(query: QueryDict, spec: ListSpec) -> Iterator[tuple[str, str]]:
    for f in spec.filters:
        value = query.get(f.key, f.default).strip()
        if value and _fits(f, value):
            yield f.key, value


def _fits(f: Filter, value: str) -> bool:
    if f.kind == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return True
    return f.kind == "text" or value in dict(f.options())


def _sort(text: str, spec: ListSpec) -> str:
    column = spec.column(text.lstrip("-"))
    return text if column and column.sort and text.count("-") <= 1 else ""


def _page(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit()) or not 1 <= len(text) <= 9 or int(text) < 1:
        raise Missing(gettext("没有这一页。"), instead=gettext("请从列表第一页重新查找。"))
    return int(text)


def _size(text: str, spec: ListSpec) -> int:
    return int(text) if text in {str(size) for size in SIZES} else spec.size


def _columns(query: QueryDict, spec: ListSpec) -> tuple[Column, ...]:
    wanted = {key for value in query.getlist("columns") for key in value.split(",")}
    known = wanted & {column.key for column in spec.columns}
    if not known:
        return tuple(column for column in spec.columns if not column.spare)
    return tuple(c for i, c in enumerate(spec.columns) if c.fixed or i == 0 or c.key in known)
