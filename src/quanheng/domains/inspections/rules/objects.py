"""For which businesses several items are together 检查对象范围.

An own inspection of several items draws whoever one of them is for, and checks what applies; in a joint one
every department goes to every business, so that it draws only those whom each item is for.

>>> either([BusinessFilter(trades=("H62",)), BusinessFilter(trades=("F52",))]).trades
('F52', 'H62')
>>> either([BusinessFilter(trades=("H62",)), BusinessFilter()]).trades
()
>>> common([BusinessFilter(trades=("K70",)), BusinessFilter(), BusinessFilter(trades=("K703", "P8"))]).trades
('K703',)
"""

from __future__ import annotations

from collections.abc import Iterable

from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.refusal import Refused

Words = tuple[str, ...]


class NothingInCommon(Refused):
    """No business can be an object of all the items 事项没有共同的检查对象."""


def either(filters: Iterable[BusinessFilter], *, area: str = "") -> BusinessFilter:
    """Return the filter that lets through whoever any of these would; ``area`` narrows it to a township.

    A condition that one of them does not make is not made at all: the bias is towards the wider roster.
    """
    given = list(filters)
    return BusinessFilter(
        area=area,
        kinds=_either([one.kinds for one in given]),
        trades=_either([one.trades for one in given]),
        tags=_either([one.tags for one in given]),
    )


def common(filters: Iterable[BusinessFilter], *, area: str = "") -> BusinessFilter:
    """Return the filter that lets through only whoever all of these would. Raises ``NothingInCommon``.

    Of tags one suffices within a filter, so that those of the narrowest filter are kept.
    """
    given = list(filters)
    tags = sorted((one.tags for one in given if one.tags), key=len)
    return BusinessFilter(
        area=area,
        kinds=_common([one.kinds for one in given if one.kinds]),
        trades=_common([one.trades for one in given if one.trades]),
        tags=tags[0] if tags else (),
    )


def _either(values: list[Words]) -> Words:
    if not values or not all(values):
        return ()
    return tuple(sorted({word for words in values for word in words}))


def _common(values: list[Words]) -> Words:
    if not values:
        return ()
    found = set(values[0])
    for words in values[1:]:
        longer = {w for w in words for f in found if w.startswith(f)}
        found = longer | {f for f in found for w in words if f.startswith(w)}
    if not found:
        raise NothingInCommon(
            "所选事项没有共同的检查对象", instead="请改选事项，或者直接填写行业代码、主体类型", field="items"
        )
    return tuple(sorted(found))
