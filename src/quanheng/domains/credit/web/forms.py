"""The form of setting a class."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quanheng.domains.credit.rules.classes import SAYS
from quanheng.platform.web.words import pairs


class SetClassForm(forms.Form):
    """Putting a business into a class, with the reason."""

    code = forms.CharField(label=_("统一社会信用代码"), max_length=18)
    klass = forms.ChoiceField(
        label=_("信用风险类别"),
        choices=pairs(SAYS),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明依据的数据或事实。类别只供内部安排监管，不公示，也不能作为处罚依据。"),
    )
    source = forms.CharField(label=_("来源"), max_length=100, initial=_("本局研判"))
