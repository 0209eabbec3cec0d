"""The files of a certificate 证照文件: made once, after the act that issued it is committed.

A file is made by the platform, not decided by anybody: its digest goes into the ledger under the day on which
it was made. Two workers that make the same file at once end with one of the two.
"""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.db import transaction

from quanheng.kernel import clock
from quanheng.kernel.refusal import Refused
from quanheng.platform.certificates import printing
from quanheng.platform.certificates.kinds import kind_of
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.documents.models import Stored
from quanheng.platform.documents.render import render
from quanheng.platform.documents.services import store_made
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

PDF, OFD = "application/pdf", "application/ofd"
MAKER = Actor.system("制作证照")
UNSET = "certificates.unset"
"""Cached for a day: the keys of certificates that could not be set when that was last tried."""
log = logging.getLogger("quanheng.certificates")


def pdf_of(certificate: Certificate) -> Stored:
    """The signed PDF of a certificate, made if there is none yet 电子证照 PDF.

    Raises ``CharacterNotInFont`` or ``NoDocumentFont`` where it cannot be set.
    """
    return certificate.pdf or _kept(certificate, "pdf", store_made(_pdf(certificate), PDF))


def ofd_of(certificate: Certificate) -> Stored:
    """The OFD of a certificate, made if there is none yet 电子证照 OFD.

    No independent reader has opened one yet.
    Raises ``CharacterNotInFont`` or ``NoDocumentFont`` where it cannot be set.
    """
    return certificate.ofd or _kept(certificate, "ofd", store_made(_ofd(certificate), OFD))


def finish_pending(*, most: int = 1000, every: bool = False) -> int:
    """Make the files that acts left to be made, oldest first 补制证照文件; returns how many were made.

    One that cannot be set (a rare character) does not hold up the others; it stays to be made, is logged, and
    tried again a day later, or at once where ``every`` file is asked for.
    """
    waiting = Certificate.objects.filter(pdf__isnull=True, file_due=True)
    if not every:
        waiting = waiting.exclude(pk__in=cache.get(UNSET, []))
    return sum(_finished(row) for row in waiting.select_related("organ").order_by("id")[:most])


def _finished(row: Certificate) -> bool:
    try:
        pdf_of(row)
    except (Refused, LookupError) as fault:
        log.warning("certificate %s has no file yet: %s", row.pk, fault)
        cache.set(UNSET, [*cache.get(UNSET, []), row.pk], timeout=24 * 3600)
        return False
    return True


def _ofd(certificate: Certificate) -> bytes:
    from quanheng.platform.certificates import ofd  # a second to load, and few processes write one

    return ofd.write(certificate)


def _pdf(certificate: Certificate) -> bytes:
    from quanheng.platform.certificates.signing import sign_pdf  # as long to load, and few processes sign

    kind = kind_of(certificate.kind)
    page = render(kind.template, printing.data_of(certificate), on=certificate.issued_on)
    return sign_pdf(page, reason=f"{kind.title} {certificate.number}", contact=printing.address(certificate))


@transaction.atomic
def _kept(certificate: Certificate, field: str, stored: Stored) -> Stored:
    unmade = Certificate.objects.filter(pk=certificate.pk, **{f"{field}__isnull": True})
    if unmade.update(**{field: stored}):
        facts = {"digest": stored.digest, "format": field}
        record("certificate_file_made", on=certificate, by=MAKER, today=clock.today(), facts=facts)
    else:
        certificate.refresh_from_db(fields=[field])
        stored = getattr(certificate, field)
    setattr(certificate, field, stored)
    return stored
