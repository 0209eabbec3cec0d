"""``quanheng draw run|verify``: the draw on plain files, with no database.

A bureau can try the draw in a minute, and anybody can verify a bundle. On files nothing here reads the clock
or the database: the same command gives the same bytes. ``run`` with the serial of a committed draw hands over
to the commands that need the database; ``plan``, ``commit`` and ``reveal`` hang beside these.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from quanheng.kernel import draw
from quanheng.kernel.canonical import csv_bytes
from quanheng.kernel.draw import plain
from quanheng.kernel.refusal import Missing, Refused

app = typer.Typer(help="双随机抽取：抽取、核验", no_args_is_help=True)
console = Console()

LISTED = 20


class FolderTaken(Refused):
    """The folder holds something else already 目录已有别的内容."""


@app.callback()
def group() -> None:
    """双随机抽取：名单、规则、种子定下之后，谁都可以重算。"""


@app.command("run")
def run(
    committed: Annotated[
        str, typer.Argument(metavar="[DRAW]", help="已承诺的抽取的编号；写了它就不用写名单")
    ] = "",
    roster: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="企业名单 CSV：代码、分层")
    ] = None,
    inspectors: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="检查人员 CSV：编号、单位、资质、上限")
    ] = None,
    quota: Annotated[list[str] | None, typer.Option(help="层=户数 或 层=百分比%，可多次")] = None,
    seed: Annotated[list[str] | None, typer.Option(help="来源=种子值，至少两个")] = None,
    out: Annotated[Path | None, typer.Option(help="抽取包写入的新目录")] = None,
    item: Annotated[str, typer.Option(help="检查事项")] = "双随机检查",
    recusals: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="回避 CSV：代码、编号")
    ] = None,
    team: Annotated[int, typer.Option(min=1, help="每组人数")] = 2,
    organ: Annotated[list[str] | None, typer.Option(help="派员单位，可多次，第一个为牵头单位")] = None,
    qualification: Annotated[str, typer.Option(help="检查人员须具备的资质")] = "",
    serial: Annotated[str, typer.Option(help="编号；不写即不占任何单位的编号")] = draw.NO_SERIAL,
    by: Annotated[str, typer.Option("--by", help="以哪个账号执行已承诺的抽取；不写即命令行")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """抽取企业和检查人员。写编号：执行已承诺的抽取；写名单：不用数据库，同样的输入得到同样的抽取包。"""
    if committed:
        given = {
            "--roster": roster,
            "--inspectors": inspectors,
            "--quota": quota,
            "--seed": seed,
            "--out": out,
        }
        _nothing_else(committed, given)
        from quanheng.config.commands import draws_db

        draws_db.run_committed(committed, (organ or [""])[0], by, as_json)
        return
    if roster is None or inspectors is None or not quota or not seed or out is None:
        raise Refused(
            "缺名单、检查人员、配额、种子或者输出目录",
            instead="请写 --roster --inspectors --quota --seed --out；执行已承诺的抽取则只写编号",
        )
    shares = dict(plain.quota_of(text) for text in quota)
    values = _values(seed)
    files, notes, organs = _lists(roster, inspectors, recusals, shares, organ or [])
    plan = draw.Plan(
        item=item, organ=organs[0], organs=organs, quota=shares, serial=serial, team_size=team,
        qualification=qualification, files=draw.digests(files),
        sources=tuple(draw.Witness(name, draw.witness_digest(value)) for name, value in values.items()),
    )  # fmt: skip
    files["plan.json"] = plan.to_bytes()
    result = draw.run(files, values)
    _write(draw.build_bundle(files, result), out)
    if as_json:
        print(json.dumps(_summary(result, files, notes, out), ensure_ascii=False))
    else:
        _show(result, files, notes, out)


@app.command("verify")
def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="抽取包所在目录")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """核验抽取包：全部重算一遍。相符为 0；不符为 1，并逐条说明。"""
    if not folder.is_dir():
        raise Missing(f"没有 {folder} 这个目录", instead="请写抽取包所在的目录")
    report = draw.verify(folder)
    if as_json:
        checks = [{"name": check.name, "ok": check.ok, "sentence": check.sentence} for check in report.checks]
        print(json.dumps({"agrees": report.agrees, "checks": checks}, ensure_ascii=False))
    else:
        for check in report.checks:
            console.print(
                "[green]✓[/]" if check.ok else "[bold red]✗[/]",
                check.sentence,
                highlight=False,
                soft_wrap=True,
            )
        told = "抽取包相符：抽中的企业、检查组和替补都可由计划与种子重新算出。"
        console.print(
            told if report.agrees else f"抽取包不相符，共 {len(report.faults)} 处。", highlight=False
        )
    raise typer.Exit(0 if report.agrees else 1)


def _nothing_else(committed: str, given: Mapping[str, object]) -> None:
    named = [name for name, value in given.items() if value]
    if named:
        raise Refused(
            f"抽取 {committed} 的名单和种子已经承诺，不能再写 {'、'.join(named)}",
            instead="只写编号；要另作抽取，就不写编号",
        )


def _values(texts: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name in values:
            raise draw.BadPlan(f"种子来源“{name}”写了两次", field="seed")
        values[name] = draw.check_value(value, name)
    return values


def _lists(
    roster: Path,
    inspectors: Path,
    recusals: Path | None,
    shares: Mapping[str, draw.Quota],
    organs: Sequence[str],
) -> tuple[dict[str, bytes], list[str], tuple[str, ...]]:
    """Read the plain tables; return canonical lists, notes, and the organs that send teams."""
    sole = next(iter(shares)) if len(shares) == 1 else ""
    strata, notes = plain.plain_roster(roster.read_bytes(), sole_stratum=sole)
    people = plain.plain_inspectors(
        inspectors.read_bytes(), organ=organs[0] if len(organs) == 1 else "", cap=max(len(strata), 1)
    )
    blank = csv_bytes(["code", "id"], [])
    pairs, more = plain.plain_recusals(
        recusals.read_bytes() if recusals else blank, known=strata, ids={one.id for one in people}
    )
    files = {
        "roster.csv": draw.roster_bytes(strata),
        "inspectors.csv": draw.inspectors_bytes(people),
        "recusals.csv": draw.recusals_bytes(pairs),
    }
    absent = plain.absent_strata(shares, set(strata.values()))
    return files, notes + more + absent, _organs(organs, people)


def _organs(named: Sequence[str], people: Sequence[draw.Inspector]) -> tuple[str, ...]:
    if named:
        return tuple(named)
    found = sorted({one.organ for one in people})
    if len(found) != 1:
        raise draw.BadPlan(
            f"检查人员分属 {len(found)} 个单位（{'、'.join(found)}），不知道由谁派员",
            instead="请用 --organ 依次写明派员单位，第一个为牵头单位",
            field="organ",
        )
    return tuple(found)


def _write(bundle: Mapping[str, bytes], out: Path) -> None:
    """Put the bundle into a folder of its own, all of it or nothing; the same draw again changes nothing."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        if out.is_dir() and draw.read_bundle(out) == bundle:
            return
        raise FolderTaken(f"{out} 已有别的内容，没有覆盖", instead="请换一个新目录；已作的抽取不应被改写")
    spare = out.with_name(f".{out.name}.{os.getpid()}")
    spare.mkdir(parents=True)
    try:
        for name, content in bundle.items():
            (spare / name).write_bytes(content)
        spare.replace(out)
    finally:
        shutil.rmtree(spare, ignore_errors=True)


def _summary(
    result: draw.DrawResult, files: Mapping[str, bytes], notes: Sequence[str], out: Path
) -> dict[str, object]:
    roster = draw.parse_roster(files["roster.csv"])
    return {
        "out": str(out),
        "commitment": result.commitment,
        "seed": result.seed,
        "roster": roster.size,
        "drawn": len(result.selection.drawn),
        "teams": len(result.staffing.teams),
        "strata": draw.wanted(result.plan.quota, roster.sizes),
        "loads": dict(result.staffing.loads),
        "notes": list(notes),
    }


def _show(result: draw.DrawResult, files: Mapping[str, bytes], notes: Sequence[str], out: Path) -> None:
    for note in notes:
        console.print(f"[yellow]注意[/] {note}", highlight=False)
    console.print(_drawn_table(result))
    roster = draw.parse_roster(files["roster.csv"])
    loads = result.staffing.loads.values()
    console.print(
        f"名单 {roster.size} 户，抽中 {len(result.selection.drawn)} 户；{len(loads)} 名检查人员，"
        f"每人 {min(loads)} 至 {max(loads)} 户。抽取包在 {out}。",
        highlight=False,
        soft_wrap=True,
    )
    console.print(
        f"核验：quanheng draw verify {out}，或者 python {out}/verify.py {out}",
        highlight=False,
        soft_wrap=True,
    )


def _drawn_table(result: draw.DrawResult) -> Table:
    table = Table("序号", "企业", "分层", "单位", "检查组")
    order = {one.code: (str(place), one.stratum) for place, one in enumerate(result.selection.drawn, start=1)}
    for code, organ, team in result.staffing.teams[:LISTED]:
        table.add_row(order[code][0], code, order[code][1], organ, " ".join(team))
    if len(result.staffing.teams) > LISTED:
        table.caption = f"只列前 {LISTED} 行，全部见 result.csv"
    return table
