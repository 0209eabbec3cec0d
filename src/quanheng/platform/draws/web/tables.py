"""The tables of a draw's pages: sources, businesses with their teams, files with their digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.draws import naming, plans, queries
from quanheng.platform.draws.models import Draw, Substitution
from quanheng.platform.draws.states import State
from quanheng.platform.people.models import Organ

FILES_SAY = {
    "plan.json": "抽取计划",
    "roster.csv": "企业名单",
    "inspectors.csv": "检查人员名单（代号）",
    "recusals.csv": "回避名单",
    "seeds.json": "种子值",
    "result.csv": "抽取结果",
    "substitutions.csv": "替补记录",
    "ledger-proof.json": "台账证明",
    "verify.py": "核验程序",
}


@dataclass(frozen=True)
class Team:
    """The team of one organ: pseudonyms, and for officials the names behind them."""

    organ: str
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """One drawn business or substitute."""

    order: int
    code: str
    name: str
    stratum: str
    teams: tuple[Team, ...]
    substitution: Substitution | None


@dataclass(frozen=True)
class FileRow:
    """One file of the bundle, and whether everybody may have it."""

    name: str
    says: str
    digest: str
    size: int
    public: bool


def businesses(draw: Draw, *, officers: Mapping[str, str] | None = None) -> list[Row]:
    """The drawn businesses in order, each followed by its substitutes; ``officers`` names pseudonyms."""
    used = {row.code: row for row in draw.substitutions.all()}
    places = queries.drawn(draw)
    names = naming.names([place.code for place in places] + [row.replaced_by for row in used.values()])
    organs = dict(Organ.objects.filter(code__in=draw.rules["organs"]).values_list("code", "short_name"))
    known, rows = officers or {}, []
    for place in places:
        code, teams = place.code, place.teams
        while True:
            shown = tuple(_team(organs.get(organ, organ), ids, known) for organ, ids in teams.items())
            rows.append(Row(place.order, code, names.get(code, ""), place.stratum, shown, used.get(code)))
            if code not in used:
                break
            code = used[code].replaced_by
            teams = queries.team_of(draw, code)
    return rows


def _team(organ: str, ids: tuple[str, ...], known: Mapping[str, str]) -> Team:
    return Team(organ, tuple((id, known.get(id, "")) for id in ids))


def officers(draw: Draw) -> dict[str, str]:
    """The names behind the pseudonyms of this draw, which carry their year: for officials alone."""
    by_year: dict[int, set[str]] = {}
    for code in draw.places.values_list("pseudonym", flat=True).distinct():
        if code[:2].isdecimal():
            by_year.setdefault(2000 + int(code[:2]), set()).add(code)
    return {
        code: officer.name
        for year, codes in by_year.items()
        for code, officer in queries.officers_of(codes, year).items()
    }


def files(draw: Draw) -> list[FileRow]:
    """The files that exist, in the bundle's order."""
    public = queries.public_names(draw)
    stored = {row.name: (row.digest, row.size) for row in draw.files.defer("packed")}
    rows = []
    for name in kernel.NAMES:
        if name not in stored and (draw.state == State.DRAWN or name in public):
            content = queries.file(draw, name)
            stored[name] = (sha256_hex(content), len(content))
        if name in stored:
            rows.append(FileRow(name, FILES_SAY[name], *stored[name], public=name in public))
    return rows


Share = tuple[str, str, int | None, int | None]


def shares(draw: Draw) -> list[Share]:
    """The strata with a quota: name, quota in words, and once drawn size and number drawn."""
    found = {row.name: row for row in draw.strata.all()}
    rows: list[Share] = []
    for name, share in sorted(draw.rules["quota"].items()):
        row = found.get(name)
        rows.append((name, _share(share), row.size if row else None, row.drawn_count if row else None))
    return rows


def planned_shares(draw: Draw) -> list[Share]:
    """The same before the draw, counted from the roster: for officials, who may read it already."""
    if draw.state == State.DRAWN:
        return shares(draw)
    sizes = kernel.parse_roster(queries.file(draw, "roster.csv")).sizes
    quotas = {name: plans.quota_of(share) for name, share in draw.rules["quota"].items()}
    return [
        (name, _share(draw.rules["quota"][name]), sizes.get(name, 0), quota.wanted(sizes.get(name, 0)))
        for name, quota in sorted(quotas.items())
    ]


def _share(share: Mapping[str, str | int]) -> str:
    if "count" in share:
        return f"{share['count']} 户"
    percent = f"{float(share['ratio']) * 100:.4f}".rstrip("0").rstrip(".")
    return f"{percent}%（向上取整）"
