"""The record under the hand of an act 经办: locked until the act commits, and the actor's to work on."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right

M = TypeVar("M", bound=Model)


class ChangedMeanwhile(Refused):
    """Somebody else wrote after the actor looked 已被他人修改."""


def locked(model: type[M], record: M | int, right: Right, *, by: Actor) -> M:
    """The record (or the one of this key), locked for this transaction; it has an ``area_code``.

    Whoever lacks the right learns nothing of whether it is there. Raises ``Forbidden`` or ``Missing``.
    """
    by.require(right)
    key = record.pk if isinstance(record, Model) else record
    held: Any = model._default_manager.select_for_update().filter(pk=key).first()
    if held is None:
        raise Missing()
    by.require(right, area=held.area_code)
    return held  # type: ignore[no-any-return]


def require_revision(record: Any, revision: int | None) -> None:
    """That nobody wrote since the actor looked; ``None`` asks nothing. The record counts its ``revision``.

    Raises ``ChangedMeanwhile``.
    """
    if revision is not None and revision != record.revision:
        raise ChangedMeanwhile(
            "这件申请刚刚被其他人修改过，本次操作没有保存。", instead="请刷新页面，看过最新内容后再办理。"
        )
