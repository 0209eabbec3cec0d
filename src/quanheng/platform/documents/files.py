"""The files on disk: written whole or not at all, checked by content and size."""

from __future__ import annotations

import os
import re
from pathlib import Path

import filetype
from django.conf import settings

from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Refused

LIMIT = 20 * 1024 * 1024
KINDS = {
    "image/jpeg": "照片",
    "image/png": "图片",
    "image/webp": "图片",
    "application/pdf": "PDF 文件",
    "audio/mpeg": "录音",
    "audio/mp4": "录音",
    "audio/ogg": "录音",
    "audio/webm": "录音",
    "audio/x-wav": "录音",
}
SOUND = {kind for kind in KINDS if kind.startswith("audio/")}
CONTAINERS = {
    "video/webm": ("audio/webm", re.compile(rb"V_(?:VP[89]|AV1|MPEG|THEORA)")),
    "video/mp4": ("audio/mp4", re.compile(rb"hdlr\0{8}vide")),
}
"""Formats that hold sound or film: what they are without a film track, and the mark of such a track."""


class FileNotAccepted(Refused):
    """The file's content or size is not one that the platform keeps."""


def media_type(content: bytes) -> str:
    """The type read from the content. Raises ``FileNotAccepted`` for anything we do not keep.

    Drawings that can carry script (SVG, HTML) and programs are refused whatever their name says.
    """
    kind = filetype.guess(content)
    mime = _without_film(content, str(kind.mime)) if kind else ""
    if mime not in KINDS:
        found = f"按内容识别为 {kind.extension.upper()}" if kind else "从内容认不出是哪一种文件"
        raise FileNotAccepted(
            f"不能接收这个文件：{found}。", instead="请上传 JPG、PNG、WebP 照片，PDF 文件或录音。"
        )
    return mime


def _without_film(content: bytes, mime: str) -> str:
    """A phone's voice recording comes in a film's container: it is a recording if it holds no film."""
    if mime not in CONTAINERS:
        return mime
    sound, film = CONTAINERS[mime]
    return mime if film.search(content) else sound


def check_size(content: bytes) -> None:
    """Raise ``FileNotAccepted`` for an empty or oversized file."""
    if not content:
        raise FileNotAccepted("文件是空的，没有内容。", instead="请重新选择文件。")
    if len(content) > LIMIT:
        raise FileNotAccepted(
            f"文件有 {len(content) / 1048576:.0f} MB，超过 {LIMIT // 1048576} MB 的上限。",
            instead="请压缩后再上传。",
        )


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.HOME) / "documents"


def path_of(digest: str) -> Path:
    """Where the file with this digest lies."""
    return folder() / digest[:2] / digest


def write(content: bytes) -> str:
    """Write the content to disk, durable before this returns; returns its digest."""
    digest = sha256_hex(content)
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_name(f"{digest}.{os.getpid()}.part")
    with spare.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    spare.replace(path)
    return digest
