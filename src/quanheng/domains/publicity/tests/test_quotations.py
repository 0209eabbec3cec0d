"""The words quoted are those of the texts at hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quanheng.domains.publicity.rules.showing import PROVISIONS

TEXTS = Path(__file__).parents[6] / "shared" / "law" / "texts"


@pytest.mark.skipif(not TEXTS.exists(), reason="the collection of law texts is not here")
@pytest.mark.parametrize("key", sorted(PROVISIONS))
def test_the_quotation_stands_in_the_text(key: str) -> None:
    provision = PROVISIONS[key]
    title = re.match(r"《(.+?)》", provision.cites)
    assert title is not None
    text = re.sub(r"\s", "", (TEXTS / f"{title[1]}.md").read_text(encoding="utf-8"))
    assert re.sub(r"\s", "", provision.says) in text
