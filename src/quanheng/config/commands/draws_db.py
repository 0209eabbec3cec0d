"""``quanheng draw plan|commit|reveal|run|abort|status``: the draw with its trace in the ledger.

Hung beside ``run`` and ``verify`` of `draw`, which need no database; ``run SERIAL`` ends up here. A draw is
named by its serial (with ``--organ`` where several organs have it) or, before the commitment, by its number.
``--by`` names the account that acts; without it the command line itself does, and the ledger says so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from quanheng.config import commands
from quanheng.kernel import clock
from quanheng.kernel.refusal import Missing, Refused

if TYPE_CHECKING:
    from quanheng.platform.draws.models import Draw
    from quanheng.platform.draws.services import SourceDraft
    from quanheng.platform.people.actors import Actor

console = Console()

Named = Annotated[str, typer.Argument(metavar="DRAW", help="编号（2021-0007），拟定稿用序号")]
Organ = Annotated[str, typer.Option(help="组织单位代码；编号有重时必写")]
By = Annotated[str, typer.Option("--by", help="以哪个账号办理；不写即命令行")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def add_to(app: typer.Typer) -> None:
    """Hang these commands beside those of the plain files."""
    for name, command in (
        ("plan", plan),
        ("commit", commit),
        ("reveal", reveal),
        ("abort", abort),
        ("status", status),
    ):
        app.command(name)(command)


def plan(
    roster: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="企业名单 CSV：代码、分层")],
    organ: Annotated[str, typer.Option(help="组织单位代码")],
    item: Annotated[str, typer.Option(help="检查事项")],
    quota: Annotated[list[str], typer.Option(help="层=户数 或 层=百分比%，可多次")],
    visit_on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="检查开始日，决定谁的证件有效")],
    witness: Annotated[
        list[str] | None, typer.Option(help="机关以外的见证人：名称 或 名称=账号，可多次")
    ] = None,
    own_witness: Annotated[list[str] | None, typer.Option(help="本机关的见证人：名称 或 名称=账号")] = None,
    public: Annotated[
        list[str] | None, typer.Option(help="公开结果：名称@揭晓时间（带时区），可多次")
    ] = None,
    sends: Annotated[list[str] | None, typer.Option(help="派员单位代码，可多次；不写即组织单位")] = None,
    team: Annotated[int, typer.Option(min=1, help="每组人数")] = 2,
    qualification: Annotated[str, typer.Option(help="检查人员须具备的资质")] = "",
    purpose: Annotated[str, typer.Option(help="用于哪项抽查；不写即单独抽取")] = "draws.alone",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """拟定抽取：读企业名单，检查人员取自名录库，交见证人提交摘要。"""
    commands.django()
    from quanheng.kernel.draw import plain
    from quanheng.platform.draws import queries, services
    from quanheng.platform.people.models import Organ as OrganRow

    shares = dict(plain.quota_of(text) for text in quota)
    strata, notes = plain.plain_roster(
        roster.read_bytes(), sole_stratum=next(iter(shares)) if len(shares) == 1 else ""
    )
    organs, day = sends or [organ], visit_on.date()
    host = OrganRow.objects.filter(code=organ).first()
    if host is None:
        raise Missing(f"没有代码为 {organ} 的单位", instead="请先建立机构")
    draft = services.DrawDraft(
        organ=organ, area_code=host.area_id, purpose=purpose, item=item, quota=shares, organs=organs,
        sources=_sources(witness or [], own_witness or [], public or []), team_size=team,
        qualification=qualification,
    )  # fmt: skip
    draw = services.draft(
        draft,
        roster=strata.items(),
        inspectors=queries.inspectors_for(organs, day, qualification),
        recusals=queries.recusals_for(organs, day, strata.keys()),
        by=_actor(by),
        today=clock.today(),
    )
    for note in notes:
        Console(stderr=True).print(f"[yellow]注意[/] {note}", highlight=False)
    _tell(draw, as_json)


def commit(
    draw: Named,
    digest: Annotated[list[str] | None, typer.Option(help="录入纸质摘要：来源=摘要，可多次")] = None,
    organ: Organ = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """承诺并公布：名单、规则和摘要从此不能再改，编号随之占用。"""
    commands.django()
    from quanheng.platform.draws import services

    row, actor = _draw(draw, organ), _actor(by)
    for name, value in _pairs(digest or []):
        services.hand_in(row.pk, _source(row, name), value, by=actor, today=clock.today())
    _tell(services.commit(row.pk, by=actor, today=clock.today()), as_json)


def reveal(
    draw: Named,
    seed: Annotated[list[str], typer.Option(help="来源=种子值，可多次")],
    organ: Organ = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """公开种子值：见证人的原值；公开结果第一次录入，换一个账号再录一次即确认。"""
    commands.django()
    from quanheng.platform.draws import services
    from quanheng.platform.draws.states import Kind

    row, actor = _draw(draw, organ), _actor(by)
    for name, value in _pairs(seed):
        source = row.sources.get(pk=_source(row, name))
        act = services.reveal
        if source.kind == Kind.PUBLIC:
            second = source.entered_by and source.entered_by != actor.id
            act = services.confirm_outcome if second else services.enter_outcome
        act(row.pk, source.pk, value, by=actor, today=clock.today())
    _tell(_draw(draw, organ), as_json)


def run_committed(draw: str, organ: str, by: str, as_json: bool) -> None:
    """执行已承诺的抽取：只抽一次，再次执行得到同一结果。不能组队的作废，退出码 1。"""
    commands.django()
    from quanheng.platform.draws import services
    from quanheng.platform.draws.states import State

    row = services.run(_draw(draw, organ).pk, by=_actor(by), today=clock.today())
    _tell(row, as_json)
    raise typer.Exit(0 if row.state == State.DRAWN else 1)


def abort(
    draw: Named,
    reason: Annotated[str, typer.Option(help="原因，会公开")],
    organ: Organ = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """作废：编号不再使用，作废的事实和原因一直公示。拟定稿则弃置。"""
    commands.django()
    from quanheng.platform.draws import services

    _tell(services.abort(_draw(draw, organ).pk, reason, by=_actor(by), today=clock.today()), as_json)


def status(
    draw: Annotated[str, typer.Argument(metavar="[DRAW]", help="编号或序号；不写即列出最近的")] = "",
    organ: Organ = "",
    as_json: AsJson = False,
) -> None:
    """一次抽取到了哪一步，或者最近二十次抽取。"""
    commands.django()
    from quanheng.platform.draws.models import Draw

    if draw:
        _tell(_draw(draw, organ), as_json)
        return
    rows = Draw.objects.select_related("organ").filter(**{"organ": organ} if organ else {})[:20]
    if as_json:
        print(json.dumps([_summary(row) for row in rows], ensure_ascii=False))
        return
    table = Table("序号", "编号", "状态", "单位", "检查事项")
    for row in rows:
        table.add_row(str(row.pk), row.serial, row.state_says, row.organ_id, row.item)
    console.print(table)


def _actor(username: str) -> Actor:
    from quanheng.platform.people.actors import Actor
    from quanheng.platform.people.models import Account

    if not username:
        return Actor.system("命令行")
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise Missing(f"没有账号 {username}")
    return account.as_actor()


def _draw(named: str, organ: str) -> Draw:
    from quanheng.platform.draws import queries
    from quanheng.platform.draws.models import Draw

    found = queries.SERIAL.fullmatch(named)
    if found:
        rows = Draw.objects.filter(year=int(found[1]), number=int(found[2]))
    else:
        rows = Draw.objects.filter(pk=int(named)) if named.isdecimal() else Draw.objects.none()
    rows = rows.filter(organ=organ) if organ else rows
    if rows.count() > 1:
        raise Refused(f"有几个单位都有编号 {named}", instead="请用 --organ 写明组织单位")
    row = rows.first()
    if row is None:
        raise Missing(f"没有抽取 {named}", instead="quanheng draw status 列出最近的抽取")
    return row


def _source(row: Draw, name: str) -> int:
    source = row.sources.filter(name=name).first()
    if source is None:
        names = "、".join(row.sources.values_list("name", flat=True))
        raise Missing(f"这次抽取没有名为“{name}”的种子来源", instead=f"来源有：{names}")
    return source.pk


def _pairs(texts: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [text.rpartition("=")[::2] for text in texts]
    for text, (name, value) in zip(texts, pairs, strict=True):
        if not name or not value:
            raise Refused(f"“{text}”看不明白", instead="请写成 来源=值")
    return pairs


def _sources(witness: Sequence[str], own: Sequence[str], public: Sequence[str]) -> list[SourceDraft]:
    from quanheng.platform.draws.services import SourceDraft

    outcomes = []
    for text in public:
        name, _, at = text.rpartition("@")
        try:
            known_at = datetime.fromisoformat(at)
        except ValueError:
            known_at = None
        if not name or known_at is None or known_at.tzinfo is None:
            raise Refused(f"公开结果“{text}”看不明白", instead="请写成 福彩双色球@2021-03-05T21:15:00+08:00")
        outcomes.append(SourceDraft("public", name, known_at=known_at))
    return [*_witnesses(own, of_bureau=True), *_witnesses(witness, of_bureau=False), *outcomes]


def _witnesses(texts: Sequence[str], *, of_bureau: bool) -> list[SourceDraft]:
    from quanheng.platform.draws.services import SourceDraft
    from quanheng.platform.people.models import Account

    found = []
    for text in texts:
        name, _, username = text.partition("=")
        account = Account.objects.filter(username=username).first() if username else None
        if username and account is None:
            raise Missing(f"见证人“{name}”的账号 {username} 不存在")
        found.append(
            SourceDraft("witness", name, of_bureau=of_bureau, account_id=account.pk if account else None)
        )
    return found


def _summary(row: Draw) -> dict[str, Any]:
    return {
        "id": row.pk,
        "serial": row.serial,
        "organ": row.organ_id,
        "item": row.item,
        "state": row.state,
        "commitment": row.commitment,
        "seed": row.seed,
        "drawn": row.drawn.count(),
        "reason": row.reason,
        "awaits": [
            one.name
            for one in row.sources.all()
            if not (one.value if row.commitment else one.digest or one.known_at)
        ],
    }


def _tell(row: Draw, as_json: bool) -> None:
    told = _summary(row)
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    console.print(
        f"[bold]{row.serial or f'拟定稿 {row.pk}'}[/] {row.item}：{row.state_says}", highlight=False
    )
    if row.commitment:
        console.print(f"承诺值 {row.commitment}", highlight=False, soft_wrap=True)
    if row.reason:
        console.print(f"原因：{row.reason}", highlight=False, soft_wrap=True)
    if told["awaits"] and row.state in ("drafted", "committed"):
        console.print(f"还等：{'、'.join(told['awaits'])}", highlight=False)
    if told["drawn"]:
        console.print(f"抽中 {told['drawn']} 户", highlight=False)
