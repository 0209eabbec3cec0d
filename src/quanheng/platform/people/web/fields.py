"""Choosing an officer 选择执法人员: by unit and name, one's own unit first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.forms.models import ModelChoiceIterator

from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Officer


class _ByUnit(ModelChoiceIterator):  # type: ignore[type-arg]
    """The officers of a field under the name of their unit."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for unit, officers in groupby(self.queryset, key=lambda officer: officer.organ.name):
            yield (unit, [self.choice(officer) for officer in officers])


class OfficerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One officer out of a list that is set by ``offer``."""

    iterator = _ByUnit

    def __init__(self, **given: Any) -> None:
        super().__init__(queryset=Officer.objects.none(), **given)

    def offer(self, officers: QuerySet[Officer], *, to: Actor) -> None:
        """Offer these officers, those of the actor's own unit first, then unit by unit, by name."""
        own = Case(When(organ_id=to.organ, then=Value(0)), default=Value(1), output_field=IntegerField())
        self.queryset = officers.select_related("organ").order_by(
            own, "organ__name", "organ_id", "name", "id"
        )
