"""What lies at the registration counter today 今天的登记柜台.

A noodle shop registered yesterday, with its licence, which now asks for its food permit; one application
from the post office that waits for its decision, one that was sent back, one half written; a company that
leaves by simple deregistration, in public now; a name disputed, a registration said to be false; three people
who asked for a visit at their door, two of them on today's route; a name kept; a business that may not leave
because of a court's order, and a person who may not represent a company because of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from quanheng.config.demo import people, pictures, words
from quanheng.config.demo.chance import Chance
from quanheng.config.demo.protocol import Step, moment
from quanheng.config.demo.stages import Made
from quanheng.domains.licences import queries as permits
from quanheng.domains.licences import services as licences
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration import services
from quanheng.domains.registration.models import Business, Filing, Outlet
from quanheng.domains.registration.rules.filings import Channel, FilingKind
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel import calendar, clock
from quanheng.kernel.identifiers import resident_id
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account

LONGTAN = "500242101"
SHOP = {
    "type_text": "个体工商户",
    "form": "personal",
    "trade_code": "H6291",
    "scope": "小吃服务",
    "address_proof": "declaration",
    "promises": ["address_true", "near_name", "true"],
}


def steps(made: Made, today: date) -> Iterator[Step]:
    """The acts at the counter up to today, each at its moment."""
    before = calendar.add_working_days(today - timedelta(days=9), 1)
    yesterday = _working_day_before(today)
    yield Step(moment(yesterday, 9, 10), lambda: _registered(made, "溪口三嬢", "米粉店"))
    yield Step(moment(yesterday, 9, 40), lambda: _permit_asked("溪口三嬢"))
    yield Step(moment(yesterday, 10), lambda: _leaving(made))
    yield Step(moment(yesterday, 10, 30), lambda: _disputed(made))
    yield Step(moment(yesterday, 10, 50), lambda: _said_to_be_false(made))
    yield Step(moment(yesterday, 11), lambda: _held(made))
    yield Step(moment(yesterday, 11, 10), lambda: _barred(made))
    yield Step(moment(yesterday, 14), lambda: _visits(made, today))
    yield Step(moment(yesterday, 15), lambda: _at_the_post(made, "后溪幺妹", "副食店"))
    yield Step(moment(before, 15), lambda: _sent_back(made, "铜鼓老灶", "面馆"))
    yield Step(moment(yesterday, 16), lambda: _half_written(made))
    yield Step(moment(yesterday, 16, 30), lambda: _kept_name())


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def _somebody(made: Made, *label: object) -> dict[str, str]:
    """An invented person with a sound identity number that was made up."""
    chance = Chance(made.seed, "counter", *label)
    born = chance.day(date(1968, 1, 1), date(1999, 12, 31))
    number = resident_id.make(people.COUNTY, born, f"{chance.between(1, 999):03d}")
    lives = f"重庆市酉阳县龙潭镇老街{chance.between(1, 300)}号"
    known = {"name": words.person(chance), "id_number": number, "phone": words.phone(chance)}
    return known | {"residence": lives}


def _shop(made: Made, brand: str, trade: str) -> dict[str, Any]:
    operator = _somebody(made, brand)
    return SHOP | {
        "name_parts": {"region": "酉阳县", "brand": brand, "trade": "", "form": trade},
        "address": f"重庆市酉阳县龙潭镇老街{Chance(made.seed, brand).between(1, 300)}号",
        "area_code": LONGTAN,
        "operator": operator,
        "contact": {"name": operator["name"], "phone": operator["phone"]},
    }


def _written(details: dict[str, Any], channel: Channel, who: str, outlet_id: int | None = None) -> Filing:
    by, today = people.seat(who), clock.today()
    new = services.NewFiling(
        FilingKind.ESTABLISHMENT, Kind.INDIVIDUAL, channel, details["area_code"], outlet_id=outlet_id
    )
    filing = services.open_filing(new, by=by, today=today)
    return services.save_draft(filing.pk, details, filing.revision, by=by, today=today)


def _registered(made: Made, brand: str, trade: str) -> None:
    filing = _written(_shop(made, brand, trade), Channel.WINDOW, "clerk")
    services.submit_filing(filing.pk, by=people.seat("clerk"), today=clock.today())
    services.approve_filing(filing.pk, by=people.seat("clerk"), today=clock.today())


def _permit_asked(brand: str) -> None:
    """The noodle shop asks online for its food permit; it is taken in and waits for the site check."""
    today = clock.today()
    shop = registration.businesses(viewer=people.seat("clerk")).filter(name__contains=brand).get()
    new = licences.NewForm(shop.code, "new", kind="food_business")
    form, code = licences.open_form(new, by=Actor.public(), today=today)
    owner = permits.taken_up(form.number, code)
    said = {"form": "2", "items": ["hot"], "contact_phone": shop.contact_phone}
    licences.write_form(form.pk, said, by=owner, today=today)
    for paper in ("layout", "rules"):
        licences.add_paper(form.pk, paper, pictures.tidy(f"{brand} {paper}"), by=owner, today=today)
    asked = licences.hand_in(form.pk, true=True, by=owner, today=today).application
    if asked:
        licences.accept(asked.pk, by=people.seat("section2"), today=today)


def _disputed(made: Made) -> None:
    company, today = _company(made, "disputed"), clock.today()
    new = services.NewDispute(
        company.code,
        "重庆龙河示例商贸有限公司",
        "请求认定被申请人的名称侵犯本公司企业名称合法权益，责令其变更名称",
        "被申请人的字号与本公司在先登记的字号读音相同、行业相同，已使顾客误认。",
    )
    services.file_dispute(new, by=people.seat("clerk"), today=today)


def _said_to_be_false(made: Made) -> None:
    company, who = _company(made, "false"), _somebody(made, "false")
    new = services.NewAnnulment(
        company.code,
        "身份证件遗失后被他人冒用登记为股东，本人从未签字，有报案回执。",
        who["name"],
        who["phone"],
    )
    services.ask_annulment(new, by=people.seat("section"), today=clock.today())


def _outlet() -> int:
    return Outlet.objects.get(area_code=LONGTAN).pk


def _at_the_post(made: Made, brand: str, trade: str) -> None:
    filing = _written(_shop(made, brand, trade), Channel.POSTAL, "postal", _outlet())
    services.submit_filing(filing.pk, by=people.seat("postal"), today=clock.today())


def _sent_back(made: Made, brand: str, trade: str) -> None:
    filing = _written(_shop(made, brand, trade), Channel.POSTAL, "postal", _outlet())
    services.submit_filing(filing.pk, by=people.seat("postal"), today=clock.today())
    points = ["经营场所的门牌号与申报承诺不一致，请核对后重新填写。"]
    services.ask_supplement(filing.pk, points, by=people.seat("clerk"), today=clock.today())


def _half_written(made: Made) -> None:
    details = {"area_code": LONGTAN, "operator": _somebody(made, "half"), "type_text": "个体工商户"}
    _written(details, Channel.POSTAL, "postal", _outlet())


def _company(made: Made, *label: object) -> Business:
    wanted = BusinessFilter(area=LONGTAN, kinds=(Kind.COMPANY,))
    found = registration.matching(wanted, viewer=people.seat("clerk")).order_by("code")
    return Chance(made.seed, "counter", *label).pick(list(found))


def _leaving(made: Made) -> None:
    """A company applies for simple deregistration; its commitment is public from that day."""
    by, today = people.seat("clerk"), clock.today()
    company = _company(made, "leaving")
    new = services.NewFiling(
        FilingKind.SIMPLE_DEREGISTRATION, Kind.COMPANY, Channel.WINDOW, company.area_code, company.code
    )
    filing = services.open_filing(new, by=by, today=today)
    owner = _somebody(made, "leaving")
    details = {
        "reason": "股东会决议解散，未发生债权债务",
        "promises": ["all_investors", "no_debts", "true"],
        "legal_representative": owner,
        "contact": {"name": owner["name"], "phone": owner["phone"]},
    }
    services.save_draft(filing.pk, details, filing.revision, by=by, today=today)
    services.submit_filing(filing.pk, by=by, today=today)


def _held(made: Made) -> None:
    company, today = _company(made, "held"), clock.today()
    new = services.NewHold(
        company.code,
        "court_order",
        "酉阳土家族苗族自治县人民法院",
        f"（{today.year}）渝0242民初示例号",
        today,
    )
    services.place_hold(new, by=people.seat("clerk"), today=today)


def _barred(made: Made) -> None:
    """A court's list names somebody who does not pay what a judgment says."""
    who, today = _somebody(made, "barred"), clock.today()
    court, document = "酉阳土家族苗族自治县人民法院", f"（{today.year}）渝0242执示例号"
    new = services.NewBar(who["name"], who["id_number"], "defaulter", court, document, today)
    services.bar_person(new, by=people.seat("clerk"), today=today)


def _visits(made: Made, today: date) -> None:
    """Three requests by telephone; two go on today's route."""
    asked = [
        ("龙潭镇", LONGTAN, FilingKind.REISSUE, "行动不便，请带打印好的执照"),
        ("龙潭镇", LONGTAN, FilingKind.ESTABLISHMENT, "农家乐，无人会用手机"),
        ("麻旺镇", "500242102", FilingKind.CHANGE, "搬了新门面"),
    ]
    made_visits = []
    for number, (place, area, kind, note) in enumerate(asked, start=1):
        who = _somebody(made, "visit", number)
        request = services.VisitRequest(
            area_code=area,
            address=f"重庆市酉阳县{place}石堤村{number}组",
            applicant_name=who["name"],
            applicant_phone=who["phone"],
            asked_for=kind,
            note=note,
        )
        made_visits.append(services.request_visit(request, by=people.seat("clerk"), today=clock.today()))
    visitor = Account.objects.get(username="visitor").pk
    chosen = [visit.pk for visit in made_visits[:2]]
    services.plan_route(today, chosen, visitor, by=people.seat("clerk"), today=clock.today())


def _kept_name() -> None:
    question = services.NameQuestion("酉阳县", "毛坝云上", "茶业", "有限公司", LONGTAN, Kind.COMPANY)
    applicant = services.NameApplicant("石云", "023-00000001")
    services.retain_name(question, applicant, promised=True, by=people.seat("clerk"), today=clock.today())
