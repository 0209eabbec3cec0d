"""Verification 核验: recompute a bundle and say, file by file, whether it agrees.

The platform's own verifier, in the kernel's words; `bundled/verify.py` and `verify.js` are written apart from
it, from the published format, and the tests hold the three against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.draw import comparison, proof, substitutions
from quanheng.kernel.draw.bundle import NAMES, read_bundle, verifier_bytes
from quanheng.kernel.draw.plan import Plan, commitment, parse_plan
from quanheng.kernel.draw.result import result_csv, rules_of
from quanheng.kernel.draw.seed import parse_seeds, seed_value
from quanheng.kernel.draw.selection import Roster, Selection, parse_roster, select
from quanheng.kernel.draw.teams import Inspector, Recusals, parse_inspectors, parse_recusals, staff
from quanheng.kernel.refusal import Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Check:
    """One question put to the bundle: its name, whether the answer is yes, and a Chinese sentence."""

    name: str
    ok: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """The answers in the order asked 核验报告. A question with several faults has a check for each."""

    checks: tuple[Check, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything in the bundle agrees."""
        return all(check.ok for check in self.checks)

    @property
    def faults(self) -> list[str]:
        """The sentences that say what disagrees."""
        return [check.sentence for check in self.checks if not check.ok]


def verify(bundle: Mapping[str, bytes] | Path) -> Report:
    """Return what a recomputation of the bundle finds 核验抽取包.

    `bundle` maps file names to bytes, or is the folder they lie in. A bad bundle never raises: every fault
    becomes a failed check whose sentence names the file, and the business or inspector where there is one.
    """
    files = read_bundle(bundle) if isinstance(bundle, Path) else bundle
    sheet = _Sheet()
    missing = [name for name in NAMES if name not in files]
    sheet.note("files", [f"抽取包缺少 {'、'.join(missing)}"] if missing else [], "抽取包的九个文件齐全")
    if not missing:
        _verify_files(files, sheet)
    return Report(tuple(sheet.checks))


@dataclass
class _Sheet:
    """The checks made so far."""

    checks: list[Check] = field(default_factory=list)

    def note(self, name: str, faults: Iterable[str], agrees: str) -> None:
        """Add a failed check per fault, or one good check."""
        found = [Check(name, False, fault) for fault in faults]
        self.checks += found or [Check(name, True, agrees)]

    def read(self, name: str, reads: Callable[[], T], agrees: Callable[[T], str]) -> T | None:
        """Return what `reads` returns, or None after noting why it was refused."""
        try:
            value = reads()
        except Refused as refused:
            says = refused.says if name in refused.says else f"{name}：{refused.says}"
            self.checks.append(Check(name, False, says))
            return None
        self.checks.append(Check(name, True, agrees(value)))
        return value


@dataclass(frozen=True, slots=True)
class _Given:
    """What a bundle says went into the draw."""

    plan: Plan
    roster: Roster
    inspectors: list[Inspector]
    recusals: Recusals
    values: tuple[str, ...]


def _verify_files(files: Mapping[str, bytes], sheet: _Sheet) -> None:
    given = _read_given(files, sheet)
    selection = _recompute(files, given, sheet) if given else None
    if selection:
        _compare_substitutions(files, selection, sheet)
    else:
        sheet.note("result.csv", ["result.csv 无法重算：它所依据的文件没有通过核验"], "")
    if given:
        _compare_ledger(files, given.plan, sheet)
    same = files["verify.py"] == verifier_bytes()
    sheet.note(
        "verify.py", [] if same else ["verify.py 不是本格式公布的核验程序"], "verify.py 是公布的核验程序"
    )


def _read_given(files: Mapping[str, bytes], sheet: _Sheet) -> _Given | None:
    plan = sheet.read(
        "plan.json",
        lambda: parse_plan(files["plan.json"]),
        lambda plan: f"plan.json 格式完整，承诺值 {commitment(files['plan.json'])}",
    )
    if plan is None:
        return None
    roster = sheet.read(
        "roster.csv",
        lambda: parse_roster(files["roster.csv"]),
        lambda roster: f"roster.csv 可读，{roster.size} 户、{len(roster.strata)} 层",
    )
    inspectors = sheet.read(
        "inspectors.csv",
        lambda: parse_inspectors(files["inspectors.csv"]),
        lambda inspectors: f"inspectors.csv 可读，{len(inspectors)} 人",
    )
    recusals = sheet.read(
        "recusals.csv",
        lambda: parse_recusals(files["recusals.csv"]),
        lambda recusals: f"recusals.csv 可读，回避 {sum(map(len, recusals.values()))} 项",
    )
    found = {name: sha256_hex(files[name]) for name in plan.files}
    changed = [f"{name} 不是计划所列的文件：内容被改过" for name in found if found[name] != plan.files[name]]
    sheet.note("digests", changed, "三份名单的摘要与计划所列相同")
    values = sheet.read(
        "seeds.json",
        lambda: parse_seeds(files["seeds.json"], plan),
        lambda values: f"seeds.json 有 {len(values)} 个来源的值，见证人的值与承诺的摘要相同",
    )
    if roster is None or inspectors is None or recusals is None or values is None:
        return None
    return _Given(plan, roster, inspectors, recusals, values)


def _recompute(files: Mapping[str, bytes], given: _Given, sheet: _Sheet) -> Selection | None:
    plan = given.plan
    seed = seed_value(commitment(files["plan.json"]), given.values)
    selection = sheet.read(
        "quota",
        lambda: select(given.roster, plan.quota, seed),
        lambda selection: f"按各层数量应抽 {len(selection.drawn)} 户",
    )
    if selection is None:
        return None
    staffing = sheet.read(
        "staffing",
        lambda: staff(selection.drawn, given.inspectors, given.recusals, rules_of(plan, seed)),
        lambda staffing: f"按回避、资质和上限能组成 {len(staffing.teams)} 个检查组",
    )
    if staffing is None:
        return None
    expected, actual = result_csv(selection, staffing), files["result.csv"]
    sheet.note(
        "businesses", comparison.business_faults(expected, actual), "抽中的企业、顺序和键与重算结果相同"
    )
    sheet.note("teams", comparison.team_faults(expected, actual), "检查人员与重算结果相同")
    sheet.note("result.csv", comparison.byte_faults(expected, actual), "result.csv 与重算结果逐字节相同")
    return selection


def _compare_substitutions(files: Mapping[str, bytes], selection: Selection, sheet: _Sheet) -> None:
    rows = sheet.read(
        "substitutions.csv",
        lambda: substitutions.parse_substitutions(files["substitutions.csv"]),
        lambda rows: f"substitutions.csv 可读，替补 {len(rows)} 次",
    )
    if rows:
        sheet.note("substitutes", substitutions.faults(rows, selection), "每次替补都是同层的下一户")


def _compare_ledger(files: Mapping[str, bytes], plan: Plan, sheet: _Sheet) -> None:
    found = sheet.read(
        "ledger-proof.json",
        lambda: proof.parse_proof(files["ledger-proof.json"]),
        lambda found: _ledger_says(len(found[0])),
    )
    if found and found[0]:
        digests = {name: sha256_hex(content) for name, content in files.items()}
        faults = proof.faults(found[0], found[1], commitment(files["plan.json"]), plan.sources, digests)
        sheet.note("ledger", faults, "台账中承诺在先，哈希相接，所记文件与抽取包相同")


def _ledger_says(entries: int) -> str:
    if entries:
        return f"ledger-proof.json 可读，台账 {entries} 条"
    return "ledger-proof.json 写明本次抽取没有台账：承诺先于种子这一点，抽取包本身不能证明"
