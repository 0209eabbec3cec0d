"""The lists of law that registration reads 登记依据表: each file of ``law/`` once, as rows of plain text."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one list by its file name; lines that begin with ``#`` tell where it comes from."""
    text = files("quanheng.domains.registration").joinpath(f"law/{name}").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines))
