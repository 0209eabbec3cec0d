"""Founding a business 设立条件: who stands for it, how many, what they put in, where it sits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from quanheng.domains.registration.rules import bars, fitness, identity, officers, partners, scope
from quanheng.domains.registration.rules.applications import Application
from quanheng.domains.registration.rules.capital import amount
from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.details import people, person, text
from quanheng.domains.registration.rules.findings import Finding, Severity
from quanheng.domains.registration.rules.trades import name_of
from quanheng.domains.registration.rules.vocabulary import Kind, State

CAPITAL = "《市场主体登记管理条例》第十三条第一款"
CAPITAL_BEFORE = "《公司登记管理条例》（2016年修订）第九条第四项"
PLACE = "《市场主体登记管理条例实施细则》第十条"
BRANCH = "《市场主体登记管理条例》第二十三条"
BRANCH_NAME = "《企业名称登记管理规定》第十三条"
FROM = date(2022, 3, 1)

HEADS: dict[str, str] = {
    Kind.COMPANY: "法定代表人",
    Kind.COOPERATIVE: "法定代表人",
    Kind.PARTNERSHIP: "执行事务合伙人",
    Kind.SOLE: "投资人",
    Kind.BRANCH: "负责人",
    Kind.INDIVIDUAL: "经营者",
    Kind.OTHER: "负责人",
}
"""What the person is called who answers for a business, by its kind."""

ROLES: dict[str, str] = {
    "operator": "经营者",
    "legal_representative": "法定代表人",
    "managing_partner": "执行事务合伙人",
    "investor": "投资人",
    "head": "负责人",
    "shareholder": "股东",
    "partner": "合伙人",
    "director": "董事",
    "supervisor": "监事",
    "manager": "经理",
    "senior_manager": "其他高级管理人员",
    "member": "成员",
    "family_member": "参加经营的家庭成员",
    "liaison": "登记联络员",
    "liquidator": "清算组成员",
    "parent": "所属市场主体",
}

HEAD_ROLES: dict[str, str] = {
    Kind.COMPANY: "legal_representative",
    Kind.COOPERATIVE: "legal_representative",
    Kind.PARTNERSHIP: "managing_partner",
    Kind.SOLE: "investor",
    Kind.BRANCH: "head",
    Kind.INDIVIDUAL: "operator",
    Kind.OTHER: "head",
}


LIVES: dict[str, str] = {Kind.INDIVIDUAL: "residence_individual", Kind.SOLE: "residence_sole"}
"""By which provision it is registered where the person lives who answers for a business, by its kind."""


def head_field(subject: str) -> str:
    """The field that names who answers for a business of this kind."""
    return "operator" if subject == Kind.INDIVIDUAL else "legal_representative"


def of_founding(asked: Application) -> list[Finding]:
    """What stands in the way of founding the business of the form, beyond what it lacks."""
    return [
        *of_head(asked.details, asked.subject, asked),
        *of_people(asked.details, asked),
        *of_place(text(asked.details, "area_code"), asked),
        *of_capital(asked.details, asked),
        *of_counts(asked.details, asked),
        *officers.of_founding(asked),
        *of_partnership(people(asked.details, "partner"), text(asked.details, "type_text"), asked),
        *partners.of_profession(text(asked.details, "type_text"), asked.evidence, on=asked.on),
        *of_scope(asked.details, asked),
        *of_parent(asked),
    ]


def of_head(details: Mapping[str, Any], subject: str, asked: Application) -> Iterator[Finding]:
    """The person who answers for the business: number, age, bar, residence, fitness for the office."""
    field, called = head_field(subject), HEADS[subject]
    found = person(details, field)
    if not found:
        return
    yield from identity.of_person(found, field, called, on=asked.on)
    yield from identity.of_age(found, field, called, on=asked.on)
    yield from _barred(found, field, called, asked)
    if subject in LIVES and not (found.get("residence") or found.get("lives_here")):
        says = f"没有填写{called}{found.get('name', '')}的住所。"
        yield Finding(field, says, article(LIVES[subject], on=asked.on).cites)
    if subject == Kind.COMPANY:
        yield from fitness.of_representative(found, asked)


def of_people(details: Mapping[str, Any], asked: Application) -> Iterator[Finding]:
    """Everybody else who is named: numbers, bars of who puts money in."""
    for one in people(details):
        called = ROLES.get(str(one.get("role")), "人员")
        yield from identity.of_person(one, "persons", called, on=asked.on)
        if one.get("role") == "partner":
            yield from partners.of_particulars(one, on=asked.on)
        if one.get("role") in {"shareholder", "partner", "investor"}:
            yield from _barred(one, "persons", called, asked)
    for one in details.get("officers") or ():
        called = ROLES.get(str(one.get("role")), "任职人员")
        yield from identity.of_person(one, "officers", called, on=asked.on)
    for one in details.get("members") or ():
        yield from identity.of_person(one, "members", "成员", on=asked.on)


def _barred(one: Mapping[str, Any], field: str, called: str, asked: Application) -> Iterator[Finding]:
    who = f"{called}{one.get('name', '')}"
    yield from bars.against(asked.bars_of(one), bars.Barring.APPLY, who, field, on=asked.on)


def of_place(area_code: str, asked: Application) -> Iterator[Finding]:
    """The seat lies in the authority's own area."""
    if area_code and not area_code.startswith(asked.area):
        says = "住所或者经营场所不在本登记机关辖区，应当向所在地的登记机关申请。"
        yield Finding(
            "area_code", says, PLACE if asked.on >= FROM else "《公司登记管理条例》（2016年修订）第八条"
        )


def of_capital(details: Mapping[str, Any], asked: Application) -> Iterator[Finding]:
    """Capital is an amount, and the shares add up to it."""
    cites = CAPITAL if asked.on >= FROM else CAPITAL_BEFORE
    written = details.get("capital_yuan")
    if not written:
        return
    total = amount(written)
    if total is None or (total == 0 and asked.subject != Kind.INDIVIDUAL):
        yield Finding("capital_yuan", "注册资本或者出资额应当是大于零的人民币金额（元）。", cites)
        return
    owners = people(details, "shareholder") or people(details, "partner")
    for one in owners:
        typed = text(one, "share_yuan")
        if typed and amount(typed) is None:
            says = f"{text(one, 'name')}认缴的出资额“{typed}”不是数字，应当以元为单位写数字，如300000。"
            yield Finding("persons", says, cites)
            return
    shares = [amount(one.get("share_yuan")) for one in owners]
    if owners and None in shares:
        yield Finding(
            "persons", "没有填写每位股东或者合伙人认缴的出资额。", "《市场主体登记管理条例》第九条第（三）项"
        )
    elif owners and sum(filter(None, shares)) != total:
        whole = "注册资本" if asked.subject == Kind.COMPANY else "出资额"
        says = f"各人认缴的出资额合计{sum(filter(None, shares))}元，与{whole}{total}元不一致。"
        yield Finding("persons", says, cites)


def of_counts(details: Mapping[str, Any], asked: Application) -> Iterator[Finding]:
    """How many shareholders, partners, members there must be or may be."""
    on = asked.on
    if asked.subject == Kind.COMPANY:
        rule = article("company_shareholders", on=on)
        count = len(people(details, "shareholder"))
        if not 1 <= count <= int(rule.value):
            yield Finding(
                "persons", f"有限责任公司股东应为1人以上{rule.value}人以下，现填写{count}人。", rule.cites
            )
    if asked.subject == Kind.PARTNERSHIP:
        rule = article("partners", on=on)
        if (count := len(people(details, "partner"))) < int(rule.value):
            yield Finding("persons", f"合伙企业应有{rule.value}名以上合伙人，现填写{count}名。", rule.cites)
    if asked.subject == Kind.COOPERATIVE:
        yield from _of_members(list(details.get("members") or ()), on)


def of_partnership(
    rows: Sequence[Mapping[str, Any]], type_text: str, asked: Application
) -> Iterator[Finding]:
    """The partners together, by the type of their partnership and by who manages it."""
    if asked.subject != Kind.PARTNERSHIP:
        return
    change = dict(asked.details.get("change") or {})
    heads = [person(change, "legal_representative") or person(asked.details, "legal_representative")]
    if not heads[0] and asked.standing:
        heads = [dict(one) for one in asked.standing.persons if one.get("role") == "managing_partner"]
    managing = {str(one.get("id_number") or "").upper() for one in heads} - {""}
    yield from partners.of_partners(rows, type_text, managing, on=asked.on)


def _of_members(members: list[Mapping[str, Any]], on: date) -> Iterator[Finding]:
    least, share = article("members", on=on), article("farmers", on=on)
    if members and len(members) < int(least.value):
        yield Finding("members", f"农民专业合作社成员应有{least.value}名以上。", least.cites)
    farmers = sum(1 for one in members if one.get("farmer"))
    if members and farmers * 100 < len(members) * int(share.value):
        says = f"农民成员{farmers}名，不足成员总数的百分之{share.value}。"
        yield Finding("members", says, share.cites)


def of_scope(details: Mapping[str, Any], asked: Application) -> Iterator[Finding]:
    """The scope's permits, and whether the trade is one of the classification."""
    yield from scope.of_scope(text(details, "scope"), asked.evidence, on=asked.on)
    trade = text(details, "trade_code")
    if trade and not name_of(trade):
        yield Finding(
            "trade_code", "行业代码不在《国民经济行业分类》中。", "《国民经济行业分类》（GB/T 4754-2017）"
        )


def _under_parent(asked: Application) -> Iterator[Finding]:
    """A branch's name begins with the name of the enterprise it belongs to."""
    name = text(asked.details, "name")
    parent = asked.parent.name if asked.parent else text(asked.details, "parent_name")
    if not parent:
        yield Finding("parent_code", "没有填写所属企业的名称。", BRANCH_NAME)
    elif name and not name.startswith(parent):
        says = f"分支机构的名称“{name}”没有冠以所属企业的名称“{parent}”。"
        yield Finding("name", says, BRANCH_NAME)


def of_parent(asked: Application) -> Iterator[Finding]:
    """A branch's parent exists: known to be open, or registered elsewhere and then to be looked at."""
    if (
        asked.subject != Kind.BRANCH
        or asked.kind != "establishment"
        or not text(asked.details, "parent_code")
    ):
        return
    yield from _under_parent(asked)
    if asked.parent is None:
        says = "所属市场主体不在本名录中，请核对其登记机关的公示信息。"
        yield Finding("parent_code", says, BRANCH, Severity.WARN)
    elif asked.parent.state != State.OPEN:
        yield Finding(
            "parent_code", f"所属市场主体“{asked.parent.name}”不在存续状态，不能设立分支机构。", BRANCH
        )
