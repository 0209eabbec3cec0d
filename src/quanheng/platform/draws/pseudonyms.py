"""Pseudonyms 代号: what an officer is called in one year's public draws.

Derived by HMAC from officer and year with a secret of the installation (`keys/pseudonyms`, outside the
database), so that nobody who knows the officers can work them out; kept in a table, so that they stay when
the secret is lost, and so that the record can be read back.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from quanheng.kernel.refusal import Missing
from quanheng.platform.draws.models import Pseudonym
from quanheng.platform.people.models import Officer

LENGTH = 8
LONGEST = 32


def pseudonym(officer_id: int, year: int) -> str:
    """The officer's pseudonym in this year, made when first asked for."""
    return pseudonyms([officer_id], year)[officer_id]


def pseudonyms(officer_ids: Iterable[int], year: int) -> dict[int, str]:
    """The pseudonyms of several officers in this year, by officer; missing ones are made."""
    wanted = set(officer_ids)
    rows = Pseudonym.objects.filter(officer__in=wanted, year=year)
    known = dict(rows.values_list("officer_id", "code"))
    for officer_id in sorted(wanted - known.keys()):
        known[officer_id] = _make(officer_id, year)
    return known


def officer_of(pseudonym: str, year: int) -> Officer:
    """The officer behind a pseudonym of this year. Raises ``Missing``. For officials alone."""
    row = Pseudonym.objects.select_related("officer").filter(code=pseudonym, year=year).first()
    if row is None:
        raise Missing
    return row.officer


def officers_of(codes: Iterable[str], year: int) -> dict[str, Officer]:
    """The officers behind several pseudonyms of this year, by pseudonym; unknown ones are left out."""
    rows = Pseudonym.objects.select_related("officer").filter(code__in=set(codes), year=year)
    return {row.code: row.officer for row in rows}


def _make(officer_id: int, year: int) -> str:
    """Keep a new pseudonym: as few characters as tell it from the others of its year."""
    digest = hmac.new(_secret(), f"{year}|{officer_id}".encode(), hashlib.sha256).hexdigest()
    for length in range(LENGTH, LONGEST, 4):
        code = f"{year % 100:02d}-{digest[:length]}"
        if not Pseudonym.objects.filter(year=year, code=code).exists():
            break
    row, _ = Pseudonym.objects.get_or_create(officer_id=officer_id, year=year, defaults={"code": code})
    return row.code


def _secret() -> bytes:
    path = Path(settings.HOME) / "keys" / "pseudonyms"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_bytes()
