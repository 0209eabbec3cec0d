"""The fonts that documents are set in 文书字体, and which characters they lack.

What an operator put into ``fonts/`` of the installation, what ``tools/build_font.py`` built into the source
tree's ``var/fonts``, and Debian's fonts-noto-cjk, in this order. Only these are used, so that the same data
gives the same bytes wherever the fonts are the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

SYSTEM = ("opentype/noto", "truetype/noto", "noto-cjk", "google-noto-cjk")
SHARE = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
PATTERNS = ("NotoSansCJK-*.ttc", "NotoSerifCJK-*.ttc", "NotoSansSC-*.[ot]tf", "NotoSerifSC-*.[ot]tf")
FAMILIES = {
    "NotoSerifCJK": "Noto Serif CJK SC",
    "NotoSansCJK": "Noto Sans CJK SC",
    "NotoSerifSC": "Noto Serif SC",
    "NotoSansSC": "Noto Sans SC",
}
COVERED_ANYWAY = {*map(chr, range(0x20)), "\u200b", "\ufeff"}


def system_fonts() -> list[Path]:
    """Font files of the operating system that can set Chinese, in a fixed order."""
    folders = [share / name for share in SHARE for name in SYSTEM]
    return _fonts_in(folder for folder in folders if folder.is_dir())


def installed_fonts() -> list[Path]:
    """Font files put into the installation by an operator, or built beside the source tree at set-up."""
    return _fonts_in([Path(settings.HOME) / "fonts", Path(settings.SRC).parents[1] / "var" / "fonts"])


def font_files() -> list[Path]:
    """The files in use: the installation's own, then the system's."""
    return installed_fonts() + system_fonts()


def folders() -> list[str]:
    """The folders that hold the fonts in use."""
    return sorted({str(path.parent) for path in font_files()})


def families(*, prefer: str) -> list[str]:
    """Font families in use, those whose name holds ``prefer`` (``Serif`` or ``Sans``) first."""
    present = {path.name.split("-")[0] for path in font_files()}
    names = [family for stem, family in FAMILIES.items() if stem in present]
    return sorted(names, key=lambda name: prefer not in name)


def missing(text: str) -> list[str]:
    """The characters of ``text`` that no font in use can show, once each, in order."""
    have = _characters(tuple(font_files()))
    wanted = dict.fromkeys(character for character in text if character not in COVERED_ANYWAY)
    return [character for character in wanted if ord(character) not in have]


def _fonts_in(folders: Iterable[Path]) -> list[Path]:
    return [path for folder in folders for pattern in PATTERNS for path in sorted(folder.glob(pattern))]


@cache
def _characters(files: tuple[Path, ...]) -> frozenset[int]:
    """Code points that the regular files can show; all weights of a family cover the same."""
    from fontTools.ttLib import TTCollection, TTFont

    covered: set[int] = set()
    for path in files:
        if "Regular" not in path.name:
            continue
        opened = TTCollection(path, lazy=True) if path.suffix == ".ttc" else TTFont(path, lazy=True)
        with opened as font:
            for face in getattr(font, "fonts", [font]):
                covered.update(face.getBestCmap())
    return frozenset(covered)
