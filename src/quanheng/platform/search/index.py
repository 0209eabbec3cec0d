"""The index itself: made by a migration, written beside the record, asked for identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from quanheng.platform.search.asking import AnyOf, ask, in_fts5, in_tsquery

LIMIT = 1000
"""How many records a search looks at; whoever shows a list of that length says that there may be more."""

TUNING = (("hashsize", 16 * 1024 * 1024), ("automerge", 16))
"""FTS5 holds so many bytes in memory before it writes a segment, and merges that many segments at a time:
measured for imports in batches of 10,000, a quarter less work than by default, questions as fast."""

Filed = tuple[int, str]
"""A record's identifier and its tokens."""


@dataclass(frozen=True)
class SearchIndex:
    """One search index 检索索引: the tokens of one register's records, under their identifiers."""

    table: str

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make the index; for migrations."""
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE TABLE {self.table} (id bigint PRIMARY KEY, grams tsvector NOT NULL)")
            editor.execute(self._over_grams)
        else:
            options = "content='', tokenize='ascii'"
            editor.execute(f"CREATE VIRTUAL TABLE {self.table} USING fts5(grams, {options})")
            for option, value in TUNING:
                editor.execute(f"INSERT INTO {self.table} ({self.table}, rank) VALUES ('{option}', {value})")  # noqa: S608

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Remove the index; for migrations going back."""
        editor.execute(f"DROP TABLE {self.table}")

    def add(self, filed: Sequence[Filed]) -> None:
        """File records under their tokens. A record filed before must be removed first."""
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"INSERT INTO {self.table} (id, grams)"  # noqa: S608 - the table is named in our code
                    " SELECT id, words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS filed (id, words)"
                    " ON CONFLICT (id) DO UPDATE SET grams = excluded.grams",
                    [[key for key, _ in filed], [_vector(words) for _, words in filed]],
                )
            else:
                cursor.executemany(f"INSERT INTO {self.table} (rowid, grams) VALUES (%s, %s)", filed)  # noqa: S608

    def remove(self, filed: Sequence[Filed]) -> None:
        """Take records out; ``filed`` must be what they were added with (the index keeps no copy of it)."""
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"DELETE FROM {self.table} WHERE id = ANY(%s)", [[key for key, _ in filed]])  # noqa: S608
            else:
                cursor.executemany(
                    f"INSERT INTO {self.table} ({self.table}, rowid, grams) VALUES ('delete', %s, %s)",  # noqa: S608
                    filed,
                )

    @contextmanager
    def made_anew(self) -> Iterator[None]:
        """Empty the index and fill it inside, all of it or nothing.

        PostgreSQL makes the index over the tokens after the filling, which takes a fraction of the time that
        keeping it up row by row would; searches wait there until it is done.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"TRUNCATE {self.table}")
                cursor.execute(f"DROP INDEX {self.table}_grams")
            else:
                cursor.execute(f"INSERT INTO {self.table} ({self.table}) VALUES ('delete-all')")  # noqa: S608
            yield
            if connection.vendor == "postgresql":
                cursor.execute(self._over_grams)

    @property
    def _over_grams(self) -> str:
        return f"CREATE INDEX {self.table}_grams ON {self.table} USING gin (grams)"

    def find(self, text: str, *, area: str = "", limit: int = LIMIT) -> list[int]:
        """Identifiers of records in which every part of ``text`` is found, at most ``limit``.

        Those found by names and codes alone come first, then those where an address helps; each ascending.
        ``area`` bounds the answer to an area code (empty: everywhere). A text without a letter or digit finds
        nothing. Where `grams.certain` says no, the answer must be confirmed against the texts themselves.
        """
        found = self._ask(ask(text, area, places=False), limit)
        if len(found) < limit:
            known = set(found)
            found += [key for key in self._ask(ask(text, area), limit) if key not in known]
        return found[:limit]

    def _ask(self, wanted: tuple[AnyOf, ...], limit: int) -> list[int]:
        if not wanted:
            return []
        if connection.vendor == "postgresql":
            sql = f"SELECT id FROM {self.table} WHERE grams @@ %s::tsquery ORDER BY id LIMIT %s"  # noqa: S608
            question = in_tsquery(wanted)
        else:
            sql = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s ORDER BY rowid LIMIT %s"  # noqa: S608
            question = in_fts5(wanted)
        with connection.cursor() as cursor:
            cursor.execute(sql, [question, limit])
            return [row[0] for row in cursor.fetchall()]


def _vector(words: str) -> str:
    """Tokens as PostgreSQL writes a tsvector: each with its place."""
    return " ".join([f"'{word}':{at}" for at, word in enumerate(words.split(" "), start=1)])
