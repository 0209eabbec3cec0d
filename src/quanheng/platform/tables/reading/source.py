"""Sources 数据源: a file with the way it is to be read, and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from quanheng.platform.tables.reading import text, workbook
from quanheng.platform.tables.reading.kinds import TableNotReadable, kind_of

__all__ = ["Layout", "Source", "TableNotReadable", "open_source"]

LOOKED_AT = 30
"""Among so many first rows the headings are looked for."""


@dataclass(frozen=True)
class Layout:
    """How a file is read: ``csv`` with encoding and separator, or ``workbook`` with the sheet; and in which
    row (from 1) the headings stand."""

    form: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header_row: int = 1

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be stored with the run."""
        return asdict(self)


@dataclass(frozen=True)
class Source:
    """A readable file 数据源."""

    path: Path
    layout: Layout

    def all_rows(self) -> Iterator[list[str]]:
        """Every row of the file, headings and blank ones included."""
        if self.layout.form == "csv":
            return text.rows(self.path, self.layout.encoding, self.layout.separator)
        return workbook.rows(self.path, self.layout.sheet)

    def as_text(self) -> Path:
        """Where the rows lie as text: the file itself, or beside an unpacked workbook."""
        return self.path if self.layout.form == "csv" else workbook.beside(self.path, self.layout.sheet)

    def headings(self) -> list[str]:
        """The headings as they are written. Raises ``TableNotReadable`` if the file ends before them."""
        found = next(islice(self.all_rows(), self.layout.header_row - 1, None), None)
        if found is None or not any(map(str.strip, found)):
            raise TableNotReadable("文件里没有表头。", instead="请确认第一行是列名，数据从第二行开始。")
        return found

    def data(self) -> Iterator[tuple[int, list[str]]]:
        """Data rows with their number in the file (as the spreadsheet counts); blank rows are left out."""
        start = self.layout.header_row
        for number, row in enumerate(islice(self.all_rows(), start, None), start=start + 1):
            if any(map(str.strip, row)):
                yield number, row

    def with_header_row(self, number: int) -> Source:
        """The same file with its headings in another row."""
        return replace(self, layout=replace(self.layout, header_row=number))

    def first_rows(self, number: int = LOOKED_AT) -> list[list[str]]:
        """The first rows of the file as they are."""
        return list(islice(self.all_rows(), number))


def open_source(path: Path, *, layout: Layout | None = None) -> Source:
    """Find out how a file is to be read. Raises ``TableNotReadable`` saying why it cannot be.

    A given layout is taken as the person's choice; what it leaves open is found out.
    """
    form = kind_of(path)
    if layout is not None and layout.form == form:
        return _unpacked(Source(path, layout))
    if form == "csv":
        encoding = text.encoding_of(path)
        return Source(path, Layout(form, encoding=encoding, separator=text.separator_of(path, encoding)))
    names = workbook.sheet_names(path)
    if not names:
        raise TableNotReadable("工作簿里没有工作表。")
    return _unpacked(Source(path, Layout(form, sheet=_fullest(path, names))))


def _unpacked(source: Source) -> Source:
    if source.layout.form == "workbook":
        workbook.unpack(source.path, source.layout.sheet)
    return source


def _fullest(path: Path, names: Sequence[str]) -> str:
    """The first sheet that holds anything; covers and notes are often empty, the data seldom."""
    for name in names:
        if any(any(row) for row in islice(workbook.rows(path, name), LOOKED_AT)):
            return name
    raise TableNotReadable("工作簿里没有数据。", instead="请确认选择了正确的文件。")
