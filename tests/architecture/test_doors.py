"""The gaps that an import linter leaves: doors between domains, upward strings, required rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "quanheng"
DOMAINS = sorted(p.parent.name for p in (SRC / "domains").glob("*/__init__.py"))
DOORS = {"services", "queries", "events"}
STOREYS = ["kernel", "platform", "domains", "desks", "config"]


def product_files(*under: str) -> Iterator[Path]:
    """Python files of the product below ``under``, without tests and migrations."""
    for path in sorted((SRC / "/".join(under)).rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module imported anywhere in a file, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


def test_another_domain_is_entered_through_its_doors_only():
    wrong = []
    for path in product_files("domains"):
        own = path.relative_to(SRC / "domains").parts[0]
        for line, module in imports(path):
            found = re.match(r"quanheng\.domains\.(\w+)\.(\w+)", module)
            if found and found[1] != own and found[2] not in DOORS | {"models", "rules"}:
                wrong.append(f"{path.relative_to(SRC)}:{line} enters {found[1]} through {found[2]}")
            if found and found[1] != own and found[2] == "models" and path.name not in {"models.py"}:
                wrong.append(f"{path.relative_to(SRC)}:{line} reads {found[1]}'s models")
    assert not wrong, "\n".join(wrong)


def test_no_foreign_key_points_upward_by_name():
    layers = {name: place for place, name in enumerate(STOREYS)}
    labels = {p.parent.name: "platform" for p in (SRC / "platform").glob("*/__init__.py")}
    labels |= {d: "domains" for d in DOMAINS}
    wrong = []
    for path in product_files():
        storey = path.relative_to(SRC).parts[0]
        if storey not in layers:
            continue
        for label in re.findall(
            r"""(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*["'](\w+)\.\w+["']""",
            path.read_text("utf-8"),
        ):
            if label in labels and layers[labels[label]] > layers[storey]:
                wrong.append(f"{path.relative_to(SRC)} points up to {label}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_has_its_inner_rooms(domain):
    folder = SRC / "domains" / domain
    absent = [r for r in ("models", "queries", "services") if not list(folder.glob(f"{r}*"))]
    absent += [r for r in ("rules", "tests", "migrations") if not (folder / r).is_dir()]
    assert not absent, f"{domain} lacks {absent}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_says_what_it_is_for(domain):
    text = ast.get_docstring(ast.parse((SRC / "domains" / domain / "__init__.py").read_text("utf-8")))
    assert text is not None
    assert re.search(r"[\u4e00-\u9fff]", text), f"{domain} does not name itself in Chinese"
    assert len(text) > 80, f"{domain} does not say what it is for and where to start reading"


def test_no_room_is_called_utils():
    banned = {"utils", "helpers", "common", "core", "constants", "managers", "signals"}
    assert not [
        str(p.relative_to(SRC)) for p in SRC.rglob("*") if p.stem in banned and p.suffix in {"", ".py"}
    ]


def test_nothing_overrides_save_and_nothing_listens_to_signals():
    wrong = [
        f"{p.relative_to(SRC)}: {found}"
        for p in product_files()
        for found in re.findall(r"def save\(self|django\.db\.models\.signals|@receiver", p.read_text("utf-8"))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_template_carries_inline_script_or_style():
    wrong = []
    for path in SRC.rglob("*.html"):
        text = path.read_text("utf-8")
        if re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", text):
            wrong.append(f"{path.relative_to(SRC)}: inline script")
        if re.search(r"<style|\son[a-z]+=\"", text):
            wrong.append(f"{path.relative_to(SRC)}: inline style or handler")
    assert not wrong, "\n".join(wrong)


def test_views_do_not_write_models():
    """Writes go through services: no view creates, saves, updates or deletes rows itself."""
    wrong = []
    edges = [*product_files("desks"), *(p for p in product_files("domains") if {"web", "api"} & set(p.parts))]
    for path in edges:
        for found in re.findall(
            r"\.objects\.(?:create|bulk_create|update|get_or_create|update_or_create)\(|\.delete\(\)",
            path.read_text("utf-8"),
        ):
            wrong.append(f"{path.relative_to(SRC)}: {found}")
    assert not wrong, "\n".join(wrong)


def test_every_provision_is_complete_and_every_law_file_loads():
    from quanheng.kernel.law import Provisions

    files = [*SRC.glob("domains/*/law/*.toml"), *SRC.glob("platform/*/law/*.toml")]
    assert files, "no law file was found"
    for path in files:
        assert Provisions.load(path), f"{path.name} is empty"
