"""Shape of the tree: sizes are aimed at and the longest are named, so that they do not grow unseen."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "quanheng"
LONG_FILE, LONG_FUNCTION = 400, 60


def product() -> list[Path]:
    return [p for p in SRC.rglob("*.py") if not {"tests", "migrations"} & set(p.parts)]


def test_no_file_is_too_long_to_read():
    assert not [
        f"{p.relative_to(SRC)}: {n}" for p in product() if (n := p.read_text("utf-8").count("\n")) > LONG_FILE
    ]


def test_no_function_is_too_long_to_read():
    wrong = [
        f"{p.relative_to(SRC)}:{node.lineno} {node.name}"
        for p in product()
        for node in ast.walk(ast.parse(p.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > LONG_FUNCTION
    ]
    assert not wrong, "\n".join(wrong)


def test_every_module_says_why_it_exists():
    silent = [
        str(p.relative_to(SRC))
        for p in product()
        if p.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert not silent, "\n".join(silent)


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    inside = [line for line in lines if re.match(r'^  "[a-z]', line) and ">=" in line and "*" not in line]
    tools = {"pytest", "hypothesis", "ruff", "mypy", "django-stubs", "import-linter", "playwright", "pypdf"}
    unsaid = [x for x in inside if "#" not in x and not any(t in x for t in tools)]
    assert not unsaid, "\n".join(unsaid)


def test_the_repository_names_no_machine_path():
    wrong = []
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *SRC.rglob("*.py"),
        *ROOT.glob("tools/*.py"),
    ]:
        if re.search(r"/(?:root|work|home)/\w", path.read_text("utf-8")):
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong, "\n".join(wrong)
