"""The forms that an owner writes online: those of the window, less what the register knows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quanheng.domains.licences.models import OnlineForm
from quanheng.domains.licences.rules.vocabulary import Kind, Purpose
from quanheng.domains.licences.web.forms import LINES, AboutForm, ApplyForm
from quanheng.platform.web import drafts
from quanheng.platform.web.forms import NumberField

KNOWN = ("business_code", "person", "holder_name", "residence", "complete")
"""What the register says of the applicant, and what only a clerk says."""


def form_of(form: OnlineForm, data: Any = None, *, on: date) -> forms.Form:
    """The form as it stands, or as it is sent in ``data``."""
    made = _asked(form, data, on)
    for name in KNOWN:
        made.fields.pop(name, None)
    _ask_for_contact(made)
    return made


def _asked(form: OnlineForm, data: Any, on: date) -> forms.Form:
    given = {"data": data, "initial": form.details, "kind": form.kind, "on": on}
    if form.permit is None or form.purpose == Purpose.NEW:
        return ApplyForm(**given)
    filed = form.kind == Kind.PREPACKAGED and form.purpose == Purpose.CHANGE
    made = AboutForm(**given, purpose=form.purpose, held=form.permit.items)
    for name in ("changed_on", "declared_unchanged") if filed else ():
        del made.fields[name]
    return made


def _ask_for_contact(made: forms.Form) -> None:
    made.fields["contact_name"] = forms.CharField(
        label=_("联系人"), required=False, max_length=60, help_text=_("不填的，为登记的经营者或者负责人。")
    )
    made.fields["contact_phone"] = NumberField(
        label=_("联系电话"),
        max_length=40,
        help_text=_("现场核查、补正时联系您，不公开。"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


def typed(form: forms.Form, sent: QueryDict) -> dict[str, Any]:
    """What was typed into each field, as text; of boxes to tick, those that were ticked."""
    return {name: _sent(field, name, sent) for name, field in form.fields.items()}


def _sent(field: forms.Field, name: str, sent: QueryDict) -> str | list[str]:
    if isinstance(field, forms.MultipleChoiceField):
        return drafts.in_order(field, sent.getlist(name))
    return sent.get(name, "")


def typed_now(form: forms.Form, sent: QueryDict) -> dict[str, Any]:
    """Of what was typed, the fields that were sent: one save sends what changed."""
    return {name: value for name, value in typed(form, sent).items() if name in sent}


class AnswerForm(forms.Form):
    """The answer to a notice of what is missing."""

    answer = forms.CharField(label=_("补正了什么"), max_length=1000, widget=LINES)


class WithdrawForm(forms.Form):
    """Taking an application back."""

    reason = forms.CharField(label=_("撤回的原因"), required=False, max_length=300, widget=LINES)
