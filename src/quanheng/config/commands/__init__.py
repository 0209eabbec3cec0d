"""The commands, one module per errand. Each is small at import: Django is loaded inside the command."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Hang every command on the main one."""
    from quanheng.config.commands import (
        archive,
        calendars,
        certificates,
        codes,
        demo,
        draw,
        draws_db,
        importing,
        lake,
        ledger,
        opendata,
        reindex,
        report,
        serving,
    )

    app.command("demo")(demo.demo)
    app.command("serve")(serving.serve)
    app.command("pages", hidden=True)(serving.pages)
    app.command("check")(serving.check)
    app.command("jobs")(serving.jobs)
    app.command("worker", hidden=True)(serving.worker)
    app.command("report")(report.report)
    app.command("indicators")(report.figures)
    app.command("backup")(archive.backup)
    app.command("restore")(archive.restore)
    app.command("reindex")(reindex.reindex)
    draws_db.add_to(draw.app)
    app.add_typer(draw.app, name="draw")
    app.add_typer(ledger.app, name="ledger")
    app.add_typer(certificates.app, name="certificates")
    app.add_typer(calendars.app, name="calendar")
    app.add_typer(codes.app, name="codes")
    app.add_typer(lake.app, name="lake")
    app.add_typer(opendata.app, name="opendata")
    app.add_typer(importing.app, name="import")


def django() -> None:
    """Load Django once, for a command that needs the database."""
    import django as framework

    framework.setup()
