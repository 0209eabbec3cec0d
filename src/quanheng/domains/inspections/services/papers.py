"""The record of a visit as a document 实地核查记录表: set from the record once, then always the same file.

It follows the act: the record is closed first, then a worker sets the document. Whoever asks before the
worker has come gets the same file. A record that was sent back and closed again is another document, and so
is the one that names the publication; the earlier ones stay.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanheng.domains.inspections.models import Visit
from quanheng.domains.inspections.queries import visit as visit_of
from quanheng.domains.inspections.queries.papers import record_said
from quanheng.domains.inspections.queries.visiting import RECORD_KIND
from quanheng.domains.inspections.rules.stages import VisitStage
from quanheng.kernel.refusal import Missing
from quanheng.platform.documents.models import Attachment
from quanheng.platform.documents.render import render
from quanheng.platform.documents.services import Label, attach, store_made
from quanheng.platform.ledger.services import subject_of
from quanheng.platform.people.actors import Actor

PDF = "application/pdf"
MAKER = Actor.system("制作文书")


def record_paper(visit: Visit, *, today: date) -> Attachment:
    """The record of a visit as PDF, made and filed with the visit if it was not 实地核查记录表.

    Raises ``Missing`` before every department has closed its record, ``CharacterNotInFont`` or
    ``NoDocumentFont`` where it cannot be set.
    """
    if not visit.is_recorded:
        raise Missing("检查记录还没有提交，没有核查记录表。", instead="请等检查人员提交检查记录。")
    label = _label(visit)
    filed = Attachment.objects.filter(about=subject_of(visit), kind=label.kind)
    return filed.select_related("stored").first() or _made(visit, label, today)


def _label(visit: Visit) -> Label:
    """How the document is filed: once for each closing of the record, and once more when published."""
    returned = visit.reviews.filter(agreed=False).count()
    shown = ":published" if visit.state == VisitStage.PUBLISHED else ""
    name = f"实地核查记录表 {visit.inspection.number}-{visit.order}.pdf"
    return Label(f"{RECORD_KIND}{returned + 1}{shown}", name, visit.area_code)


def _made(visit: Visit, label: Label, today: date) -> Attachment:
    said = record_said(visit_of(visit.pk, viewer=MAKER), viewer=MAKER)
    stored = store_made(render("inspections/visit_record", said, on=visit.ended_on), PDF)
    with transaction.atomic():
        return attach(stored, label, to=visit, by=MAKER, today=today)
