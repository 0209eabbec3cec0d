"""Words for states and kinds: the reader's language on pages, Chinese in records."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import translation

from quanheng.domains.registration.rules.vocabulary import STATE_SAYS, State
from quanheng.platform.web.lists import Column
from quanheng.platform.web.lists.cells import cells
from quanheng.platform.web.words import pairs, said

ROW = SimpleNamespace(name="存续", get_state_display=lambda: STATE_SAYS[State.OPEN])
COLUMNS = [Column("name", "名称"), Column("state", "状态", value="get_state_display", kind="state")]


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "存续"), ("en", "In existence")])
def test_a_state_is_said_in_the_readers_language_and_a_name_is_left_alone(language: str, word: str) -> None:
    with translation.override(language):
        assert [cell.text for cell in next(iter(cells([ROW], COLUMNS)))] == ["存续", word]
        assert str(dict(pairs(STATE_SAYS))["open"]) == word


def test_a_word_that_is_a_button_too_is_said_as_a_state() -> None:
    with translation.override("en"):
        assert said("准予登记") == "Granted"


def test_a_word_without_translation_stands_as_it_is() -> None:
    with translation.override("en"):
        assert said("没有这个词") == "没有这个词"
        assert said("") == ""
