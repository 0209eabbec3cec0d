"""Check a release of Quanheng open data with Python's standard library alone.

    python verify.py FOLDER PUBLIC_KEY [OLDER_FOLDER]

FOLDER holds manifest.json, manifest.sig and the files it lists; PUBLIC_KEY is the 64 hex characters that the
bureau publishes (take them from a place other than the folder). Checked: the signature of the manifest
(Ed25519, RFC 8032), size and SHA-256 of every file, that nothing else lies in the folder, the signature of
every ledger checkpoint; and, with an OLDER_FOLDER, that no checkpoint of it is missing or changed here.
Prints what agrees; exit code 1 and what disagrees.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
OURS = {"manifest.json", "manifest.sig", "verify.py"}


def add(a, b):
    """Add two points of the curve in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def times(number, point):
    """Multiply a point."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point(raw):
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


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(message, signature, key):
    """Whether this Ed25519 signature of the message was made by the holder of the key (both in hex)."""
    try:
        raw, public = bytes.fromhex(signature), bytes.fromhex(key)
    except ValueError:
        return False
    if len(raw) != 64 or len(public) != 32:
        return False
    a, r, s = point(public), point(raw[:32]), int.from_bytes(raw[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(raw[:32] + public + message).digest(), "little") % Q
    left, right = times(s, BASE), add(r, times(h, a))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P
    )


def checkpoints(folder):
    """The ledger checkpoints of a release: day to (entry number, hash, signature)."""
    with (folder / "checkpoints.csv").open(encoding="utf-8", newline="") as file:
        return {row["day"]: (int(row["seq"]), row["hash"], row["signature"]) for row in csv.DictReader(file)}


def faults(folder, key, older=None):
    """Every disagreement, as a sentence."""
    if not (folder / "manifest.json").is_file() or not (folder / "manifest.sig").is_file():
        return ["缺少 manifest.json 或 manifest.sig：不是一份完整的开放数据"]
    raw = (folder / "manifest.json").read_bytes()
    if not signed(raw, (folder / "manifest.sig").read_text().strip(), key):
        return ["manifest.json 的签名与公钥不符：清单被改动，或者不是该局签发"]
    found, files = [], json.loads(raw)["files"]
    for name in sorted(set(files) | {path.name for path in folder.iterdir()} - OURS):
        found += file_faults(folder / name, files.get(name))
    if found:
        return found
    marks = checkpoints(folder)
    for day, (seq, last, signature) in sorted(marks.items()):
        told = {"day": day, "format": "quanheng-checkpoint/1", "hash": last, "seq": seq}
        if not signed(json.dumps(told, separators=(",", ":"), sort_keys=True).encode(), signature, key):
            found.append(f"{day} 的台账检查点签名无效")
    for day, mark in sorted(checkpoints(older).items()) if older else []:
        if marks.get(day) != mark:
            found.append(f"{day} 的台账检查点与旧版不一致：台账历史被改写")
    return found


def file_faults(path, listed):
    """What is wrong with one file."""
    if listed is None:
        return [f"{path.name} 不在清单内"]
    if not path.is_file():
        return [f"缺少文件 {path.name}"]
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return (
        []
        if digest.hexdigest() == listed["sha256"]
        else [f"{path.name} 的内容与清单中的摘要不符：文件被改动"]
    )


def main(arguments):
    """Check and say; the exit code."""
    if len(arguments) not in (2, 3):
        print(__doc__)
        return 2
    folder, older = Path(arguments[0]), Path(arguments[2]) if len(arguments) == 3 else None
    found = faults(folder, arguments[1], older)
    for fault in found:
        print(f"不一致：{fault}")
    if not found:
        told = json.loads((folder / "manifest.json").read_bytes())
        told = f"{told['made_on']} 的开放数据，{len(told['files'])} 个文件"
        print(f"一致：{told}的摘要、清单签名和检查点签名全部有效。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
