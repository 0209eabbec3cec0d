"""From what is stored to what `kernel.draw` calculates with: the plan, the sources, the values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.kernel.clock import SHANGHAI
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.states import Kind

FORMAT = "quanheng-draw/1"


def moment_text(at: datetime) -> str:
    """A moment as the plan writes it: seconds, with the zone of the bureau."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def kernel_source(source: Source) -> kernel.Source:
    """The source as the calculation sees it. Raises ``BadPlan`` for a witness without a digest."""
    if source.kind == Kind.WITNESS:
        return kernel.Witness(source.name, source.digest)
    assert source.known_at  # noqa: S101 - a constraint of the table
    return kernel.PublicOutcome(source.name, moment_text(source.known_at))


def plan_of(draw: Draw, sources: Iterable[Source], *, serial: str, digests: Mapping[str, str]) -> kernel.Plan:
    """The plan under this serial. Raises ``BadPlan`` naming the part at fault."""
    value: dict[str, Any] = {
        **draw.rules,
        "files": dict(digests),
        "format": FORMAT,
        "item": draw.item,
        "organ": draw.organ_id,
        "serial": serial,
        "sources": [kernel_source(source).as_json() for source in sources],
    }
    return kernel.parse_plan(canonical_json(value))


def quota_of(share: Mapping[str, Any]) -> kernel.Quota:
    """The quota of one stratum as the rules store it."""
    return kernel.Count(share["count"]) if "count" in share else kernel.Ratio(share["ratio"])


def trial_plan(draw: Draw, sources: Iterable[Source], *, digests: Mapping[str, str]) -> kernel.Plan:
    """The plan while it has no serial and lacks digests: what a draft is checked with."""
    filled = [
        Source(kind=one.kind, name=one.name, known_at=one.known_at, digest=one.digest) for one in sources
    ]
    for one in filled:
        if one.kind == Kind.WITNESS and not one.digest:
            one.digest = sha256_hex(f"not handed in|{one.name}")
    return plan_of(draw, filled, serial=kernel.NO_SERIAL, digests=digests)


def stored(draw: Draw, *names: str) -> dict[str, bytes]:
    """The draw's stored files by name: all of them, or those named."""
    rows = draw.files.filter(name__in=names) if names else draw.files.all()
    return {row.name: row.content for row in rows}


def inputs(draw: Draw) -> dict[str, bytes]:
    """What the calculation starts from: `plan.json` and the three lists."""
    return stored(draw, *kernel.INPUTS) | {"plan.json": draw.plan_text.encode()}


def values(draw: Draw) -> dict[str, str]:
    """The known values by source name; who is silent is absent."""
    return {source.name: source.value for source in draw.sources.all() if source.value}
