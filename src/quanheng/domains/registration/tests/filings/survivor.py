"""One process of an installation that is being worked on: run as ``python -m … WORD [VALUE …]``."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")
    import django

    django.setup()

from quanheng.domains.registration import services
from quanheng.domains.registration.models import Business, CodeSerial, Filing
from quanheng.domains.registration.services import deciding
from quanheng.domains.registration.services.warming import ready
from quanheng.domains.registration.tests.filings import make
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.ledger.models import Entry

DAY = make.DAY
HEAD_START = 1.0
"""Seconds in which every process is made before all are let go."""


def build() -> None:
    """An installation with its county."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    make.lay_out()
    services.issue_code("500242", "91")
    print("built")


def at_once(count: int, work: Callable[[int], None]) -> None:
    """Do some work in so many processes of this one's making, all let go at the same moment."""
    from django.db import connections

    ready()
    connections.close_all()
    for connection in connections.all():
        if connection.vendor == "postgresql":
            connection.close_pool()  # its threads do not live on in a child
    start = time.monotonic() + HEAD_START
    children = []
    for number in range(count):
        child = os.fork()
        if child == 0:
            _work(number, start, work)
        children.append(child)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    print(sum(1 for end in ends if end == 0))


def _work(number: int, start: float, work: Callable[[int], None]) -> None:
    code = 1
    try:
        time.sleep(max(0.0, start - time.monotonic()))
        work(number)
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def issue(processes: str, each: str) -> None:
    """Give out codes from so many processes at once."""

    def work(_number: int) -> None:
        for _ in range(int(each)):
            code = services.issue_code("500242", "92")
            os.write(1, f"{code}\n".encode())

    at_once(int(processes), work)


def file(count: str, workers: str) -> None:
    """So many applications at once through the workers of a server, each from opened to granted."""
    many, hands = int(count), int(workers)

    def work(hand: int) -> None:
        for number in range(hand, many, hands):
            file_one(str(number + 1))

    at_once(hands, work)


def file_one(number: str) -> None:
    """One application from opened to granted."""
    make.approved(make.noodle_shop(int(number)))


def submit(number: str) -> None:
    """One application, handed in; prints its key."""
    print(make.submitted(make.noodle_shop(int(number))).pk)


def approve(key: str) -> None:
    """Grant it."""
    services.approve_filing(int(key), by=make.clerk(), today=DAY)
    print("granted")


def approve_and_die(key: str) -> None:
    """Grant it, and be killed when the register is written and the licence is not."""

    def die(*_given: object, **_named: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    deciding.issue_licence = die  # type: ignore[assignment]
    services.approve_filing(int(key), by=make.clerk(), today=DAY)


def look() -> None:
    """Applications granted, businesses, codes given out, licences, entries of the ledger that grant."""
    serial = CodeSerial.objects.get(authority="500242").last - 1
    print(
        Filing.objects.filter(stage="approved").count(),
        Business.objects.count(),
        serial,
        Certificate.objects.filter(state="current").count(),
        Entry.objects.filter(act="filing_approved").count(),
    )


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
