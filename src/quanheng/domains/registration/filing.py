"""Filing businesses for the search and for name checks 检索归档: the indexes say what the register says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from quanheng.domains.registration.models import BUSINESS_SEARCH, Business, FormerName
from quanheng.domains.registration.name_filing import file_names, names_refiled
from quanheng.platform.search import Texts, tokens
from quanheng.platform.search.index import Filed

PART = 900
"""So many businesses are read at a time: databases bound how many values one question has."""


def found_by(row: Business, former_names: Iterable[str]) -> Texts:
    """What a business is found by: names, address, numbers, area."""
    return Texts((row.name, *former_names), (row.address,), (row.code, row.old_number), (row.area_code,))


def texts_of(keys: Sequence[int]) -> list[tuple[int, Texts]]:
    """What each of these businesses is found by, in the order of their identifiers."""
    former: dict[int, list[str]] = {}
    for key, name in FormerName.objects.filter(business_id__in=keys).values_list("business_id", "name"):
        former.setdefault(key, []).append(name)
    rows = Business.objects.filter(pk__in=keys).order_by("pk")
    needed = rows.only("name", "address", "code", "old_number", "area_code")
    return [(row.pk, found_by(row, former.get(row.pk, []))) for row in needed]


@contextmanager
def refiled(keys: Sequence[int]) -> Iterator[None]:
    """File businesses anew after whatever happens to them inside; they must have been filed before."""
    before = _words(keys)
    with names_refiled(keys):
        yield
    BUSINESS_SEARCH.remove(before)
    BUSINESS_SEARCH.add(_words(keys))


def file_new(keys: Sequence[int]) -> None:
    """File businesses that were not filed before."""
    BUSINESS_SEARCH.add(_words(keys))
    file_names(keys)


def search_made_anew() -> int:
    """File every business for the search anew 重建检索; returns how many."""
    keys = list(Business.objects.order_by("pk").values_list("pk", flat=True))
    with BUSINESS_SEARCH.made_anew():
        for start in range(0, len(keys), PART):
            BUSINESS_SEARCH.add(_words(keys[start : start + PART]))
    return len(keys)


def _words(keys: Sequence[int]) -> list[Filed]:
    return [(key, tokens(texts)) for key, texts in texts_of(keys)]
