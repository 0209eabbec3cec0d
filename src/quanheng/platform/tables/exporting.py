"""Blank templates 空白模板: a workbook with the sheet's headings, and a second sheet that explains them."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from quanheng.platform.tables.sheet import Sheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def blank_template(sheet: Sheet) -> bytes:
    """An empty XLSX to fill in. Every column is text, so that no spreadsheet turns a code into a number."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        as_text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        needed = book.add_format({"bold": True, "bottom": 1, "num_format": "@", "font_color": "#B3261E"})
        page = book.add_worksheet(sheet.title[:31])
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.columns) - 1, 20, as_text)
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.header, needed if column.name in sheet.required else bold)
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 3, 26)
        for at, header in enumerate(("列", "是否必填", "示例", "说明")):
            guide.write_string(0, at, header, bold)
        for line, column in enumerate(sheet.columns, start=1):
            must = "必填" if column.name in sheet.required else "选填"
            for at, value in enumerate((column.header, must, column.example, column.note)):
                guide.write_string(line, at, value, as_text)
    return content.getvalue()
