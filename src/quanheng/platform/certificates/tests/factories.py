"""The least certificates for tests: one kind, one holder, all invented."""

from __future__ import annotations

from datetime import date

from quanheng.platform.certificates import services
from quanheng.platform.certificates.kinds import CertificateKind, declare_kind
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.services import NewCertificate
from quanheng.platform.people.actors import Actor
from quanheng.platform.testing import people

DAY = date(2021, 3, 5)
KIND = declare_kind(
    CertificateKind("test_licence", "测试许可证", "Test licence", "certificates/specimen", "许可证编号")
)
SYSTEM = Actor.system("证照测试")


def new(number: str = "JY15002420000001", **given: object) -> NewCertificate:
    """A certificate to be issued."""
    people.organ()
    values: dict[str, object] = {
        "kind": KIND.key,
        "number": number,
        "holder_name": "酉阳县第一家面馆",
        "holder_code": "92500242MA0000001X",
        "area_code": people.LONGTAN,
        "organ_id": people.BUREAU,
        "data": {"经营场所": "龙潭镇老街1号"},
    }
    return NewCertificate(**values | given)  # type: ignore[arg-type]


def issued(number: str = "JY15002420000001", *, today: date = DAY, **given: object) -> Certificate:
    """An issued certificate."""
    return services.issue(new(number, **given), by=SYSTEM, today=today)
