"""Fields that forms share: a day as browsers ask for it, several photos in one field, judged by content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.kernel.refusal import Refused
from quanheng.platform.documents.models import Stored
from quanheng.platform.documents.services import store

MOST = 6


class PhotosInput(forms.ClearableFileInput):
    """A file control that takes several photos; a phone offers its camera."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to six photos; cleans to the stored files, in the order chosen."""

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=help_text or gettext_lazy("可一次选择多张，最多 6 张；手机上可以直接拍照。"),
            widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        )

    def clean(self, data: Any, initial: Any = None) -> tuple[Stored, ...]:
        """Store the photos by content; a file that is no photo is an error of this field."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST:
            raise forms.ValidationError(_("一次最多上传 6 张照片。"))
        return tuple(_stored(file) for file in files)


def _stored(file: Any) -> Stored:
    try:
        stored = store(file.read())
    except Refused as refused:
        raise forms.ValidationError(f"{file.name}：{refused.says}{refused.instead}") from None
    if not stored.media_type.startswith("image/"):
        raise forms.ValidationError(_("%(name)s 不是照片。") % {"name": file.name})
    return stored


class DayInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
