"""What names hear from the other acts of registration 名称接收的事实."""

from __future__ import annotations

from quanheng.domains.registration.events import BusinessChanged
from quanheng.domains.registration.services.names.disputing import close_renamed
from quanheng.platform.people.actors import Actor


def hear_business_changed(fact: BusinessChanged) -> None:
    """A business has a new name: disputes about the old one end, and it is shown again."""
    if "name" in fact.fields:
        close_renamed(fact.code, by=Actor.system("registration.names"), today=fact.changed_on)
