"""From a spreadsheet row to a business 逐行判定: what is kept, what is flagged, what is refused and why.

Bias of error: flag rather than refuse. A row is refused only if the register could not hold it (no name, no
number that could be a code) or it is not this bureau's to write. Everything else that looks wrong is kept
with a flag, because the register must be able to answer for what the licence says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quanheng.domains.registration.rules.capital import yuan_of
from quanheng.domains.registration.rules.dates import BLANK, day_of
from quanheng.domains.registration.rules.gazetteer import Gazetteer, Place
from quanheng.domains.registration.rules.kinds import kind_of, state_of
from quanheng.domains.registration.rules.trades import trade_of
from quanheng.domains.registration.rules.vocabulary import Confidence, State
from quanheng.kernel.identifiers import Status, business_code
from quanheng.kernel.identifiers import Verdict as Code
from quanheng.kernel.identifiers.registration_number import KIND as OLD_NUMBER
from quanheng.platform.search import Texts, tokens
from quanheng.platform.tables.sheet import FORMULA, Judged, JudgeRow, Verdict


class Row(NamedTuple):
    """One row as it is read, in the order of the sheet's columns."""

    code: str
    name: str
    old_number: str
    established_on: str
    type_text: str
    capital_text: str
    capital_wan: str
    scope: str
    address: str
    state: str
    ended_on: str
    township: str
    trade: str
    former_names: str
    tags: str
    contact_name: str
    contact_phone: str


RECORD = (
    "code", "old_number", "name", "kind", "type_text", "state", "established_on", "ended_on",
    "capital_text", "capital_yuan", "trade", "address", "area_code", "area_confidence", "scope",
    "contact_name", "contact_phone", "flags", "former_names", "tags", "tokens",
)  # fmt: skip
"""What a judged row holds, in order: the columns of the register, then what goes beside it."""

LIMITS = {"name": 200, "address": 300, "type_text": 100, "capital_text": 60, "contact": 60, "phone": 40}
SEPARATORS = re.compile(r"[、,，;；|\n]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]+")
_ACCEPTED, _FLAGGED, _REFUSED = (word.value for word in (Verdict.ACCEPTED, Verdict.FLAGGED, Verdict.REFUSED))


def prepare(context: Mapping[str, Any]) -> JudgeRow:
    """The judge of one import. ``context``: ``area`` the import is for (empty: any), ``areas`` codes and
    names of counties and townships, ``spellings`` of townships by code, ``today`` as ``YYYY-MM-DD``."""
    places = Gazetteer(
        [(code, name) for code, name in context.get("areas", ())], dict(context.get("spellings", {}))
    )
    area, today = str(context.get("area", "")), str(context["today"])
    return lambda cells: judge(cells, area=area, places=places, today=today)


def judge(cells: Sequence[str], *, area: str, places: Gazetteer, today: str) -> Judged:
    """Judge one row: cells in the order of the sheet's columns."""
    row = Row._make(map(plain, cells))
    verdict = business_code(row.code or row.old_number)
    refusal = _refusal(row, verdict)
    if refusal:
        return _REFUSED, verdict.value[:30], refusal, None
    place = place_of(verdict.value, row.address, row.township, area=area, places=places)
    if area and not place.area_code.startswith(area):
        return _REFUSED, verdict.value, f"不属于本辖区：{place.because.lstrip('!')}", None
    flags = [verdict.reason] if verdict.reason else []
    if row.name.startswith(FORMULA):
        flags.append(f"名称以“{row.name[0]}”开头，像是表格公式，请核对")
    if place.because.startswith("!"):
        flags.append(place.because[1:])
    record = _record(row, verdict, place, today, flags)
    if flags:
        return _FLAGGED, verdict.value, "；".join(flags), record
    return _ACCEPTED, verdict.value, "", record


def _refusal(row: Row, verdict: Code) -> str:
    """Why the register cannot hold this row; empty if it can."""
    if verdict.status is Status.INVALID:
        return verdict.reason if verdict.value else "未填写统一社会信用代码"
    if not row.name:
        return "未填写名称"
    return f"名称超过{LIMITS['name']}字" if len(row.name) > LIMITS["name"] else ""


def _record(row: Row, verdict: Code, place: Place, today: str, flags: list[str]) -> tuple[str | None, ...]:
    """The business as it is written; what looks wrong is added to ``flags``."""
    code, address = verdict.value, _cut(row.address, "address", "住所", flags)
    former = [name[: LIMITS["name"]] for name in split(row.former_names)]
    capital = _capital(row, flags)
    old_number = code if verdict.kind == OLD_NUMBER else _old_number(row.old_number)
    found_by = Texts((row.name, *former), (address,), (code, old_number), (place.area_code,))
    established_on = _day(row.established_on, "成立日期", flags)
    ended_on = _day(row.ended_on, "注销吊销日期", flags)
    _check_order(established_on, ended_on, today, flags)
    state, trade = _state(row.state, flags), _trade(row.trade, flags)
    type_text = _cut(row.type_text, "type_text", "企业类型", flags)
    return (
        code,
        old_number,
        row.name,
        kind_of(type_text, code, row.name).value,
        type_text,
        state,
        established_on,
        ended_on,
        capital,
        yuan_of(capital) if capital else None,
        trade,
        address,
        place.area_code,
        place.confidence,
        row.scope,
        row.contact_name[: LIMITS["contact"]],
        row.contact_phone[: LIMITS["phone"]],
        json.dumps(flags, ensure_ascii=False) if flags else "[]",
        "、".join(former),
        "、".join(split(row.tags)),
        tokens(found_by),
    )


def place_of(code: str, address: str, township: str, *, area: str, places: Gazetteer) -> Place:
    """Where a business belongs: by its address; failing that by the area in its code, then by the import's.

    A township given in its own column is taken before the address. ``because`` beginning with ``!`` is worth
    a flag.
    """
    registered = code[2:8] if len(code) == 18 else code[:6]
    home = registered if not registered.endswith("00") else area[:6]
    if township and (named := places.township_named(township, county=home)):
        return Place(named, Confidence.CERTAIN.value, f"表中写明“{township}”")
    place = places.place(address, home=home)
    if place.area_code:
        return place
    mark = "!" if places.knows(registered) and address else ""
    because = f"{mark}{place.because}，登记机关属{registered}" if mark else place.because
    return Place(registered, Confidence.UNKNOWN.value, because)


def plain(cell: str) -> str:
    """A cell without what only looks like content: control signs, blanks at the ends, N/A and dashes."""
    if not cell:
        return ""
    if not cell.isprintable():
        cell = _CONTROL.sub(" ", cell)
    text = cell.strip()
    return "" if text in BLANK else text


def split(text: str) -> list[str]:
    """The entries of a cell that holds several, without duplicates."""
    return list(dict.fromkeys(filter(None, map(str.strip, SEPARATORS.split(text))))) if text else []


def _day(text: str, header: str, flags: list[str]) -> str | None:
    day = day_of(text) if text else None
    if text and day is None:
        flags.append(f"{header}“{text[:20]}”无法识别")
    return day


def _state(text: str, flags: list[str]) -> str:
    state = state_of(text)
    if state is None:
        flags.append(f"登记状态“{text[:20]}”无法识别，按存续登记")
    return (state or State.OPEN).value


def _trade(text: str, flags: list[str]) -> str:
    trade = trade_of(text) if text else ""
    if text and not trade:
        flags.append(f"行业“{text[:20]}”不在国民经济行业分类中")
    return trade


def _capital(row: Row, flags: list[str]) -> str:
    written = row.capital_text or (f"{row.capital_wan}万元" if row.capital_wan else "")
    return _cut(written, "capital_text", "注册资本", flags)


def _check_order(established_on: str | None, ended_on: str | None, today: str, flags: list[str]) -> None:
    if established_on and established_on > today:
        flags.append(f"成立日期{established_on}晚于今天")
    if established_on and ended_on and ended_on < established_on:
        flags.append(f"注销吊销日期{ended_on}早于成立日期")


def _old_number(text: str) -> str:
    verdict = business_code(text) if text else None
    return verdict.value if verdict and verdict.kind == OLD_NUMBER and verdict.is_kept else ""


def _cut(text: str, limit: str, header: str, flags: list[str]) -> str:
    if len(text) <= LIMITS[limit]:
        return text
    flags.append(f"{header}超过{LIMITS[limit]}字，已截短")
    return text[: LIMITS[limit]]
