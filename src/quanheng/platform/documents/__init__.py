"""Documents 文书与附件: content-addressed files, and official documents rendered from typed templates.

A file is stored once under the SHA-256 of its content, on disk before the row that names it is committed;
its type is read from its content, never from its name.
"""
