"""The registers of officers and organs."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.desks.cockpit import rights
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing
from quanheng.platform.people import queries as people
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer
from quanheng.platform.web.lists import Column, Filter, ListSpec, list_page
from quanheng.platform.web.lists.spec import Rows
from quanheng.platform.web.matters import MatterHead, timeline

WARNED = timedelta(days=90)
"""How long before a certificate ends the register warns; a choice of ours, not a rule of law."""


def officers(request: HttpRequest) -> HttpResponseBase:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ_PEOPLE)
    rows = people.officers(viewer=viewer)
    ending = people.expiring(viewer=viewer, until=clock.today() + WARNED).count()
    spec = ListSpec(
        title=_("执法人员"),
        columns=_officer_columns(),
        filters=[
            Filter("organ", _("机构"), choices=lambda: _organ_choices(viewer)),
            Filter("certificate", _("执法证"), choices=list(_standings().items()), apply=_by_certificate),
        ],
        search=lambda rows, text: rows.filter(name__contains=text) | rows.filter(certificate_number=text),
        search_hint=_("姓名或证号"),
        empty=_("还没有登记执法人员。请由系统管理员导入执法人员名录。"),
        template="cockpit/officers.html",
        context={"ending": ending, "warned_days": WARNED.days},
    )
    return list_page(request, spec, rows)


def _officer_columns() -> list[Column]:
    today = clock.today()
    return [
        Column("name", _("姓名"), sort="name", link=lambda o: reverse("cockpit:officer", args=[o.pk])),
        Column("certificate_number", _("执法证号"), kind="code", sort="certificate_number"),
        Column("organ", _("机构"), value="organ.short_name"),
        Column("certificate_until", _("有效期至"), kind="date", sort="certificate_until"),
        Column(
            "certificate",
            _("执法证"),
            value=lambda o: _standings()[standing(o, today)],
            kind="state",
            tone=lambda o: {"valid": "good", "ending": "warn", "ended": "stop"}.get(standing(o, today), ""),
        ),
        Column("qualifications", _("专业资格"), value=lambda o: "、".join(o.qualifications)),
        Column("area", _("辖区"), value="area.name", spare=True),
        Column("cap", _("每次抽查户数上限"), kind="number", spare=True),
    ]


def _standings() -> dict[str, str]:
    return {
        "valid": _("有效"),
        "ending": _("即将到期"),
        "ended": _("已过期"),
        "pending": _("尚未生效"),
        "left": _("已离岗"),
    }


def standing(officer: Officer, today: date) -> str:
    """How an officer's certificate stands today: a key of ``_standings``."""
    if not officer.active:
        return "left"
    if officer.certificate_from > today:
        return "pending"
    if officer.certificate_until < today:
        return "ended"
    return "ending" if officer.certificate_until <= today + WARNED else "valid"


def _by_certificate(rows: Rows, value: str) -> Rows:
    today, soon = clock.today(), clock.today() + WARNED
    if value == "left":
        return rows.filter(active=False)
    rows = rows.filter(active=True)
    if value == "pending":
        return rows.filter(certificate_from__gt=today)
    rows = rows.filter(certificate_from__lte=today)
    if value == "ended":
        return rows.filter(certificate_until__lt=today)
    if value == "ending":
        return rows.filter(certificate_until__gte=today, certificate_until__lte=soon)
    return rows.filter(certificate_until__gt=soon)


def _organ_choices(viewer: Actor) -> list[tuple[str, str]]:
    return list(people.organs(viewer=viewer).values_list("code", "name"))


def organs(request: HttpRequest) -> HttpResponseBase:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ_PEOPLE)
    link = reverse("cockpit:officers")
    spec = ListSpec(
        title=_("机构"),
        columns=[
            Column("name", _("名称"), sort="name", link=lambda o: f"{link}?organ={o.code}"),
            Column("code", _("代码"), kind="code", sort="code"),
            Column("area", _("辖区"), value="area.name"),
        ],
        search=lambda rows, text: rows.filter(name__contains=text) | rows.filter(code=text),
        search_hint=_("名称或代码"),
        empty=_("还没有登记机构。请由系统管理员导入机构名录。"),
    )
    return list_page(request, spec, people.organs(viewer=viewer))


def officer(request: HttpRequest, key: int) -> HttpResponse:
    viewer: Actor = request.actor  # type: ignore[attr-defined]
    viewer.require(rights.READ_PEOPLE)
    found = people.officers(viewer=viewer).filter(pk=key).first()
    if found is None:
        raise Missing()
    stands = standing(found, clock.today())
    head = MatterHead(
        number=found.certificate_number,
        title=found.name,
        state=_("执法证%(state)s") % {"state": _standings()[stands]},
        tone={"valid": "good", "ending": "warn", "ended": "stop"}.get(stands, "plain"),
        holder=found.organ.name,
    )
    given = {
        "head": head,
        "officer": found,
        "recusals": people.recusals_in_force([found.pk]),
        "timeline": timeline(found, viewer),
    }
    return render(request, "cockpit/officer.html", given)
