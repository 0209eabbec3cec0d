"""Changing what is registered or filed 变更与备案: which item is which, who may change it, by when.

>>> sorted(items("individual", REGISTERED))
['address', 'form', 'name', 'operator', 'scope', 'trade_code', 'type_text']
>>> renews_licence({"scope": "餐饮服务"}), renews_licence({"contact": {}})
(True, False)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from quanheng.domains.registration.rules import fitness, founding, officers
from quanheng.domains.registration.rules.applications import Application, Standing
from quanheng.domains.registration.rules.capital import plain
from quanheng.domains.registration.rules.deadlines import article, due
from quanheng.domains.registration.rules.details import text
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.rules.holds import Step, stopped
from quanheng.domains.registration.rules.rosters import ROSTERS, Moves, Row, moves, roles_of
from quanheng.domains.registration.rules.tables import rows
from quanheng.domains.registration.rules.vocabulary import Kind, State
from quanheng.kernel import calendar

REGISTERED, FILED = "registered", "filed"
BESIDE = frozenset({"area_code", "address_proof", "name_parts", "scope_items"})
"""Fields that come with an item and are none themselves."""
CHANGE = "《市场主体登记管理条例》第二十四条第一款"
OPEN_ONLY = "《市场主体登记管理条例》第三条第二款、第三十一条第一款"
ACROSS = "《市场主体登记管理条例》第二十七条"
OWNERS = "persons"
SHARES = "《市场主体登记管理条例》第九条第（三）项、第二十九条"


@dataclass(frozen=True)
class Item:
    """One item of the register: its field, how it reads, registered or filed, on the licence or not."""

    field: str
    says: str
    klass: str
    subjects: frozenset[str]
    on_licence: bool
    cites: str


def all_items() -> dict[str, Item]:
    """Every item by its field (``law/items.csv``)."""
    return {
        row["field"]: Item(
            row["field"],
            row["says"],
            row["class"],
            frozenset(row["subjects"].split()),
            row["certificate"] == "yes",
            row["cites"],
        )
        for row in rows("items.csv")
    }


def items(subject: str, klass: str = "") -> dict[str, Item]:
    """The items of a kind of business, all or of one class."""
    return {
        field: item
        for field, item in all_items().items()
        if subject in item.subjects and klass in ("", item.klass)
    }


def renews_licence(change: Mapping[str, Any]) -> bool:
    """Whether a change touches what the licence states, so that a new one is issued (《条例》第二十八条)."""
    known = all_items()
    return any(field in known and known[field].on_licence for field in change)


def of_change(asked: Application) -> list[Finding]:
    """What stands in the way of a change or of a filing."""
    standing = asked.standing
    if standing is None:
        return [Finding("", "没有指明要变更的市场主体。", CHANGE)]
    change = dict(asked.details.get("change") or {})
    return [
        *of_state(standing),
        *stopped(standing.holds, Step.CHANGE, on=asked.on),
        *_of_items(change, asked),
        *_of_values(change, asked, standing),
        *fitness.of_incumbent(standing, asked),
        *_of_delay(asked),
    ]


def of_state(standing: Standing) -> Iterator[Finding]:
    """Only a business that exists can be changed."""
    if standing.state not in {State.OPEN, State.SUSPENDED}:
        yield Finding("", "该市场主体不在存续或者歇业状态，不能办理。", OPEN_ONLY)


def _of_items(change: Mapping[str, Any], asked: Application) -> Iterator[Finding]:
    klass = FILED if asked.kind == "filing_change" else REGISTERED
    known = items(asked.subject)
    for field in change:
        if field in BESIDE or field == OWNERS:
            continue
        item = known.get(field)
        if item is None:
            yield Finding("change", "这类市场主体没有这个登记事项，不能变更。", CHANGE)
        elif item.klass != klass:
            way = "备案" if item.klass == FILED else "变更登记"
            yield Finding("change", f"{item.says}应当办理{way}。", item.cites)


def of_rosters(change: Mapping[str, Any], asked: Application, standing: Standing) -> Iterator[Finding]:
    """What stands against the change of a list of persons: who moves, and who there is once they have."""
    for field in ROSTERS:
        if field not in change:
            continue
        roles = roles_of(field, standing.kind)
        if not roles:
            yield Finding(field, "这类市场主体没有这个登记事项，不能变更。", CHANGE)
            continue
        moved = moves(change[field] or (), standing.persons, roles)
        if moved.lost:
            yield Finding(field, "有要变动的人员已经不在册，请刷新页面，按现在的名册重新填写。", CHANGE)
        if not moved:
            yield Finding(field, f"{all_items()[field].says}没有变动。", CHANGE)
        yield from founding.of_people({field: moved.came}, asked)
        yield from _of_twice(field, moved.after)
        yield from _OF_ROSTER[field](moved, change, asked, standing)


def _of_twice(field: str, rows: Iterable[Row]) -> Iterator[Finding]:
    """Nobody stands twice in one capacity."""
    named = [(row.get("role"), str(row.get("id_number") or "").upper(), row.get("name")) for row in rows]
    counted = Counter((role, number) for role, number, _name in named if number)
    for name in dict.fromkeys(name for role, number, name in named if counted[role, number] > 1):
        yield Finding(field, f"{name}已经在册，不能重复填写。", CHANGE)


def _of_owners(
    moved: Moves, change: Mapping[str, Any], asked: Application, standing: Standing
) -> Iterator[Finding]:
    """Shareholders and partners are registered, what they put in is filed (《条例》第八条、第九条)."""
    called = all_items()[OWNERS].says
    if asked.kind == "filing_change" and (moved.left or moved.came or moved.particulars):
        yield Finding(OWNERS, f"{called}变更应当办理变更登记。", all_items()[OWNERS].cites)
    if asked.kind == "change" and moved.shares_alone and "capital_yuan" not in change:
        yield Finding(OWNERS, "只变更认缴的出资数额的，应当办理备案。", SHARES)
    yield from founding.of_counts({OWNERS: moved.after}, asked)
    yield from founding.of_partnership(moved.after, _type_after(change, standing), asked)
    yield from _of_shares(moved.after, change, asked, standing)
    yield from _of_managing(moved, asked, standing)


def _of_shares(
    after: Sequence[Row], change: Mapping[str, Any], asked: Application, standing: Standing
) -> Iterator[Finding]:
    total = text(change, "capital_yuan") or plain(standing.capital_yuan)
    if total:
        yield from founding.of_capital({"capital_yuan": total, OWNERS: after}, asked)


def _type_after(change: Mapping[str, Any], standing: Standing) -> str:
    return text(change, "type_text") or standing.type_text


def _of_type(change: Mapping[str, Any], asked: Application, standing: Standing) -> Iterator[Finding]:
    """Another type of partnership, or another who manages it, has to suit the partners who stay."""
    if {"type_text", "legal_representative"} & change.keys() and OWNERS not in change:
        here = [one for one in standing.persons if one.get("role") == "partner"]
        yield from founding.of_partnership(here, _type_after(change, standing), asked)


def _owners(standing: Standing) -> list[Row]:
    """The owners of whom the register knows what they put in; none where it does not know all."""
    roles = roles_of(OWNERS, standing.kind)
    found: list[Row] = [one for one in standing.persons if one.get("role") in roles]
    return found if all(one.get("share_yuan") for one in found) else []


def _of_managing(moved: Moves, asked: Application, standing: Standing) -> Iterator[Finding]:
    """The managing partner is one of the partners; told, because another application may change that."""
    heads = [one for one in standing.persons if one.get("role") == "managing_partner"]
    gone = {one.get("id_number") for one in moved.left}
    for head in heads:
        if head.get("id_number") in gone:
            says = f"执行事务合伙人{head.get('name', '')}不再是合伙人，应当同时变更执行事务合伙人。"
            yield Finding(OWNERS, says, article("managing_partner", on=asked.on).cites, Severity.WARN)


def _of_officers(
    moved: Moves, change: Mapping[str, Any], asked: Application, standing: Standing
) -> Iterator[Finding]:
    promises = asked.details.get("promises") or ()
    yield from officers.of_officers(moved.after, on=asked.on, promises=promises)
    heads = [one for one in standing.persons if one.get("role") == "legal_representative"]
    for head in heads:
        yield from officers.of_representative(moved.after, head, on=asked.on)


def _of_members(
    moved: Moves, change: Mapping[str, Any], asked: Application, standing: Standing
) -> Iterator[Finding]:
    """What a cooperative lacks by a change is told: farmers may be made up for within six months."""
    unknown = any("farmer" in one and one["farmer"] is None for one in moved.after)
    if standing.kind != Kind.COOPERATIVE or unknown:
        return
    share, later = article("farmers", on=asked.on), article("farmers_later", on=asked.on)
    for finding in founding.of_counts({"members": moved.after}, asked):
        if finding.cites == share.cites:
            says = f"{finding.says}应当在{later.value}个月内补足。"
            finding = Finding(finding.field, says, later.cites)
        yield replace(finding, severity=Severity.WARN)


def _of_values(change: Mapping[str, Any], asked: Application, standing: Standing) -> Iterator[Finding]:
    if "address" in change:
        yield from _of_address(change, asked)
    if "operator" in change:
        yield from founding.of_head(change, Kind.INDIVIDUAL, asked)
        yield from of_operator(change, asked, standing)
    if "legal_representative" in change:
        yield from founding.of_head(change, asked.subject, asked)
    yield from of_rosters(change, asked, standing)
    yield from _of_type(change, asked, standing)
    if {"scope", "trade_code"} & change.keys():
        yield from founding.of_scope(change, asked)
    if "capital_yuan" in change and OWNERS not in change:
        yield from _of_shares(_owners(standing), change, asked, standing)
    for field in ("name", "scope", "address", "type_text", "capital_yuan"):
        if field in change and not text(change, field):
            yield Finding("change", f"没有填写变更后的{all_items()[field].says}。", all_items()[field].cites)


def _of_address(change: Mapping[str, Any], asked: Application) -> Iterator[Finding]:
    area = text(change, "area_code")
    if not area:
        yield Finding("area_code", "没有选择新住所所在的乡镇街道。", ACROSS)
    elif not area.startswith(asked.area):
        says = "迁入其他登记机关辖区的，应当在迁入前向迁入地登记机关申请变更登记。"
        yield Finding("area_code", says, ACROSS)
    if not text(change, "address_proof"):
        yield Finding(
            "address_proof", "没有说明新住所的使用证明。", "《市场主体登记管理条例实施细则》第三十五条"
        )


def of_operator(change: Mapping[str, Any], asked: Application, standing: Standing) -> Iterator[Finding]:
    """Whether the operator of an individual business may change and the business go on 变更经营者.

    From 2025-07-15 yes, with the conditions of article 18; before, only among family members on file:
    otherwise the old business is deregistered and the new operator founds another.
    """
    rule = article("operator_change", on=asked.on)
    number = str((change.get("operator") or {}).get("id_number") or "").upper()
    within_family = standing.family_run and number in standing.family
    if within_family:
        return
    if rule.value == "anew":
        says = "变更经营者应当先办理注销登记，由新的经营者重新申请设立登记，两项可以合并办理。"
        yield Finding("operator", says, rule.cites)
        return
    yield from stopped(standing.holds, Step.CONVERT, on=asked.on)
    papers = "《个体工商户登记管理规定》第十九条第一款"
    if "tax_clearance" not in asked.evidence:
        yield Finding("evidence", "没有提交税务部门出具的清税证明。", papers)
    if "article_18" not in (asked.details.get("promises") or ()):
        yield Finding("promises", "变更前后的经营者没有共同签署承诺书。", papers)


def _of_delay(asked: Application) -> Iterator[Finding]:
    """A change applied for later than thirty days after it happened is registered, and known to be late."""
    written = text(asked.details, "happened_on")
    if not written:
        return
    try:
        happened = date.fromisoformat(written)
        last = due("change_within", happened)
    except (ValueError, calendar.CalendarNotPublished):
        yield Finding("happened_on", "变更发生的日期不对。", CHANGE)
        return
    if asked.on > last.on:
        says = f"应当在{last.on.isoformat()}以前申请变更登记，现已超过期限。"
        yield Finding("happened_on", says, last.cites, Severity.WARN)


_OF_ROSTER: dict[str, Callable[[Moves, Mapping[str, Any], Application, Standing], Iterator[Finding]]] = {
    OWNERS: _of_owners,
    "officers": _of_officers,
    "members": _of_members,
}
