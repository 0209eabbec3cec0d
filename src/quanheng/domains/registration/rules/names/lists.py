"""The word lists of ``law/name_*.csv`` 名称用词表, read once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from quanheng.kernel.law import Provisions

_LAW = files("quanheng.domains.registration") / "law"


@dataclass(frozen=True)
class Word:
    """A word that may not, or should not, stand in a name 禁限用文字."""

    word: str
    where: str
    outcome: str
    cites: str
    because: str
    checked: str


@dataclass(frozen=True)
class Form:
    """One form of organisation 组织形式: for which kind, whether a mark in brackets, from when, by what."""

    form: str
    subject: str
    is_mark: bool
    from_on: date
    cites: str


@cache
def provisions() -> Provisions:
    """The numbers of ``law/names.toml``."""
    return Provisions.load(_LAW / "names.toml")


@cache
def words() -> tuple[Word, ...]:
    """Forbidden and doubtful words, those of foreign countries among them."""
    listed = [Word(*row) for row in _rows("name_words.csv")]
    because, cites = "外国国家名称或者通用简称", "《企业名称登记管理规定》第十一条第（四）项"
    return (
        *listed,
        *(Word(name, "country", "refuse", cites, because, "memory") for name in _flat("name_countries.csv")),
    )


@cache
def forms() -> tuple[Form, ...]:
    """Forms of organisation."""
    return tuple(
        Form(form, subject, mark == "yes", date.fromisoformat(since) if since else date.min, cites)
        for form, subject, mark, since, cites in _rows("name_forms.csv")
    )


@cache
def places() -> frozenset[str]:
    """Names of areas of county level and above, without their suffix."""
    return frozenset(_flat("name_places.csv"))


@cache
def trade_classes() -> dict[str, str]:
    """The class of each word for a trade."""
    return {word: name for name, _gb, words_ in _rows("name_trades.csv") for word in words_.split()}


@cache
def class_codes() -> dict[str, tuple[str, ...]]:
    """The beginnings of trade codes that a class of trade words stands for."""
    return {name: tuple(gb.split()) for name, gb, _words in _rows("name_trades.csv")}


@cache
def look_alikes() -> dict[int, str]:
    """Each look-alike character's representative, as a table for ``str.translate``."""
    return {ord(sign): group[0] for group in _flat("name_alike.csv") for sign in group}


def _lines(name: str) -> list[str]:
    text = (_LAW / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _rows(name: str) -> Iterator[list[str]]:
    yield from csv.reader(_lines(name)[1:])


def _flat(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]
