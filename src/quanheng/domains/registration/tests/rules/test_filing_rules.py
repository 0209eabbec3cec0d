"""The rules of applications: what holds for every day, every form, every hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.domains.registration.rules import deadlines, details, notices, scope
from quanheng.domains.registration.rules.annulments import ANNULMENT
from quanheng.domains.registration.rules.applications import Application, Standing
from quanheng.domains.registration.rules.changes import all_items
from quanheng.domains.registration.rules.coding import code_of
from quanheng.domains.registration.rules.filings import FILING, FilingKind
from quanheng.domains.registration.rules.findings import blocking
from quanheng.domains.registration.rules.founding import of_capital
from quanheng.domains.registration.rules.holds import Held, Step, grounds, stopped, stops_of
from quanheng.domains.registration.rules.leaving import grounds_against_simple
from quanheng.domains.registration.rules.needs import EVIDENCE_SAYS, PROMISE_SAYS, of_needs
from quanheng.domains.registration.rules.pausing import latest_end
from quanheng.domains.registration.rules.tables import rows
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.kernel import calendar
from quanheng.kernel.calendar import years_later
from quanheng.kernel.identifiers import Status, uscc

DAYS = st.dates(date(2014, 3, 1), date(2026, 10, 31))
TODAY = date(2026, 3, 2)
GROUNDS = st.sampled_from(sorted(grounds()))


def held(ground: str) -> Held:
    return Held(ground, "某机关", f"文书{ground}")


def asked(kind: str = "establishment", subject: str = "individual", **given_: Any) -> Application:
    return Application(kind, subject, given_.pop("details", {}), given_.pop("on", TODAY), "500242", **given_)


@given(DAYS, st.integers(0, 60))
def test_who_comes_later_is_never_answered_earlier_under_the_same_law(day: date, later: int) -> None:
    other = day + timedelta(days=later)
    if (day < date(2022, 3, 1)) != (other < date(2022, 3, 1)):
        return
    assert deadlines.decision_due(day).on <= deadlines.decision_due(other).on


@given(DAYS)
def test_every_deadline_falls_on_a_working_day_after_its_event(day: date) -> None:
    due = deadlines.decision_due(day)
    assert due.on > day
    assert calendar.is_working_day(due.on)
    assert due.cites


@given(st.dates(date(2022, 3, 1), date(2026, 10, 31)))
def test_an_extension_adds_three_working_days(day: date) -> None:
    due = deadlines.decision_due(day)
    later = deadlines.extended_due(due.on, submitted_on=day)
    assert calendar.working_days_between(due.on, later.on) == 3


@given(st.lists(GROUNDS, max_size=6), GROUNDS, st.sampled_from(list(Step)), DAYS)
def test_one_hold_more_never_stops_less(known: list[str], more: str, step: Step, day: date) -> None:
    before = stopped([held(one) for one in known], step, on=day)
    after = stopped([held(one) for one in [*known, more]], step, on=day)
    assert len(before) <= len(after) <= len(before) + 1


@given(GROUNDS, st.lists(st.sampled_from([Step.CHANGE, Step.LEAVE]), max_size=2), DAYS)
def test_what_stops_leaving_stops_the_simple_way_too(ground: str, more: list[Step], day: date) -> None:
    stops = stops_of(ground, more, on=day)
    assert Step.SIMPLE_LEAVE in stops
    assert Step.LEAVE not in stops or Step.LEAVE_INDIVIDUAL in stops


@given(st.lists(GROUNDS, max_size=5, unique=True))
def test_every_hold_is_one_ground_against_the_simple_way(known: list[str]) -> None:
    standing = Standing("9", "某公司", "company", "open", holds=tuple(held(one) for one in known))
    found = grounds_against_simple(standing, on=TODAY)
    assert len(found) == len(known)
    assert all(one.cites for one in found)


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 200)), max_size=4))
def test_suspensions_together_never_exceed_three_years(spans: list[tuple[int, int]]) -> None:
    start = date(2022, 3, 1)
    periods = [(start + timedelta(days=a), start + timedelta(days=a + b)) for a, b in spans]
    last = latest_end(periods, on=TODAY)
    assert last < years_later(TODAY, 3)
    assert latest_end([*periods, (start, start)], on=TODAY) < last


@given(st.integers(1, 31**5 - 1), st.integers(1, 31**5 - 1), st.sampled_from(["91", "92", "93"]))
def test_every_serial_makes_one_sound_code(one: int, other: int, category: str) -> None:
    code = code_of(category, "500242", "MAQ", one)
    assert uscc.check(code).status is Status.VALID
    assert (code == code_of(category, "500242", "MAQ", other)) == (one == other)


@given(
    st.sampled_from(sorted(FilingKind)),
    st.sampled_from(sorted(Kind)),
    st.sets(st.sampled_from(sorted(PROMISE_SAYS))),
)
def test_one_promise_or_paper_more_never_leaves_more_to_bring(
    kind: str, subject: str, promises: set[str]
) -> None:
    bare = of_needs(asked(kind, subject))
    more = of_needs(asked(kind, subject, details={"promises": sorted(promises)}))
    full = of_needs(asked(kind, subject, evidence=frozenset(EVIDENCE_SAYS)))
    assert len(more) <= len(bare)
    assert len(full) <= len(bare)


@given(
    st.lists(st.sampled_from([word for row in rows("scope_permits.csv") for word in row["words"].split()]))
)
def test_a_permit_before_registration_stops_until_its_paper_is_there(words: list[str]) -> None:
    text = "；".join(words)
    stops = blocking(scope.of_scope(text, frozenset(), on=TODAY))
    assert bool(stops) == any(need.before for need in scope.permits_for(text))
    assert not blocking(scope.of_scope(text, frozenset({"approval"}), on=TODAY))


SHAPED = st.fixed_dictionaries(
    {}, optional={"name": st.text(max_size=20), "scope": st.text(max_size=20), "until": st.text(max_size=10)}
)


@given(SHAPED, SHAPED)
def test_what_is_written_twice_is_written_once(old: dict[str, str], new: dict[str, str]) -> None:
    once = details.merged(old, new)
    assert details.merged(once, new) == once
    assert details.merged(once, dict.fromkeys(new)) == {k: v for k, v in old.items() if k not in new}


@pytest.mark.parametrize(
    "wrong",
    [{"nothing": "x"}, {"name": 5}, {"name": "x" * 201}, {"operator": {"secret": "x"}}, {"persons": "x"}],
)
def test_a_form_of_another_shape_is_not_kept(wrong: dict[str, Any]) -> None:
    with pytest.raises(details.ShapeWrong):
        details.merged({}, wrong)


def test_the_tables_of_moves_are_total() -> None:
    assert FILING.is_total()
    assert ANNULMENT.is_total()


def test_every_list_of_law_speaks_words_that_the_rules_know() -> None:
    subjects, kinds = {kind.value for kind in Kind}, {kind.value for kind in FilingKind}
    for row in rows("requirements.csv"):
        assert set(row["subjects"].split()) <= subjects
        assert set(row["kinds"].split()) <= kinds
        assert row["cites"]
        assert row["before"] or row["from"], "a line without a law before 2022 says from when it holds"
        for need in row["needs"].split("|"):
            kind, _, key = need.partition(":")
            known = {"evidence": EVIDENCE_SAYS, "promise": PROMISE_SAYS}.get(kind, details.FIELDS)
            assert (key or need) in known, need
    assert set(all_items()) <= set(details.REGISTERED)
    assert all(row["when"] in {"before", "after"} and row["cites"] for row in rows("scope_permits.csv"))


@pytest.mark.parametrize("kind", [kind.value for kind in FilingKind])
@pytest.mark.parametrize("stage", ["submitted", "supplement", "approved", "refused"])
def test_every_notice_has_words_for_every_kind_of_application(kind: str, stage: str) -> None:
    told = notices.Told(
        kind=kind,
        number="500242-2026-000001",
        party="某某",
        stage=stage,
        submitted_on=TODAY,
        accepted_on=TODAY,
        decided_on=TODAY,
        due_on=TODAY,
        reason="甲\n乙",
        cites="《某条》",
    )
    for paper in notices.papers_for(told):
        if paper is not notices.Paper.APPLICATION:
            before, _points, _after = notices.lines_of(paper, told)
            assert before
            assert notices.date_of(paper, told) == TODAY


def test_a_share_that_is_no_number_is_not_told_to_be_missing() -> None:
    owner = {"role": "shareholder", "name": "田茂林", "share_yuan": "30万"}
    form = {"capital_yuan": "300000", "persons": [owner]}
    [found] = of_capital(form, asked(subject="company", details=form))
    assert "“30万”不是数字" in found.says
