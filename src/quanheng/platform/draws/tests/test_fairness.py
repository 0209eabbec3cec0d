"""What past draws show: chances, evenness, who was never drawn, how the work fell."""

import pytest

from quanheng.platform.draws import chisquare, queries
from quanheng.platform.draws.models import Draw, DrawnBusiness, Stratum
from quanheng.platform.draws.queries.evenness import evenness
from quanheng.platform.draws.tests import factories as make
from quanheng.platform.testing import people

TABLE = [  # statistic, degrees of freedom, upper tail: from the usual printed tables
    (2.705543, 1, 0.10), (3.841459, 1, 0.05), (5.991465, 2, 0.05), (16.918978, 9, 0.05), (21.665994, 9, 0.01),
    (3.325113, 9, 0.95), (124.342113, 100, 0.05), (77.929465, 100, 0.95),
]  # fmt: skip


@pytest.mark.parametrize(("statistic", "degrees", "tail"), TABLE)
def test_the_chi_square_agrees_with_the_printed_tables(statistic, degrees, tail):
    assert chisquare.survival(statistic, degrees) == pytest.approx(tail, rel=1e-5)


def test_the_chi_square_falls_as_the_statistic_grows():
    tails = [chisquare.survival(x / 4, 7) for x in range(200)]
    assert tails == sorted(tails, reverse=True)
    assert tails[0] == 1.0


@pytest.mark.django_db
def test_the_chance_of_each_stratum_is_drawn_over_size():
    make.drawn()
    found = queries.fairness(people.BUREAU)
    assert [(c.stratum, c.drawn, c.size) for c in found.chances] == [("A", 5, 20), ("B", 3, 10)]
    assert found.chances[0].probability == 0.25


@pytest.mark.django_db
def test_businesses_never_drawn_are_counted_with_their_chance_of_being_missed():
    draws = [make.drawn(), make.drawn()]
    seen = {row.code for draw in draws for row in draw.drawn.all()}
    found = queries.fairness(people.BUREAU)
    assert found.roster_count == 30
    assert found.undrawn_count == 30 - len(seen)
    by_code = {one.code: one for one in found.undrawn}
    assert set(by_code) == {code for code, _ in make.ROSTER} - seen
    stratum = dict(make.ROSTER)
    for code, one in by_code.items():
        assert one.draws == 2
        assert one.missed_chance == pytest.approx((0.75 if stratum[code] == "A" else 0.7) ** 2)


@pytest.mark.django_db
def test_the_load_of_each_pseudonym_adds_up_to_the_places():
    draw = make.drawn()
    loads = queries.fairness(people.BUREAU).loads
    assert sum(load.count for load in loads) == draw.places.count() == 16
    assert max(load.count for load in loads) - min(load.count for load in loads) <= 1


@pytest.mark.django_db
def test_a_later_draw_is_seen_although_the_answer_is_kept():
    make.drawn()
    assert queries.fairness(people.BUREAU).draws == 1
    make.drawn()
    assert queries.fairness(people.BUREAU).draws == 2
    assert queries.fairness(people.BUREAU, years=[2020]).draws == 0


@pytest.mark.django_db
def test_aborted_draws_do_not_count():
    make.committed()
    assert queries.fairness(people.BUREAU).draws == 0


def staged(places, size=1000):
    """A draw whose businesses stood at these places of one stratum: what a rigged draw leaves."""
    draw = make.committed()
    Stratum.objects.create(draw=draw, name="A", size=size, drawn_count=len(places))
    DrawnBusiness.objects.bulk_create(
        DrawnBusiness(draw=draw, order=n, code=str(p), stratum="A", key="0" * 64, place=p)
        for n, p in enumerate(places, start=1)
    )
    (one,) = evenness([Draw.objects.get(pk=draw.pk)])
    return one


@pytest.mark.django_db
def test_a_draw_that_favours_one_end_of_the_list_has_a_small_p_value():
    assert staged(range(200)).p_value < 1e-6


@pytest.mark.django_db
def test_a_draw_that_skips_through_the_list_is_too_even():
    assert staged(range(0, 1000, 10)).p_value > 0.999


@pytest.mark.django_db
def test_a_draw_by_hash_is_neither():
    from quanheng.kernel.draw import object_key

    places = sorted(range(1000), key=lambda place: object_key("0" * 64, str(place)))[:100]
    assert 0.001 < staged(places).p_value < 0.999


@pytest.mark.django_db
def test_too_few_drawn_gives_no_verdict():
    assert staged(range(0, 1000, 100)).p_value is None
