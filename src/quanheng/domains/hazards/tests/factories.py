"""The least hazard, at each stage, made by the acts themselves."""

from __future__ import annotations

from datetime import date

from quanheng.domains.hazards import services
from quanheng.domains.hazards.models import Hazard, Order, Rectification
from quanheng.domains.hazards.services import HazardReport, OrderDraft, RecheckReport
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.roles import Role
from quanheng.platform.testing.people import LONGTAN, actor, organ

DAY = date(2021, 9, 6)
CODE = "91500242MA00000017"


def section(**given: object) -> Actor:
    """A section officer of the bureau."""
    organ()
    return actor(Role.SECTION, **given)  # type: ignore[arg-type]


def inspector(**given: object) -> Actor:
    """An inspector of the bureau."""
    organ()
    return actor(Role.INSPECTOR, **given)  # type: ignore[arg-type]


def draft(**given: object) -> HazardReport:
    """A food hazard in 龙潭镇 with two points."""
    values: dict[str, object] = {
        "business_code": CODE,
        "business_name": "酉阳县老街小吃店",
        "area_code": LONGTAN,
        "category": "food",
        "grade": "general",
        "text": "后厨管理不规范",
        "points": (
            services.PointFound("冷藏柜内生熟食品混放", "《食品安全法》第三十三条第一款第（四）项"),
            services.PointFound("从业人员健康证明过期", "《食品安全法》第四十五条第二款"),
        ),
    }
    return HazardReport(**values | given)  # type: ignore[arg-type]


def found(today: date = DAY, by: Actor | None = None, **given: object) -> Hazard:
    """A hazard just reported."""
    return services.report_hazard(draft(**given), by=by or inspector(), today=today)


def notice(due_on: date = date(2021, 9, 21), **given: object) -> OrderDraft:
    """A notice with one demand."""
    return OrderDraft(due_on=due_on, demands="生熟食品分开存放；补办健康证明。", **given)  # type: ignore[arg-type]


def ordered(today: date = DAY, due_on: date = date(2021, 9, 21), **given: object) -> Hazard:
    """A hazard with an order."""
    hazard = found(today, **given)
    services.order_rectification(hazard, notice(due_on), by=section(), today=today)
    hazard.refresh_from_db()
    return hazard


def order_of(hazard: Hazard) -> Order:
    """The latest order of a hazard."""
    return hazard.orders.order_by("-id")[0]


def rectified(
    today: date = date(2021, 9, 10), by: Actor | None = None, hazard: Hazard | None = None, **given: object
) -> Hazard:
    """A hazard reported rectified by the township."""
    held = hazard or ordered(**given)
    township = by or actor(Role.TOWNSHIP, area_code=LONGTAN)
    services.report_rectified(held, "已分开存放，已补办证明。", by=township, today=today)
    held.refresh_from_db()
    return held


def report_of(hazard: Hazard) -> Rectification:
    """The latest report of a hazard."""
    return hazard.rectifications.order_by("-id")[0]


def all_well(hazard: Hazard, **given: object) -> RecheckReport:
    """A check of the papers that finds every open point put right."""
    keys = frozenset(hazard.points.filter(passed_on__isnull=True).values_list("pk", flat=True))
    values: dict[str, object] = {"passed": keys, "failed": {}, "method": "documents"}
    return RecheckReport(**values | given)  # type: ignore[arg-type]


def first_failed(hazard: Hazard, remark: str = "仍有混放") -> RecheckReport:
    """A check of the papers that fails the first open point and passes the others."""
    keys = list(hazard.points.filter(passed_on__isnull=True).values_list("pk", flat=True))
    return RecheckReport(frozenset(keys[1:]), {keys[0]: remark}, "documents")


def closed(today: date = date(2021, 9, 15), **given: object) -> Hazard:
    """A hazard re-checked and closed."""
    hazard = rectified(**given)
    services.recheck(hazard, all_well(hazard), by=inspector(), today=today)
    hazard.refresh_from_db()
    return hazard
