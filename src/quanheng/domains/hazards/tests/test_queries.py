"""Reading hazards: rights, areas, links, evidence, limits, the daily job."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from quanheng.domains.hazards import queries, services
from quanheng.domains.hazards.jobs import escalate_overdue
from quanheng.domains.hazards.rules.limits import Amount
from quanheng.domains.hazards.rules.stages import Stage
from quanheng.domains.hazards.tests import factories as make
from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.documents.models import Stored
from quanheng.platform.documents.services import store
from quanheng.platform.people.models import Organ
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import BUREAU, LONGTAN, MAWANG, actor, organ
from quanheng.platform.worklist.models import Item

pytestmark = pytest.mark.django_db


def picture(colour: str = "red") -> Stored:
    made = BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return store(made.getvalue())


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.BUSINESS, Role.CLERK, Role.WITNESS, Role.LABORATORY])
def test_hazards_are_read_by_officials_who_work_on_them(role: Role) -> None:
    with pytest.raises(Forbidden):
        queries.hazards(viewer=actor(role))
    assert queries.about_business(make.CODE, actor(role)) is None


def test_a_hazard_of_another_township_is_missing() -> None:
    hazard = make.found()
    assert queries.hazard(hazard.pk, viewer=actor(Role.TOWNSHIP, area_code=LONGTAN)) == hazard
    with pytest.raises(Missing):
        queries.hazard(hazard.pk, viewer=actor(Role.TOWNSHIP, area_code=MAWANG))


def test_the_business_file_counts_open_and_closed_hazards() -> None:
    make.found()
    make.closed()
    about = queries.about_business(make.CODE, actor(Role.SECTION))
    assert about is not None
    assert (about.open, about.closed, len(about.hazards)) == (1, 1, 2)


def test_what_was_found_on_a_visit_is_found_by_it() -> None:
    hazard = make.found(found_by_visit="inspections.visit:7")
    make.found()
    assert list(queries.from_visit("inspections.visit:7", viewer=actor(Role.SECTION))) == [hazard]
    assert hazard.source == "inspection"


def test_the_evidence_of_a_point_stands_side_by_side() -> None:
    before, after, again = picture("red"), picture("green"), picture("blue")
    hazard = make.ordered(points=(services.PointFound("混放", photos=(before,)), services.PointFound("过期")))
    first, second = hazard.points.all()
    township = actor(Role.TOWNSHIP, area_code=LONGTAN)
    services.report_rectified(
        hazard, "已改", by=township, today=date(2021, 9, 10), photos={first.pk: (after,)}
    )
    report = make.all_well(hazard, photos={second.pk: (again,)})
    services.recheck(hazard, report, by=make.inspector(), today=date(2021, 9, 13))
    rows = queries.evidence(hazard, viewer=township)
    assert [[f.stored_id for f in (*r.before, *r.after, *r.rechecked)] for r in rows] == [
        [before.digest, after.digest],
        [again.digest],
    ]
    assert all(row.verdicts[0].passed for row in rows)


def test_a_photo_of_a_foreign_point_is_refused() -> None:
    hazard, other = make.ordered(), make.found()
    foreign = other.points.all()[0].pk
    with pytest.raises(Missing):
        services.report_rectified(
            hazard, "已改", by=make.section(), today=make.DAY, photos={foreign: (picture(),)}
        )


def test_a_link_opens_its_hazard_for_the_business_alone() -> None:
    hazard = make.ordered()
    found, business = queries.by_link(queries.answer_token(hazard))
    assert (found.pk, business.roles, business.name) == (hazard.pk, {Role.BUSINESS}, hazard.business_name)
    with pytest.raises(Forbidden):
        queries.hazards(viewer=business)


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "9" + t, lambda t: "", lambda t: "1.1~x"])
def test_a_link_that_was_tampered_with_opens_nothing(spoil: object) -> None:
    token = queries.answer_token(make.ordered())
    with pytest.raises(Missing):
        queries.by_link(spoil(token))  # type: ignore[operator]


def test_a_renewed_link_kills_the_old_one() -> None:
    hazard = make.ordered()
    old = queries.answer_token(hazard)
    renewed = services.renew_link(hazard, by=make.section(), today=make.DAY)
    with pytest.raises(Missing):
        queries.by_link(old)
    assert queries.by_link(queries.answer_token(renewed))[0].pk == hazard.pk


def test_a_hazard_not_yet_ordered_has_no_link() -> None:
    with pytest.raises(Missing):
        queries.by_link(queries.answer_token(make.found()))


def test_the_bureaus_own_limit_holds_from_its_day_and_the_history_stays() -> None:
    organ()
    leader = actor(Role.LEADER)
    asked = (BUREAU, "rectify", "food", "major")
    assert queries.limit_in_force(*asked, on=make.DAY) == Amount(7, "calendar_days")
    three = Amount(3, "working_days")
    services.set_limit("rectify", "food", "*", three, reason="专项整治", by=leader, today=make.DAY)
    assert queries.limit_in_force(*asked, on=make.DAY) == three
    assert queries.limit_in_force(*asked, on=date(2021, 9, 5)) == Amount(7, "calendar_days")
    assert queries.limit_in_force(BUREAU, "rectify", "drug", "major", on=make.DAY).amount == 7
    assert queries.limits_decided(viewer=leader).get().reason == "专项整治"


def test_a_hazard_goes_to_the_section_that_works_on_its_category() -> None:
    bureau = organ()
    for code, kind in (("food", "section"), ("credit", "section"), ("office-1", "office")):
        Organ.objects.create(
            code=f"{BUREAU}-{code}", name=code, short_name=code, kind=kind, area_id="500242", parent=bureau
        )
    food = make.found(by=actor(Role.INSPECTOR, organ_code=f"{BUREAU}-credit"))
    drug = make.found(by=actor(Role.INSPECTOR, organ_code=f"{BUREAU}-credit"), category="drug")
    local = make.found(by=actor(Role.INSPECTOR, organ_code=f"{BUREAU}-office-1"))
    assert [h.holder.pk for h in (food, drug, local)] == [
        f"{BUREAU}-food",
        f"{BUREAU}-credit",
        f"{BUREAU}-office-1",
    ]
    assert {h.organ_id for h in (food, drug, local)} == {BUREAU}
    assert Item.objects.get(about=f"hazards.hazard:{food.pk}").for_organ_id == f"{BUREAU}-food"


def test_the_daily_job_takes_up_what_is_overdue() -> None:
    hazard = make.ordered()
    escalate_overdue(date(2021, 9, 23))
    hazard.refresh_from_db()
    assert hazard.stage == Stage.ESCALATED
    assert Item.objects.open().get(kind="hazards.instruct").for_organ_id == BUREAU


def test_townships_are_counted_with_what_is_overdue() -> None:
    make.ordered()
    make.rectified()
    make.found(area_code=MAWANG)
    counts = queries.by_township(viewer=actor(Role.LEADER), today=date(2021, 9, 30))
    assert (counts[LONGTAN].open, counts[LONGTAN].overdue) == (2, 1)
    assert (counts[MAWANG].open, counts[MAWANG].overdue) == (1, 0)
