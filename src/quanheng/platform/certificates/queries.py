"""Reading certificates 查证照: by the unguessable name, by number, by holder within the viewer's area."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from quanheng.kernel.refusal import Missing
from quanheng.platform.certificates.models import Certificate, Verification
from quanheng.platform.people.actors import Actor


def by_public_id(public_id: str) -> Certificate:
    """The certificate that a QR names; public, because the name cannot be guessed. Raises ``Missing``."""
    row = Certificate.objects.select_related("organ").filter(public_id=public_id).first()
    if row is None:
        raise Missing(
            "没有找到这份证照。", instead="请核对二维码或者网址是否完整；查不到的证照不是本平台签发的。"
        )
    return row


def current(kind: str, number: str) -> Certificate | None:
    """The certificate in force under a number, if there is one."""
    rows = Certificate.objects.select_related("organ", "pdf", "ofd")
    return rows.filter(kind=kind, number=number, state="current").first()


def newest(kind: str, number: str) -> Certificate | None:
    """The newest version under a number, in force or ended."""
    rows = Certificate.objects.select_related("organ", "pdf", "ofd")
    return rows.filter(kind=kind, number=number).order_by("-version").first()


def about_holder(holder_code: str, *, viewer: Actor) -> QuerySet[Certificate]:
    """Every version of every certificate of a holder within the viewer's area, newest first."""
    rows = Certificate.objects.filter(holder_code=holder_code).select_related("organ", "pdf", "ofd")
    return viewer.within(rows).order_by("-id")


def verifications(*, viewer: Actor) -> QuerySet[Verification]:
    """How often certificates of the viewer's area were verified, by day, result and channel, newest first."""
    rows = Verification.objects.filter(certificate__isnull=False).select_related("certificate")
    return viewer.within(rows, "certificate__area_code").order_by("-day", "certificate_id")


def download_token(certificate: Certificate) -> str:
    """What lets somebody fetch the certificate's own files: told to its owner alone, kept nowhere."""
    return salted_hmac("certificates.download", certificate.public_id, algorithm="sha256").hexdigest()[:40]


def download_path(certificate: Certificate, suffix: str = "pdf") -> str:
    """Where the owner fetches a file of the certificate (``pdf`` or ``ofd``), below the portal's address."""
    return f"/verify/{certificate.public_id}/files/{download_token(certificate)}/licence.{suffix}"


def by_download_token(public_id: str, token: str) -> Certificate:
    """The certificate whose files the token opens. Raises ``Missing`` for a wrong one."""
    row = by_public_id(public_id)
    if not constant_time_compare(token, download_token(row)):
        raise Missing("下载链接不对或者不完整。", instead="请从您的办件页面重新打开下载链接。")
    return row
