"""Partners: where each lives and how each is liable is asked, judged, kept and set on the application."""

from __future__ import annotations

from typing import Any

import pytest

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Business, Filing, Person
from quanheng.domains.registration.rules.findings import blocking
from quanheng.domains.registration.rules.partners import LIMITED, NAME_FORMS, ORDINARY, SPECIAL, Liability
from quanheng.domains.registration.services import papers
from quanheng.domains.registration.services.writing import write_change
from quanheng.domains.registration.tests.filings import make
from quanheng.domains.registration.web.errand.papers import papers as evidence_asked
from quanheng.domains.registration.web.errand.preparing import before_checking, stored

pytestmark = pytest.mark.django_db
LIVES = "重庆市酉阳县龙潭镇老街3组"


def partner(serial: int, liability: str, **given: Any) -> dict[str, Any]:
    named = make.somebody(serial, f"冉小{'一二三四五六'[serial]}")
    return named | {"role": "partner", "liability": liability, "share_yuan": "50000"} | given


def form(*partners: dict[str, Any], type_text: str = LIMITED, **given: Any) -> dict[str, Any]:
    head = {key: value for key, value in partners[0].items() if key in {"name", "id_number", "phone"}}
    return {
        **make.company_form(2),
        "name_parts": make.parts(2, "商贸中心", NAME_FORMS[type_text]),
        "type_text": type_text,
        "legal_representative": head,
        "capital_yuan": str(50000 * len(partners)),
        "persons": list(partners),
        "officers": None,
        **given,
    }


def said(filing: Filing) -> str:
    return "".join(one.says for one in blocking(services.judge(filing, today=make.DAY)))


def founded(type_text: str = LIMITED) -> Business:
    second = Liability.LIMITED if type_text == LIMITED else Liability.UNLIMITED
    details = form(partner(1, Liability.UNLIMITED), partner(2, second), type_text=type_text)
    business = make.approved(details, subject="partnership").business
    assert business is not None
    return business


def changing(business: Business, rows: list[dict[str, Any]], **change: Any) -> Filing:
    details = {"change": {"persons": rows, **change}, "promises": ["resolved"]}
    return make.drafted(details, kind="change", subject="partnership", business_code=business.code)


def key_of(business: Business, name: str) -> str:
    return str(Person.objects.get(business=business, role="partner", name=name, until_on=None).pk)


def test_a_limited_partnership_keeps_how_each_partner_is_liable_and_where_each_lives() -> None:
    rows = Person.objects.filter(business=founded(), role="partner").order_by("id")
    assert [(row.liability, row.residence) for row in rows] == [("unlimited", LIVES), ("limited", LIVES)]
    assert rows[1].liability_says == "以认缴的出资额为限（有限合伙人）"


@pytest.mark.parametrize(
    ("partners", "type_text", "says"),
    [
        (({}, {"residence": ""}), LIMITED, "没有填写合伙人冉小三的住所"),
        (({}, {"liability": ""}), LIMITED, "没有选择合伙人冉小三的承担责任方式"),
        (({}, {"liability": "limited"}), ORDINARY, "冉小三不能是有限合伙人"),
        (({}, {}), LIMITED, "应当登记为普通合伙企业"),
        (({"liability": "limited"}, {}), LIMITED, "有限合伙人冉小二不能执行合伙事务"),
        (({"liability": "limited"}, {"liability": "limited"}), LIMITED, "至少应有1名普通合伙人"),
    ],
)
def test_what_a_partnership_lacks_is_told(
    partners: tuple[dict[str, Any], ...], type_text: str, says: str
) -> None:
    rows = [partner(at + 1, **{"liability": "unlimited"} | given) for at, given in enumerate(partners)]
    filing = make.drafted(form(*rows, type_text=type_text), subject="partnership")
    assert says in said(filing)


def test_partners_of_an_ordinary_partnership_need_not_be_asked_how_they_are_liable() -> None:
    rows = [partner(1, ""), partner(2, "")]
    filing = make.drafted(form(*rows, type_text=ORDINARY), subject="partnership")
    made = before_checking(filing)
    assert [one["liability"] for one in made["persons"]] == ["unlimited", "unlimited"]


@pytest.mark.parametrize(("type_text", "liable"), [(ORDINARY, "unlimited"), (LIMITED, "")])
def test_who_joins_an_ordinary_partnership_need_not_be_asked_either(type_text: str, liable: str) -> None:
    filing = changing(founded(type_text), [partner(3, "", role="")])
    made = before_checking(filing).get("change", filing.details["change"])
    assert [one["liability"] for one in made["persons"]] == [liable]


def test_the_type_that_is_chosen_gives_the_name_its_mark() -> None:
    filing = make.opened(subject="partnership")
    assert stored({"type_text": LIMITED}, filing)["name_parts"]["form"] == "（有限合伙）"


def test_a_special_partnership_is_founded_as_an_ordinary_one_and_reminded_of_qualifications() -> None:
    rows = [partner(1, Liability.UNLIMITED), partner(2, Liability.UNLIMITED)]
    filing = make.drafted(form(*rows, type_text=SPECIAL), subject="partnership")
    found = services.judge(filing, today=make.DAY)
    [reminder] = [one for one in found if "职业资格" in one.says]
    assert reminder.cites == "《市场主体登记管理条例实施细则》第二十八条第（一）项"
    assert "qualification" in [paper.key for paper in evidence_asked(filing)]
    business = founded(SPECIAL)
    assert business.name.endswith("（特殊普通合伙）")
    assert business.type_text == SPECIAL


def test_nobody_in_a_special_partnership_is_liable_with_a_limit() -> None:
    rows = [partner(1, Liability.UNLIMITED), partner(2, Liability.LIMITED)]
    filing = make.drafted(form(*rows, type_text=SPECIAL), subject="partnership")
    assert "冉小三不能是有限合伙人" in said(filing)


def test_the_qualifications_are_asked_of_no_other_partnership() -> None:
    rows = [partner(1, Liability.UNLIMITED), partner(2, Liability.UNLIMITED)]
    filing = make.drafted(form(*rows, type_text=ORDINARY), subject="partnership")
    assert "qualification" not in [paper.key for paper in evidence_asked(filing)]
    assert not [one for one in services.judge(filing, today=make.DAY) if "职业资格" in one.says]


def test_a_partner_who_comes_says_where_he_lives_and_how_he_is_liable() -> None:
    new = partner(3, "", residence="", role="")
    told = said(changing(founded(), [new], capital_yuan="150000"))
    assert "没有填写合伙人冉小四的住所" in told
    assert "没有选择合伙人冉小四的承担责任方式" in told


def test_a_partner_who_moves_is_registered_anew_and_the_old_row_ends() -> None:
    business = founded()
    rows = [{"known": key_of(business, "冉小三"), "residence": "重庆市酉阳县酉酬镇1号"}]
    filing = changing(business, rows)
    assert said(filing) == ""
    services.submit_filing(filing.pk, by=make.clerk(), today=make.DAY)
    services.approve_filing(filing.pk, by=make.clerk(), today=make.DAY)
    kept = Person.objects.filter(business=business, role="partner", name="冉小三").order_by("id")
    assert [(row.residence, row.until_on) for row in kept] == [
        (LIVES, make.DAY),
        ("重庆市酉阳县酉酬镇1号", None),
    ]
    filing.refresh_from_db()
    write_change(business, filing.details["before"], today=make.DAY)
    assert Person.objects.get(business=business, name="冉小三", until_on=None).residence == LIVES


def test_where_a_partner_lives_is_not_filed_but_registered() -> None:
    business = founded()
    rows = [{"known": key_of(business, "冉小三"), "residence": "重庆市酉阳县酉酬镇1号"}]
    details = {"change": {"persons": rows}}
    filing = make.drafted(details, kind="filing_change", subject="partnership", business_code=business.code)
    assert "应当办理变更登记" in said(filing)


def test_the_last_limited_partner_does_not_become_general_without_another_type() -> None:
    business = founded()
    rows = [{"known": key_of(business, "冉小三"), "liability": "unlimited"}]
    assert "应当登记为普通合伙企业" in said(changing(business, rows))
    assert "应当登记为普通合伙企业" not in said(changing(business, rows, type_text=ORDINARY))


def test_the_application_states_residence_and_liability() -> None:
    details = form(partner(1, Liability.UNLIMITED), partner(2, Liability.LIMITED))
    filing = make.drafted(details, subject="partnership")
    facts = dict(papers._application(filing)["facts"])
    assert facts["合伙人冉小三"] == f"住所：{LIVES}；承担责任方式：以认缴的出资额为限（有限合伙人）"
