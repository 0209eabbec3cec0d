"""What the bureau wants to reach 年度目标: its own choice, with history and who chose it."""

from __future__ import annotations

from django.db import models


class Goal(models.Model):
    """The goal of one figure for a year and an area, as set on a day 指标的年度目标.

    Rows are added, never changed: the last one of a figure, year and area holds. ``number`` is in the unit
    of the figure; none means that the goal was taken back. ``basis`` is the plan or meeting it comes from.
    """

    indicator = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    area_code = models.CharField(max_length=12)
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    basis = models.CharField(max_length=200)
    set_on = models.DateField()
    set_by = models.CharField(max_length=80)
    set_by_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["area_code", "year", "indicator"], name="goal_of_year")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__gt=0), name="goal_is_positive"
            )
        ]
