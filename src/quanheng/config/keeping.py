"""Keeping processes alive 看护: what ends while the server runs is begun again, after a growing pause."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

LOOKS_EVERY = 1.0
"""Seconds between two looks at the processes."""

LONGEST_PAUSE = 60.0
"""Seconds that one which ends again and again is left alone at most."""

STEADY = 30.0
"""Seconds after which a process counts as well, and its next end as the first."""

Command = Sequence[str]
Say = Callable[[Command, int], None]


@contextmanager
def kept(commands: Sequence[Command], *, say: Say, looks_every: float = LOOKS_EVERY) -> Iterator[None]:
    """Run the commands beside the block; ``say(command, exit code)`` is called for each begun again.

    At the end of the block they are asked to end (SIGTERM), and nothing is begun any more.
    """
    over = Event()
    watched = [Kept(command) for command in commands]

    def watch() -> None:
        while not over.wait(looks_every):
            for one in watched:
                one.look(looks_every, say)

    keeper = Thread(target=watch, name="keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
        for one in watched:
            one.end()


class Kept:
    """One process, and how long it has to be left alone after it ended."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self.process = subprocess.Popen(command)
        self._lived, self._pause, self._waited = 0.0, 0.0, 0.0

    def look(self, passed: float, say: Say) -> None:
        """Begin it again if it has ended and its pause is over; ``passed``: seconds since the last look."""
        if self.process.poll() is None:
            self._lived += passed
            return
        if self._lived > STEADY:
            self._pause = 0.0
        self._waited += passed
        if self._waited < self._pause:
            return
        say(self._command, self.process.returncode)
        self.process = subprocess.Popen(self._command)
        self._lived, self._waited = 0.0, 0.0
        self._pause = min(max(2 * self._pause, 1.0), LONGEST_PAUSE)

    def end(self) -> None:
        """Ask it to end, and wait until it has."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
