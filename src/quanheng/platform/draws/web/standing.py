"""Where a draw stands, for the head of its page: the word, its tone, who has it, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.kernel.clock import SHANGHAI
from quanheng.platform.draws import rights
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.states import Kind, State
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.matters import Action, Deadline, MatterHead

TONES = {
    State.DRAFTED: "plain",
    State.COMMITTED: "note",
    State.SEEDED: "note",
    State.DRAWN: "good",
    State.ABORTED: "stop",
    State.DISCARDED: "plain",
}


@dataclass(frozen=True)
class Step:
    """One step of the protocol: whether it is done, and whether it is the one at hand."""

    label: str
    says: str
    at: datetime | None
    done: bool
    current: bool


def public_url(draw: Draw) -> str:
    """The address that everybody may cite."""
    return reverse("draws:public_draw", args=[draw.organ_id, draw.serial])


def head(draw: Draw, sources: list[Source], viewer: Actor, now: datetime) -> MatterHead:
    """The head of the draw's page for this viewer."""
    return MatterHead(
        number=draw.serial or _("未编号"),
        title=draw.item,
        state=_(draw.state_says),
        tone=TONES[State(draw.state)],
        holder=holder(draw, sources),
        next=next_step(draw, sources, viewer, now),
        due=_awaited(draw, sources),
        more=_more(draw, viewer),
    )


def _awaited(draw: Draw, sources: list[Source]) -> Deadline | None:
    """The day on which the next public outcome is known."""
    moments = [one.known_at for one in sources if one.known_at and not one.value]
    if draw.state != State.COMMITTED or not moments:
        return None
    return Deadline(min(moments).astimezone(SHANGHAI).date(), says=_("公开结果揭晓"))


def holder(draw: Draw, sources: list[Source]) -> str:
    """Who has it: the witnesses that are awaited, else the organ."""
    missing = "digest" if draw.state == State.DRAFTED else "value"
    if draw.state in (State.DRAFTED, State.COMMITTED):
        awaited = [one.name for one in sources if one.kind == Kind.WITNESS and not getattr(one, missing)]
        if awaited:
            return "、".join(awaited)
    return draw.organ.short_name if draw.state in (State.DRAFTED, State.COMMITTED, State.SEEDED) else ""


def next_step(draw: Draw, sources: list[Source], viewer: Actor, now: datetime) -> Action | None:
    """The next step, if this viewer may take it now."""
    if draw.state == State.DRAFTED and viewer.may(rights.PLAN):
        if all(one.digest for one in sources if one.kind == Kind.WITNESS):
            return Action(_("承诺并公布"), reverse("draws:commit", args=[draw.pk]))
        return _on_paper(sources, "digest", "draws:hand_in", _("录入纸质摘要"))
    if draw.state == State.COMMITTED:
        step = _outcome(sources, viewer, now)
        if step is None and viewer.may(rights.PLAN):
            step = _on_paper(sources, "value", "draws:reveal", _("录入见证人的种子值"))
        return step
    if draw.state == State.SEEDED and viewer.may(rights.RUN):
        return Action(_("执行抽取"), reverse("draws:run", args=[draw.pk]))
    if draw.state == State.DRAWN:
        return Action(_("打开公示页"), public_url(draw))
    return None


def _on_paper(sources: list[Source], missing: str, page: str, label: str) -> Action | None:
    for one in sources:
        if one.kind == Kind.WITNESS and one.account_id is None and not getattr(one, missing):
            return Action(label, reverse(page, args=[one.pk]))
    return None


def _outcome(sources: list[Source], viewer: Actor, now: datetime) -> Action | None:
    if not viewer.may(rights.OUTCOME):
        return None
    for one in sources:
        if one.kind != Kind.PUBLIC or one.value or one.known_at is None or one.known_at > now:
            continue
        if not one.entered_value:
            return Action(_("录入公开结果"), reverse("draws:enter_outcome", args=[one.pk]))
        if one.entered_by != viewer.id:
            return Action(_("确认公开结果"), reverse("draws:confirm_outcome", args=[one.pk]))
    return None


def _more(draw: Draw, viewer: Actor) -> list[Action]:
    found = []
    if draw.commitment and draw.state != State.DRAWN:
        found.append(Action(_("打开公示页"), public_url(draw)))
    if draw.state in (State.DRAFTED, State.COMMITTED, State.SEEDED) and viewer.may(rights.ABORT):
        label = _("弃置") if draw.state == State.DRAFTED else _("作废")
        found.append(Action(label, reverse("draws:abort", args=[draw.pk])))
    return found


def steps(draw: Draw, sources: list[Source]) -> list[Step]:
    """The protocol as a list: what is done, what is at hand."""
    witnesses = [one for one in sources if one.kind == Kind.WITNESS]
    done = [
        all(one.digest for one in witnesses),
        bool(draw.commitment),
        bool(draw.seed),
        draw.state == State.DRAWN,
    ]
    given_up = draw.state in (State.ABORTED, State.DISCARDED)
    current = -1 if given_up or all(done) else done.index(False)
    handed_in = max((one.handed_in_at for one in witnesses if one.handed_in_at), default=None)
    revealed = max((one.revealed_at for one in sources if one.revealed_at), default=None)
    rows = [
        (_("提交摘要"), _("每名见证人自己选定种子值，先只交摘要，谁也看不到值。"), handed_in),
        (_("承诺"), _("计划、三份名单和摘要一并公布为一个承诺值，此后不能再改。"), draw.committed_at),
        (_("公开种子值"), _("见证人公开原值，公开结果由两人先后录入；全部到齐才得出种子。"), revealed),
        (_("抽取"), _("由种子算出企业和检查组，谁都能重算；只抽一次，不能重来。"), draw.drawn_at),
    ]
    return [
        Step(label, says, at if is_done else None, is_done, number == current)
        for number, ((label, says, at), is_done) in enumerate(zip(rows, done, strict=True))
    ]
