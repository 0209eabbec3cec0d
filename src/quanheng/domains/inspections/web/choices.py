"""Choices that several pages of inspections offer."""

from __future__ import annotations

from quanheng.domains.registration.rules.vocabulary import KIND_SAYS
from quanheng.platform.web.words import pairs

KINDS_OF_BUSINESS = pairs(KIND_SAYS)
