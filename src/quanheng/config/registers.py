"""Which registers a snapshot of the lake holds: whole tables, less personal data and sealed values."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from quanheng.config.settings import DOMAINS
from quanheng.platform.lake.registers import Register, whole

PLATFORM = [
    "people.Area",
    "people.Organ",
    "worklist.Item",
    "draws.Draw",
    "draws.DrawnBusiness",
    "draws.Stratum",
]
PERSONAL = {
    *("contact_name", "contact_phone", "applicant_name", "applicant_phone"),
    *("opened_by", "opened_by_name", "applied_by", "applied_by_name"),
    *("person", "residence", "details", "access", "claim", "responsible"),
}
"""Columns left out wherever they stand: who applied, for whom, and the form as it was typed."""

PRIVATE = {
    "registration.Person",
    "registration.PersonBar",
    "registration.HomeVisit",
    "registration.Objection",
    "registration.UnfiledNames",
}
"""Tables left out whole: they hold persons, where somebody lives, or what is only the machine's."""


def registers() -> list[Register]:
    """Every register of the lake, in a fixed order."""
    found: list[type[models.Model]] = [apps.get_model(name) for name in PLATFORM]
    for domain in DOMAINS:
        held = apps.get_app_config(domain).get_models()
        found += [model for model in held if model._meta.label not in PRIVATE]
    return [whole(model, without=PERSONAL) for model in found]
