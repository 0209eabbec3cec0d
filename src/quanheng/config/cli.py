"""The command line: ``quanheng …``. Commands load Django only when they need it."""

from __future__ import annotations

import os
import sys

import typer
from rich.console import Console

from quanheng.kernel.refusal import Refused

app = typer.Typer(
    name="quanheng",
    help="Quanheng 权衡: an open platform for market supervision.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def refuse(refusal: Refused) -> None:
    """Print a refusal as a person would want to read it."""
    console = Console(stderr=True)
    console.print(f"[bold red]不予办理[/]：{refusal.says}", highlight=False)
    if refusal.cites:
        console.print(f"依据：{refusal.cites}", highlight=False)
    if refusal.instead:
        console.print(f"可以：{refusal.instead}", highlight=False)


def main() -> None:
    """Run the command line; a refusal is a sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")
    from quanheng.config import commands

    commands.register(app)
    try:
        app()
    except Refused as refusal:
        refuse(refusal)
        sys.exit(1)


if __name__ == "__main__":
    main()
