"""Workbooks 工作簿: cells as text, merged cells filled, formulas as their last computed value."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from quanheng.kernel.canonical import sha256_hex
from quanheng.platform.tables.reading.kinds import SAVE_AS, TableNotReadable

EXACT = 2**53
"""A number from here on has lost digits in the spreadsheet; it is shown as what it has become."""

Cell = object
Ranges = dict[int, list[tuple[int, int, int, int]]]


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets. Raises ``TableNotReadable``."""
    with _opened(path) as book:
        return list(book.sheet_names)


def unpack(path: Path, sheet: str) -> None:
    """Write a sheet's rows beside the workbook, as text, once: to open a large workbook takes seconds, and
    the same rows are looked at for the headings, the preview, the import, and again after an interruption."""
    unpacked = beside(path, sheet)
    if unpacked.exists():
        return
    spare = unpacked.with_name(f"{unpacked.name}.{os.getpid()}.part")
    with spare.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_read(path, sheet))
    spare.replace(unpacked)


def rows(path: Path, sheet: str) -> Iterator[list[str]]:
    """Every row of a sheet as text, from its first row on; from beside it where it is unpacked."""
    unpacked = beside(path, sheet)
    if not unpacked.exists():
        yield from _read(path, sheet)
        return
    with unpacked.open(encoding="utf-8", errors="surrogatepass", newline="") as file:
        yield from csv.reader(file)


def beside(path: Path, sheet: str) -> Path:
    """Where a sheet's rows lie once they are unpacked."""
    return path.with_name(f"{path.name}.{sha256_hex(sheet)[:12]}.rows")


def _read(path: Path, sheet: str) -> Iterator[list[str]]:
    """The rows from the workbook itself.

    A merged range gives its value to each of its cells. Nothing is computed and no macro is run: a formula
    is the value that the spreadsheet last stored for it.
    """
    with _opened(path) as book:
        opened = book.get_sheet_by_name(sheet)
        merged = _merged(opened)
        values: dict[tuple[int, int], str] = {}
        first = opened.start[0] if opened.start else 0
        left = opened.start[1] if opened.start else 0
        for _ in range(first):
            yield []
        for number, row in enumerate(opened.iter_rows(), start=first):
            cells = [""] * left + [text_of(cell) for cell in row]
            if number in merged:
                _fill(cells, number, merged[number], values)
            yield cells


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days as ``YYYY-MM-DD``.

    >>> text_of(3.0), text_of(0.5), text_of(date(2021, 3, 5)), text_of(9.15002427094554e17), text_of(True)
    ('3', '0.5', '2021-03-05', '9.15002427094554E+17', 'TRUE')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        if abs(cell) >= EXACT:
            return repr(cell).upper()
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int | time | timedelta) else ""


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError as problem:
        raise TableNotReadable("表格设有打开密码，无法读取。", instead="请去掉密码后再上传。") from problem
    except (CalamineError, OSError) as problem:
        raise TableNotReadable("表格文件已损坏或者不是工作簿，无法打开。", instead=SAVE_AS) from problem


def _merged(sheet: CalamineSheet) -> Ranges:
    """Merged ranges by each row they touch: top, left, bottom, right."""
    by_row: Ranges = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, top + 100_000) + 1):
            by_row.setdefault(row, []).append((top, left, bottom, right))
    return by_row


def _fill(
    cells: list[str], number: int, ranges: list[tuple[int, int, int, int]], values: dict[tuple[int, int], str]
) -> None:
    for top, left, _bottom, right in ranges:
        right = min(right, left + 500)
        cells.extend([""] * (right + 1 - len(cells)))
        if number == top:
            values[top, left] = cells[left]
        cells[left : right + 1] = [values.get((top, left), "")] * (right + 1 - left)
