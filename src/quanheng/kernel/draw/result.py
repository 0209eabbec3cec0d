"""From plan, lists and values to the result 抽取结果: one calculation, the same for everybody.

`run` is pure and repeatable: the same bytes in, the same bytes out, as often as one likes. That a draw is
made once, after its commitment, and never on a page load is kept by the platform.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quanheng.kernel.canonical import csv_bytes
from quanheng.kernel.draw.plan import Plan, commitment, parse_plan, require_planned_files
from quanheng.kernel.draw.seed import collect, seed_value, seeds_bytes
from quanheng.kernel.draw.selection import Selection, parse_roster, require_some, select, wanted
from quanheng.kernel.draw.teams import Rules, Staffing, parse_inspectors, parse_recusals, staff

RESULT_HEADER = ("order", "code", "stratum", "key", "organ", "team")


@dataclass(frozen=True, slots=True)
class DrawResult:
    """Everything that follows from a plan, its files and the revealed values 抽取结果."""

    plan: Plan
    commitment: str
    seed: str
    values: tuple[str, ...]
    selection: Selection
    staffing: Staffing

    def seeds_json(self) -> bytes:
        """Return `seeds.json`."""
        return seeds_bytes(self.plan, self.values)

    def result_csv(self) -> bytes:
        """Return `result.csv`."""
        return result_csv(self.selection, self.staffing)


def rules_of(plan: Plan, seed: str) -> Rules:
    """Return what the plan and the seed say about teams."""
    return Rules(plan.organs, plan.team_size, plan.qualification, seed)


def check_inputs(files: Mapping[str, bytes]) -> Plan:
    """Return the plan if plan and lists can be drawn by; what a plan must pass before it is committed.

    `files` holds `plan.json`, `roster.csv`, `inspectors.csv`, `recusals.csv`. Raises the `Refused` that names
    the first fault: a wrong digest, an unreadable list, a count above its stratum, nothing to draw.
    """
    plan = parse_plan(files["plan.json"])
    require_planned_files(plan, files)
    parse_inspectors(files["inspectors.csv"])
    parse_recusals(files["recusals.csv"])
    require_some(wanted(plan.quota, parse_roster(files["roster.csv"]).sizes))
    return plan


def run(files: Mapping[str, bytes], values: Sequence[str] | Mapping[str, str]) -> DrawResult:
    """Draw businesses and teams 抽取.

    `files` holds `plan.json` and the three lists; `values` the revealed values by source name, or in the
    plan's order. Raises `SilentWitness`, `NotTheCommittedValue`, `NotStaffable` and whatever `check_inputs`
    raises; a refused draw has no partial result.
    """
    plan = parse_plan(files["plan.json"])
    require_planned_files(plan, files)
    named = values if isinstance(values, Mapping) else _by_name(plan, values)
    revealed = collect(plan, named)
    committed = commitment(files["plan.json"])
    seed = seed_value(committed, revealed)
    selection = select(parse_roster(files["roster.csv"]), plan.quota, seed)
    require_some({"": len(selection.drawn)})
    staffing = staff(
        selection.drawn,
        parse_inspectors(files["inspectors.csv"]),
        parse_recusals(files["recusals.csv"]),
        rules_of(plan, seed),
    )
    return DrawResult(plan, committed, seed, revealed, selection, staffing)


def _by_name(plan: Plan, values: Sequence[str]) -> dict[str, str]:
    return {source.name: value for source, value in zip(plan.sources, values, strict=False)}


def result_csv(selection: Selection, staffing: Staffing) -> bytes:
    """Return `result.csv`: in drawing order, one line per business and organ, team ids in order chosen."""
    places = {one.code: (str(order), one) for order, one in enumerate(selection.drawn, start=1)}
    rows = []
    for code, organ, team in staffing.teams:
        order, one = places[code]
        rows.append((order, code, one.stratum, one.key, organ, " ".join(team)))
    return csv_bytes(RESULT_HEADER, rows, ordered=True)
