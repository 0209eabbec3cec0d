"""Addresses of the board."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from quanheng.desks.board import views
from quanheng.desks.board.rights import READ_BOARD
from quanheng.platform.web.navigation import Entry, register

app_name = "board"
register(Entry(_("看板"), "board:home", READ_BOARD, order=5))
urlpatterns = [
    path("", views.home, name="home"),
    path("goals/", views.set_goals, name="goals"),
    path("figures/", views.all_figures, name="figures"),
    path("figures/<slug:key>/", views.figure, name="figure"),
]
