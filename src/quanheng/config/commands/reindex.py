"""``quanheng reindex``: file every business and name for search anew, after a restore or a doubt."""

from __future__ import annotations

from rich.console import Console

from quanheng.config import commands


def reindex() -> None:
    """重建检索和名称索引：名录中的内容不变，只重新归档。"""
    commands.django()
    from quanheng.domains.registration.filing import search_made_anew
    from quanheng.domains.registration.name_filing import rebuild_names

    console = Console()
    with console.status("重建检索"):
        found = search_made_anew()
    with console.status("重建名称索引"):
        names = rebuild_names()
    console.print(f"已重建：检索 {found} 户，名称索引 {names} 户", highlight=False)
