"""Paging that stays fast at a million rows 分页.

Rows are counted up to ``CAP`` and no further. Within the cap pages are numbered; beyond it the next page is
found by the last row's sort values (keyset), so that the deepest page costs what the first one does.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext

from quanheng.kernel.refusal import Missing
from quanheng.platform.web.lists.spec import ListSpec, Rows
from quanheng.platform.web.lists.state import State

CAP = 10_000


@dataclass(frozen=True)
class Page:
    """One page of rows. ``count`` is at most ``CAP`` + 1, which stands for "more than CAP"."""

    rows: list[Any]
    count: int
    number: int
    last: int
    previous: str
    next: str
    deep: bool

    @property
    def over(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.count > CAP


def ordered(rows: Rows, state: State, spec: ListSpec) -> Rows:
    """The rows in the order chosen, with the key as the last word so that the order is total."""
    column = spec.column(state.sort_key) if state.sort else None
    if column is not None and column.sort:
        down = "-" if state.sort.startswith("-") else ""
        field = column.sort.lstrip("-")
        return rows.order_by(down + field, *([] if field == "pk" else [down + "pk"]))
    order = _order(rows)
    if not rows.query.order_by:
        return rows.order_by(*order) if order else rows.order_by("-pk")
    return rows


def paged(rows: Rows, state: State) -> Page:
    """The page that the reader is on; a number behind the last page gives the last page."""
    return _deep(rows, state) if state.after else _numbered(rows, state)


def _numbered(rows: Rows, state: State) -> Page:
    size = state.size
    count = rows.order_by()[: CAP + 1].count()
    last = max(1, -(-min(count, CAP) // size))
    number = min(state.page, last)
    found = _slice(rows, (number - 1) * size, number * size)
    following = ""
    if number < last:
        following = state.address(page=str(number + 1))
    elif count > CAP and found:
        following = _next(rows, found[-1], state)
    previous = state.address(page=str(number - 1)) if number > 1 else ""
    return Page(found, count, number, last, previous, following, deep=False)


def _slice(rows: Rows, start: int, stop: int) -> list[Any]:
    """Rows ``start`` to ``stop``; those without a value come last without making the engine sort them all.

    An order that puts nulls last has no index to follow on SQLite; the rows with a value and those without
    each have one, so they are read one after the other.
    """
    name = _nulls_last(rows)
    if not name:
        return list(rows[start:stop])
    rest = rows.query.order_by[1:]
    dated = rows.filter(**{f"{name}__isnull": False}).order_by(name, *rest)
    found = _keys_first(dated, start, stop)
    missing = stop - start - len(found)
    if not missing:
        return found
    before = start + len(found) if found or not start else dated.order_by().count()
    undated = rows.filter(**{f"{name}__isnull": True}).order_by(*rest)
    skipped = max(0, start - before)
    return found + list(undated[skipped : skipped + missing])


def _keys_first(rows: Rows, start: int, stop: int) -> list[Any]:
    """Rows ``start`` to ``stop``, their keys found first: order and keys stand in the index alone.

    PostgreSQL would otherwise read every row of a large inbox to sort out the first twenty.
    """
    keys = list(rows.values_list("pk", flat=True)[start:stop])
    found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
    return [found[key] for key in keys if key in found]


def _nulls_last(rows: Rows) -> str:
    """The field that the order begins with, if it is one in rising order with nulls last."""
    first: Any = rows.query.order_by[0] if rows.query.order_by else None
    if not isinstance(first, OrderBy) or not first.nulls_last or first.descending:
        return ""
    field: Any = first.expression
    is_plain = isinstance(first.expression, F)
    return str(field.name) if is_plain else ""


def _deep(rows: Rows, state: State) -> Page:
    names = _order(rows)
    found = list(rows.filter(_behind(rows.model, names, _values(state.after, names)))[: state.size + 1])
    following = ""
    if len(found) > state.size:
        found = found[: state.size]
        following = _next(rows, found[-1], state)
    return Page(found, CAP + 1, 0, 0, "", following, deep=True)


def _order(rows: Rows) -> list[str]:
    """The order as names of the model's own fields, ending with the key; empty where it is another."""
    names = [*(rows.query.order_by or rows.model._meta.ordering or ())]
    plain: list[str] = []
    for name in names:
        if not isinstance(name, str) or "__" in name:
            return []
        bare = name.lstrip("-")
        try:
            field = rows.model._meta.pk if bare == "pk" else rows.model._meta.get_field(bare)
        except FieldDoesNotExist:
            return []
        plain.append(("-" if name.startswith("-") else "") + getattr(field, "attname", bare))
    key = rows.model._meta.pk.attname
    if plain and key not in {name.lstrip("-") for name in plain}:
        plain.append(("-" if plain[-1].startswith("-") else "") + key)
    return plain


def _next(rows: Rows, row: Any, state: State) -> str:
    names = _order(rows)
    if not names or not isinstance(row, models.Model):
        return ""
    values = [getattr(row, name.lstrip("-")) for name in names]
    text = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)
    return state.address(after=base64.urlsafe_b64encode(text.encode()).decode())


def _values(after: str, names: list[str]) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(after))
    except ValueError:
        values = None
    plain = isinstance(values, list) and all(v is None or isinstance(v, str | int | float) for v in values)
    if not plain or len(values) != len(names) or not names:
        raise Missing(gettext("没有这一页。"), instead=gettext("请从列表第一页重新查找。"))
    return list(values)


def _behind(model: type[models.Model], names: list[str], values: list[Any]) -> Q:
    """The rows that come after the one with these values in the order of ``names``."""
    nulls_first = connections["default"].vendor == "sqlite"
    behind, equal = Q(pk__in=[]), Q()
    for name, value in zip(names, values, strict=True):
        bare, down = name.lstrip("-"), name.startswith("-")
        field: Any = model._meta.get_field(bare)
        try:
            value = field.to_python(value)
        except (ValidationError, TypeError, ValueError) as fault:
            raise Missing(gettext("没有这一页。")) from fault
        behind |= equal & _past(bare, value, down, nulls_last=field.null and nulls_first == down)
        equal &= Q(**{f"{bare}__isnull": True}) if value is None else Q(**{bare: value})
    return _bound(model, names[0], values[0]) & behind


def _past(name: str, value: Any, down: bool, *, nulls_last: bool) -> Q:
    if value is None:
        return Q(pk__in=[]) if nulls_last else Q(**{f"{name}__isnull": False})
    past = Q(**{f"{name}__{'lt' if down else 'gt'}": value})
    return past | Q(**{f"{name}__isnull": True}) if nulls_last else past


def _bound(model: type[models.Model], name: str, value: Any) -> Q:
    """A plain range on the first field, which lets the engine enter its index at the right place."""
    bare = name.lstrip("-")
    if value is None or model._meta.get_field(bare).null:
        return Q()
    return Q(**{f"{bare}__{'lte' if name.startswith('-') else 'gte'}": value})
