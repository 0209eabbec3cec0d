"""The official acts on permits, one module per stage of work 许可办理.

Every act takes ``by`` and ``today``, locks what it changes, asks the table of moves, writes the ledger, keeps
the worklist in step.
"""

from quanheng.domains.licences.services.accepting import (
    accept,
    answer_supplement,
    ask_supplement,
    decline,
    deem_accepted,
    lapse_unanswered,
)
from quanheng.domains.licences.services.applying import (
    About,
    NewApplication,
    apply_about_permit,
    apply_for_permit,
    withdraw_application,
)
from quanheng.domains.licences.services.checking import CheckReport, record_check
from quanheng.domains.licences.services.deciding import approve, extend, refuse
from quanheng.domains.licences.services.ending import (
    annul_permit,
    cancel_permit,
    return_permit,
    revoke_permit,
    suspend_permit,
    withdraw_permit,
)
from quanheng.domains.licences.services.entering import Granted, enter_permit, resolve_flags
from quanheng.domains.licences.services.expiring import (
    end_for_holder,
    expire_due,
    return_suspended,
    warn_ahead,
)
from quanheng.domains.licences.services.filing import NewFiling, file_seller, update_filing
from quanheng.domains.licences.services.following import settle_agreeing, take_over_change
from quanheng.domains.licences.services.issuing import issue_permit, issue_waiting
from quanheng.domains.licences.services.online import (
    NewForm,
    add_paper,
    answer_online,
    close_forgotten,
    hand_in,
    hand_out_code,
    open_form,
    withdraw_online,
    write_form,
)

__all__ = [
    "About",
    "CheckReport",
    "Granted",
    "NewApplication",
    "NewFiling",
    "NewForm",
    "accept",
    "add_paper",
    "annul_permit",
    "answer_online",
    "answer_supplement",
    "apply_about_permit",
    "apply_for_permit",
    "approve",
    "ask_supplement",
    "cancel_permit",
    "close_forgotten",
    "decline",
    "deem_accepted",
    "end_for_holder",
    "enter_permit",
    "expire_due",
    "extend",
    "file_seller",
    "hand_in",
    "hand_out_code",
    "issue_permit",
    "issue_waiting",
    "lapse_unanswered",
    "open_form",
    "record_check",
    "refuse",
    "resolve_flags",
    "return_permit",
    "return_suspended",
    "revoke_permit",
    "settle_agreeing",
    "suspend_permit",
    "take_over_change",
    "update_filing",
    "warn_ahead",
    "withdraw_application",
    "withdraw_online",
    "withdraw_permit",
    "write_form",
]
