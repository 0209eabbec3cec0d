"""Which daily job has run for which day."""

from __future__ import annotations

from django.db import models


class DailyRun(models.Model):
    """One daily job done for one day; the unique pair keeps two workers from doing it twice."""

    name = models.CharField(max_length=80)
    day = models.DateField()
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="daily_run_once")]
