"""Actors 行为人: who asks and who acts, with roles, organ and area.

Services take an actor as ``by``, queries as ``viewer``; HTML, API and command line build the same one,
so that they cannot disagree about rights.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model, QuerySet

from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.people.rights import Right
from quanheng.platform.people.roles import SAYS, Role

M = TypeVar("M", bound=Model)
APPLICANT = "applicant:"


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or acts 行为人.

    ``id`` is ``account:<pk>``, ``applicant:<number>``, ``system:<job>`` or ``public``; ``area`` is an area
    code whose prefix bounds what the actor sees (empty: nothing but what is public; systems see everything).
    """

    id: str
    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    organ: str = ""
    area: str = ""
    officer_id: int | None = None

    @classmethod
    def public(cls) -> Actor:
        """Anybody, not logged in."""
        return cls(id="public", name="公众", roles=frozenset({Role.PUBLIC}))

    @classmethod
    def applicant(cls, number: str, name: str, area: str) -> Actor:
        """Whoever knows the number and code of one matter 申请人: acts on it and sees nothing else."""
        roles = frozenset({Role.BUSINESS})
        return cls(id=f"{APPLICANT}{number}", name=name or "申请人", roles=roles, area=area)

    @classmethod
    def system(cls, job: str) -> Actor:
        """A scheduled job, an importer or the command line: holds every right, sees every area."""
        return cls(id=f"system:{job}", name=f"系统（{job}）", roles=frozenset(Role))

    @property
    def is_system(self) -> bool:
        """Whether this is the platform itself and not a person."""
        return self.id.startswith("system:")

    @property
    def applies_for(self) -> str:
        """The number of the one matter that this applicant knows; empty for everybody else."""
        return self.id.removeprefix(APPLICANT) if self.id.startswith(APPLICANT) else ""

    @property
    def is_public(self) -> bool:
        """Whether nobody is logged in."""
        return self.id == "public"

    def may(self, right: Right) -> bool:
        """Whether one of the actor's roles holds the right."""
        return self.is_system or bool(self.roles & right.roles)

    def covers(self, area_code: str) -> bool:
        """Whether the area lies in the actor's own area."""
        return self.is_system or bool(self.area and area_code.startswith(self.area))

    def require(self, right: Right, *, area: str | None = None) -> None:
        """Raise ``Forbidden`` without the right, ``Missing`` for a record of another area."""
        if not self.may(right):
            holders = "、".join(SAYS[role] for role in Role if role in right.roles)
            raise Forbidden(f"您的岗位不能{right.says}。", instead=f"此项由{holders}办理。")
        if area is not None and not self.covers(area):
            raise Missing("没有找到这条记录，或者它不在您的辖区内。")

    def within(self, rows: QuerySet[M], field_name: str = "area_code") -> QuerySet[M]:
        """Narrow ``rows`` to the actor's area by the area code held in ``field_name``."""
        if self.is_system:
            return rows
        if not self.area:
            return rows.none()
        return rows.filter(**{f"{field_name}__gte": self.area, f"{field_name}__lt": after(self.area)})


def after(prefix: str) -> str:
    """The first code behind every code that begins with ``prefix``.

    >>> after("500242")
    '500243'
    """
    return str(int(prefix) + 1).zfill(len(prefix))
