"""The roles of DESIGN section 2 角色: who sits where."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role 角色: one seat, one set of errands."""

    PUBLIC = "public"
    BUSINESS = "business"
    CLERK = "clerk"
    POSTAL = "postal"
    HOME_VISIT = "home_visit"
    SECTION = "section"
    INSPECTOR = "inspector"
    TOWNSHIP = "township"
    LABORATORY = "laboratory"
    LEADER = "leader"
    AUDITOR = "auditor"
    WITNESS = "witness"
    OPERATOR = "operator"


SAYS: dict[Role, str] = {
    Role.PUBLIC: "公众",
    Role.BUSINESS: "经营主体",
    Role.CLERK: "窗口人员",
    Role.POSTAL: "邮政网点人员",
    Role.HOME_VISIT: "上门办照人员",
    Role.SECTION: "科室人员",
    Role.INSPECTOR: "执法检查人员",
    Role.TOWNSHIP: "乡镇街道人员",
    Role.LABORATORY: "检验机构",
    Role.LEADER: "局领导",
    Role.AUDITOR: "监督审计人员",
    Role.WITNESS: "见证人",
    Role.OPERATOR: "系统管理员",
}

OFFICIALS: frozenset[Role] = frozenset(
    {
        Role.CLERK,
        Role.SECTION,
        Role.INSPECTOR,
        Role.TOWNSHIP,
        Role.LEADER,
        Role.AUDITOR,
        Role.OPERATOR,
    }
)
"""Roles that read the internal register of their area."""
