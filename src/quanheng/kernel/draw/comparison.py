"""Where a result departs from its recomputation 结果比对, in sentences that name the business."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quanheng.kernel.canonical import NotCanonical, parse_csv
from quanheng.kernel.draw.result import RESULT_HEADER

SHOWN = 3
"""How many differences of one kind are spelt out before the rest is counted."""


class _Line(NamedTuple):
    """One line of `result.csv`."""

    order: str
    code: str
    stratum: str
    key: str
    organ: str
    team: str


def business_faults(expected: bytes, actual: bytes) -> list[str]:
    """Return sentences on businesses drawn that should not be, missing, out of order or with another key."""
    try:
        due, found = _businesses(expected), _businesses(actual)
    except NotCanonical as refused:
        return [f"result.csv：{refused.says}"]
    if found and not {line.key for line in due.values()} & {line.key for line in found.values()}:
        return ["result.csv 的键没有一个出自这份计划和这些种子值：plan.json、seeds.json 或 result.csv 被改过"]
    return _shorten(list(_business_differences(due, found)))


def _businesses(content: bytes) -> dict[str, _Line]:
    rows = [_Line(*row) for row in parse_csv(content, RESULT_HEADER, ordered=True)]
    return {line.code: line for line in reversed(rows)}


def _business_differences(due: dict[str, _Line], found: dict[str, _Line]) -> Iterator[str]:
    for code in due.keys() - found.keys():
        yield f"企业 {code} 应当抽中（第 {due[code].order} 位），result.csv 中没有"
    for code in found.keys() - due.keys():
        yield f"企业 {code} 不应抽中，result.csv 中却有"
    for code in found.keys() & due.keys():
        for called, at in (("顺序", 0), ("分层", 2), ("键", 3)):
            if found[code][at] != due[code][at]:
                yield f"企业 {code} 的{called}应为 {due[code][at]}，result.csv 写的是 {found[code][at]}"


def team_faults(expected: bytes, actual: bytes) -> list[str]:
    """Return sentences on the teams of businesses that both results hold."""
    try:
        due, found = _teams(expected), _teams(actual)
    except NotCanonical:
        return []
    return _shorten(
        [
            f"企业 {code} 的 {organ} 检查组应为“{due[code, organ]}”，result.csv 写的是“{found[code, organ]}”"
            for code, organ in due.keys() & found.keys()
            if due[code, organ] != found[code, organ]
        ]
    )


def _teams(content: bytes) -> dict[tuple[str, str], str]:
    rows = [_Line(*row) for row in parse_csv(content, RESULT_HEADER, ordered=True)]
    return {(line.code, line.organ): line.team for line in rows}


def byte_faults(expected: bytes, actual: bytes) -> list[str]:
    """Return a sentence naming the first line that is not the recomputed one, byte for byte."""
    if expected == actual:
        return []
    due, found = expected.split(b"\n"), actual.split(b"\n")
    pairs = zip(due, found, strict=False)
    first = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(due), len(found)))
    return [f"result.csv 从第 {first + 1} 行起与重算结果不同"]


def _shorten(faults: list[str]) -> list[str]:
    faults.sort()
    rest = len(faults) - SHOWN
    return [*faults[:SHOWN], f"另有 {rest} 处同类不符"] if rest > 0 else faults
