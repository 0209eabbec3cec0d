"""Run every benchmark, one after the other, and say which bars were reached. Prints ratios, asserts nothing.

``python benchmarks/run.py [NAME …]`` runs those whose names are given, such as ``draw licences``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run the chosen benchmarks; 0 if each of them says that its bars were reached."""
    wanted = set(sys.argv[1:])
    missed = []
    for path in sorted(HERE.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_")
        if wanted and name not in wanted:
            continue
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, str(path)], cwd=HERE.parent).returncode:
            missed.append(name)
    print(f"\n== bars missed in: {', '.join(missed)}" if missed else "\n== all bars reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
