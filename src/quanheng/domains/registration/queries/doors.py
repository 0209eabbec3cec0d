"""Reading at the doors 查渠道: whose filings somebody sees, outlets with their counts, visits and routes.

Officials see the filings of their area. An outlet's clerk sees the own ones and nobody else's; a visitor at
the door those of the own visits; an applicant the one filing whose number and code they know.
"""

from __future__ import annotations

from datetime import date
from secrets import compare_digest

from django.db.models import Count, Q, QuerySet

from quanheng.domains.registration.models import Filing, HomeVisit, Outlet, Person
from quanheng.domains.registration.rules.doors import VISIT_PREFIX, VisitStage
from quanheng.domains.registration.rules.filings import Stage
from quanheng.kernel import access
from quanheng.kernel.identifiers.verdict import tidy
from quanheng.kernel.refusal import Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import OFFICIALS, Role

ANSWERS = ("operator", "legal_representative", "managing_partner", "investor", "head")


def applicant(filing: Filing) -> Actor:
    """The applicant of one filing 申请人: acts on this filing and sees nothing else."""
    return Actor.applicant(filing.number, filing.applicant_name, filing.area_code)


def taken_up(number: str, code: str) -> Actor:
    """The applicant who knows a filing's number and code. Raises ``Missing``, whichever of them is wrong."""
    filing = Filing.objects.filter(number=number.strip().upper()).first()
    right = access.opens(filing.access if filing else "", number.strip().upper(), code)
    if filing is None or not right:
        raise Missing(
            "申请编号和办理码对不上。",
            instead="请核对受理凭证上的编号和办理码；凭证遗失的，可以带身份证件到任一登记窗口补打。",
            field="code",
        )
    return applicant(filing)


def own_filings(*, viewer: Actor) -> QuerySet[Filing]:
    """The filings that this viewer may see (see the module)."""
    rows = Filing.objects.select_related("organ", "outlet", "visit", "business")
    if viewer.is_system:
        return rows
    if viewer.applies_for:
        return rows.filter(number=viewer.applies_for)
    if viewer.roles & OFFICIALS:
        return viewer.within(rows)
    mine = Q(opened_by=viewer.id)
    if Role.HOME_VISIT in viewer.roles:
        mine |= Q(visit__visitor=_account(viewer))
    return rows.none() if viewer.is_public else viewer.within(rows).filter(mine)


def filing_of(number: str, *, viewer: Actor) -> Filing:
    """One filing that the viewer may see, by its number. Raises ``Missing``."""
    found = own_filings(viewer=viewer).filter(number=number).first()
    if found is None:
        raise Missing("没有找到这件申请，或者它不归您办理。")
    return found


def outlets(*, viewer: Actor) -> QuerySet[Outlet]:
    """Outlets of the viewer's area, those still open first."""
    return viewer.within(Outlet.objects.select_related("organ").order_by("closed_on", "area_code", "id"))


def outlet(key: int, *, viewer: Actor) -> Outlet:
    """One outlet of the viewer's area. Raises ``Missing``."""
    found = outlets(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing("没有这个网点，或者它不在您的辖区内。")
    return found


def outlets_of(viewer: Actor) -> QuerySet[Outlet]:
    """The open outlet at which the viewer sits; none for an account that is bound to no outlet."""
    return Outlet.objects.filter(organ=viewer.organ, closed_on__isnull=True).select_related("organ")


def outlet_of(viewer: Actor) -> Outlet:
    """The open outlet at which the viewer sits. Raises ``Missing``."""
    found = outlets_of(viewer).first()
    if found is None:
        raise Missing("您的账号没有绑定在办的邮政网点。", instead="请联系系统管理员。")
    return found


def clerks(outlet: Outlet) -> QuerySet[Account]:
    """The accounts that belong to an outlet."""
    return Account.objects.filter(organ=outlet.organ_id).order_by("pk")


def with_counts(rows: QuerySet[Outlet], *, since: date, until: date) -> QuerySet[Outlet]:
    """Outlets with how many filings they handed in and how many were approved, by the day of handing in."""
    period = Q(filings__submitted_on__gte=since, filings__submitted_on__lte=until)
    return rows.annotate(
        submitted_count=Count("filings", filter=period),
        approved_count=Count("filings", filter=period & Q(filings__stage=Stage.APPROVED)),
    )


def counts_by_clerk(outlet: Outlet, *, since: date, until: date) -> list[tuple[str, int, int]]:
    """Per clerk of an outlet: name, filings handed in within the period, and approved ones among them."""
    rows = Filing.objects.filter(outlet=outlet, submitted_on__gte=since, submitted_on__lte=until)
    found = (
        rows.order_by()
        .values_list("opened_by", "opened_by_name")
        .annotate(handed_in=Count("id"), approved=Count("id", filter=Q(stage=Stage.APPROVED)))
        .order_by("-handed_in", "opened_by")
    )
    return [(name, handed_in, approved) for _, name, handed_in, approved in found]


def visits(*, viewer: Actor) -> QuerySet[HomeVisit]:
    """Visits at the door of the viewer's area, newest first."""
    return viewer.within(HomeVisit.objects.select_related("visitor", "organ").order_by("-id"))


def visit(key: int, *, viewer: Actor) -> HomeVisit:
    """One visit of the viewer's area. Raises ``Missing``."""
    found = visits(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing("没有这次上门办照，或者它不在您的辖区内。")
    return found


def is_visit_number(number: str) -> bool:
    """Whether a number is that of a visit at the door."""
    return number.strip().upper().startswith(VISIT_PREFIX)


def visit_with_code(number: str, code: str) -> HomeVisit:
    """The visit whose number and code these are. Raises ``Missing``, whichever of them is wrong."""
    number = number.strip().upper()
    found = HomeVisit.objects.select_related("organ").filter(number=number).first()
    if found is None or not access.opens(found.access, number, code):
        raise Missing(
            "上门编号和办理码对不上。",
            instead="请核对编号和办理码；遗失的，请打电话给登记机关。",
            field="code",
        )
    return found


def requester(visit: HomeVisit) -> Actor:
    """Whoever asked for one visit: acts on it and sees nothing else."""
    return Actor.applicant(visit.number, visit.applicant_name, visit.area_code)


def waiting_visits(*, viewer: Actor) -> QuerySet[HomeVisit]:
    """Visits asked for and not yet on a route, by township and age."""
    return visits(viewer=viewer).filter(stage=VisitStage.REQUESTED).order_by("area_code", "id")


def route_of(viewer: Actor, day: date) -> QuerySet[HomeVisit]:
    """The viewer's own visits of a day in the order of the route."""
    rows = visits(viewer=viewer).filter(visitor=_account(viewer), planned_on=day)
    return rows.order_by("place_in_route", "id")


def visitors(*, viewer: Actor) -> list[Account]:
    """Who may be sent to a door: the active accounts of that role in the viewer's area."""
    rows = viewer.within(Account.objects.filter(is_active=True), "area_id").order_by("pk")
    return [row for row in rows if Role.HOME_VISIT in row.roles]


def _account(viewer: Actor) -> int:
    key = viewer.id.removeprefix("account:")
    return int(key) if key.isdigit() else 0


def head_name(code: str) -> str:
    """The name of who answers for a business, as its licence prints it; empty where the register has none."""
    rows = Person.objects.filter(business__code=code, role__in=ANSWERS, until_on__isnull=True)
    return rows.order_by("pk").values_list("name", flat=True).first() or ""


def stands_for(code: str, id_number: str) -> bool:
    """Whether the register names the bearer of this identity number as who answers for the business."""
    rows = Person.objects.filter(business__code=code.strip().upper(), role__in=ANSWERS, until_on__isnull=True)
    return any(compare_digest(row.id_number.upper(), tidy(id_number)) for row in rows)
