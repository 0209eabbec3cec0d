"""Quotas per credit-risk class 抽取比例与户数: reading them, and how many businesses they draw.

The ratios are a choice of the bureau (no national numbers exist); what is computed here is only their
consequence, in the same whole-number arithmetic as the draw itself (`kernel.draw`).

>>> quotas({"A": {"ratio": "0.02"}, "D": {"count": 3}})
{'A': Ratio(text='0.02'), 'D': Count(value=3)}
>>> preview({"A": Ratio("0.02"), "D": Count(3)}, {"A": 101, "B": 7, "D": 2}).rows[-1]
Row(stratum='D', size=2, wanted=3, short=True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from quanheng.kernel.draw import BadPlan, Count, Quota, Ratio
from quanheng.kernel.refusal import Refused

STRATA = ("A", "B", "C", "D")
"""The credit-risk classes 信用风险类别 in order: low, ordinary, raised, high."""


class BadQuota(Refused):
    """A quota is neither a count nor a percentage 抽取数量写法不对."""


@dataclass(frozen=True)
class Row:
    """One class of a preview: its size, how many are drawn, and whether the count exceeds the class."""

    stratum: str
    size: int
    wanted: int
    short: bool


@dataclass(frozen=True)
class Preview:
    """What the quotas would draw from classes of these sizes."""

    rows: tuple[Row, ...]

    @property
    def size(self) -> int:
        """How many businesses are eligible in all."""
        return sum(row.size for row in self.rows)

    @property
    def wanted(self) -> int:
        """How many businesses would be drawn in all."""
        return sum(row.wanted for row in self.rows)

    @property
    def possible(self) -> bool:
        """Whether the draw can be made: something is drawn, and no count exceeds its class."""
        return self.wanted > 0 and not any(row.short for row in self.rows)


def quotas(stored: Mapping[str, Mapping[str, object]]) -> dict[str, Quota]:
    """Return the quotas stored as ``{"A": {"ratio": "0.02"}, "D": {"count": 40}}``. Raises ``BadQuota``."""
    return {stratum: _one(stratum, share) for stratum, share in stored.items()}


def _one(stratum: str, share: Mapping[str, object]) -> Quota:
    try:
        if set(share) == {"count"}:
            return Count(share["count"])  # type: ignore[arg-type]
        if set(share) == {"ratio"}:
            return Ratio(share["ratio"])  # type: ignore[arg-type]
    except BadPlan as fault:
        raise BadQuota(f"{stratum} 类：{fault.says}", field="quota") from fault
    raise BadQuota(f"{stratum} 类应当写户数或者比例，二者取一", field="quota")


def stored(quota: Mapping[str, Quota]) -> dict[str, dict[str, int] | dict[str, str]]:
    """Return quotas in the form in which they are stored; the inverse of ``quotas``."""
    return {stratum: share.as_json() for stratum, share in sorted(quota.items())}


def parse(text: str) -> Quota | None:
    """Return the quota an officer typed: ``2%``, ``0.5 %`` or ``40`` (businesses); None for nothing.

    Full-width digits and signs are read too. Raises ``BadQuota``.

    >>> parse("2%"), parse("１２．５％"), parse(" 40 户"), parse("")
    (Ratio(text='0.02'), Ratio(text='0.125'), Count(value=40), None)
    """
    plain = text.translate(WIDE).replace(" ", "").removesuffix("户")
    if not plain:
        return None
    if plain.endswith("%"):
        return Ratio(_share(text, plain.removesuffix("%")))
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        raise BadQuota(f"“{text}”看不懂", instead="请写户数（如 40）或者百分比（如 2%）", field="quota")
    return Count(int(plain))


WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def _share(text: str, percent: str) -> str:
    try:
        share = Decimal(percent) / 100
    except InvalidOperation as fault:
        raise BadQuota(f"“{text}”不是百分比", instead="请写成 2% 或 0.5%", field="quota") from fault
    if not share.is_finite() or not 0 <= share <= 1:
        raise BadQuota(f"“{text}”不在 0% 到 100% 之间", field="quota")
    plain = format(share.normalize(), "f")
    if len(plain) > 20:
        raise BadQuota(f"“{text}”的小数位太多", field="quota")
    return plain


def spoken(share: Quota) -> str:
    """Return a quota as an officer reads and types it: ``2%`` or ``40``.

    >>> spoken(Ratio("0.02")), spoken(Ratio("1")), spoken(Count(40))
    ('2%', '100%', '40')
    """
    if isinstance(share, Count):
        return str(share.value)
    return f"{format((Decimal(share.text) * 100).normalize(), 'f')}%"


def preview(quota: Mapping[str, Quota], sizes: Mapping[str, int]) -> Preview:
    """Return how many businesses of each class would be drawn; classes without a quota draw none."""
    rows = []
    for stratum in sorted({*STRATA, *quota, *sizes}):
        size, share = sizes.get(stratum, 0), quota.get(stratum)
        number = share.wanted(size) if share else 0
        rows.append(Row(stratum, size, number, number > size))
    return Preview(tuple(rows))
