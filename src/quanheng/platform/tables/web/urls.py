"""Addresses of imports."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.platform.tables.web import views
from quanheng.platform.web import acts

app_name = "tables"
urlpatterns: list[URLPattern] = [
    path("", views.runs, name="runs"),
    path("new/<str:kind>/", views.upload, name="upload"),
    path("template/<str:kind>.xlsx", views.template, name="template"),
    path("<int:run_id>/", views.run, name="run"),
    path("<int:run_id>/match/", views.match, name="match"),
    path("<int:run_id>/progress/", views.progress, name="progress"),
    path("<int:run_id>/report.csv", views.report, name="report"),
    path("<int:run_id>/again/", views.again, name="again"),
    path("<int:run_id>/resume/", views.resume, name="resume"),
    path("<int:run_id>/abandon/", views.abandon, name="abandon"),
]

acts.label("import_file_accepted", _("接收导入文件"))
acts.label("import_started", _("开始导入"))
acts.label("import_resumed", _("继续导入"))
acts.label("rows_imported", _("导入一批行"))
acts.label("import_finished", _("完成导入"))
acts.label("import_abandoned", _("放弃导入"))
