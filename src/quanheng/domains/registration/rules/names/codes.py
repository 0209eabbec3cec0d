"""The code by which a retained name is used 取用码: told once, stored as a digest."""

from __future__ import annotations

from quanheng.kernel.canonical import sha256_hex

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs of the code: none that are read for each other."""

CODE_LENGTH = 10


def code_digest(code: str) -> str:
    """What is stored of the code of a retained name, however it is typed.

    >>> code_digest("abcde-23456 ") == code_digest("ABCDE23456")
    True
    """
    return sha256_hex(code.strip().upper().replace("-", "").replace(" ", ""))
