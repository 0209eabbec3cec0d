"""Reading import runs 查导入: within the viewer's area, by those who may import."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from quanheng.kernel.refusal import Forbidden, Missing
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables import headers, reports, services
from quanheng.platform.tables.models import ImportRun, RunState
from quanheng.platform.tables.registry import Table, table, tables
from quanheng.platform.tables.reports import Line
from quanheng.platform.tables.running import is_abandoned_by_worker


class Preview(NamedTuple):
    """A file as a person sees it before the import: headings, first rows, what was matched and suggested."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    suggestions: dict[str, int]
    unused: list[str]


def importable(*, viewer: Actor) -> list[Table]:
    """The registers that the viewer may fill."""
    return [held for held in tables().values() if viewer.may(held.right)]


def importable_table(kind: str, *, viewer: Actor) -> Table:
    """One register that the viewer may fill. Raises ``Missing`` for an unknown one, ``Forbidden``."""
    if kind not in tables():
        raise Missing
    viewer.require(table(kind).right)
    return table(kind)


def runs(*, viewer: Actor) -> QuerySet[ImportRun]:
    """Import runs of the viewer's area into registers that the viewer may fill, newest first."""
    kinds = [held.sheet.key for held in importable(viewer=viewer)]
    if not kinds:
        raise Forbidden("您的岗位不能查看导入。", instead="需要导入名录的，请交科室人员或者系统管理员办理。")
    rows = ImportRun.objects.filter(kind__in=kinds).order_by("-id")
    return rows if viewer.is_system else viewer.within(rows)


def run(run_id: int, *, viewer: Actor) -> ImportRun:
    """One run. Raises ``Missing`` if there is none in the viewer's area, ``Forbidden`` without the right."""
    return services.run_of(run_id, by=viewer)


def state_of(run: ImportRun) -> RunState:
    """Where a run really stands: one whose worker died is interrupted, whatever its row still says."""
    return RunState.INTERRUPTED if is_abandoned_by_worker(run) else RunState(run.state)


def preview(run: ImportRun, *, rows: int = 10) -> Preview:
    """The first rows of a run's file, read as the run says."""
    source = services.source_of(run)
    headings = source.headings()
    matched = headers.match(headings, table(run.kind).sheet)
    first = []
    for found in source.data():
        first.append(found)
        if len(first) == rows:
            break
    used = set(run.mapping.values())
    suggestions = {name: at for name, at in matched.suggestions.items() if at not in used}
    unused = [heading for at, heading in enumerate(headings) if heading.strip() and at not in used]
    return Preview(headings, first, suggestions, unused)


def report_lines(run: ImportRun, verdict: str, *, most: int = 200) -> list[Line]:
    """The first lines of a run's report that carry one verdict."""
    found = []
    for line in reports.lines_of(run):
        if line[1] == verdict:
            found.append(line)
            if len(found) == most:
                break
    return found
