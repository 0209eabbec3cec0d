from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.inspections.rules import checklist, obstruction, quota, results, roster, staffing
from quanheng.domains.inspections.rules.checklist import AnswerKind, BadAnswer, Given, Question
from quanheng.domains.inspections.rules.kinds import Field
from quanheng.domains.inspections.rules.objects import NothingInCommon, common, either
from quanheng.domains.inspections.rules.publication import publication_due
from quanheng.domains.inspections.rules.results import Outcome, Problem, WrongCodes
from quanheng.domains.inspections.rules.staffing import PROVISIONS, TooFewOfficers, check_present
from quanheng.domains.inspections.rules.stages import INSPECTION, VISIT
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.calendar import is_working_day, working_days_between
from quanheng.kernel.draw import Count, Ratio, wanted
from quanheng.kernel.law import NoProvision

days = st.dates(date(2020, 1, 1), date(2026, 10, 1))
fields = st.lists(st.sampled_from(Field), min_size=1, max_size=4)
codes = st.lists(st.text("0123456789", min_size=18, max_size=18), max_size=30)
percent = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize("table", [INSPECTION, VISIT])
def test_every_stage_can_end_and_has_a_name(table):
    assert table.gaps() == []


# publication


@given(fields, days)
def test_publication_is_due_on_the_twentieth_working_day_and_never_on_a_day_off(chosen, ended):
    due = publication_due(chosen, ended)
    assert working_days_between(ended, due.on) == 20
    assert is_working_day(due.on)
    assert due.cites


@given(fields, days, st.integers(0, 60))
def test_a_later_end_never_brings_publication_forward(chosen, ended, more):
    later = ended + timedelta(days=more)
    assert publication_due(chosen, ended).on <= publication_due(chosen, later).on


def test_an_old_inspection_is_published_under_the_law_of_its_day():
    assert "国发〔2019〕5号" in publication_due([Field.FOOD], date(2021, 6, 1)).cites
    now = publication_due([Field.FOOD], date(2022, 3, 15))
    assert now.cites == "《食品生产经营监督检查管理办法》第三十九条第一款"
    assert now.says.startswith("市场监督管理部门应当于检查结果信息形成后20个工作日内")
    assert publication_due([Field.PUBLIC_INFORMATION], date(2025, 3, 18)).mark == ""
    assert "凭记忆" in publication_due([Field.PUBLIC_INFORMATION], date(2021, 6, 1)).mark


def test_a_day_before_the_first_provision_is_refused():
    with pytest.raises(NoProvision):
        publication_due([Field.OTHER], date(2019, 2, 14))


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        ("2021-03-10", "2021-04-08"),  # across 清明
        ("2021-09-17", "2021-10-21"),  # across 中秋 and 国庆, with three make-up workdays
        ("2021-12-31", "2022-01-29"),  # into the next year, ending on a make-up Saturday
    ],
)
def test_worked_examples_of_the_twenty_working_days(ended, due):
    assert publication_due([Field.OTHER], date.fromisoformat(ended)).on == date.fromisoformat(due)


# officers


@given(fields, days, st.sets(st.integers(1, 6)))
def test_a_team_is_enough_exactly_from_the_number_the_law_names(chosen, day, present):
    needed, cites = staffing.officers_needed(chosen, day)
    assert (needed, bool(cites)) == (2, True)
    if len(present) >= needed:
        check_present(present, present, chosen, day)
    else:
        with pytest.raises(TooFewOfficers):
            check_present(present, present, chosen, day)


def test_every_provision_of_the_law_file_is_used_by_a_rule():
    used = {
        *staffing.OFFICERS.values(),
        "officers_check",
        "publish_public_information",
        "publish_food",
        "publish_random_check",
    }
    assert set(PROVISIONS) == used


# quotas


@given(percent)
def test_a_percentage_survives_being_typed_and_read_again(share):
    read = quota.parse(f"{share}%")
    assert isinstance(read, Ratio)
    assert quota.parse(quota.spoken(read)) == read
    assert Decimal(read.text) == share / 100


@given(st.integers(0, 999_999_999))
def test_a_count_survives_being_typed_and_read_again(number):
    assert quota.parse(quota.spoken(Count(number))) == Count(number)


@given(percent, st.integers(0, 10**6))
def test_a_ratio_draws_at_least_its_share_and_less_than_one_more(share, size):
    row = next(r for r in quota.preview({"A": Ratio(str(share / 100))}, {"A": size}).rows if r.stratum == "A")
    exact = share / 100 * size
    assert exact <= row.wanted < exact + 1
    assert row.wanted <= size


@given(
    st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 500)),
    st.dictionaries(st.sampled_from("ABCD"), percent.map(lambda p: Ratio(str(p / 100)))),
)
def test_the_preview_draws_what_the_draw_itself_will_draw(sizes, shares):
    shown = {r.stratum: r.wanted for r in quota.preview(shares, sizes).rows if r.stratum in shares}
    assert shown == wanted(shares, sizes)


@pytest.mark.parametrize(
    "text", ["一半", "101%", "-1%", "1e5", "40.5", "NaN%", "0.0000000000000000000001%", "²"]
)
def test_what_is_no_share_is_refused(text):
    with pytest.raises(quota.BadQuota):
        quota.parse(text)


@pytest.mark.parametrize("stored", [{"A": {}}, {"A": {"ratio": "0.1", "count": 3}}, {"A": {"ratio": "2"}}])
def test_a_stored_quota_that_says_two_things_or_nothing_is_refused(stored):
    with pytest.raises(quota.BadQuota):
        quota.quotas(stored)


# roster


@given(
    codes, codes, st.dictionaries(st.text("0123456789", min_size=18, max_size=18), st.sampled_from("ABCD"))
)
def test_the_roster_has_every_business_once_and_nobody_inspected_lately(matching, lately, classes):
    found = roster.eligible(matching, classes, lately)
    listed = [code for code, _ in found.rows]
    assert listed == sorted(set(listed))
    assert set(listed) | (set(matching) & set(lately)) == set(matching)
    assert not set(listed) & set(lately)
    assert found.excluded + len(listed) == len(set(matching))
    assert all(klass == classes.get(code, "B") for code, klass in found.rows)


@given(codes)
def test_the_roster_does_not_depend_on_the_order_of_the_register(matching):
    assert roster.eligible(matching, {}, ()) == roster.eligible(list(reversed(matching)), {}, ())


# objects


trades = st.lists(st.sampled_from(["H62", "H621", "F52", "F522", "P8"]), max_size=3).map(tuple)
filters = st.lists(trades.map(lambda t: BusinessFilter(trades=t)), min_size=1, max_size=4)


def meets(one: BusinessFilter, trade: str) -> bool:
    return not one.trades or any(trade.startswith(prefix) for prefix in one.trades)


@given(filters, st.sampled_from(["H6210", "H6230", "F5221", "F5291", "P8391", "K7010"]))
def test_a_joint_inspection_draws_exactly_those_whom_every_item_is_for(given_filters, trade):
    wanted_by_all = all(meets(one, trade) for one in given_filters)
    try:
        assert meets(common(given_filters), trade) == wanted_by_all
    except NothingInCommon:
        assert not wanted_by_all


@given(filters, st.sampled_from(["H6210", "H6230", "F5221", "F5291", "P8391", "K7010"]))
def test_an_own_inspection_draws_exactly_those_whom_one_item_is_for(given_filters, trade):
    assert meets(either(given_filters), trade) == any(meets(one, trade) for one in given_filters)


# checklists


TEMPERATURE = Question(1, "温度", "", AnswerKind.NUMBER, low=Decimal(0), high=Decimal("8.0"))
LICENCE = Question(2, "有证", "", AnswerKind.YES_NO, ("no",))


@given(st.decimals(-100, 100, places=2))
def test_a_number_is_a_problem_exactly_outside_its_bounds(value):
    normal = checklist.normal_value(TEMPERATURE, str(value))
    assert checklist.is_problem(TEMPERATURE, normal) == (not Decimal(0) <= value <= Decimal(8))


@pytest.mark.parametrize("value", ["八度", "NaN", "Infinity", "1e30"])
def test_a_number_that_is_none_is_refused(value):
    with pytest.raises(BadAnswer):
        checklist.normal_value(TEMPERATURE, value)


@pytest.mark.parametrize(("value", "problem"), [("yes", False), ("no", True), ("na", False), ("", False)])
def test_only_the_named_answer_of_a_yes_or_no_question_is_a_problem(value, problem):
    assert checklist.is_problem(LICENCE, checklist.normal_value(LICENCE, value)) is problem


def test_a_text_answer_longer_than_the_page_is_refused():
    with pytest.raises(BadAnswer):
        checklist.normal_value(Question(3, "说明", "", AnswerKind.TEXT), "字" * 2001)


def test_a_question_that_need_not_be_answered_keeps_nothing_open():
    free = Question(3, "说明", "", AnswerKind.TEXT, required=False)
    checklist.check_complete([LICENCE, free], {2: Given("yes")})


# results


problems = st.lists(
    st.builds(Problem, st.sampled_from(["3", "4", "5", "B", "C", "D"]), st.booleans()), max_size=5
)


@given(problems)
def test_the_result_says_whether_something_is_left_open(found):
    decision = results.decide(Outcome.CHECKED, found)
    results.check_codes(decision.codes)
    assert ("1" in decision.codes) == (not found)
    assert ("A" in decision.codes) == any(not one.corrected for one in found)
    assert ("E" in decision.codes) == (bool(found) and all(one.corrected for one in found))
    assert {one.code for one in found} <= set(decision.codes)


@given(st.lists(problems, min_size=1, max_size=3))
def test_the_result_of_a_joint_visit_loses_no_departments_finding(departments):
    parts = [results.decide(Outcome.CHECKED, found).codes for found in departments]
    whole = results.merged(parts)
    results.check_codes(whole)
    assert {one.code for found in departments for one in found} <= set(whole)
    assert ("1" in whole) == (not any(departments))


@pytest.mark.parametrize("codes", [[], ["1", "A"], ["6", "3"], ["Z"], ["12", "7"]])
def test_codes_that_do_not_go_together_are_refused(codes):
    with pytest.raises(WrongCodes):
        results.check_codes(codes)


def test_every_outcome_that_is_no_check_has_a_code_of_its_own():
    others = [outcome for outcome in Outcome if outcome is not Outcome.CHECKED]
    assert len({results.decide(outcome, []).codes for outcome in others}) == len(others)


def test_the_codes_from_a_third_party_say_so():
    table = results.result_codes()
    assert len(table) == 18
    assert {row.checked for row in table.values()} == {"third-party"}
    assert table["E"].short == "发现问题已责令改正"


# confirmation


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("signed", {"signer": "", "drawn": True, "reason": ""}),
        ("signed", {"signer": "张三", "drawn": False, "reason": ""}),
        ("sealed", {"signer": "", "drawn": False, "reason": ""}),
        ("unsigned", {"signer": "张三", "drawn": True, "reason": " "}),
    ],
)
def test_a_record_is_signed_sealed_or_says_why_not(kind, given):
    with pytest.raises(obstruction.NotConfirmed) as refused:
        obstruction.check_confirmation(obstruction.Confirmed(kind), **given)
    assert refused.value.cites == obstruction.SIGNATURE_CITES
