"""The least notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from quanheng.domains.publicity import services
from quanheng.domains.publicity.models import Notice
from quanheng.domains.publicity.rules.kinds import Kind
from quanheng.platform.people.actors import Actor
from quanheng.platform.testing.people import LONGTAN

SYSTEM = Actor.system("测试")
DAY = date(2026, 3, 5)
CODE = "91500242MA5U000019"


def draft(**given: Any) -> services.NoticeDraft:
    values: dict[str, Any] = {
        "kind": Kind.INSPECTION_RESULT,
        "source": "inspections.visit:1",
        "business_code": CODE,
        "business_name": "龙潭镇来福副食店",
        "area_code": LONGTAN,
        "title": "食品销售专项抽查",
        "result": "违反食品药品管理规定；发现问题经责令已改正",
        "happened_on": date(2026, 3, 1),
        "negative": True,
        "organs": "市场监督管理局",
        "basis": "《食品安全法》第一百零九条",
        "facts": {"codes": ["3", "E"]},
    }
    return services.NoticeDraft(**values | given)


def notice(*, on: date = DAY, **given: Any) -> Notice:
    return services.publish(draft(**given), by=SYSTEM, today=on)
