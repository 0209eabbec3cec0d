"""Matching headings 列名匹配: which column of a file is which column of the sheet.

>>> tidy_heading(" 统一社会信用代码（必填）*")
'统一社会信用代码'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quanheng.kernel.refusal import Refused
from quanheng.platform.search.grams import fold
from quanheng.platform.tables.reading import Source
from quanheng.platform.tables.sheet import Sheet

ALIKE = 0.6
"""How alike a heading must be to be suggested."""

_REMARK = re.compile(r"[(（](?:必填|选填|可选|文本|格式.*?)[)）]")


class ColumnsMissing(Refused):
    """A column without which no row can be judged is not there 缺少必需的列."""


@dataclass(frozen=True)
class Match:
    """What was matched: ``mapping`` from field to position in the file, ``suggestions`` for the rest.

    A suggestion (field to position) is a likeness only; a person has to confirm it.
    """

    mapping: dict[str, int]
    suggestions: dict[str, int]
    unused: list[str]


def tidy_heading(text: str) -> str:
    """A heading as it is compared: without remarks, signs, spaces, width and case."""
    return fold(_REMARK.sub("", text))


def match(headings: Sequence[str], sheet: Sheet) -> Match:
    """Match headings with a sheet: first by name, then by other headings met; each is used once."""
    tidied = [tidy_heading(heading) for heading in headings]
    mapping = _by_name(tidied, sheet)
    suggestions = _suggestions(tidied, sheet, mapping)
    used = {*mapping.values()}
    return Match(mapping, suggestions, [h for at, h in enumerate(headings) if h.strip() and at not in used])


def _by_name(tidied: Sequence[str], sheet: Sheet) -> dict[str, int]:
    mapping: dict[str, int] = {}
    for names in (
        [(c.name, (c.header,)) for c in sheet.columns],
        [(c.name, c.aliases) for c in sheet.columns],
    ):
        for field, headers in names:
            for header in headers:
                at = _position(tidied, tidy_heading(header))
                if field not in mapping and at is not None and at not in mapping.values():
                    mapping[field] = at
    return mapping


def find_header_row(source: Source, sheet: Sheet) -> Source:
    """The same source with its headings in the row that matches most columns (titles may stand above)."""
    rows = source.first_rows()
    scores = [len(_by_name([tidy_heading(heading) for heading in row], sheet)) for row in rows]
    if not scores or max(scores) == 0:
        return source
    return source.with_header_row(scores.index(max(scores)) + 1)


def require_columns(mapping: Mapping[str, int], sheet: Sheet, headings: Sequence[str]) -> None:
    """Raise ``ColumnsMissing`` naming the columns that are required and not matched, and what was found."""
    missing = [sheet.column(name).header for name in sheet.required if name not in mapping]
    if missing:
        found = "、".join(h.strip() for h in headings if h.strip())[:200]
        raise ColumnsMissing(
            f"缺少必需的列：{'、'.join(missing)}。表中的列有：{found}。",
            instead="请在“匹配列”中指明哪一列是它，或者下载模板填写。",
        )


def _position(tidied: Sequence[str], wanted: str) -> int | None:
    return tidied.index(wanted) if wanted in tidied else None


def _suggestions(tidied: Sequence[str], sheet: Sheet, mapping: Mapping[str, int]) -> dict[str, int]:
    free = [at for at, heading in enumerate(tidied) if heading and at not in mapping.values()]
    found: dict[str, int] = {}
    for column in sheet.columns:
        if column.name in mapping or not free:
            continue
        likeness, at = max((_likeness(tidied[at], (column.header, *column.aliases)), -at) for at in free)
        if likeness >= ALIKE:
            found[column.name] = -at
    return found


def _likeness(heading: str, names: Sequence[str]) -> float:
    return max(SequenceMatcher(None, heading, tidy_heading(name)).ratio() for name in names)
