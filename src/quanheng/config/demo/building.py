"""Building the county 建县: the stages in their order. This is the place to start reading.

Stages follow the calendar: the register as it stood at the end of 2020, people, classes, then 2021 month by
month, at last what lies on the desks today.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from threading import Thread

from django.conf import settings

from quanheng.config.demo import classes, hazards, people, permits, present, register, registering, year
from quanheng.config.demo.stages import BUILDER, Made, Stage, build, done
from quanheng.domains.credit import services as credit
from quanheng.domains.registration import queries as registration
from quanheng.domains.registration.name_filing import catch_up
from quanheng.domains.registration.rules.filters import BusinessFilter
from quanheng.kernel import clock
from quanheng.kernel.clock import SHANGHAI
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.files import chunks_of
from quanheng.platform.tables.models import ImportRun, Mode, RunState

REGISTER = "registration.businesses"
LAST = "present"
"""The name of the last stage: once it is done, the county is whole."""


def folder() -> Path:
    """Where the files of the sample county lie, in the installation."""
    return Path(settings.HOME) / "demo"


def is_whole() -> bool:
    """Whether the county is built to the end."""
    return LAST in done()


def construct(made: Made) -> Iterator[Stage]:
    """Build what is not yet built; yields each stage before its work."""
    _write_meanwhile(made)
    return build(stages(made), made)


def _write_meanwhile(made: Made) -> None:
    """Begin to write the register's files beside the first stages, whose time goes into hashing passwords."""
    if not (folder() / register.extract_name(register.EXTRACTS[-1])).exists():
        _WRITING.append(Thread(target=register.write_extracts, args=(made.seed, made.scale, folder())))
        _WRITING[-1].start()


_WRITING: list[Thread] = []


def stages(made: Made) -> list[Stage]:
    """Every stage of the county, on the same ground each time.

    What this process remembers of people in another database is forgotten, and the pseudonyms follow from the
    seed, in an installation that has no secret for them yet: without that no draw would come out the same.
    """
    _keep_pseudonyms_repeatable(made.seed)
    for remembered in (people.seat, hazards.officers, hazards.codes):
        remembered.cache_clear()
    new_year = _at(date(2021, 1, 4), 8)
    first, *quarters = (_extract(made, number) for number in range(len(register.EXTRACTS)))
    beginning = [
        Stage("areas", "区划与机构", new_year, people.lay_out),
        Stage("people", "执法人员与账号", new_year, lambda: _people(made.seed)),
        first,
        Stage("names", "名称索引", _at(date(2021, 1, 4), 9, 30), _file_names, whole=False),
        Stage("outlets", "开设邮政网点", _at(date(2021, 1, 4), 10), registering.open_outlets),
        Stage("permits", "导入许可台账", _at(date(2021, 1, 4), 11), lambda: permits.hold(made)),
        Stage("plan", "事项清单与年度计划", _at(date(2021, 1, 4), 14), lambda: year.prepare(made)),
    ]
    for number in range(1, 13):
        beginning.append(_month(made, number))
        if number % 3 == 0:
            beginning.append(quarters[number // 3 - 1])
    beginning.append(
        Stage(
            "filings-2021",
            "导入2021年登记业务台账",
            _at(date(2021, 12, 31), 18),
            lambda: _filings(made),
            whole=False,
        )
    )
    real = clock.now()
    return [*beginning, Stage(LAST, "今天的办公桌", real, lambda: present.lay_out(made, real))]


def _month(made: Made, number: int) -> Stage:
    end = date(2021, number, monthrange(2021, number)[1])
    return Stage(
        f"2021-{number:02d}", f"2021年{number}月的工作", _at(end, 16), lambda: year.month(made, number)
    )


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def _people(seed: int) -> None:
    today = date(2021, 1, 4)
    people.enter_officers(seed, by=BUILDER, today=today)
    people.open_accounts(by=BUILDER, today=today)


def _extract(made: Made, number: int) -> Stage:
    day = register.EXTRACTS[number]
    at = _at(date(2021, 1, 4), 9) if number == 0 else _at(day, 17)
    return Stage(
        f"register-{day.isoformat()}",
        f"导入经营主体名录（截至{day.isoformat()}）",
        at,
        lambda: _import_extract(made, day, at.date()),
        whole=False,
    )


def _import_extract(made: Made, day: date, today: date) -> None:
    """Import one extract, or go on with an import that was cut off; then classify who is new."""
    path = folder() / register.extract_name(day)
    while _WRITING:
        _WRITING.pop().join()
    if not path.exists():
        register.write_extracts(made.seed, made.scale, folder())
    _import_file(REGISTER, path, today)
    _classify(made.seed, day, today)


def _file_names() -> None:
    catch_up()


def _filings(made: Made) -> None:
    """Import the year's applications, or go on with an import that was cut off."""
    path = folder() / registering.FILE
    if not path.exists():
        registering.write_list(made, folder())
    _import_file(registering.HISTORY, path, clock.today())


def _import_file(kind: str, path: Path, today: date) -> None:
    """Import a file into a register, or go on with an import that was cut off."""
    operator = people.seat("operator")
    run = ImportRun.objects.filter(file_name=path.name).exclude(state=RunState.ABANDONED).last()
    if run is None:
        run = tables.accept_file(
            kind, chunks_of(path), name=path.name, area_code=people.COUNTY, by=operator, today=today
        )
    if run.state == RunState.DRAFT:
        tables.begin(run.pk, Mode.IMPORT, by=operator, today=today)
    if run.state != RunState.DONE:
        tables.mark_interrupted()
        tables.carry_out(run.pk, today=today)


def _classify(seed: int, day: date, today: date) -> None:
    """Import the classes of businesses founded since the extract before."""
    number = register.EXTRACTS.index(day)
    operator = people.seat("operator")
    found = registration.matching(BusinessFilter(), viewer=operator).filter(established_on__lte=day)
    if number:
        found = found.filter(established_on__gt=register.EXTRACTS[number - 1])
    codes = found.order_by("code").values_list("code", flat=True)
    rows = classes.rows(seed, codes.iterator(chunk_size=5000), decided_on=day)
    credit.import_classes(rows, by=operator, today=today)


def _keep_pseudonyms_repeatable(seed: int) -> None:
    """Make the pseudonyms follow from the seed, in an installation that has no secret for them yet.

    The officers are invented, so there is nobody to protect; a real installation makes a secret of its own.
    """
    path = Path(settings.HOME) / "keys" / "pseudonyms"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(hashlib.sha256(f"quanheng-demo|{seed}|pseudonyms".encode()).hexdigest())
        path.chmod(0o600)
