"""Photos of the sample county 演示照片: drawn shelves, so that nobody takes them for photos of a real place.

>>> tidy("DEMO 2021-05-12") == tidy("DEMO 2021-05-12") != untidy("DEMO 2021-05-12")
True
"""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

from quanheng.config.demo.chance import Chance

SIZE = (640, 480)
WALL, BOARD, INK = (236, 232, 222), (139, 108, 76), (60, 60, 60)
GOODS = ((178, 74, 62), (74, 122, 160), (208, 168, 72), (96, 140, 92), (150, 110, 160))
Good = Callable[[ImageDraw.ImageDraw, Chance, int, int], None]


def untidy(label: str) -> bytes:
    """A JPEG of shelves with goods lying about: what an officer found."""
    return _shelves(label, _fallen)


def tidy(label: str) -> bytes:
    """A JPEG of shelves in order: what was put right."""
    return _shelves(label, _standing)


def _shelves(label: str, good: Good) -> bytes:
    image = Image.new("RGB", SIZE, WALL)
    draw, chance = ImageDraw.Draw(image), Chance(0, "picture", label)
    for shelf in range(3):
        floor = 150 + 130 * shelf
        draw.rectangle((30, floor, 610, floor + 12), fill=BOARD)
        for place in range(9):
            good(draw, chance, 45 + 63 * place, floor)
    draw.text((20, 455), label, fill=INK)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _standing(draw: ImageDraw.ImageDraw, chance: Chance, left: int, floor: int) -> None:
    draw.rectangle((left, floor - 70, left + 48, floor), fill=chance.pick(GOODS))


def _fallen(draw: ImageDraw.ImageDraw, chance: Chance, left: int, floor: int) -> None:
    if chance.happens(250):
        return
    top, lean = floor - chance.between(50, 90), chance.between(-18, 18)
    corners = ((left, floor), (left + 40, floor), (left + 40 + lean, top), (left + lean, top))
    draw.polygon(corners, fill=chance.pick(GOODS))
