"""Write docs/reference from the code: rights, indicators, workflows, law. ``--check`` says if stale."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "reference"
SRC = ROOT / "src" / "quanheng"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")
os.environ.setdefault("QUANHENG_HOME", tempfile.mkdtemp(prefix="quanheng-docs-"))


def load() -> None:
    """Import the whole product, so that every declaration has been made."""
    import django

    django.setup()
    import quanheng

    for module in pkgutil.walk_packages(quanheng.__path__, "quanheng."):
        parts = module.name.split(".")
        if not {"tests", "migrations", "bundled", "manage", "wsgi", "cli"} & set(parts):
            importlib.import_module(module.name)


def table(head: list[str], rows: Iterator[list[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in r) + " |" for r in lines
    )


def rights() -> str:
    from quanheng.platform.people.rights import declared
    from quanheng.platform.people.roles import SAYS, Role

    rows = (
        [f"`{r.key}`", r.says, "、".join(SAYS[x] for x in Role if x in r.roles)]
        for _key, r in sorted(declared().items())
    )
    return "# Rights 权限\n\n" + table(["right", "may", "held by"], rows) + "\n"


def indicators() -> str:
    from quanheng.platform.indicators import declared

    rows = (
        [f"`{i.id}`", i.name, i.unit, i.definition, i.definition_en] for _key, i in sorted(declared().items())
    )
    return "# Indicators 指标\n\n" + table(["id", "名称", "unit", "口径", "definition"], rows) + "\n"


def workflows() -> str:
    from quanheng.kernel.workflow import Workflow

    parts = ["# Workflows 流转\n"]
    seen: set[int] = set()
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("quanheng.") or ".tests" in name or name.startswith("quanheng.kernel"):
            continue
        for attribute, value in sorted(vars(module).items()):
            if isinstance(value, Workflow) and id(value) not in seen:
                seen.add(id(value))
                parts.append(f"## {name}.{attribute}\n\n```mermaid\n{value.mermaid().rstrip()}\n```\n")
    return "\n".join(parts)


def law() -> str:
    from quanheng.kernel.law import Provisions

    parts = ["# Law as data 法律数据\n"]
    for path in sorted(SRC.rglob("law/*.toml")):
        provisions = Provisions.load(path)
        rows = (
            [f"`{key}`", p.cites, p.says or "—", p.unit, p.checked] for key, p in sorted(provisions.items())
        )
        parts.append(
            f"## {path.relative_to(SRC)}\n\n" + table(["key", "article", "words", "unit", "checked"], rows)
        )
    return "\n\n".join(parts) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "rights.md": rights,
    "indicators.md": indicators,
    "workflows.md": workflows,
    "law.md": law,
}


def main() -> int:
    """Write the pages, or with ``--check`` name those that no longer agree with the code."""
    load()
    stale = []
    for name, page in PAGES.items():
        target, text = OUT / name, page()
        if "--check" in sys.argv:
            stale += [name] if not target.exists() or target.read_text("utf-8") != text else []
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    if stale:
        print(f"stale: {', '.join(stale)}; run make docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
