"""The form of the year's goals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.desks.board.figures import shown_name
from quanheng.platform.indicators import Indicator
from quanheng.platform.indicators.models import Goal
from quanheng.platform.web.forms import NumberField


class GoalField(NumberField):
    """A goal as somebody types it: any width, commas between thousands; none for no goal."""

    def to_python(self, value: Any) -> Any:
        """The number, or ``None``. Raises ``ValidationError``."""
        text = super().to_python(value).replace(",", "").removesuffix("%").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError(_("请填数字，如 874 或者 99.5；没有目标的不填。"))
        if number != round(number, 2):
            raise forms.ValidationError(_("最多两位小数。"))
        return number


class GoalsForm(forms.Form):
    """One field per figure, and where the goals come from."""

    basis = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=200,
        help_text=gettext_lazy("年度工作计划的名称、文号，或者确定目标的会议。"),
    )

    def __init__(self, figures: Mapping[str, Indicator], now: Mapping[str, Goal], data: Any = None) -> None:
        shown = {key: f"{row.number.normalize():f}" for key, row in now.items() if row.number is not None}
        super().__init__(data, initial=shown)
        self.keys = tuple(figures)
        box = forms.TextInput(attrs={"inputmode": "decimal"})
        for key, figure in figures.items():
            label = _("%(name)s（%(unit)s）") % {"name": shown_name(figure), "unit": figure.unit}
            self.fields[key] = GoalField(label=label, required=False, widget=box)
        self.order_fields([*figures, "basis"])

    def wanted(self) -> dict[str, Decimal | None]:
        """The goal of each figure as typed."""
        return {key: self.cleaned_data[key] for key in self.keys}
