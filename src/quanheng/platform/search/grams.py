"""Grams 字对: what a record is filed under, and whether a record truly answers a question.

>>> tokens(Texts(names=("酉阳茶油",), areas=("500242101",)))
'酉阳 阳茶 茶油 油 ¤50 ¤5002 ¤500242 ¤500242101'
>>> confirms("阳 茶油", Texts(names=("酉阳茶油",)))
True
>>> confirms("酉油", Texts(names=("酉阳茶油",)))
False
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from quanheng.kernel.identifiers.area_code import Level

# Signs that no folded text can hold tell the fields apart within one column.
PLACE, CODE, TAIL, AREA = "§", "¶", "†", "¤"
CHUNK = 3
"""A code is filed under its thirds: 18 signs give six tokens instead of seventeen."""

TAILS = (4, 6)
"""And under its last four and its last six signs, which people read out."""

MIN_CODE_PART = 3 * CHUNK - 1
"""So many signs of a code always cover two whole chunks, wherever they begin."""

_NOT_WORDS = re.compile(r"[\W_]+")
_LEVELS = tuple(int(level) for level in Level)


@dataclass(frozen=True)
class Texts:
    """What one record is found by: its names, places, codes, and the areas that may see it."""

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def fold(text: str) -> str:
    """The text as it is compared: one width, one case, letters and digits only.

    >>> fold("ＡＢＣ（重庆）·龙潭 店")
    'abc重庆龙潭店'
    """
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def tokens(texts: Texts) -> str:
    """What a record is filed under, in order, separated by spaces; the same texts give the same tokens.

    Grams of one text follow each other, and its last character alone ends it: so a phrase of grams is a
    piece of one text and never runs on into the next.
    """
    words: list[str] = []
    for name in texts.names:
        words += _grams(fold(name))
    for place in texts.places:
        words += [PLACE + gram for gram in _grams(fold(place))]
    for code in texts.codes:
        folded = code.lower()
        words += chunks(folded, 0)
        words += [TAIL + folded[-size:] for size in TAILS if len(folded) > size]
    for area in texts.areas:
        words += [AREA + area[:level] for level in _LEVELS if level <= len(area)]
    return " ".join(words)


def parts(text: str) -> list[str]:
    """The parts of a query, each of which must be found: folded, without the empty ones."""
    return [part for part in map(fold, text.split()) if part]


def confirms(text: str, texts: Texts) -> bool:
    """Whether every part of the query stands in one of the record's texts, as it is, without a gap."""
    bodies = [fold(body) for body in (*texts.names, *texts.places, *texts.codes)]
    return all(any(part in body for body in bodies) for part in parts(text))


def certain(text: str) -> bool:
    """Whether the index alone decides: no part could be a piece of a code, whose chunks may stand apart."""
    return not any(part.isascii() and len(part) > CHUNK for part in parts(text))


def chunks(folded: str, start: int) -> list[str]:
    """The whole chunks of a code from ``start`` on; what is left over is not filed."""
    ends = range(start, len(folded) - CHUNK + 1, CHUNK)
    return [CODE + folded[at : at + CHUNK] for at in ends]


def _grams(folded: str) -> list[str]:
    """Every pair of neighbours, and the last character alone (so that one character finds it by prefix)."""
    return [folded[at : at + 2] for at in range(len(folded) - 1)] + [folded[-1:]] if folded else []
