"""Keeping files and attaching them to records 存档、挂接."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models

from quanheng.kernel import clock
from quanheng.platform.documents import files
from quanheng.platform.documents.models import Attachment, Stored
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor


def store(content: bytes) -> Stored:
    """Keep an uploaded file by its content 存文件. Raises ``FileNotAccepted`` by content and size."""
    files.check_size(content)
    return _keep(content, files.media_type(content))


def store_made(content: bytes, media_type: str) -> Stored:
    """Keep a file that the platform itself made 存平台文件 (type known, size not limited)."""
    return _keep(content, media_type)


def _keep(content: bytes, media_type: str) -> Stored:
    digest = files.write(content)
    return Stored.objects.get_or_create(
        digest=digest, defaults={"size": len(content), "media_type": media_type, "stored_at": clock.now()}
    )[0]


@dataclass(frozen=True)
class Label:
    """How a file is filed: ``kind`` (``photo_before``), the name shown, the record's area, public or not."""

    kind: str
    name: str
    area_code: str
    public: bool = False


def attach(stored: Stored, label: Label, *, to: models.Model | str, by: Actor, today: date) -> Attachment:
    """Attach a kept file to a record 挂接附件; the same file under the same kind is attached once."""
    return Attachment.objects.get_or_create(
        stored=stored,
        about=subject_of(to),
        kind=label.kind,
        defaults={
            "name": label.name[:200],
            "area_code": label.area_code,
            "public": label.public,
            "by": by.id,
            "by_name": by.name,
            "added_on": today,
        },
    )[0]
