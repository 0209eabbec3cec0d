"""A court's list of holds, through the import machinery."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.registration.models import Hold
from quanheng.domains.registration.tests.filings import make
from quanheng.platform.people.roles import Role
from quanheng.platform.tables import reports
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.testing.people import COUNTY, actor

pytestmark = pytest.mark.django_db
HEAD = "统一社会信用代码,法定情形,提出机关,案号,开始日期,截止日期,解除日期,解除理由\n"


def take_in(rows: str) -> ImportRun:
    run = tables.accept_file(
        "registration.holds",
        [(HEAD + rows).encode()],
        name="限制.csv",
        area_code=COUNTY,
        by=actor(Role.CLERK),
        today=make.DAY,
    )
    return tables.run_import(run.pk, today=make.DAY)


def test_a_list_is_taken_in_once_and_a_later_one_lifts() -> None:
    business = make.business()
    row = f"{business.code},股权冻结,县人民法院,（2026）执8号,2026-01-05,,"
    run = take_in(f"{row},\n")
    assert (run.accepted_count, run.refused_count) == (1, 0)
    hold = Hold.objects.get()
    assert (hold.ground, hold.from_on, hold.lifted_on) == ("equity_frozen", date(2026, 1, 5), None)
    assert take_in(f"{row},\n").unchanged_count == 1
    take_in(f"{row}2026-02-20,解除冻结裁定\n")
    hold.refresh_from_db()
    assert (hold.lifted_on, hold.lifted_reason) == (date(2026, 2, 20), "解除冻结裁定")


def test_rows_that_name_no_business_or_no_ground_are_refused_by_name() -> None:
    business = make.business()
    run = take_in(
        f"{business.code},欠债,县人民法院,（2026）执8号,2026-01-05,,,\n"
        "91500118450646677X,诉讼,县人民法院,（2026）民9号,2026-01-05,,,\n"
    )
    assert run.refused_count == 2
    reasons = [reason for _, verdict, _, reason in reports.lines_of(run) if verdict == "refused"]
    assert "无法识别" in reasons[0]
    assert "名录中没有" in reasons[1]
    assert not Hold.objects.exists()
