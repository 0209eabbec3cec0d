"""Addresses of permits."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.licences.rules import rights
from quanheng.domains.licences.web.labels import label_acts
from quanheng.domains.licences.web.views import applying, ending, listing, matter, online, papers, working
from quanheng.platform.web.navigation import Entry, register

app_name = "licences"
urlpatterns: list[URLPattern] = [
    path("", listing.permits, name="permits"),
    path("applications/", listing.applications, name="applications"),
    path("law/", matter.law, name="law"),
    path("apply/", applying.choose, name="apply"),
    path("apply/<slug:kind>/", applying.apply, name="apply_kind"),
    path("file/", applying.file_seller, name="file"),
    path("enter/", applying.enter, name="enter"),
    path("applications/<int:key>/", matter.application, name="application"),
    path("applications/<int:key>/accept/", working.accept, name="accept"),
    path("applications/<int:key>/supplement/", working.supplement, name="supplement"),
    path("applications/<int:key>/answer/", working.answer, name="answer"),
    path("applications/<int:key>/decline/", working.decline, name="decline"),
    path("applications/<int:key>/withdraw/", working.withdraw, name="withdraw"),
    path("applications/<int:key>/check/", working.check, name="check"),
    path("applications/<int:key>/decide/", working.decide, name="decide"),
    path("applications/<int:key>/extend/", working.extend, name="extend"),
    path("applications/<int:key>/issue/", working.issue, name="issue"),
    path("applications/<int:key>/papers/<slug:paper>.pdf", papers.paper, name="paper"),
    path("applications/<int:key>/code/", working.new_code, name="new_code"),
    path("online/<int:key>/", online.progress, name="online"),
    path("online/<int:key>/form/", online.fill_in, name="online_form"),
    path("online/<int:key>/save/", online.save, name="online_save"),
    path("online/<int:key>/papers/", online.add_paper, name="online_paper"),
    path("online/<int:key>/files/<int:attachment>/", online.file, name="online_file"),
    path("online/<int:key>/check/", online.check, name="online_check"),
    path("online/<int:key>/answer/", online.answer, name="online_answer"),
    path("online/<int:key>/withdraw/", online.withdraw, name="online_withdraw"),
    path("online/<int:key>/notices/<slug:paper>.pdf", online.paper, name="online_notice"),
    path("permits/<int:key>/", matter.permit, name="permit"),
    path("permits/<int:key>/change/", applying.about, {"purpose": "change"}, name="change"),
    path("permits/<int:key>/renew/", applying.about, {"purpose": "renewal"}, name="renew"),
    path("permits/<int:key>/replace/", applying.about, {"purpose": "replacement"}, name="replace"),
    path("permits/<int:key>/cancel/", applying.about, {"purpose": "cancellation"}, name="cancel"),
    path("permits/<int:key>/update/", applying.update_filing, name="update_filing"),
    path("permits/<int:key>/suspend/", ending.suspend, name="suspend"),
    path("permits/<int:key>/give-back/", ending.give_back, name="give_back"),
    path("permits/<int:key>/end/", ending.end, name="end"),
    path("permits/<int:key>/take-over/", ending.take_over, name="take_over"),
    path("permits/<int:key>/resolve/", ending.resolve, name="resolve"),
    path("permits/<int:key>/certificate.pdf", papers.certificate, name="certificate"),
]

label_acts()
register(Entry(_("许可"), "licences:permits", rights.READ, order=30))
