"""Evidence of an application 申请材料: photographed or chosen, kept by content, attached to the filing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.registration.rules import rights
from quanheng.domains.registration.rules.filings import Stage
from quanheng.domains.registration.rules.needs import EVIDENCE_SAYS
from quanheng.domains.registration.services.matter import hold
from quanheng.kernel.refusal import Refused
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.services import Label, attach, store
from quanheng.platform.ledger.services import record
from quanheng.platform.people.actors import Actor

TAKES = frozenset({Stage.DRAFT, Stage.SUPPLEMENT})
CITES = "《市场主体登记管理条例》第十六条"


@transaction.atomic
def add_filing_evidence(filing_id: int, kind: str, content: bytes, *, by: Actor, today: date) -> Attachment:
    """Attach a photo or a PDF to an application 提交材料; the same file under the same kind is kept once.

    ``kind`` is a key of ``EVIDENCE_SAYS``. Raises ``FileNotAccepted``, ``Refused`` once it is handed in.
    """
    filing = hold(filing_id, rights.APPLY, by=by)
    if kind not in EVIDENCE_SAYS:
        raise Refused("没有这一类材料。", cites=CITES, instead="请从列出的材料中选择。", field="kind")
    if filing.stage not in TAKES:
        raise Refused(
            "申请已经提交，不能再补充材料。", cites=CITES, instead="请等待补正通知，或者撤回后重新申请。"
        )
    stored = store(content)
    name = f"{filing.number} {EVIDENCE_SAYS[kind]}"
    label = Label(kind, name, filing.area_code)
    row = attach(stored, label, to=filing, by=by, today=today)
    facts = {"kind": kind, "digest": stored.digest}
    record("filing_evidence_added", on=filing, by=by, today=today, facts=facts)
    return row
