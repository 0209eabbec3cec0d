"""Unified social credit codes are judged right, whatever somebody typed."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc

from quanheng.kernel.identifiers import Status, business_code, organization_code, registration_number, uscc

SHARED = Path(__file__).parents[4].parent / "shared"
ENTERPRISES = SHARED / "data" / "chongqing_enterprises"
needs_shared = pytest.mark.skipif(not ENTERPRISES.exists(), reason="the shared sample data is not here")

signs = st.sampled_from(uscc.SIGNS)
heads = st.sampled_from(sorted(uscc.departments()))
areas = st.sampled_from(["110108", "500242", "650106", "100000", "820000"])
serials = st.text(signs, min_size=8, max_size=8)
codes = st.builds(uscc.make, heads, areas, serials)


def replaced(code, at, sign):
    return code[:at] + sign + code[at + 1 :]


def column(name):
    with (ENTERPRISES / name).open(encoding="utf-8-sig", newline="") as lines:
        return [row["统一社会信用代码"] for row in csv.DictReader(lines)]


@pytest.mark.parametrize(
    "code", ["91110000802100433B", "91440300708461136T", "91330100799655058B", "91110108551385082Q"]
)
def test_real_codes_are_valid(code):
    assert uscc.check(code) == (Status.VALID, code, "", "uscc")


@given(codes)
def test_a_made_code_is_valid_and_holds_its_parts(code):
    assert uscc.check(code) == (Status.VALID, code, "", "uscc")
    assert organization_code.check(code[8:17]).status is Status.VALID
    assert uscc.parts(code).organization_code == code[8:17]
    assert uscc.parts(code).area == code[2:8]


@given(codes, st.integers(0, 17), signs)
def test_any_one_wrong_sign_is_noticed_and_the_code_is_kept(code, at, sign):
    assume(code[at] != sign)
    wrong = replaced(code, at, sign)
    verdict = uscc.check(wrong)
    assert verdict.status is Status.FLAGGED
    assert verdict.is_kept
    assert verdict.value == wrong
    assert "校验位应为" in verdict.reason


@given(codes, st.integers(0, 16))
def test_two_neighbours_that_changed_places_are_noticed(code, at):
    assume(code[at] != code[at + 1])
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert uscc.check(swapped).status is Status.FLAGGED


@given(codes)
def test_the_reason_names_the_right_check_sign(code):
    wrong = replaced(code, 17, "0" if code[17] != "0" else "1")
    assert uscc.check(wrong).reason == f"统一社会信用代码校验位应为{code[17]}，实为{wrong[17]}"


@given(st.text(signs, min_size=18, max_size=18) | codes)
@example("A1110000600037341L")
def test_a_check_sign_is_right_exactly_when_python_stdnum_says_so(code):
    assume(code[:8].isdigit())  # python-stdnum refuses the departments with letters
    reason = uscc.check(code).reason
    assert ("统一社会信用代码校验位应为" not in reason) == stdnum_uscc.is_valid(code)


@given(st.text(signs, min_size=8, max_size=8), heads, areas)
def test_a_wrong_inner_check_alone_is_flagged_and_not_refused(serial, head, area):
    right = organization_code.check_sign(serial)
    body = head + area + serial + ("0" if right != "0" else "1")
    verdict = uscc.check(body + uscc.check_sign(body))
    assert verdict.status is Status.FLAGGED
    assert verdict.reason == f"主体标识码（第9至17位）校验位应为{right}，实为{body[16]}"


@pytest.mark.parametrize(
    ("head", "area", "reason"),
    [("98", "500242", "“98”未见于标准"), ("91", "990000", "“990000”没有对应的省份")],
)
def test_an_unknown_head_is_flagged(head, area, reason):
    verdict = uscc.check(uscc.make(head, area, "12345678"))
    assert verdict.status is Status.FLAGGED
    assert reason in verdict.reason


def test_an_area_with_letters_is_flagged():
    body = "91A00242" + organization_code.make("12345678")
    assert "“A00242”没有对应的省份" in uscc.check(body + uscc.check_sign(body)).reason


@given(codes, st.lists(st.sampled_from([" ", "-", "\u3000", "\ufeff", "—", "\t", "\u200b"]), max_size=4))
def test_what_a_keyboard_adds_is_tidied_away(code, extras):
    typed = "".join(extras) + code[:8] + "".join(extras) + code[8:]
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for text in (typed, code.lower(), full_width, full_width.lower()):
        assert uscc.check(text) == (Status.VALID, code, "", "uscc")


@pytest.mark.parametrize("sign", list("IOSVZ"))
def test_the_five_letters_that_are_not_used_are_refused_and_never_guessed(sign):
    verdict = uscc.check(replaced("91500118450646677X", 12, sign))
    assert verdict.status is Status.INVALID
    assert f"“{sign}”" in verdict.reason


@pytest.mark.parametrize("serial", ["00000000", "45064667", "K0M0P0Q0"])
@given(at=st.integers(0, 17), sign=st.characters(max_codepoint=0x2FF))
@example(at=12, sign="b")
@example(at=15, sign="_")
def test_a_sign_outside_the_alphabet_is_never_counted_as_another(serial, at, sign):
    assume(sign not in uscc.SIGNS)
    typed = replaced(uscc.make("91", "500118", serial), at, sign)
    assert uscc.check(typed) != (Status.VALID, typed, "", "uscc")


@given(st.text(max_size=30))
@example("9150011845064667_X")
@example("915001184506466 7X")
@example("٩١٥٠٠١١٨٤٥٠٦٤٦٦٧٧X")
@example("91500118450646677x\n")
@example("＋1500118450646677X")
def test_any_text_gets_a_verdict_and_only_sound_ones_are_valid(text):
    verdict = uscc.check(text)
    assert (verdict.status is Status.VALID) == (verdict.reason == "")
    if verdict.is_kept:
        assert len(verdict.value) == 18
        assert set(verdict.value) <= set(uscc.SIGNS)
    if verdict.status is Status.VALID:
        assert stdnum_uscc.is_valid(verdict.value) or verdict.value[0] in "ANY"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "未填写"),
        ("　 ", "未填写"),
        ("9150011845064667", "实为16位"),
        ("110108000000016", "可能是原15位注册号"),
        ("3203212100644", "可能是更早的13位注册号"),
        ("9.15001E+17", "可能被表格软件改成了数值"),
    ],
)
def test_a_wrong_length_says_what_it_might_be(text, reason):
    verdict = uscc.check(text)
    assert verdict.status is Status.INVALID
    assert reason in verdict.reason


@pytest.mark.parametrize(
    ("head", "area", "serial"),
    [
        ("9", "500242", "12345678"),
        ("91", "50024", "123456789"),
        ("91", "500242", "1234567O"),
        ("91", "50024A", "12345678"),
    ],
)
def test_no_code_is_made_of_wrong_parts(head, area, serial):
    with pytest.raises(ValueError, match="six digits"):
        uscc.make(head, area, serial)


def test_parts_of_an_unknown_department_are_empty_and_of_a_short_code_an_error():
    assert uscc.parts(uscc.make("98", "500242", "12345678")).department == ""
    with pytest.raises(ValueError, match="18 signs"):
        uscc.parts("91")


@given(codes)
def test_the_code_column_takes_a_unified_code_as_it_is(code):
    assert business_code(code) == uscc.check(code)


@given(st.text("0123456789", min_size=8, max_size=8), areas)
def test_the_code_column_keeps_an_old_registration_number_and_flags_it(serial, area):
    number = registration_number.make(area, serial)
    verdict = business_code(f" {number[:6]}-{number[6:]}")
    assert verdict == (
        Status.FLAGGED,
        number,
        "为原15位注册号，尚未换发统一社会信用代码",
        "registration_number",
    )


def test_the_code_column_says_both_when_an_old_number_is_wrong_too():
    assert business_code("110108000000017").reason == (
        "为原15位注册号，尚未换发统一社会信用代码；注册号校验位应为6，实为7"
    )


@pytest.mark.parametrize("text", ["", "无", "91500118450646677", "11010800000001X"])
def test_the_code_column_refuses_what_is_neither(text):
    assert business_code(text).status is Status.INVALID


@needs_shared
def test_the_five_thousand_codes_of_the_roster_are_all_valid():
    assert Counter(uscc.check(code).status for code in column("roster.csv")) == {Status.VALID: 5000}


@needs_shared
def test_the_faulty_roster_has_160_sound_12_flagged_and_28_that_are_no_unified_codes():
    verdicts = [uscc.check(code) for code in column("roster_with_faulty_codes.csv")]
    counted = Counter(verdict.status for verdict in verdicts)
    assert counted == {Status.VALID: 160, Status.FLAGGED: 12, Status.INVALID: 28}
    assert all("校验位应为" in verdict.reason for verdict in verdicts if verdict.status is Status.FLAGGED)
    assert all(len(verdict.value) != 18 for verdict in verdicts if verdict.status is Status.INVALID)


@needs_shared
def test_the_old_numbers_in_the_faulty_roster_are_kept_as_registration_numbers():
    verdicts = [business_code(code) for code in column("roster_with_faulty_codes.csv")]
    counted = Counter((verdict.kind, verdict.status) for verdict in verdicts)
    assert counted == {
        ("uscc", Status.VALID): 160,
        ("uscc", Status.FLAGGED): 12,
        ("registration_number", Status.FLAGGED): 26,
        ("uscc", Status.INVALID): 2,
    }
