"""What the QR holds 二维码内容: a signed statement about one certificate, checked without a network.

The statement is canonical JSON (RFC 8785), a list that begins with its format:

``["quanheng-certificate/1", kind, number, holder, issued, valid_until, version, public_id, key_id]``

with days as ISO text, an empty ``valid_until`` where the certificate has no end, and ``kind`` in the words
that stand on the certificate. The payload is ``STATEMENT.SIGNATURE``, both base64url without padding, the
signature being Ed25519 over the statement's bytes. A payload that could have been written in another way is
not one.

>>> said = Statement("营业执照", "92500242MA00000017", "面馆", date(2021, 3, 5), None, 1, "a" * 26, "k")
>>> text = encode(said, bytes(64))
>>> decode(text).statement == said
True
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from quanheng.kernel.canonical import canonical_json
from quanheng.kernel.refusal import Refused

FORMAT = "quanheng-certificate/1"
SIGNATURE_BYTES = 64


class NotAPayload(Refused):
    """The text is not what a certificate's QR holds 不是证照二维码."""


@dataclass(frozen=True)
class Statement:
    """What is said of one version of one certificate; ``valid_until`` None means without end."""

    kind: str
    number: str
    holder: str
    issued_on: date
    valid_until: date | None
    version: int
    public_id: str
    key_id: str

    def message(self) -> bytes:
        """The bytes that are signed."""
        until = self.valid_until.isoformat() if self.valid_until else ""
        return canonical_json(
            [
                FORMAT,
                self.kind,
                self.number,
                self.holder,
                self.issued_on.isoformat(),
                until,
                self.version,
                self.public_id,
                self.key_id,
            ]
        )


@dataclass(frozen=True)
class Payload:
    """A decoded payload: what it says, the signed bytes, the signature; nothing is checked yet."""

    statement: Statement
    message: bytes
    signature: bytes


def encode(statement: Statement, signature: bytes) -> str:
    """The payload's text."""
    return f"{_text(statement.message())}.{_text(signature)}"


def decode(text: str) -> Payload:
    """Read a payload, or the whole address that a QR holds. Raises ``NotAPayload``."""
    parts = text.strip().rpartition("#")[2].split(".")
    if len(parts) != 2:
        raise _wrong("不是本平台证照二维码的内容")
    message, signature = _bytes(parts[0]), _bytes(parts[1])
    if len(signature) != SIGNATURE_BYTES:
        raise _wrong("签名长度不对")
    return Payload(_statement(message), message, signature)


def _statement(message: bytes) -> Statement:
    try:
        values = json.loads(message.decode())
        said = _read(values)
    except (ValueError, TypeError, AttributeError, RecursionError) as fault:
        raise _wrong("内容不完整") from fault
    if said.message() != message:
        raise _wrong("内容不是规范写法")
    return said


def _read(values: Any) -> Statement:
    form, kind, number, holder, issued, until, version, public_id, key_id = values
    texts = (form, kind, number, holder, issued, until, public_id, key_id)
    if not all(isinstance(text, str) for text in texts) or type(version) is not int or form != FORMAT:
        raise ValueError(form)
    ends = date.fromisoformat(until) if until else None
    return Statement(kind, number, holder, date.fromisoformat(issued), ends, version, public_id, key_id)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise _wrong("内容不完整") from fault
    if _text(content) != text:
        raise _wrong("内容不是规范写法")
    return content


def _wrong(why: str) -> NotAPayload:
    return NotAPayload(f"这段文字不能核验：{why}。", instead="请重新扫描证照上的二维码，或者完整复制其内容。")
