"""Keeping processes alive 看护: what ends while the server runs is begun again, after a growing pause."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread

LOOKS_EVERY = 1.0
"""Seconds between two looks at the processes."""

LONGEST_PAUSE = 60.0
"""Seconds that one which ends again and again is left alone at most."""

STEADY = 30.0
"""Seconds after which a process counts as well, and its next end as the first."""

PATIENCE = 15.0
"""Seconds that a process may take to end when it is asked to."""

SERVED = "QUANHENG_SERVED"
"""Stands in the environment of processes that `quanheng serve` began."""

Command = Sequence[str]
Say = Callable[[Command, int], None]


def keep(commands: Sequence[Command], over: Event, *, say: Say, looks_every: float = LOOKS_EVERY) -> None:
    """Run the commands until ``over`` is set; ``say(command, exit code)`` is called for each begun again.

    At the end they are asked to end (SIGTERM), and nothing is begun any more. Each runs in a session of its
    own: Ctrl+C reaches whoever keeps them, and them once, from there.
    """
    watched = [Kept(command) for command in commands]
    try:
        while not over.wait(looks_every):
            for one in watched:
                one.look(looks_every, say)
    finally:
        for one in watched:
            one.process.terminate()
        for one in watched:
            one.wait()


class Kept:
    """One process, and how long it has to be left alone after it ended."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self.process = _begun(command)
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
        self.process = _begun(self._command)
        self._lived, self._waited = 0.0, 0.0
        self._pause = min(max(2 * self._pause, 1.0), LONGEST_PAUSE)

    def wait(self) -> None:
        """Wait until it has ended; not for ever."""
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _begun(command: Command) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, start_new_session=True, env={**os.environ, SERVED: "1"})


def end_with_parent() -> None:
    """Ask this process to end (SIGTERM) once the one that began it is gone, by kill -9 for instance."""
    Thread(target=_watch, args=(os.getppid(),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
