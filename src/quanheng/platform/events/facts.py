"""Facts, who listens, and how a fact travels through the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar, get_type_hints


@dataclass(frozen=True)
class Fact:
    """Something that happened: a frozen dataclass of plain values (text, numbers, dates, tuples of them)."""

    @property
    def name(self) -> str:
        """The fact's name in the outbox: module and class."""
        return f"{type(self).__module__}.{type(self).__qualname__}"

    def plain(self) -> dict[str, Any]:
        """The fact as JSON values."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


F = TypeVar("F", bound=Fact)
Handler = Callable[[Any], None]
_TYPES: dict[str, type[Fact]] = {}
_HANDLERS: dict[str, dict[str, Handler]] = {}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def connect(fact: type[F], handler: Callable[[F], None]) -> None:
    """Let ``handler`` hear every ``fact``; it must be safe to run twice."""
    name = f"{fact.__module__}.{fact.__qualname__}"
    _TYPES[name] = fact
    _HANDLERS.setdefault(name, {})[f"{handler.__module__}.{handler.__qualname__}"] = handler


def handlers_of(name: str) -> dict[str, Handler]:
    """The handlers of a fact by their dotted names."""
    return _HANDLERS.get(name, {})


def revive(name: str, values: dict[str, Any]) -> Fact:
    """Rebuild a fact from its outbox row."""
    kind = _TYPES[name]
    hints = get_type_hints(kind)
    return kind(**{key: _revived(hints[key], value) for key, value in values.items()})


def _revived(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return date.fromisoformat(value) if isinstance(value, str) and "date" in str(hint) else value


def announce(fact: Fact) -> None:
    """Announce a fact inside the act's transaction; listeners run after the commit."""
    from quanheng.platform.events.outbox import post

    post(fact)
