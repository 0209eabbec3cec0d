"""A list as a file 导出: CSV for systems, XLSX for people; at most ``MOST`` rows, and it says when cut."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext

from quanheng.kernel import clock
from quanheng.platform.web.lists.spec import Column, ListSpec, Rows
from quanheng.platform.web.words import said

MOST = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula, made plain text by a leading apostrophe.

    >>> guarded("=1+1"), guarded("酉阳"), guarded(-5)
    ("'=1+1", '酉阳', -5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def export(rows: Rows, columns: Sequence[Column], spec: ListSpec, form: str) -> HttpResponseBase:
    """The rows as a download; ``form`` is ``csv`` or ``xlsx``."""
    name = f"{spec.title}-{clock.today():%Y%m%d}.{form}"
    response = _xlsx(rows, columns, spec) if form == "xlsx" else _csv(rows, columns)
    response["Content-Disposition"] = f"attachment; filename=\"list.{form}\"; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _values(rows: Rows, columns: Sequence[Column]) -> Iterator[list[Any]]:
    """Each row's values, and behind the last one a row that says the list was cut, if it was."""
    for count, row in enumerate(_each(rows)):
        if count == MOST:
            yield [cut_notice()]
            return
        yield [_plain(said(column.of(row)) if column.is_said else column.of(row)) for column in columns]


def _each(rows: Rows) -> Iterable[Any]:
    return rows[: MOST + 1].iterator(chunk_size=2000)


def cut_notice() -> str:
    """What the last row says when there were more rows than a file may hold."""
    return gettext("仅导出前 %(most)s 行，其余未导出；请用筛选缩小范围后再导出。") % {"most": f"{MOST:,}"}


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, datetime):
        return value.astimezone(clock.SHANGHAI).replace(tzinfo=None) if value.tzinfo else value
    return value if isinstance(value, int | float | Decimal | date) else str(value)


class _Echo:
    """A file that hands each line straight back to the stream."""

    def write(self, line: str) -> str:
        return line


def _csv(rows: Rows, columns: Sequence[Column]) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([guarded(str(column.label)) for column in columns])
        for values in _values(rows, columns):
            yield writer.writerow([guarded(value) for value in values])

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _xlsx(rows: Rows, columns: Sequence[Column], spec: ListSpec) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_sheet_name(str(spec.title)))
    bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, 22 if column.kind in {"text", "code"} else 14)
        sheet.write_string(0, at, str(column.label), bold)
    for line, values in enumerate(_values(rows, columns), start=1):
        for at, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(line, at, value, day)
            elif isinstance(value, int | float | Decimal):
                sheet.write_number(line, at, value, money if isinstance(value, Decimal) else None)
            else:
                sheet.write_string(line, at, value[:32_000])
    book.close()
    file.seek(0)
    return FileResponse(
        file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\'")[:31] or "1"
