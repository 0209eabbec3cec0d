"""A class list as a spreadsheet, through the import machinery."""

from __future__ import annotations

from datetime import date

import pytest

from quanheng.domains.credit import queries
from quanheng.domains.credit.models import CreditClass
from quanheng.domains.credit.rules.classes import Klass
from quanheng.domains.registration.tests.factories import business, code
from quanheng.platform.people.roles import Role
from quanheng.platform.tables import services as tables
from quanheng.platform.tables.models import ImportRun
from quanheng.platform.testing.people import COUNTY, actor

pytestmark = pytest.mark.django_db

TODAY = date(2021, 12, 31)
SECTION = actor(Role.SECTION)


def take_in(text: str) -> ImportRun:
    run = tables.accept_file(
        "credit.classes", [text.encode("gb18030")], name="分类.csv", area_code=COUNTY, by=SECTION, today=TODAY
    )
    return tables.run_import(run.pk, today=TODAY)


def test_a_list_in_the_bureaus_own_headers_and_encoding_is_taken_in_once() -> None:
    business(1)
    business(2)
    text = (
        "统一社会信用代码,信用风险分类,理由,来源,日期\n"
        f"{code(1)},A,按期年报,市局,2021年9月1日\n"
        f"{code(2)},Ｄ类,列入经营异常名录,市局,2021-09-01\n"
        f"{code(3)},B,不在本县名录,市局,2021-09-01\n"
        f"{code(1)[:-1]},B,代码缺一位,市局,2021-09-01\n"
    )
    run = take_in(text)
    assert (run.accepted_count, run.refused_count) == (2, 2)
    assert queries.classes([code(1), code(2)]) == {code(1): Klass.A, code(2): Klass.D}
    again = take_in(text)
    assert (again.accepted_count, again.unchanged_count, again.refused_count) == (0, 2, 2)
    assert CreditClass.objects.count() == 2


def test_a_later_list_takes_over_and_an_older_one_does_not() -> None:
    business(1)
    head = "统一社会信用代码,信用风险分类,理由,来源,日期\n"
    take_in(f"{head}{code(1)},A,按期年报,市局,2021-06-01\n")
    take_in(f"{head}{code(1)},C,受过处罚,市局,2021-09-01\n")
    take_in(f"{head}{code(1)},B,一般,市局,2021-03-01\n")
    assert queries.class_of(code(1)) is Klass.C
    assert queries.class_of(code(1), on=date(2021, 5, 1)) is Klass.B
    assert CreditClass.objects.count() == 3
