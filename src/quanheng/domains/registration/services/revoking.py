"""Annulling a registration got by fraud 撤销虚假登记: asked for or taken up, inquired, published, decided.

《市场主体登记管理条例》第四十条至第四十二条, 《实施细则》第五十条至第五十八条. While it lasts the business is
held from changing and leaving; whoever answers for the fraud is barred from applying for three years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.registration.events import RegistrationAnnulled
from quanheng.domains.registration.models import Annulment, Business, Filing, Hold, Person
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.annulments import ANNULMENT, AnnulmentStage
from quanheng.domains.registration.rules.bars import FRAUD
from quanheng.domains.registration.rules.changes import renews_licence
from quanheng.domains.registration.rules.deadlines import article, due, foreseen
from quanheng.domains.registration.rules.vocabulary import State
from quanheng.domains.registration.services import tasks
from quanheng.domains.registration.services.barring import NewBar, bar_person
from quanheng.domains.registration.services.holding import NewHold, lift_hold, place_hold
from quanheng.domains.registration.services.licensing import end_licence, issue_licence
from quanheng.domains.registration.services.matter import authority_for, locked_business
from quanheng.domains.registration.services.suspending import set_state
from quanheng.domains.registration.services.writing import write_change
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.events import announce
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right

ANNUL = "《市场主体登记管理条例》第四十条第二款"
KEEP = "《市场主体登记管理条例》第四十一条、《实施细则》第五十五条"
DECLINE = "《市场主体登记管理条例实施细则》第五十二条第二款"
PAUSE = "《市场主体登记管理条例实施细则》第五十四条"


class ReasonMissing(Refused):
    """A step without its reason 未说明理由."""


class PublicityStillRuns(Refused):
    """The 45 days are not over 公示期未满."""


class ExtendedBefore(Refused):
    """The inquiry was extended once already 已经延长过."""


@dataclass(frozen=True)
class NewAnnulment:
    """What is said to be false: of which business, by whom (empty: taken up by the authority), why.

    ``filing_id`` is the registration that is attacked; none means the founding of the business.
    """

    code: str
    claim: str
    applicant_name: str = ""
    applicant_phone: str = ""
    filing_id: int | None = None


@transaction.atomic
def ask_annulment(new: NewAnnulment, *, by: Actor, today: date) -> Annulment:
    """Receive a request to annul a registration, or take the matter up 收到撤销申请. Raises ``Missing``."""
    by.require(rights.ANNUL)
    business = Business.objects.filter(code=new.code.strip().upper()).first()
    if business is None or not by.covers(business.area_code):
        raise Missing("名录中没有这个代码，或者它不在您的辖区内。", field="code")
    if not new.claim.strip():
        raise ReasonMissing("请写明哪些登记内容虚假、有什么证据。", cites=ANNUL, field="claim")
    last = due("annul_accept", today)
    matter = Annulment.objects.create(
        number=f"pending-{business.pk}-{Annulment.objects.count()}",
        business=business,
        filing=_attacked(new.filing_id, business),
        organ=authority_for(business.area_code),
        area_code=business.area_code,
        applicant_name=new.applicant_name.strip()[:60],
        applicant_phone=new.applicant_phone.strip()[:20],
        claim=new.claim.strip(),
        received_on=today,
        due_on=last.on,
        due_cites=last.cites,
    )
    matter.number = f"撤登〔{today.year}〕{matter.pk}号"
    matter.save(update_fields=["number"])
    facts = {"code": business.code, "own_motion": not matter.applicant_name}
    record("annulment_asked", on=matter, by=by, today=today, facts=facts)
    tasks.wait_for_annulment(tasks.ANNUL_ACCEPT, "决定是否受理撤销登记", matter, by=by, today=today)
    return matter


@transaction.atomic
def accept_annulment(annulment_id: int, *, by: Actor, today: date) -> Annulment:
    """Take the request on 受理, within three working days; the business is held from changing and leaving."""
    matter = _held(annulment_id, rights.ANNUL, AnnulmentStage.INQUIRY, by=by)
    matter.accepted_on = today
    matter.due_on, matter.due_cites = foreseen("annul_investigate", today)
    matter.save()
    facts = {"due_on": matter.due_on.isoformat() if matter.due_on else ""}
    record("annulment_accepted", on=matter, by=by, today=today, facts=facts)
    place_hold(_hold(matter, today), by=Actor.system("撤销登记"), today=today)
    tasks.wait_for_annulment(tasks.ANNUL_INQUIRE, "调查涉嫌虚假登记", matter, by=by, today=today)
    return matter


@transaction.atomic
def decline_annulment(
    annulment_id: int, *, reason: str, cites: str = DECLINE, by: Actor, today: date
) -> Annulment:
    """Decline the request 不予受理, with why."""
    matter = _held(annulment_id, rights.ANNUL, AnnulmentStage.DECLINED, by=by)
    _decide(matter, reason, cites, today)
    record("annulment_declined", on=matter, by=by, today=today, facts={"reason": reason, "cites": cites})
    tasks.annulment_done(matter, by=by, today=today)
    return matter


@transaction.atomic
def extend_annulment(annulment_id: int, *, reason: str, by: Actor, today: date) -> Annulment:
    """Extend the inquiry once by three months 延长调查; the head of the bureau does."""
    by.require(rights.DECIDE_ANNULMENT)
    matter = _locked(annulment_id, by=by)
    rule = article("annul_extend", on=matter.accepted_on or today)
    if matter.extended_count or matter.due_on is None or matter.stage != AnnulmentStage.INQUIRY:
        raise ExtendedBefore("不在调查期内，或者已经延长过一次。", cites=rule.cites)
    if not reason.strip():
        raise ReasonMissing("请写明复杂在哪里。", cites=rule.cites, field="reason")
    last = due("annul_extend", matter.due_on, as_of=matter.accepted_on or today)
    matter.due_on, matter.due_cites, matter.extended_count = last.on, last.cites, 1
    matter.save(update_fields=["due_on", "due_cites", "extended_count"])
    facts = {"reason": reason.strip()[:200], "due_on": last.on.isoformat()}
    record("annulment_extended", on=matter, by=by, today=today, facts=facts)
    tasks.wait_for_annulment(tasks.ANNUL_INQUIRE, "调查涉嫌虚假登记", matter, by=by, today=today)
    return matter


@transaction.atomic
def publish_annulment(annulment_id: int, *, by: Actor, today: date) -> Annulment:
    """Publish the suspected registration for 45 days 公示, where nobody can be reached or cooperates."""
    matter = _held(annulment_id, rights.ANNUL, AnnulmentStage.PUBLISHED, by=by)
    until = due("annul_publicity", today)
    matter.published_on, matter.published_until = today, until.on
    matter.save(update_fields=["stage", "published_on", "published_until"])
    facts = {"until": until.on.isoformat(), "cites": until.cites}
    record("annulment_published", on=matter, by=by, today=today, facts=facts)
    tasks.wait_for_annulment(tasks.ANNUL_DECIDE, "公示期满后决定是否撤销登记", matter, by=by, today=today)
    return matter


@transaction.atomic
def pause_annulment(annulment_id: int, *, reason: str, by: Actor, today: date) -> Annulment:
    """Pause the inquiry 中止调查, at somebody's request (《实施细则》第五十四条)."""
    if not reason.strip():
        raise ReasonMissing("请写明中止的情形。", cites=PAUSE, field="reason")
    matter = _held(annulment_id, rights.ANNUL, AnnulmentStage.PAUSED, by=by)
    matter.save(update_fields=["stage"])
    record("annulment_paused", on=matter, by=by, today=today, facts={"reason": reason.strip()[:300]})
    return matter


@transaction.atomic
def resume_annulment(annulment_id: int, *, reason: str, by: Actor, today: date) -> Annulment:
    """Go on with the inquiry 恢复调查: after a pause, or because somebody answered the publicity."""
    if not reason.strip():
        raise ReasonMissing("请写明恢复调查的原因。", cites=PAUSE, field="reason")
    matter = _held(annulment_id, rights.ANNUL, AnnulmentStage.INQUIRY, by=by)
    matter.save(update_fields=["stage"])
    record("annulment_resumed", on=matter, by=by, today=today, facts={"reason": reason.strip()[:300]})
    tasks.wait_for_annulment(tasks.ANNUL_INQUIRE, "调查涉嫌虚假登记", matter, by=by, today=today)
    return matter


@transaction.atomic
def keep_registration(
    annulment_id: int, *, reason: str, cites: str = KEEP, by: Actor, today: date
) -> Annulment:
    """Decide not to annul 不予撤销: nothing false was found, or article 41 stands against it."""
    matter = _held(annulment_id, rights.DECIDE_ANNULMENT, AnnulmentStage.KEPT, by=by)
    _decide(matter, reason, cites, today)
    record("registration_kept", on=matter, by=by, today=today, facts={"reason": reason, "cites": cites})
    _release(matter, "不予撤销登记", by=by, today=today)
    tasks.annulment_done(matter, by=by, today=today)
    return matter


@transaction.atomic
def revoke_registration(
    annulment_id: int,
    *,
    reason: str,
    responsible: Sequence[Mapping[str, str]] = (),
    by: Actor,
    today: date,
) -> Annulment:
    """Annul a registration got by fraud 撤销登记; the head of the bureau decides.

    The founding: the business ends and its licence with it. A change: what stood before stands again.
    ``responsible`` (name, id_number) may not apply for three years. Raises ``PublicityStillRuns``.
    """
    by.require(rights.DECIDE_ANNULMENT)
    matter = _locked(annulment_id, by=by)
    if (
        matter.stage == AnnulmentStage.PUBLISHED
        and matter.published_until
        and today <= matter.published_until
    ):
        until = matter.published_until.isoformat()
        raise PublicityStillRuns(f"公示至{until}，期满无人提出异议才能撤销。", cites=ANNUL)
    ANNULMENT.check(matter.stage, AnnulmentStage.ANNULLED)
    matter.stage = AnnulmentStage.ANNULLED
    matter.responsible = [dict(one) for one in responsible]
    _decide(matter, reason, ANNUL, today)
    _bar(matter, responsible, today)
    facts = {"code": matter.business.code, "reason": reason, "barred": len(responsible)}
    record("registration_annulled", on=matter, by=by, today=today, facts=facts)
    _release(matter, "已撤销登记", by=by, today=today)
    _undo(matter, by=by, today=today)
    tasks.annulment_done(matter, by=by, today=today)
    whole = matter.filing is None or matter.filing.kind == "establishment"
    announce(RegistrationAnnulled(matter.business.code, matter.number, whole, today))
    return matter


def _undo(matter: Annulment, *, by: Actor, today: date) -> None:
    business = locked_business(matter.business_id)
    if matter.filing is None or matter.filing.kind == "establishment":
        set_state(business, State.DEREGISTERED, by=by, today=today, cites=matter.number)
        Person.objects.filter(business=business, until_on__isnull=True).update(until_on=today)
        end_licence(business, f"登记已撤销（{matter.number}）", ANNUL, by=by, today=today)
        return
    before = dict(matter.filing.details.get("before") or {})
    write_change(business, before, today=today)
    if renews_licence(before):
        issue_licence(business, matter.filing, by=by, today=today)


def _bar(matter: Annulment, responsible: Sequence[Mapping[str, str]], today: date) -> None:
    for one in responsible:
        new = NewBar(
            name=one.get("name", ""),
            id_number=one.get("id_number", ""),
            ground=FRAUD,
            source=matter.organ.name,
            reference=matter.number,
            from_on=today,
            annulment=matter,
        )
        bar_person(new, by=Actor.system("撤销登记"), today=today, area_code=matter.area_code)


def _hold(matter: Annulment, today: date) -> NewHold:
    return NewHold(matter.business.code, "annulment", matter.organ.name, matter.number, today)


def _release(matter: Annulment, reason: str, *, by: Actor, today: date) -> None:
    rows = Hold.objects.filter(business=matter.business, reference=matter.number, lifted_on__isnull=True)
    for key in list(rows.values_list("pk", flat=True)):
        lift_hold(key, reason=reason, by=Actor.system("撤销登记"), today=today)


def _decide(matter: Annulment, reason: str, cites: str, today: date) -> None:
    if not reason.strip():
        raise ReasonMissing("请写明认定的事实和理由。", cites=cites, field="reason")
    matter.reason, matter.cites, matter.decided_on = reason.strip(), cites.strip()[:300], today
    matter.due_on, matter.due_cites = None, ""
    matter.save()


def _held(key: int, right: Right, to: AnnulmentStage, *, by: Actor) -> Annulment:
    by.require(right)
    matter = _locked(key, by=by)
    ANNULMENT.check(matter.stage, to)
    matter.stage = to
    return matter


def _locked(key: int, *, by: Actor) -> Annulment:
    rows = Annulment.objects.select_for_update(of=("self",)).select_related("business", "organ", "filing")
    found = rows.filter(pk=key).first()
    if found is None or not by.covers(found.area_code):
        raise Missing("没有找到这件撤销登记，或者它不在您的辖区内。")
    return found


def _attacked(key: int | None, business: Business) -> Filing | None:
    if key is None:
        return None
    found = Filing.objects.filter(pk=key, business=business, stage="approved").first()
    if found is None:
        raise Missing("没有找到这次登记。", field="filing_id")
    return found
