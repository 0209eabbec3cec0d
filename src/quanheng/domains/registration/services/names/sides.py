"""The two sides of a dispute 争议双方: the code by which each reads its papers, and the evidence it hands in.

《企业名称登记管理规定实施办法》第三十六条 (the applicant's evidence), 第三十九条 (the answering side's).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from quanheng.domains.registration.models import NameDispute
from quanheng.domains.registration.queries.names import side_actor
from quanheng.domains.registration.rules.names import rights
from quanheng.domains.registration.rules.names.papers import METHOD, SIDE_SAYS, Side
from quanheng.domains.registration.rules.names.stages import EXAMINED, Dispute
from quanheng.kernel import access
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.services import Label, attach, store
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.rights import Right

OPEN_TO: dict[Side, frozenset[Dispute]] = {
    Side.APPLICANT: EXAMINED | {Dispute.FILED, Dispute.SUPPLEMENT},
    Side.RESPONDENT: EXAMINED - {Dispute.ACCEPTED},
}
"""The stages at which a side may hand evidence in."""

CITES = {Side.APPLICANT: f"{METHOD}第三十六条", Side.RESPONDENT: f"{METHOD}第三十九条"}


@transaction.atomic
def hand_out_dispute_code(key: int, side: Side, *, by: Actor, today: date) -> str:
    """Give a side its code 发放查询码 and return it; an older one opens nothing any more.

    The answering side has none before the application was sent to it. Raises ``Missing``, ``Refused``.
    """
    held = _held(key, rights.FILE_DISPUTE, by=by)
    if side is Side.RESPONDENT and held.served_on is None:
        raise Refused("还没有向被申请人发送答辩告知书。", cites=CITES[side], instead="请先发送答辩告知书。")
    code = access.new_code()
    setattr(held, f"{side.value}_access", access.digest(held.number, code))
    held.save(update_fields=[f"{side.value}_access"])
    record("name_dispute_code_handed_out", on=held, by=by, today=today, facts={"side": SIDE_SAYS[side]})
    return code


@transaction.atomic
def add_dispute_evidence(
    key: int, side: Side, contents: Sequence[bytes], *, by: Actor, today: date
) -> list[Attachment]:
    """Attach a side's photos or PDF files to a dispute 提交证据, by an officer or by the side itself.

    Raises ``FileNotAccepted``, ``Missing`` for a dispute that is not the actor's, ``Refused`` out of time.
    """
    held = _held(key, rights.ADD_EVIDENCE, by=by)
    if not by.may(rights.FILE_DISPUTE) and by.id != side_actor(held, side).id:
        raise Missing("没有找到这件名称争议，或者它与您无关。")
    if held.stage not in OPEN_TO[side]:
        raise Refused("现在不能提交证据。", cites=CITES[side], instead="请看上面的办理状态。", field="files")
    if not contents:
        raise Refused("没有收到文件。", instead="请重新拍照或者选择文件。", field="files")
    return [_attached(held, side, content, by=by, today=today) for content in contents]


def _attached(held: NameDispute, side: Side, content: bytes, *, by: Actor, today: date) -> Attachment:
    stored = store(content)
    if not stored.media_type.startswith(("image/", "application/pdf")):
        raise Refused("证据应当是照片或者 PDF 文件。", instead="请重新选择文件。", field="files")
    label = Label(f"evidence_{side.value}", f"{SIDE_SAYS[side]}证据 {held.number}", held.area_code)
    row = attach(stored, label, to=held, by=by, today=today)
    facts = {"side": SIDE_SAYS[side], "digest": stored.digest}
    record("name_dispute_evidence_added", on=held, by=by, today=today, facts=facts)
    return row


def _held(key: int, right: Right, *, by: Actor) -> NameDispute:
    by.require(right)
    held = NameDispute.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if held is None:
        raise Missing("没有找到这件名称争议，或者它不在您的辖区内。")
    by.require(right, area=held.area_code)
    return held
