"""The package of an OFD file 封装: its XML files and its font in one ZIP, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as xml

from quanheng.platform.certificates.ofd.sheet import HEIGHT, WIDTH, Line, Shape, Sheet

SPACE = "http://www.ofdspec.org/2016"
FONT_ID, LAYER_ID, PAGE_ID = "1", "3", "2"
FIRST_OBJECT = 4
FONT_NAME = "Licence"
ASCENT = 1.0
"""How far above its baseline a line's box begins, in its size."""

xml.register_namespace("ofd", SPACE)


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    identity: str
    title: str
    author: str
    created: date


def packed(about: About, sheet: Sheet, font: bytes) -> bytes:
    """The OFD file."""
    parts = {
        "OFD.xml": _bytes(_entrance(about)),
        "Doc_0/Document.xml": _bytes(_document(len(sheet.lines) + len(sheet.shapes))),
        "Doc_0/PublicRes.xml": _bytes(_resources()),
        "Doc_0/Pages/Page_0/Content.xml": _bytes(_page(sheet)),
        "Doc_0/Res/font.ttf": font,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            told = zipfile.ZipInfo(name, (max(about.created.year, 1980), 1, 1, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(told, content)
    return out.getvalue()


def _entrance(about: About) -> xml.Element:
    root = _element(None, "OFD", Version="1.0", DocType="OFD")
    body = _element(root, "DocBody")
    info = _element(body, "DocInfo")
    identity = hashlib.md5(about.identity.encode(), usedforsecurity=False).hexdigest()
    for name, text in (
        ("DocID", identity),
        ("Title", about.title),
        ("Author", about.author),
        ("CreationDate", about.created.isoformat()),
        ("Creator", "Quanheng"),
    ):
        _element(info, name).text = text
    _element(body, "DocRoot").text = "Doc_0/Document.xml"
    return root


def _document(objects: int) -> xml.Element:
    root = _element(None, "Document")
    common = _element(root, "CommonData")
    _element(common, "MaxUnitID").text = str(FIRST_OBJECT + objects)
    _element(_element(common, "PageArea"), "PhysicalBox").text = _box()
    _element(common, "PublicRes").text = "PublicRes.xml"
    _element(_element(root, "Pages"), "Page", ID=PAGE_ID, BaseLoc="Pages/Page_0/Content.xml")
    return root


def _resources() -> xml.Element:
    root = _element(None, "Res", BaseLoc="Res")
    font = _element(_element(root, "Fonts"), "Font", ID=FONT_ID, FontName=FONT_NAME, FamilyName=FONT_NAME)
    _element(font, "FontFile").text = "font.ttf"
    return root


def _page(sheet: Sheet) -> xml.Element:
    root = _element(None, "Page")
    _element(_element(root, "Area"), "PhysicalBox").text = _box()
    layer = _element(_element(root, "Content"), "Layer", ID=LAYER_ID)
    number = FIRST_OBJECT
    for shape in sheet.shapes:
        _path(layer, shape, number)
        number += 1
    for line, advances in sheet.lines:
        _text(layer, line, advances, number)
        number += 1
    return root


def _path(layer: xml.Element, shape: Shape, number: int) -> None:
    drawn = {"Stroke": "true", "LineWidth": str(shape.line)} if shape.line else {"Stroke": "false"}
    drawn["Fill"] = "false" if shape.line else "true"
    made = _element(layer, "PathObject", ID=str(number), Boundary=_box(), **drawn)
    _element(made, "StrokeColor" if shape.line else "FillColor", Value=shape.colour)
    _element(made, "AbbreviatedData").text = shape.path


def _text(layer: xml.Element, line: Line, advances: list[float], number: int) -> None:
    wide, high = sum(advances) + 0.5, line.size * 1.5
    boundary = f"{line.x:.3f} {line.y - line.size * ASCENT:.3f} {wide:.3f} {high:.3f}"
    made = _element(
        layer, "TextObject", ID=str(number), Boundary=boundary, Font=FONT_ID, Size=f"{line.size:.3f}"
    )
    _element(made, "FillColor", Value=line.colour)
    told = {"X": "0", "Y": f"{line.size * ASCENT:.3f}"}
    if len(advances) > 1:
        told["DeltaX"] = " ".join(f"{advance:.3f}" for advance in advances[:-1])
    _element(made, "TextCode", **told).text = line.text


def _element(above: xml.Element | None, name: str, **values: str) -> xml.Element:
    tag = f"{{{SPACE}}}{name}"
    return xml.Element(tag, values) if above is None else xml.SubElement(above, tag, values)


def _box() -> str:
    return f"0 0 {WIDTH:g} {HEIGHT:g}"


def _bytes(root: xml.Element) -> bytes:
    return bytes(xml.tostring(root, encoding="UTF-8", xml_declaration=True))
