"""The form that withdraws a notice."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("撤回的理由"),
        max_length=300,
        widget=forms.Textarea,
        help_text=_("公众会看到这段理由和您的姓名。请写明哪里不准确，不要重复原来的内容。"),
    )
