"""Who is barred may not stand for a business: entered, imported, held against an application, lifted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from quanheng.domains.registration import queries, services
from quanheng.domains.registration.models import PersonBar
from quanheng.domains.registration.rules.bars import bar_grounds, last_day
from quanheng.domains.registration.services import NewBar, NotComplete
from quanheng.domains.registration.services.restricting import LiftedBefore, RestrictionWrong
from quanheng.domains.registration.tests.filings import make
from quanheng.kernel import clock
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.ledger.models import Entry
from quanheng.platform.people.roles import Role
from quanheng.platform.tables import reports
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.testing.people import COUNTY, account, actor

pytestmark = pytest.mark.django_db
PERSON = 3
HEAD = "姓名,身份证号,法定情形,法院,案号,开始日期,截止日期,解除日期,解除理由\n"


def new(**given: Any) -> NewBar:
    values = {
        "name": "冉小明",
        "id_number": make.id_number(PERSON),
        "ground": "defaulter",
        "source": "县人民法院",
        "reference": "（2026）渝0242执8号",
        "from_on": date(2026, 1, 5),
    }
    return NewBar(**{**values, **given})


def barred(**given: Any) -> PersonBar:
    return services.bar_person(new(**given), by=make.clerk(), today=make.DAY)


def founded() -> Any:
    return make.submitted(make.company_form(PERSON), subject="company")


def take_in(rows: str) -> ImportRun:
    run = tables.accept_file(
        "registration.bars",
        [(HEAD + rows).encode()],
        name="名单.csv",
        area_code=COUNTY,
        by=actor(Role.CLERK),
        today=make.DAY,
    )
    return tables.run_import(run.pk, today=make.DAY)


def test_a_barred_person_founds_no_company_until_the_bar_is_lifted() -> None:
    bar = barred()
    with pytest.raises(NotComplete) as refused:
        founded()
    assert "依法不得担任公司法定代表人，直到限制解除" in refused.value.says
    assert "第十二条" in refused.value.cites
    services.lift_bar(bar.pk, reason="已履行完毕，法院屏蔽", by=make.clerk(), today=make.DAY)
    assert founded().stage == "submitted"


def test_the_refusal_says_until_when_and_does_not_tell_the_ground() -> None:
    barred(ground="bankruptcy", from_on=date(2024, 5, 6))
    with pytest.raises(NotComplete) as refused:
        founded()
    assert "至2027-05-06止" in refused.value.says
    assert "破产" not in refused.value.says


def test_a_bar_that_has_ended_or_not_begun_stops_nothing() -> None:
    barred(ground="bankruptcy", from_on=date(2022, 3, 2), until_on=date(2026, 3, 1))
    barred(reference="另一件", from_on=date(2026, 3, 3))
    assert founded().stage == "submitted"


def test_it_stops_no_individual_business_and_nobody_elses_company() -> None:
    barred()
    shop = make.noodle_shop(5, operator=make.somebody(PERSON))
    assert make.submitted(shop).stage == "submitted"
    assert make.submitted(make.company_form(6), subject="company").stage == "submitted"


def test_a_company_does_not_take_a_barred_person_as_legal_representative() -> None:
    business = make.business()
    barred()
    change = {"legal_representative": make.somebody(PERSON)}
    details = {"change": change, "promises": ["resolved", "fit_for_office"]}
    filing = make.drafted(details, kind="change", business_code=business.code)
    found = services.judge(filing, today=make.DAY)
    assert any("依法不得担任公司法定代表人" in one.says for one in found)


def test_a_company_whose_representative_became_barred_is_told_to_replace_him() -> None:
    business = make.business()
    bar = barred(name="田小花", id_number=make.id_number(7))
    details = {"change": {"scope": "日用百货销售"}, "promises": ["resolved"]}
    filing = make.drafted(details, kind="change", business_code=business.code)
    told = [one for one in services.judge(filing, today=make.DAY) if "应当及时申请变更法定代表人" in one.says]
    assert [one.severity for one in told] == ["warn"]
    assert "第二十条" in told[0].cites
    assert [one.business for one in queries.represented_by(bar, viewer=make.clerk())] == [business]


def test_the_same_document_bars_a_person_once_and_the_ledger_holds_no_number() -> None:
    first = barred()
    assert barred().pk == first.pk
    entry = Entry.objects.get(act="person_barred")
    assert "县人民法院" in entry.body
    assert make.id_number(PERSON) not in entry.body
    assert "冉小明" not in entry.body


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"id_number": "500242198506010012"}, "id_number"),
        ({"ground": "欠债"}, "ground"),
        ({"ground": "other"}, "note"),
        ({"reference": " "}, "reference"),
        ({"name": ""}, "name"),
        ({"until_on": date(2025, 1, 1)}, "until_on"),
    ],
)
def test_a_bar_that_says_too_little_is_refused(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(RestrictionWrong) as refused:
        barred(**wrong)
    assert refused.value.field == field
    assert not PersonBar.objects.exists()


def test_a_bar_is_lifted_once_with_why_by_whoever_keeps_it() -> None:
    bar = barred()
    given = {"by": make.clerk(), "today": make.DAY}
    with pytest.raises(RestrictionWrong):
        services.lift_bar(bar.pk, reason=" ", **given)
    with pytest.raises(Missing):
        elsewhere = actor(Role.CLERK, area_code="500240")
        services.lift_bar(bar.pk, reason="错列", by=elsewhere, today=make.DAY)
    with pytest.raises(Forbidden):
        services.lift_bar(bar.pk, reason="错列", by=actor(Role.INSPECTOR), today=make.DAY)
    services.lift_bar(bar.pk, reason="错列", **given)
    with pytest.raises(LiftedBefore):
        services.lift_bar(bar.pk, reason="错列", **given)


def test_a_list_is_taken_in_once_and_a_later_one_lifts() -> None:
    make.lay_out()
    number = make.id_number(PERSON)
    row = f"冉小明,{number},失信被执行人,县人民法院,（2026）执8号,2026-01-05,,"
    assert take_in(f"{row},\n").accepted_count == 1
    assert take_in(f"{row},\n").unchanged_count == 1
    take_in(f"{row}2026-02-20,屏蔽决定\n")
    bar = PersonBar.objects.get()
    assert (bar.lifted_on, bar.lifted_reason) == (date(2026, 2, 20), "屏蔽决定")


def test_a_listed_term_is_worked_out_and_stands_as_it_was_taken_in() -> None:
    make.lay_out()
    row = f"冉小明,{make.id_number(PERSON)},破产,县人民法院,（2024）破1号,2024-05-06,,,\n"
    take_in(row)
    assert PersonBar.objects.get().until_on == date(2027, 5, 6)
    assert take_in(row).unchanged_count == 1


def test_rows_with_a_wrong_number_or_ground_are_refused_and_the_report_masks_the_number() -> None:
    make.lay_out()
    run = take_in(
        "冉小明,500242198506010012,失信被执行人,县人民法院,（2026）执8号,2026-01-05,,,\n"
        f"冉小明,{make.id_number(PERSON)},欠债,县人民法院,（2026）执9号,2026-01-05,,,\n"
        f"冉小明,{make.id_number(PERSON)},其他,县人民法院,（2026）执9号,2026-01-05,,,\n"
    )
    assert run.refused_count == 3
    lines = list(reports.lines_of(run))
    assert "公民身份号码不对" in lines[0][3]
    assert make.id_number(PERSON) not in str(lines)


@pytest.mark.parametrize("ground", sorted(bar_grounds()))
def test_a_term_of_the_law_is_three_or_five_years_to_the_day(ground: str) -> None:
    last = last_day(ground, date(2024, 2, 29))
    assert last is None or last in {date(2027, 2, 28), date(2029, 2, 28), date(2027, 3, 1), date(2029, 3, 1)}


@pytest.fixture
def at_the_desk(client: Client) -> Iterator[Client]:
    make.lay_out()
    client.force_login(account(Role.CLERK))
    with clock.fixed(make.DAY):
        yield client


def test_a_clerk_enters_sees_masked_and_lifts(at_the_desk: Client) -> None:
    form = {
        "name": "冉小明",
        "id_number": make.id_number(PERSON),
        "ground": "defaulter",
        "source": "县人民法院",
        "reference": "（2026）渝0242执8号",
        "from_on": "2026-01-05",
    }
    wrong = at_the_desk.post("/registration/bars/new/", form | {"id_number": "1"})
    assert (wrong.status_code, "公民身份号码不对" in wrong.content.decode()) == (422, True)
    assert at_the_desk.post("/registration/bars/new/", form).status_code == 302
    bar = PersonBar.objects.get()
    for address in ("/registration/bars/", f"/registration/bars/{bar.pk}/"):
        page = at_the_desk.get(address).content.decode()
        assert "冉小明" in page
        assert make.id_number(PERSON) not in page
    assert at_the_desk.post(f"/registration/bars/{bar.pk}/lift/", {"reason": ""}).status_code == 422
    assert at_the_desk.post(f"/registration/bars/{bar.pk}/lift/", {"reason": "错列"}).status_code == 302
    bar.refresh_from_db()
    assert bar.lifted_on == make.DAY


@pytest.mark.parametrize("page", ["bars", "holds"])
def test_no_ground_stands_chosen_before_somebody_chose(at_the_desk: Client, page: str) -> None:
    shown = at_the_desk.get(f"/registration/{page}/new/").content.decode()
    assert '<option value="">请选择</option>' in shown or '<option value="" selected>请选择</option>' in shown


def test_the_officer_sees_the_bar_beside_the_application(at_the_desk: Client) -> None:
    filing = founded()
    bar = barred()
    page = at_the_desk.get(f"/registration/filings/{filing.pk}/").content.decode()
    assert "依法不得担任公司法定代表人" in page
    assert f"/registration/bars/{bar.pk}/" in page


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TOWNSHIP, Role.BUSINESS, Role.OPERATOR])
def test_whoever_does_not_decide_reads_no_bars(client: Client, role: Role) -> None:
    make.lay_out()
    bar = barred()
    client.force_login(account(role))
    assert client.get("/registration/bars/").status_code == 403
    assert client.get(f"/registration/bars/{bar.pk}/").status_code == 403


def test_another_county_does_not_read_it_and_is_bound_by_it() -> None:
    bar = barred()
    assert not queries.bars(viewer=actor(Role.CLERK, area_code="500240")).exists()
    with pytest.raises(Missing):
        queries.bar(bar.pk, viewer=actor(Role.CLERK, area_code="500240"))
    PersonBar.objects.update(area_code="500240")
    with pytest.raises(NotComplete):
        founded()
