"""Opening accounts, entering officers, declaring recusals 开户、入库、回避."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger import services as ledger
from quanheng.platform.people import rights
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account, Officer, Recusal
from quanheng.platform.people.roles import Role

OPEN_ACCOUNT = rights.declare("people.open_account", "开通账号", {Role.OPERATOR})
ENTER_OFFICER = rights.declare("people.enter_officer", "维护执法人员名录", {Role.SECTION, Role.OPERATOR})
DECLARE_RECUSAL = rights.declare(
    "people.declare_recusal", "登记回避", {Role.SECTION, Role.INSPECTOR, Role.AUDITOR}
)


@dataclass(frozen=True)
class NewAccount:
    """What an account is opened with; ``holds`` names what a witness or a business speaks for."""

    username: str
    display_name: str
    roles: tuple[Role, ...]
    organ: str
    area: str
    password: str
    officer_id: int | None = None
    holds: str = ""


@transaction.atomic
def open_account(new: NewAccount, *, by: Actor, today: date) -> Account:
    """Open a login 开通账号. Raises ``Refused`` if the name is taken."""
    by.require(OPEN_ACCOUNT, area=new.area)
    if Account.objects.filter(username=new.username).exists():
        raise Refused(f"账号“{new.username}”已被使用。", instead="请换一个账号名。", field="username")
    account = Account.objects.create(
        username=new.username,
        display_name=new.display_name,
        roles=[str(role) for role in new.roles],
        organ_id=new.organ,
        area_id=new.area,
        officer_id=new.officer_id,
        holds=new.holds,
        password=make_password(new.password),
    )
    ledger.record("account_opened", on=account, by=by, today=today, facts={"roles": account.roles})
    return account


@dataclass(frozen=True)
class NewOfficer:
    """An officer as entered in the register of inspectors 检查人员名录库."""

    name: str
    organ: str
    area: str
    certificate_number: str
    certificate_from: date
    certificate_until: date
    qualifications: tuple[str, ...] = ()
    cap: int = 40


@transaction.atomic
def enter_officer(new: NewOfficer, *, by: Actor, today: date) -> Officer:
    """Enter an officer in the register 入检查人员名录库; the certificate number is the key."""
    by.require(ENTER_OFFICER, area=new.area)
    if new.certificate_until < new.certificate_from:
        raise Refused(
            "执法证的有效期止早于有效期起。", instead="请核对证件后重填。", field="certificate_until"
        )
    officer, fresh = Officer.objects.update_or_create(
        certificate_number=new.certificate_number,
        defaults={
            "name": new.name,
            "organ_id": new.organ,
            "area_id": new.area,
            "certificate_from": new.certificate_from,
            "certificate_until": new.certificate_until,
            "qualifications": list(new.qualifications),
            "cap": new.cap,
        },
    )
    ledger.record("officer_entered" if fresh else "officer_updated", on=officer, by=by, today=today)
    return officer


@transaction.atomic
def declare_recusal(*, officer_id: int, subject_code: str, reason: str, by: Actor, today: date) -> Recusal:
    """Declare that an officer must not check a business 登记回避 (行政处罚法 第四十三条)."""
    officer = Officer.objects.get(pk=officer_id)
    by.require(DECLARE_RECUSAL, area=officer.area_id)
    recusal, fresh = Recusal.objects.get_or_create(
        officer=officer,
        subject_code=subject_code,
        ended_on=None,
        defaults={"reason": reason, "declared_on": today},
    )
    if fresh:
        ledger.record("recusal_declared", on=recusal, by=by, today=today, facts={"subject": subject_code})
    return recusal
