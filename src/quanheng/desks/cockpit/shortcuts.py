"""Shortcuts of each role 常办事项: the pages somebody in that seat opens every day."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role


@dataclass(frozen=True)
class Shortcut:
    """One shortcut: its words, its page, and the seats it is for."""

    label: Promise
    url_name: str
    roles: frozenset[Role]


def _for(label: Promise, url_name: str, *roles: Role) -> Shortcut:
    return Shortcut(label, url_name, frozenset(roles))


SHORTCUTS: list[Shortcut] = [
    _for(_("今日检查"), "field:today", Role.INSPECTOR),
    _for(_("见证抽取"), "draws:witness", Role.WITNESS),
    _for(_("监管看板"), "board:home", Role.LEADER),
    _for(_("登记办理"), "registration:apply", Role.CLERK),
    _for(_("登记申请"), "registration:filings", Role.CLERK, Role.SECTION),
    _for(_("安排上门路线"), "registration:visits_plan", Role.CLERK, Role.SECTION),
    _for(_("网点工作台"), "registration:outlet_desk", Role.POSTAL),
    _for(_("今天的上门路线"), "registration:visits_today", Role.HOME_VISIT),
    _for(_("办理许可"), "licences:apply", Role.CLERK, Role.SECTION),
    _for(_("许可申请"), "licences:applications", Role.SECTION, Role.INSPECTOR),
    _for(_("组织抽查"), "inspections:plan_inspection", Role.SECTION),
    _for(_("待审核的检查记录"), "inspections:reviews", Role.SECTION),
    _for(_("待公示的检查结果"), "inspections:publications", Role.SECTION),
    _for(_("上报隐患"), "hazards:report", Role.SECTION, Role.INSPECTOR, Role.TOWNSHIP),
    _for(_("各乡镇街道隐患"), "hazards:townships", Role.TOWNSHIP, Role.LEADER),
    _for(_("年度抽查计划"), "inspections:plans", Role.LEADER, Role.AUDITOR),
    _for(_("抽取记录"), "draws:list", Role.AUDITOR),
    _for(_("查阅台账"), "cockpit:ledger", Role.AUDITOR),
    _for(_("导入名录"), "tables:runs", Role.OPERATOR, Role.SECTION),
]


def shortcuts(viewer: Actor) -> list[tuple[str, str]]:
    """The viewer's shortcuts as (address, words), in order."""
    return [(reverse(s.url_name), str(s.label)) for s in SHORTCUTS if viewer.roles & s.roles]
