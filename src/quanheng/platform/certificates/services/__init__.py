"""What is done with certificates, one module per stage of work 电子证照.

``issue`` and ``revoke`` are called inside the deciding domain's act; the files follow once it is committed.
"""

from quanheng.platform.certificates.kinds import CertificateKind, declare_kind
from quanheng.platform.certificates.services.counting import Channel, count_verification
from quanheng.platform.certificates.services.ending import NoCurrentCertificate, revoke
from quanheng.platform.certificates.services.files import finish_pending, ofd_of, pdf_of
from quanheng.platform.certificates.services.issuing import (
    NewCertificate,
    files_on_request,
    issue,
    issue_many,
)
from quanheng.platform.certificates.services.keeping import rotate_keys
from quanheng.platform.certificates.services.lists import published_key_file, published_list, signed_list

__all__ = [
    "CertificateKind",
    "Channel",
    "NewCertificate",
    "NoCurrentCertificate",
    "count_verification",
    "declare_kind",
    "files_on_request",
    "finish_pending",
    "issue",
    "issue_many",
    "ofd_of",
    "pdf_of",
    "published_key_file",
    "published_list",
    "revoke",
    "rotate_keys",
    "signed_list",
]
