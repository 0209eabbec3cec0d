"""Which template a document is made from 文书模板: the one in force on the day of the document.

A template belongs to the package that owns the act and lies in its ``documents/`` folder: ``NAME.typ``, or,
where the form has changed over the years, ``NAME/YYYY-MM-DD.typ`` for each day from which a form holds.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.apps import apps

from quanheng.kernel.refusal import Refused


class NoFormForThatDay(Refused):
    """The platform holds no form of this document for that day 该日没有适用的文书式样."""


def template_path(template: str, on: date | None) -> Path:
    """The file of ``APP/NAME`` in force on a day; the newest one if no day is given.

    Raises ``NoFormForThatDay`` before the first dated form; ``LookupError`` for an unknown template.
    """
    app, _, name = template.partition("/")
    folder = Path(apps.get_app_config(app).path) / "documents"
    if (folder / f"{name}.typ").is_file():
        return folder / f"{name}.typ"
    forms = {date.fromisoformat(path.stem): path for path in (folder / name).glob("*-*-*.typ")}
    if not forms:
        raise LookupError(f"there is no document template {template}")
    held = [start for start in forms if on is None or start <= on]
    if not held:
        raise NoFormForThatDay(
            f"平台没有{on}适用的文书式样（{template}）", instead="请补录当时有效的文书式样"
        )
    return forms[max(held)]


def all_templates() -> list[str]:
    """Every template of every application as ``APP/NAME``."""
    found = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "documents"
        for path in folder.rglob("*.typ"):
            name = path.relative_to(folder)
            found.add(f"{app.label}/{name.parts[0].removesuffix('.typ')}")
    return sorted(found)
