"""Photos filed with the points of a hazard 整改前后照片."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from quanheng.domains.hazards.models import Hazard, Point
from quanheng.platform.documents.models import Stored
from quanheng.platform.documents.services import Label, attach
from quanheng.platform.people.actors import Actor

BEFORE, AFTER, RECHECK = "hazard_before", "hazard_after", "hazard_recheck"

SAYS = {BEFORE: "整改前", AFTER: "整改后", RECHECK: "复查"}

Photos = Mapping[int, Sequence[Stored]]
"""Stored files by the key of the point they show."""


def file_photos(
    photos: Photos, kind: str, *, points: Mapping[int, Point], hazard: Hazard, by: Actor, today: date
) -> None:
    """File photos with their points; a key that is no point of the hazard is left out by the caller."""
    for key, stored in photos.items():
        for number, file in enumerate(stored, start=1):
            point = points[key]
            name = f"{hazard.number} 问题{point.number} {SAYS[kind]}{number}"
            attach(file, Label(kind, name, hazard.area_code), to=point, by=by, today=today)
