"""What the whole installation puts into its lake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField

from quanheng.config.registers import PERSONAL, PRIVATE, registers
from quanheng.domains.registration.models import Business
from quanheng.platform.indicators import Period, count, declared
from quanheng.platform.indicators.registry import number_of_records
from quanheng.platform.lake import snapshots
from quanheng.platform.lake.counting import count_records
from quanheng.platform.testing.people import LONGTAN, area

AREA = "500242"


def test_no_register_holds_personal_data_or_sealed_values() -> None:
    for register in registers():
        names = {column.name for column in register.columns}
        assert not names & {*PERSONAL, "password"}, register.name
        assert register.name not in {"draws_source", "draws_file", "people_account", "django_session"}
        assert not any(isinstance(field, BinaryField) for field in register.fields())


@pytest.mark.django_db
def test_every_register_of_the_installation_is_written(tmp_path: Path) -> None:
    made = snapshots.snapshot(tmp_path, registers(), name="2021")
    assert {"registration_business", "publicity_notice", "people_area"} <= made.rows.keys()
    assert {path.stem for path in made.folder.iterdir()} == made.rows.keys()


@pytest.mark.django_db
def test_every_plain_figure_counts_the_same_on_the_lake(tmp_path: Path) -> None:
    area(LONGTAN)
    for number in range(20):
        Business.objects.create(
            code=f"91500242MA5U{number:06}",
            name=f"第{number}号店",
            area_code=LONGTAN,
            established_on=date(2020 + number % 2, 6, 1),
            state=("open", "deregistered")[number % 4 == 0],
            ended_on=date(2021, 8, 1) if number % 4 == 0 else None,
        )
    lake = snapshots.duckdb_connection(snapshots.snapshot(tmp_path, registers(), name="2021").folder)
    plain = [figure for figure in declared().values() if figure.measure is number_of_records]
    period = Period.year(2021)
    live = {figure.id: int(count(figure, period, AREA).number) for figure in plain}
    assert live == {figure.id: count_records(figure.records(period, AREA), lake) for figure in plain}
    if any(figure.id.startswith("registration") for figure in plain):
        assert any(live.values())


def test_every_domain_is_in_the_lake() -> None:
    names = {register.name for register in registers()}
    for domain in settings.DOMAINS:
        held = [m for m in apps.get_app_config(domain).get_models() if m._meta.label not in PRIVATE]
        assert held, domain
        assert {model._meta.db_table for model in held} <= names
        assert not {m._meta.db_table for m in apps.get_models() if m._meta.label in PRIVATE} & names
