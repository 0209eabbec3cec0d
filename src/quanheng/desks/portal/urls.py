"""Addresses of the portal, and what the public finds in the navigation."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from quanheng.desks.portal.views import (
    about,
    applying,
    businesses,
    checking,
    deregistrations,
    home,
    licences,
    opendata,
    permits,
    results,
    visiting,
)
from quanheng.platform.certificates.web.words import name_acts as name_certificate_acts
from quanheng.platform.people.roles import Role
from quanheng.platform.web.navigation import Entry, register

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("apply/", applying.apply, name="apply"),
    path("apply/open/", applying.open_founding, name="apply_open"),
    path("apply/owner/", applying.owner, name="apply_owner"),
    path("apply/resume/", applying.resume, name="resume"),
    path("apply/visit/", visiting.visit_request, name="visit_request"),
    path("apply/visit/<int:key>/", visiting.visit, name="visit"),
    path("apply/visit/<int:key>/cancel/", visiting.cancel, name="visit_cancel"),
    path("search/", businesses.search, name="search"),
    path("businesses/<str:code>/", businesses.business, name="business"),
    path("permits/", permits.permits, name="permits"),
    path("permits/<str:number>/", permits.permit, name="permit"),
    path("names/", RedirectView.as_view(pattern_name="registration:names", query_string=True), name="names"),
    path("results/", results.results, name="results"),
    path("results/<int:notice_id>/", results.result, name="result"),
    path("deregistrations/", deregistrations.deregistrations, name="deregistrations"),
    path("deregistrations/<int:key>/", deregistrations.deregistration, name="deregistration"),
    path("deregistrations/<int:key>/object/", deregistrations.objection, name="deregistration_objection"),
    path("annulments/", deregistrations.annulments, name="annulments"),
    path("open-data/", opendata.page, name="open_data"),
    path("open-data/<str:release>/<str:name>", opendata.file, name="open_data_file"),
    path("verify/", about.verify, name="verify"),
    path("verify/submit/", licences.submit, name="verify_submit"),
    path("verify/check/", checking.check, name="check"),
    path("verify/check/file/", checking.check_file, name="check_file"),
    path("verify/sw.js", checking.worker, name="check_worker"),
    path("verify/keys.json", checking.keys, name="certificate_keys"),
    path("verify/list.json", checking.ended, name="certificate_list"),
    path("verify/verify_licence.py", checking.program, name="certificate_program"),
    path("verify/authority.pem", checking.root, name="certificate_authority"),
    re_path(r"^verify/(?P<public_id>[a-z2-7]{26})/$", licences.certificate, name="certificate"),
    re_path(
        r"^verify/(?P<public_id>[a-z2-7]{26})/files/(?P<token>[0-9a-f]{40})/licence\.(?P<suffix>pdf|ofd)$",
        licences.file,
        name="certificate_file",
    ),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
]

name_certificate_acts()
PUBLIC = frozenset({Role.PUBLIC})
register(Entry(_("查询"), "portal:home", order=1, roles=PUBLIC))
register(Entry(_("我要办理"), "portal:apply", order=2, roles=PUBLIC))
register(Entry(_("许可"), "portal:permits", order=2, roles=PUBLIC))
register(Entry(_("检查结果"), "portal:results", order=2, roles=PUBLIC))
register(Entry(_("简易注销公示"), "portal:deregistrations", order=3, roles=PUBLIC))
register(Entry(_("抽取公示"), "draws:public_list", order=3, roles=PUBLIC))
register(Entry(_("开放数据"), "portal:open_data", order=4, roles=PUBLIC))
register(Entry(_("如何核验"), "portal:verify", order=5, roles=PUBLIC))
