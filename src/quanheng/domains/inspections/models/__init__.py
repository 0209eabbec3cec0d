"""What inspections store: lists (items, checklists, default ratios), plans, inspections, visits."""

from quanheng.domains.inspections.models.inspecting import (
    Inspection,
    InspectionItem,
    InspectionQuerySet,
    SpentDraw,
)
from quanheng.domains.inspections.models.listing import Checklist, ChecklistQuestion, Item, QuotaDefault
from quanheng.domains.inspections.models.planning import Plan, PlanEntry
from quanheng.domains.inspections.models.recording import (
    Answer,
    AnswerEntry,
    Confirmation,
    Finding,
    Obstruction,
    Review,
    Sheet,
)
from quanheng.domains.inspections.models.visiting import TeamMember, Visit, VisitPart, VisitQuerySet

__all__ = [
    "Answer",
    "AnswerEntry",
    "Checklist",
    "ChecklistQuestion",
    "Confirmation",
    "Finding",
    "Inspection",
    "InspectionItem",
    "InspectionQuerySet",
    "Item",
    "Obstruction",
    "Plan",
    "PlanEntry",
    "QuotaDefault",
    "Review",
    "Sheet",
    "SpentDraw",
    "TeamMember",
    "Visit",
    "VisitPart",
    "VisitQuerySet",
]
