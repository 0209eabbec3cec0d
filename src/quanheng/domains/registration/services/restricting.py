"""What holds and bars have in common 限制: the document that asks for one, and lifting it with why."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from quanheng.domains.registration.models import Hold, PersonBar
from quanheng.kernel.refusal import Refused
from quanheng.platform.people.actors import Actor


class RestrictionWrong(Refused):
    """A hold or a bar says too little, or the wrong thing, to stand 限制不完整."""


class LiftedBefore(Refused):
    """The hold or the bar was lifted already 已经解除."""


class Asked(Protocol):
    """What the asking document says."""

    @property
    def source(self) -> str:
        """Who asks: an organ, a court, a register of liens."""

    @property
    def reference(self) -> str:
        """Their document or matter."""

    @property
    def note(self) -> str:
        """What else is to be said."""

    @property
    def from_on(self) -> date:
        """The first day."""

    @property
    def until_on(self) -> date | None:
        """The last day, none while it lasts."""


def check_document(asked: Asked, *, cites: str) -> None:
    """Raise ``RestrictionWrong`` where the document is not named or its days run backwards."""
    if not asked.source.strip() or not asked.reference.strip():
        raise RestrictionWrong(
            "请写明由哪个机关提出或者认定、依据哪一份文书或者哪一件案件。",
            cites=cites,
            instead="文书号和案号用来防止重复设置。",
            field="reference",
        )
    if asked.until_on and asked.until_on < asked.from_on:
        raise RestrictionWrong("截止日期早于开始日期。", cites=cites, field="until_on")


def document_of(asked: Asked, *, by: Actor) -> dict[str, object]:
    """The columns that say who asked by which document, and who entered it."""
    return {
        "source": asked.source.strip()[:120],
        "reference": asked.reference.strip()[:120],
        "note": asked.note.strip()[:300],
        "from_on": asked.from_on,
        "placed_by": by.id,
        "placed_by_name": by.name,
    }


def end_restriction(found: Hold | PersonBar, called: str, reason: str, *, by: Actor, today: date) -> None:
    """Write that it is lifted, and why. Raises ``LiftedBefore``, ``RestrictionWrong``."""
    if found.lifted_on:
        raise LiftedBefore(f"这条{called}已经在{found.lifted_on.isoformat()}解除。", cites=found.cites)
    if not reason.strip():
        raise RestrictionWrong("请写明解除的理由或者文书。", cites=found.cites, field="reason")
    found.lifted_on, found.lifted_by, found.lifted_by_name = today, by.id, by.name
    found.lifted_reason = reason.strip()[:300]
    found.save(update_fields=["lifted_on", "lifted_by", "lifted_by_name", "lifted_reason"])
