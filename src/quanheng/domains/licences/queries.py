"""Reading permits 查询许可: within the viewer's area; the public reads every permit and no application."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, When

from quanheng.domains.licences.models import (
    Application,
    ApplicationQuerySet,
    OnlineForm,
    Permit,
    PermitQuerySet,
)
from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.rules.needs import needed
from quanheng.domains.licences.rules.stages import UNDERWAY, State
from quanheng.domains.licences.rules.vocabulary import KIND_SAYS, Kind
from quanheng.kernel import access
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents import queries as documents
from quanheng.platform.documents.models import Attachment
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer

SHOWN = 20


def permits(*, viewer: Actor) -> PermitQuerySet:
    """Every permit of the viewer's area, the latest first. Raises ``Forbidden`` without the right."""
    viewer.require(rights.READ)
    return viewer.within(Permit.objects.select_related("organ"))  # type: ignore[return-value]


def permit(key: int, *, viewer: Actor) -> Permit:
    """One permit of the viewer's area. Raises ``Missing``, ``Forbidden``."""
    found = permits(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing()
    return found


def applications(*, viewer: Actor) -> ApplicationQuerySet:
    """Every application of the viewer's area, the latest first. Raises ``Forbidden``."""
    viewer.require(rights.READ)
    rows = Application.objects.select_related("organ", "handler", "permit")
    return viewer.within(rows)  # type: ignore[return-value]


def application(key: int, *, viewer: Actor) -> Application:
    """One application of the viewer's area. Raises ``Missing``, ``Forbidden``."""
    found = applications(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing()
    return found


def taken_up(number: str, code: str) -> Actor:
    """The owner who knows a form's number and code. Raises ``Missing``, whichever of them is wrong."""
    wanted = number.strip().upper()
    form = OnlineForm.objects.filter(number=wanted).first()
    if not access.opens(form.access if form else "", wanted, code) or form is None:
        raise Missing(
            "申请编号和办理码对不上。",
            instead="请核对受理凭证上的编号和办理码；凭证遗失的，可以带身份证件到登记窗口补发。",
            field="code",
        )
    return Actor.applicant(form.number, "", form.area_code)


def is_form_number(number: str) -> bool:
    """Whether this is the number of a form that an owner writes online, by its look.

    >>> is_form_number("p500242-2024-000012"), is_form_number("500242-2024-000012")
    (True, False)
    """
    return number.strip().upper().startswith("P")


def form_of(*, viewer: Actor) -> OnlineForm:
    """The form that an applicant has taken up. Raises ``Missing``."""
    rows = OnlineForm.objects.select_related("organ", "permit", "application", "application__permit")
    found = rows.filter(number=viewer.applies_for).first() if viewer.applies_for else None
    if found is None:
        raise Missing("没有找到这件申请，或者它不归您办理。")
    return found


def form_behind(held: Application) -> OnlineForm | None:
    """The owner's form that an application came with, none for one of the window."""
    return OnlineForm.objects.filter(application=held).first()


def underway(held: Permit) -> Application | None:
    """The application about a permit that is being worked on, if there is one."""
    return held.applications.filter(stage__in=list(UNDERWAY)).order_by("-id").first()


def photos(held: Application, *, viewer: Actor) -> dict[int, list[Attachment]]:
    """The photos of each site check of an application, by the check's key."""
    return {check.pk: list(documents.attached_to(check, viewer=viewer)) for check in held.checks.all()}


def checkers(*, viewer: Actor, on: date) -> QuerySet[Officer]:
    """Officers of the viewer's county whose certificate is valid on a day."""
    return viewer.within(Officer.objects.certified_on(on), "area_id")


def holders(kinds: str | Collection[str], *, on: date, area: str = "") -> PermitQuerySet:
    """The permits of these kinds that were in force on a day within an area prefix: one row per permit.

    For counting whom an inspection has to reach (生产许可获证企业全覆盖): no viewer, since a figure is
    counted and not shown; whoever opens its records does so under their own rights. Rows whose holder could
    not be matched are among them (``holder_code`` empty): they were not reached either.
    """
    wanted = [kinds] if isinstance(kinds, str) else list(kinds)
    return Permit.objects.filter(kind__in=wanted).in_area(area).current_on(on).order_by("id")


def holder_codes(kinds: str | Collection[str], *, on: date, area: str = "") -> QuerySet[Permit, str]:
    """The codes of the businesses that held a permit of these kinds on a day, each once.

    A queryset of values, so that it can stand in another query's ``IN``.
    """
    rows = holders(kinds, on=on, area=area).exclude(holder_code="").order_by()
    return rows.values_list("holder_code", flat=True).distinct()


def current_on(day: date, *, viewer: Actor) -> PermitQuerySet:
    """The permits of the viewer's area that were in force on a day."""
    return permits(viewer=viewer).current_on(day)


@dataclass(frozen=True)
class AboutBusiness:
    """The permits section of a business file 许可: held, underway, and what a hint says is lacking."""

    permits: tuple[Permit, ...]
    applications: tuple[Application, ...]
    lacking: tuple[str, ...]

    @property
    def lacking_names(self) -> str:
        """What is lacking, in words."""
        return "、".join(KIND_SAYS[Kind(kind)] for kind in self.lacking)


def about_business(code: str, viewer: Actor, *, trade: str = "", scope: str = "") -> AboutBusiness | None:
    """The permits of one business, at most the latest 20; ``None`` for whoever may not read them.

    ``trade`` and ``scope`` are what the register says of it; a permit they point to and that is not held is
    named in ``lacking``.
    """
    if not viewer.may(rights.READ):
        return None
    held = tuple(permits(viewer=viewer).filter(holder_code=code)[:SHOWN])
    running = tuple(applications(viewer=viewer).filter(holder_code=code).underway()[:SHOWN])
    has = {row.kind for row in held if row.is_held}
    if Kind.FOOD_BUSINESS in has:
        has.add(Kind.PREPACKAGED)
    return AboutBusiness(held, running, tuple(kind for kind in needed(trade, scope) if kind not in has))


def public_permits() -> PermitQuerySet:
    """Every permit, for anybody (《食品经营许可和备案管理办法》第四十七条 and its sister rules)."""
    return Permit.objects.select_related("organ")


def public_permit(number: str) -> Permit:
    """One permit by its number, for anybody. Raises ``Missing``."""
    found = public_permits().filter(number=number.strip().upper()).first()
    if found is None:
        raise Missing("没有查到这个编号的许可或者备案。", instead="请核对编号，或者按名称查询。")
    return found


def public_about(code: str) -> PermitQuerySet:
    """The permits of one business, for anybody, those in force first."""
    in_force = Case(When(state=State.CURRENT, then=0), default=1)
    return public_permits().filter(holder_code=code).order_by(in_force, "-id")


def search(rows: QuerySet[Permit], text: str) -> QuerySet[Permit]:
    """Permits with each part of ``text`` in number, name, code, premises or products."""
    for part in text.replace("\0", " ").split():
        rows = rows.filter(
            Q(number__contains=part.upper())
            | Q(holder_name__contains=part)
            | Q(holder_code__startswith=part.upper())
            | Q(premises__contains=part)
            | Q(products__contains=part)
        )
    return rows


def counts(*, viewer: Actor, on: date) -> dict[str, int]:
    """How many permits of each kind were in force on a day in the viewer's area."""
    rows = current_on(on, viewer=viewer).order_by().values_list("kind")
    return dict(rows.annotate(count=Count("id")).values_list("kind", "count"))
