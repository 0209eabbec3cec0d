"""Acts of publicity 公示办理: publishing and ending notices, releasing open data."""

from quanheng.domains.publicity.services.noticing import (
    AlreadyEnded,
    NoticeDraft,
    ReasonMissing,
    expire_due,
    publish,
    stop_for_deregistered,
    withdraw,
)

__all__ = [
    "AlreadyEnded",
    "NoticeDraft",
    "ReasonMissing",
    "expire_due",
    "publish",
    "stop_for_deregistered",
    "withdraw",
]
