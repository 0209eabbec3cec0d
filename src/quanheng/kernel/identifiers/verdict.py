"""Verdicts 判定: what is said of a number, and how a number is tidied before anything is said."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

SPACES = " \t\r\n\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(0x5E)}
LOWER_CASE = {ord(sign): sign.upper() for sign in "abcdefghijklmnopqrstuvwxyz"}
FULL_WIDTH_LOWER_CASE = {ord(sign) + 0xFEE0: sign.upper() for sign in "abcdefghijklmnopqrstuvwxyz"}
_TIDY: dict[int, int | str | None] = {
    **FULL_WIDTH,
    **LOWER_CASE,
    **FULL_WIDTH_LOWER_CASE,
    **dict.fromkeys(map(ord, SPACES + HYPHENS)),
}


class Status(StrEnum):
    """What is said of a number 判定结果."""

    VALID = "valid"
    FLAGGED = "flagged"
    INVALID = "invalid"


class Verdict(NamedTuple):
    """The answer to one number 号码判定.

    `value` is the number tidied up, whatever the status; `reason` says in Chinese what is wrong, empty
    when valid; `kind` is the kind of number it was judged as (the module's name, or the licence's prefix).
    """

    status: Status
    value: str
    reason: str
    kind: str = ""

    @property
    def is_kept(self) -> bool:
        """Say whether the number may be stored: valid, or flagged for somebody to look at."""
        return self.status is not Status.INVALID


def tidy(text: str) -> str:
    """Return a number without spaces and hyphens, in half-width signs and upper case.

    >>> tidy(" ９１５０－０１１８ 4506　4667-7x ")
    '91500118450646677X'
    """
    return text.translate(_TIDY)


def digits_only(text: str) -> bool:
    """Say whether a text is made of the ten ASCII digits alone (`str.isdigit` takes far more)."""
    return text.isascii() and text.isdigit()


def judged(value: str, faults: list[str], kind: str) -> Verdict:
    """Return valid, or flagged with all faults; for a number whose length and signs are right."""
    return Verdict(Status.FLAGGED if faults else Status.VALID, value, "；".join(faults), kind)


def invalid(value: str, reason: str, kind: str) -> Verdict:
    """Return invalid; an empty number says so whatever the reason."""
    return Verdict(Status.INVALID, value, reason if value else "未填写", kind)
