"""The draw word for word as DESIGN section 5 has it, slow and plain: what the kernel is compared with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

from quanheng.kernel.draw import Count, Inspector, Quota


def h(text: str) -> str:
    """Return SHA-256 as lower-case hex."""
    return sha256(text.encode()).hexdigest()


def wanted(quota: Quota, size: int) -> int:
    """Return how many of a stratum are drawn, rounding with Decimal."""
    if isinstance(quota, Count):
        return quota.value
    return int((Decimal(quota.text) * size).to_integral_value(rounding=ROUND_CEILING))


def select(roster: Mapping[str, str], quota: Mapping[str, Quota], seed: str) -> list[str]:
    """Return the drawn codes in drawing order."""
    drawn = []
    for stratum, share in quota.items():
        line = sorted((h(f"{seed}|object|{code}"), code) for code, of in roster.items() if of == stratum)
        drawn += line[: wanted(share, len(line))]
    return [code for _, code in sorted(drawn)]


def staff(
    drawn: Sequence[str],
    inspectors: Sequence[Inspector],
    recusals: Collection[tuple[str, str]],
    organs: Sequence[str],
    team_size: int,
    qualification: str,
    seed: str,
) -> list[tuple[str, str, tuple[str, ...]]] | str:
    """Return (code, organ, team) in order, or the code that cannot be staffed."""
    load = {one.id: 0 for one in inspectors}
    teams = []
    for code in drawn:
        for organ in organs:
            eligible = [
                one.id
                for one in inspectors
                if one.organ == organ
                and (not qualification or qualification in one.quals)
                and (code, one.id) not in recusals
                and load[one.id] < one.cap
            ]
            eligible.sort(key=lambda id: (load[id], h(f"{seed}|inspector|{code}|{id}"), id))
            team = tuple(eligible[:team_size])
            if len(team) < team_size:
                return code
            for id in team:
                load[id] += 1
            teams.append((code, organ, team))
    return teams
