"""Reading draws: officials by area, witnesses their own sources, everybody what is published."""

from quanheng.platform.draws.pseudonyms import officer_of, officers_of, pseudonym, pseudonyms
from quanheng.platform.draws.queries.bundles import bundle, file, public_names, zipped
from quanheng.platform.draws.queries.fairness import fairness
from quanheng.platform.draws.queries.inspectors import inspectors_for, recusals_for
from quanheng.platform.draws.queries.publishing import SERIAL, public_draw, public_draws, serials
from quanheng.platform.draws.queries.reading import (
    Place,
    draw,
    drawn,
    draws,
    draws_for,
    own_source,
    own_sources,
    source,
    standing,
    team_of,
)

__all__ = [
    "SERIAL",
    "Place",
    "bundle",
    "draw",
    "drawn",
    "draws",
    "draws_for",
    "fairness",
    "file",
    "inspectors_for",
    "officer_of",
    "officers_of",
    "own_source",
    "own_sources",
    "pseudonym",
    "pseudonyms",
    "public_draw",
    "public_draws",
    "public_names",
    "recusals_for",
    "serials",
    "source",
    "standing",
    "team_of",
    "zipped",
]
