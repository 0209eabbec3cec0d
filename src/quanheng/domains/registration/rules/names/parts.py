"""A name and its parts 名称的组成: area, brand, trade, form (规定第六条, 实施办法第八条、第九条).

Names in the register come as one text. They are split by what stands at the ends: places in front, marks and
forms behind, then the longest known words for a trade. Where no word is known the brand cannot be told from
the trade; then every way to cut is kept (``Parts.readings``), so that a same name is not missed.

>>> split("酉阳县永兴隆商贸有限公司", Places(["酉阳县"]))
Parts(region='酉阳县', brand='永兴隆', trade='商贸', form='有限公司', mark='', parent='')
>>> split("永兴隆（重庆）餐饮管理有限公司", Places(["重庆"])).brand
'永兴隆'
>>> compose("酉阳县", "老王", "餐饮", "店", "（个体工商户）")
'酉阳县老王餐饮店（个体工商户）'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from quanheng.domains.registration.rules.names.characters import plain
from quanheng.domains.registration.rules.names.lists import forms, places, trade_classes

MARKS = re.compile(r"\((个体工商户|普通合伙|特殊普通合伙|有限合伙|个人独资)\)$")
BRANCH = re.compile(r"(?:分公司|支公司|分厂|分店|营业部|门市部|经营部|办事处|支行|分行)$")
BODY = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|股份公司|总公司|公司|合作社)")
WEAK = (
    "有限",
    "销售",
    "经营",
    "服务",
    "管理",
    "发展",
    "开发",
    "批发",
    "零售",
    "综合",
)
"""Words that say how a trade is done and not which one it is."""

OTHER_FORMS = (
    "集团有限责任公司", "集团股份有限公司", "集团有限公司", "集团公司", "总公司", "公司", "集团",
    "合作社联合社", "合作社", "联合社", "总店", "总厂", "商城", "市场", "大厦", "基地", "合作联社",
    "供销社", "社", "院", "所", "城", "队", "庄", "摊点", "门店", "商铺", "作坊", "分公司", "分店",
    "分厂", "营业部", "批发部", "零售部", "服务部", "销售部", "维修部", "服务站", "收购站", "收购部",
    "加工坊", "经销部", "经营店", "服务店", "服务中心", "便民店",
)  # fmt: skip
SHORTEST_WITH_TRADE = 6
LONGEST_BRAND = 4
"""A core of at most so many characters may be a brand without a trade."""


class Places:
    """The names that may stand in front of a name 行政区划名称: the installation's own and the well-known."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        known = {plain(name) for name in names if name}
        stems = places()
        written = known | {stem + suffix for stem in stems for suffix in ("省", "市", "区", "县", "")}
        written |= {f"{stem}{suffix}" for stem in stems for suffix in ("自治县", "自治区", "自治州", "地区")}
        self._names = frozenset(written)
        self._later = frozenset(written - (stems - known))
        self._longest = max(map(len, written), default=0)

    def lead(self, text: str, *, later: bool = False) -> int:
        """How many characters at the start of ``text`` are one place, the longest; 0 if none.

        ``later``: behind another place, where a strange place without its suffix is rather a brand.
        """
        names = self._later if later else self._names
        for size in range(min(self._longest, len(text)), 1, -1):
            if text[:size] in names:
                return size
        return 0

    def holds(self, text: str) -> bool:
        """Whether the whole text is one place."""
        return text in self._names


class Parts(NamedTuple):
    """The parts of one name, in plain characters. ``parent`` is whole name of a branch's business."""

    region: str
    brand: str
    trade: str
    form: str
    mark: str = ""
    parent: str = ""

    @property
    def trade_class(self) -> str:
        """The class of the trade; empty where the name says none."""
        return class_of(self.trade)

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """Every way to read brand and class: one where the trade is known or there is none."""
        if self.trade or len(self.brand) <= LONGEST_BRAND:
            return ((self.brand, self.trade_class),)
        cuts = [(self.brand[:at], class_of(self.brand[at:])) for at in (2, 3, 4) if at + 2 <= len(self.brand)]
        return ((self.brand, ""), *cuts)


def compose(region: str, brand: str, trade: str, form: str, mark: str = "") -> str:
    """The full name of four parts, with the mark in brackets that some kinds must bear."""
    body = form.strip()
    tail = "" if not mark or body.endswith(mark) else mark
    return "".join((region.strip(), brand.strip(), trade.strip(), body, tail))


def split(name: str, known: Places) -> Parts:
    """The parts of a full name (see the module)."""
    text = plain(name)
    mark, parent = "", ""
    found = MARKS.search(text)
    if found:
        mark, text = found[1], text[: found.start()]
    if BRANCH.search(text) and (bodies := list(BODY.finditer(text[:-2]))):
        parent = text[: bodies[0].end()]
        text = parent
    text, bracketed = _out_of_brackets(text, known)
    at, form = _region(text, known), _form(text)
    core = text[at : len(text) - len(form)]
    brand, trade = _brand_and_trade(core, form)
    return Parts(text[:at] or bracketed, brand, trade, form, mark, parent)


def class_of(trade: str) -> str:
    """The class of words for a trade: words of one class mean the same trade.

    >>> class_of("餐饮管理") == class_of("餐饮服务") == class_of("饮食"), class_of("餐饮") == class_of("建材")
    (True, False)
    >>> class_of("无人机")
    '无人机'
    """
    return _class_of(plain(trade)) if trade else ""


@cache
def _class_of(trade: str) -> str:
    known = trade_classes()
    if trade in known:
        return known[trade]
    for weak in WEAK:
        if trade.endswith(weak) and len(trade) > len(weak) + 1:
            return _class_of(trade[: -len(weak)])
    head, tail = _last_word(trade, least=0)
    if not tail:
        return trade
    classes = {known[tail], *(_class_of(head).split("+") if head else ())}
    return "+".join(sorted(classes))


def _out_of_brackets(text: str, known: Places) -> tuple[str, str]:
    """The text without its brackets, and the place that stood in them."""
    found = re.search(r"\(([^()]*)\)", text)
    if not found:
        return text.replace("(", "").replace(")", ""), ""
    inside = found[1]
    rest = text[: found.start()] + ("" if known.holds(inside) else inside) + text[found.end() :]
    return rest.replace("(", "").replace(")", ""), inside if known.holds(inside) else ""


def _region(text: str, known: Places) -> int:
    """Where the places in front end; what remains must be able to hold a brand."""
    at = 0
    while (size := known.lead(text[at:], later=at > 0)) and len(text) - at - size >= 3:
        at += size
    return at


@cache
def _all_forms() -> tuple[str, ...]:
    listed = {plain(form.form) for form in forms() if not form.is_mark}
    return tuple(sorted(listed | set(OTHER_FORMS), key=lambda form: (-len(form), form)))


def _form(text: str) -> str:
    return next((form for form in _all_forms() if text.endswith(form) and len(text) > len(form) + 1), "")


def _brand_and_trade(core: str, form: str) -> tuple[str, str]:
    """Brand and trade of what stands between place and form.

    Where a word for a trade holds the form (面馆, 药店), it is the trade.
    """
    known = trade_classes()
    for at in range(2, len(core)):
        if core[at:] + form in known and len(form) == 1:
            return core[:at], core[at:] + form
    brand, trade = core, ""
    while True:
        head, word = _last_word(brand, least=2)
        if not word:
            head, word = _last_word(_without_weak(brand), least=2)
        if not word:
            return brand, trade
        brand, trade = head, brand[len(head) :] + trade


def _without_weak(text: str) -> str:
    while len(text) >= SHORTEST_WITH_TRADE and text[-2:] in WEAK:
        text = text[:-2]
    return text


@cache
def _longest_word() -> int:
    return max(map(len, trade_classes()))


def _last_word(text: str, *, least: int) -> tuple[str, str]:
    """What stands before the longest trade word at the end (at least ``least``), and the word."""
    known = trade_classes()
    for at in range(max(least, len(text) - _longest_word()), len(text) - 1):
        if text[at:] in known:
            return text[:at], text[at:]
    return text, ""
