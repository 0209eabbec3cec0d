"""The official acts on hazards, one module per stage of work 隐患排查整改.

Every act takes ``by`` and ``today``, locks the hazard, asks the table of moves, writes the ledger, keeps the
worklist in step and announces what happened.
"""

from quanheng.domains.hazards.services.answering import renew_link, report_rectified
from quanheng.domains.hazards.services.escalating import (
    escalate,
    escalate_overdue,
    hand_over,
    instruct,
)
from quanheng.domains.hazards.services.importing import (
    ClosedHazard,
    ImportReport,
    import_closed_hazards,
)
from quanheng.domains.hazards.services.limiting import set_limit
from quanheng.domains.hazards.services.ordering import OrderDraft, order_rectification
from quanheng.domains.hazards.services.rechecking import RecheckReport, recheck
from quanheng.domains.hazards.services.reporting import (
    HazardReport,
    PointFound,
    add_evidence,
    regrade,
    report_hazard,
)
from quanheng.domains.hazards.services.withdrawing import withdraw

__all__ = [
    "ClosedHazard",
    "HazardReport",
    "ImportReport",
    "OrderDraft",
    "PointFound",
    "RecheckReport",
    "add_evidence",
    "escalate",
    "escalate_overdue",
    "hand_over",
    "import_closed_hazards",
    "instruct",
    "order_rectification",
    "recheck",
    "regrade",
    "renew_link",
    "report_hazard",
    "report_rectified",
    "set_limit",
    "withdraw",
]
