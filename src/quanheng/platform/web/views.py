"""Health, language, and the error pages."""

from __future__ import annotations

import logging
import secrets

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

log = logging.getLogger("quanheng.fault")


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back to where the reader was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if check_for_language(language):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("errors/bad_request.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("errors/forbidden.html", 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection token is missing or old (Django's CSRF_FAILURE_VIEW)."""
    return _plain("errors/form_expired.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("errors/not_found.html", 404)


def not_a_page(allowed: str) -> HttpResponse:
    """An address that takes only a form was opened like a page."""
    response = _plain("errors/not_a_page.html", 405)
    response["Allow"] = allowed
    return response


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many attempts in a short time."""
    return _plain("errors/too_many.html", 429)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a reference number that the reader can quote and the log can be searched for."""
    reference = secrets.token_hex(4).upper()
    log.error("reference %s at %s", reference, request.path)
    return _plain("errors/fault.html", 500, reference=reference)


def _plain(template: str, status: int, **given: str) -> HttpResponse:
    """An error page that needs neither database nor session nor context processors."""
    return HttpResponse(render_to_string(template, given | {"status": status}), status=status)
