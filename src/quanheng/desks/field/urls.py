"""Addresses of the inspectors' desk. The service worker lies here, so that it minds these pages alone."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from quanheng.desks.field.views import closing, pages, saving
from quanheng.domains.inspections.rules import rights
from quanheng.platform.web.navigation import Entry, register

app_name = "field"
urlpatterns = [
    path("", pages.today, name="today"),
    path("sw.js", pages.service_worker, name="service_worker"),
    path("offline/", pages.offline, name="offline"),
    path("visits/<int:key>/", pages.visit, name="visit"),
    path("visits/<int:key>/start/", saving.start, name="start"),
    path("visits/<int:key>/answers/", saving.answer, name="answer"),
    path("visits/<int:key>/photos/", saving.photo, name="photo"),
    path("visits/<int:key>/voices/", saving.voice, name="voice"),
    path("visits/<int:key>/finish/", closing.finish, name="finish"),
    path("visits/<int:key>/refusal/", closing.refusal, name="refusal"),
]

register(Entry(_("现场检查"), "field:today", rights.VISIT, order=20))
