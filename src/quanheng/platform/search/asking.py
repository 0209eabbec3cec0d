"""Asking 提问: a query text as phrases of tokens, and those in the words of each database.

>>> in_fts5(ask("茶油店", "500242"))
'(("茶油 油店") OR ("§茶油 §油店")) AND (("¤500242"))'
>>> in_tsquery(ask("油", "", places=False))
"(('油':*))"
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quanheng.platform.search.grams import AREA, CHUNK, CODE, MIN_CODE_PART, PLACE, TAIL, TAILS, chunks, parts


@dataclass(frozen=True)
class Phrase:
    """Tokens that follow each other; the last one ``whole``, or only its beginning."""

    words: tuple[str, ...]
    whole: bool = True


AllOf = tuple[Phrase, ...]
"""Phrases that must all be there."""

AnyOf = tuple[AllOf, ...]
"""Ways of being found, one of which suffices."""


def ask(text: str, area: str, *, places: bool = True) -> tuple[AnyOf, ...]:
    """What must hold of a record: each part found in one way, and the record within the area.

    Without ``places`` addresses do not count. Empty for a text without letters and digits.
    """
    wanted = [tuple(_ways(part, places=places)) for part in parts(text)]
    if wanted and area:
        wanted.append(((Phrase((AREA + area,)),),))
    return tuple(wanted)


def _ways(part: str, *, places: bool) -> list[AllOf]:
    ways = [_piece("", part)]
    if places:
        ways.append(_piece(PLACE, part))
    return ways + (_code_ways(part) if part.isascii() else [])


def _piece(mark: str, part: str) -> AllOf:
    if len(part) == 1:
        return (Phrase((mark + part,), whole=False),)
    return (Phrase(tuple(mark + part[at : at + 2] for at in range(len(part) - 1))),)


def _code_ways(part: str) -> list[AllOf]:
    """A long piece of a code may begin at any of three places in a chunk; a short one begins or ends it."""
    if len(part) >= MIN_CODE_PART:
        return [tuple(Phrase((chunk,)) for chunk in chunks(part, start)) for start in range(CHUNK)]
    tail = [(Phrase((TAIL + part,)),)] if len(part) in TAILS else []
    rest = part[len(part) // CHUNK * CHUNK :]
    opened = (Phrase((CODE + rest,), whole=False),) if rest else ()
    return [tuple(Phrase((chunk,)) for chunk in chunks(part, 0)) + opened, *tail]


def in_fts5(wanted: tuple[AnyOf, ...]) -> str:
    """The question for SQLite's FTS5."""

    def written(phrase: Phrase) -> str:
        return f'"{" ".join(phrase.words)}"{"" if phrase.whole else " *"}'

    return _joined(wanted, written, " AND ", " OR ")


def in_tsquery(wanted: tuple[AnyOf, ...]) -> str:
    """The question for PostgreSQL's tsquery."""

    def written(phrase: Phrase) -> str:
        words = " <-> ".join(f"'{word}'" for word in phrase.words)
        return words if phrase.whole else words + ":*"

    return _joined(wanted, written, " & ", " | ")


def _joined(wanted: tuple[AnyOf, ...], written: Callable[[Phrase], str], both: str, either: str) -> str:
    def way(phrases: AllOf) -> str:
        return "(" + both.join(written(phrase) for phrase in phrases) + ")"

    return both.join("(" + either.join(way(phrases) for phrases in ways) + ")" for ways in wanted)
