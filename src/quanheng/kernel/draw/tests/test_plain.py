"""Plain spreadsheets become canonical lists, and what is unclear is refused by its line."""

import pytest

from quanheng.kernel.draw import BadPlan, Count, Ratio, plain
from quanheng.kernel.draw.plain import PlainTableUnclear

REAL = "91500118450646677X"


@pytest.mark.parametrize(
    ("text", "quota"),
    [
        ("A=2%", ("A", Ratio("0.02"))),
        ("A=100%", ("A", Ratio("1"))),
        ("A=0.05%", ("A", Ratio("0.0005"))),
        ("A=12.50%", ("A", Ratio("0.125"))),
        ("A=0%", ("A", Ratio("0"))),
        ("a=b=40", ("a=b", Count(40))),
        ("食品 A = 7", ("食品 A ", Count(7))),
    ],
)
def test_a_quota_is_read_as_count_or_percentage(text: str, quota: object) -> None:
    assert plain.quota_of(text) == quota


@pytest.mark.parametrize("text", ["A", "=3", "A=", "A=x%", "A=-1", "A=1.5", "A=1.2.3%", "A=%", "A=.%"])
def test_an_unclear_quota_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PlainTableUnclear) as caught:
        plain.quota_of(text)
    assert "A=2%" in caught.value.instead


def test_a_percentage_above_a_hundred_is_refused() -> None:
    with pytest.raises(BadPlan, match="比例"):
        plain.quota_of("A=101%")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_roster_is_read_in_any_usual_encoding_and_separator(encoding: str, delimiter: str) -> None:
    lines = [["名称", "统一社会信用代码", "风险等级"], ["茶油坊", f" {REAL.lower()} ", "A"], ["", "", ""]]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    assert plain.plain_roster(content, sole_stratum="") == ({REAL: "A"}, [])


def test_quoted_cells_with_line_breaks_do_not_shift_the_code() -> None:
    content = f'经营范围,code,stratum\n"油,\n盐",{REAL},A\n'.encode()
    assert plain.plain_roster(content, sole_stratum="")[0] == {REAL: "A"}


def test_without_a_stratum_column_all_businesses_are_of_the_only_stratum() -> None:
    assert plain.plain_roster(b"code\n1\n2\n", sole_stratum="all")[0] == {"1": "all", "2": "all"}
    with pytest.raises(PlainTableUnclear, match="“分层”一列"):
        plain.plain_roster(b"code\n1\n", sole_stratum="")


def test_a_full_width_code_is_the_same_business() -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in REAL)
    assert plain.tidy_code(wide) == REAL
    assert plain.tidy_code("旧-001") == "旧-001"


def test_a_code_with_a_wrong_check_sign_stays_in() -> None:
    assert plain.plain_roster(b"code,stratum\n915001184506466770,A\n", sole_stratum="")[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"code,stratum\n1,A\n1,B\n", "第 3 行.*先属“A”层"), (b"code,stratum\n1,\n", "第 2 行"), (b"", "列")],
)
def test_a_roster_that_is_unclear_is_refused_by_its_line(content: bytes, says: str) -> None:
    with pytest.raises(PlainTableUnclear, match=says):
        plain.plain_roster(content, sole_stratum="")


def test_inspectors_may_lack_everything_but_their_id() -> None:
    (person,) = plain.plain_inspectors("编号\ni1\n".encode(), organ="局", cap=9)
    assert (person.id, person.organ, person.quals, person.cap) == ("i1", "局", frozenset(), 9)


def test_qualifications_are_separated_as_people_write_them() -> None:
    (person,) = plain.plain_inspectors(
        "id,organ,quals,cap\ni1,局,食品、药品 特种设备,3\n".encode(), organ="", cap=9
    )
    assert person.quals == {"食品", "药品", "特种设备"}
    assert person.cap == 3


@pytest.mark.parametrize("row", [",局,,1", "i1,,,1", "i 1,局,,1", "i1,局,,many"])
def test_an_inspector_that_is_unclear_is_refused_by_the_line(row: str) -> None:
    with pytest.raises(PlainTableUnclear, match="第 2 行"):
        plain.plain_inspectors(f"id,organ,quals,cap\n{row}\n".encode(), organ="", cap=9)


def test_a_recusal_that_names_nobody_in_the_draw_is_noted() -> None:
    content = f"code,id\n{REAL},i1\n{REAL},i9\n".encode()
    pairs, notes = plain.plain_recusals(content, known={REAL}, ids={"i1"})
    assert pairs == {(REAL, "i1"), (REAL, "i9")}
    assert "1 项" in notes[0]


def test_a_planned_stratum_nobody_belongs_to_is_noted() -> None:
    assert plain.absent_strata({"A": Count(1), "AA": Ratio("1")}, {"A"}) == ["名单中没有“AA”层的企业"]


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(PlainTableUnclear, match="UTF-8"):
        plain.plain_roster(b"PK\x03\x04\xff\xff\xff", sole_stratum="")
