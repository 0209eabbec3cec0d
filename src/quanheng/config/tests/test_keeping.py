"""A process beside the pages that is killed is begun again; at the end none is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from quanheng.config.commands.serving import require_free
from quanheng.config.keeping import Kept, Say, keep
from quanheng.kernel.refusal import Refused

LIVING = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
WATCHING = f"from quanheng.config.keeping import end_with_parent; end_with_parent(); {LIVING}"
DYING = "import sys; open(sys.argv[1], 'a').write('x\\n'); sys.exit(3)"


def wait_for_lines(path: Path, count: int) -> list[str]:
    for _ in range(600):
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    raise AssertionError(f"{path.name} never had {count} lines")


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(process: int) -> None:
    for _ in range(600):
        if not is_there(process):
            return
        time.sleep(0.05)
    raise AssertionError(f"{process} is still there")


def looks_until_begun_again(one: Kept, begun: list[int]) -> int:
    """How many looks, a second each, a process that has ended waits."""
    one.process.wait()
    before = len(begun)
    for look in range(1, 100):
        one.look(1.0, lambda _, code: begun.append(code))
        if len(begun) > before:
            return look
    raise AssertionError("never begun again")


@contextmanager
def kept(*words: str, say: Say = lambda *_: None) -> Iterator[None]:
    over = Event()
    keeper = Thread(target=lambda: keep([[sys.executable, *words]], over, say=say, looks_every=0.05))
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def test_a_killed_process_is_begun_again_and_ends_with_the_server(tmp_path):
    born, said = tmp_path / "born", []
    with kept("-c", LIVING, str(born), say=lambda _, code: said.append(code)):
        [first] = wait_for_lines(born, 1)
        os.kill(int(first), signal.SIGKILL)
        _, second = wait_for_lines(born, 2)
        assert second != first
        assert said == [-signal.SIGKILL]
        assert is_there(int(second))
    assert not is_there(int(second))


def test_one_that_dies_again_and_again_is_left_alone_longer_each_time(tmp_path):
    one = Kept([sys.executable, "-c", DYING, str(tmp_path / "born")])
    begun: list[int] = []
    looks = [looks_until_begun_again(one, begun) for _ in range(4)]
    one.wait()
    assert looks == [1, 1, 2, 4]
    assert begun == [3, 3, 3, 3]


def test_a_process_that_runs_is_not_begun_twice(tmp_path):
    born = tmp_path / "born"
    with kept("-c", LIVING, str(born)):
        wait_for_lines(born, 1)
        time.sleep(0.5)
        assert len(born.read_text().splitlines()) == 1


def test_a_process_ends_when_whoever_began_it_is_gone(tmp_path):
    born = tmp_path / "born"
    begin = (
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {WATCHING!r}, sys.argv[1]])"
    )
    parent = subprocess.Popen([sys.executable, "-c", f"{begin}; time.sleep(60)", str(born)])
    [child] = wait_for_lines(born, 1)
    parent.kill()
    parent.wait()
    wait_until_gone(int(child))


def test_a_port_that_is_taken_is_said_before_anything_is_begun():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Refused, match="不能在"):
        require_free("127.0.0.1", taken.getsockname()[1])
