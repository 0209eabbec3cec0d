"""The summary 核对: what will be handed in, section by section, in the words of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quanheng.domains.registration.models import Filing
from quanheng.domains.registration.queries.rosters import moved
from quanheng.domains.registration.rules import trades
from quanheng.domains.registration.rules.identity import kind_of
from quanheng.domains.registration.rules.masking import masked_address
from quanheng.domains.registration.rules.notices import moves_said
from quanheng.domains.registration.rules.rosters import ROSTERS
from quanheng.domains.registration.web.errand.asks import Ask, Text
from quanheng.domains.registration.web.errand.flat import flat
from quanheng.domains.registration.web.errand.form import FilingForm, registered
from quanheng.domains.registration.web.errand.papers import papers
from quanheng.kernel.identifiers import resident_id


@dataclass(frozen=True)
class Summed:
    """One section of the summary: where it is changed, its lines, and what the register said before."""

    key: str
    title: Text
    lines: list[tuple[str, str]]
    before: str = ""


def summary(filing: Filing, form: FilingForm) -> list[Summed]:
    """The sections that say something; of a change, only what changes.

    Where somebody lives is written out until the form is handed in, and masked from then on.
    """
    values = flat(filing.details)
    before = registered(filing.business) | _before(filing)
    moving = {f"change-{field}": moves_said(found) for field, found in moved(filing).items()}
    is_out = filing.submitted_on is not None
    names = {code: str(name) for ask in _asks(form) if ask.look == "tiles" for code, name in ask.choices}
    found = []
    for section in form.sections:
        lines = [line for ask in section.asks if (line := _line(ask, values, names, is_out))]
        lines = moving.get(section.key) or _with_name(section.key, lines, filing)
        if section.key == "evidence":
            lines = [(paper.says, str(len(paper.files))) for paper in papers(filing) if paper.files]
        if lines:
            found.append(Summed(section.key, section.title, lines, before.get(section.key, "")))
    return found


def _before(filing: Filing) -> dict[str, str]:
    """What the register said before this application was granted, once it was; lists say it line by line."""
    found = {}
    for item, value in dict(filing.details.get("before") or {}).items():
        said = value.get("name", "") if isinstance(value, Mapping) else value
        found[f"change-{item}"] = "" if item in ROSTERS else str(said)
    return found


def _asks(form: FilingForm) -> list[Ask]:
    return [ask for section in form.sections for ask in section.asks]


def _line(
    ask: Ask, values: Mapping[str, Any], places: Mapping[str, str], is_out: bool
) -> tuple[str, str] | None:
    value = values.get(ask.name, "")
    if not value or ask.name.startswith("name_parts__") or ask.name == "shop_kind":
        return None
    return f"{ask.row} {ask.label}".strip(), _said(ask, value, places, is_out)


def _said(ask: Ask, value: Any, places: Mapping[str, str], is_out: bool) -> str:
    if ask.look == "tiles":
        return places.get(str(value), str(value))
    if ask.look == "choice":
        return str(dict(ask.choices).get(str(value), value))
    if ask.look == "residence" and is_out:
        return masked_address(str(value))
    if ask.look == "identity" and kind_of(str(value)) == "resident":
        return resident_id.masked(str(value).upper())
    if ask.name.endswith("trade_code"):
        return f"{value} {trades.name_of(str(value))}"
    return "是" if value is True else str(value)


def _with_name(key: str, lines: list[tuple[str, str]], filing: Filing) -> list[tuple[str, str]]:
    if key != "shop":
        return lines
    name = str(filing.details.get("name") or "")
    return [("名称", name or "不使用名称"), *lines]
