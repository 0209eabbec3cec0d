"""Addresses of hazards."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.hazards.rules import rights
from quanheng.domains.hazards.web.labels import label_acts
from quanheng.domains.hazards.web.views import answering, errands, limits, listing, matter, orders
from quanheng.platform.web.navigation import Entry, register

app_name = "hazards"
urlpatterns: list[URLPattern] = [
    path("", listing.hazards, name="hazards"),
    path("townships/", listing.townships, name="townships"),
    path("report/", errands.report, name="report"),
    path("limits/", limits.limits, name="limits"),
    path("limits/set/", limits.set_limit, name="set_limit"),
    path("<int:key>/", matter.hazard, name="hazard"),
    path("<int:key>/order/", errands.order, name="order"),
    path("<int:key>/rectified/", errands.rectified, name="rectified"),
    path("<int:key>/recheck/", errands.recheck, name="recheck"),
    path("<int:key>/escalate/", errands.escalate, name="escalate"),
    path("<int:key>/instruct/", errands.instruct, name="instruct"),
    path("<int:key>/hand-over/", errands.hand_over, name="hand_over"),
    path("<int:key>/withdraw/", errands.withdraw, name="withdraw"),
    path("<int:key>/regrade/", errands.regrade, name="regrade"),
    path("<int:key>/points/<int:point>/photos/", errands.add_evidence, name="add_evidence"),
    path("<int:key>/link/", errands.renew_link, name="renew_link"),
    path("<int:key>/orders/<int:order>/", orders.notice, name="notice"),
    path("<int:key>/orders/<int:order>/pdf/", orders.notice_pdf, name="notice_pdf"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("answer/<str:token>/photos/<int:photo>/", answering.photo, name="answer_photo"),
    path("answer/<str:token>/notice/", answering.notice, name="answer_notice"),
    path("answer/<str:token>/record/", answering.record, name="answer_record"),
]

label_acts()
register(Entry(_("隐患"), "hazards:hazards", rights.READ, order=40))
