"""Pseudonyms and the list of inspectors built from the officers."""

from datetime import date

import pytest

from quanheng.kernel.refusal import Missing
from quanheng.platform.draws import queries
from quanheng.platform.people.models import Organ, Recusal
from quanheng.platform.testing import people

pytestmark = pytest.mark.django_db

DAY = date(2021, 3, 20)


def test_a_pseudonym_is_fixed_for_the_year_and_another_in_the_next():
    officer = people.officer()
    first = queries.pseudonym(officer.pk, 2021)
    assert queries.pseudonym(officer.pk, 2021) == first
    assert queries.pseudonym(officer.pk, 2022)[3:] != first[3:]
    assert queries.officer_of(first, 2021) == officer
    with pytest.raises(Missing):
        queries.officer_of(first, 2022)


def test_pseudonyms_tell_officers_apart_and_do_not_tell_who_they_are():
    officers = [people.officer(f"242{n:05d}") for n in range(30)]
    found = queries.pseudonyms([officer.pk for officer in officers], 2021)
    assert len(set(found.values())) == 30
    for officer in officers:
        assert officer.name not in found[officer.pk]
        assert officer.certificate_number not in found[officer.pk]


def test_nobody_without_a_certificate_valid_on_the_day_is_listed():
    valid = people.officer("24200001")
    people.officer("24200002", certificate_until=date(2021, 3, 19))
    people.officer("24200003", certificate_from=date(2021, 3, 21))
    people.officer("24200004", active=False)
    last_day = people.officer("24200005", certificate_until=DAY)
    found = queries.inspectors_for([people.BUREAU], DAY)
    assert {row[0] for row in found} == {queries.pseudonym(o.pk, 2021) for o in (valid, last_day)}


def test_only_holders_of_the_qualification_are_listed_when_one_is_named():
    people.officer("24200001", qualifications=["food", "drug"])
    people.officer("24200002", qualifications=["equipment"])
    assert [row[2] for row in queries.inspectors_for([people.BUREAU], DAY, "food")] == [("drug", "food")]
    assert len(queries.inspectors_for([people.BUREAU], DAY)) == 2


def test_officers_of_an_office_stand_for_the_named_organ_above_it():
    office = people.organ("500242-amr-longtan", "龙潭市场监管所")
    Organ.objects.filter(pk=office.pk).update(parent=people.organ())
    stranger = people.organ("500242-emergency", "应急管理局")
    people.officer("24200001", organ=office)
    people.officer("24200002", organ=stranger)
    assert [row[1] for row in queries.inspectors_for([people.BUREAU], DAY)] == [people.BUREAU]
    assert {row[1] for row in queries.inspectors_for([people.BUREAU, stranger.pk], DAY)} == {
        people.BUREAU,
        stranger.pk,
    }
    assert queries.inspectors_for([office.pk, people.BUREAU], DAY)[0][1] == office.pk


def test_recusals_in_force_are_listed_under_the_pseudonym():
    officer = people.officer()
    given = {"officer": officer, "reason": "亲属经营", "declared_on": date(2021, 1, 5)}
    Recusal.objects.create(subject_code="A", **given)
    Recusal.objects.create(subject_code="B", ended_on=date(2021, 3, 1), **given)
    Recusal.objects.create(subject_code="C", **given | {"declared_on": date(2021, 4, 1)})
    id = queries.pseudonym(officer.pk, 2021)
    assert queries.recusals_for([people.BUREAU], DAY) == [("A", id)]
    assert queries.recusals_for([people.BUREAU], DAY, {"Z"}) == []
