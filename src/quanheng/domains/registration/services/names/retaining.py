"""Retaining a name, using it, giving it up 名称保留 (规定第十八条, 实施办法第二十五条、第二十六条)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from quanheng.domains.registration.models import NAME_INDEX, NameReservation
from quanheng.domains.registration.name_claims import RETAINED, SOURCES, authority_of, known_places, rows_of
from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.rules.names.asking import NameQuestion, NameVerdict
from quanheng.domains.registration.rules.names.characters import plain
from quanheng.domains.registration.rules.names.codes import CODE_LENGTH, SIGNS, code_digest
from quanheng.domains.registration.rules.names.lists import provisions
from quanheng.domains.registration.rules.names.parts import class_of, split
from quanheng.domains.registration.rules.names.stages import RETENTION, Retained
from quanheng.domains.registration.services.matter import authority_for
from quanheng.domains.registration.services.names.checking import require_name
from quanheng.kernel.calendar import months_later, years_later
from quanheng.kernel.law.units import Unit
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ

MOST_HELD = 5
"""So many names one telephone number may hold at a time: our policy against hoarding (实施办法第二十三条)."""

PROMISE = "本人承诺：因企业名称与他人企业名称近似侵犯他人合法权益的，依法承担法律责任。"
PROMISE_CITES = "《企业名称登记管理规定》第十六条"


class NameNotFree(Refused):
    """The name may not be had 名称不能使用."""


class PromiseMissing(Refused):
    """Near names were shown and nothing was promised 未作承诺."""


class TooManyHeld(Refused):
    """Somebody holds many names already 保留过多."""


class RetentionOver(Refused):
    """The name is no longer kept for this person 保留期已过或者已经用掉."""


@dataclass(frozen=True)
class NameApplicant:
    """Who retains a name: name and telephone, personal data of the applicant."""

    name: str
    phone: str


@dataclass(frozen=True)
class RetainedName:
    """A name kept, and the code by which it is used or given up; the code is told this once."""

    reservation: NameReservation
    code: str
    verdict: NameVerdict


@transaction.atomic
def retain_name(
    question: NameQuestion,
    applicant: NameApplicant,
    *,
    promised: bool,
    by: Actor,
    today: date,
    approval: str = "",
) -> RetainedName:
    """Keep a name for its applicant 保留名称: two months, one year where an approval comes first.

    ``approval`` names the approval that the law asks for before registration; empty for none. Of two people
    who want the same name at once, one gets it. Raises ``NameNotFree``, ``PromiseMissing``, ``TooManyHeld``,
    ``NamesNotReady``, ``Refused`` for an area without a bureau.
    """
    by.require(rights.RETAIN)
    organ = authority_for(question.area_code)
    verdict = require_name(question, today=today)
    _require_free(verdict, question, promised)
    _require_few(applicant, today)
    _lapse(question, verdict.full_name, by=by, today=today)
    code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    held = _keep(question, verdict, applicant, organ, code, approval.strip(), today)
    facts = {
        "name": held.name,
        "until": held.until_on.isoformat(),
        "near": held.near,
        "approval": held.approval,
    }
    record("name_retained", on=held, by=by, today=today, facts=facts)
    return RetainedName(held, code, verdict)


@transaction.atomic
def release_name(number: str, code: str, *, by: Actor, today: date) -> NameReservation:
    """Give a retained name up 放弃保留. Raises ``Missing`` for a wrong number or code, ``MoveNotAllowed``."""
    held = _locked(number)
    _require_code(held, code)
    _end(held, Retained.RELEASED, "申请人放弃", by=by, today=today)
    record("name_released", on=held, by=by, today=today, facts={"name": held.name})
    return held


@transaction.atomic
def strike_name(number: str, reason: str, cites: str, *, by: Actor, today: date) -> NameReservation:
    """Take a retained name off because it does not meet the rules 取消保留 (实施办法第二十六条).

    Raises ``Refused`` without a reason and an article, ``MoveNotAllowed``.
    """
    held = _locked(number)
    by.require(rights.STRIKE, area=held.area_code)
    if not reason.strip() or not cites.strip():
        raise Refused(
            "取消保留应当书面说明理由和依据。",
            cites="《企业名称登记管理规定实施办法》第二十六条",
            field="reason",
        )
    _end(held, Retained.STRUCK, f"{reason.strip()}（{cites.strip()}）", by=by, today=today)
    record(
        "name_struck", on=held, by=by, today=today, facts={"reason": reason.strip(), "cites": cites.strip()}
    )
    return held


def held_name(number: str, code: str, *, today: date) -> NameReservation:
    """The retained name of this number for whoever holds its code, to be used in an application.

    Raises ``Missing`` for a wrong number or code, ``RetentionOver``.
    """
    held = NameReservation.objects.filter(number=number.strip()).first()
    if held is None:
        raise Missing("没有这个编号的保留名称。", instead="请核对名称保留告知书上的编号。", field="number")
    _require_code(held, code)
    if not held.is_held_on(today):
        raise RetentionOver(
            f"“{held.name}”的保留已经终止或者届满（{held.until_on.isoformat()}）。",
            cites="《企业名称登记管理规定》第十八条",
            instead="请重新申报名称。",
            field="name",
        )
    return held


@transaction.atomic
def use_retained_name(number: str, *, used_for: str, by: Actor, today: date) -> NameReservation:
    """Mark a retained name as registered 已用于登记; ``used_for`` names the filing or the code.

    Called by the decision that registers the name, inside its transaction. Raises ``Missing``,
    ``RetentionOver``.
    """
    held = _locked(number)
    if not held.is_held_on(today):
        raise RetentionOver(
            "这个名称的保留已经终止。", cites="《企业名称登记管理规定》第十八条", field="name"
        )
    held.used_for = used_for[:60]
    _end(held, Retained.USED, "", by=by, today=today)
    record("name_used", on=held, by=by, today=today, facts={"name": held.name, "for": used_for})
    return held


def lapse_names(*, by: Actor, today: date) -> int:
    """End every retention whose last day has passed 保留期届满; returns how many. Each for itself."""
    late = NameReservation.objects.filter(stage=Retained.HELD, until_on__lt=today).order_by("pk")
    return sum(_lapse_one(key, by=by, today=today) for key in list(late.values_list("pk", flat=True)))


@transaction.atomic
def _lapse_one(key: int, *, by: Actor, today: date) -> bool:
    rows = NameReservation.objects.select_for_update()
    held = rows.filter(pk=key, stage=Retained.HELD, until_on__lt=today).first()
    if held is None:
        return False
    _end(held, Retained.LAPSED, f"保留期至{held.until_on.isoformat()}届满", by=by, today=today)
    record("name_lapsed", on=held, by=by, today=today, facts={"name": held.name})
    return True


def _lapse(question: NameQuestion, name: str, *, by: Actor, today: date) -> None:
    """End expired retentions of the same name that no job has ended yet, so that they bar nobody."""
    same = NameReservation.objects.filter(
        authority=authority_of(question.area_code),
        same_key=_same_key(question, name),
        stage=Retained.HELD,
        until_on__lt=today,
    )
    for key in list(same.values_list("pk", flat=True)):
        _lapse_one(key, by=by, today=today)


def _require_free(verdict: NameVerdict, question: NameQuestion, promised: bool) -> None:
    if not verdict.full_name or not question.brand.strip():
        raise NameNotFree("没有填写名称。", instead="请写明字号。", field="brand")
    if verdict.refusals:
        first = verdict.refusals[0]
        raise NameNotFree(first.says, cites=first.cites, instead=first.instead, field=first.field)
    if verdict.near and not promised:
        raise PromiseMissing(
            "有近似的名称，申报时应当作出承诺。",
            cites=PROMISE_CITES,
            instead="请阅读列出的近似名称，勾选承诺；或者换一个字号。",
            field="promised",
        )


def _require_few(applicant: NameApplicant, today: date) -> None:
    if not applicant.name.strip() or not applicant.phone.strip():
        raise Refused("请填写申请人姓名和联系电话。", field="applicant_name")
    own = NameReservation.objects.filter(applicant_phone=applicant.phone.strip(), stage=Retained.HELD)
    if own.filter(until_on__gte=today).count() >= MOST_HELD:
        raise TooManyHeld(
            f"这个电话号码已有 {MOST_HELD} 个保留中的名称。",
            cites="《企业名称登记管理规定实施办法》第二十三条第（一）项",
            instead="请先使用或者放弃其中的名称。",
            field="applicant_phone",
        )


def _keep(
    question: NameQuestion,
    verdict: NameVerdict,
    applicant: NameApplicant,
    organ: Organ,
    code: str,
    approval: str,
    today: date,
) -> NameReservation:
    until_on, cites = kept_until(today, approval=approval)
    held = NameReservation(
        authority=authority_of(question.area_code),
        area_code=question.area_code,
        organ=organ,
        name=verdict.full_name,
        **{part: getattr(question, part).strip() for part in ("region", "brand", "trade", "form")},
        subject=question.subject,
        trade_code=question.trade_code,
        same_key=_same_key(question, verdict.full_name),
        approval=approval[:200],
        applicant_name=applicant.name.strip()[:60],
        applicant_phone=applicant.phone.strip()[:20],
        near=[f.rival.name for f in verdict.near if f.rival],
        access=code_digest(code),
        retained_on=today,
        until_on=until_on,
        until_cites=cites,
    )
    if any(found.kind == "same" for found in verdict.findings):
        held.same_key += f"|{secrets.token_hex(6)}"  # exempted: stands beside the name it is related to
    try:
        with transaction.atomic():
            held.save(force_insert=True)
    except IntegrityError as taken:
        raise NameNotFree(
            f"“{verdict.full_name}”刚刚被别人保留。",
            cites="《企业名称登记管理规定》第十七条第（一）项",
            instead="请换一个字号。",
            field="brand",
        ) from taken
    held.number = f"名称保留〔{today.year}〕{held.pk}号"
    held.save(update_fields=["number"])
    NAME_INDEX.add(rows_of(held.name, held.authority, held.pk * SOURCES + RETAINED, known_places()))
    return held


def kept_until(today: date, *, approval: str) -> tuple[date, str]:
    """The last day of a retention that begins today, and its article 保留期届满之日.

    A validity and not a period to act in: it ends on its day even where that is a Sunday.
    """
    key = "retention_with_approval" if approval else "retention"
    entry = provisions()[key].entry_on(today)
    later = years_later if entry.unit is Unit.YEARS else months_later
    return later(today, int(entry.value)), entry.cites


def _same_key(question: NameQuestion, name: str) -> str:
    """Brand and class of the trade; where no trade was typed, as they are read off the name (面馆)."""
    brand, trade = plain(question.brand), class_of(question.trade)
    if not trade:
        brand, trade = split(name, known_places()).readings[0]
    return f"{brand}|{trade}"[:180]


def _locked(number: str) -> NameReservation:
    held = NameReservation.objects.select_for_update().filter(number=number.strip()).first()
    if held is None or not number.strip():
        raise Missing("没有这个编号的保留名称。", instead="请核对名称保留告知书上的编号。", field="number")
    return held


def _require_code(held: NameReservation, code: str) -> None:
    if not secrets.compare_digest(code_digest(code), held.access):
        raise Missing("编号或者取用码不对。", instead="请核对名称保留告知书上的取用码。", field="code")


def _end(held: NameReservation, to: Retained, reason: str, *, by: Actor, today: date) -> None:
    RETENTION.check(held.stage, to)
    held.stage, held.ended_on, held.ended_reason = to, today, reason[:300]
    held.save(update_fields=["stage", "ended_on", "ended_reason", "used_for"])
    NAME_INDEX.remove(rows_of(held.name, held.authority, held.pk * SOURCES + RETAINED, known_places()))
