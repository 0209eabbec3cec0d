"""Addresses of inspections."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.inspections.rules import rights
from quanheng.domains.inspections.web.labels import label_acts
from quanheng.domains.inspections.web.views import drawing, inspecting, listing, plans, visiting
from quanheng.platform.web.navigation import Entry, register

app_name = "inspections"
urlpatterns: list[URLPattern] = [
    path("", inspecting.inspections, name="inspections"),
    path("new/", inspecting.plan_inspection, name="plan_inspection"),
    path("preview/", inspecting.preview_inspection, name="preview"),
    path("<int:key>/", inspecting.inspection, name="inspection"),
    path("<int:key>/change/", inspecting.replan_inspection, name="replan"),
    path("<int:key>/prepare/", drawing.prepare_draw, name="prepare_draw"),
    path("<int:key>/commit/", drawing.commit_draw, name="commit_draw"),
    path("<int:key>/draw/", drawing.draw_inspection, name="draw"),
    path("<int:key>/publish/", inspecting.publish_results, name="publish_results"),
    path("<int:key>/abandon/", inspecting.abandon_inspection, name="abandon"),
    path("visits/", visiting.visits, name="visits"),
    path("visits/<int:key>/", visiting.visit, name="visit"),
    path("visits/<int:key>/record/", visiting.record, name="record"),
    path("visits/<int:key>/record/pdf/", visiting.record_pdf, name="record_pdf"),
    path("visits/<int:key>/review/", visiting.review, name="review"),
    path("visits/<int:key>/substitute/", visiting.substitute, name="substitute"),
    path("visits/<int:key>/stand-in/", visiting.stand_in, name="stand_in"),
    path("visits/<int:key>/publish/", visiting.publish_visit, name="publish_visit"),
    path("reviews/", visiting.reviews, name="reviews"),
    path("publications/", visiting.publications, name="publications"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new_plan, name="new_plan"),
    path("plans/<int:key>/", plans.plan, name="plan"),
    path("plans/<int:key>/add/", plans.add_plan_line, name="add_plan_line"),
    path("plans/<int:key>/adopt/", plans.adopt_plan, name="adopt_plan"),
    path("plans/lines/<int:key>/remove/", plans.remove_plan_line, name="remove_plan_line"),
    path("items/", listing.items, name="items"),
    path("items/new/", listing.change_item, name="list_item"),
    path("items/<str:code>/", listing.item, name="item"),
    path("items/<str:code>/change/", listing.change_item, name="change_item"),
    path("items/<str:code>/retire/", listing.retire_item, name="retire_item"),
    path("items/<str:code>/objects/", listing.objects, name="objects"),
    path("inspectors/", listing.inspectors, name="inspectors"),
    path("checklists/", listing.checklists, name="checklists"),
    path("checklists/<str:code>/", listing.checklist, name="checklist"),
    path("quotas/", listing.quotas, name="quotas"),
]

label_acts()
register(Entry(_("双随机抽查"), "inspections:inspections", rights.READ, order=30))
