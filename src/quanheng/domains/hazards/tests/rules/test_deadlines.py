"""Deadlines: by law where it names the days, by the bureau's choice elsewhere, never on a day off."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.hazards.rules import deadlines, limits
from quanheng.domains.hazards.rules.limits import Amount
from quanheng.domains.hazards.rules.vocabulary import Category, Grade, Source
from quanheng.kernel import calendar

SHARED = Path(__file__).resolve().parents[6].parent / "shared"
OWN = Amount(15, "calendar_days")
days = st.dates(date(2016, 6, 1), date(2026, 8, 1))
categories = st.sampled_from(list(Category))


def due(ordered_on: date, category: str = "food", source: str = "hand", own: Amount = OWN) -> deadlines.Due:
    return deadlines.rectify_due(ordered_on=ordered_on, category=category, source=source, own=own)


def test_a_period_that_ends_in_the_spring_festival_ends_on_the_first_working_day_after_it() -> None:
    assert due(date(2021, 1, 28)).on == date(2021, 2, 18)  # the 12th is New Year's Day of the lunar year


def test_a_period_that_ends_on_national_day_ends_on_the_eighth() -> None:
    assert due(date(2021, 9, 17)).on == date(2021, 10, 8)


def test_working_days_skip_the_golden_week_and_count_the_make_up_saturday() -> None:
    ten = Amount(10, "working_days")
    found = deadlines.recheck_due(
        reported_on=date(2021, 9, 24), ordered_on=date(2021, 9, 6), category="food", source="hand", own=ten
    )
    assert found.on == date(2021, 10, 13)  # Sunday 26 September and Saturday 9 October are worked


def test_a_re_check_of_equipment_is_due_ten_working_days_after_the_report_since_july_2022() -> None:
    def asked(day: date) -> deadlines.Due:
        return deadlines.recheck_due(
            reported_on=day,
            ordered_on=day,
            category="equipment",
            source="hand",
            own=Amount(3, "working_days"),
        )

    assert asked(date(2022, 7, 1)) == deadlines.Due(
        date(2022, 7, 15), "《特种设备安全监督检查办法》第二十九条第二款", True
    )
    assert asked(date(2022, 6, 30)) == deadlines.Due(date(2022, 7, 5), deadlines.OWN, False)


def test_after_a_failed_sampling_the_law_gives_sixty_days_and_seventy_five_to_the_re_check() -> None:
    ordered_on = date(2021, 3, 1)
    found = due(ordered_on, "quality", Source.SAMPLING)
    assert (found.on, found.lawful) == (date(2021, 4, 30), True)
    again = deadlines.recheck_due(
        reported_on=date(2021, 3, 20), ordered_on=ordered_on, category="quality", source="sampling", own=OWN
    )
    assert (again.on, again.lawful) == (date(2021, 5, 17), True)  # the 15th is a Saturday


def test_an_officer_cannot_give_longer_than_the_law_after_a_failed_sampling() -> None:
    with pytest.raises(deadlines.DeadlineBeyondLaw) as refused:
        deadlines.settle_due(
            date(2021, 6, 1), ordered_on=date(2021, 3, 1), category="quality", source="sampling"
        )
    assert "第四十六条" in refused.value.cites
    kept = deadlines.settle_due(
        date(2021, 6, 1), ordered_on=date(2021, 3, 1), category="quality", source="hand"
    )
    assert kept == date(2021, 6, 1)


def test_a_deadline_before_the_order_is_refused() -> None:
    with pytest.raises(deadlines.DeadlineInPast):
        deadlines.settle_due(date(2021, 3, 1), ordered_on=date(2021, 3, 2), category="food", source="hand")


@given(days, st.integers(0, 120), categories)
def test_a_chosen_deadline_is_at_once_or_falls_on_a_working_day_not_before_it(
    ordered_on: date, ahead: int, category: Category
) -> None:
    chosen = ordered_on + timedelta(days=ahead)
    found = deadlines.settle_due(chosen, ordered_on=ordered_on, category=category, source="hand")
    assert found >= chosen
    assert found == ordered_on if ahead == 0 else calendar.is_working_day(found)


@given(days, st.integers(1, 60), st.integers(0, 30), st.sampled_from(["calendar_days", "working_days"]))
def test_a_longer_limit_or_a_later_order_never_brings_the_deadline_forward(
    ordered_on: date, amount: int, more: int, unit: str
) -> None:
    first = due(ordered_on, own=Amount(amount, unit)).on
    assert due(ordered_on, own=Amount(amount + more, unit)).on >= first
    assert due(ordered_on + timedelta(days=more), own=Amount(amount, unit)).on >= first > ordered_on


@given(days, categories, st.sampled_from(list(Source)), st.integers(0, 60))
def test_a_re_check_is_never_due_before_the_report(
    ordered_on: date, category: Category, source: Source, later: int
) -> None:
    reported_on = ordered_on + timedelta(days=later)
    ordered_on = max(ordered_on, date(2020, 1, 1)) if source is Source.SAMPLING else ordered_on
    found = deadlines.recheck_due(
        reported_on=max(reported_on, ordered_on),
        ordered_on=ordered_on,
        category=category,
        source=source,
        own=OWN,
    )
    assert found.on >= max(reported_on, ordered_on)
    assert found.cites


@given(days, categories, st.sampled_from(list(Grade)), st.sampled_from(list(Source)))
def test_every_order_rests_on_an_article_in_force_on_its_day(
    on: date, category: Category, grade: Grade, source: Source
) -> None:
    entry = deadlines.order_basis(category, grade, source, on=on)
    assert entry.holds_on(on)
    assert entry.cites.startswith("《")


def test_an_old_order_keeps_the_old_article_and_says_that_it_was_not_checked() -> None:
    old = deadlines.order_basis("food", "general", "hand", on=date(2021, 9, 6))
    new = deadlines.order_basis("food", "general", "hand", on=date(2022, 3, 15))
    assert "总局令第23号" in old.cites
    assert (old.says, deadlines.mark_of(old) != "") == ("", True)
    assert new.cites == "《食品生产经营监督检查管理办法》第三十三条第二款"
    assert deadlines.mark_of(new) == ""


def test_the_more_particular_limit_wins() -> None:
    assert limits.keys("rectify", "food", "major")[0] == ("rectify", "food", "major")
    assert limits.keys("rectify", "food", "major")[-1] == ("rectify", "*", "*")
    for category in Category:
        for grade in Grade:
            assert limits.default("rectify", category, grade).amount > 0
            assert limits.default("recheck", category, grade).amount > 0


@pytest.mark.parametrize(
    ("step", "amount"),
    [
        ("rectify", Amount(5, "times")),
        ("failures", Amount(2, "working_days")),
        ("recheck", Amount(400, "working_days")),
    ],
)
def test_a_limit_that_cannot_be_worked_with_is_refused(step: str, amount: Amount) -> None:
    with pytest.raises(limits.LimitNotSensible):
        limits.require_sensible(step, amount)


@pytest.mark.skipif(not SHARED.exists(), reason="the collected law texts are not at hand")
def test_what_is_quoted_stands_word_for_word_in_the_collected_texts() -> None:
    texts = "".join(
        "".join(path.read_text(encoding="utf-8").split()) for path in (SHARED / "law" / "texts").glob("*.md")
    )
    for provision in deadlines.provisions().values():
        for entry in provision.in_force:
            if entry.checked == "text" and entry.says:
                assert "".join(entry.says.split()) in texts, provision.key
