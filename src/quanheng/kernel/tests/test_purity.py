"""The kernel could be published on its own: beside the standard library it leans on two packages."""

import ast
import sys
from pathlib import Path

KERNEL = Path(__file__).parents[1]
ALLOWED = {
    "quanheng.kernel",
    "rfc8785",  # canonical JSON
    "cryptography",  # the signature of a ledger checkpoint in a draw's proof
}


def imported(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def is_allowed(name):
    return name.split(".")[0] in sys.stdlib_module_names or any(
        name == root or name.startswith(f"{root}.") for root in ALLOWED
    )


def test_the_kernel_imports_only_itself_the_standard_library_and_two_packages():
    sources = [path for path in KERNEL.rglob("*.py") if "tests" not in path.parts]
    assert len(sources) > 10
    strangers = [
        (path.relative_to(KERNEL).as_posix(), name)
        for path in sources
        for name in imported(path.read_text(encoding="utf-8"))
        if not is_allowed(name)
    ]
    assert strangers == []
