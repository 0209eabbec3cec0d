"""Planning one inspection 制定抽查任务: items, objects, quotas, days, and the plan's line it carries out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quanheng.domains.inspections.models import Inspection, InspectionItem, Item, PlanEntry
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.kinds import ItemOfOrgan, Kind, check_shape
from quanheng.domains.inspections.rules.quota import stored
from quanheng.domains.inspections.rules.stages import INSPECTION, Stage
from quanheng.domains.inspections.services.annual import PlanNotAdopted
from quanheng.domains.inspections.services.authority import organ_of, require_acts_for
from quanheng.domains.inspections.services.tasks import assign_draw
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel.draw import Quota
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ


class OutsideThePlan(Refused):
    """An inspection stands in no adopted plan and gives no reason 计划外抽查没有说明."""


@dataclass(frozen=True)
class InspectionDraft:
    """One inspection to be planned.

    ``items`` are pairs of an item's code and the code of the organ that checks it; ``quota`` the share of
    each credit-risk class and ``quota_source`` where the figures come from; ``excluded_since`` the first day
    of the exclusion window.
    """

    organ: str
    kind: Kind
    title: str
    items: tuple[tuple[str, str], ...]
    objects: BusinessFilter
    quota: Mapping[str, Quota]
    visit_from: date
    visit_until: date
    quota_source: str = ""
    excluded_since: date | None = None
    team_size: int = 2
    qualification: str = ""
    plan_entry: int | None = None
    unplanned_reason: str = ""


@transaction.atomic
def plan_inspection(draft: InspectionDraft, *, by: Actor, today: date) -> Inspection:
    """Plan one double-random inspection 制定抽查任务.

    Raises ``WrongShape`` if items and organs do not fit the kind, ``OutsideThePlan``, ``TooFewOfficers`` for
    a team smaller than the law asks, ``Forbidden``, ``Missing``.
    """
    by.require(rights.PLAN)
    organ = organ_of(draft.organ)
    by.require(rights.PLAN, area=organ.area_id)
    require_acts_for(organ, by)
    items = _items(draft, today)
    inspection = Inspection(organ=organ, area_code=organ.area_id, planned_on=today)
    inspection.number = _next_number(organ, today.year)
    _fill(inspection, draft)
    inspection.save()
    _set_items(inspection, items)
    record("inspection_planned", on=inspection, by=by, today=today, facts=_facts(inspection, draft))
    assign_draw(inspection, today)
    return inspection


@transaction.atomic
def replan_inspection(inspection_id: int, draft: InspectionDraft, *, by: Actor, today: date) -> Inspection:
    """Change an inspection before its draw is prepared 修改抽查任务. Raises as ``plan_inspection``."""
    by.require(rights.PLAN)
    inspection = lock_inspection(inspection_id, by)
    if inspection.state != Stage.PLANNED:
        raise Refused(
            f"任务{INSPECTION.name(inspection.state)}，不能再修改",
            instead="名单和规则已经固定；要改请终止后另行制定",
        )
    items = _items(draft, today)
    _fill(inspection, draft)
    inspection.save()
    inspection.items.all().delete()
    _set_items(inspection, items)
    record("inspection_replanned", on=inspection, by=by, today=today, facts=_facts(inspection, draft))
    assign_draw(inspection, today)
    return inspection


def lock_inspection(inspection_id: int, by: Actor) -> Inspection:
    """One inspection of the actor's area and organ, locked. Raises ``Missing``, ``Forbidden``."""
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("organ")
    inspection = rows.filter(pk=inspection_id).first()
    if inspection is None or not by.covers(inspection.area_code):
        raise Missing()
    require_acts_for(inspection.organ, by)
    return inspection


def _items(draft: InspectionDraft, today: date) -> list[tuple[Item, Organ]]:
    """The items in force with the organs that check them; the kind's shape is checked."""
    organs = Organ.objects.in_bulk({organ for _, organ in draft.items})
    rows = Item.objects.on(today).filter(code__in={item for item, _ in draft.items})
    items = {item.code: item for item in rows}
    for item, organ in draft.items:
        if item not in items:
            raise Missing(f"清单上没有现行的抽查事项{item}", field="items")
        if organ not in organs:
            raise Missing(f"没有代码为“{organ}”的机关", field="items")
    pairs = [(items[item], organs[organ]) for item, organ in dict.fromkeys(draft.items)]
    check_shape(
        draft.kind,
        draft.organ,
        [ItemOfOrgan(item.code, organ.pk, organ.kind, tuple(item.organ_kinds)) for item, organ in pairs],
    )
    return pairs


def _fill(inspection: Inspection, draft: InspectionDraft) -> None:
    if not draft.title.strip():
        raise Refused("没有写任务名称", field="title")
    if draft.visit_until < draft.visit_from:
        raise Refused("检查截止日期早于开始日期", field="visit_until")
    if draft.team_size < 2:
        raise Refused(
            "每组检查人员不得少于两人", cites="《企业公示信息抽查办法》第九条第一款", field="team_size"
        )
    if not draft.quota:
        raise Refused("没有写任何一类的抽取比例或者户数", field="quota")
    entry = _plan_entry(inspection.organ, draft)
    inspection.plan_entry = entry
    inspection.unplanned_reason = "" if entry else draft.unplanned_reason.strip()
    inspection.kind, inspection.title = draft.kind, draft.title.strip()
    inspection.objects_filter, inspection.quota = draft.objects.as_dict(), stored(draft.quota)
    inspection.quota_source, inspection.excluded_since = draft.quota_source, draft.excluded_since
    inspection.visit_from, inspection.visit_until = draft.visit_from, draft.visit_until
    inspection.team_size, inspection.qualification = draft.team_size, draft.qualification.strip()


def _plan_entry(organ: Organ, draft: InspectionDraft) -> PlanEntry | None:
    if draft.plan_entry is None:
        if not draft.unplanned_reason.strip():
            raise OutsideThePlan(
                "没有选择年度计划条目，也没有说明计划外抽查的原因",
                instead="请选择已批准的计划条目，或者写明原因（如上级部署、突发事件）",
                field="unplanned_reason",
            )
        return None
    entry = PlanEntry.objects.select_related("plan").filter(pk=draft.plan_entry, plan__organ=organ).first()
    if entry is None:
        raise Missing("年度计划里没有这一条", field="plan_entry")
    if not entry.plan.adopted_on:
        raise PlanNotAdopted(
            "年度计划尚未批准，不能据此开展抽查", instead="请先由局领导批准计划", field="plan_entry"
        )
    return entry


def _set_items(inspection: Inspection, items: Sequence[tuple[Item, Organ]]) -> None:
    InspectionItem.objects.bulk_create(
        InspectionItem(inspection=inspection, item=item, organ=organ) for item, organ in items
    )


def _next_number(organ: Organ, year: int) -> str:
    """The next number of the organ's series of the year; the organ's row is the lock."""
    Organ.objects.select_for_update().get(pk=organ.pk)
    used = Inspection.objects.filter(organ=organ, number__startswith=f"{year}-").values_list(
        "number", flat=True
    )
    return f"{year}-{max((int(number[5:]) for number in used), default=0) + 1:03}"


def _facts(inspection: Inspection, draft: InspectionDraft) -> dict[str, object]:
    return {
        "items": [f"{item}@{organ}" for item, organ in draft.items],
        "kind": inspection.kind,
        "number": inspection.number,
        "quota": inspection.quota,
        "quota_source": inspection.quota_source,
        "title": inspection.title,
    }
