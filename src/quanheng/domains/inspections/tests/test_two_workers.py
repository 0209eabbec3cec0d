"""Two workers, one act: what row locks keep from happening twice. SQLite has one writer anyway."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from quanheng.domains.inspections import services
from quanheng.domains.inspections.models import Answer, Visit
from quanheng.domains.inspections.rules.results import Outcome
from quanheng.domains.inspections.tests import factories as made
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.models import Entry
from quanheng.platform.ledger.queries import verify

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the in-memory test database has one writer"),
]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start together; returns what each came to."""
    together, outcomes = Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        together.wait()
        try:
            act()
            outcomes[place] = "done"
        except Refused as refused:
            outcomes[place] = type(refused).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_workers_that_draw_at_once_give_one_set_of_visits():
    made.county()
    inspection = made.seeded(made.planned())
    by = made.section()
    draw = lambda: services.draw_inspection(inspection.pk, by=by, today=made.DRAWN)  # noqa: E731
    assert at_once(draw, draw, draw) == ["done", "done", "done"]
    assert Visit.objects.count() == 2
    assert Entry.objects.filter(act="inspection_drawn").count() == 1


def test_two_officers_who_close_the_record_at_once_close_it_once():
    made.county()
    visit = made.drawn().visits.get(order=1)
    who = made.started(visit)
    made.answer_all(visit, who[0])
    record = services.RecordDraft(Outcome.CHECKED, made.SIGNED)
    acts = [lambda by=by: services.finish_visit(visit.pk, record, by=by, today=made.TODAY) for by in who]
    assert at_once(*acts) == ["AlreadyRecorded", "done"]
    assert Entry.objects.filter(act="visit_recorded").count() == 1


def test_two_first_answers_at_once_leave_one_answer_and_one_conflict():
    made.county()
    visit = made.drawn().visits.get(order=1)
    who = made.started(visit)
    sheet = visit.parts.get().sheets.get()

    def answer(by, value):
        draft = services.AnswerDraft(sheet.pk, 1, value, uuid4(), note="情况")
        return lambda: services.save_answer(visit.pk, draft, by=by, today=made.TODAY)

    assert at_once(answer(who[0], "yes"), answer(who[1], "no")) == ["AnswerChangedMeanwhile", "done"]
    assert Answer.objects.count() == 1


def test_results_published_twice_at_once_are_published_once():
    made.county()
    inspection = made.drawn()
    for visit in inspection.visits.all():
        made.approved(visit)
    publish = lambda: services.publish_results(inspection.pk, by=made.section(), today=made.TODAY)  # noqa: E731
    assert at_once(publish, publish) == ["NothingToPublish", "done"]
    assert Entry.objects.filter(act="visit_published").count() == 2
    assert verify().sound
