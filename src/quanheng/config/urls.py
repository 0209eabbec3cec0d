"""All addresses. Each desk and domain brings its own; this file only places them."""

from django.urls import include, path

from quanheng.config.api import api
from quanheng.platform.web import views as web

handler400 = "quanheng.platform.web.views.bad_request"
handler403 = "quanheng.platform.web.views.forbidden"
handler404 = "quanheng.platform.web.views.not_found"
handler429 = "quanheng.platform.web.views.too_many"
handler500 = "quanheng.platform.web.views.fault"

urlpatterns = [
    path("healthz", web.healthz, name="healthz"),
    path("language/", web.choose_language, name="choose_language"),
    path("accounts/", include("allauth.urls")),
    path("api/", api.urls),
    path("desk/", include("quanheng.desks.cockpit.urls")),
    path("field/", include("quanheng.desks.field.urls")),
    path("board/", include("quanheng.desks.board.urls")),
    path("registration/", include("quanheng.domains.registration.web.urls")),
    path("credit/", include("quanheng.domains.credit.web.urls")),
    path("licences/", include("quanheng.domains.licences.web.urls")),
    path("inspections/", include("quanheng.domains.inspections.web.urls")),
    path("hazards/", include("quanheng.domains.hazards.web.urls")),
    path("publicity/", include("quanheng.domains.publicity.web.urls")),
    path("draws/", include("quanheng.platform.draws.web.urls")),
    path("documents/", include("quanheng.platform.documents.web.urls")),
    path("tables/", include("quanheng.platform.tables.web.urls")),
    path("people/", include("quanheng.platform.people.web.urls")),
    path("ledger/", include("quanheng.platform.ledger.web.urls")),
    path("", include("quanheng.desks.portal.urls")),
]
