"""What registration stores, by stage of work: the register, names, filings, holds and codes, channels."""

from quanheng.domains.registration.models.bars import PersonBar
from quanheng.domains.registration.models.businesses import (
    BUSINESS_SEARCH,
    Business,
    BusinessQuerySet,
    BusinessTag,
    FormerName,
)
from quanheng.domains.registration.models.channels import HomeVisit, Outlet
from quanheng.domains.registration.models.filings import (
    Annulment,
    CodeSerial,
    Filing,
    FilingQuerySet,
    Hold,
    Objection,
    Person,
)
from quanheng.domains.registration.models.names import (
    NAME_INDEX,
    NameDispute,
    NameReservation,
    UnfiledNames,
)

__all__ = [
    "BUSINESS_SEARCH",
    "NAME_INDEX",
    "Annulment",
    "Business",
    "BusinessQuerySet",
    "BusinessTag",
    "CodeSerial",
    "Filing",
    "FilingQuerySet",
    "FormerName",
    "Hold",
    "HomeVisit",
    "NameDispute",
    "NameReservation",
    "Objection",
    "Outlet",
    "Person",
    "PersonBar",
    "UnfiledNames",
]
