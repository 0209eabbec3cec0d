"""Reading spreadsheets 读取: what a file is by its content, and its rows as plain text."""

from quanheng.platform.tables.reading.source import Layout, Source, TableNotReadable, open_source

__all__ = ["Layout", "Source", "TableNotReadable", "open_source"]
