"""Credit-risk classes of the sample county 示例县的信用风险分类: three in ten A, six B, the rest C and D."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from quanheng.config.demo.chance import Chance, Weighted
from quanheng.domains.credit.services import ClassRow

SHARES = Weighted({"A": 300, "B": 600, "C": 80, "D": 20})
REASONS = {
    "A": ("近三年无行政处罚和异常名录记录，按期年报", "连续三年按期年报，抽查未发现问题"),
    "B": ("登记信息完整，无不良记录", "按期年报，经营期限不足三年", "信用信息一般，无处罚记录"),
    "C": ("曾被列入经营异常名录后移出", "近两年受过一次行政处罚", "未按期年报后补报"),
    "D": ("现列入经营异常名录", "近一年受过两次以上行政处罚", "连续两年未年报"),
}
SOURCE = "国家企业信用信息公示系统（重庆）分类结果（演示数据）"


def rows(seed: int, codes: Iterable[str], *, decided_on: date) -> Iterator[ClassRow]:
    """The class of each business, with a reason that fits it."""
    for code in codes:
        chance = Chance(seed, "class", code)
        klass = SHARES.pick(chance)
        yield ClassRow(code, klass, chance.pick(REASONS[klass]), SOURCE, decided_on)
