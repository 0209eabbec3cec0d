"""The officers' desk 工作台: the inbox, one search box, the file on a business, the registers, the ledger.

It owns no data: it puts side by side what the domains answer. Start with ``urls.py``; the file on a
business is the list in ``sections.py``.
"""
