"""Ways to tamper with a bundle, each with what a verifier must say about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from quanheng.kernel import draw
from quanheng.kernel.canonical import canonical_json, csv_bytes, parse_csv
from quanheng.kernel.draw.result import RESULT_HEADER

Files = Mapping[str, bytes]
Tamper = Callable[[Files], Files]


def lines(content: bytes) -> list[bytes]:
    """Return the rows of a CSV below its header."""
    return content.splitlines(keepends=True)[1:]


def with_rows(files: Files, name: str, change: Callable[[list[bytes]], list[bytes]]) -> Files:
    """Return the bundle with the rows of one file changed."""
    header = files[name].splitlines(keepends=True)[0]
    return {**files, name: header + b"".join(change(lines(files[name])))}


def with_json(files: Files, name: str, change: Callable[[Any], Any]) -> Files:
    """Return the bundle with the value of one file changed, and written canonically."""
    return {**files, name: canonical_json(change(json.loads(files[name])))}


def replanned(files: Files) -> Files:
    """Return the bundle with the plan naming the lists as they now are, as a clever forger would."""
    return with_json(files, "plan.json", lambda plan: plan | {"files": draw.digests(files)})


def drawn_code(files: Files) -> str:
    """Return the business drawn first."""
    return lines(files["result.csv"])[0].decode().split(",")[1]


def drop_drawn(files: Files) -> Files:
    """Take the business drawn first off the roster."""
    code = drawn_code(files).encode()
    return with_rows(
        files, "roster.csv", lambda rows: [row for row in rows if not row.startswith(code + b",")]
    )


def add_business(files: Files) -> Files:
    """Slip a business onto the roster, at its place."""
    return with_rows(files, "roster.csv", lambda rows: sorted([*rows, b"91NEWCOMER,A\n"]))


def swap_businesses(rows: list[bytes]) -> list[bytes]:
    """Exchange the first two rows."""
    return [rows[1], rows[0], *rows[2:]]


def swap_inspector(files: Files) -> Files:
    """Send somebody else to the business drawn first."""
    table = [list(row) for row in parse_csv(files["result.csv"], RESULT_HEADER, ordered=True)]
    first, second = table[0][5].split(" ")
    others = [
        one.id for one in draw.parse_inspectors(files["inspectors.csv"]) if one.id not in (first, second)
    ]
    table[0][5] = f"{first} {others[0]}"
    return {**files, "result.csv": csv_bytes(RESULT_HEADER, table, ordered=True)}


def redrawn(files: Files) -> Files:
    """Draw again with another second value and keep the old plan: the bureau's favourite of two draws."""
    seeds = json.loads(files["seeds.json"])
    values = [seed["value"] for seed in seeds[:-1]] + ["a-value-chosen-afterwards"]
    plan = draw.parse_plan(files["plan.json"])
    seed = draw.seed_value(draw.commitment(files["plan.json"]), values)
    selection = draw.select(draw.parse_roster(files["roster.csv"]), plan.quota, seed)
    people = draw.parse_inspectors(files["inspectors.csv"])
    recused = draw.parse_recusals(files["recusals.csv"])
    staffing = draw.staff(selection.drawn, people, recused, draw.rules_of(plan, seed))
    seeds[-1]["value"] = values[-1]
    return {**files, "seeds.json": canonical_json(seeds), "result.csv": draw.result_csv(selection, staffing)}


def rows(name: str, change: Callable[[list[bytes]], list[bytes]]) -> Tamper:
    """Change the rows of one file."""
    return lambda files: with_rows(files, name, change)


def put(name: str, old: bytes, new: bytes) -> Tamper:
    """Replace some bytes of one file."""
    return lambda files: {**files, name: files[name].replace(old, new, 1 if old.startswith(b",") else -1)}


def whole(name: str, change: Callable[[bytes], bytes]) -> Tamper:
    """Change one file as bytes."""
    return lambda files: {**files, name: change(files[name])}


def part(**parts: Any) -> Tamper:
    """Change parts of the plan, written canonically."""
    return lambda files: with_json(files, "plan.json", lambda plan: plan | parts)


def without(name: str) -> Tamper:
    """Take a file out of the bundle."""
    return lambda files: {other: content for other, content in files.items() if other != name}


def invented(files: Files) -> Files:
    """Let a business of another stratum come for the one drawn first."""
    row = f"{drawn_code(files)},91000001,已注销,2021-03-09\n".encode()
    return with_rows(files, "substitutions.csv", lambda _: [row])


TAMPERINGS: dict[str, tuple[Tamper, str]] = {
    "a business dropped": (drop_drawn, "roster.csv"),
    "a business dropped and the plan adapted": (lambda f: replanned(drop_drawn(f)), "result.csv"),
    "a business added": (add_business, "roster.csv"),
    "a business added and the plan adapted": (lambda f: replanned(add_business(f)), "plan.json"),
    "the roster reordered": (rows("roster.csv", swap_businesses), "roster.csv"),
    "a business moved to another stratum": (put("roster.csv", b",A\n", b",C\n"), "roster.csv"),
    "a drawn business left out": (rows("result.csv", lambda r: r[1:]), "result.csv"),
    "a drawn business named twice": (rows("result.csv", lambda r: [r[0], *r]), "result.csv"),
    "the drawing order changed": (rows("result.csv", swap_businesses), "result.csv"),
    "an inspector swapped": (swap_inspector, "result.csv"),
    "an inspector left out of the list": (rows("inspectors.csv", lambda r: r[1:]), "inspectors.csv"),
    "a cap lowered": (put("inspectors.csv", b",99\n", b",98\n"), "inspectors.csv"),
    "a recusal added": (rows("recusals.csv", lambda r: [b"91000001,o00\n"]), "recusals.csv"),
    "the quota changed": (part(quota={"A": {"count": 2}, "B": {"ratio": "0.2"}}), "plan.json"),
    "the team size changed": (part(team_size=1), "plan.json"),
    "the item changed": (part(item="别的"), "plan.json"),
    "the serial changed": (part(serial="2021-0002"), "plan.json"),
    "another value revealed": (put("seeds.json", b"first-witness", b"first-witnesz"), "见证人甲"),
    "the draw repeated with another value": (redrawn, "见证人乙"),
    "the witnesses exchanged": (lambda f: with_json(f, "seeds.json", lambda s: s[::-1]), "seeds.json"),
    "a substitute invented": (invented, "91000001"),
    "the plan reformatted": (whole("plan.json", lambda b: b + b"\n"), "plan.json"),
    "the seeds reformatted": (whole("seeds.json", lambda b: b" " + b), "seeds.json"),
    "CR at the line ends": (put("result.csv", b"\n", b"\r\n"), "result.csv"),
    "a byte-order mark": (whole("recusals.csv", lambda b: b"\xef\xbb\xbf" + b), "recusals.csv"),
    "a file that is no text": (whole("substitutions.csv", lambda b: b"\xff\xfe"), "substitutions.csv"),
    "a proof of another kind": (put("ledger-proof.json", b"proof/1", b"proof/2"), "ledger-proof.json"),
    "the verifier replaced": (whole("verify.py", lambda b: b"print('ok')\n"), "verify.py"),
    **{f"{name} removed": (without(name), name) for name in draw.NAMES},
}
