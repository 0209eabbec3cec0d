"""The figures that credit answers for: how many businesses stand in each class 信用风险分类指标.

Internal: the board shows them to officials, the portal never.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanheng.domains.credit.models import CreditClass
from quanheng.domains.credit.rules.classes import SAYS, Klass
from quanheng.platform.indicators import Column, Indicator, Period, declare
from quanheng.platform.people.actors import after

COLUMNS = (
    Column("统一社会信用代码", "business_code"),
    Column("类别", "klass"),
    Column("理由", "reason"),
    Column("来源", "source"),
    Column("日期", "decided_on"),
)


def standing(period: Period, area: str, *, klass: Klass) -> QuerySet[Any]:
    """Businesses whose latest classification by the end of the period is this class."""
    later = CreditClass.objects.filter(
        Q(decided_on__gt=OuterRef("decided_on"))
        | Q(decided_on=OuterRef("decided_on"), id__gt=OuterRef("id")),
        business_code=OuterRef("business_code"),
        decided_on__lte=period.end,
    )
    rows = CreditClass.objects.filter(klass=klass, decided_on__lte=period.end).order_by("business_code", "id")
    if area:
        rows = rows.filter(area_code__gte=area, area_code__lt=after(area))
    return rows.exclude(Exists(later))


for _klass in Klass:
    declare(
        Indicator(
            id=f"credit_class_{_klass.lower()}",
            name=f"信用风险 {SAYS[_klass]}经营主体",
            name_en=f"Businesses in credit-risk class {_klass}",
            unit="户",
            definition=f"期末最近一次信用风险分类为 {_klass} 类的经营主体；从未分类的不计。",
            definition_en=(
                f"businesses whose latest credit-risk classification by the end of the period is {_klass}; "
                "those never classified are not counted"
            ),
            records=partial(standing, klass=_klass),
            columns=COLUMNS,
        )
    )
