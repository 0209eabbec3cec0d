"""Papers that an application asks for 材料: what is wanted, what was handed in, for one list on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import models

from quanheng.platform.documents.models import Attachment
from quanheng.platform.ledger.services import subject_of


@dataclass(frozen=True)
class Paper:
    """One kind of file: its key, its word, and what has been handed in of it."""

    key: str
    says: str
    files: list[tuple[str, str, bool]]
    """Address, name, and whether it is a picture."""


def papers_of(
    on: models.Model, says: Mapping[str, str], wanted: Iterable[str], address: Callable[[int], str]
) -> list[Paper]:
    """The kinds of files that a form offers, in the order of ``says``: those wanted, those handed in.

    ``address`` makes the address of a file of its key. The caller has checked who may see the record.
    """
    kept: dict[str, list[tuple[str, str, bool]]] = {}
    for row in Attachment.objects.filter(about=subject_of(on)).select_related("stored").order_by("pk"):
        picture = row.stored.media_type.startswith("image/")
        kept.setdefault(row.kind, []).append((address(row.pk), row.name, picture))
    shown = {*wanted, *kept}
    return [Paper(key, word, kept.get(key, [])) for key, word in says.items() if key in shown]
