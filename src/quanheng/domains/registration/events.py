"""Facts that the register announces 登记事实."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanheng.platform.events import Fact


@dataclass(frozen=True)
class BusinessStateChanged(Fact):
    """A registration stands elsewhere now 登记状态已变更 (values of ``State``)."""

    code: str
    before: str
    after: str
    changed_on: date


@dataclass(frozen=True)
class BusinessChanged(Fact):
    """Items of a business were changed, filed or converted 已变更或者备案; ``fields`` names them."""

    code: str
    fields: tuple[str, ...]
    area_code: str
    changed_on: date


@dataclass(frozen=True)
class RegistrationAnnulled(Fact):
    """A registration got by fraud was annulled 已撤销登记; ``whole`` tells the founding from a change."""

    code: str
    number: str
    whole: bool
    annulled_on: date


@dataclass(frozen=True)
class RenamingOverdue(Fact):
    """A business did not change the name that it was ordered to give up 逾期未变更名称."""

    code: str
    dispute: str
    due_on: date
    found_on: date
