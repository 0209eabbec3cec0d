"""Forbidden content 禁限用文字: each word with its article.

规定第十一条、第十二条; 实施办法第十四条、第十六条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quanheng.domains.registration.rules.names.asking import REFUSE, WARN, NameFinding
from quanheng.domains.registration.rules.names.characters import plain
from quanheng.domains.registration.rules.names.lists import Word, words

_NUMBERED_UNIT = re.compile(r"[0-9零一二三四五六七八九十百]{2,6}(?:部队|师部|团部)")


def forbidden(brand: str, trade: str, form: str) -> Iterator[NameFinding]:
    """What may not, or should not, stand in a name; the area is not looked at.

    Bias of error: a word that may have another meaning is said, not refused.
    """
    said: set[str] = set()
    texts = plain(brand), plain(trade), plain(form)
    for word in words():
        found = _found(word, *texts)
        if found and word.word not in said:
            said.add(word.word)
            yield _finding(word, found)
    if _NUMBERED_UNIT.search(texts[0] + texts[1]):
        cites = "《企业名称登记管理规定》第十一条第（三）项"
        yield NameFinding(
            REFUSE, "forbidden", "名称中不得使用部队番号。", cites, field="brand", instead="请换一个字号。"
        )


def _found(word: Word, brand: str, trade: str, form: str) -> str:
    """``refuse`` or ``warn`` if the word stands where it should not, else nothing."""
    if word.where == "country":
        if brand.startswith(word.word):
            return REFUSE
        return WARN if word.word in brand else ""
    whole = {"start": (brand + trade).startswith(word.word), "brand": word.word in brand}
    stands = whole.get(word.where, word.word in brand + trade + form)
    return word.outcome if stands else ""


def _finding(word: Word, outcome: str) -> NameFinding:
    if outcome == REFUSE:
        says, instead = f"名称中不得使用“{word.word}”：{word.because}。", "请换一个字号或者用语。"
    else:
        says, instead = f"名称中的“{word.word}”须核实：{word.because}。", "另有含义的，请在办理登记时说明。"
    return NameFinding(outcome, "forbidden", says, word.cites, field="brand", instead=instead)
