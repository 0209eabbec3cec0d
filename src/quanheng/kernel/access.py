"""The code that opens a matter to whoever applied for it 办理码: number and code in the place of an account.

Only a digest is stored, bound to the matter's number, so that a code opens one matter and a list of digests
opens none.

>>> tidy("k7mw-2x4p qh8n"), spoken("K7MW2X4PQH8N")
('K7MW2X4PQH8N', 'K7MW-2X4P-QH8N')
>>> opens(digest("500242-2024-000001", "K7MW2X4PQH8N"), "500242-2024-000001", "k7mw-2x4p-qh8n")
True
>>> opens("", "500242-2024-000001", "")
False
"""

from __future__ import annotations

import re
import secrets

from quanheng.kernel.canonical import sha256_hex

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs, none that is mistaken for another when read aloud."""
LENGTH = 12
NOBODY = "0" * 64


def new_code() -> str:
    """A code that nobody can guess: twelve signs, sixty bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def tidy(code: str) -> str:
    """A code as it is kept: without spaces and hyphens, in capitals."""
    return re.sub(r"[\s\-—－]", "", code).upper()


def spoken(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def digest(number: str, code: str) -> str:
    """What is stored of a code: the SHA-256 of the matter's number and the code."""
    return sha256_hex(f"{number}|{tidy(code)}")


def opens(stored: str, number: str, code: str) -> bool:
    """Whether the code is the one whose digest is stored; as long in the asking whether or not it is."""
    return secrets.compare_digest(digest(number, code), stored or NOBODY)
