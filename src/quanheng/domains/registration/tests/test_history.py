"""A bureau's list of what it handled, through the import machinery."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.registration.models import Filing, Outlet
from quanheng.domains.registration.tests.factories import business, code
from quanheng.platform.people import county
from quanheng.platform.people.roles import Role
from quanheng.platform.tables import reports
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.testing.people import COUNTY, LONGTAN, actor

pytestmark = pytest.mark.django_db

TODAY = date(2021, 12, 31)
HEAD = "申请编号,申请事项,统一社会信用代码,办理渠道,邮政网点,申请日期,核准日期,是否无纸化,用纸原因,核准人\n"


@pytest.fixture(autouse=True)
def _county() -> None:
    county.lay_out()
    opened = {"area_code": LONGTAN, "opened_on": date(2021, 1, 4)}
    Outlet.objects.create(organ_id="500242101-gov", name="龙潭邮政支局", **opened)


def take_in(rows: str) -> ImportRun:
    run = tables.accept_file(
        "registration.history",
        [(HEAD + rows).encode("gb18030")],
        name="台账.csv",
        area_code=COUNTY,
        by=actor(Role.CLERK),
        today=TODAY,
    )
    return tables.run_import(run.pk, today=TODAY)


def refusals(run: ImportRun) -> list[str]:
    return [reason for _, verdict, _, reason in reports.lines_of(run) if verdict == "refused"]


def test_a_list_is_taken_in_once_and_a_later_one_corrects_it() -> None:
    business(1)
    rows = f"登1,设立登记,{code(1)},邮政网点,龙潭邮政支局,2021-03-04,2021-03-05,是,,李敏\n"
    rows += f"登2,变更,{code(1)},窗口,,2021年6月1日,2021-06-01,否,本人不会使用手机,李敏\n"
    run = take_in(rows)
    assert (run.accepted_count, run.refused_count) == (2, 0)
    first, second = Filing.objects.order_by("number")
    assert (first.channel, str(first.outlet), first.area_code) == ("postal", "龙潭邮政支局", LONGTAN)
    assert (second.kind, second.paper_reason) == ("change", "本人不会使用手机")
    again = take_in(rows.replace("不会使用手机", "不用手机"))
    assert (again.accepted_count, again.unchanged_count) == (1, 1)
    assert Filing.objects.get(number="登2").paper_reason == "本人不用手机"


def test_each_row_that_cannot_be_taken_in_says_why() -> None:
    business(1)
    Filing.objects.create(
        number="登9",
        kind="change",
        subject="company",
        channel="window",
        organ_id="500242-amr",
        area_code=LONGTAN,
        opened_on=TODAY,
    )
    run = take_in(
        f"登1,设立登记,{code(2)},窗口,,2021-03-04,2021-03-05,是,,\n"
        f"登2,设立登记,{code(1)},邮政网点,麻旺邮政支局,2021-03-04,2021-03-05,是,,\n"
        f"登3,设立登记,{code(1)},窗口,,2021-03-06,2021-03-05,是,,\n"
        f"登4,设立登记,{code(1)},窗口,,2021-03-04,2021-03-05,否,,\n"
        f"登5,年检,{code(1)},窗口,,2021-03-04,2021-03-05,是,,\n"
        f"登9,设立登记,{code(1)},窗口,,2021-03-04,2021-03-05,是,,\n"
    )
    assert (run.accepted_count, run.refused_count) == (0, 6)
    assert [text[:8] for text in refusals(run)] == [
        "名录中没有这个代",
        "没有名为“麻旺邮",
        "日期先后不符：申",
        "用了纸质材料的，",
        "申请事项“年检”",
        "这个编号的申请由",
    ]
