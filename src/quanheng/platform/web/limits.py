"""Rate limits of public pages 访问频率: counted on the shared cache, so that every worker counts the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from quanheng.kernel import clock
from quanheng.platform.web import views

MINUTE = 60
View = Callable[..., HttpResponseBase]


def too_often(request: HttpRequest, what: str, *, per_minute: int) -> bool:
    """Count one request of the public for ``what`` from its address; say whether that is too many.

    Whoever is logged in is not counted: an official's own actions are in the ledger.
    """
    if not request.actor.is_public:  # type: ignore[attr-defined]
        return False
    window = int(clock.now().timestamp()) // MINUTE
    key = f"limit:{what}:{request.META.get('REMOTE_ADDR', '')}:{window}"
    cache.add(key, 0, MINUTE * 2)
    try:
        return cache.incr(key) > per_minute
    except ValueError:  # the count was evicted between the two steps
        return False


def limited(what: str, *, per_minute: int) -> Callable[[View], View]:
    """Answer 429 to the public when it asks for ``what`` more often than this."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
            if too_often(request, what, per_minute=per_minute):
                return views.too_many(request)
            return view(request, *args, **given)

        return answer

    return wrap
