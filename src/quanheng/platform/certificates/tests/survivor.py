"""What the processes of ``test_survival`` do: issue, make files, and be killed at the worst moments."""

from __future__ import annotations

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")


def killed(*_: object, **__: object) -> None:
    """Die here, as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def issue_and_die_before_the_file() -> None:
    """Issue a licence; the process dies when it comes to asking for the file."""
    from quanheng.platform.certificates.services import issuing
    from quanheng.platform.certificates.tests import factories

    issuing.make_soon = killed  # type: ignore[assignment]
    factories.issued()


def issue_and_die_inside() -> None:
    """Die after the certificate is written and before its act is committed."""
    from quanheng.platform.certificates.services import issuing
    from quanheng.platform.certificates.tests import factories

    issuing.record_many = killed  # type: ignore[assignment]
    factories.issued("DEAD")


def make_and_die() -> None:
    """Die when the file is on disk and its row is not written."""
    from quanheng.platform.certificates.services import files

    files.record = killed  # type: ignore[assignment]
    files.finish_pending()


def finish() -> None:
    """Make what was left; print how many."""
    from quanheng.platform.certificates.services import finish_pending

    print(finish_pending())


def look() -> None:
    """Print certificates, how many have a file, file entries in the ledger, whether the ledger is sound."""
    from quanheng.platform.certificates.checking import holds
    from quanheng.platform.certificates.models import Certificate
    from quanheng.platform.documents.queries import content
    from quanheng.platform.ledger.models import Entry
    from quanheng.platform.ledger.queries import verify

    made = Certificate.objects.filter(pdf__isnull=False)
    whole = all(holds(content(row.pdf_id or "")) for row in made)
    entries = Entry.objects.filter(act="certificate_file_made").count()
    print(Certificate.objects.count(), made.count(), entries, whole, verify().sound)


if __name__ == "__main__":
    django.setup()
    from quanheng.platform.certificates.tests import factories  # noqa: F401 - declares the kind

    globals()[sys.argv[1]](*sys.argv[2:])
