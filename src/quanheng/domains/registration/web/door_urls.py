"""Addresses of the screens on which applications are made, and of the doors they come through."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.web.views import (
    applied,
    coding,
    errand,
    handing,
    outlets,
    reviewing,
    starting,
    visiting,
    visits,
)
from quanheng.platform.web.navigation import Entry, register

urlpatterns: list[URLPattern] = [
    path("apply/", starting.start, name="apply"),
    path("filings/", starting.filings, name="filings"),
    path("filings/open/", starting.open_one, name="filing_open"),
    path("filings/<int:key>/", applied.filing, name="filing"),
    path("filings/<int:key>/form/", errand.fill_in, name="filing_form"),
    path("filings/<int:key>/save/", errand.save, name="filing_save"),
    path("filings/<int:key>/evidence/", errand.add_evidence, name="filing_evidence"),
    path("filings/<int:key>/files/<int:attachment>/", errand.file, name="filing_file"),
    path("filings/<int:key>/check/", handing.check, name="filing_check"),
    path("filings/<int:key>/licence/", applied.licence, name="filing_licence"),
    path("filings/<int:key>/code/", applied.new_code, name="filing_code"),
    path("filings/<int:key>/approve/", reviewing.approve, name="filing_approve"),
    path("filings/<int:key>/supplement/", reviewing.supplement, name="filing_supplement"),
    path("filings/<int:key>/refuse/", reviewing.refuse, name="filing_refuse"),
    path("filings/<int:key>/extend/", reviewing.extend, name="filing_extend"),
    path("filings/<int:key>/withdraw/", reviewing.withdraw, name="filing_withdraw"),
    path("codes/", coding.codes, name="codes"),
    path("outlets/", outlets.outlets, name="outlets"),
    path("outlets/new/", outlets.new, name="outlet_new"),
    path("outlets/desk/", outlets.desk, name="outlet_desk"),
    path("outlets/<int:key>/", outlets.outlet, name="outlet"),
    path("outlets/<int:key>/close/", outlets.close, name="outlet_close"),
    path("outlets/<int:key>/clerk/", outlets.clerk, name="outlet_clerk"),
    path("visits/", visits.visits, name="visits"),
    path("visits/request/", visits.ask, name="visit_request"),
    path("visits/plan/", visits.plan, name="visits_plan"),
    path("visits/today/", visiting.today, name="visits_today"),
    path("visits/<int:key>/", visiting.visit, name="visit"),
    path("visits/<int:key>/place/", visiting.place, name="visit_place"),
    path("visits/<int:key>/code/", visits.new_code, name="visit_code"),
    path("visits/<int:key>/begin/", visiting.begin, name="visit_begin"),
    path("visits/<int:key>/finish/", visiting.finish, name="visit_finish"),
    path("visits/<int:key>/give-up/", visiting.give_up, name="visit_give_up"),
    path("visits/<int:key>/put-off/", visiting.put_off, name="visit_put_off"),
]

register(Entry(_("登记办理"), "registration:apply", rights.TAKE_IN, order=10, also=("registration:filings",)))
register(Entry(_("网点工作台"), "registration:outlet_desk", rights.SIT_AT_OUTLET, order=9))
register(Entry(_("上门路线"), "registration:visits_today", rights.VISIT, order=11))
register(Entry(_("上门办照"), "registration:visits", rights.READ_VISITS, order=22))
register(Entry(_("代码码段"), "registration:codes", rights.SET_SEGMENT, order=27, place="more"))
register(Entry(_("邮政网点"), "registration:outlets", rights.READ_OUTLETS, order=23, place="more"))
