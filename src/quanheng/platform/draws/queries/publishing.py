"""What everybody may read 公开抽取: every serial of every organ, whatever became of it."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from quanheng.kernel.refusal import Missing
from quanheng.platform.draws.models import Draw

SERIAL = re.compile(r"([12][0-9]{3})-([0-9]{4,8})")


def public_draws() -> QuerySet[Draw]:
    """Every draw with a serial, newest first: committed, drawn, aborted alike. Drafts are not among them."""
    rows = Draw.objects.filter(number__isnull=False).select_related("organ")
    return rows.order_by("-year", "organ", "-number")


def public_draw(organ: str, serial: str) -> Draw:
    """One published draw by its organ and serial. Raises ``Missing``."""
    found = SERIAL.fullmatch(serial)
    row = None
    if found:
        row = public_draws().filter(organ=organ, year=int(found[1]), number=int(found[2])).first()
    if row is None:
        raise Missing("没有这个编号的抽取", instead="请核对组织单位和编号，或者从抽取公示列表中查找")
    return row


def serials(organ: str, year: int) -> list[Draw]:
    """An organ's draws of a year in the order of their serials: the series has no gaps."""
    return list(Draw.objects.filter(organ=organ, year=year).order_by("number"))
