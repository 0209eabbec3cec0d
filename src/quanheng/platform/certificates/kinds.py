"""The kinds of certificates 证照种类: declared by the package that owns the act that issues them.

A kind is declared in the ``certificates`` module of its application, which is loaded when a kind is first
asked for. Its template is a Typst form ``APP/NAME`` of that application; the shared base lies in
``platform/certificates/typeset/certificate.typ``. Of what a certificate prints, its ``data["fields"]``, a
list of label and value, is also shown on the public page that verifies it, and set in the OFD.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType


@dataclass(frozen=True)
class CertificateKind:
    """One kind of certificate 证照种类.

    ``key`` is at most 30 signs (``business_licence``); ``title`` is what stands on the page and is signed;
    ``template`` is ``APP/NAME``; ``number_says`` is what its number is called, ``cites`` the article that
    gives it force.
    """

    key: str
    title: str
    title_en: str
    template: str
    number_says: str = "证照编号"
    cites: str = ""


_DECLARED: dict[str, CertificateKind] = {}


def declare_kind(kind: CertificateKind) -> CertificateKind:
    """Declare a kind once. Raises ``ValueError`` if the key is taken by another kind, or too long."""
    if not 0 < len(kind.key) <= 30:
        raise ValueError(f"kind {kind.key!r} needs 1 to 30 signs")
    if _DECLARED.setdefault(kind.key, kind) != kind:
        raise ValueError(f"kind {kind.key} is declared twice")
    return kind


def kind_of(key: str) -> CertificateKind:
    """The declared kind; ``LookupError`` for one that nobody declared."""
    if key not in _DECLARED:
        _load()
    if key not in _DECLARED:
        raise LookupError(f"there is no kind of certificate {key}")
    return _DECLARED[key]


def kinds() -> Mapping[str, CertificateKind]:
    """Every declared kind by its key."""
    _load()
    return MappingProxyType(_DECLARED)


@cache
def _load() -> None:
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("certificates")
