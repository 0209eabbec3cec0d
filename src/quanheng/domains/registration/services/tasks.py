"""What waits for whom while an application is worked on 登记待办."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from quanheng.domains.registration.models import Annulment, Business, Filing
from quanheng.domains.registration.rules.filings import KIND_SAYS, FilingKind
from quanheng.domains.registration.services.matter import authority_for, desk_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import Task, assign, settle, settle_all

REVIEW = "registration.review"
SUPPLEMENT = "registration.supplement"
DECIDE_SIMPLE = "registration.decide_simple"
SUSPENSION_ENDING = "registration.suspension_ending"
ANNUL_ACCEPT = "registration.annul_accept"
ANNUL_INQUIRE = "registration.annul_inquire"
ANNUL_DECIDE = "registration.annul_decide"


def _title(verb: str, filing: Filing) -> str:
    what = KIND_SAYS[FilingKind(filing.kind)]
    return f"{verb}{what}：{filing.name or filing.applicant_name} {filing.number}"[:200]


def _assign(kind: str, verb: str, filing: Filing, organ: str, *, today: date) -> None:
    url = reverse("registration:filing", args=[filing.pk])
    task = Task(kind, _title(verb, filing), url, filing.due_on, filing.due_cites)
    assign(task, about=filing, for_organ=organ, area_code=filing.area_code, today=today)


def wait_for_review(filing: Filing, *, by: Actor, today: date) -> None:
    """The registration section is to look at it 待审查."""
    settle(SUPPLEMENT, about=filing, by=by, today=today)
    _assign(REVIEW, "审查", filing, desk_of(filing.organ), today=today)


def wait_for_supplement(filing: Filing, *, by: Actor, today: date) -> None:
    """The applicant is to bring more; whoever took the application in follows it 待补正."""
    settle(REVIEW, about=filing, by=by, today=today)
    organ = filing.outlet.organ_id if filing.outlet else desk_of(filing.organ)
    _assign(SUPPLEMENT, "跟踪补正", filing, organ, today=today)


def wait_for_simple(filing: Filing, *, by: Actor, today: date) -> None:
    """The time for objections is over: the section is to decide 待决定简易注销."""
    _assign(DECIDE_SIMPLE, "办理", filing, desk_of(filing.organ), today=today)


def done(filing: Filing, *, by: Actor, today: date) -> None:
    """Nothing waits any more."""
    settle_all(about=filing, by=by, today=today)


def wait_for_annulment(kind: str, verb: str, matter: Annulment, *, by: Actor, today: date) -> None:
    """The next step of a matter about a registration got by fraud is somebody's 撤销登记待办."""
    settle_all(about=matter, by=by, today=today)
    url = reverse("registration:annulment", args=[matter.pk])
    title = f"{verb}：{matter.business.name} {matter.number}"[:200]
    task = Task(kind, title, url, matter.due_on, matter.due_cites)
    organ = matter.organ.pk if kind == ANNUL_DECIDE else desk_of(matter.organ)
    assign(task, about=matter, for_organ=organ, area_code=matter.area_code, today=today)


def annulment_done(matter: Annulment, *, by: Actor, today: date) -> None:
    """The matter is decided."""
    settle_all(about=matter, by=by, today=today)


def wait_for_extension(business: Business, until: date, cites: str, *, today: date) -> None:
    """A suspension ends soon: the business extends it, or is taken to trade again 歇业即将期满."""
    url = reverse("registration:business", args=[business.code])
    task = Task(
        SUSPENSION_ENDING, f"歇业即将期满，提醒延期或者恢复营业：{business.name}"[:200], url, until, cites
    )
    organ = desk_of(authority_for(business.area_code))
    assign(task, about=business, for_organ=organ, area_code=business.area_code, today=today)


def suspension_settled(business: Business, *, by: Actor, today: date) -> None:
    """The suspension was extended or is over."""
    settle(SUSPENSION_ENDING, about=business, by=by, today=today)
