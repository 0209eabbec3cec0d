"""What a browser remembers of applicants without an account 经办人: numbers and codes, in its session.

They are checked again at each step, so that a new code closes every door that the old one had opened.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from quanheng.kernel import access

MOST = 30


def remember(request: HttpRequest, slot: str, key: int, number: str, code: str) -> None:
    """Keep number and code of a matter for this browser; ``slot`` names the kind of matter."""
    known = dict(request.session.get(slot, {}))
    known.pop(str(key), None)
    known[str(key)] = [number, access.tidy(code)]
    request.session[slot] = dict(list(known.items())[-MOST:])


def remembered(request: HttpRequest, slot: str, key: int) -> tuple[str, str]:
    """Number and code of a matter that this browser handed out or entered; else two empty texts."""
    number, code = request.session.get(slot, {}).get(str(key), ["", ""])
    return number, code


def known_code(request: HttpRequest, slot: str, key: int) -> str:
    """The code of a matter as it is printed, if this browser knows it; else nothing."""
    return access.spoken(remembered(request, slot, key)[1])


def take_up_address(request: HttpRequest, page: str, number: str, code: str) -> str:
    """What the QR of a receipt holds: number and code behind the ``#``, which no server log keeps."""
    return f"{request.build_absolute_uri(reverse(page))}#number={number}&code={code}" if code else ""
