"""One page of a certificate laid out for OFD 版面: lines, borders, the code, all in millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanheng.platform.certificates.ofd.font import Face

WIDTH, HEIGHT = 297.0, 210.0
LEFT, LABEL, VALUE, RIGHT = 28.0, 28.0, 66.0, 205.0
TITLE_SIZE, NUMBER_SIZE, SIZE, SMALL = 12.0, 4.8, 4.8, 2.8
QR_SIDE, QR_LEFT, QR_TOP = 40.0, 225.0, 62.0
CAPTION = "扫码核验（本县平台的核验码，不是国家统一二维码）"
INK, MUTED, RULE = "27 31 36", "91 100 112", "140 107 47"
ALWAYS = " 0123456789-年月日第版签发机关日期有效期至核验："
DARK = re.compile(rb"\x01+")


@dataclass(frozen=True)
class Line:
    """One line of text: its left end and baseline, size and colour."""

    text: str
    x: float
    y: float
    size: float = SIZE
    colour: str = INK


@dataclass(frozen=True)
class Shape:
    """One path: its outline in OFD's words, filled or drawn with a line of this width."""

    path: str
    colour: str
    line: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """Everything on the page, with how far each line's signs advance."""

    lines: list[tuple[Line, list[float]]]
    shapes: list[Shape]


def signs(data: Mapping[str, Any], note: str) -> str:
    """Every sign that the page may show, once each."""
    texts = [text for label, text in rows_of(data)] + [label for label, text in rows_of(data)]
    texts += [data["title"], data["number"], data["number_says"], data["organ"], data["verify-host"]]
    return "".join(sorted(set("".join([*texts, note, CAPTION, ALWAYS, data["issued_on"]])) - {"\n"}))


def rows_of(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The labelled values: what the domain prints, or at least the holder."""
    rows = [(str(label), str(text)) for label, text in data.get("fields", [])]
    rows = rows or [("持证人", data["holder_name"])]
    return [*rows, ("有效期至", data["valid_until"])] if data["valid_until"] else rows


def laid_out(data: Mapping[str, Any], qr: Sequence[bytes], face: Face, note: str) -> Sheet:
    """The page of a certificate. A long scope of business is set smaller until it fits."""
    size = next((one for one in (SIZE, 4.0, 3.4, 2.8, 2.2) if _fits(data, face, one)), 2.2)
    lines = [*_head(data, face), *_rows(data, face, size), *_foot(data, face, note)]
    shapes = [_frame(9.0, 0.6), _frame(11.0, 0.2), _code(qr)]
    return Sheet([(line, [face.width(sign, line.size) for sign in line.text]) for line in lines], shapes)


def _fits(data: Mapping[str, Any], face: Face, size: float) -> bool:
    return max(line.y for line in _rows(data, face, size)) < HEIGHT - 42


def _head(data: Mapping[str, Any], face: Face) -> Iterator[Line]:
    yield Line(data["number_says"], LEFT, 30.0, 3.4, MUTED)
    yield Line(data["number"], LEFT, 37.0, NUMBER_SIZE)
    wide = _width(data["title"], face, TITLE_SIZE)
    yield Line(data["title"], (WIDTH - wide) / 2, 46.0, TITLE_SIZE)


def _rows(data: Mapping[str, Any], face: Face, size: float) -> list[Line]:
    y, found = 66.0, []
    for label, text in rows_of(data):
        found.append(Line(label, LABEL, y, size * 0.8, MUTED))
        for part in _wrapped(text, face, size, RIGHT - VALUE):
            found.append(Line(part, VALUE, y, size))
            y += size * 1.45
        y += size * 0.45
    return found


def _foot(data: Mapping[str, Any], face: Face, note: str) -> Iterator[Line]:
    year, month, day = data["issued_on"].split("-")
    for y, text in (
        (HEIGHT - 34, f"签发机关 {data['organ']}"),
        (HEIGHT - 26, f"签发日期 {year}年{int(month)}月{int(day)}日"),
    ):
        yield Line(text, WIDTH - LEFT - _width(text, face, SIZE), y)
    last = f"{note} 第{data['version']}版 核验：{data['verify-host']}"
    yield Line(last, (WIDTH - _width(last, face, SMALL)) / 2, HEIGHT - 14.5, SMALL, MUTED)
    yield Line(
        CAPTION, QR_LEFT + (QR_SIDE - _width(CAPTION, face, 2.0)) / 2, QR_TOP + QR_SIDE + 4, 2.0, MUTED
    )


def _wrapped(text: str, face: Face, size: float, room: float) -> Iterator[str]:
    part, used = "", 0.0
    for sign in text.replace("\n", " "):
        wide = face.width(sign, size)
        if used + wide > room:
            yield part
            part, used = "", 0.0
        part, used = part + sign, used + wide
    yield part


def _width(text: str, face: Face, size: float) -> float:
    return sum(face.width(sign, size) for sign in text)


def _frame(inset: float, line: float) -> Shape:
    right, bottom = WIDTH - inset, HEIGHT - inset
    path = f"M {inset} {inset} L {right} {inset} L {right} {bottom} L {inset} {bottom} C"
    return Shape(path, RULE, line)


def _code(rows: Sequence[bytes]) -> Shape:
    unit = QR_SIDE / len(rows)
    parts = []
    for number, row in enumerate(rows):
        top, low = QR_TOP + number * unit, QR_TOP + (number + 1) * unit
        for run in DARK.finditer(row):
            x, end = QR_LEFT + run.start() * unit, QR_LEFT + run.end() * unit
            parts.append(
                f"M {x:.3f} {top:.3f} L {end:.3f} {top:.3f} L {end:.3f} {low:.3f} L {x:.3f} {low:.3f} C"
            )
    return Shape(" ".join(parts), INK)
