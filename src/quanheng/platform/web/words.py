"""Words for states and kinds 状态与类别用语: Chinese in records and official papers, the reader's on a page.

The words are those of the vocabularies (``…_SAYS``); ``tools/messages.py`` collects them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, pgettext

CONTEXT = "word"
"""Under which words are kept that pages use as sentences or buttons, too: 准予登记 is a state and an act."""


def said(word: Any) -> str:
    """The word in the reader's language; a word that has no translation as it stands.

    >>> said(""), said(None)
    ('', '')
    """
    if not word:
        return ""
    found = pgettext(CONTEXT, str(word))
    return gettext(str(word)) if found == word else found


def pairs(says: Mapping[Any, Any]) -> list[tuple[str, str | Promise]]:
    """The words of a vocabulary as choices of a form or a filter."""
    return [(str(key), _later(word) if isinstance(word, str) else word) for key, word in says.items()]


_later = lazy(said, str)
