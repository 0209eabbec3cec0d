"""Addresses of registration."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.web import door_urls as doors
from quanheng.domains.registration.web import name_urls as naming
from quanheng.domains.registration.web import work_urls as work
from quanheng.domains.registration.web.labels import label_acts
from quanheng.domains.registration.web.views import businesses, errands, matter
from quanheng.platform.web.navigation import Entry, register

app_name = "registration"
urlpatterns: list[URLPattern] = [
    path("", businesses.register_list, name="businesses"),
    path("townships/", businesses.townships, name="townships"),
    path("new/", errands.register_business, name="new"),
    *doors.urlpatterns,
    *work.urlpatterns,
    *naming.urlpatterns,
    path("<str:code>/", matter.business, name="business"),
    path("<str:code>/contact/", matter.contact, name="contact"),
    path("<str:code>/township/", errands.township, name="township"),
    path("<str:code>/state/", errands.state, name="state"),
    path("<str:code>/name/", errands.name, name="name"),
    path("<str:code>/flags/", errands.flags, name="flags"),
    path("<str:code>/tags/", errands.tag, name="tag"),
    path("<str:code>/tags/remove/", errands.untag, name="untag"),
]

label_acts()
register(Entry(_("经营主体"), "registration:businesses", rights.READ, order=20))
