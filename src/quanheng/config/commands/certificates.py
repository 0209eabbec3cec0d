"""``quanheng certificates``: keys, files still to be made, what is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from quanheng.config import commands

app = typer.Typer(help="电子证照：状态、补制、公布、换密钥", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="机器可读输出")]
console = Console()


@app.command()
def status(as_json: AsJson = False) -> None:
    """证照数量、待制文件、密钥与名单；退出码 1 表示有文件待制。"""
    commands.django()
    from quanheng.kernel import clock
    from quanheng.platform.certificates import services
    from quanheng.platform.certificates.authority import authority, fingerprint
    from quanheng.platform.certificates.models import Certificate

    rows = Certificate.objects.all()
    newest = services.signed_list(today=clock.today())
    told: dict[str, Any] = {
        "current": rows.filter(state="current").count(),
        "superseded": rows.filter(state="superseded").count(),
        "revoked": rows.filter(state="revoked").count(),
        "files_waiting": rows.filter(pdf__isnull=True, file_due=True).count(),
        "list": {"version": newest.version, "day": newest.day.isoformat()},
        "root": fingerprint(authority().root),
        "keys": [{"id": one.id, "since": one.since.isoformat()} for one in authority().generations],
    }
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _say(told)
    raise typer.Exit(1 if told["files_waiting"] else 0)


def _say(told: dict[str, Any]) -> None:
    console.print(
        f"有效版本 {told['current']:,}，已被替代 {told['superseded']:,}，已失效 {told['revoked']:,}；"
        f"待制文件 {told['files_waiting']:,}。",
        highlight=False,
    )
    console.print(f"名单第 {told['list']['version']} 版，{told['list']['day']}。", highlight=False)
    console.print(f"根证书指纹 {told['root']}", highlight=False)
    for number, key in enumerate(told["keys"], start=1):
        console.print(f"第 {number} 代密钥 {key['id']}，{key['since']} 起", highlight=False)


@app.command()
def finish() -> None:
    """补制还没有做好的证照文件；做不了的说明原因，退出码 1。"""
    commands.django()
    from quanheng.platform.certificates.models import Certificate
    from quanheng.platform.certificates.services import finish_pending

    made = finish_pending(most=1_000_000, every=True)
    left = Certificate.objects.filter(pdf__isnull=True, file_due=True).count()
    console.print(
        f"制作了 {made:,} 份；还剩 {left:,} 份" + ("，原因见上面的日志。" if left else "。"), highlight=False
    )
    raise typer.Exit(1 if left else 0)


@app.command()
def publish(folder: Annotated[Path, typer.Argument(help="写入哪个文件夹")]) -> None:
    """把公钥、名单、根证书和核验程序写成文件，供别处公布。"""
    commands.django()
    from cryptography.hazmat.primitives.serialization import Encoding

    from quanheng.kernel import clock
    from quanheng.kernel.canonical import canonical_json
    from quanheng.platform.certificates import services
    from quanheng.platform.certificates.authority import authority
    from quanheng.platform.certificates.bundled import verify_licence

    today = clock.today()
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "keys.json": canonical_json(services.published_key_file(today=today)),
        "list.json": canonical_json(services.published_list(today=today)),
        "authority.pem": authority().root.public_bytes(Encoding.PEM),
        "verify_licence.py": Path(verify_licence.__file__).read_bytes(),
    }
    for name, content in told.items():
        (folder / name).write_bytes(content)
    console.print(f"已写入 {folder}：{'、'.join(told)}", highlight=False)


@app.command()
def rotate(
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """更换签发密钥；旧密钥签发的证照继续有效。"""
    commands.django()
    from quanheng.kernel import clock
    from quanheng.platform.certificates.services import rotate_keys
    from quanheng.platform.people.actors import Actor

    if not yes:
        typer.confirm("更换后，新证照由新密钥签名；离线核验的人要更新一次公钥。继续吗？", abort=True)
    made = rotate_keys(by=Actor.system("命令行"), today=clock.today())
    console.print(f"第 {made.number} 代密钥 {made.id}：{made.public}", highlight=False)
