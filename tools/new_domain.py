"""Lay out a new domain on the floor plan: ``make domain name=licences``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "__init__.py": '"""{title}: what the domain is for, its legal basis 法律依据.\n\n'
    'Start at ``services.py``: each function is one official act.\n"""\n',
    "events.py": '"""Facts that {name} announces."""\n',
    "models.py": '"""What {name} stores: fields, constraints, verbs of querysets."""\n',
    "queries.py": '"""Reads of {name}: every function takes ``viewer`` and applies jurisdiction."""\n',
    "services.py": '"""Official acts of {name}: check, change, record, announce, return."""\n',
    "jobs.py": '"""Scheduled work of {name}: load, call one service, done."""\n',
    "indicators.py": '"""The figures that {name} can answer for."""\n',
    "rules/__init__.py": '"""Pure decisions of {name}: no Django, no clock, no randomness."""\n',
    "rules/rights.py": '"""Who may do what in {name}."""\n',
    "web/__init__.py": '"""Pages of {name}: they translate, nothing else."""\n',
    "web/urls.py": '"""Addresses of {name}."""\n\nfrom django.urls import URLPattern\n\napp_name = "{name}"\n'
    "urlpatterns: list[URLPattern] = []\n",
    "api/__init__.py": '"""Endpoints of {name}."""\n\nfrom ninja import Router\n\nrouter = Router()\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/factories.py": '"""The least objects of {name}."""\n',
    "law/README.md": "Numbers and lists of {name} that are fixed by law: dated, cited, quoted.\n",
    "web/templates/{name}/.keep": "",
}


def main() -> int:
    """Write the rooms; refuses a name that is taken or not a Python name."""
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if not re.fullmatch(r"[a-z][a-z_]+", name):
        print("usage: make domain name=special_equipment (lower-case letters and underscores)")
        return 2
    folder = ROOT / "src" / "quanheng" / "domains" / name
    if folder.exists():
        print(f"{name} stands already")
        return 1
    for path, text in FILES.items():
        target = folder / path.format(name=name)
        target.parent.mkdir(parents=True, exist_ok=True)
        title = name.replace("_", " ").capitalize()
        target.write_text(text.format(name=name, title=title), encoding="utf-8")
    print(f"{folder.relative_to(ROOT)} is laid out. Enter it in config/settings.py (DOMAINS),")
    print("in config/urls.py and, without brackets, in .importlinter.")
    print("docs/how-to/add-a-domain.md says what to write, in which order.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
