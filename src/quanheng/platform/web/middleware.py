"""Who asks, what a refusal looks like, and that a form sent twice acts once."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from quanheng.kernel.canonical import sha256_hex
from quanheng.kernel.refusal import Forbidden, Missing, Refused
from quanheng.platform.people.actors import Actor
from quanheng.platform.web.views import not_a_page

Respond = Callable[[HttpRequest], HttpResponse]

RUNNING_SECONDS, KEPT_SECONDS = 120, 24 * 60 * 60


class ActorMiddleware:
    """Sets ``request.actor``: the logged-in account's actor, or the public."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = user.as_actor() if user.is_authenticated else Actor.public()  # type: ignore[attr-defined]
        return self.respond(request)


class RefusalMiddleware:
    """Turns a refusal raised by a service or query into its page: 409, 403, 404, or the login.

    An address that only takes a form, opened like a page, says so: browsers show nothing for an empty 405.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        opened = response.status_code == 405 and request.method == "GET"
        return not_a_page(response["Allow"]) if opened and request.accepts("text/html") else response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, Refused):
            return None
        if isinstance(fault, Forbidden) and request.actor.is_public:  # type: ignore[attr-defined]
            return _log_in(request)
        return refusal_page(request, fault)


def _log_in(request: HttpRequest) -> HttpResponse:
    """The login, which leads back to a page; what htmx would put inside a page says it in a line."""
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render(request, "errors/_logged_out.html")
    sent = request.method not in ("GET", "HEAD")
    return redirect_to_login((_back(request) if sent else "") or request.get_full_path())


class AlreadyRunning(Refused):
    """The same form was sent a moment ago and is still being acted on 正在办理."""


class OnceMiddleware:
    """A form sent twice acts once: the second sending is led to where the first one led.

    Forms carry a token (``{% once %}``). It is spent when the act succeeded, that is, led somewhere else;
    a form that comes back with errors may be sent again. This spares people a surprise; that an act
    happens once is the service's own care.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        key = getattr(request, "once_key", "")
        if key:
            _settle(key, response)
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        token = request.POST.get("once", "") if request.method == "POST" else ""
        if not token:
            return None
        actor: Actor = request.actor  # type: ignore[attr-defined]
        key = "once:" + sha256_hex(f"{actor.id}|{request.path}|{token[:64]}")
        if cache.add(key, "", RUNNING_SECONDS):
            request.once_key = key  # type: ignore[attr-defined]
            return None
        led_to = cache.get(key, "")
        return HttpResponseRedirect(led_to) if led_to else refusal_page(request, _still_running())


def _settle(key: str, response: HttpResponse) -> None:
    if response.status_code in {302, 303}:
        cache.set(key, response["Location"], KEPT_SECONDS)
    else:
        cache.delete(key)


def _still_running() -> AlreadyRunning:
    return AlreadyRunning(
        gettext("这份表单刚才已经提交，正在办理。"),
        instead=gettext("请稍候片刻，再到事项页查看结果，不必重复提交。"),
    )


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal."""
    if isinstance(refusal, Forbidden):
        return 403
    return 404 if isinstance(refusal, Missing) else 409


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal as a page, or as JSON where the client asks for it."""
    status = status_of(refusal)
    wants_json = request.accepts("application/json") and not request.accepts("text/html")
    if request.path.startswith("/api/") or wants_json:
        return JsonResponse(refusal.as_dict(), status=status, json_dumps_params={"ensure_ascii": False})
    given = {"refusal": refusal, "status": status, "back": _back(request)}
    return render(request, "errors/refused.html", given, status=status)


def _back(request: HttpRequest) -> str:
    """The page of ours that the reader came from, if it is another one than this."""
    ours = f"{request.scheme}://{request.get_host()}/"
    came_from = request.headers.get("Referer", "")
    here = request.build_absolute_uri()
    return came_from if came_from.startswith(ours) and came_from != here else ""
