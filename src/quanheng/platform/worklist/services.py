"""Putting matters before people 交办, and taking them off 办结."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor
from quanheng.platform.worklist.models import Item

PART = 500
"""So many records are named in one question to the database."""


@dataclass(frozen=True)
class Task:
    """What to do: ``kind`` (``domain.step``), a title in Chinese, the page to do it on, the article."""

    kind: str
    title: str
    url: str = ""
    due_on: date | None = None
    cites: str = ""


@dataclass(frozen=True)
class Handing:
    """One task for one holder: an organ, or one of its officers; about one record of an area."""

    task: Task
    about: models.Model | str
    for_organ: str
    area_code: str
    officer_id: int | None = None

    def values(self) -> dict[str, Any]:
        """What of it is stored, less what tells it from others."""
        return {
            "title": self.task.title,
            "url": self.task.url,
            "due_on": self.task.due_on,
            "cites": self.task.cites,
            "for_organ_id": self.for_organ,
            "officer_id": self.officer_id,
            "area_code": self.area_code,
        }


def assign(
    task: Task,
    *,
    about: models.Model | str,
    for_organ: str,
    area_code: str,
    today: date,
    officer_id: int | None = None,
) -> Item:
    """Put a task before an organ or one of its officers 交办.

    The same open task about the same record is kept once: a second call updates title, due date and holder.
    """
    values = Handing(task, about, for_organ, area_code, officer_id).values()
    subject = subject_of(about)
    item, fresh = Item.objects.open().get_or_create(
        kind=task.kind, about=subject, defaults=values | {"opened_on": today}
    )
    if not fresh:
        Item.objects.filter(pk=item.pk).update(**values)
        item.refresh_from_db()
    return item


def assign_each(handings: Sequence[Handing], *, today: date) -> None:
    """Put many tasks before their holders 批量交办; those that are open already are updated."""
    wanted = {(one.task.kind, subject_of(one.about)): one for one in handings}
    for kind in {kind for kind, _ in wanted}:
        subjects = [subject for at, subject in wanted if at == kind]
        for start in range(0, len(subjects), PART):
            rows = Item.objects.open().filter(kind=kind, about__in=subjects[start : start + PART])
            for key, subject in rows.values_list("pk", "about"):
                Item.objects.filter(pk=key).update(**wanted.pop((kind, subject)).values())
    Item.objects.bulk_create(
        [
            Item(kind=kind, about=subject, opened_on=today, **one.values())
            for (kind, subject), one in wanted.items()
        ],
        batch_size=PART,
    )


def settle(kind: str, *, about: models.Model | str, by: Actor, today: date) -> int:
    """Take the open task of ``kind`` about this record off the list 办结; returns how many were settled."""
    return (
        Item.objects.open()
        .filter(kind=kind, about=subject_of(about))
        .update(settled_on=today, settled_by=by.id)
    )


def settle_each(kind: str, *, about: Sequence[models.Model | str], by: Actor, today: date) -> int:
    """Take the open task of ``kind`` about each of these records off the list 批量办结."""
    subjects = [subject_of(one) for one in about]
    return sum(
        Item.objects.open()
        .filter(kind=kind, about__in=subjects[start : start + PART])
        .update(settled_on=today, settled_by=by.id)
        for start in range(0, len(subjects), PART)
    )


def settle_all(*, about: models.Model | str, by: Actor, today: date) -> int:
    """Take every open task about this record off the list 全部办结."""
    return Item.objects.open().filter(about=subject_of(about)).update(settled_on=today, settled_by=by.id)
