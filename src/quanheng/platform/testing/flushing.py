"""Emptying the database between transactional tests although draws refuse to be deleted.

Guards step aside while the test database is emptied, and stand again before the next test. A pytest plugin:
the root ``conftest.py`` names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def _guards_step_aside_for_a_flush() -> Iterator[None]:
    from django.db.backends.postgresql.base import DatabaseOperations as OnPostgres  # type: ignore[attr-defined]
    from django.db.backends.sqlite3.base import DatabaseOperations as OnSqlite  # type: ignore[attr-defined]

    from quanheng.platform.draws import guards

    def flushing(flush: Any, aside: list[str], back: list[str]) -> Any:
        def execute_sql_flush(self: Any, statements: list[str]) -> None:
            flush(self, [*aside, *statements, *back])

        return execute_sql_flush

    def on_postgres(word: str) -> list[str]:
        return [f"ALTER TABLE draws_{table} {word} TRIGGER USER" for table in guards.TABLES]

    sqlite = flushing(OnSqlite.execute_sql_flush, guards.remove("sqlite"), guards.install("sqlite"))
    postgres = flushing(OnPostgres.execute_sql_flush, on_postgres("DISABLE"), on_postgres("ENABLE"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OnSqlite, "execute_sql_flush", sqlite)
        patch.setattr(OnPostgres, "execute_sql_flush", postgres)
        yield
