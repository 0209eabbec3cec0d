"""Translations: `extract` collects what pages say into the English catalogue, `compile` makes it readable.

    python tools/messages.py extract     needs babel (development)
    python tools/messages.py compile     needs nothing but Python

Message ids are the Chinese sentences of templates and code. Existing translations are kept, entries are
sorted and carry no line numbers, so that a catalogue changes only where sentences change. Compiling is
done here and not with msgfmt, because a fresh machine may have no gettext.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src" / "quanheng"
LOCALE = SRC / "locale"
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
QUOTED = r"[uU]?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
CALL = re.compile(
    rf"\b(npgettext|pgettext|ngettext|gettext|_)\(\s*({QUOTED})(?:\s*,\s*({QUOTED}))?(?:\s*,\s*({QUOTED}))?"
)
NOT_SAID = {"PROMISE_SAYS"}
"""Sentences that somebody signs are not translated."""
BORN = datetime(2026, 1, 1, tzinfo=UTC)

Message = tuple[str | None, str | tuple[str, str]]


def in_python(path: Path) -> Iterator[Message]:
    """The messages of a Python file: (context, id) or (context, (singular, plural))."""
    from babel.messages.extract import extract_python

    with path.open("rb") as file:
        for _line, function, words, _comments in extract_python(file, KEYWORDS, [], {"encoding": "utf-8"}):
            parts = words if isinstance(words, tuple) else (words,)
            if function.startswith("pgettext") and all(parts[:2]):
                yield parts[0], parts[1]
            elif function.startswith("ngettext") and all(parts[:2]):
                yield None, (parts[0], parts[1])
            elif parts[0] and not function.startswith(("pgettext", "ngettext")):
                yield None, parts[0]


def in_words(path: Path) -> Iterator[str]:
    """The words for states and kinds: plain dictionaries called ``…SAYS``, or given as ``says``.

    Official papers print them in Chinese whoever asks; pages say them by the filter ``said``. What is also a
    sentence or a button of a page is kept apart by its context.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            name = node.targets[0] if isinstance(node, ast.Assign) else node.target
            named = isinstance(name, ast.Name) and name.id.endswith("SAYS") and name.id not in NOT_SAID
        else:
            named = isinstance(node, ast.keyword) and node.arg == "says"
        if named and isinstance(node.value, ast.Dict):  # type: ignore[attr-defined]
            for word in node.value.values:  # type: ignore[attr-defined]
                if isinstance(word, ast.Constant) and isinstance(word.value, str) and word.value:
                    yield word.value


def in_template(text: str) -> Iterator[Message]:
    """The messages of a template, as Django reads its tags."""
    from django.utils.translation.template import templatize

    for function, *quoted in CALL.findall(templatize(text)):
        words = [ast.literal_eval(part) for part in quoted if part]
        if function == "npgettext":
            yield words[0], (words[1], words[2])
        elif function == "pgettext":
            yield words[0], words[1]
        elif function == "ngettext":
            yield None, (words[0], words[1])
        else:
            yield None, words[0]


def collect() -> list[Message]:
    """Every message of the product, tests left out."""
    found: list[Message] = []
    words: list[str] = []
    for path in sorted(SRC.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            found += in_python(path)
            words += [] if "config" in path.parts else in_words(path)
    for path in sorted(SRC.rglob("*.html")) + sorted(SRC.rglob("*.txt")):
        if "templates" in path.parts:
            found += in_template(path.read_text(encoding="utf-8"))
    sentences = {message for _context, message in found}
    return found + [("word" if word in sentences else None, word) for word in words]


def extract(catalogue: Path = CATALOGUE) -> tuple[int, int]:
    """Bring the catalogue up to date; returns how many messages it holds and how many lack English."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    fresh = Catalog(locale="en")
    for context, words in collect():
        fresh.add(words, context=context)
    kept = Catalog(locale="en")
    if catalogue.exists():
        with catalogue.open("rb") as file:
            kept = read_po(file, locale="en")
    kept.update(fresh, no_fuzzy_matching=True)
    kept.project, kept.version, kept.header_comment = "Quanheng", "1", "# English sentences of Quanheng 权衡."
    kept.last_translator, kept.language_team, kept.msgid_bugs_address = "Quanheng", "English", ""
    kept.fuzzy = False
    kept.creation_date = kept.revision_date = BORN
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    with catalogue.open("wb") as file:
        write_po(file, kept, width=110, sort_output=True, no_location=True, ignore_obsolete=True)
    return len(kept), sum(1 for message in kept if message.id and not _translated(message.string))


def _translated(words: str | tuple[str, ...]) -> bool:
    return all(words) if isinstance(words, tuple) else bool(words)


def read(text: str) -> dict[str, str]:
    """The translated messages of a catalogue, as a compiled catalogue keys and holds them."""
    found: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if line.strip()]
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        parts = _parts([line for line in lines if not line.startswith("#")])
        strings = [parts[key] for key in sorted(parts) if key.startswith("msgstr")]
        if not strings or not all(strings) or (fuzzy and parts["msgid"]):
            continue
        key = parts["msgid"] + ("\0" + parts["msgid_plural"] if "msgid_plural" in parts else "")
        found[parts["msgctxt"] + "\4" + key if "msgctxt" in parts else key] = "\0".join(strings)
    return found


def _parts(lines: list[str]) -> dict[str, str]:
    parts: dict[str, str] = {}
    name = ""
    for line in lines:
        if not line.startswith('"'):
            name, line = line.split(" ", 1)
            parts[name] = ""
        parts[name] += ast.literal_eval(line.strip())
    return parts


def compiled(messages: dict[str, str]) -> bytes:
    """A compiled catalogue (.mo): header, two tables of lengths and offsets, then the strings."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    count, ids, strings = len(pairs), b"", b""
    id_table: list[int] = []
    string_table: list[int] = []
    start = 28 + 16 * count
    for key, _ in pairs:
        id_table += [len(key), start + len(ids)]
        ids += key + b"\0"
    for _, value in pairs:
        string_table += [len(value), start + len(ids) + len(strings)]
        strings += value + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return head + struct.pack(f"<{4 * count}I", *id_table, *string_table) + ids + strings


def compile_all(locale: Path = LOCALE) -> int:
    """Compile every catalogue of the locale folder; returns how many there were."""
    catalogues = sorted(locale.glob("*/LC_MESSAGES/*.po"))
    for path in catalogues:
        path.with_suffix(".mo").write_bytes(compiled(read(path.read_text(encoding="utf-8"))))
    return len(catalogues)


def main(arguments: list[str]) -> int:
    if arguments == ["extract"]:
        count, missing = extract()
        print(f"{count} messages, {missing} without English")
        return 0
    if arguments == ["compile"]:
        print(f"{compile_all()} catalogues compiled")
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
