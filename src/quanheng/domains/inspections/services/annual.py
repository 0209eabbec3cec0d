"""The annual plan 年度抽查计划: drawn up line by line, adopted by a leader, then only supplemented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from quanheng.domains.inspections.models import Plan, PlanEntry
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.kinds import Kind
from quanheng.domains.inspections.services.authority import organ_of, require_acts_for
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import Task, assign, settle_all


class PlanAlreadyAdopted(Refused):
    """The annual plan has been adopted 年度计划已经批准."""


class PlanNotAdopted(Refused):
    """The annual plan has not been adopted yet 年度计划尚未批准."""


@dataclass(frozen=True)
class EntryDraft:
    """One line of an annual plan; ``items`` and ``organs`` are codes."""

    title: str
    kind: Kind
    items: tuple[str, ...]
    organs: tuple[str, ...]
    objects_said: str = ""
    target_count: int | None = None
    months: tuple[int, int] = (1, 12)


@dataclass(frozen=True)
class PlanDraft:
    """An annual plan to be drawn up."""

    organ: str
    year: int
    title: str
    entries: tuple[EntryDraft, ...]


@transaction.atomic
def draw_up_plan(draft: PlanDraft, *, by: Actor, today: date) -> Plan:
    """Draw up an annual plan, or replace its draft 起草年度抽查计划.

    Raises ``PlanAlreadyAdopted`` once it is adopted, ``Forbidden``.
    """
    by.require(rights.PLAN)
    organ = organ_of(draft.organ)
    by.require(rights.PLAN, area=organ.area_id)
    require_acts_for(organ, by)
    plan = Plan.objects.select_for_update().filter(organ=organ, year=draft.year).first()
    if plan is not None and plan.adopted_on:
        raise PlanAlreadyAdopted(
            f"{draft.year}年度抽查计划已经批准，不能重新起草", instead="需要增加的，请补充计划条目并写明原因"
        )
    if plan is None:
        plan = Plan(organ=organ, area_code=organ.area_id, year=draft.year)
    plan.title, plan.drawn_up_on = draft.title, today
    plan.save()
    plan.entries.all().delete()
    PlanEntry.objects.bulk_create(
        _entry(plan, number, entry, today) for number, entry in enumerate(draft.entries, start=1)
    )
    record("inspection_plan_drawn_up", on=plan, by=by, today=today, facts={"entries": len(draft.entries)})
    task = Task("inspections.adopt_plan", f"批准{plan.title}", reverse("inspections:plan", args=[plan.pk]))
    assign(task, about=plan, for_organ=organ.pk, area_code=plan.area_code, today=today)
    return plan


def _entry(plan: Plan, number: int, draft: EntryDraft, today: date, reason: str = "") -> PlanEntry:
    first, last = draft.months
    if not 1 <= first <= last <= 12:
        raise Refused(f"“{draft.title}”的实施月份{first}至{last}月不对", field="months")
    return PlanEntry(
        plan=plan,
        number=number,
        title=draft.title,
        kind=draft.kind,
        items=list(draft.items),
        organs=list(draft.organs),
        objects_said=draft.objects_said,
        target_count=draft.target_count,
        month_from=first,
        month_until=last,
        added_on=today,
        reason=reason,
    )


@transaction.atomic
def open_plan(organ: str, year: int, title: str, *, by: Actor, today: date) -> Plan:
    """Open the draft of a year's plan, to be filled line by line 编制年度计划; an existing draft stays.

    Raises ``PlanAlreadyAdopted``, ``Forbidden``, ``Missing``.
    """
    existing = Plan.objects.filter(organ=organ, year=year, adopted_on__isnull=True).first()
    if existing is not None and by.covers(existing.area_code):
        by.require(rights.PLAN)
        return existing
    return draw_up_plan(PlanDraft(organ, year, title, ()), by=by, today=today)


@transaction.atomic
def add_plan_line(plan_id: int, draft: EntryDraft, *, by: Actor, today: date) -> PlanEntry:
    """Add a line to the draft of a plan 增加计划条目. Raises ``PlanAlreadyAdopted``."""
    by.require(rights.PLAN)
    plan = _lock_draft(plan_id, by)
    last = plan.entries.order_by("-number").first()
    entry = _entry(plan, last.number + 1 if last else 1, draft, today)
    entry.save()
    facts = {"entry": entry.number, "title": entry.title}
    record("inspection_plan_line_added", on=plan, by=by, today=today, facts=facts)
    return entry


@transaction.atomic
def remove_plan_line(entry_id: int, *, by: Actor, today: date) -> Plan:
    """Take a line out of the draft of a plan 删去计划条目. Raises ``PlanAlreadyAdopted``, ``Missing``."""
    by.require(rights.PLAN)
    entry = PlanEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise Missing()
    plan = _lock_draft(entry.plan_id, by)
    facts = {"entry": entry.number, "title": entry.title}
    entry.delete()
    record("inspection_plan_line_removed", on=plan, by=by, today=today, facts=facts)
    return plan


def _lock_draft(plan_id: int, by: Actor) -> Plan:
    plan = _lock_plan(plan_id, by)
    if plan.adopted_on:
        raise PlanAlreadyAdopted("计划已经批准，不能再改草案", instead="请补充计划条目并写明原因")
    return plan


@transaction.atomic
def adopt_plan(plan_id: int, *, by: Actor, today: date) -> Plan:
    """Adopt an annual plan 批准年度抽查计划. Raises ``PlanAlreadyAdopted``, ``Missing``, ``Forbidden``."""
    by.require(rights.ADOPT)
    plan = _lock_plan(plan_id, by)
    if plan.adopted_on:
        raise PlanAlreadyAdopted(f"{plan.title}已于{plan.adopted_on:%Y-%m-%d}批准")
    if not plan.entries.exists():
        raise Refused("计划里没有抽查条目，不能批准", instead="请先补齐计划条目")
    plan.adopted_on, plan.adopted_by, plan.adopted_by_name = today, by.id, by.name
    plan.save(update_fields=["adopted_on", "adopted_by", "adopted_by_name"])
    record("inspection_plan_adopted", on=plan, by=by, today=today, facts={"entries": plan.entries.count()})
    settle_all(about=plan, by=by, today=today)
    return plan


@transaction.atomic
def supplement_plan(plan_id: int, draft: EntryDraft, *, reason: str, by: Actor, today: date) -> PlanEntry:
    """Add a line to an adopted plan 补充年度抽查计划, with the reason. Raises ``PlanNotAdopted``."""
    by.require(rights.ADOPT)
    plan = _lock_plan(plan_id, by)
    if not plan.adopted_on:
        raise PlanNotAdopted("计划尚未批准", instead="请直接修改草案")
    if not reason.strip():
        raise Refused("没有写明补充计划的原因", field="reason")
    last = plan.entries.order_by("-number").first()
    entry = _entry(plan, last.number + 1 if last else 1, draft, today, reason)
    entry.save()
    facts = {"entry": entry.number, "reason": reason, "title": entry.title}
    record("inspection_plan_supplemented", on=plan, by=by, today=today, facts=facts)
    return entry


def _lock_plan(plan_id: int, by: Actor) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).select_related("organ").filter(pk=plan_id).first()
    if plan is None or not by.covers(plan.area_code):
        raise Missing()
    require_acts_for(plan.organ, by)
    return plan
