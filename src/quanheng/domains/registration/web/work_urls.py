"""Addresses of the officers' work: documents and objections of applications, holds, bars, annulments."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.web.views import annulments, barring, filings, holding
from quanheng.platform.web.navigation import Entry, register

urlpatterns: list[URLPattern] = [
    path("filings/<int:key>/papers/<str:name>.pdf", filings.paper, name="filing_paper"),
    path("filings/<int:key>/objection/", filings.objection, name="filing_objection"),
    path("filings/<int:key>/on-paper/", filings.on_paper, name="filing_on_paper"),
    path("filings/<int:key>/accept/", filings.accept, name="filing_accept"),
    path("holds/", holding.holds, name="holds"),
    path("holds/new/", holding.place, name="hold_new"),
    path("holds/<int:key>/", holding.hold, name="hold"),
    path("holds/<int:key>/lift/", holding.lift, name="hold_lift"),
    path("bars/", barring.bars, name="bars"),
    path("bars/new/", barring.place, name="bar_new"),
    path("bars/<int:key>/", barring.bar, name="bar"),
    path("bars/<int:key>/lift/", barring.lift, name="bar_lift"),
    path("annulments/", annulments.annulments, name="annulments"),
    path("annulments/new/", annulments.new, name="annulment_new"),
    path("annulments/<int:key>/", annulments.annulment, name="annulment"),
    *[
        path(f"annulments/<int:key>/{name}/", annulments.step, {"name": name}, name=f"annulment_{name}")
        for name in annulments.POSTS
    ],
    *[
        path(f"annulments/<int:key>/{name}/", annulments.errand, {"name": name}, name=f"annulment_{name}")
        for name in annulments.ERRANDS
    ],
]

register(Entry(_("登记限制"), "registration:holds", rights.READ, order=24, place="more"))
register(Entry(_("人员限制"), "registration:bars", rights.READ_BARS, order=25, place="more"))
register(Entry(_("撤销登记"), "registration:annulments", rights.READ, order=26, place="more"))
