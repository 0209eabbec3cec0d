"""Addresses of publicity for officials; what the public reads lies at the portal."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.publicity.rules import rights
from quanheng.domains.publicity.web import views
from quanheng.platform.web.acts import label
from quanheng.platform.web.navigation import Entry, register

app_name = "publicity"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("<int:notice_id>/", views.notice, name="notice"),
    path("<int:notice_id>/withdraw/", views.withdraw, name="withdraw"),
]

register(Entry(_("公示"), "publicity:notices", rights.READ, order=45))
label("notice_published", _("公示检查结果"))
label("notice_withdrawn", _("撤回公示信息"))
label("notice_expired", _("公示期满，停止公示"))
label("open_data_released", _("发布开放数据"))
