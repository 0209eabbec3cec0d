"""Persons who are barred 人员限制: entered by an officer, from a list, or by an annulment; lifted with why.

《市场主体登记管理条例》第十二条, 第四十条第三款. The ledger knows the person by a sealed digest alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import Annulment, PersonBar
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.bars import LISTED_ELSEWHERE, bar_grounds, last_day
from quanheng.domains.registration.services.restricting import (
    RestrictionWrong,
    check_document,
    document_of,
    end_restriction,
)
from quanheng.kernel.identifiers import Status, resident_id
from quanheng.kernel.refusal import Missing
from quanheng.platform.ledger.keys import seal
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

COUNTY = 6
GENERAL = "《市场主体登记管理条例》第十二条"


@dataclass(frozen=True)
class NewBar:
    """A bar to place: on whom, on which ground (``law/bar_grounds.csv``), found by whom, in which document.

    ``from_on`` is the day from which the law counts. ``until_on`` is the last day; where it is left out it
    follows from the ground's term, and where the law sets none the bar lasts until it is lifted.
    """

    name: str
    id_number: str
    ground: str
    source: str
    reference: str
    from_on: date
    until_on: date | None = None
    note: str = ""
    annulment: Annulment | None = None


@transaction.atomic
def bar_person(new: NewBar, *, by: Actor, today: date, area_code: str = "") -> PersonBar:
    """Enter a person who is barred 设置人员限制; the same document names a person once.

    It takes effect at once, also for an application that is being worked on. ``area_code`` is the area for
    which a system acts. Raises ``RestrictionWrong``.
    """
    by.require(rights.BAR)
    number = _checked(new, today)
    known = PersonBar.objects.filter(
        id_number=number,
        source=new.source.strip(),
        reference=new.reference.strip(),
        lifted_on__isnull=True,
    ).first()
    if known:
        return known
    made = PersonBar.objects.create(
        **document_of(new, by=by),
        id_number=number,
        name=new.name.strip()[:60],
        ground=new.ground,
        cites=bar_grounds()[new.ground].cites_on(today),
        area_code=(area_code or by.area)[:COUNTY],
        until_on=new.until_on or last_day(new.ground, new.from_on),
        annulment=new.annulment,
    )
    record("person_barred", on=made, by=by, today=today, facts=_facts(made))
    return made


@transaction.atomic
def lift_bar(key: int, *, reason: str, by: Actor, today: date) -> PersonBar:
    """Lift a bar 解除人员限制, with why. Raises ``LiftedBefore``, ``RestrictionWrong``, ``Missing``."""
    by.require(rights.BAR)
    found = PersonBar.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if found is None or not (by.is_system or found.area_code == by.area[:COUNTY]):
        raise Missing("没有找到这条人员限制，或者它不在您的辖区内。")
    end_restriction(found, "人员限制", reason, by=by, today=today)
    facts = _facts(found) | {"reason": found.lifted_reason}
    record("person_bar_lifted", on=found, by=by, today=today, facts=facts)
    return found


def _checked(new: NewBar, today: date) -> str:
    """The identity number as it is kept, once nothing is wrong with the bar."""
    if new.ground not in bar_grounds():
        raise RestrictionWrong("请从法定情形中选择限制的理由。", cites=GENERAL, field="ground")
    cites = bar_grounds()[new.ground].cites
    if not new.name.strip():
        raise RestrictionWrong("请填写姓名。", cites=cites, field="name")
    verdict = resident_id.check(new.id_number, today=today)
    if verdict.status is not Status.VALID:
        says = f"{new.name.strip()}的公民身份号码不对：{verdict.reason}。"
        raise RestrictionWrong(says, cites=cites, field="id_number")
    check_document(new, cites=cites)
    if new.ground == LISTED_ELSEWHERE and not new.note.strip():
        raise RestrictionWrong("请在说明中写明依据哪一部法律、行政法规的哪一条。", cites=cites, field="note")
    return verdict.value


def _facts(bar: PersonBar) -> dict[str, str]:
    return {
        "person": seal(f"person|{bar.id_number}"),
        "ground": bar.ground,
        "source": bar.source,
        "reference": bar.reference,
    }
