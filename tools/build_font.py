"""Build the font that documents are set in, where the system has no Chinese font: ``var/fonts/*.ttf``.

npm's ``@fontsource-variable/noto-sans-sc`` (SIL OFL) comes as about a hundred small variable files for the
web. Each is fixed at one weight and all are joined into one TrueType file per weight. Run by ``make setup``;
cached by the digest of its sources. The web files lack rare name characters (㐂 㙓 𠮷 䶮): the renderer of
``platform.documents`` names what is missing.

``--force`` builds even where Debian's fonts-noto-cjk is installed (which is preferred, it lacks nothing).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

SOURCES = ROOT / "frontend/node_modules/@fontsource-variable/noto-sans-sc/files"
FAMILY = "Noto Sans SC"
WEIGHTS = {"Regular": 400, "Bold": 700}
DROPPED = ["GPOS", "GSUB", "BASE", "STAT", "vhea", "vmtx", "gasp", "prep", "HVAR", "avar"]


def main() -> int:
    """Build what is missing; 0 unless a build fails."""
    from quanheng.platform.documents.fonts import system_fonts

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="build even where the system has a Chinese font")
    force = parser.parse_args().force
    if system_fonts() and not force:
        return 0
    if not SOURCES.is_dir():
        print("font: no source files (run tools/frontend.py) and no fonts-noto-cjk: documents cannot be set.")
        return 0
    folder = ROOT / "var/fonts"
    key = digest()
    stamp = folder / ".sources"
    if stamp.exists() and stamp.read_text() == key:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        for path in pool.map(build, WEIGHTS, [folder] * len(WEIGHTS)):
            print(f"font: {path.name}, {path.stat().st_size / 1048576:.1f} MB")
    stamp.write_text(key)
    return 0


def digest() -> str:
    """What the fonts are made from: the source files' names and sizes, and this recipe."""
    told = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(SOURCES.glob("*.woff2")):
        told.update(f"{path.name}:{path.stat().st_size}\n".encode())
    return told.hexdigest()


def build(style: str, folder: Path) -> Path:
    """Join every subset at one weight into ``NotoSansSC-STYLE.ttf``, written whole or not at all."""
    from fontTools.merge import Merger, Options

    warnings.simplefilter("ignore")
    parts = folder / f".{style}"
    parts.mkdir(exist_ok=True)
    files = [
        fixed(path, WEIGHTS[style], parts, number)
        for number, path in enumerate(sorted(SOURCES.glob("*.woff2")))
    ]
    font = Merger(Options(drop_tables=DROPPED)).merge([str(path) for path in files])
    name(font, style)
    spare, target = folder / f".{style}.ttf", folder / f"NotoSansSC-{style}.ttf"
    font.save(spare)
    for path in files:
        path.unlink()
    parts.rmdir()
    spare.replace(target)
    return target


def fixed(source: Path, weight: int, folder: Path, number: int) -> Path:
    """One web file as plain TrueType at one weight, without the tables that cannot be joined."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight})
    for table in DROPPED:
        if table in font:
            del font[table]
    path = folder / f"{number:03}.ttf"
    font.flavor = None
    font.save(path)
    return path


def name(font: object, style: str) -> None:
    """Give the joined file its family, style and weight, and a fixed date."""
    table = font["name"]  # type: ignore[index]
    table.names = [record for record in table.names if record.nameID in {0, 13, 14}]
    words = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"NotoSansSC-{style}"}
    for key, text in words.items():
        table.setName(text, key, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]  # type: ignore[index]
    font["head"].created = font["head"].modified = 3_000_000_000  # type: ignore[index]


if __name__ == "__main__":
    sys.exit(main())
