"""Addresses of draws: officials, witnesses, and what everybody may read under `public/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from quanheng.platform.draws import rights
from quanheng.platform.draws.web import words
from quanheng.platform.draws.web.views import errands, official, public, witness
from quanheng.platform.web.navigation import Entry, register

PUBLIC = "public/<str:organ>/<str:serial>/"

app_name = "draws"
urlpatterns = [
    path("", official.draws, name="list"),
    path("<int:pk>/", official.draw, name="draw"),
    path("<int:pk>/files/<str:name>", official.file, name="file"),
    path("<int:pk>/commit/", errands.commit, name="commit"),
    path("<int:pk>/run/", errands.run, name="run"),
    path("<int:pk>/abort/", errands.abort, name="abort"),
    path("<int:pk>/substitute/<str:code>/", errands.substitute, name="substitute"),
    path("outcomes/<int:pk>/enter/", errands.enter_outcome, name="enter_outcome"),
    path("outcomes/<int:pk>/confirm/", errands.confirm_outcome, name="confirm_outcome"),
    path("witness/", witness.sources, name="witness"),
    path("witness/<int:pk>/hand-in/", witness.hand_in, name="hand_in"),
    path("witness/<int:pk>/reveal/", witness.reveal, name="reveal"),
    path("public/", public.draws, name="public_list"),
    path("public/<str:organ>/fairness/", public.fairness, name="fairness"),
    path(PUBLIC, public.draw, name="public_draw"),
    path(f"{PUBLIC}bundle.zip", public.bundle, name="public_bundle"),
    path(f"{PUBLIC}files/<str:name>", public.file, name="public_file"),
]

register(Entry(_("抽取"), "draws:list", rights.READ, order=35))
register(Entry(_("种子见证"), "draws:witness", rights.WITNESS, order=36))
words.name_acts()
