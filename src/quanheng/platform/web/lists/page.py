"""The list page itself: one function that a view calls."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from quanheng.platform.web.lists import cells, export, paging, state
from quanheng.platform.web.lists.spec import ListSpec, Rows
from quanheng.platform.web.lists.state import State


def list_page(request: HttpRequest, spec: ListSpec, rows: Rows) -> HttpResponseBase:
    """Answer a list 列表: the page, only its results for htmx, or the file that was asked for.

    ``rows`` are those that the viewer may see. Raises ``Missing`` (404) for a page that cannot exist.
    """
    chosen = state.read(request.GET, spec)
    found = paging.ordered(narrowed(rows, chosen, spec), chosen, spec)
    form = request.GET.get("export", "")
    if form in {"csv", "xlsx"}:
        return export.export(found, chosen.columns, spec, form)
    partial = request.headers.get("HX-Target") == "results"
    template = "page/_results.html" if partial else spec.template
    response = render(request, template, _context(spec, chosen, found) | {"partial": partial})
    patch_vary_headers(response, ["HX-Target"])
    if partial:
        response["HX-Push-Url"] = request.path + chosen.here
    return response


def narrowed(rows: Rows, chosen: State, spec: ListSpec) -> Rows:
    """The rows that the filters and the search leave."""
    for f in spec.filters:
        if f.key in chosen.chosen:
            rows = f.narrow(rows, chosen.chosen[f.key])
    return spec.search(rows, chosen.text) if spec.search and chosen.text else rows


def _context(spec: ListSpec, chosen: State, rows: Rows) -> dict[str, Any]:
    page = paging.paged(rows, chosen)
    return {
        **spec.context,
        "list": spec,
        "state": chosen,
        "searchable": spec.search is not None,
        "page": page,
        "heads": cells.heads(chosen.columns, chosen),
        "table": cells.cells(page.rows, chosen.columns),
        "chips": state.chips(chosen, spec),
        "controls": [
            {"filter": f, "options": f.options(), "value": chosen.chosen.get(f.key, "")} for f in spec.filters
        ],
        "columns": [
            {"column": c, "shown": c in chosen.columns, "locked": c.fixed or c is spec.columns[0]}
            for c in spec.columns
        ],
        "sizes": state.SIZES,
        "cap": paging.CAP,
        "csv": chosen.address(export="csv"),
        "xlsx": chosen.address(export="xlsx"),
    }
