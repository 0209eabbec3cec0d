"""Import runs: what was read, how far it got, what came of it."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


class RunState(StrEnum):
    """Where an import stands 导入状态."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    DONE = "done"
    ABANDONED = "abandoned"


STATE_SAYS: dict[RunState, str] = {
    RunState.DRAFT: "待确认",
    RunState.WAITING: "等待开始",
    RunState.RUNNING: "导入中",
    RunState.INTERRUPTED: "已中断",
    RunState.DONE: "已完成",
    RunState.ABANDONED: "已放弃",
}


class Mode(StrEnum):
    """Whether rows are written 导入方式: a rehearsal only judges them."""

    IMPORT = "import"
    REHEARSAL = "rehearsal"


class ImportRun(models.Model):
    """One import of one file into one register 导入批次.

    ``position`` is how many data rows are done; it, the counts and ``report_bytes`` change only together
    with the rows themselves, in one transaction, so that a killed run continues exactly where it stopped.
    ``lease`` names the worker that holds the run; ``beat_at`` is its last sign of life.
    """

    kind = models.CharField(max_length=60)
    mode = models.CharField(max_length=10, default=Mode.IMPORT)
    state = models.CharField(max_length=12, default=RunState.DRAFT)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    file_size = models.BigIntegerField()
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    area_code = models.CharField(max_length=12)
    total_rows = models.BigIntegerField(null=True)
    position = models.BigIntegerField(default=0)
    report_bytes = models.BigIntegerField(default=0)
    accepted_count = models.BigIntegerField(default=0)
    flagged_count = models.BigIntegerField(default=0)
    refused_count = models.BigIntegerField(default=0)
    unchanged_count = models.BigIntegerField(default=0)
    lease = models.CharField(max_length=80, blank=True)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in RunState]), name="import_run_state"
            ),
            models.CheckConstraint(condition=Q(mode__in=[str(m) for m in Mode]), name="import_run_mode"),
            models.CheckConstraint(
                condition=Q(
                    position=models.F("accepted_count")
                    + models.F("flagged_count")
                    + models.F("refused_count")
                    + models.F("unchanged_count")
                ),
                name="import_run_conserves_rows",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.pk}）"
