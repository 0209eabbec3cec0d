"""The official acts of inspections, in the order of the work 抽查工作的办理."""

from quanheng.domains.inspections.services.abandoning import abandon_inspection
from quanheng.domains.inspections.services.annual import (
    EntryDraft,
    PlanDraft,
    add_plan_line,
    adopt_plan,
    draw_up_plan,
    open_plan,
    remove_plan_line,
    supplement_plan,
)
from quanheng.domains.inspections.services.drawing import (
    DrawUnderWay,
    NobodyToSend,
    commit_draw,
    draw_inspection,
    prepare_draw,
    substitute_visit,
)
from quanheng.domains.inspections.services.hearing import hear_draw_run, hear_substitution
from quanheng.domains.inspections.services.importing import (
    ImportReport,
    ProblemRow,
    VisitRow,
    import_visits,
)
from quanheng.domains.inspections.services.listing import (
    ChecklistDraft,
    ItemDraft,
    adopt_checklist,
    decide_quotas,
    list_item,
    retire_item,
    seed_lists,
)
from quanheng.domains.inspections.services.papers import record_paper
from quanheng.domains.inspections.services.planning import (
    InspectionDraft,
    plan_inspection,
    replan_inspection,
)
from quanheng.domains.inspections.services.publishing import publish_results, publish_visit
from quanheng.domains.inspections.services.recording import (
    ConfirmationDraft,
    RecordDraft,
    RefusalDraft,
    finish_visit,
    record_refusal,
)
from quanheng.domains.inspections.services.reviewing import approve_visit, return_visit
from quanheng.domains.inspections.services.visiting import (
    AnswerDraft,
    EvidenceDraft,
    add_photo,
    add_voice,
    save_answer,
    send_stand_in,
    start_visit,
)
from quanheng.platform.draws.services import SourceDraft

__all__ = [
    "AnswerDraft",
    "ChecklistDraft",
    "ConfirmationDraft",
    "DrawUnderWay",
    "EntryDraft",
    "EvidenceDraft",
    "ImportReport",
    "InspectionDraft",
    "ItemDraft",
    "NobodyToSend",
    "PlanDraft",
    "ProblemRow",
    "RecordDraft",
    "RefusalDraft",
    "SourceDraft",
    "VisitRow",
    "abandon_inspection",
    "add_photo",
    "add_plan_line",
    "add_voice",
    "adopt_checklist",
    "adopt_plan",
    "approve_visit",
    "commit_draw",
    "decide_quotas",
    "draw_inspection",
    "draw_up_plan",
    "finish_visit",
    "hear_draw_run",
    "hear_substitution",
    "import_visits",
    "list_item",
    "open_plan",
    "plan_inspection",
    "prepare_draw",
    "publish_results",
    "publish_visit",
    "record_paper",
    "record_refusal",
    "remove_plan_line",
    "replan_inspection",
    "retire_item",
    "return_visit",
    "save_answer",
    "seed_lists",
    "send_stand_in",
    "start_visit",
    "substitute_visit",
    "supplement_plan",
]
