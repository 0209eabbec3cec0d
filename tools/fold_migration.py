"""Fold a first migration: tables are made whole at once, with their keys, constraints and indexes.

``python tools/fold_migration.py APP NAME`` rewrites one migration that only creates tables. Django writes
keys, constraints and indexes as operations of their own; on SQLite each constraint then makes its table anew,
and every installation and every run of the tests pays for it. Only for a migration that nobody has run yet.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")

import django
from django.db import connection
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter


def main(app: str, name: str) -> None:
    """Rewrite the migration ``name`` of ``app`` in place."""
    django.setup()
    loader = MigrationLoader(connection)
    migration = loader.get_migration(app, name)
    if any(isinstance(op, ops.RunPython) for op in migration.operations):
        raise SystemExit(f"{name} runs functions of its own, which cannot be written anew; fold it by hand")
    migration.operations = folded(app, list(migration.operations))
    path = Path(sys.modules[migration.__module__].__file__ or "")
    path.write_text(MigrationWriter(migration, include_header=False).as_string(), encoding="utf-8")
    print(f"{path.name}: {len(migration.operations)} operations")


def folded(app: str, given: list[Operation]) -> list[Operation]:
    """The operations with everything that belongs to a table made in the table's own, tables in order."""
    made = {op.name_lower: op for op in given if isinstance(op, ops.CreateModel)}
    rest: list[Operation] = []
    for op in given:
        if isinstance(op, ops.CreateModel):
            continue
        model = made.get(getattr(op, "model_name_lower", ""))
        if model is not None and isinstance(op, ops.AddField):
            model.fields.append((op.name, op.field))
        elif model is not None and isinstance(op, ops.AddConstraint):
            model.options.setdefault("constraints", []).append(op.constraint)
        elif model is not None and isinstance(op, ops.AddIndex):
            model.options.setdefault("indexes", []).append(op.index)
        else:
            rest.append(op)
    return [*_in_order(app, made), *rest]


def _in_order(app: str, made: dict[str, ops.CreateModel]) -> list[Operation]:
    ready: list[Operation] = []
    placed: set[str] = set()
    while len(placed) < len(made):
        before = len(placed)
        for name, op in made.items():
            if name not in placed and _needs(app, op) & set(made) <= placed | {name}:
                ready.append(op)
                placed.add(name)
        if len(placed) == before:
            raise SystemExit(f"these tables point at each other: {sorted(set(made) - placed)}")
    return ready


def _needs(app: str, op: ops.CreateModel) -> set[str]:
    found = set()
    for _, field in op.fields:
        if field.remote_field is not None:
            target = field.remote_field.model
            label = target if isinstance(target, str) else target._meta.label
            at, _, model = label.lower().rpartition(".")
            if at in ("", app):
                found.add(model)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
