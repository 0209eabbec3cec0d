"""Addresses of credit: for officials only."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.credit.rules import rights
from quanheng.domains.credit.web import views
from quanheng.platform.web import acts
from quanheng.platform.web.navigation import Entry, register

app_name = "credit"
urlpatterns: list[URLPattern] = [
    path("", views.classes, name="classes"),
    path("set/", views.set_class, name="set_class"),
    path("<str:code>/", views.business, name="business"),
]

acts.label("credit_class_set", _("确定信用风险分类"))
acts.label("credit_classes_imported", _("导入信用风险分类"))
register(Entry(_("信用风险"), "credit:classes", rights.READ, order=45))
