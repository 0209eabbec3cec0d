"""What a draft must pass 拟定稿审查, so that it can be committed and, recusals aside, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from quanheng.kernel import clock
from quanheng.kernel import draw as kernel
from quanheng.kernel.canonical import canonical_json
from quanheng.platform.draws import plans
from quanheng.platform.draws.models import Draw, Source
from quanheng.platform.draws.refusals import CITES, TooFewInspectors
from quanheng.platform.draws.states import Kind


def check_draft(draw: Draw, sources: Sequence[Source], files: Mapping[str, bytes]) -> None:
    """Raise what would keep this draft from being committed or drawn: ``BadPlan`` and its kin with its field.

    `files` holds the three lists. What no seed can staff is refused; a plan that passes may still fail on
    recusals once it is drawn.
    """
    _check_sources(sources)
    plan = plans.trial_plan(draw, sources, digests=kernel.digests(files))
    kernel.require_outside_source(plan, of_bureau=[one.name for one in sources if one.of_bureau])
    checked = kernel.check_inputs({**files, "plan.json": canonical_json(plan.as_json())})
    _check_lengths(draw, files)
    _require_enough_inspectors(checked, files)


def _check_sources(sources: Sequence[Source]) -> None:
    accounts = [source.account_id for source in sources if source.account_id]
    if len(set(accounts)) < len(accounts):
        raise kernel.BadPlan("同一个账号不能充当两个种子来源", field="sources")
    for source in sources:
        if source.kind == Kind.PUBLIC and source.known_at is None:
            raise kernel.BadPlan(f"公开结果“{source.name}”没有写揭晓时间", field="sources")
        if source.known_at is not None:
            _require_unknown_yet(source, source.known_at)
        _require_short("种子来源的名称", source.name, 80, "sources")


def _require_unknown_yet(source: Source, known_at: datetime) -> None:
    """An outcome that is known by now would spoil the commitment; that is said before witnesses are asked."""
    if known_at <= clock.now():
        raise kernel.RevealedEarly(
            f"公开结果“{source.name}”的揭晓时间 {plans.moment_text(known_at)} 已经过去",
            cites=CITES,
            instead="请改正揭晓时间，或者改用还没有揭晓的一期",
            field="known_at",
        )


def _check_lengths(draw: Draw, files: Mapping[str, bytes]) -> None:
    """What the record cannot hold is refused now and not when the draw is made."""
    _require_short("检查事项", draw.item, 200, "item")
    for name, codes in kernel.parse_roster(files["roster.csv"]).strata.items():
        _require_short("分层名称", name, 80, "roster")
        _require_short("企业代码", max(codes, key=len), 40, "roster")
    for one in kernel.parse_inspectors(files["inspectors.csv"]):
        _require_short("检查人员代号", one.id, 40, "inspectors")


def _require_short(called: str, text: str, most: int, field: str) -> None:
    if len(text) > most:
        raise kernel.BadPlan(f"{called}“{text[:20]}…”太长，至多 {most} 个字", field=field)


def _require_enough_inspectors(plan: kernel.Plan, files: Mapping[str, bytes]) -> None:
    wanted = kernel.wanted(plan.quota, kernel.parse_roster(files["roster.csv"]).sizes)
    needed = sum(wanted.values())
    for organ in plan.organs:
        able = [
            min(one.cap, needed)
            for one in kernel.parse_inspectors(files["inspectors.csv"])
            if one.organ == organ and (not plan.qualification or plan.qualification in one.quals)
        ]
        if sum(able) < needed * plan.team_size or len(able) < plan.team_size:
            raise TooFewInspectors(
                f"{organ} 要派 {needed} 组、每组 {plan.team_size} 人，"
                f"可派的 {len(able)} 人按各自上限最多承担 {sum(able)} 人次",
                cites=CITES,
                instead="请增加检查人员、提高上限，或者减少抽取数量、每组人数",
                field="inspectors",
            )
