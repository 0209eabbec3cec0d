"""The one next step of an inspection or a visit, for whoever looks at it."""

from __future__ import annotations

from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from quanheng.domains.inspections.models import Inspection, Visit
from quanheng.domains.inspections.queries import my_part
from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.rules.stages import INSPECTION, OPEN, VISIT, Stage, VisitStage
from quanheng.kernel import clock
from quanheng.platform.draws.models import Draw
from quanheng.platform.draws.states import State
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.matters import Action, Deadline, MatterHead

TONES = {
    Stage.PLANNED: "note",
    Stage.DRAWING: "note",
    Stage.VISITING: "warn",
    Stage.PUBLISHED: "good",
    Stage.ABANDONED: "plain",
}
VISIT_TONES = {
    VisitStage.ASSIGNED: "note",
    VisitStage.VISITING: "warn",
    VisitStage.RECORDED: "warn",
    VisitStage.REVIEWED: "warn",
    VisitStage.PUBLISHED: "good",
    VisitStage.REPLACED: "plain",
    VisitStage.ABANDONED: "plain",
}


def head_of(row: Inspection, draw: Draw | None, viewer: Actor, today: date) -> MatterHead:
    """The head of an inspection's page."""
    more = []
    if row.state == Stage.PLANNED and viewer.may(rights.PLAN):
        more.append(Action(_("修改"), reverse("inspections:replan", args=[row.pk])))
    if row.state in (Stage.PLANNED, Stage.DRAWING, Stage.VISITING) and viewer.may(rights.ABANDON):
        more.append(Action(_("终止任务"), reverse("inspections:abandon", args=[row.pk])))
    return MatterHead(
        number=row.number,
        title=row.title,
        state=INSPECTION.name(row.state),
        tone=TONES[Stage(row.state)],
        holder=row.organ.short_name,
        next=_next_of(row, draw, viewer),
        due=_due_of(row),
        more=more,
    )


def _due_of(row: Inspection) -> Deadline | None:
    if row.state not in (Stage.PLANNED, Stage.DRAWING, Stage.VISITING):
        return None
    if row.state != Stage.VISITING and row.visit_from > clock.today():
        return Deadline(row.visit_from, says=_("检查开始"))
    waiting = row.visits.filter(publish_by__isnull=False, published_on__isnull=True).order_by("publish_by")
    first = waiting.first()
    if first is not None and first.publish_by is not None:
        return Deadline(first.publish_by, first.publish_cites, _("最早应公示"))
    return Deadline(row.visit_until, says=_("检查截止"))


def _next_of(row: Inspection, draw: Draw | None, viewer: Actor) -> Action | None:
    if row.state == Stage.VISITING:
        return _publish(row, viewer)
    if row.state not in (Stage.PLANNED, Stage.DRAWING) or not viewer.may(rights.DRAW):
        return None
    if draw is None or draw.state in (State.ABORTED, State.DISCARDED):
        label = _("准备抽取") if draw is None else _("重新准备抽取")
        return Action(label, reverse("inspections:prepare_draw", args=[row.pk]))
    if draw.state == State.DRAFTED and not draw.sources.filter(kind="witness", digest="").exists():
        return Action(_("公布承诺值"), reverse("inspections:commit_draw", args=[row.pk]), "post")
    if draw.state in (State.SEEDED, State.DRAWN):
        return Action(_("执行抽取"), reverse("inspections:draw", args=[row.pk]), "post")
    url = draw_url(draw)
    return Action(_("查看抽取进展"), url) if url else None


def _publish(row: Inspection, viewer: Actor) -> Action | None:
    ready = row.visits.filter(state=VisitStage.REVIEWED).count()
    if not ready or not viewer.may(rights.PUBLISH):
        return None
    label = _("公示 %(n)s 户结果") % {"n": ready}
    return Action(label, reverse("inspections:publish_results", args=[row.pk]), "post")


def draw_url(draw: Draw) -> str:
    """The page of a draw, empty where `platform.draws` shows none."""
    try:
        return reverse("draws:draw", args=[draw.pk])
    except NoReverseMatch:
        return ""


def visit_head(row: Visit, viewer: Actor) -> MatterHead:
    """The head of a visit's page."""
    due = None
    if row.state in OPEN:
        due = Deadline(row.inspection.visit_until, says=_("检查截止"))
    elif row.publish_by and row.published_on is None:
        due = Deadline(row.publish_by, row.publish_cites, _("应公示"))
    return MatterHead(
        number=f"{row.inspection.number}-{row.order}",
        title=row.business_name,
        state=VISIT.name(row.state),
        tone=VISIT_TONES[VisitStage(row.state)],
        holder="、".join(part.organ.short_name for part in row.parts.all()),
        next=_visit_next(row, viewer),
        due=due,
        more=_visit_more(row, viewer),
    )


def _visit_next(row: Visit, viewer: Actor) -> Action | None:
    part = my_part(row, viewer=viewer)
    if row.state in OPEN and part is not None and part.recorded_on is None:
        return Action(_("现场检查"), reverse("field:visit", args=[row.pk]))
    if row.state == VisitStage.RECORDED and viewer.may(rights.REVIEW) and part is None:
        return Action(_("审核"), reverse("inspections:review", args=[row.pk]))
    if row.state == VisitStage.REVIEWED and viewer.may(rights.PUBLISH):
        return Action(_("公示结果"), reverse("inspections:publish_visit", args=[row.pk]), "post")
    return None


def _visit_more(row: Visit, viewer: Actor) -> list[Action]:
    more = []
    if viewer.may(rights.DRAW) and row.state == VisitStage.ASSIGNED:
        more.append(Action(_("替补"), reverse("inspections:substitute", args=[row.pk])))
    if viewer.may(rights.DRAW) and row.state in OPEN:
        more.append(Action(_("替换检查人员"), reverse("inspections:stand_in", args=[row.pk])))
    return more
