"""The electronic business licence that follows a decision 营业执照: issued, renewed, ended.

《市场主体登记管理条例》第二十一条, 第二十二条, 第二十八条, 第三十七条. The certificate is part of the act;
its files are made once the act is committed.
"""

from __future__ import annotations

from datetime import date

from quanheng.domains.registration.certificates import BUSINESS_LICENCE, printed
from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.rules.founding import HEAD_ROLES
from quanheng.domains.registration.rules.licence import Licence
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.services import NewCertificate, issue, revoke
from quanheng.platform.people.actors import Actor

KEY = BUSINESS_LICENCE.key
FORMS = {"personal": "个人经营", "family": "家庭经营"}


def issue_licence(business: Business, filing: Filing, *, by: Actor, today: date) -> Certificate:
    """Issue the licence of a business as it stands now, or its next version."""
    new = NewCertificate(
        kind=KEY,
        number=business.code,
        holder_name=business.name,
        holder_code=business.code,
        area_code=business.area_code,
        organ_id=filing.organ_id,
        data=printed(_licence(business)),
    )
    return issue(new, by=by, today=today)


def end_licence(business: Business, reason: str, cites: str, *, by: Actor, today: date) -> None:
    """End the licence of a business that has left; one registered before the platform has none."""
    if Certificate.objects.filter(kind=KEY, number=business.code, state="current").exists():
        revoke(KEY, business.code, reason, cites, by=by, today=today)


def _licence(business: Business) -> Licence:
    role = HEAD_ROLES[business.kind]
    head = Person.objects.filter(business=business, role=role, until_on__isnull=True).first()
    individual = business.kind == Kind.INDIVIDUAL
    return Licence(
        kind=Kind(business.kind),
        name=business.name,
        head=head.name if head else "",
        type_text=business.type_text,
        form=_form(business) if individual else "",
        capital=business.capital_text,
        established=_day(business.established_on),
        seat=business.address,
        scope=business.scope,
    )


def _form(business: Business) -> str:
    return next((says for says in FORMS.values() if says in business.type_text), "")


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
