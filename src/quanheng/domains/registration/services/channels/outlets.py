"""Postal outlets 政邮合作网点: opening and closing one, and seating its clerks.

An outlet is an organ of its own, so that its clerks see their own work and nothing of the bureau's. A clerk
takes applications for the whole county; the bureau decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import Filing, Outlet
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.doors import NEAR_THE_APPLICANT
from quanheng.domains.registration.rules.filings import Stage
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people import services as people
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account, Area, Organ
from quanheng.platform.people.roles import Role

ORGAN_KIND = "postal"
COUNTY = 6  # digits of a county's code


class OutletIsOpen(Refused):
    """There is an outlet of this name already 网点已开设."""


class OutletHasWork(Refused):
    """Applications begun at the outlet are not submitted yet 网点还有未提交的申请."""


class OutletClosed(Refused):
    """The outlet was closed 网点已撤销."""


@dataclass(frozen=True)
class NewOutlet:
    """An outlet to open: its name, the township it lies in, its address."""

    name: str
    area_code: str
    address: str = ""


@dataclass(frozen=True)
class NewClerk:
    """A clerk of an outlet: login, name, first password."""

    username: str
    display_name: str
    password: str


@transaction.atomic
def open_outlet(new: NewOutlet, *, by: Actor, today: date) -> Outlet:
    """Open a postal outlet 开设邮政网点 with an organ of its own. Raises ``OutletIsOpen``, ``Missing``."""
    by.require(rights.KEEP_OUTLETS, area=new.area_code)
    area = Area.objects.filter(pk=new.area_code).first()
    if area is None:
        raise Missing("没有这个乡镇街道。", instead="请从列表中选择。", field="area_code")
    name = new.name.strip()
    if Outlet.objects.filter(name=name, closed_on__isnull=True).exists():
        raise OutletIsOpen(
            f"网点“{name}”已经开设。",
            cites=NEAR_THE_APPLICANT,
            instead="请换一个名称，或者在网点列表中查看。",
            field="name",
        )
    outlet = Outlet.objects.create(
        organ=_organ(name, area),
        name=name,
        area_code=area.pk,
        address=new.address.strip(),
        opened_on=today,
    )
    record("outlet_opened", on=outlet, by=by, today=today, facts={"name": name, "area": area.pk})
    return outlet


@transaction.atomic
def close_outlet(outlet_id: int, *, reason: str, by: Actor, today: date) -> Outlet:
    """Close a postal outlet 撤销邮政网点; its accounts end with it. Raises ``OutletHasWork``."""
    outlet = _locked(outlet_id, by=by)
    begun = Filing.objects.filter(outlet=outlet, stage__in=[Stage.DRAFT, Stage.SUPPLEMENT]).count()
    if begun:
        raise OutletHasWork(
            f"网点还有 {begun} 件申请没有提交或者待补正，不能撤销。",
            cites=NEAR_THE_APPLICANT,
            instead="请先提交、撤回，或者由申请人凭申请编号和办理码到登记窗口继续办理。",
        )
    outlet.closed_on = today
    outlet.save(update_fields=["closed_on"])
    ended = Account.objects.filter(organ=outlet.organ_id, is_active=True).update(is_active=False)
    facts = {"reason": reason.strip()[:200], "accounts": ended}
    record("outlet_closed", on=outlet, by=by, today=today, facts=facts)
    return outlet


@transaction.atomic
def seat_outlet_clerk(outlet_id: int, new: NewClerk, *, by: Actor, today: date) -> Account:
    """Open the account of an outlet's clerk 为网点人员开户: the role of a postal clerk, nothing else."""
    by.require(rights.SEAT_OUTLET_CLERK)
    outlet = Outlet.objects.select_for_update().filter(pk=outlet_id).first()
    if outlet is None or not by.covers(outlet.area_code):
        raise Missing("没有这个网点，或者它不在您的辖区内。")
    _require_open(outlet)
    account = people.NewAccount(
        username=new.username.strip(),
        display_name=new.display_name.strip(),
        roles=(Role.POSTAL,),
        organ=outlet.organ_id,
        area=outlet.area_code[:COUNTY],
        password=new.password,
    )
    made = people.open_account(account, by=by, today=today)
    record("outlet_clerk_seated", on=outlet, by=by, today=today, facts={"account": made.pk})
    return made


def _organ(name: str, area: Area) -> Organ:
    taken = Organ.objects.filter(kind=ORGAN_KIND, area=area).count()
    code = f"{area.pk}-post-{taken + 1}"
    return Organ.objects.create(code=code, name=name[:80], short_name=name[:30], kind=ORGAN_KIND, area=area)


def _locked(outlet_id: int, *, by: Actor) -> Outlet:
    by.require(rights.KEEP_OUTLETS)
    outlet = Outlet.objects.select_for_update().filter(pk=outlet_id).first()
    if outlet is None or not by.covers(outlet.area_code):
        raise Missing("没有这个网点，或者它不在您的辖区内。")
    _require_open(outlet)
    return outlet


def _require_open(outlet: Outlet) -> None:
    if outlet.closed_on:
        raise OutletClosed("网点已经撤销。", cites=NEAR_THE_APPLICANT, instead="可以另行开设网点。")
