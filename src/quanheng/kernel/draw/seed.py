"""The seed of a draw 种子: values nobody could choose alone, hashed together with the commitment.

A witness hands in a value whose digest the plan already names; a public outcome is read after its moment.
Only all of them together give the seed (DESIGN section 5, step 4), so that no single person, and not the
bureau, can steer the draw. Everything here is arithmetic and comparison; who may reveal, and when, is
recorded by the platform.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.kernel.draw.form import BadPlan, canonical_value
from quanheng.kernel.draw.plan import Plan, PublicOutcome, Source, Witness
from quanheng.kernel.refusal import Refused

CITES = "quanheng-draw/1 第 4 条（种子）"
VALUE = re.compile(r"[0-9A-Za-z_-]{16,128}")


class BadValue(Refused):
    """A revealed value is not written as the format asks 种子值格式不符."""


class NotTheCommittedValue(Refused):
    """A witness revealed another value than the one whose digest was published 与承诺的摘要不符."""


class SilentWitness(Refused):
    """A source gave no value 未提交种子值; the draw is aborted visibly and its serial is spent."""


class NoOutsideSource(Refused):
    """All sources are the bureau's own 种子来源全部属于本机关."""


class RevealedEarly(Refused):
    """A value was revealed or known before the commitment stood 种子值先于承诺公开."""


class SerialSpent(Refused):
    """The serial was used by an earlier draw, drawn or aborted 编号已使用."""


def witness_digest(value: str) -> str:
    """Return h(value), what a witness hands in before the commitment. Raises `BadValue`."""
    return sha256_hex(check_value(value))


def check_value(value: object, name: str = "") -> str:
    """Return the value if it is 16 to 128 characters of `0-9 a-z A-Z - _`; else raise `BadValue`."""
    if isinstance(value, str) and VALUE.fullmatch(value):
        return value
    whose = f"“{name}”的" if name else ""
    raise BadValue(
        f"{whose}种子值应当是 16 至 128 个字符，只能用数字、英文字母、减号和下划线",
        cites=CITES,
        instead="开奖号码不足 16 位时，请连同期号、日期一起写，例如 lottery-2021025-03-11-17",
        field="value",
    )


def check_reveal(source: Source, value: object) -> str:
    """Return the value that a source reveals, checked for its characters and a witness's digest."""
    checked = check_value(value, source.name)
    if isinstance(source, Witness) and sha256_hex(checked) != source.digest:
        raise NotTheCommittedValue(
            f"见证人“{source.name}”公开的值与计划中承诺的摘要不符",
            cites=CITES,
            instead="请核对原值；无法提供原值的，本次抽取作废，编号不再使用",
            field="value",
        )
    return checked


def collect(plan: Plan, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values by source name in the plan's order, each checked.

    Raises `SilentWitness` naming the first source without a value, and `BadPlan` for a value of nobody.
    """
    names = [source.name for source in plan.sources]
    for stranger in sorted(set(values) - set(names)):
        raise BadPlan(f"计划中没有名为“{stranger}”的种子来源", field="seeds")
    for name in names:
        if name not in values:
            raise SilentWitness(
                f"“{name}”没有公开种子值，无法得出种子",
                cites=CITES,
                instead="见证人拒不公开的，本次抽取公开作废，编号不再使用",
                field=name,
            )
    return tuple(check_reveal(source, values[source.name]) for source in plan.sources)


def seed_value(commitment: str, values: Sequence[str]) -> str:
    """Return the seed S = h(C + "|" + v1 + "|" … + vn), values in the plan's order, 64 hex characters."""
    return sha256_hex("|".join((commitment, *values)))


def seeds_bytes(plan: Plan, values: Sequence[str]) -> bytes:
    """Return `seeds.json`: name and value of each source in the plan's order, canonical."""
    pairs = zip(plan.sources, values, strict=True)
    return canonical_json([{"name": source.name, "value": value} for source, value in pairs])


def parse_seeds(content: bytes, plan: Plan) -> tuple[str, ...]:
    """Return the values of `seeds.json`, checked against the plan's sources and digests."""
    entries = canonical_value(content, "seeds.json")
    if not isinstance(entries, list) or not all(_is_pair(entry) for entry in entries):
        raise BadPlan("seeds.json 应当是列表，每项只有 name 和 value", field="seeds")
    names = [source.name for source in plan.sources]
    if [entry["name"] for entry in entries] != names:
        raise BadPlan(f"seeds.json 的来源及顺序应当与计划相同：{'、'.join(names)}", field="seeds")
    return collect(plan, {entry["name"]: entry["value"] for entry in entries})


def _is_pair(entry: object) -> bool:
    return isinstance(entry, dict) and sorted(entry) == ["name", "value"]


def require_outside_source(plan: Plan, *, of_bureau: Collection[str]) -> None:
    """Raise `NoOutsideSource` when every source's name is among those of the bureau.

    A public outcome is by nature nobody's; the platform knows which witnesses are the bureau's own staff.
    Two witnesses with one digest are one source, and refused as well.
    """
    digests = [source.digest for source in plan.sources if isinstance(source, Witness)]
    if len(set(digests)) < len(digests):
        raise NoOutsideSource("两名见证人提交了同一个值的摘要，只算一个来源", cites=CITES, field="sources")
    if all(isinstance(source, Witness) and source.name in of_bureau for source in plan.sources):
        raise NoOutsideSource(
            "种子来源全部属于本机关",
            cites=CITES,
            instead="请加一名机关以外的见证人，或者一项公开结果",
            field="sources",
        )


def require_committed_first(source: Source, *, committed_at: datetime | None, revealed_at: datetime) -> None:
    """Raise `RevealedEarly` unless the commitment was recorded before the value was revealed or known.

    Both moments carry their time zone; `committed_at` is None while no commitment stands.
    """
    if committed_at is None or revealed_at <= committed_at:
        raise RevealedEarly(
            f"“{source.name}”的种子值先于承诺公开，不能再用于本次抽取",
            cites=CITES,
            instead="请作废本次抽取，换新的种子值另立计划",
        )
    if isinstance(source, PublicOutcome) and datetime.fromisoformat(source.known_at) <= committed_at:
        raise RevealedEarly(
            f"公开结果“{source.name}”在承诺公布前（{source.known_at}）已经揭晓",
            cites=CITES,
            instead="请改用承诺公布之后才揭晓的结果",
        )


def next_serial(year: int, used: Collection[str]) -> str:
    """Return the next serial of an organ's year, consecutive over drawn and aborted draws alike."""
    taken = [int(serial.split("-")[1]) for serial in used if serial.startswith(f"{year}-")]
    return f"{year}-{max(taken, default=0) + 1:04d}"


def require_fresh_serial(serial: str, used: Collection[str]) -> None:
    """Raise `SerialSpent` when an earlier draw of the organ, drawn or aborted, has this serial."""
    if serial in used:
        raise SerialSpent(
            f"编号 {serial} 已经用过，不能再抽", cites=CITES, instead="请使用下一个编号", field="serial"
        )
