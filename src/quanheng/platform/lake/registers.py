"""What a register is to the lake 登记簿: a name, a query, and typed columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from django.db import models
from django.db.models import QuerySet

from quanheng.kernel.canonical import canonical_json

ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Column:
    """One column: its name in the lake, the lookup that fills it, its Chinese title."""

    name: str
    lookup: str
    title: str = ""


@dataclass(frozen=True)
class Register:
    """One register 登记簿: ``rows()`` gives the records in the order they are written."""

    name: str
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[Column, ...]
    title: str = ""

    def fields(self) -> list[models.Field[Any, Any]]:
        """The model field behind each column, or that of an annotation of the rows."""
        rows = self.rows()
        added = rows.query.annotations
        return [
            added[column.lookup].output_field
            if column.lookup in added
            else field_of(rows.model, column.lookup)
            for column in self.columns
        ]

    def schema(self) -> pa.Schema:
        """The Arrow schema of the register."""
        pairs = zip(self.columns, self.fields(), strict=True)
        return pa.schema([pa.field(column.name, arrow_type(field)) for column, field in pairs])


def whole(model: type[models.Model], *, without: Iterable[str] = ()) -> Register:
    """A table as it stands, under its own name and column names, less what does not belong in the lake."""
    left_out = set(without)
    columns = tuple(
        Column(field.column or field.attname, field.attname)
        for field in model._meta.concrete_fields
        if field.name not in left_out and not isinstance(field, models.BinaryField)
    )
    return Register(model._meta.db_table, lambda: model._default_manager.order_by("pk"), columns)


def field_of(model: type[models.Model], lookup: str) -> models.Field[Any, Any]:
    """The field that a lookup (``organ__name``) ends at. Raises ``FieldDoesNotExist``."""
    *steps, last = lookup.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        if not isinstance(related, type):
            raise TypeError(f"{lookup}: {step} leads nowhere")
        model = related
    by_column = {field.attname: field for field in model._meta.concrete_fields}
    found = by_column.get(last) or model._meta.get_field(last)
    if not isinstance(found, models.Field):
        raise TypeError(f"{lookup} is no column")
    return found


def arrow_type(field: models.Field[Any, Any]) -> pa.DataType:
    """The Arrow type that holds a field's values without loss."""
    if isinstance(field, models.GeneratedField) and field.output_field is not None:
        return arrow_type(field.output_field)
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    match field:
        case models.DecimalField():
            return pa.decimal128(field.max_digits or 38, field.decimal_places or 0)
        case models.DateTimeField():
            return pa.timestamp("us", tz=ZONE)
        case models.DateField():
            return pa.date32()
        case models.BooleanField():
            return pa.bool_()
        case models.IntegerField():
            return pa.int64()
        case models.FloatField():
            return pa.float64()
        case models.CharField() | models.TextField() | models.JSONField() | models.UUIDField():
            return pa.string()
    raise TypeError(f"the lake has no type for {type(field).__name__}")


def as_cell(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value becomes a cell; None where it already is one. JSON is written canonically."""
    if isinstance(field, models.UUIDField):
        return str
    if isinstance(field, models.JSONField):
        return lambda value: canonical_json(value).decode()
    return None
