"""Making a certificate's file behind the act that issued it 制作证照文件."""

from __future__ import annotations

import logging

from django_tasks import task

log = logging.getLogger("quanheng.certificates")


@task()
def make_file(certificate_id: int) -> None:
    """Make the PDF of one certificate."""
    from quanheng.platform.certificates.models import Certificate
    from quanheng.platform.certificates.services import pdf_of

    pdf_of(Certificate.objects.get(pk=certificate_id))


@task()
def finish_all() -> int:
    """Make every file that an act left to be made; returns how many were."""
    from quanheng.platform.certificates.services import finish_pending

    return finish_pending()


def finish_soon() -> None:
    """Ask a worker for all files still to be made."""
    finish_all.enqueue()


def make_soon(certificate_id: int) -> None:
    """Ask a worker for the file. The certificate is committed: what goes wrong here, ``finish`` picks up."""
    make_file.enqueue(certificate_id)
