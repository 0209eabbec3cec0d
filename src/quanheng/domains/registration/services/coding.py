"""Giving out unified codes 赋码: one after the other per authority, none left out, none twice.

A code is for life (《组织机构统一社会信用代码管理办法》第十条). The serial is locked until the act that needs
the code is committed: an act that fails gives its number back, so that the series has no gaps.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import Business, CodeSerial
from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.coding import (
    SEGMENT,
    SegmentInUse,
    code_of,
    last_serial,
    require_segment,
)
from quanheng.kernel.refusal import Missing
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.people.numbering import numbering


@transaction.atomic
def issue_code(authority: str, category: str) -> str:
    """The next unified code of an authority 赋码: ``authority`` is six digits, ``category`` two signs."""
    return issue_codes(authority, category, 1)[0]


@transaction.atomic
def issue_codes(authority: str, category: str, count: int) -> list[str]:
    """The next codes of an authority, in order 成批赋码. Call it inside the act that uses them.

    A serial whose code an imported register already holds is somebody else's and is passed over.
    """
    row = _locked(authority)
    made: list[str] = []
    while len(made) < count:
        wanted = range(row.last + 1, row.last + 1 + count - len(made))
        codes = [code_of(category, authority, row.segment, serial) for serial in wanted]
        taken = _taken(codes)
        made += [code for code in codes if code[8:17] not in taken]
        row.last = wanted[-1]
    row.save(update_fields=["last"])
    return made


@transaction.atomic
def set_segment(authority: str, segment: str, *, by: Actor, today: date) -> CodeSerial:
    """Enter the segment of codes that an authority was allotted 设置码段; codes count from its first one.

    Raises ``Refused`` for what is no segment, ``Missing`` for an authority that registers nobody,
    ``SegmentInUse`` while another segment has given out codes and has more of them.
    """
    by.require(rights.SET_SEGMENT, area=authority)
    kept = require_segment(segment)
    if not Organ.objects.filter(kind="bureau", area_id=authority).exists():
        raise Missing("没有这个登记机关。", instead="请填写登记机关所在县的六位区划代码。", field="authority")
    row = _locked(authority)
    before, given_out = row.segment, row.last
    if kept == before:
        return row
    if 0 < given_out < last_serial(before):
        raise SegmentInUse(
            f"码段{before}已经发出{given_out}个代码，还没有用完，不能更换。",
            instead="请用完以后再换新的码段。",
            field="segment",
        )
    row.segment, row.last = kept, 0
    row.save(update_fields=["segment", "last"])
    facts = {"authority": authority, "before": before, "given_out": given_out, "segment": kept}
    record("code_segment_set", on=row, by=by, today=today, facts=facts)
    return row


def _locked(authority: str) -> CodeSerial:
    return numbering(CodeSerial, authority=authority, defaults={"segment": SEGMENT})


def _taken(codes: list[str]) -> set[str]:
    """The subject parts among these that the register holds under any category."""
    wanted = [f"9{kind}{code[2:17]}" for code in codes for kind in "1239"]
    found: set[str] = set()
    for start in range(0, len(wanted), 300):
        part = wanted[start : start + 300]
        bounds = [code for body in part for code in _with_checks(body)]
        found |= set(Business.objects.filter(code__in=bounds).values_list("code", flat=True))
    return {code[8:17] for code in found}


def _with_checks(body: str) -> list[str]:
    from quanheng.kernel.identifiers import uscc

    return [body + uscc.check_sign(body)]
