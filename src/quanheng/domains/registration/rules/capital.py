"""Reading capital 注册资本识别: the written amount in yuan where it is in yuan; amounts typed.

>>> yuan_of("73.7500(万人民币元)"), yuan_of("6,167.1500(万元)"), yuan_of("512万人民币"), yuan_of("300000元")
('737500.00', '61671500.00', '5120000.00', '300000.00')
>>> yuan_of("50万美元"), yuan_of("N/A"), yuan_of("面议")
(None, None, None)
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

UNITS = {"": Decimal(1), "万": Decimal(10**4), "百万": Decimal(10**6), "亿": Decimal(10**8)}
YUAN = frozenset({"", "元", "圆", "人民币", "人民币元", "元人民币", "RMB", "CNY"})
LARGEST = Decimal(10) ** 17
_AMOUNT = re.compile(r"(?:人民币)?([\d,]+(?:\.\d+)?)(百万|万|亿)?(.*)")


@lru_cache(maxsize=8192)
def yuan_of(text: str) -> str | None:
    """The amount in yuan with two decimals, or ``None`` if it is not an amount in yuan.

    A bare number is yuan (registers write 万 where they mean it). Other currencies are not converted: the
    written text is kept beside and says what it was.
    """
    text = unicodedata.normalize("NFKC", text).replace(" ", "").replace("(", "").replace(")", "").upper()
    parts = _AMOUNT.fullmatch(text)
    if not parts or parts[3] not in YUAN:
        return None
    amount = Decimal(parts[1].replace(",", "") or "0") * UNITS[parts[2] or ""]
    return str(amount.quantize(Decimal("0.01"))) if amount < LARGEST else None


def amount(written: Any) -> Decimal | None:
    """An amount in yuan as it was typed; ``None`` if it is none.

    >>> amount("1,000,000"), amount("十万"), amount("-5")
    (Decimal('1000000'), None, None)
    """
    try:
        found = Decimal(str(written).replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found < Decimal(10) ** 17 else None


def plain(yuan: Decimal | None) -> str:
    """An amount as somebody would type it; empty for none.

    >>> plain(Decimal("100000.00")), plain(Decimal("0.50")), plain(None)
    ('100000', '0.5', '')
    """
    return f"{yuan:f}".rstrip("0").rstrip(".") if yuan is not None else ""
