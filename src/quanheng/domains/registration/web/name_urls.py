"""Addresses of names: the public page, retained names, disputes."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.web.views import name_matters, name_sides, names
from quanheng.platform.people.roles import Role
from quanheng.platform.web.navigation import Entry, register

urlpatterns: list[URLPattern] = [
    path("names/", names.page, name="names"),
    path("names/check/", names.check, name="name_check"),
    path("names/retain/", names.retain, name="name_retain"),
    path("names/kept/<int:key>/", names.kept, name="name_kept"),
    path("names/mine/", names.mine, name="name_mine"),
    path("names/retained/", name_matters.retained_list, name="name_retained"),
    path("names/retained/<int:key>/", name_matters.retained, name="name_retained_one"),
    path("names/retained/<int:key>/papers/<str:name>.pdf", name_sides.name_paper, name="name_paper"),
    path("names/dispute/", name_sides.dispute_enter, name="name_dispute_enter"),
    path("names/dispute/<int:key>/", name_sides.dispute_mine, name="name_dispute_mine"),
    path("names/retained/<int:key>/strike/", name_matters.strike, name="name_strike"),
    path("names/disputes/", name_matters.dispute_list, name="name_disputes"),
    path("names/disputes/new/", name_matters.new_dispute, name="name_dispute_new"),
    path("names/disputes/<int:key>/", name_matters.dispute, name="name_dispute"),
    path("names/disputes/<int:key>/evidence/", name_sides.dispute_evidence, name="name_dispute_evidence"),
    path("names/disputes/<int:key>/code/", name_sides.dispute_code, name="name_dispute_code"),
    path(
        "names/disputes/<int:key>/files/<int:attachment>/", name_sides.dispute_file, name="name_dispute_file"
    ),
    path(
        "names/disputes/<int:key>/papers/<str:name>.pdf", name_sides.dispute_paper, name="name_dispute_paper"
    ),
    path("names/disputes/<int:key>/<str:name>/", name_matters.dispute_act, name="name_dispute_act"),
]

register(Entry(_("名称申报"), "registration:names", order=2, roles=frozenset({Role.PUBLIC, Role.BUSINESS})))
register(Entry(_("保留名称"), "registration:name_retained", rights.SEE, order=25, place="more"))
