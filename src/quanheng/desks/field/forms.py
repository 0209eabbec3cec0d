"""Forms that close a visit: the record with its signature, or the refusal."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quanheng.domains.inspections.rules.obstruction import (
    CONFIRMED_SAYS,
    GROUND_SAYS,
    Confirmed,
    Ground,
)
from quanheng.domains.inspections.rules.results import OUTCOME_SAYS, Outcome
from quanheng.domains.inspections.services import ConfirmationDraft, RecordDraft, RefusalDraft
from quanheng.platform.web.words import pairs

PREFIX = "data:image/png;base64,"
LARGEST = 512 * 1024
OUTCOMES = [pair for pair in pairs(OUTCOME_SAYS) if pair[0] != Outcome.REFUSED]


class SignatureField(forms.CharField):
    """A signature drawn on the screen, as a PNG data address. Cleans to the bytes, empty for none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> bytes:
        """Decode the drawing; anything that is no small PNG is refused."""
        text = str(super().clean(value) or "")
        if not text:
            return b""
        if not text.startswith(PREFIX) or len(text) > LARGEST:
            raise ValidationError(_("签名的格式不对，请重新签。"))
        try:
            return base64.b64decode(text.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            raise ValidationError(_("签名没有完整收到，请重新签。")) from None


class RecordForm(forms.Form):
    """Closing the record."""

    outcome = forms.ChoiceField(
        label=_("检查情形"), choices=OUTCOMES, widget=forms.RadioSelect, initial=Outcome.CHECKED
    )
    note = forms.CharField(
        label=_("其他情况说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    confirmed = forms.ChoiceField(
        label=_("经营者确认"),
        choices=pairs(CONFIRMED_SAYS),
        widget=forms.RadioSelect,
        initial=Confirmed.SIGNED,
    )
    signer_name = forms.CharField(label=_("签字（盖章）人姓名"), required=False, max_length=40)
    signer_post = forms.CharField(label=_("职务"), required=False, max_length=40)
    signature = SignatureField(required=False)
    unsigned_reason = forms.CharField(
        label=_("无法取得签字或者盖章的原因"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    witness_name = forms.CharField(label=_("见证人姓名"), required=False, max_length=40)
    witness_unit = forms.CharField(label=_("见证人单位或者住址"), required=False, max_length=80)

    def draft(self) -> RecordDraft:
        """The record as the act takes it."""
        given = self.cleaned_data
        kind = Confirmed(given["confirmed"])
        confirmation = ConfirmationDraft(
            kind=kind,
            signer_name=given["signer_name"],
            signer_post=given["signer_post"],
            signature=given["signature"] if kind is Confirmed.SIGNED else b"",
            unsigned_reason=given["unsigned_reason"],
            witness_name=given["witness_name"],
            witness_unit=given["witness_unit"],
        )
        return RecordDraft(Outcome(given["outcome"]), confirmation, given["note"])


class RefusalForm(forms.Form):
    """Recording that the business refuses or obstructs the inspection."""

    ground = forms.ChoiceField(
        label=_("情形"),
        choices=pairs(GROUND_SAYS),
        widget=forms.RadioSelect,
    )
    account = forms.CharField(
        label=_("经过"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("何人、何时、怎样拒绝或者阻挠。"),
    )
    witness_name = forms.CharField(label=_("见证人姓名"), required=False, max_length=40)
    witness_unit = forms.CharField(label=_("见证人单位或者住址"), required=False, max_length=80)
    no_witness_reason = forms.CharField(
        label=_("没有见证人的原因"),
        required=False,
        max_length=300,
        help_text=_("没有见证人的，请注明并拍照、录像。"),
    )

    def draft(self) -> RefusalDraft:
        """The refusal as the act takes it."""
        given = self.cleaned_data
        return RefusalDraft(
            ground=Ground(given["ground"]),
            account=given["account"],
            witness_name=given["witness_name"],
            witness_unit=given["witness_unit"],
            no_witness_reason=given["no_witness_reason"],
        )
