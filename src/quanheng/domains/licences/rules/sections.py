"""Which section of the bureau works on which kind of permit 承办科室: a choice, in ``choices/sections.csv``.

>>> sections()["drug_retail"]
'drugs'
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def sections() -> dict[str, str]:
    """By kind, the end of the section's organ code behind that of the bureau."""
    text = (files("quanheng.domains.licences") / "choices" / "sections.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["kind"]: row["section"] for row in rows}
