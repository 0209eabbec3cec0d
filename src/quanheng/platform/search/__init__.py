"""Search 检索: any part of a name, a code or an address, with the same answers on SQLite and PostgreSQL.

Chinese has no spaces, so a record is filed under the pairs of neighbouring characters of its texts (`grams`).
Both databases keep the same tokens: an FTS5 table on SQLite, a tsvector with a GIN index on PostgreSQL; no
extension is needed, one character is enough to search with, and rare characters are characters like others.
A query is a phrase of such pairs, so that only neighbours answer; a piece of a code is checked against the
code itself (`confirms`). `index.SearchIndex` is the index.
"""

from quanheng.platform.search.grams import Texts, confirms, tokens

__all__ = ["Texts", "confirms", "tokens"]
