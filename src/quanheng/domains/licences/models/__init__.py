"""What permits store: permits with their terms and serials, applications, forms that owners write online."""

from quanheng.domains.licences.models.applications import (
    Application,
    ApplicationQuerySet,
    SiteCheck,
    Supplement,
)
from quanheng.domains.licences.models.online import OnlineForm
from quanheng.domains.licences.models.permits import Permit, PermitQuerySet, Serial, Term

__all__ = [
    "Application",
    "ApplicationQuerySet",
    "OnlineForm",
    "Permit",
    "PermitQuerySet",
    "Serial",
    "SiteCheck",
    "Supplement",
    "Term",
]
