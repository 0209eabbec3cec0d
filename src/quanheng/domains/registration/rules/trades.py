"""Trades 行业: the classes of GB/T 4754-2017, looked up by code or by name.

>>> trade_of("稻谷种植"), trade_of("0111"), trade_of("a0111"), trade_of("H62"), trade_of("占卜")
('A0111', 'A0111', 'A0111', 'H62', '')
>>> name_of("H6210")
'正餐服务'
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


@cache
def names() -> dict[str, str]:
    """Names of sections, divisions, groups and classes by code (section letter and digits)."""
    text = files("quanheng.domains.registration").joinpath("law/gbt4754_2017.csv").read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    next(rows)
    return {code: name for code, name, _level in rows}


def name_of(code: str) -> str:
    """The name of a trade code; empty for a code that the classification does not have."""
    return names().get(code, "")


@lru_cache(maxsize=8192)
def trade_of(text: str) -> str:
    """The trade code meant by a code (with or without its section letter) or by a name; empty if unknown.

    Of several levels with one name the deepest is meant: it says most.
    """
    wanted = _tidy(text)
    if wanted in names():
        return wanted
    return _by_digits().get(wanted) or _by_name().get(wanted, "")


@cache
def sections() -> list[tuple[str, str]]:
    """The twenty sections, code and name."""
    return [(code, name) for code, name in names().items() if len(code) == 1]


@cache
def _by_digits() -> dict[str, str]:
    return {code[1:]: code for code in names() if len(code) > 1}


@cache
def _by_name() -> dict[str, str]:
    return {_tidy(name): code for code, name in names().items()}


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()
