"""Fields of the forms on inspections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from quanheng.domains.inspections.rules.quota import BadQuota, parse
from quanheng.domains.registration.rules.trades import trade_of
from quanheng.kernel.draw import Quota


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def words(text: str) -> tuple[str, ...]:
    """Words separated by spaces, commas or 、."""
    for sign in ",，、;；\n\t":
        text = text.replace(sign, " ")
    return tuple(text.split())


class TradesField(forms.CharField):
    """Codes of trades as somebody types them: ``ｈ６２`` or ``餐饮业`` is ``H62``; others are refused."""

    def clean(self, value: Any) -> str:
        """The codes, separated by spaces."""
        given = words(str(super().clean(value) or ""))
        unknown = [word for word in given if not trade_of(word)]
        if unknown:
            raise ValidationError(
                _("国民经济行业分类里没有“%(words)s”。请写行业代码，如 H62，多个用逗号分开。")
                % {"words": "、".join(unknown)}
            )
        return " ".join(trade_of(word) for word in given)


class QuotaField(forms.CharField):
    """A share of a class: ``2%`` or ``40``; empty for a class that is not drawn."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, max_length=20)

    def clean(self, value: Any) -> Quota | None:
        """Read the share; a text that is none is an error of this field."""
        try:
            return parse(str(super().clean(value) or ""))
        except BadQuota as refused:
            raise ValidationError(f"{refused.says}。{refused.instead}") from None
