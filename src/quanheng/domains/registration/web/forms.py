"""Forms of the errands on a business."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules.sheet import BUSINESSES
from quanheng.domains.registration.rules.states import MOVES
from quanheng.domains.registration.rules.vocabulary import STATE_SAYS, State
from quanheng.platform.web.words import said


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def reason(label: Any = None) -> forms.CharField:
    """The field that asks why."""
    return forms.CharField(label=label or _("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class TownshipForm(forms.Form):
    area_code = forms.ChoiceField(label=_("所属乡镇街道"))
    reason = reason(_("依据（实地核实、登记档案等）"))

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["area_code"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("变更为"))
    on = forms.DateField(label=_("变更日期"), widget=DayInput())
    reason = reason(_("依据（决定书文号等）"))

    def __init__(self, now: State, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        moves = [(to.value, said(STATE_SAYS[to])) for to in State if to in MOVES.moves[now]]
        self.fields["state"].choices = moves  # type: ignore[attr-defined]


class NameForm(forms.Form):
    name = forms.CharField(label=_("新名称"), max_length=200)
    on = forms.DateField(label=_("变更日期"), widget=DayInput())


class FlagsForm(forms.Form):
    reason = reason(_("核实结果"))


class TagForm(forms.Form):
    tag = forms.CharField(label=_("标签"), max_length=30)


class RevealForm(forms.Form):
    reason = reason(_("查看原因"))


class RegisterForm(forms.Form):
    """One field per column of the sheet, so that a person and a spreadsheet say the same things."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for column in BUSINESSES.columns:
            if column.name in {"capital_wan", "old_number"}:
                continue
            wide = column.name in {"scope", "address"}
            self.fields[column.name] = forms.CharField(
                label=column.header,
                required=column.name in BUSINESSES.required,
                max_length=2000 if column.name == "scope" else 300,
                help_text=column.note or (_("例：%(example)s") % {"example": column.example}),
                widget=forms.Textarea(attrs={"rows": 3 if column.name == "scope" else 1}) if wide else None,
            )
