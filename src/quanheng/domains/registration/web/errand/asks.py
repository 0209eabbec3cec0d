"""One question of the form 填写项: its label, its control, and what helps to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules.partners import LIABILITY_SAYS
from quanheng.platform.web.forms import CodeField, NumberField
from quanheng.platform.web.words import pairs

Text = str | Promise


@dataclass(frozen=True)
class Ask:
    """One question. ``look`` names the control; ``row`` says whose row it belongs to, empty for none."""

    name: str
    label: Text
    look: str = "text"
    help: Text = ""
    optional: bool = False
    choices: Sequence[tuple[str, Text]] = field(default_factory=tuple)
    folded: bool = False
    row: Text = ""


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


NUMBERS: dict[str, type[forms.CharField]] = {
    "phone": NumberField,
    "money": NumberField,
    "identity": CodeField,
    "code": CodeField,
}
LOOKS: dict[str, dict[str, str]] = {
    "text": {"autocomplete": "off"},
    "person": {"autocomplete": "off"},
    "phone": {"inputmode": "tel", "autocomplete": "off", "maxlength": "20"},
    "identity": {
        "autocomplete": "off",
        "autocapitalize": "characters",
        "spellcheck": "false",
        "maxlength": "30",
        "data-identity": "",
    },
    "money": {"inputmode": "decimal", "autocomplete": "off", "maxlength": "20"},
    "residence": {"autocomplete": "off", "maxlength": "200"},
    "code": {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
}
LONGEST = {"area": 4000, "short_area": 300}


def control(ask: Ask) -> forms.Field:
    """The form field of a question. Nothing is required here: what lacks is told before submission."""
    given: dict[str, Any] = {"label": ask.label, "help_text": ask.help, "required": False}
    if ask.look in {"choice", "tiles", "shops"}:
        field = forms.ChoiceField(choices=ask.choices, widget=forms.RadioSelect, **given)
        field.look = ask.look  # type: ignore[attr-defined]
        return field
    if ask.look == "day":
        return forms.CharField(max_length=10, widget=DayInput(), **given)
    if ask.look in LONGEST:
        rows = 3 if ask.look == "area" else 2
        return forms.CharField(
            max_length=LONGEST[ask.look], widget=forms.Textarea(attrs={"rows": rows}), **given
        )
    if ask.look == "tick":
        return forms.BooleanField(**given)
    text = NUMBERS.get(ask.look, forms.CharField)
    return text(max_length=200, widget=forms.TextInput(attrs=LOOKS[ask.look]), **given)


PERSON_LABELS: dict[str, tuple[Text, str]] = {
    "name": (_("姓名"), "person"),
    "id_number": (_("公民身份号码"), "identity"),
    "phone": (_("手机号码"), "phone"),
    "share_yuan": (_("认缴出资额（元）"), "money"),
    "farmer": (_("农民成员"), "tick"),
    "liability": (_("承担责任方式"), "choice"),
    "lives_here": (_("住所与经营场所相同"), "tick"),
    "residence": (_("住所（户籍地址，或者经常居住的地址）"), "residence"),
}
LIABILITIES = tuple(pairs(LIABILITY_SAYS))
PERSON_ALONE: Mapping[str, Text] = MappingProxyType({})
INVESTOR_LABELS: dict[str, Text] = {
    "name": _("姓名或者单位名称"),
    "id_number": _("公民身份号码（单位填统一社会信用代码）"),
}
"""What is asked of shareholders, partners, members of a cooperative: an enterprise may be one of them."""
RESIDENT = ("name", "id_number", "phone", "lives_here", "residence")
"""The questions about an operator or an investor, of whom it is registered where they live."""


def person(
    prefix: str,
    parts: Sequence[str] = ("name", "id_number", "phone"),
    called: str = "",
    row: Text = "",
    labels: Mapping[str, Text] = PERSON_ALONE,
) -> list[Ask]:
    """The questions about one person, ``called`` so in front of each label, in the ``row`` of that name.

    ``labels`` replace the words for a natural person.
    """
    asks = []
    for part in parts:
        label, look = PERSON_LABELS[part]
        label = labels.get(part, label)
        whole = format_lazy("{}{}", called, label) if called else label
        choices = LIABILITIES if part == "liability" else ()
        asks.append(Ask(f"{prefix}__{part}", whole, look, choices=choices, row=row))
    return asks
