"""The draw 抽取, version 1: businesses and inspectors that nobody chose and everybody can recompute.

DESIGN section 5, exactly. Lists, rules and the sources of the seed are fixed and published as one commitment;
then the seed's values are revealed; everything after is a calculation. Read in this order: `plan`, `seed`,
`selection`, `teams`, `result`, `bundle`, `verification`; `sql` selects the same businesses inside a database.
The format, for whoever writes an own verifier: `docs/reference/draw.md` and its vectors.

>>> files = {
...     "roster.csv": roster_bytes({"91A": "A", "91B": "A", "91C": "B"}),
...     "inspectors.csv": inspectors_bytes([Inspector("i1", "o", frozenset(), 9)]),
...     "recusals.csv": recusals_bytes([]),
... }
>>> values = {"见证人": "0123456789abcdef", "彩票": "lottery-2021-0042"}
>>> plan = Plan(
...     item="食品销售监督检查", organ="o", organs=("o",), serial="2021-0007", team_size=1,
...     quota={"A": Ratio("0.5"), "B": Count(1)}, files=digests(files),
...     sources=(
...         Witness("见证人", witness_digest(values["见证人"])),
...         PublicOutcome("彩票", "2021-03-05T21:15:00+08:00"),
...     ),
... )
>>> files["plan.json"] = plan.to_bytes()
>>> result = run(files, values)
>>> sorted(one.stratum for one in result.selection.drawn), result.staffing.loads
(['A', 'B'], {'i1': 2})
>>> verify(build_bundle(files, result)).agrees
True
"""

from quanheng.kernel.draw.bundle import NAMES, build_bundle, read_bundle, verifier_bytes
from quanheng.kernel.draw.form import BadPlan
from quanheng.kernel.draw.plan import (
    INPUTS,
    NO_SERIAL,
    NotThePlannedFile,
    Plan,
    PublicOutcome,
    Source,
    Witness,
    commitment,
    digests,
    parse_plan,
    require_planned_files,
)
from quanheng.kernel.draw.proof import Entry, parse_proof, proof_bytes
from quanheng.kernel.draw.quota import Count, Quota, Ratio
from quanheng.kernel.draw.result import DrawResult, check_inputs, result_csv, rules_of, run
from quanheng.kernel.draw.seed import (
    BadValue,
    NoOutsideSource,
    NotTheCommittedValue,
    RevealedEarly,
    SerialSpent,
    SilentWitness,
    check_reveal,
    check_value,
    collect,
    next_serial,
    parse_seeds,
    require_committed_first,
    require_fresh_serial,
    require_outside_source,
    seed_value,
    witness_digest,
)
from quanheng.kernel.draw.selection import (
    BadRoster,
    Drawn,
    NothingToDraw,
    QuotaNotMet,
    Roster,
    Selection,
    object_key,
    parse_roster,
    roster_bytes,
    select,
    wanted,
)
from quanheng.kernel.draw.substitutions import (
    BadSubstitution,
    Substitution,
    next_substitute,
    parse_substitutions,
    standing,
    substitutions_bytes,
)
from quanheng.kernel.draw.teams import (
    Assignment,
    BadInspectors,
    Inspector,
    NotStaffable,
    Rules,
    Staffing,
    inspector_hash,
    inspectors_bytes,
    parse_inspectors,
    parse_recusals,
    recusals_bytes,
    staff,
)
from quanheng.kernel.draw.verification import Check, Report, verify

__all__ = [
    "INPUTS",
    "NAMES",
    "NO_SERIAL",
    "Assignment",
    "BadInspectors",
    "BadPlan",
    "BadRoster",
    "BadSubstitution",
    "BadValue",
    "Check",
    "Count",
    "DrawResult",
    "Drawn",
    "Entry",
    "Inspector",
    "NoOutsideSource",
    "NotStaffable",
    "NotTheCommittedValue",
    "NotThePlannedFile",
    "NothingToDraw",
    "Plan",
    "PublicOutcome",
    "Quota",
    "QuotaNotMet",
    "Ratio",
    "Report",
    "RevealedEarly",
    "Roster",
    "Rules",
    "Selection",
    "SerialSpent",
    "SilentWitness",
    "Source",
    "Staffing",
    "Substitution",
    "Witness",
    "build_bundle",
    "check_inputs",
    "check_reveal",
    "check_value",
    "collect",
    "commitment",
    "digests",
    "inspector_hash",
    "inspectors_bytes",
    "next_serial",
    "next_substitute",
    "object_key",
    "parse_inspectors",
    "parse_plan",
    "parse_proof",
    "parse_recusals",
    "parse_roster",
    "parse_seeds",
    "parse_substitutions",
    "proof_bytes",
    "read_bundle",
    "recusals_bytes",
    "require_committed_first",
    "require_fresh_serial",
    "require_outside_source",
    "require_planned_files",
    "result_csv",
    "roster_bytes",
    "rules_of",
    "run",
    "seed_value",
    "select",
    "staff",
    "standing",
    "substitutions_bytes",
    "verifier_bytes",
    "verify",
    "wanted",
    "witness_digest",
]
