"""What credit does when it hears of the register: somebody looks at the class 听取登记事实."""

from __future__ import annotations

from quanheng.domains.credit.services import ask_review
from quanheng.domains.registration.events import RegistrationAnnulled, RenamingOverdue


def hear_renaming_overdue(fact: RenamingOverdue) -> None:
    """A business kept the name that it was ordered to give up."""
    ask_review(fact.code, "逾期未按裁决变更名称", today=fact.found_on)


def hear_annulled(fact: RegistrationAnnulled) -> None:
    """A change was got by fraud; a business whose whole registration was annulled is classified no more."""
    if not fact.whole:
        ask_review(fact.code, "虚假登记被撤销", today=fact.annulled_on)
