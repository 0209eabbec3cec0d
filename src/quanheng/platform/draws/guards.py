"""The database's own refusal 数据库自守: no row of a draw is deleted, nothing committed is changed.

Services never try either; these triggers are for bugs, and for whoever has a database prompt open. Each guard
is a table, an operation and a condition on OLD and NEW in SQL that both engines read; migration 0002 installs
them. PostgreSQL's TRUNCATE is refused as well; SQLite knows none.
"""

from __future__ import annotations

from dataclasses import dataclass

FIXED_BY_COMMITMENT = (
    "organ_id", "area_code", "purpose", "item", "year", "number", "plan_text", "commitment", "committed_at"
)  # fmt: skip
FIXED_ONCE_SET = ("seed", "result_digest")
FINAL = "'drawn', 'aborted', 'discarded'"
SOURCE_TERMS = ("draw_id", "position", "kind", "name", "of_bureau", "account_id", "digest", "known_at")
WRITTEN_ONCE = ("file", "stratum", "drawnbusiness", "teamplace", "substitution")
TABLES = ("draw", "source", *WRITTEN_ONCE)


@dataclass(frozen=True)
class Guard:
    """One refusal: on which table, of which operation, under which condition (empty: always)."""

    table: str
    operation: str
    says: str
    when: str = ""

    @property
    def name(self) -> str:
        """The trigger's name."""
        return f"draws_{self.table}_{self.operation.lower()}_refused"


def _changed(columns: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f'NEW."{c}" IS DISTINCT FROM OLD."{c}"' for c in columns) + ")"


def guards() -> list[Guard]:
    """Every guard of this package's tables."""
    once = " OR ".join(f"(OLD.\"{column}\" <> '' AND {_changed((column,))})" for column in FIXED_ONCE_SET)
    kept = f"(OLD.\"commitment\" <> '' AND ({_changed(FIXED_BY_COMMITMENT)}))"
    ended = f'(OLD."state" IN ({FINAL}) AND {_changed(("state",))})'
    fixed = "EXISTS (SELECT 1 FROM draws_draw WHERE id = OLD.draw_id AND commitment <> '')"
    spoken = f"(OLD.\"value\" <> '' AND {_changed(('value', 'entered_by', 'confirmed_by'))})"
    given = f"{spoken} OR ({fixed} AND ({_changed(SOURCE_TERMS)}))"
    return [
        *(Guard(table, "DELETE", "a draw is never deleted") for table in TABLES),
        *(Guard(table, "TRUNCATE", "a draw is never deleted") for table in TABLES),
        *(Guard(table, "UPDATE", "what a draw recorded is not changed") for table in WRITTEN_ONCE),
        Guard("draw", "UPDATE", "what was committed is not changed", f"{once} OR {kept} OR {ended}"),
        Guard("source", "UPDATE", "a source is fixed by the commitment", given),
    ]  # fmt: skip


def install(vendor: str) -> list[str]:
    """The statements that install every guard on this engine, anew where it stood already.

    SQLite rebuilds a table to alter it and forgets its triggers: a migration that alters one installs again.
    """
    return [*remove(vendor), *(statement for guard in guards() for statement in _SQL[vendor](guard))]


def remove(vendor: str) -> list[str]:
    """The statements that take every guard off again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {guard.name}" for guard in guards()]
    return [f"DROP FUNCTION IF EXISTS {guard.name}() CASCADE" for guard in guards()]


def _sqlite(guard: Guard) -> list[str]:
    if guard.operation == "TRUNCATE":
        return []
    when = guard.when.replace("IS DISTINCT FROM", "IS NOT")
    condition = f"WHEN {when}" if when else ""
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.operation} ON draws_{guard.table} "
        f"FOR EACH ROW {condition} BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"
    ]


def _postgresql(guard: Guard) -> list[str]:
    kept = {"DELETE": "OLD", "UPDATE": "NEW"}.get(guard.operation, "NULL")
    each = "STATEMENT" if guard.operation == "TRUNCATE" else "ROW"
    raising = f"RAISE EXCEPTION '{guard.says}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {guard.when} THEN {raising} END IF;" if guard.when else raising
    return [
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$guard$ BEGIN {body} RETURN {kept}; END $guard$",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.operation} ON draws_{guard.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {guard.name}()",
    ]


_SQL = {"sqlite": _sqlite, "postgresql": _postgresql}
