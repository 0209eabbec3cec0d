"""The other numbers: what is right is valid, what is doubtful is kept, what cannot be is refused."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.iso7064 import mod_11_10

from quanheng.kernel.identifiers import (
    Status,
    area_code,
    iso7064,
    licence_number,
    organization_code,
    registration_number,
    resident_id,
)

SHARED = Path(__file__).parents[4].parent / "shared"
TOWNSHIPS = SHARED / "data" / "youyang_townships.csv"
TODAY = date(2021, 12, 31)

provinces = st.sampled_from(sorted(area_code.provinces().keys() - {"10"}))
digit = st.sampled_from("0123456789")


def digits(count):
    return st.text("0123456789", min_size=count, max_size=count)


areas = st.builds(str.__add__, provinces, digits(4))
birthdays = st.dates(date(1900, 1, 1), TODAY)
residents = st.builds(resident_id.make, areas, birthdays, digits(3))
registrations = st.builds(registration_number.make, areas, digits(8))
food_licences = st.one_of(
    st.builds(licence_number.make, st.just("SC"), digits(3), areas, digits(4)),
    st.builds(licence_number.make, st.just("JY"), st.sampled_from("123"), areas, digits(6)),
    st.builds(licence_number.make, st.just("YB"), st.sampled_from("12"), areas, digits(6)),
)
organizations = st.builds(
    organization_code.make, st.text(st.sampled_from(organization_code.SIGNS), min_size=8, max_size=8)
)
CHECKS = [
    area_code.check,
    licence_number.check,
    organization_code.check,
    registration_number.check,
    lambda text: resident_id.check(text, today=TODAY),
]


def replaced(code, at, sign):
    return code[:at] + sign + code[at + 1 :]


@pytest.mark.parametrize("check", CHECKS)
@given(text=st.text(max_size=24))
@example(text="٠١٢٣٤٥٦٧٨٩٠١٢٣٤")
@example(text="²²²²²²")
@example(text="渝XK١٣-006-00123")
def test_any_text_gets_a_verdict_with_a_reason_unless_valid(check, text):
    verdict = check(text)
    assert (verdict.status is Status.VALID) == (verdict.reason == "")
    assert verdict.is_kept == (verdict.status is not Status.INVALID)
    if verdict.status is Status.VALID:
        assert check(verdict.value) == verdict


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_typed_is_said_to_be_nothing_typed(check):
    assert check("　 ").status is Status.INVALID
    assert check("") == check("　-")


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("text", ["٥٠٠٢٤٢", "²²²²²²", "١" * 15, "१" * 18, "SC" + "٣" * 14, "XK١٣-006-00123"])
def test_digits_of_other_scripts_are_no_digits(check, text):
    assert check(text).status is Status.INVALID


@given(digits(14))
def test_mod_11_10_agrees_with_python_stdnum(body):
    assert iso7064.check_digit(body) == mod_11_10.calc_check_digit(body)


@given(registrations, st.integers(0, 14), digit)
def test_any_one_wrong_digit_in_a_registration_number_is_noticed(number, at, wrong):
    assume(number[at] != wrong)
    assert registration_number.check(number).status is Status.VALID
    assert "校验位应为" in registration_number.check(replaced(number, at, wrong)).reason


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("110108000000016", Status.VALID, ""),
        ("990108000000014", Status.FLAGGED, "没有对应的省份"),
        ("11010800000001", Status.INVALID, "实为14位"),
        ("11010800000001X", Status.INVALID, "只能是数字"),
    ],
)
def test_registration_numbers(text, status, reason):
    verdict = registration_number.check(text)
    assert verdict.status is status
    assert reason in verdict.reason


def test_no_registration_number_is_made_of_wrong_parts():
    with pytest.raises(ValueError, match="six and eight"):
        registration_number.make("50024", "123456789")


@given(organizations)
def test_a_made_organization_code_is_valid_with_and_without_its_hyphen(code):
    assert organization_code.check(code).status is Status.VALID
    assert organization_code.check(organization_code.hyphenated(code)).value == code


@given(st.builds(organization_code.make, digits(8)), st.integers(0, 8), digit)
def test_any_one_wrong_digit_in_an_organization_code_is_noticed(code, at, wrong):
    assume(code[at] != wrong)
    assert organization_code.check(replaced(code, at, wrong)).status is Status.FLAGGED


@given(organizations, st.integers(0, 7), st.sampled_from(organization_code.SIGNS))
def test_a_wrong_sign_is_missed_only_where_values_differ_by_eleven(code, at, wrong):
    """The known blind spot of a sum modulo 11 over 36 signs, so that nobody promises more."""
    assume(code[at] != wrong)
    distance = organization_code.SIGNS.index(wrong) - organization_code.SIGNS.index(code[at])
    noticed = organization_code.check(replaced(code, at, wrong)).status is Status.FLAGGED
    assert noticed == (distance % 11 != 0)


@pytest.mark.parametrize(
    ("text", "reason"), [("D2143569", "实为8位"), ("D214356?X", "“?”"), ("D214356九X", "“九”")]
)
def test_what_is_no_organization_code_is_refused(text, reason):
    verdict = organization_code.check(text)
    assert verdict.status is Status.INVALID
    assert reason in verdict.reason


@given(residents, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_one_wrong_sign_in_a_resident_number_is_noticed(number, at, wrong):
    assume(number[at] != wrong)
    assert resident_id.check(number, today=TODAY).status is Status.VALID
    assert resident_id.check(replaced(number, at, wrong), today=TODAY).status is not Status.VALID


@given(digits(17))
def test_the_check_sign_of_a_resident_number_agrees_with_python_stdnum(body):
    assert resident_id.check_sign(body) == ric.calc_check_digit(body + "0")


@given(residents)
def test_a_resident_number_gives_its_birth_date_and_hides_it(number):
    assert resident_id.born_on(number).strftime("%Y%m%d") == number[6:14]
    hidden = resident_id.masked(number)
    assert len(hidden) == 18
    assert hidden[6:14] == "********"
    assert (hidden[:6], hidden[14:]) == (number[:6], number[14:])


@given(birthdays)
def test_a_birth_date_may_be_today_but_not_tomorrow(birthday):
    number = resident_id.make("500242", birthday, "001")
    assert resident_id.check(number, today=birthday).status is Status.VALID
    verdict = resident_id.check(number, today=birthday - timedelta(days=1))
    assert (verdict.status, verdict.reason) == (Status.INVALID, "公民身份号码中的出生日期晚于今天")


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("11010519491231002X", Status.VALID, ""),
        ("１１０１０５１９４９１２３１００２ｘ", Status.VALID, ""),
        ("110105194912310021", Status.FLAGGED, "校验位应为X，实为1"),
        ("110105194902300023", Status.INVALID, "出生日期不存在"),
        ("110105000000000023", Status.INVALID, "出生日期不存在"),
        ("110105491231002", Status.INVALID, "15位"),
        ("1101051949123100", Status.INVALID, "实为16位"),
        ("X1010519491231002X", Status.INVALID, "前17位是数字"),
        ("11010519491231002Y", Status.INVALID, "末位是数字或X"),
    ],
)
def test_resident_numbers(text, status, reason):
    verdict = resident_id.check(text, today=TODAY)
    assert verdict.status is status
    assert reason in verdict.reason


def test_a_resident_number_of_no_province_is_flagged():
    for area in ("990000", "100000"):
        number = resident_id.make(area, date(1990, 1, 1), "001")
        assert "没有对应的省份" in resident_id.check(number, today=TODAY).reason


def test_a_resident_number_of_odd_length_is_hidden_altogether():
    assert resident_id.masked("12345") == "*****"


def test_no_resident_number_is_made_of_wrong_parts():
    with pytest.raises(ValueError, match="three digits"):
        resident_id.make("500242", date(1990, 1, 1), "1")


@given(food_licences, st.integers(2, 15), digit)
def test_any_one_wrong_digit_in_a_food_licence_is_flagged_and_kept(number, at, wrong):
    assume(number[at] != wrong)
    assert licence_number.check(number) == (Status.VALID, number, "", number[:2])
    verdict = licence_number.check(replaced(number, at, wrong))
    assert verdict.status is Status.FLAGGED
    assert "请核对证书" in verdict.reason


@given(areas, digits(4), digits(6))
def test_a_food_licence_gives_its_area(area, short, long):
    assert licence_number.area(licence_number.make("SC", "101", area, short)) == area
    assert licence_number.area(licence_number.make("JY", "1", area, long)) == area
    assert licence_number.area("XK13-006-00123") == ""


@pytest.mark.parametrize(
    ("text", "status", "value", "kind"),
    [
        ("XK13-006-00123", Status.VALID, "XK13-006-00123", "XK"),
        ("（渝）XK13-006-00123", Status.VALID, "渝XK13-006-00123", "XK"),
        ("渝XK13-006-00123", Status.VALID, "渝XK13-006-00123", "XK"),
        ("某XK13-006-00123", Status.FLAGGED, "某XK13-006-00123", "XK"),
        ("xk1300600123", Status.VALID, "XK13-006-00123", "XK"),
        ("XK13-006-0012", Status.INVALID, "XK130060012", "XK"),
        ("渝DA0230001", Status.VALID, "渝DA0230001", "drug"),
        ("渝药许2021号", Status.FLAGGED, "渝药许2021号", "drug"),
        ("QS500001010001", Status.INVALID, "QS500001010001", "licence_number"),
    ],
)
def test_other_licences(text, status, value, kind):
    verdict = licence_number.check(text)
    assert (verdict.status, verdict.value, verdict.kind) == (status, value, kind)


@pytest.mark.parametrize(
    ("prefix", "head", "reason"),
    [("JY", "9", "主体业态代码"), ("YB", "3", "业态类型代码")],
)
def test_an_unknown_form_of_business_is_flagged(prefix, head, reason):
    verdict = licence_number.check(licence_number.make(prefix, head, "500242", "000001"))
    assert verdict.status is Status.FLAGGED
    assert reason in verdict.reason


def test_a_food_licence_of_no_province_is_flagged():
    verdict = licence_number.check(licence_number.make("SC", "101", "990000", "0001"))
    assert verdict.reason == "行政区划代码“990000”没有对应的省份"


@pytest.mark.parametrize("text", ["JY1234", "SC1065002420001A2", "JY123456789012345"])
def test_a_food_licence_of_the_wrong_shape_is_refused(text):
    assert "加14位数字" in licence_number.check(text).reason
    assert licence_number.check(text).status is Status.INVALID


@pytest.mark.parametrize(
    ("prefix", "head", "area", "serial"),
    [
        ("XK", "101", "500242", "0001"),
        ("SC", "1", "500242", "000001"),
        ("JY", "1", "50024", "0000001"),
        ("JY", "A", "500242", "000001"),
    ],
)
def test_no_food_licence_is_made_of_wrong_parts(prefix, head, area, serial):
    with pytest.raises(ValueError, match="no food licence"):
        licence_number.make(prefix, head, area, serial)


@pytest.mark.parametrize(
    ("code", "level", "prefix"),
    [
        ("500000", "PROVINCE", "50"),
        ("500200", "CITY", "5002"),
        ("500242", "COUNTY", "500242"),
        ("500242000", "COUNTY", "500242"),
        ("500242101", "TOWNSHIP", "500242101"),
        ("500242101000", "TOWNSHIP", "500242101"),
        ("500242101001", "VILLAGE", "500242101001"),
        ("110100", "CITY", "1101"),
        ("460400100000", "TOWNSHIP", "460400100"),
    ],
)
def test_an_area_code_tells_its_level(code, level, prefix):
    assert area_code.level(code).name == level
    assert area_code.prefix(code) == prefix
    assert area_code.check(code).status is Status.VALID


@given(areas, digits(3), digits(3))
def test_an_area_lies_within_itself_and_everything_above(county, township, village):
    chain = [county[:2] + "0000", county[:4] + "00", county, county + township, county + township + village]
    for lower, code in enumerate(chain):
        assert all(area_code.is_within(code, ancestor) for ancestor in chain[: lower + 1])


def test_a_neighbour_is_not_within():
    assert not area_code.is_within("500243", "500242")
    assert not area_code.is_within("500242", "500242101")


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("５００２４２", Status.VALID, ""),
        ("990000", Status.FLAGGED, "“99”"),
        ("50024", Status.INVALID, "实为5位"),
        ("5002420", Status.INVALID, "实为7位"),
        ("酉阳县", Status.INVALID, "只能是数字"),
    ],
)
def test_area_codes(text, status, reason):
    verdict = area_code.check(text)
    assert verdict.status is status
    assert reason in verdict.reason


def test_every_province_has_a_short_name_of_its_own():
    assert len(area_code.provinces()) == 35
    assert len(area_code.province_short_names()) == 34
    assert area_code.province_short_names()["渝"] == "50"


@pytest.mark.skipif(not TOWNSHIPS.exists(), reason="the shared sample data is not here")
def test_the_39_townships_of_youyang_are_valid_and_within_the_county():
    with TOWNSHIPS.open(encoding="utf-8-sig", newline="") as lines:
        codes = [value for row in csv.reader(lines) for value in row if len(value) == 9 and value.isdigit()]
    assert len(codes) == 39
    assert {area_code.check(code).status for code in codes} == {Status.VALID}
    assert all(area_code.is_within(code, "500242") for code in codes)
    assert {area_code.level(code).name for code in codes} == {"TOWNSHIP"}
