"""What waits for whom while a hazard is worked on 隐患待办."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.domains.hazards.models import Hazard
from quanheng.domains.hazards.services.matter import township_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.services import Task, assign, settle, settle_all

ORDER = "hazards.order"
RECTIFY = "hazards.rectify"
RECHECK = "hazards.recheck"
REORDER = "hazards.reorder"
INSTRUCT = "hazards.instruct"
REPORT_UP = "hazards.report_up"


def _task(kind: str, verb: str, hazard: Hazard, due_on: date | None = None, cites: str = "") -> Task:
    url = reverse("hazards:hazard", args=[hazard.pk])
    return Task(kind, f"{verb}：{hazard.business_name} {hazard.number}"[:200], url, due_on, cites)


def _before_handler(task: Task, hazard: Hazard, today: date) -> None:
    assign(task, about=hazard, for_organ=hazard.holder.pk, area_code=hazard.area_code, today=today)


def _before_leader(task: Task, hazard: Hazard, today: date) -> None:
    assign(task, about=hazard, for_organ=hazard.organ_id, area_code=hazard.area_code, today=today)


def wait_for_order(hazard: Hazard, *, today: date) -> None:
    """The section is to order rectification 待责令整改."""
    _before_handler(_task(ORDER, _("责令整改隐患"), hazard), hazard, today)


def wait_for_rectification(hazard: Hazard, cites: str, *, by: Actor, today: date) -> None:
    """The township follows the rectification until it is reported 跟踪整改."""
    for kind in (ORDER, REORDER, INSTRUCT):
        settle(kind, about=hazard, by=by, today=today)
    task = _task(RECTIFY, _("督促整改隐患"), hazard, hazard.due_on, cites)
    assign(task, about=hazard, for_organ=township_of(hazard), area_code=hazard.area_code, today=today)


def wait_for_recheck(hazard: Hazard, *, by: Actor, today: date) -> None:
    """The section is to re-check 待复查."""
    for kind in (RECTIFY, INSTRUCT):
        settle(kind, about=hazard, by=by, today=today)
    task = _task(RECHECK, _("复查隐患整改"), hazard, hazard.recheck_due_on, hazard.recheck_cites)
    _before_handler(task, hazard, today)


def wait_for_new_order(hazard: Hazard, *, by: Actor, today: date) -> None:
    """The re-check failed: the section is to order again 待再次责令整改."""
    for kind in (RECHECK, INSTRUCT):
        settle(kind, about=hazard, by=by, today=today)
    _before_handler(_task(REORDER, _("再次责令整改"), hazard), hazard, today)


def wait_for_leader(hazard: Hazard, *, by: Actor, today: date) -> None:
    """A leader is to decide 待督办. The overdue rectification itself stays on the list as well."""
    for kind in (ORDER, REORDER, RECHECK):
        settle(kind, about=hazard, by=by, today=today)
    _before_leader(_task(INSTRUCT, _("督办隐患"), hazard, today), hazard, today)


def tell_leader(hazard: Hazard, *, today: date) -> None:
    """A leader is to see that a re-check is overdue; the re-check itself stays where it is 逾期未复查."""
    _before_leader(_task(INSTRUCT, _("督办逾期复查"), hazard, today, hazard.recheck_cites), hazard, today)


def report_upwards(hazard: Hazard, cites: str, *, today: date) -> None:
    """A grave hazard of special equipment is to be reported to the superior department 报告上级."""
    _before_handler(_task(REPORT_UP, _("向上级报告严重事故隐患"), hazard, today, cites), hazard, today)


def done(hazard: Hazard, *, by: Actor, today: date) -> None:
    """Nothing waits any more."""
    settle_all(about=hazard, by=by, today=today)
