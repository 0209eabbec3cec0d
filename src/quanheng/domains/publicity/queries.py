"""Reading what is public 查公示: notices for anybody, tombstones by their own address only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from quanheng.domains.publicity.models import Notice, NoticeQuerySet
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor


def public_notices() -> NoticeQuerySet:
    """Every notice that is shown, newest first; the same for everybody."""
    return Notice.objects.shown().order_by("-published_on", "-id")


def about_business(code: str) -> NoticeQuerySet:
    """What is shown about one business, newest first; to list what has ended would go on telling it."""
    return public_notices().filter(business_code=code)


def search(text: str) -> NoticeQuerySet:
    """Shown notices whose business name holds ``text`` or whose business has this code."""
    wanted = text.strip()
    if len(wanted) in {15, 18} and wanted.isalnum() and wanted.isascii():
        return about_business(wanted.upper())
    return public_notices().filter(business_name__contains=wanted)


def public_notice(notice_id: int) -> Notice:
    """One notice or its tombstone, for anybody. Raises ``Missing``."""
    found = Notice.objects.filter(pk=notice_id).first()
    if found is None:
        raise Missing("没有找到这条公示信息。", instead="请按经营主体名称或者统一社会信用代码查询。")
    return found


def notices(*, viewer: Actor) -> NoticeQuerySet:
    """Every notice and tombstone of the viewer's area, newest first."""
    return viewer.within(Notice.objects.order_by("-published_on", "-id"))  # type: ignore[return-value]


def notice(notice_id: int, *, viewer: Actor) -> Notice:
    """One notice of the viewer's area. Raises ``Missing``."""
    found = notices(viewer=viewer).filter(pk=notice_id).first()
    if found is None:
        raise Missing()
    return found


@dataclass(frozen=True)
class Release:
    """One release of open data: its name (the day, perhaps numbered) and what its manifest says."""

    name: str
    folder: Path
    manifest: Mapping[str, Any]

    def file(self, name: str) -> Path:
        """A file of the release by name. Raises ``Missing`` for any other."""
        listed = {*self.manifest["files"], "manifest.json", "manifest.sig", "verify.py"}
        path = self.folder / name
        if name not in listed or not path.is_file():
            raise Missing("这一版开放数据中没有这个文件。", instead="旧版只保留清单、签名和台账检查点。")
        return path


def releases() -> list[Release]:
    """Every release of open data that is complete, newest first."""
    folder = Path(settings.HOME) / "open-data"
    found = sorted(folder.glob("[0-9]*/manifest.json"), reverse=True)
    return [Release(path.parent.name, path.parent, json.loads(path.read_bytes())) for path in found]


def release(name: str) -> Release:
    """One release by name, or the newest for ``latest``. Raises ``Missing``."""
    found = [each for each in releases() if name in (each.name, "latest")]
    if not found:
        raise Missing("没有这一版开放数据。", instead="请从开放数据页面选择现有的版本。")
    return found[0]
