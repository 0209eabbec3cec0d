"""The form with which anybody verifies a licence: its file, or what its code holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quanheng.platform.certificates.checking import LIMIT


class LicenceForm(forms.Form):
    file = forms.FileField(
        label=_("电子证照文件"),
        required=False,
        help_text=_("PDF 或 OFD 文件原件。打印件、照片、另存过的文件请用二维码核验。文件核验后不保存。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.ofd"}),
    )
    text = forms.CharField(
        label=_("二维码的内容"),
        required=False,
        max_length=2000,
        help_text=_("扫码得到的整段网址，或者其中 # 后面的部分。"),
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file and file.size > LIMIT:
            self.add_error("file", _now("文件太大，不是本平台签发的电子证照。"))
        elif not file and not given.get("text", "").strip() and not self.errors:
            raise forms.ValidationError(_now("请选择电子证照文件，或者填写二维码的内容。"))
        return given
