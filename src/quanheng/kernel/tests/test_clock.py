"""The clock shows the time of the bureau, and can be held."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from quanheng.kernel import clock


def test_now_is_the_machines_moment_seen_from_shanghai():
    moment = clock.now()
    assert moment.tzinfo is clock.SHANGHAI
    assert abs(datetime.now(UTC) - moment) < timedelta(seconds=5)


def test_the_day_turns_at_midnight_in_shanghai_and_not_in_greenwich():
    with clock.fixed(datetime(2021, 3, 5, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2021, 3, 6)
    with clock.fixed(datetime(2021, 3, 5, 15, 59, tzinfo=UTC)):
        assert clock.today() == date(2021, 3, 5)


def test_a_held_clock_does_not_move():
    with clock.fixed(date(2021, 3, 5)) as held:
        assert clock.now() == clock.now() == held


def test_holds_nest_and_end():
    with clock.fixed(date(2021, 3, 5)):
        with clock.fixed(date(2020, 1, 1)):
            assert clock.today() == date(2020, 1, 1)
        assert clock.today() == date(2021, 3, 5)
    assert clock.today() >= date(2025, 1, 1)


def test_a_hold_ends_even_when_the_work_inside_fails():
    with pytest.raises(LookupError), clock.fixed(date(2021, 3, 5)):
        raise LookupError
    assert clock.today() != date(2021, 3, 5)


def test_a_hold_is_seen_by_other_threads():
    seen = []
    with clock.fixed(date(2021, 3, 5)):
        worker = Thread(target=lambda: seen.append(clock.today()))
        worker.start()
        worker.join()
    assert seen == [date(2021, 3, 5)]


def test_a_moment_without_a_zone_is_not_accepted():
    with pytest.raises(ValueError, match="zone"), clock.fixed(datetime(2021, 3, 5, 8, 0)):  # noqa: DTZ001
        pass
