"""A process beside the pages that is killed is begun again; at the end none is left."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from quanheng.config.keeping import Kept, kept

LIVING = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
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


def looks_until_begun_again(one: Kept, begun: list[int]) -> int:
    """How many looks, a second each, a process that has ended waits."""
    one.process.wait()
    before = len(begun)
    for look in range(1, 100):
        one.look(1.0, lambda _, code: begun.append(code))
        if len(begun) > before:
            return look
    raise AssertionError("never begun again")


def test_a_killed_process_is_begun_again_and_ends_with_the_server(tmp_path):
    born, said = tmp_path / "born", []
    with kept(
        [[sys.executable, "-c", LIVING, str(born)]], say=lambda _, code: said.append(code), looks_every=0.05
    ):
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
    one.end()
    assert looks == [1, 1, 2, 4]
    assert begun == [3, 3, 3, 3]


def test_a_process_that_others_need_is_not_begun_twice(tmp_path):
    born = tmp_path / "born"
    with kept([[sys.executable, "-c", LIVING, str(born)]], say=lambda *_: None, looks_every=0.02):
        wait_for_lines(born, 1)
        time.sleep(0.5)
        assert len(born.read_text().splitlines()) == 1
