"""Open data: the newest release, its files, how to check them."""

from __future__ import annotations

import mimetypes

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanheng.domains.publicity import queries
from quanheng.platform.ledger import keys
from quanheng.platform.web.limits import limited


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    releases = queries.releases()
    newest = releases[0] if releases else None
    return render(
        request,
        "portal/open_data.html",
        {
            "release": newest,
            "files": sorted(newest.manifest["files"].items()) if newest else [],
            "older": releases[1:],
            "public_key": keys.public_key(),
        },
    )


@require_safe
@limited("open-data", per_minute=120)
def file(request: HttpRequest, release: str, name: str) -> HttpResponseBase:
    path = queries.release(release).file(name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
