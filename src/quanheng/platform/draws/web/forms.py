"""The few things that people type in a draw."""

from django import forms
from django.utils.translation import gettext_lazy as _

PLAIN = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class Confirm(forms.Form):
    """Nothing to type: the button alone."""


class Digest(forms.Form):
    """What a witness hands in; the page's script fills it in."""

    digest = forms.CharField(
        label=_("种子值的摘要"),
        help_text=_("种子值的 SHA-256，64 位小写十六进制。页面生成种子值时自动填入，也可自行填写。"),
        max_length=64,
        widget=forms.TextInput(attrs=PLAIN | {"pattern": "[0-9a-f]{64}", "class": "code"}),
    )


class Value(forms.Form):
    """A value of the seed; spaces that only group it are dropped."""

    value = forms.CharField(
        label=_("种子值"),
        help_text=_("16 至 128 个字符：数字、英文字母、减号和下划线。区分大小写；空格会自动去掉。"),
        max_length=260,
        widget=forms.TextInput(attrs=PLAIN | {"class": "code"}),
    )

    def clean_value(self) -> str:
        return "".join(self.cleaned_data["value"].split())


class Reason(forms.Form):
    """Why something is given up or replaced; the reason is published."""

    reason = forms.CharField(
        label=_("原因"),
        help_text=_("原因会向社会公开，请如实写明，不要写个人信息。"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Why(forms.Form):
    """Why a drawn business is replaced."""

    reason = forms.CharField(
        label=_("原因"),
        help_text=_("例如：已注销、已迁出本县、经实地核查查无此户。会向社会公开，不能含半角逗号和引号。"),
        max_length=200,
    )
