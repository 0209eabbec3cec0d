"""Masking personal data 脱敏: enough to recognise, not enough to use.

>>> masked_name("王小明"), masked_name("欧阳"), masked_phone("13812345678"), masked_phone("023-75550000")
('王**', '欧*', '138****5678', '023-****0000')
>>> masked_phone("12345"), masked_name("")
('*****', '')
>>> masked_address("重庆市酉阳县龙潭镇老街3组"), masked_address("上海市老街1号"), masked_address("")
('重庆市酉阳县****', '上海市****', '')
"""

from __future__ import annotations

import re

_PLACE = re.compile(r".*?[县区旗]|.*?市|.{,3}")


def masked_name(name: str) -> str:
    """The first character of a name, the rest as asterisks."""
    return name[:1] + "*" * (len(name) - 1)


def masked_phone(number: str) -> str:
    """A telephone number without the four signs before its last four; a short one wholly hidden."""
    if len(number) < 8:
        return "*" * len(number)
    return number[:-8] + "****" + number[-4:]


def masked_address(address: str) -> str:
    """An address as far as its county or district; the rest hidden."""
    found = _PLACE.match(address)
    return f"{found[0]}****" if address and found else ""
