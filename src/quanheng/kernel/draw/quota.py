"""How many are drawn of a stratum 抽取数量: a count, or a ratio rounded up.

>>> Ratio("0.02").wanted(size=101), Count(40).wanted(size=60)
(3, 40)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quanheng.kernel.draw.form import BadPlan

RATIO = re.compile(r"0(\.[0-9]{1,18})?|1(\.0{1,18})?")


@dataclass(frozen=True, slots=True)
class Count:
    """Draw so many businesses of the stratum 按户数."""

    value: int

    def __post_init__(self) -> None:
        if type(self.value) is not int or self.value < 0:
            raise BadPlan(f"户数应当是不小于零的整数，写的是“{self.value}”", field="quota")

    def wanted(self, size: int) -> int:
        """Return how many businesses a stratum of `size` businesses yields."""
        return self.value

    def as_json(self) -> dict[str, int]:
        """Return the quota as `plan.json` writes it."""
        return {"count": self.value}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Draw this share of the stratum, rounded up 按比例; `text` is a decimal from 0 to 1."""

    text: str

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not RATIO.fullmatch(self.text):
            raise BadPlan(f"比例应当是 0 到 1 之间的十进制小数文本，写的是“{self.text}”", field="quota")

    def wanted(self, size: int) -> int:
        """Return how many businesses a stratum of `size` businesses yields, in whole numbers throughout."""
        whole, _, decimals = self.text.partition(".")
        scale: int = 10 ** len(decimals)
        return -(-size * int(whole + decimals) // scale)

    def as_json(self) -> dict[str, str]:
        """Return the quota as `plan.json` writes it."""
        return {"ratio": self.text}


Quota = Count | Ratio
