"""Addresses of the officers' desk."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from quanheng.desks.cockpit import rights, words
from quanheng.desks.cockpit.views import business, home, ledger, people, search
from quanheng.domains.registration.web.file import open_at as open_files_at
from quanheng.platform.ledger import rights as ledger_rights
from quanheng.platform.web import acts, navigation

app_name = "cockpit"
urlpatterns = [
    path("", home.inbox, name="home"),
    path("start/", home.start, name="start"),
    path("search", search.search, name="search"),
    path("business/<str:code>/", business.file, name="business"),
    path("people/", people.officers, name="officers"),
    path("people/organs/", people.organs, name="organs"),
    path("people/<int:key>/", people.officer, name="officer"),
    path("ledger/", ledger.entries, name="ledger"),
    path("ledger/verify/", ledger.verify, name="ledger_verify"),
    path("ledger/<int:seq>/", ledger.entry, name="ledger_entry"),
]

navigation.open_desk_at(home="cockpit:home", search="cockpit:search")
navigation.register(navigation.Entry(_("待办"), "cockpit:home", rights.SIT, order=0))
navigation.register(navigation.Entry(_("人员"), "cockpit:officers", rights.READ_PEOPLE, order=80))
navigation.register(navigation.Entry(_("台账"), "cockpit:ledger", ledger_rights.READ, order=90))
acts.open_entries_at("cockpit:ledger_entry")
open_files_at("cockpit:business")
words.name_all()
