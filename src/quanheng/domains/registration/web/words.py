"""Words that pages translate by what a record says 按记录取词: named here so that they are collected."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanheng.domains.registration.rules.filings import KIND_SAYS, FilingKind
from quanheng.domains.registration.rules.vocabulary import KIND_SAYS as SUBJECT_SAYS
from quanheng.domains.registration.rules.vocabulary import Kind
from quanheng.platform.web.words import said

CAPITAL = (_("注册资本"), _("出资额"), _("成员出资总额"))
"""What a business's capital is called, by its kind (``Business.capital_called``)."""


def errand_said(asked_for: str, subject: str) -> str:
    """What a visit is for, in the reader's language 办什么."""
    errand = said(KIND_SAYS[FilingKind(asked_for)])
    if not subject:
        return errand
    return gettext("%(errand)s（%(subject)s）") % {
        "errand": errand,
        "subject": said(SUBJECT_SAYS[Kind(subject)]),
    }


errand_said_later = lazy(errand_said, str)
