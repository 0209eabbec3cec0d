"""The four classes and how a class stands in time 信用风险分类.

国市监信发〔2022〕6号: A low risk, B ordinary, C higher, D high. A business that the model has not classified
is treated as ordinary: the bias is towards the normal ratio of inspection, neither sparing nor singling out.

>>> klass_of("d ") is Klass.D, UNCLASSIFIED is Klass.B
(True, True)
"""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum

from quanheng.kernel.refusal import Refused

BASIS = "《市场监管总局关于推进企业信用风险分类管理进一步提升监管效能的意见》（国市监信发〔2022〕6号）"


class Klass(StrEnum):
    """A credit-risk class 信用风险类别."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


SAYS: dict[Klass, str] = {
    Klass.A: "A 类（信用风险低）",
    Klass.B: "B 类（信用风险一般）",
    Klass.C: "C 类（信用风险较高）",
    Klass.D: "D 类（信用风险高）",
}

TONES: dict[Klass, str] = {Klass.A: "good", Klass.B: "note", Klass.C: "warn", Klass.D: "stop"}

UNCLASSIFIED = Klass.B
"""What a business counts as before anybody classified it."""


class NoSuchClass(Refused):
    """The text names none of the four classes 没有这个类别."""


class ReasonMissing(Refused):
    """A class was set without saying why 未写明理由."""


class DecidedInFuture(Refused):
    """The day of the classification has not come yet 分类日期未到."""


def klass_of(text: str) -> Klass:
    """Read a class as people write it: ``A``, ``a``, ``A类``, ``Ａ``. Raises ``NoSuchClass``."""
    letter = unicodedata.normalize("NFKC", text).strip().upper().removesuffix("类").removesuffix("级").strip()
    if letter not in set(Klass):
        raise NoSuchClass(
            f"没有“{text.strip() or '（空）'}”这个信用风险类别。",
            cites=BASIS,
            instead="请填写 A、B、C 或 D。",
            field="klass",
        )
    return Klass(letter)


def require_reason(reason: str) -> str:
    """The reason without blanks around it. Raises ``ReasonMissing``."""
    if not reason.strip():
        raise ReasonMissing(
            "没有写明分类理由，不能确定类别。",
            instead="请写明依据的数据或事实，如“列入经营异常名录”。",
            field="reason",
        )
    return reason.strip()


def require_past(decided_on: date, *, today: date) -> None:
    """Raise ``DecidedInFuture`` for a classification dated after today."""
    if decided_on > today:
        raise DecidedInFuture(
            f"分类日期 {decided_on.isoformat()} 晚于今天。", instead="请核对日期。", field="decided_on"
        )


def takes_over(decided_on: date, current_on: date | None) -> bool:
    """Whether a classification of that day becomes the current one; an older one only joins the history."""
    return current_on is None or decided_on >= current_on
