"""Characters as they are compared 字的比对: one script, one sound, one shape.

>>> plain("酉阳縣永興隆（重庆） 商貿")
'酉阳县永兴隆(重庆)商贸'
>>> sorted(sounds("永乐"))
['yonle', 'yonyue']
>>> shape("未来") == shape("末来"), shape("永兴") == shape("永兴隆")
(True, False)
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import islice, product

import opencc

from quanheng.domains.registration.rules.names.lists import look_alikes

READINGS, WAYS = 2, 4
"""So many readings of one character, and of one brand, are looked at; a third reading is rare in names."""

KEPT = frozenset("乾著徵藉瞭夥麽")
"""Characters that a converter would simplify but that are standard characters in their own right."""

_BRACKETS = str.maketrans("（）〔〕［］【】", "()()()()")


@cache
def _simplified() -> dict[int, str]:
    convert = opencc.OpenCC("t2s").convert
    signs = (chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block))
    pairs = ((sign, convert(sign)) for sign in signs if sign not in KEPT)
    return {ord(sign): simple for sign, simple in pairs if simple != sign}


def plain(text: str) -> str:
    """The text in simplified characters and half width, without blanks and dots; brackets stay."""
    folded = unicodedata.normalize("NFKC", text).translate(_simplified()).translate(_BRACKETS)
    return "".join([sign for sign in folded if sign.isalnum() or sign in "()"]).upper()


def simplified(text: str) -> str:
    """The text in simplified characters, otherwise as it is written."""
    return text.translate(_simplified())


def is_chinese(text: str) -> bool:
    """Whether every sign is a Chinese character."""
    return all("\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U0003134f" for sign in text)


def shape(brand: str) -> str:
    """The brand with each look-alike character in the same dress."""
    return brand.translate(look_alikes())


def sounds(brand: str) -> frozenset[str]:
    """How the brand may sound, tones and what dialects merge left out; at most ``WAYS`` ways."""
    ways = product(*[_readings(sign) for sign in brand])
    return frozenset("".join(way) for way in islice(ways, WAYS))


def same_sound(one: str, other: str) -> bool:
    """Whether two brands can sound exactly alike, tones left out."""
    if len(one) != len(other):
        return False
    return all(set(_exact(a)) & set(_exact(b)) for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=32768)
def _exact(sign: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # its tables take a while to load, and few processes ask

    found = pinyin(sign, style=Style.NORMAL, heteronym=True)
    return tuple(dict.fromkeys(found[0]))[:READINGS] if found else (sign,)


@lru_cache(maxsize=32768)
def _readings(sign: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_merged(way) for way in _exact(sign)))


def _merged(way: str) -> str:
    """One reading without what the south-west does not tell apart: zh/z, ch/c, sh/s, n/l, -ng/-n."""
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")):
        if way.startswith(long):
            way = short + way[len(long) :]
            break
    for long, short in (("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "on")):
        if way.endswith(long):
            return way[: -len(long)] + short
    return way
