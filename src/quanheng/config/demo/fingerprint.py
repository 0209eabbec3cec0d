"""The county's fingerprint 县的指纹: one digest over what 2021 left, the same for the same seed and scale.

Register, classes, draws, visits and hazards of 2021 go in by the values that people see, not by row numbers
or moments, sorted by their bytes, so that both databases agree. What lies on the desks today stays out, for
it follows the day on which the county was built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.db.models import Model

from quanheng.domains.credit.models import CreditClass
from quanheng.domains.hazards.models import Hazard
from quanheng.domains.inspections.models import Visit
from quanheng.domains.registration.models import Business, BusinessTag
from quanheng.kernel.canonical import canonical_json
from quanheng.platform.draws.models import Draw


def fingerprint() -> str:
    """SHA-256 over every line of every part, 64 lower-case hex characters."""
    digest = sha256()
    for name, rows in _parts():
        lines = sorted(canonical_json([str(value) for value in row]) for row in rows)
        digest.update(f"{name}\n".encode() + b"\n".join(lines) + b"\n")
    return digest.hexdigest()


def _parts() -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    yield "businesses", _rows(Business, "code", "name", "state", "area_code", "established_on", "trade")
    yield "tags", _rows(BusinessTag, "business__code", "tag")
    yield "classes", _rows(CreditClass, "business_code", "klass", current=True)
    yield "draws", _rows(Draw, "number", "state", "commitment", "seed", "result_digest", year=2021)
    visit = ("inspection__number", "order", "business_code", "state", "ended_on", "codes")
    yield "visits", _rows(Visit, *visit, assigned_on__year=2021)
    hazard = ("number", "business_code", "category", "stage", "closed_on", "text")
    yield "hazards", _rows(Hazard, *hazard, found_on__year=2021)


def _rows(model: type[Model], *fields: str, **where: object) -> Iterable[tuple[object, ...]]:
    return model._default_manager.filter(**where).order_by().values_list(*fields).iterator()
