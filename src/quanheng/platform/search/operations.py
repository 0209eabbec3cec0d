"""The migration operation that makes a search index."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

from quanheng.platform.search.index import SearchIndex


class CreateSearchIndex(Operation):
    """Make one search index by name, in the words of whichever database there is."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        SearchIndex(self.table).create(schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        SearchIndex(self.table).drop(schema_editor)

    def describe(self) -> str:
        return f"Create search index {self.table}"
