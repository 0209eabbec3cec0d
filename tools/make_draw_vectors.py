"""Write the published test vectors of the draw: `python tools/make_draw_vectors.py [FOLDER]`.

Each folder under `docs/reference/draw-vectors/` is one small bundle with `vector.json`, which holds every
intermediate hash, so that somebody else can write a verifier and see at which step it goes wrong. Everything
derives from the cases below; running this twice changes nothing. `vector.json` is written out the slow way,
from the definition and not from the kernel's shortcuts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from quanheng.kernel import draw
from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.kernel.draw import Count, Inspector, Plan, PublicOutcome, Quota, Ratio, Substitution, Witness
from quanheng.kernel.identifiers import uscc
from quanheng.kernel.refusal import Refused

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference" / "draw-vectors"
AMR, FIRE = "500242-amr", "500242-fire"
WITNESS = ("县纪委监委派驻组", "N7-oak-lantern-4419")
LOTTERY = ("中国福利彩票双色球", "ssq-2021025-03-11-17-22-28-31-09")


def codes(count: int, series: int = 1) -> list[str]:
    """Return invented codes with valid check signs."""
    return [uscc.make("91", "500242", f"MA{series:02d}{number:04d}") for number in range(1, count + 1)]


def people(
    count: int, organ: str = AMR, *, cap: int = 99, quals: str = "", prefix: str = "i"
) -> list[Inspector]:
    """Return inspectors `i01, i02 …` of one organ."""
    held = frozenset(quals.split())
    return [Inspector(f"{prefix}{number:02d}", organ, held, cap) for number in range(1, count + 1)]


@dataclass
class Case:
    """One vector: what goes into a draw, and what is told about it."""

    name: str
    says: str
    roster: dict[str, str]
    quota: dict[str, Quota]
    inspectors: list[Inspector] = field(default_factory=lambda: people(4))
    recusals: list[tuple[str, str]] = field(default_factory=list)
    organs: tuple[str, ...] = (AMR,)
    team_size: int = 2
    qualification: str = ""
    item: str = "食品销售监督检查"
    values: dict[str, str] = field(default_factory=lambda: dict([WITNESS, LOTTERY]))
    public: tuple[str, ...] = (LOTTERY[0],)
    replace: tuple[int, ...] = ()
    ledger: bool = False


def cases() -> Iterator[Case]:
    """Yield the published cases."""
    ten, more = codes(10), codes(30, 2)
    yield Case(
        "01-smallest",
        "Two businesses, one drawn, one inspector.",
        dict.fromkeys(codes(2), "A"),
        {"A": Count(1)},
        people(1),
        team_size=1,
    )
    yield Case(
        "02-count-and-ratio",
        "Two strata, one by count and one by ratio.",
        dict.fromkeys(ten, "A") | dict.fromkeys(more, "B"),
        {"A": Count(3), "B": Ratio("0.1")},
    )
    yield Case(
        "03-ratio-rounds-up",
        "0.07 of 100 is 7 and not 8, as floating point has it; 0.07 of 101 is 8.",
        dict.fromkeys(codes(100, 3), "A") | dict.fromkeys(codes(101, 4), "B"),
        {"A": Ratio("0.07"), "B": Ratio("0.07")},
        people(6),
    )
    yield Case(
        "04-stratum-without-quota",
        "Stratum B has no quota: none of it is drawn, none is a substitute.",
        dict.fromkeys(ten, "A") | dict.fromkeys(more, "B"),
        {"A": Ratio("0.5")},
    )
    yield Case(
        "05-absent-stratum",
        "The plan has a ratio for a stratum that the roster does not hold.",
        dict.fromkeys(ten, "A"),
        {"A": Count(2), "D": Ratio("1")},
    )
    yield Case(
        "06-whole-stratum",
        "All of D (ratio 1), all of C (count), none of B (count 0).",
        dict.fromkeys(ten[:4], "D") | dict.fromkeys(ten[4:], "C") | dict.fromkeys(more, "B"),
        {"B": Count(0), "C": Count(6), "D": Ratio("1.0")},
    )
    yield Case(
        "07-two-organs",
        "A joint draw: each organ sends two, in the plan's order, not the alphabet's.",
        dict.fromkeys(ten, "A"),
        {"A": Count(4)},
        people(3) + people(3, FIRE, prefix="f"),
        organs=(FIRE, AMR),
        item="加油站部门联合检查",
    )
    yield Case(
        "08-qualification",
        "Only inspectors who hold 特种设备 go; one organ, three of six hold it.",
        dict.fromkeys(ten, "A"),
        {"A": Count(5)},
        people(3, quals="食品 特种设备") + people(3, quals="食品", prefix="j"),
        qualification="特种设备",
    )
    yield Case(
        "09-recusals",
        "Each business has one recused inspector; one recusal names nobody in the list.",
        dict.fromkeys(ten, "A"),
        {"A": Count(6)},
        recusals=[(code, f"i{1 + at % 4:02d}") for at, code in enumerate(ten)] + [(ten[0], "i77")],
    )
    yield Case(
        "10-caps-reached",
        "Caps of 1, 2, 5 and 0: the loads part, and at the end all caps are reached.",
        dict.fromkeys(ten, "A"),
        {"A": Count(8)},
        [Inspector(f"i{at:02d}", AMR, frozenset(), cap) for at, cap in enumerate([1, 2, 5, 0], 1)],
        team_size=1,
    )
    yield Case(
        "11-many-strata",
        "Twenty strata of three; one of each is drawn.",
        {code: f"T{at % 20:02d}" for at, code in enumerate(codes(60, 5))},
        {f"T{at:02d}": Count(1) for at in range(20)},
        people(7),
    )
    yield Case(
        "12-rare-characters",
        "CSV sorts 﨑 before 𠮷 (bytes), plan.json 𠮷 before 﨑 (UTF-16); codes that are no codes.",
        {"旧-001": "𠮷", "旧-002": "𠮷", "旧-003": "﨑", "旧-004": "﨑", "𠮷-1": "𠮷", "﨑-1": "﨑"},
        {"𠮷": Count(1), "﨑": Count(2)},
        item="䶮泉水“天然”标识检查",
    )
    yield Case(
        "13-three-sources",
        "Values of 16 and 128 characters; two witnesses and a public outcome.",
        dict.fromkeys(ten, "A"),
        {"A": Count(3)},
        values={"个体劳动者协会": "0123456789-_aZ-_", LOTTERY[0]: LOTTERY[1], "人大代表": "Zz09" * 32},
    )
    yield Case(
        "14-substitutions",
        "Three used, one of them for a substitute that was itself replaced.",
        dict.fromkeys(ten, "A") | dict.fromkeys(more, "B"),
        {"A": Count(3), "B": Ratio("0.1")},
        replace=(0, 1, -1),
    )
    yield Case(
        "15-ledger-proof",
        "With ledger entries, a substitution stated in the ledger, a signed checkpoint.",
        dict.fromkeys(ten, "A"),
        {"A": Count(3)},
        replace=(0,),
        ledger=True,
    )
    yield Case(
        "16-refused-cannot-be-staffed",
        "Caps and recusals leave one business with one inspector: no draw.",
        dict.fromkeys(ten, "A"),
        {"A": Count(4)},
        people(3, cap=3),
        [(code, "i01") for code in ten[2:]],
    )
    yield Case(
        "17-refused-count-above-stratum",
        "The quota asks for eleven of ten.",
        dict.fromkeys(ten, "A"),
        {"A": Count(11)},
    )


def files_of(case: Case) -> dict[str, bytes]:
    """Return `plan.json` and the three lists of a case."""
    files = {
        "roster.csv": draw.roster_bytes(case.roster),
        "inspectors.csv": draw.inspectors_bytes(case.inspectors),
        "recusals.csv": draw.recusals_bytes(case.recusals),
    }
    sources = tuple(
        PublicOutcome(name, "2021-03-05T21:15:00+08:00")
        if name in case.public
        else Witness(name, draw.witness_digest(value))
        for name, value in case.values.items()
    )
    plan = Plan(
        item=case.item,
        organ=AMR,
        organs=case.organs,
        quota=case.quota,
        sources=sources,
        team_size=case.team_size,
        serial=f"2021-{int(case.name[:2]):04d}",
        files=draw.digests(files),
        qualification=case.qualification,
        exclusion="2021-01-01",
    )
    return files | {"plan.json": plan.to_bytes()}


def bundle_of(case: Case) -> dict[str, bytes]:
    """Return the files of a case's folder, `vector.json` among them."""
    files = files_of(case)
    vector = trace(case, files)
    try:
        result = draw.run(files, case.values)
    except Refused as refused:
        told = {"refused": {"by": type(refused).__name__, "code": getattr(refused, "code", "")}}
        return files | {"vector.json": pretty(vector | told)}
    used = substitutions(case, result)
    bundle = draw.build_bundle(files, result, substitutions=used)
    if case.ledger:
        bundle["ledger-proof.json"] = ledger_proof(bundle, result.commitment)
    vector["result.csv"] = sha256_hex(bundle["result.csv"])
    return bundle | {"vector.json": pretty(vector)}


def trace(case: Case, files: dict[str, bytes]) -> dict[str, Any]:
    """Return every intermediate value of a case, each from its definition in docs/reference/draw.md."""
    plan_digest = sha256(files["plan.json"]).hexdigest()
    commitment = hashed(f"quanheng-draw/1|{plan_digest}")
    seed = hashed("|".join([commitment, *case.values.values()]))
    keys = {code: hashed(f"{seed}|object|{code}") for code in sorted(case.roster)}
    sizes = {s: sum(of == s for of in case.roster.values()) for s in case.quota}
    wanted = {stratum: quota.wanted(sizes[stratum]) for stratum, quota in case.quota.items()}
    ranked = {s: sorted((c for c in keys if case.roster[c] == s), key=lambda c: (keys[c], c)) for s in wanted}
    drawn = sorted((c for s, line in ranked.items() for c in line[: wanted[s]]), key=lambda c: (keys[c], c))
    return {
        "name": case.name,
        "says": case.says,
        "plan_digest": plan_digest,
        "values": case.values,
        "commitment": commitment,
        "seed": seed,
        "keys": keys,
        "wanted": wanted,
        "drawn": drawn,
        "substitutes": {s: line[wanted[s] :] for s, line in ranked.items()},
        "weighed": list(weigh(case, seed, drawn)) if all(wanted[s] <= sizes[s] for s in sizes) else [],
    }


def weigh(case: Case, seed: str, drawn: list[str]) -> Iterator[dict[str, Any]]:
    """Yield for each business and organ all eligible inspectors in order, as step 6 defines it."""
    load = {one.id: 0 for one in case.inspectors}
    for code in drawn:
        for organ in case.organs:
            eligible = sorted(
                (load[one.id], hashed(f"{seed}|inspector|{code}|{one.id}"), one.id)
                for one in case.inspectors
                if one.organ == organ
                and (not case.qualification or case.qualification in one.quals)
                and (code, one.id) not in case.recusals
                and load[one.id] < one.cap
            )
            team = [id for _, _, id in eligible[: case.team_size]]
            listed = [{"hash": digest, "id": id, "load": at} for at, digest, id in eligible]
            if len(team) < case.team_size:
                yield {"code": code, "organ": organ, "eligible": listed, "team": None}
                return
            yield {"code": code, "organ": organ, "eligible": listed, "team": team}
            for id in team:
                load[id] += 1


def substitutions(case: Case, result: draw.DrawResult) -> list[Substitution]:
    """Replace drawn businesses by place (-1: the last substitute used) on consecutive days."""
    used: list[Substitution] = []
    for at, place in enumerate(case.replace):
        code = used[-1].replaced_by if place < 0 else result.selection.drawn[place].code
        by = draw.next_substitute(code, used, result.selection)
        used.append(
            Substitution(code, by, ["已注销", "无法联系", "已迁出本县"][at], f"2021-03-{10 + at:02d}")
        )
    return used


def ledger_proof(bundle: dict[str, bytes], commitment: str) -> bytes:
    """Return a proof as a ledger gives it, signed with a key made for this vector alone."""
    files = {name: sha256_hex(content) for name, content in bundle.items()}
    acts = [
        (57, "draw_committed", {"commitment": commitment}),
        (58, "draw_value_revealed", {"name": WITNESS[0]}),
        (61, "draw_run", {"files": {name: files[name] for name in ("result.csv", "seeds.json")}}),
        (70, "draw_substituted", {"files": {"substitutions.csv": files["substitutions.csv"]}}),
    ]
    entries: list[draw.Entry] = []
    prev = sha256_hex("an earlier entry")
    for seq, act, facts in acts:
        at = f"2021-03-05T{10 if seq == 57 else 22}:00:{seq % 60:02d}+08:00"
        body = canonical_json({"act": act, "at": at, "facts": facts, "seq": seq}).decode()
        before = prev if not entries or seq == entries[-1].seq + 1 else sha256_hex(f"entry {seq - 1}")
        prev = sha256_hex(f"{before}|{body}")
        entries.append(draw.Entry(seq, before, prev, body))
    return draw.proof_bytes(entries, checkpoint(70, prev))


def checkpoint(seq: int, last: str) -> dict[str, Any]:
    """Return a signed daily checkpoint."""
    key = Ed25519PrivateKey.from_private_bytes(sha256(b"quanheng test vector 15").digest())
    covered = {"day": "2021-03-10", "format": "quanheng-checkpoint/1", "hash": last, "seq": seq}
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    return covered | {"public_key": public, "signature": key.sign(canonical_json(covered)).hex()}


def hashed(text: str) -> str:
    """Return h(text)."""
    return sha256(text.encode()).hexdigest()


def pretty(value: dict[str, Any]) -> bytes:
    """Return JSON for reading."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def readme() -> bytes:
    """Return the list of vectors."""
    lines = [
        "# Test vectors of `quanheng-draw/1`",
        "",
        "Each folder is a bundle as [the format](../draw.md) has it, with `vector.json` beside it: `values`,",
        "`commitment`, `seed`, `keys` (k of every business of the roster), `wanted` per stratum, `drawn` in",
        "order, `substitutes` in order, `weighed` (per business and organ all eligible inspectors with load",
        "and hash, in order, and the team taken), and the SHA-256 of `result.csv`. A verifier accepts 01 to",
        "15. The last two are plans that cannot be drawn: they have no result, and `refused` says why.",
        "People, businesses and values are invented.",
        "",
        "Written by `tools/make_draw_vectors.py`.",
        "",
        *(f"- `{case.name}`: {case.says}" for case in cases()),
        "",
    ]
    return "\n".join(lines).encode()


def main(folder: Path) -> None:
    """Write all vectors below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_bytes(readme())
    for case in cases():
        (folder / case.name).mkdir(exist_ok=True)
        for name, content in bundle_of(case).items():
            (folder / case.name / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
