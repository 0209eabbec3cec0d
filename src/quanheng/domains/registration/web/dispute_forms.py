"""Forms of the officers' acts on names 名称争议表单."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules.names.stages import DECLINED, FACTORS
from quanheng.platform.web.forms import CodeField, NumberField


def _text(label: object, rows: int = 4, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}))  # type: ignore[arg-type]


class PlainForm(forms.Form):
    """A step that needs no words."""


class StrikeForm(forms.Form):
    """Taking a retained name off: why, and by which article."""

    reason = _text(_("理由"))
    cites = forms.CharField(
        label=_("依据"), max_length=120, help_text=_("例如《企业名称登记管理规定》第十一条")
    )


class DisputeForm(forms.Form):
    """An application for a ruling."""

    business_code = CodeField(label=_("被申请人的统一社会信用代码"), max_length=18)
    applicant_name = forms.CharField(label=_("申请人名称"), max_length=200)
    applicant_code = CodeField(label=_("申请人的统一社会信用代码"), max_length=18, required=False)
    applicant_phone = NumberField(
        label=_("申请人联系电话"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    request = forms.CharField(label=_("请求"), max_length=500)
    grounds = _text(_("事实、理由、法律依据和证据"), 6)


class PointsForm(forms.Form):
    """What is missing, told once."""

    points = _text(_("需要补正的全部内容"))


class AddedForm(forms.Form):
    """What the applicant brought."""

    added = _text(_("补正的材料"))


class DeclineForm(forms.Form):
    """Why a dispute is not accepted."""

    ground = forms.ChoiceField(
        label=_("不予受理的情形"),
        choices=[(key, f"{item}{says}") for key, (says, item) in DECLINED.items()],
        widget=forms.RadioSelect,
    )
    note = _text(_("说明"), 3, required=False)


class AnswerForm(forms.Form):
    """What the other side answers."""

    answer = _text(_("答辩的内容"), 6)


class RulingForm(forms.Form):
    """The ruling and what it weighs."""

    factors = forms.MultipleChoiceField(
        label=_("综合考虑的因素"),
        choices=[(one, one) for one in FACTORS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("《企业名称登记管理规定实施办法》第四十一条"),
    )
    ruling = _text(_("裁决的内容和理由"), 8)


class ReasonForm(forms.Form):
    """Why."""

    reason = _text(_("理由"))
