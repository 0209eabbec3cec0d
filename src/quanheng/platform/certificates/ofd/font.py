"""The font that an OFD file carries 嵌入字体: one face, cut down to the signs that are used."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from quanheng.platform.documents import fonts
from quanheng.platform.documents.render import GET_A_FONT, CharacterNotInFont, NoDocumentFont

REGION = "SC"


class Face:
    """A font by its bytes: how wide each sign is."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._font = TTFont(io.BytesIO(content), lazy=True)

    @cached_property
    def _measures(self) -> tuple[dict[int, str], Any, int]:
        return self._font.getBestCmap(), self._font["hmtx"], self._font["head"].unitsPerEm

    def width(self, sign: str, size: float) -> float:
        """How wide a sign is at a size, in the size's unit."""
        named, measures, em = self._measures
        return float(measures[named[ord(sign)]][0]) / em * size


def subset(signs: str) -> bytes:
    """The bytes of a font that shows exactly these signs.

    Raises ``NoDocumentFont`` without any font, ``CharacterNotInFont`` naming what the font lacks.
    """
    path = _chosen()
    with TTFont(path, fontNumber=_number(path), lazy=True, recalcTimestamp=False) as found:
        _check(signs, found.getBestCmap())
        cut = Subsetter(_options())
        cut.populate(text=signs)
        cut.subset(found)
        out = io.BytesIO()
        found.save(out, reorderTables=True)
    return out.getvalue()


def _options() -> Options:
    options = Options()
    options.layout_features = []
    options.name_IDs = [1, 2, 4, 6]
    options.hinting = False
    options.recalc_timestamp = False
    return options


def _check(signs: str, covered: Mapping[int, str]) -> None:
    lacking = [sign for sign in dict.fromkeys(signs) if ord(sign) not in covered]
    if lacking:
        named = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in lacking)
        raise CharacterNotInFont(f"OFD 字体中没有这些字：{named}，不能制作。", instead=GET_A_FONT)


def _chosen() -> Path:
    """A regular face: one with TrueType outlines if there is one, which every reader knows."""
    regular = [path for path in fonts.font_files() if "Regular" in path.name and "Sans" in path.name]
    if not regular:
        raise NoDocumentFont("服务器上没有可用的中文字体，不能制作 OFD。", instead=GET_A_FONT)
    return min(regular, key=lambda path: path.suffix != ".ttf")


def _number(path: Path) -> int:
    """Which face of a collection sets simplified Chinese; -1 for a file of one face."""
    if path.suffix != ".ttc":
        return -1
    with TTCollection(path, lazy=True) as faces:
        names = [str(face["name"].getDebugName(1)) for face in faces.fonts]
    return next((number for number, name in enumerate(names) if name.endswith(REGION)), 0)
