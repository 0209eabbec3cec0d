"""Guarding what is real 防误写: the county is built in an empty installation or in its own, nowhere else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from quanheng.config.demo.stages import ACT, Made
from quanheng.kernel.refusal import Refused
from quanheng.platform.ledger.models import Entry

OWN_FOLDERS = ("demo", "checkpoints", "documents", "imports", "open-data", "reports", "cache", "lake")


class NotADemonstration(Refused):
    """The installation holds something that the sample county did not put there 不是示例县."""


def admit(wanted: Made, *, fresh: bool, say: Callable[[str], None]) -> Made:
    """Say what is to be built here, and clear away an old county if that is asked for.

    A county of another seed or size stays as it is unless ``fresh``. Raises ``NotADemonstration`` for an
    installation with a ledger that does not begin with the sample county.
    """
    there = standing()
    if there is None and Entry.objects.exists():
        raise NotADemonstration(
            "这里已有真实数据，不能建立示例县。", instead="请用环境变量 QUANHENG_HOME 指定一个空文件夹。"
        )
    if there is None:
        return wanted
    if fresh:
        say("清空原有示例县，重新建立。")
        clear()
        return wanted
    if there != wanted:
        say(f"这里的示例县种子为 {there.seed}、规模为 {there.scale:g}；要换成别的，请加 --fresh。")
    return there


def standing() -> Made | None:
    """What the county here was made from, or None where there is none."""
    first = Entry.objects.filter(act=ACT).order_by("seq").first()
    if first is None:
        return None
    facts: dict[str, Any] = _facts(first.body)
    return Made(int(facts["seed"]), float(Decimal(facts["scale"])))


def _facts(body: str) -> dict[str, Any]:
    return dict(json.loads(body)["facts"])


def clear() -> None:
    """Empty the database of a sample county and remove the files that it made; other keys stay.

    A draw is never deleted, and the database itself sees to that: an SQLite file is put away as a whole,
    PostgreSQL is truncated.
    """
    if connection.vendor == "sqlite":
        connection.close()
        name = str(connection.settings_dict["NAME"])
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
    else:
        call_command("flush", verbosity=0, interactive=False)
    (Path(settings.HOME) / "keys" / "pseudonyms").unlink(missing_ok=True)
    for name in OWN_FOLDERS:
        shutil.rmtree(Path(settings.HOME) / name, ignore_errors=True)
