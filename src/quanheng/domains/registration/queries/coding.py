"""Reading the segments of codes 查码段: what each authority gives out from, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from quanheng.domains.registration.models import CodeSerial
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.coding import SEGMENT, last_serial
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ


@dataclass(frozen=True)
class Segment:
    """The segment of one authority 码段: codes given out from it, and how many are left.

    ``is_allotted`` tells a segment that was entered or used from the one that stands in until then.
    """

    authority: str
    organ: str
    segment: str
    given_out: int
    left: int
    is_allotted: bool


def segments(*, viewer: Actor) -> list[Segment]:
    """The segments of the authorities in the viewer's area. Raises ``Forbidden``."""
    viewer.require(rights.SET_SEGMENT)
    known = {row.authority: row for row in CodeSerial.objects.all()}
    bureaus = viewer.within(Organ.objects.filter(kind="bureau").order_by("code"), "area_id")
    return [_segment(bureau, known.get(str(bureau.area_id))) for bureau in bureaus]


def _segment(bureau: Organ, row: CodeSerial | None) -> Segment:
    segment, last = (row.segment, row.last) if row else (SEGMENT, 0)
    return Segment(
        str(bureau.area_id), bureau.name, segment, last, last_serial(segment) - last, row is not None
    )
