"""``quanheng report YEAR`` and ``quanheng indicators``: figures counted from records."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from quanheng.config import commands

if TYPE_CHECKING:
    from quanheng.config.annual import Checked
    from quanheng.platform.indicators import Indicator, Value

console = Console()

Year = Annotated[int, typer.Argument(min=2004, max=2100, help="年度")]
Area = Annotated[str, typer.Option(help="行政区划代码；不填为本安装的全部辖区")]
AsJson = Annotated[bool, typer.Option("--json", help="机器可读输出")]


def report(
    year: Year,
    check: Annotated[Path | None, typer.Option(help="应有数字（TOML），逐项核对", dir_okay=False)] = None,
    area: Area = "",
    as_json: AsJson = False,
) -> None:
    """年度报告：逐条计数并写出报告；加 --check 则逐项核对，退出码 0 一致，1 有不一致，2 有尚未统计。"""
    commands.django()
    if check is None:
        _write(year, area, as_json)
        return
    from quanheng.config.annual import Status, read_expected
    from quanheng.config.annual import check as compare

    found = compare(read_expected(check), year, area)
    if as_json:
        print(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=1))
    else:
        console.print(_table(found))
    stands = {one.status for one in found}
    raise typer.Exit(1 if Status.DIFFERS in stands else 2 if Status.NOT_COUNTED in stands else 0)


def _plain(one: Checked) -> dict[str, object]:
    return {
        "id": one.expected.id,
        "expected": _number(one.expected.value),
        "counted": None if one.counted is None else _number(one.counted),
        "status": one.status.value,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(round(value, 6))


def _table(found: list[Checked]) -> Table:
    from quanheng.config.annual import STATUS_SAYS, Status

    colours = {Status.AGREES: "green", Status.DIFFERS: "bold red", Status.NOT_COUNTED: "dim"}
    table = Table()
    for header, justify in (("指标", "left"), ("应为", "right"), ("计数", "right"), ("核对", "left")):
        table.add_column(header, justify=justify)  # type: ignore[arg-type]
    for one in found:
        expected = f"{'≥ ' if one.expected.kind == 'floor' else ''}{_number(one.expected.value)}"
        counted = "" if one.counted is None else f"{_number(one.counted)}"
        colour = colours[one.status]
        table.add_row(one.expected.id, expected, counted, f"[{colour}]{STATUS_SAYS[one.status]}[/]")
    totals = "，".join(f"{STATUS_SAYS[s]} {sum(o.status is s for o in found)}" for s in Status)
    table.caption = f"共 {len(found)} 项：{totals}"
    return table


def _write(year: int, area: str, as_json: bool) -> None:
    from quanheng.config import annual

    counted = annual.count_all(year, area)
    if as_json:
        rows = [{"id": one.id, "counted": _number(v.number), "records": v.records} for one, v in counted]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    console.print(_listing(year, area, counted))
    path, before = _path(year, area), ""
    if path.exists():
        before = path.read_text(encoding="utf-8")
    made = annual.text(year, _area_name(area), counted)
    if made == before:
        console.print(f"报告与上一稿逐字节相同：{path}", highlight=False)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_suffix(".part")
    spare.write_text(made, encoding="utf-8")
    spare.replace(path)
    console.print(f"报告已写到 {path}", highlight=False)
    for line in annual.changed(before, made) if before else []:
        console.print(f"  {line}", highlight=False)


def _path(year: int, area: str) -> Path:
    from quanheng.config.home import home

    return home() / "reports" / f"{year}{f'-{area}' if area else ''}.md"


def _area_name(area: str) -> str:
    from quanheng.platform.people.models import Organ
    from quanheng.platform.people.queries import area_names

    if area:
        return area_names().get(area, area)
    bureau = Organ.objects.filter(kind="bureau").order_by("code").first()
    return bureau.name if bureau else ""


def _listing(year: int, area: str, counted: list[tuple[Indicator, Value]]) -> Table:
    table = Table(title=f"{year}年指标 {_area_name(area)}", title_justify="left")
    table.add_column("指标")
    table.add_column("名称")
    table.add_column("数值", justify="right")
    table.add_column("单位")
    table.add_column("明细", justify="right")
    for one, value in counted:
        table.add_row(one.id, one.name, value.shown, one.unit, f"{value.records}")
    return table


def figures(
    year: Annotated[int | None, typer.Option(help="年度；不填为今年")] = None,
    area: Area = "",
    as_json: AsJson = False,
) -> None:
    """列出全部指标及其数值；每个数字都能在数据看板打开明细。"""
    commands.django()
    from quanheng.config import annual
    from quanheng.kernel import clock

    chosen = year or clock.today().year
    counted = annual.count_all(chosen, area)
    if as_json:
        rows = [
            {"id": one.id, "name": one.name, "counted": _number(v.number), "records": v.records}
            for one, v in counted
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    console.print(_listing(chosen, area, counted))
