"""The draw from draft to result: what each act does, and what it refuses."""

import json
from datetime import timedelta

import pytest

from quanheng.kernel import clock
from quanheng.kernel import draw as kernel
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.kernel.workflow import MoveNotAllowed
from quanheng.platform.draws import queries, refusals, services
from quanheng.platform.draws.models import Draw, DrawnBusiness
from quanheng.platform.draws.services import SourceDraft
from quanheng.platform.draws.states import WORKFLOW, State
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.draws.tests.factories import AFTER, BEFORE, LOTTERY_AT, TODAY, VALUES
from quanheng.platform.ledger import queries as ledger
from quanheng.platform.people.roles import Role
from quanheng.platform.testing import people
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db


def acts(draw):
    return [entry.act for entry in ledger.entries_about(draw)]


def facts(draw, act):
    return [json.loads(entry.body)["facts"] for entry in ledger.entries_about(draw) if entry.act == act]


def open_items():
    return sorted(Item.objects.open().values_list("kind", flat=True))


def test_the_table_of_moves_is_total():
    assert WORKFLOW.is_total()
    assert WORKFLOW.final_states == {State.DRAWN, State.ABORTED, State.DISCARDED}


def test_a_draw_goes_from_draft_to_result_and_the_bundle_verifies():
    draw = make.drawn()
    assert (draw.state, draw.serial, draw.drawn.count()) == (State.DRAWN, "2021-0001", 5 + 3)
    assert kernel.verify(queries.bundle(draw)).faults == []
    assert acts(draw) == [
        "draw_drafted", "draw_digest_handed_in", "draw_digest_handed_in", "draw_committed",
        "draw_value_revealed", "draw_value_revealed", "draw_run",
    ]  # fmt: skip


def test_the_result_is_the_one_that_the_kernel_calculates_from_the_bundle():
    draw = make.drawn(recusals=[(make.ROSTER[0][0], "21-0000")])
    files = queries.bundle(draw)
    result = kernel.run(files, VALUES_OF_WITNESSES)
    assert [(row.code, row.key) for row in draw.drawn.all()] == [
        (d.code, d.key) for d in result.selection.drawn
    ]
    assert [(p.code, p.teams[people.BUREAU]) for p in queries.drawn(draw)] == [
        (team.code, team.team) for team in result.staffing.teams
    ]
    assert files["result.csv"] == result.result_csv()
    assert draw.seed == result.seed


VALUES_OF_WITNESSES = {name: VALUES[name] for name in ("纪检监察", "个私协会")}


def test_every_step_waits_on_somebodys_worklist_and_leaves_it():
    draw = make.drafted()
    assert open_items() == ["draws.hand_in", "draws.hand_in"]
    make.hand_in_all(draw)
    assert open_items() == ["draws.commit"]
    services.commit(draw.pk, by=make.section(), today=TODAY)
    assert open_items() == ["draws.reveal", "draws.reveal"]
    make.reveal_all(draw)
    assert open_items() == ["draws.run"]
    services.run(draw.pk, by=make.section(), today=TODAY)
    assert open_items() == []


def test_serials_are_consecutive_per_organ_and_year_and_aborted_ones_stay_spent():
    first, second = make.committed(), make.committed()
    services.abort(second.pk, "见证人未公开", by=make.section(), today=TODAY)
    third = make.committed()
    next_year = make.drafted()
    make.hand_in_all(next_year)
    fourth = services.commit(next_year.pk, by=make.section(), today=TODAY.replace(year=2022))
    assert [d.serial for d in (first, second, third, fourth)] == [
        "2021-0001", "2021-0002", "2021-0003", "2022-0001",
    ]  # fmt: skip


def test_a_draft_needs_two_sources_and_one_from_outside():
    own = [
        SourceDraft("witness", "纪检监察", of_bureau=True),
        SourceDraft("witness", "法规科", of_bureau=True),
    ]
    with pytest.raises(kernel.BadPlan, match="至少要有两个来源"):
        make.drafted(sources=own[:1])
    with pytest.raises(kernel.NoOutsideSource):
        make.drafted(sources=own)
    assert Draw.objects.count() == 0


def test_one_account_is_not_two_sources():
    account = make.witness_account("association").pk
    twice = [SourceDraft("witness", name, account_id=account) for name in ("个私协会", "个私协会会长")]
    with pytest.raises(kernel.BadPlan, match="同一个账号"):
        make.drafted(sources=twice)


def test_a_public_outcome_needs_its_moment():
    sources = [SourceDraft("witness", "协会"), SourceDraft("public", "福彩")]
    with pytest.raises(kernel.BadPlan, match="没有写揭晓时间"):
        make.drafted(sources=sources)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"quota": {"A": {"count": 100}}}, kernel.QuotaNotMet),
        ({"quota": {"C": {"ratio": "1"}}}, kernel.NothingToDraw),
        ({"roster": [("9", "A"), ("9", "B")]}, kernel.BadRoster),
        ({"inspectors": make.INSPECTORS[:1]}, refusals.TooFewInspectors),
        (
            {"inspectors": [(id, organ, quals, 2) for id, organ, quals, _ in make.INSPECTORS]},
            refusals.TooFewInspectors,
        ),
        ({"qualification": "equipment"}, refusals.TooFewInspectors),
        ({"item": "查" * 201}, kernel.BadPlan),
        ({"roster": [*make.ROSTER, ("9" * 41, "A")]}, kernel.BadPlan),
        ({"item": ""}, kernel.BadPlan),
    ],
)
def test_a_draft_that_could_not_be_drawn_is_refused_at_once(given, refusal):
    with pytest.raises(refusal):
        make.drafted(**given)
    assert Draw.objects.count() == 0


def test_nothing_is_committed_before_every_witness_handed_in_a_digest():
    draw = make.drafted()
    with pytest.raises(refusals.DigestMissing, match="纪检监察、个私协会"):
        services.commit(draw.pk, by=make.section(), today=TODAY)
    draw.refresh_from_db()
    assert (draw.state, draw.serial) == (State.DRAFTED, "")


def test_two_witnesses_with_one_digest_are_one_source():
    draw = make.drafted()
    for source in draw.sources.all():
        services.hand_in(
            draw.pk, source.pk, kernel.witness_digest("x" * 20), by=make.witness_of(source), today=TODAY
        )
    with pytest.raises(kernel.NoOutsideSource):
        services.commit(draw.pk, by=make.section(), today=TODAY)


def test_a_digest_is_no_value():
    draw = make.drafted()
    source = make.source_of(draw, "个私协会")
    with pytest.raises(kernel.BadPlan, match="64 位"):
        services.hand_in(draw.pk, source.pk, VALUES["个私协会"], by=make.witness_of(source), today=TODAY)


def test_a_witness_may_hand_in_anew_until_the_commitment_and_not_after():
    draw = make.drafted()
    source = make.source_of(draw, "个私协会")
    by = make.witness_of(source)
    services.hand_in(draw.pk, source.pk, kernel.witness_digest("y" * 20), by=by, today=TODAY)
    make.hand_in_all(draw)
    services.commit(draw.pk, by=make.section(), today=TODAY)
    with pytest.raises(refusals.DigestFixed):
        services.hand_in(draw.pk, source.pk, kernel.witness_digest("y" * 20), by=by, today=TODAY)


def test_a_seed_revealed_early_is_refused():
    draw = make.drafted()
    make.hand_in_all(draw)
    source = make.source_of(draw, "个私协会")
    with pytest.raises(kernel.RevealedEarly, match="还没有承诺"):
        services.reveal(draw.pk, source.pk, VALUES["个私协会"], by=make.witness_of(source), today=TODAY)
    assert not Draw.objects.get().sources.exclude(value="").exists()


def test_a_public_outcome_known_before_the_commitment_spoils_it():
    with clock.fixed(BEFORE):
        draw = make.drafted(sources=make.sources(known_at=LOTTERY_AT))
        make.hand_in_all(draw)
    with clock.fixed(AFTER), pytest.raises(kernel.RevealedEarly, match="福彩双色球"):
        services.commit(draw.pk, by=make.section(), today=TODAY)
    assert Draw.objects.get().serial == ""


def test_a_public_outcome_whose_moment_has_passed_is_refused_before_anybody_is_asked():
    with clock.fixed(AFTER), pytest.raises(kernel.RevealedEarly, match="已经过去") as refused:
        make.drafted(sources=make.sources(known_at=LOTTERY_AT))
    assert refused.value.field == "known_at"
    assert not Draw.objects.exists()


def test_a_public_outcome_is_not_entered_before_its_moment():
    with clock.fixed(BEFORE):
        draw = make.committed(sources=make.sources(known_at=LOTTERY_AT))
        source = make.source_of(draw, "福彩双色球")
        with pytest.raises(refusals.NotYetKnown, match="21:15:00"):
            services.enter_outcome(draw.pk, source.pk, VALUES[source.name], by=make.section(), today=TODAY)


@pytest.fixture
def lottery():
    """A committed draw that waits for its lottery alone."""
    with clock.fixed(BEFORE):
        draw = make.committed(sources=make.sources(known_at=LOTTERY_AT))
    with clock.fixed(AFTER):
        make.reveal_all(draw)
        yield draw


def test_a_public_outcome_is_typed_by_one_officer_and_confirmed_by_another(lottery):
    source = make.source_of(lottery, "福彩双色球")
    value = VALUES[source.name]
    services.enter_outcome(lottery.pk, source.pk, value, by=make.section(1), today=TODAY)
    assert open_items() == ["draws.confirm_outcome"]
    with pytest.raises(refusals.SameOfficer):
        services.confirm_outcome(lottery.pk, source.pk, value, by=make.section(1), today=TODAY)
    with pytest.raises(refusals.OutcomesDiffer):
        services.confirm_outcome(lottery.pk, source.pk, value + "0", by=make.section(2), today=TODAY)
    services.confirm_outcome(lottery.pk, source.pk, value, by=make.section(2), today=TODAY)
    drawn = services.run(lottery.pk, by=make.section(), today=TODAY)
    assert kernel.verify(queries.bundle(drawn)).faults == []


def test_an_entered_outcome_is_not_to_be_read_in_the_ledger_before_it_is_confirmed(lottery):
    source = make.source_of(lottery, "福彩双色球")
    services.enter_outcome(lottery.pk, source.pk, VALUES[source.name], by=make.section(1), today=TODAY)
    assert VALUES[source.name] not in "".join(entry.body for entry in ledger.entries_about(lottery))


def test_an_outcome_that_nobody_entered_is_not_confirmed(lottery):
    source = make.source_of(lottery, "福彩双色球")
    with pytest.raises(refusals.NothingEntered):
        services.confirm_outcome(lottery.pk, source.pk, VALUES[source.name], by=make.section(2), today=TODAY)


def test_an_outcome_typed_wrong_may_be_entered_again_before_it_is_confirmed(lottery):
    source = make.source_of(lottery, "福彩双色球")
    for value in (VALUES[source.name] + "9", VALUES[source.name]):
        services.enter_outcome(lottery.pk, source.pk, value, by=make.section(1), today=TODAY)
    services.confirm_outcome(lottery.pk, source.pk, VALUES[source.name], by=make.section(2), today=TODAY)
    assert len(facts(lottery, "draw_outcome_entered")) == 2


def test_a_value_that_is_not_the_committed_one_is_refused():
    draw = make.committed()
    source = make.source_of(draw, "个私协会")
    with pytest.raises(kernel.NotTheCommittedValue, match="个私协会"):
        services.reveal(draw.pk, source.pk, "another_value_entirely", by=make.witness_of(source), today=TODAY)


def test_a_witness_acts_for_the_own_source_alone():
    draw = make.drafted()
    mine, other = make.source_of(draw, "个私协会"), make.source_of(draw, "纪检监察")
    digest = kernel.witness_digest(VALUES["纪检监察"])
    for by in (make.witness_of(mine), make.section()):
        with pytest.raises((refusals.NotYourSource, Forbidden)):
            services.hand_in(draw.pk, other.pk, digest, by=by, today=TODAY)
    make.hand_in_all(draw)
    services.commit(draw.pk, by=make.section(), today=TODAY)
    with pytest.raises(refusals.NotYourSource):
        services.reveal(draw.pk, other.pk, VALUES["纪检监察"], by=make.witness_of(mine), today=TODAY)


def test_an_officer_files_what_a_witness_without_an_account_gave_on_paper():
    sources = [*make.sources()[:1], SourceDraft("witness", "个私协会")]
    draw = make.drafted(sources=sources)
    paper = make.source_of(draw, "个私协会")
    digest = kernel.witness_digest(VALUES["个私协会"])
    with pytest.raises(Forbidden):
        services.hand_in(draw.pk, paper.pk, digest, by=people.actor(Role.WITNESS), today=TODAY)
    services.hand_in(draw.pk, paper.pk, digest, by=make.section(), today=TODAY)
    paper.refresh_from_db()
    assert paper.digest == digest


def test_a_silent_witness_keeps_the_draw_from_being_made_and_is_named():
    draw = make.committed()
    source = make.source_of(draw, "纪检监察")
    services.reveal(draw.pk, source.pk, VALUES["纪检监察"], by=make.witness_of(source), today=TODAY)
    with pytest.raises(kernel.SilentWitness, match="个私协会"):
        services.run(draw.pk, by=make.section(), today=TODAY)
    assert DrawnBusiness.objects.count() == 0


def test_a_silent_witness_aborts_the_draw_visibly_and_the_serial_is_spent():
    draw = make.committed()
    with pytest.raises(refusals.ReasonNeeded):
        services.abort(draw.pk, "  ", by=make.section(), today=TODAY)
    services.abort(draw.pk, "见证人逾期未公开", by=make.section(), today=TODAY)
    seen = queries.public_draws().get()
    assert (seen.state, seen.reason, seen.serial) == (State.ABORTED, "见证人逾期未公开", "2021-0001")
    assert facts(draw, "draw_aborted")[0]["silent"] == ["纪检监察", "个私协会"]
    assert open_items() == []
    with pytest.raises(MoveNotAllowed):
        services.run(draw.pk, by=make.section(), today=TODAY)


def test_a_draw_that_is_made_is_not_aborted():
    draw = make.drawn()
    with pytest.raises(MoveNotAllowed):
        services.abort(draw.pk, "换一批", by=make.section(), today=TODAY)


def test_a_discarded_draft_spends_no_serial_and_leaves_a_trace():
    draw = make.drafted()
    services.abort(draw.pk, "名单有误", by=make.section(), today=TODAY)
    draw.refresh_from_db()
    assert (draw.state, draw.serial, acts(draw)[-1]) == (State.DISCARDED, "", "draw_discarded")
    assert make.committed().serial == "2021-0001"
    assert draw not in queries.public_draws()


def test_a_draw_that_cannot_be_staffed_is_aborted_with_the_business_named():
    """Every inspector but one is recused from everybody, which only the draw finds out."""
    recusals = [(code, id) for code, _ in make.ROSTER for id, *_ in make.INSPECTORS[1:]]
    draw = make.drawn(recusals=recusals)
    assert (draw.state, draw.serial) == (State.ABORTED, "2021-0001")
    assert draw.failed_code in draw.reason
    assert draw.drawn.count() == draw.places.count() == 0
    assert services.run(draw.pk, by=make.section(), today=TODAY).state == State.ABORTED
    assert acts(draw).count("draw_failed") == 1


def test_every_act_done_twice_is_done_once():
    draw = make.drawn()
    before = acts(draw)
    source = make.source_of(draw, "个私协会")
    services.commit(draw.pk, by=make.section(), today=TODAY)
    services.hand_in(draw.pk, source.pk, source.digest, by=make.witness_of(source), today=TODAY)
    services.reveal(draw.pk, source.pk, source.value, by=make.witness_of(source), today=TODAY)
    again = services.run(draw.pk, by=make.section(), today=TODAY + timedelta(days=1))
    assert (again.result_digest, again.drawn_at) == (draw.result_digest, draw.drawn_at)
    assert acts(draw) == before


def test_a_revealed_value_is_not_replaced():
    draw = make.committed()
    make.reveal_all(draw)
    source = make.source_of(draw, "个私协会")
    with pytest.raises(refusals.AlreadyRevealed):
        services.reveal(draw.pk, source.pk, "another_value_entirely", by=make.witness_of(source), today=TODAY)


def test_the_ledger_names_every_file_of_the_bundle_that_it_can_know():
    draw = make.drawn()
    stated = facts(draw, "draw_committed")[0]["files"] | facts(draw, "draw_run")[0]["files"]
    assert set(stated) == set(kernel.NAMES) - {"ledger-proof.json", "verify.py"}


def test_another_areas_draw_is_missing_and_an_inspector_may_not_draw():
    draw = make.seeded()
    elsewhere = make.section(area_code="500243")
    with pytest.raises(Missing):
        services.run(draw.pk, by=elsewhere, today=TODAY)
    with pytest.raises(Missing):
        queries.draw(draw.pk, viewer=elsewhere)
    with pytest.raises(Forbidden):
        services.run(draw.pk, by=people.actor(Role.INSPECTOR), today=TODAY)
