"""Keeping the item list, the checklists and the default ratios 一单、检查表、默认比例."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from quanheng.domains.inspections.models import Checklist, ChecklistQuestion, Item, QuotaDefault
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.checklist import AnswerKind, Grade, Question
from quanheng.domains.inspections.rules.kinds import Field
from quanheng.domains.inspections.rules.quota import quotas
from quanheng.domains.inspections.services.authority import organ_of, require_acts_for
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

CHOICES = Path(__file__).parents[1] / "choices"


class EarlierVersion(Refused):
    """A newer version of the item or checklist is already in force 已有更新的版本."""


@dataclass(frozen=True)
class ItemDraft:
    """One item of the list as somebody enters it; ``checked`` is text, third-party or memory."""

    code: str
    name: str
    field: Field
    basis: str
    objects_said: str
    objects: BusinessFilter
    checked: str = "text"
    organ_kinds: tuple[str, ...] = ()
    qualification: str = ""
    checklist: str = ""
    joint: bool = False

    def values(self) -> dict[str, Any]:
        """The item's columns."""
        return {
            "name": self.name,
            "field": self.field.value,
            "basis": self.basis,
            "checked": self.checked,
            "organ_kinds": list(self.organ_kinds),
            "objects_said": self.objects_said,
            "objects_filter": self.objects.as_dict(),
            "qualification": self.qualification,
            "checklist": self.checklist,
            "joint": self.joint,
        }


@dataclass(frozen=True)
class ChecklistDraft:
    """One checklist as somebody enters it."""

    code: str
    title: str
    source: str
    questions: tuple[Question, ...]


@transaction.atomic
def list_item(draft: ItemDraft, *, by: Actor, today: date) -> Item:
    """Enter an item on the list, or its next version 列入抽查事项清单.

    The version in force ends the day before; an item entered again unchanged stays as it is; one corrected
    on the day it was entered is corrected in place. Raises ``Forbidden``, ``EarlierVersion``.
    """
    by.require(rights.KEEP_LISTS)
    _require_basis(draft)
    current = Item.objects.select_for_update().filter(code=draft.code, until_on__isnull=True).first()
    if current is not None and _same(current, draft.values()):
        return current
    if current is not None and current.from_on > today:
        raise EarlierVersion(f"事项{draft.code}的新版本自{current.from_on:%Y-%m-%d}起生效，不能再改旧版本")
    if current is not None and current.from_on == today:
        Item.objects.filter(pk=current.pk).update(**draft.values())
        item = Item.objects.get(pk=current.pk)
    else:
        if current is not None:
            Item.objects.filter(pk=current.pk).update(until_on=today - timedelta(days=1))
        item = Item.objects.create(code=draft.code, from_on=today, **draft.values())
    record(
        "inspection_item_listed", on=item, by=by, today=today, facts={"code": item.code, "name": item.name}
    )
    return item


def _require_basis(draft: ItemDraft) -> None:
    for field, value, says in (
        ("code", draft.code, "事项编号"),
        ("name", draft.name, "事项名称"),
        ("basis", draft.basis, "检查依据"),
    ):
        if not value.strip():
            raise Refused(f"没有写{says}", field=field, instead="没有依据的事项不能列入清单")


def _same(row: Item, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


@transaction.atomic
def retire_item(code: str, *, reason: str, by: Actor, today: date) -> Item:
    """Take an item off the list after today 移出抽查事项清单. Raises ``Missing``, ``Forbidden``."""
    by.require(rights.KEEP_LISTS)
    if not reason.strip():
        raise Refused("没有写明移出清单的原因", field="reason")
    item = Item.objects.select_for_update().filter(code=code, until_on__isnull=True).first()
    if item is None:
        raise Missing("清单上没有这个事项")
    item.until_on = max(today, item.from_on)
    item.save(update_fields=["until_on"])
    record("inspection_item_retired", on=item, by=by, today=today, facts={"code": code, "reason": reason})
    return item


@transaction.atomic
def adopt_checklist(draft: ChecklistDraft, *, by: Actor, today: date) -> Checklist:
    """Put a checklist, or its next version, in force 启用检查表.

    Visits begun before keep the version they began with. Unchanged, it stays as it is. Raises ``Forbidden``.
    """
    by.require(rights.KEEP_LISTS)
    if not draft.questions:
        raise Refused("检查表没有检查要点", field="questions")
    current = Checklist.objects.select_for_update().filter(code=draft.code, until_on__isnull=True).first()
    if current is not None:
        if _unchanged(current, draft):
            return current
        if current.from_on >= today:
            raise EarlierVersion(
                f"检查表{draft.code}的现行版本自{current.from_on:%Y-%m-%d}起生效，新版本最早次日启用"
            )
        Checklist.objects.filter(pk=current.pk).update(until_on=today - timedelta(days=1))
    checklist = Checklist.objects.create(
        code=draft.code, title=draft.title, source=draft.source, from_on=today
    )
    ChecklistQuestion.objects.bulk_create(_row(checklist, question) for question in draft.questions)
    facts = {"code": checklist.code, "questions": len(draft.questions)}
    record("checklist_adopted", on=checklist, by=by, today=today, facts=facts)
    return checklist


def _unchanged(current: Checklist, draft: ChecklistDraft) -> bool:
    asked = tuple(row.as_question() for row in current.questions.order_by("number"))
    return (current.title, current.source, asked) == (draft.title, draft.source, draft.questions)


def _row(checklist: Checklist, question: Question) -> ChecklistQuestion:
    return ChecklistQuestion(
        checklist=checklist,
        number=question.number,
        text=question.text,
        article=question.article,
        kind=question.kind,
        problem_on=list(question.problem_on),
        low=question.low,
        high=question.high,
        required=question.required,
        code=question.code,
        grade=question.grade,
    )


@transaction.atomic
def decide_quotas(
    organ: str, ratios: Mapping[str, str], *, source: str, by: Actor, today: date
) -> list[QuotaDefault]:
    """Decide an organ's default ratios per class from today on 确定默认抽取比例.

    ``ratios`` are decimal strings from 0 to 1. It is the bureau's choice, not law: who approved it and
    where it comes from are kept. Raises ``BadQuota``, ``Forbidden``.
    """
    by.require(rights.ADOPT)
    seat = organ_of(organ)
    by.require(rights.ADOPT, area=seat.area_id)
    require_acts_for(seat, by)
    quotas({stratum: {"ratio": ratio} for stratum, ratio in ratios.items()})
    if not source.strip():
        raise Refused("没有写明比例从何而来", field="source", instead="请写明参照的文件或者研究结论")
    decided = [
        QuotaDefault.objects.update_or_create(
            organ=seat,
            stratum=stratum,
            from_on=today,
            defaults={
                "ratio": ratio,
                "source": source,
                "approved_by": by.id,
                "approved_by_name": by.name,
            },
        )[0]
        for stratum, ratio in sorted(ratios.items())
    ]
    facts = {"ratios": dict(sorted(ratios.items())), "source": source}
    record("quota_defaults_decided", on=seat, by=by, today=today, facts=facts)
    return decided


def seed_lists(*, by: Actor, today: date) -> list[Item]:
    """Enter the items and checklists that come with the platform 载入自带清单; safe to run again.

    Each has the basis that was in force on ``today``; run again after a change of law, it adds the version
    that rests on the new one.
    """
    tables = tomllib.loads((CHOICES / "checklists.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    for code, table in tables.items():
        adopt_checklist(_checklist(code, table, today), by=by, today=today)
    items = tomllib.loads((CHOICES / "items.toml").read_text(encoding="utf-8"))
    return [list_item(_item(code, table, today), by=by, today=today) for code, table in items.items()]


def _checklist(code: str, table: Mapping[str, Any], day: date) -> ChecklistDraft:
    rows: Sequence[Mapping[str, Any]] = table["questions"]
    questions = tuple(_question(number, row, day) for number, row in enumerate(rows, start=1))
    return ChecklistDraft(code, table["title"], table["source"], questions)


def _question(number: int, row: Mapping[str, Any], day: date) -> Question:
    kind = AnswerKind(row.get("kind", AnswerKind.YES_NO))
    article = row.get("article", "")
    if day < row.get("from", day):
        article = row["earlier"]
    return Question(
        number=number,
        text=row["text"],
        article=article,
        kind=kind,
        problem_on=tuple(row.get("problem_on", ["no"] if kind is AnswerKind.YES_NO else [])),
        low=_decimal(row.get("low")),
        high=_decimal(row.get("high")),
        required=row.get("required", True),
        code=row.get("code", "D"),
        grade=Grade(row.get("grade", Grade.GENERAL)),
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _item(code: str, table: Mapping[str, Any], day: date) -> ItemDraft:
    basis, checked = table["basis"], table["checked"]
    earlier = table.get("earlier")
    if earlier is not None and day <= earlier["until"]:
        basis, checked = earlier["basis"], "memory"
    return ItemDraft(
        code=code,
        name=table["name"],
        field=Field(table["field"]),
        basis=basis,
        checked=checked,
        objects_said=table["objects_said"],
        objects=BusinessFilter.from_dict(table.get("objects", {})),
        organ_kinds=tuple(table.get("organ_kinds", [])),
        qualification=table.get("qualification", ""),
        checklist=table.get("checklist", ""),
        joint=table.get("joint", False),
    )
