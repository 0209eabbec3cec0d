"""Issuing certificates 签发: a new version becomes the current one, the one before is superseded."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from quanheng.platform.certificates import payload
from quanheng.platform.certificates.authority import authority
from quanheng.platform.certificates.kinds import kind_of
from quanheng.platform.certificates.models import Certificate
from quanheng.platform.certificates.tasks import make_soon
from quanheng.platform.ledger.services import Act, record_many
from quanheng.platform.people.actors import Actor

SUPERSEDED = "已签发新版本"
_on_request: list[bool] = []


@dataclass(frozen=True)
class NewCertificate:
    """What a certificate is to say; ``data`` are the JSON values that its template prints.

    ``valid_until`` is its last day, None for one without end.
    """

    kind: str
    number: str
    holder_name: str
    holder_code: str
    area_code: str
    organ_id: str
    valid_until: date | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@contextmanager
def files_on_request() -> Iterator[None]:
    """While this holds, in the whole process, ``issue`` leaves files to be made when somebody asks for them.

    For whoever replays a year of decisions through the acts, as the demonstration county does.
    """
    _on_request.append(True)
    try:
        yield
    finally:
        _on_request.pop()


@transaction.atomic
def issue(new: NewCertificate, *, by: Actor, today: date) -> Certificate:
    """Issue a certificate 签发证照, or its next version; its files follow once the act is committed.

    The right to decide is the deciding domain's to check: this only carries its decision out.
    """
    made = _issue([new], by=by, today=today, file_due=not _on_request)[0]
    if made.file_due:
        transaction.on_commit(lambda: make_soon(made.pk), robust=True)
    return made


@transaction.atomic
def issue_many(new: Sequence[NewCertificate], *, by: Actor, today: date) -> list[Certificate]:
    """Issue many certificates, each number once 批量签发; their files are made when somebody first asks.

    For an import or a conversion. Raises ``ValueError`` if a number stands twice among them.
    """
    if len({(one.kind, one.number) for one in new}) != len(new):
        raise ValueError("a certificate stands twice in one batch")
    return _issue(new, by=by, today=today, file_due=False) if new else []


def _issue(new: Sequence[NewCertificate], *, by: Actor, today: date, file_due: bool) -> list[Certificate]:
    before = _before(new)
    rows = [
        _row(one, before.get((one.kind, one.number), 0) + 1, by=by, today=today, file_due=file_due)
        for one in new
    ]
    superseded = _supersede(new, before, today)
    Certificate.objects.bulk_create(rows, batch_size=500)
    acts = [Act("certificate_superseded", on=row, facts={"number": row.number}) for row in superseded]
    acts += [Act("certificate_issued", on=row, facts=_facts(row)) for row in rows]
    record_many(acts, by=by, today=today)
    return rows


def _before(new: Sequence[NewCertificate]) -> dict[tuple[str, str], int]:
    """The newest version of each number that has one."""
    found: dict[tuple[str, str], int] = {}
    for kind in {one.kind for one in new}:
        numbers = [one.number for one in new if one.kind == kind]
        for at in range(0, len(numbers), 500):
            rows = Certificate.objects.filter(kind=kind, number__in=numbers[at : at + 500])
            newest = rows.order_by().values_list("number").annotate(Max("version"))
            found |= {(kind, number): version for number, version in newest}
    return found


def _supersede(
    new: Sequence[NewCertificate], before: Mapping[tuple[str, str], int], today: date
) -> list[Certificate]:
    ended: list[Certificate] = []
    for one in new:
        if (one.kind, one.number) not in before:
            continue
        rows = Certificate.objects.select_for_update().filter(
            kind=one.kind, number=one.number, state="current"
        )
        ended += rows
        rows.update(state="superseded", ended_on=today, ended_reason=SUPERSEDED)
    return ended


def _row(new: NewCertificate, version: int, *, by: Actor, today: date, file_due: bool) -> Certificate:
    public_id = new_public_id()
    keys = authority().current
    said = payload.Statement(
        kind=kind_of(new.kind).title,
        number=new.number,
        holder=new.holder_name,
        issued_on=today,
        valid_until=new.valid_until,
        version=version,
        public_id=public_id,
        key_id=keys.id,
    )
    return Certificate(
        public_id=public_id,
        kind=new.kind,
        number=new.number,
        version=version,
        holder_name=new.holder_name,
        holder_code=new.holder_code,
        organ_id=new.organ_id,
        area_code=new.area_code,
        issued_on=today,
        issued_by=by.id,
        valid_until=new.valid_until,
        data=dict(new.data),
        payload=payload.encode(said, keys.sign(said.message())),
        file_due=file_due,
    )


def new_public_id() -> str:
    """A name that nobody can guess: 128 random bits as 26 small letters and digits."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def _facts(row: Certificate) -> dict[str, Any]:
    return {
        "holder_code": row.holder_code,
        "kind": row.kind,
        "number": row.number,
        "valid_until": row.valid_until.isoformat() if row.valid_until else "",
        "version": row.version,
    }
