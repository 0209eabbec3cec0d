"""Pages of an import: upload, match and preview, progress, report."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanheng.kernel import clock
from quanheng.platform.people.actors import Actor
from quanheng.platform.tables import exporting, jobs, queries, reports, services
from quanheng.platform.tables.models import STATE_SAYS, ImportRun, Mode, RunState
from quanheng.platform.tables.registry import table
from quanheng.platform.tables.sheet import VERDICT_SAYS, Verdict
from quanheng.platform.tables.web.forms import LayoutForm, MatchForm, UploadForm
from quanheng.platform.web.forms import act
from quanheng.platform.web.lists import Column, ListSpec, list_page
from quanheng.platform.web.matters import Action, MatterHead, timeline
from quanheng.platform.web.words import said

both = require_http_methods(["GET", "HEAD", "POST"])
TONES = {
    RunState.DRAFT: "note",
    RunState.WAITING: "note",
    RunState.RUNNING: "note",
    RunState.INTERRUPTED: "warn",
    RunState.DONE: "good",
    RunState.ABANDONED: "plain",
}
VERDICT_TONES = {"accepted": "good", "flagged": "warn", "refused": "stop", "unchanged": "plain"}


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


@require_safe
def runs(request: HttpRequest) -> HttpResponseBase:
    """The imports of the viewer's area."""
    viewer = _actor(request)
    rows = queries.runs(viewer=viewer)
    uploads = [
        (reverse("tables:upload", args=[held.sheet.key]), _("导入%(title)s") % {"title": held.sheet.title})
        for held in queries.importable(viewer=viewer)
    ]
    spec = ListSpec(
        title=_("导入"),
        columns=[
            Column("file_name", _("文件"), link=lambda row: reverse("tables:run", args=[row.pk]), fixed=True),
            Column("kind", _("名录"), value=lambda row: table(row.kind).sheet.title),
            Column(
                "state",
                _("状态"),
                value=lambda row: STATE_SAYS[queries.state_of(row)],
                kind="state",
                tone=lambda row: TONES[queries.state_of(row)],
            ),
            Column("position", _("已完成行"), kind="number"),
            Column("accepted_count", _("接收"), kind="number"),
            Column("flagged_count", _("标记"), kind="number"),
            Column("refused_count", _("拒绝"), kind="number"),
            Column("unchanged_count", _("未变"), kind="number"),
            Column("by_name", _("经办人")),
            Column("created_at", _("时间"), kind="moment"),
        ],
        empty=_("还没有导入过表格。先下载模板，或者直接上传现有的名录。"),
        empty_action=uploads[0] if uploads else None,
        actions=uploads,
    )
    return list_page(request, spec, rows)


@both
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a file."""
    viewer = _actor(request)
    held = queries.importable_table(kind, viewer=viewer)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = act(
            form,
            lambda: services.accept_file(
                kind, file.chunks(), name=file.name, area_code=viewer.area, by=viewer, today=clock.today()
            ),
        )
        if run is not None:
            return redirect("tables:match", run.pk)
    context = {
        "form": form,
        "title": _("导入%(title)s") % {"title": held.sheet.title},
        "intro": _("先上传，再核对列和前几行，然后试导或者正式导入。重复导入同一文件不会重复登记。"),
        "submit": _("上传并核对"),
        "back": reverse("tables:runs"),
        "sheet": held.sheet,
    }
    return render(request, "tables/upload.html", context)


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The blank workbook of a register."""
    held = queries.importable_table(kind, viewer=_actor(request))
    name = quote(f"{held.sheet.title}模板.xlsx")
    response = HttpResponse(exporting.blank_template(held.sheet), content_type=exporting.MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename=\"template.xlsx\"; filename*=UTF-8''{name}"
    return response


@both
def match(request: HttpRequest, run_id: int) -> HttpResponse:
    """Say how the file is read and which column is which, look at the first rows, then begin."""
    viewer = _actor(request)
    found = queries.run(run_id, viewer=viewer)
    if found.state != RunState.DRAFT:
        return redirect("tables:run", found.pk)
    sheet, preview = table(found.kind).sheet, queries.preview(found)
    layout, form = LayoutForm(found), MatchForm(found, sheet, preview)
    if request.method == "POST" and "read" in request.POST:
        layout = LayoutForm(found, request.POST)
        if layout.is_valid():
            read = act(layout, lambda: services.read_as(found.pk, layout.chosen(), by=viewer))
            if read is not None:
                return redirect("tables:match", found.pk)
    elif request.method == "POST":
        form = MatchForm(found, sheet, preview, request.POST)
        if form.is_valid() and (begun := act(form, lambda: _begin(found, form, by=viewer))):
            jobs.queue(begun)
            return redirect("tables:run", begun.pk)
    context = {
        "form": form,
        "layout": layout,
        "run": found,
        "sheet": sheet,
        "preview": preview,
        "title": _("核对列：%(name)s") % {"name": found.file_name},
        "submit": _("开始"),
        "back": reverse("tables:runs"),
    }
    return render(request, "tables/match.html", context)


@transaction.atomic
def _begin(run: ImportRun, form: MatchForm, *, by: Actor) -> ImportRun:
    services.match_columns(run.pk, form.mapping(), by=by)
    return services.begin(run.pk, Mode(form.cleaned_data["mode"]), by=by, today=clock.today())


@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Where an import stands, and what came of it."""
    viewer = _actor(request)
    found = queries.run(run_id, viewer=viewer)
    context = {**_standing(found), "head": _head(found), "timeline": timeline(found, viewer, length=20)}
    verdict = request.GET.get("verdict", "")
    if verdict not in list(Verdict):
        verdict = "refused" if found.refused_count else "flagged"
    context |= {"verdict": verdict, "verdict_says": said(VERDICT_SAYS[Verdict(verdict)])}
    context["lines"] = queries.report_lines(found, verdict) if found.position else []
    return render(request, "tables/run.html", context)


@require_safe
def progress(request: HttpRequest, run_id: int) -> HttpResponse:
    """The part of the page that changes while an import runs; at another state, the whole page."""
    found = queries.run(run_id, viewer=_actor(request))
    response = render(request, "tables/_progress.html", _standing(found))
    if request.GET.get("seen") != queries.state_of(found):
        response["HX-Refresh"] = "true"
    return response


@require_safe
def report(request: HttpRequest, run_id: int) -> FileResponse:
    """The row-by-row report."""
    found = queries.run(run_id, viewer=_actor(request))
    response = FileResponse(iter([reports.content(found)]), content_type="text/csv; charset=utf-8")
    name = quote(f"{found.file_name}-逐行报告.csv")
    response["Content-Disposition"] = f"attachment; filename=\"report.csv\"; filename*=UTF-8''{name}"
    return response


@require_POST
def again(request: HttpRequest, run_id: int) -> HttpResponse:
    """After a rehearsal: the same file, for real."""
    viewer = _actor(request)
    with transaction.atomic():
        fresh = services.import_after_rehearsal(run_id, by=viewer, today=clock.today())
        services.begin(fresh.pk, Mode.IMPORT, by=viewer, today=clock.today())
    jobs.queue(fresh)
    return redirect("tables:run", fresh.pk)


@require_POST
def resume(request: HttpRequest, run_id: int) -> HttpResponse:
    """Go on with an interrupted import."""
    jobs.queue(services.resume_later(run_id, by=_actor(request)))
    return redirect("tables:run", run_id)


@require_POST
def abandon(request: HttpRequest, run_id: int) -> HttpResponse:
    """Give an import up."""
    services.abandon(run_id, by=_actor(request), today=clock.today())
    return redirect("tables:run", run_id)


MOVING = (RunState.WAITING, RunState.RUNNING, RunState.INTERRUPTED)
"""States that may change by themselves: an interrupted run goes on as soon as a worker is there again."""


def _standing(run: ImportRun) -> dict[str, Any]:
    counts = [
        (word.value, said(says), getattr(run, f"{word.value}_count"), VERDICT_TONES[word.value])
        for word, says in VERDICT_SAYS.items()
    ]
    state = queries.state_of(run)
    total = max(run.total_rows or run.position, run.position, 1)
    return {
        "run": run,
        "moving": state in MOVING,
        "state": state.value,
        "counts": counts,
        "total": total,
        "state_says": said(STATE_SAYS[state]),
        "rehearsal": run.mode == Mode.REHEARSAL,
    }


def _head(run: ImportRun) -> MatterHead:
    state = queries.state_of(run)
    steps: dict[RunState, Action] = {
        RunState.DRAFT: Action(_("核对列并开始"), reverse("tables:match", args=[run.pk])),
        RunState.INTERRUPTED: Action(_("从中断处继续"), reverse("tables:resume", args=[run.pk]), "post"),
    }
    step = steps.get(state)
    if state == RunState.DONE and run.mode == Mode.REHEARSAL:
        step = Action(_("正式导入"), reverse("tables:again", args=[run.pk]), "post")
    more = []
    if run.position:
        more.append(Action(_("下载逐行报告"), reverse("tables:report", args=[run.pk])))
    if state not in (RunState.DONE, RunState.ABANDONED):
        confirm = _("放弃这次导入？已写入的行保留，其余不再导入。")
        more.append(Action(_("放弃"), reverse("tables:abandon", args=[run.pk]), "post", confirm))
    says = said(STATE_SAYS[state]) + (_("（试导）") if run.mode == Mode.REHEARSAL else "")
    return MatterHead(
        number=_("第 %(number)s 次导入") % {"number": run.pk},
        title=run.file_name,
        state=says,
        tone=TONES[state],
        holder=run.by_name,
        next=step,
        more=more,
    )
