"""Verify an electronic licence of Quanheng without a network, with Python's standard library alone.

    python verify_licence.py CODE keys.json list.json [--on 2021-03-05] [--first-key HEX]

CODE is what the licence's QR code holds: the whole address or what stands behind its # (or - to read it from
standard input). keys.json and list.json are the bureau's published keys and its signed list of ended
licences; the portal offers both under /verify/check/. --first-key is the oldest public key as you know it
from another place: without it the keys are taken as the file gives them. --on is the day to judge by, else
today.

Prints one sentence; exit code 0 if the licence is valid, 1 if it is not, 3 if that cannot be told for sure.
"""

import base64
import datetime
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
CERTIFICATE, LIST, KEY = "quanheng-certificate/1", "quanheng-revocations/1", "quanheng-key/1"
NAMES = ("format", "kind", "number", "holder", "issued", "valid_until", "version", "public_id", "key_id")


def add(a: Point, b: Point) -> Point:
    """Add two points of the curve in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def times(number: int, point: Point) -> Point:
    """Multiply a point."""
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point(raw: bytes) -> Point | None:
    """Read a point from 32 bytes; None if there is none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (not x and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


def signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether this Ed25519 signature of the message was made by the holder of the key (all bytes)."""
    if len(signature) != 64 or len(key) != 32:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    left, right = times(s, BASE), add(r, times(h, a))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P
    )


def canonical(value: object) -> bytes:
    """The one JSON form (RFC 8785) of texts, whole numbers and lists of them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def unpack(text: str) -> bytes:
    """Bytes from base64url without padding; ValueError if they could have been written in another way."""
    raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise ValueError(text)
    return raw


def day(text: str) -> datetime.date:
    """A day written as 2021-03-05."""
    found = datetime.date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(text)
    return found


def read(code: str) -> tuple[dict[str, Any], bytes, bytes]:
    """What a code states, the signed bytes and the signature; ValueError if it is none of ours."""
    message, signature = map(unpack, code.strip().rpartition("#")[2].split("."))
    values = json.loads(message.decode())
    if (
        len(values) != 9
        or values[0] != CERTIFICATE
        or type(values[6]) is not int
        or canonical(values) != message
    ):
        raise ValueError(code)
    told = dict(zip(NAMES, values, strict=True))
    if not all(isinstance(told[name], str) for name in NAMES if name != "version"):
        raise ValueError(code)
    told["issued"] = day(told["issued"])
    told["valid_until"] = day(told["valid_until"]) if told["valid_until"] else None
    return told, message, signature


def trusted(key_file: dict[str, Any], first: str = "") -> dict[str, bytes]:
    """The public keys by id; ValueError if one is not endorsed by the one before, or the first is another."""
    keys: dict[str, bytes] = {}
    before = ""
    for one in key_file["keys"]:
        raw = bytes.fromhex(one["key"])
        if one["id"] != hashlib.sha256(raw).hexdigest()[:8] or one["endorsed_by"] != before:
            raise ValueError(one["id"])
        message = canonical([KEY, one["id"], one["key"], one["since"]])
        if before and not signed(message, bytes.fromhex(one["endorsement"]), keys[before]):
            raise ValueError(one["id"])
        keys[one["id"]], before = raw, one["id"]
    if first and key_file["keys"][0]["key"] != first.lower():
        raise ValueError("first key")
    return keys


def opened(list_file: dict[str, Any], keys: dict[str, bytes]) -> dict[str, Any]:
    """The signed list; ValueError if its signature does not fit."""
    text = list_file["list"].encode()
    if not signed(text, bytes.fromhex(list_file["signature"]), keys.get(list_file["key"], b"")):
        raise ValueError("list")
    told: dict[str, Any] = json.loads(text)
    if told["format"] != LIST:
        raise ValueError("list")
    return told


def judge(
    code: str, key_file: dict[str, Any], list_file: dict[str, Any] | None, on: datetime.date, first: str = ""
) -> tuple[str, str]:
    """The verdict on a code on a day, and a sentence that says why.

    valid, expired, revoked, superseded, forged, unreadable, unsure; list_file may be None.
    """
    try:
        keys = trusted(key_file, first)
        ended = opened(list_file, keys) if list_file else None
    except (ValueError, KeyError, TypeError, IndexError):
        return "unsure", "公钥或者名单被改动或损坏，不能用来核验；请从平台重新下载。"
    try:
        said, message, signature = read(code)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return "unreadable", "这段文字不是本平台证照二维码的内容，或者不完整。"
    if said["key_id"] not in keys and said["issued"] > day(key_file["day"]):
        return "unsure", "这份证照比您的公钥清单新，请先更新公钥清单。"
    if not signed(message, signature, keys.get(said["key_id"], b"")):
        return "forged", "签名不符：内容被改动，或者不是本平台签发。"
    return standing(said, ended, on)


def standing(said: dict[str, Any], ended: dict[str, Any] | None, on: datetime.date) -> tuple[str, str]:
    """The verdict on a statement whose signature fits."""
    entry = ended["entries"].get(said["public_id"], "") if ended else ""
    if entry.startswith("r"):
        return "revoked", f"签名有效，但此证照已于 {entry[1:]} 吊销、撤销或注销。"
    if entry.startswith("s"):
        return "superseded", f"签名有效，但已于 {entry[1:]} 被新版本替代，请索要新版。"
    if said["issued"] > on:
        return "unsure", f"此证照 {said['issued']} 才签发，晚于所用的日期 {on}；请检查本机日期。"
    if said["valid_until"] and said["valid_until"] < on:
        return "expired", f"签名有效，但已于 {said['valid_until']} 到期。"
    if not ended:
        return "unsure", "签名有效，但没有名单，不能确定此后是否被吊销。"
    if not day(ended["day"]) <= on <= day(ended["good_until"]):
        return "unsure", f"签名有效，但名单是 {ended['day']} 的，不能确定此后是否被吊销；请更新名单。"
    return "valid", f"此证照有效（名单日期 {ended['day']}）。"


def main(arguments: list[str]) -> int:
    """Verify and say; the exit code."""
    today = datetime.date.today()  # noqa: TID251, DTZ011 - this runs where the platform is not
    options = {"--on": today.isoformat(), "--first-key": ""}
    given = list(arguments)
    for name in options:
        if name in given:
            at = given.index(name)
            options[name] = given[at + 1]
            del given[at : at + 2]
    if len(given) != 3:
        print(__doc__)
        return 2
    code = sys.stdin.read() if given[0] == "-" else given[0]
    files = [json.loads(Path(name).read_bytes()) for name in given[1:]]
    verdict, why = judge(code, files[0], files[1], day(options["--on"]), options["--first-key"])
    print(why)
    if vouched(code, files[0]):
        tell(code)
    return 0 if verdict == "valid" else 3 if verdict == "unsure" else 1


def vouched(code: str, key_file: dict[str, Any]) -> bool:
    """Whether a known key signed the code: nothing else that a code says is repeated."""
    try:
        told, message, signature = read(code)
        return signed(message, signature, trusted(key_file).get(told["key_id"], b""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False


def tell(code: str) -> None:
    """Print what a code states."""
    told = read(code)[0]
    print(
        f"{told['kind']}　{told['number']}　{told['holder']}　{told['issued']} 签发，第 {told['version']} 版"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
