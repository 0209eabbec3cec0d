"""List pages 列表页: search, filters, sorting, paging, columns and export, all kept in the address.

A view says what the list is (``ListSpec``) and which rows its viewer may see; ``list_page`` does the rest::

    return list_page(request, ListSpec(title=_("经营主体"), columns=[Column("name", _("名称"))]), rows)
"""

from quanheng.platform.web.lists.page import list_page
from quanheng.platform.web.lists.spec import Column, Filter, ListSpec

__all__ = ["Column", "Filter", "ListSpec", "list_page"]
