"""QR codes drawn into a page."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from quanheng.platform.certificates.printing import qr_svg


def qr(text: str) -> SafeString | str:
    """A QR as a drawing in the page; nothing for nothing."""
    return mark_safe(qr_svg(text)) if text else ""  # noqa: S308 - drawn by us, from modules alone
