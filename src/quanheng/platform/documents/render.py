"""Official documents as PDF 制作文书: a template, plain data, and always the same bytes.

``render("hazards/rectification_order", {...}, on=day)`` sets the template of the app ``hazards`` that was in
force on ``day`` with Typst and returns a PDF/A-2b file. The same data, day and fonts give the same bytes. A
character that no font can show stops the document with its name: a name printed as an empty box is worse
than a document that waits.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from quanheng.kernel.refusal import Refused
from quanheng.platform.documents import fonts
from quanheng.platform.documents.templates_on import template_path

UNDATED = date(2000, 1, 1)
GET_A_FONT = (
    "请在服务器上安装 fonts-noto-cjk，"
    "或者把含有该字的 NotoSerifSC、NotoSansSC 字体文件放入安装目录的 fonts 文件夹"
)


class NoDocumentFont(Refused):
    """The installation has no font that can set Chinese 缺少文书字体."""


class CharacterNotInFont(Refused):
    """The document holds a character that no font in use can show 文书字体缺字."""


def render(template: str, data: Mapping[str, Any], *, on: date | None = None) -> bytes:
    """Set a document and return its PDF/A-2b bytes.

    ``template`` is ``APP/NAME``; ``data`` are JSON values (dates as ISO text) that the template finds in
    ``data``; ``on`` is the document's day, which picks the form in force and dates the file (without it:
    the newest form). Raises ``NoDocumentFont``, ``CharacterNotInFont`` naming each character,
    ``NoFormForThatDay``.
    """
    path = template_path(template, on)
    _check_fonts(data)
    made, warnings = _compilers.compiler(tuple(fonts.folders())).compile_with_warnings(
        str(path),
        format="pdf",
        sys_inputs=_inputs(data),
        pdf_standards=["a-2b"],
        timestamp=_midnight(on or UNDATED),
    )
    if warnings:
        raise ValueError(f"{template}: {'; '.join(str(warning) for warning in warnings)}")
    if not isinstance(made, bytes):
        raise TypeError(f"{template}: Typst gave no PDF")
    return made


def _check_fonts(data: Mapping[str, Any]) -> None:
    if not fonts.font_files():
        raise NoDocumentFont("服务器上没有可用的中文字体，不能制作文书。", instead=GET_A_FONT)
    lacking = fonts.missing("".join(_texts(data)))
    if lacking:
        named = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in lacking)
        raise CharacterNotInFont(f"文书字体中没有这些字：{named}，不能制作文书。", instead=GET_A_FONT)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    used = {"serif": fonts.families(prefer="Serif"), "sans": fonts.families(prefer="Sans")}
    return {
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        "fonts": json.dumps(used, ensure_ascii=False),
    }


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


class _Compilers(threading.local):
    """One compiler per thread: two threads may not share one. The fonts are read once for all."""

    made: dict[tuple[str, ...], typst.Compiler]

    def __init__(self) -> None:
        self.made = {}

    def compiler(self, folders: tuple[str, ...]) -> typst.Compiler:
        if folders not in self.made:
            self.made[folders] = typst.Compiler(root=Path(settings.SRC), font_paths=_fonts(folders))
        return self.made[folders]


_compilers = _Compilers()
