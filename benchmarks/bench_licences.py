"""Electronic licences: issued, rendered, signed and stored, per core, against the unsigned rendering alone.

    python benchmarks/bench_licences.py [--count 200]

One process works off ``count`` business licences through the platform's own acts (``issue``, then ``pdf_of``:
payload, code, page, PAdES signature, file on disk, row, ledger) on SQLite. The bar is twenty a second per
core; it is judged by processor time, which neighbours on the machine change least, and wall time is printed
beside it. The alternative measured in the same run sets the same pages with Typst, unsigned and kept nowhere.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

BAR = 20.0
WARM_UP = 5
SCOPE = (
    "许可项目：餐饮服务（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件"
    "或许可证件为准）。一般项目：食品销售（仅销售预包装食品）；日用百货销售。"
)


def main() -> None:
    """Measure and print; exit code 1 if the bar is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"QUANHENG_HOME": home, "DJANGO_SETTINGS_MODULE": "quanheng.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        sys.exit(measure(count, Path(home)))


def measure(count: int, home: Path) -> int:
    """Set, then issue and make; print both and their ratio."""
    from datetime import date

    from quanheng.platform.certificates import printing, services
    from quanheng.platform.documents.render import render
    from quanheng.platform.people import county
    from quanheng.platform.people.actors import Actor

    county.lay_out()
    by, today = Actor.system("基准"), date(2021, 3, 5)
    rows = [services.issue(licence(number), by=by, today=today) for number in range(count + WARM_UP)]
    pages = [printing.data_of(row) for row in rows]

    def plainly(number: int) -> None:
        render("registration/business_licence", pages[number], on=today)

    def signed(number: int) -> None:
        services.pdf_of(rows[number])

    def whole(number: int) -> None:
        services.pdf_of(services.issue(licence(number, "B"), by=by, today=today))

    plain, ready = timed(plainly, count), timed(signed, count)
    both = timed(whole, count)
    print(f"{count} business licences of two pages, one process, SQLite")
    say("rendered only, unsigned, with the code", plain, count)
    say("rendered with the code, signed, stored", ready, count)
    say("issued, rendered, signed, stored", both, count)
    rate, ratio = count / ready[0], ready[0] / plain[0]
    print(f"a signed and stored licence costs {ratio:.2f} times its unsigned page")
    kept = sum(path.stat().st_size for path in (home / "documents").rglob("*") if path.is_file())
    print(f"a file holds {kept / (2 * count + 2 * WARM_UP) / 1024:.0f} KB on average")
    print(f"bar: {BAR:.0f} a second per core; reached {rate:.1f}: {'yes' if rate >= BAR else 'NO'}")
    return 0 if rate >= BAR else 1


def licence(number: int, series: str = "A") -> object:
    """An invented business licence; its code has no meaning here."""
    from quanheng.domains.registration.certificates import BUSINESS_LICENCE, printed
    from quanheng.domains.registration.rules.licence import Licence
    from quanheng.domains.registration.rules.vocabulary import Kind
    from quanheng.platform.certificates.services import NewCertificate

    code, name = f"92500242M{series}{number:07d}", f"酉阳县龙潭镇第{number}家面馆（个体工商户）"
    told = Licence(
        Kind.INDIVIDUAL,
        name,
        head="冉启明",
        type_text="个体工商户",
        form="个人经营",
        established="2021年3月5日",
        seat=f"重庆市酉阳土家族苗族自治县龙潭镇老街{number}号",
        scope=SCOPE,
    )
    return NewCertificate(
        BUSINESS_LICENCE.key, code, name, code, "500242101", "500242-amr", None, printed(told)
    )


def timed(work: Callable[[int], None], count: int) -> tuple[float, float]:
    """Processor and wall seconds of ``count`` calls, after a few that are not counted."""
    for number in range(WARM_UP):
        work(count + number)
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(count):
        work(number)
    return time.process_time() - cpu, time.perf_counter() - wall


def say(what: str, took: tuple[float, float], count: int) -> None:
    """One line of the result."""
    cpu, wall = took
    print(
        f"  {what:<40} {count / cpu:6.1f} a second of processor time ({cpu / count * 1000:.1f} ms), "
        f"{count / wall:6.1f} by the clock"
    )


if __name__ == "__main__":
    main()
