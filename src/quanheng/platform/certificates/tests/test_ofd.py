"""The OFD file by its structure: no independent reader is at hand, so what can be checked is checked here."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as xml

import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

from quanheng.platform.certificates import checking, printing, services
from quanheng.platform.certificates.ofd.package import SPACE
from quanheng.platform.certificates.ofd.sheet import HEIGHT, QR_LEFT, QR_SIDE, QR_TOP, WIDTH
from quanheng.platform.certificates.tests import factories as make
from quanheng.platform.documents import fonts
from quanheng.platform.documents.queries import content
from quanheng.platform.documents.render import CharacterNotInFont

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not fonts.font_files(), reason="no Chinese font here"),
]
FIELDS = [["名称", "酉阳县第一家面馆"], ["经营范围", "餐饮服务；食品销售（仅销售预包装食品）。" * 12]]
NAMES = [
    "OFD.xml",
    "Doc_0/Document.xml",
    "Doc_0/PublicRes.xml",
    "Doc_0/Pages/Page_0/Content.xml",
    "Doc_0/Res/font.ttf",
]


@pytest.fixture
def ofd() -> zipfile.ZipFile:
    row = make.issued(data={"fields": FIELDS}, valid_until=make.DAY)
    return zipfile.ZipFile(io.BytesIO(content(services.ofd_of(row).digest)))


def tree(ofd: zipfile.ZipFile, name: str) -> xml.Element:
    return xml.fromstring(ofd.read(name))


def find(root: xml.Element, name: str) -> list[xml.Element]:
    return list(root.iter(f"{{{SPACE}}}{name}"))


def test_every_part_is_there_well_formed_and_leads_to_the_next(ofd: zipfile.ZipFile) -> None:
    assert ofd.namelist() == NAMES
    assert ofd.testzip() is None
    assert find(tree(ofd, "OFD.xml"), "DocRoot")[0].text == NAMES[1]
    document = tree(ofd, NAMES[1])
    assert f"Doc_0/{find(document, 'PublicRes')[0].text}" == NAMES[2]
    assert f"Doc_0/{find(document, 'Page')[0].get('BaseLoc')}" == NAMES[3]
    resources = tree(ofd, NAMES[2])
    assert f"Doc_0/{resources.get('BaseLoc')}/{find(resources, 'FontFile')[0].text}" == NAMES[4]


def test_every_identifier_is_used_once_and_none_lies_above_the_highest(ofd: zipfile.ZipFile) -> None:
    roots = [tree(ofd, name) for name in NAMES[1:4]]
    numbers = [int(one.attrib["ID"]) for root in roots for one in root.iter() if "ID" in one.attrib]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) <= int(find(roots[0], "MaxUnitID")[0].text or 0)


def test_the_font_within_shows_every_sign_on_the_page_and_little_else(ofd: zipfile.ZipFile) -> None:
    font = TTFont(io.BytesIO(ofd.read(NAMES[4])))
    covered = {chr(one) for one in font.getBestCmap()}
    shown = "".join(one.text or "" for one in find(tree(ofd, NAMES[3]), "TextCode"))
    assert set(shown) <= covered
    assert len(covered) < len(set(shown)) + 60
    assert len(ofd.read(NAMES[4])) < 200_000


def test_every_line_lies_on_the_page_and_says_how_far_each_sign_advances(ofd: zipfile.ZipFile) -> None:
    for line in find(tree(ofd, NAMES[3]), "TextObject"):
        x, y, wide, high = map(float, line.attrib["Boundary"].split())
        assert x >= 9
        assert y >= 9
        assert x + wide <= WIDTH - 9
        assert y + high <= HEIGHT - 9
        code = find(line, "TextCode")[0]
        advances = code.get("DeltaX", "").split()
        assert len(advances) == len(code.text or "") - 1


def test_the_page_says_what_the_certificate_says(ofd: zipfile.ZipFile) -> None:
    shown = "".join(one.text or "" for one in find(tree(ofd, NAMES[3]), "TextCode"))
    assert all(value in shown for value in ("测试许可证", "酉阳县第一家面馆", FIELDS[1][1], "2021-03-05"))
    assert "没有内置电子印章" in shown


def test_the_code_drawn_on_the_page_reads_back(ofd: zipfile.ZipFile) -> None:
    from quanheng.platform.certificates.models import Certificate

    path = find(tree(ofd, NAMES[3]), "AbbreviatedData")[2].text or ""
    scale = 20
    image = Image.new("L", (int((QR_SIDE + 8) * scale),) * 2, 255)
    draw = ImageDraw.Draw(image)
    for x, top, end, low in re.findall(r"M (\S+) (\S+) L (\S+) \S+ L \S+ (\S+) L", path):
        box = [(float(x) - QR_LEFT + 4) * scale, (float(top) - QR_TOP + 4) * scale]
        box += [(float(end) - QR_LEFT + 4) * scale - 1, (float(low) - QR_TOP + 4) * scale - 1]
        draw.rectangle(box, fill=0)
    found = zxingcpp.read_barcode(image)
    assert found is not None
    assert found.text == printing.coded(Certificate.objects.get())


def test_the_same_certificate_gives_the_same_bytes_and_the_kept_file_is_genuine() -> None:
    from quanheng.platform.certificates import ofd as writer

    row = make.issued()
    stored = content(services.ofd_of(row).digest)
    assert writer.write(row) == stored
    assert checking.check_file(stored).found is checking.Found.GENUINE
    changed = stored[:200] + bytes([stored[200] ^ 1]) + stored[201:]
    assert checking.check_file(changed).found is not checking.Found.GENUINE


def test_a_sign_that_the_font_lacks_stops_the_file() -> None:
    with pytest.raises(CharacterNotInFont):
        services.ofd_of(make.issued(data={"fields": [["名称", "\U0003fffd面馆"]]}))
