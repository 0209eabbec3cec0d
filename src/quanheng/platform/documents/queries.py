"""Reading files 调阅附件: within the viewer's area, or public ones by anybody."""

from __future__ import annotations

from django.db import models

from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents import files, pictures
from quanheng.platform.documents.models import Attachment
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import OFFICIALS


def attached_to(on: models.Model | str, *, viewer: Actor) -> models.QuerySet[Attachment]:
    """The attachments of one record that the viewer may see, oldest first."""
    rows = Attachment.objects.filter(about=subject_of(on)).select_related("stored")
    return rows.filter(public=True) if viewer.is_public else viewer.within(rows)


def kinds_attached(to: models.Model | str) -> set[str]:
    """Of which kinds a record has attachments; for an act that asks whether something was handed in."""
    return set(Attachment.objects.filter(about=subject_of(to)).values_list("kind", flat=True))


def attachment(key: int, *, viewer: Actor) -> Attachment:
    """One attachment. Raises ``Missing`` if there is none, or not for this viewer.

    Officials read the files of their area; others (a clerk of a postal outlet, a laboratory) what is public
    and what they handed in themselves.
    """
    row = Attachment.objects.select_related("stored").filter(pk=key).first()
    if row is None or not (row.public or _may_read(row, viewer)):
        raise Missing("没有找到这个文件，或者它不在您的辖区内。")
    return row


def of_record(key: int, on: models.Model | str) -> Attachment:
    """One attachment of a record that the caller has found the viewer may see. Raises ``Missing``."""
    row = Attachment.objects.select_related("stored").filter(pk=key, about=subject_of(on)).first()
    if row is None:
        raise Missing("没有找到这个文件。")
    return row


def _may_read(row: Attachment, viewer: Actor) -> bool:
    own = row.by == viewer.id and not viewer.is_public
    return viewer.covers(row.area_code) and (_is_official(viewer) or own)


def _is_official(viewer: Actor) -> bool:
    return viewer.is_system or bool(viewer.roles & OFFICIALS)


def shown_to(row: Attachment, *, viewer: Actor) -> bytes:
    """The bytes of an attachment as this viewer is handed them 供阅.

    Officials get the original, whose digest is evidence. Anybody else gets a photo's pixels without what the
    camera wrote into it: the place, the time and the device. Raises ``Missing``.
    """
    original = content(row.stored_id)
    if _is_official(viewer) or row.stored.media_type not in pictures.FORMATS:
        return original
    return pictures.pixels(original, row.stored.media_type)


def content(digest: str) -> bytes:
    """The bytes of a file. Raises ``Missing`` if the file is gone or no longer matches its digest."""
    path = files.path_of(digest)
    data = path.read_bytes() if path.exists() else b""
    if sha256_hex(data) != digest:
        raise Missing("文件缺失或内容与存档摘要不符，请联系系统管理员从备份恢复。")
    return data
