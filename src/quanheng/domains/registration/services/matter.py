"""The application under the hand of an act: locked, the actor's to see, at a stage that allows the step."""

from __future__ import annotations

from quanheng.domains.registration.models import Business, Filing
from quanheng.domains.registration.queries.doors import own_filings
from quanheng.domains.registration.rules.filings import FILING, Stage
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Organ
from quanheng.platform.people.rights import Right

COUNTY = 6
JURISDICTION = "《市场主体登记管理条例实施细则》第十条"


class NoAuthority(Refused):
    """No bureau registers in this area 辖区没有登记机关."""


def hold(filing_id: int, right: Right, *, by: Actor) -> Filing:
    """The application, locked for this transaction. Raises ``Forbidden`` or ``Missing``."""
    by.require(right)
    held = Filing.objects.select_for_update(of=("self",)).filter(pk=filing_id).select_related("organ").first()
    if held is None or not own_filings(viewer=by).filter(pk=held.pk).exists():
        raise Missing("没有找到这件申请，或者它不归您办理。")
    return held


def move(filing: Filing, to: Stage) -> None:
    """Move a held application on (not yet saved); its revision rises. Raises ``MoveNotAllowed``."""
    FILING.check(filing.stage, to)
    filing.stage = to
    filing.revision += 1


def authority_for(area_code: str) -> Organ:
    """The bureau that registers in an area 登记机关: that of its county. Raises ``NoAuthority``."""
    rows = Organ.objects.filter(kind="bureau", area_id=area_code[:COUNTY]) if area_code else None
    found = rows.order_by("code").first() if rows is not None else None
    if found is None:
        raise NoAuthority(
            "这个地方没有设置登记机关，不能受理。",
            cites=JURISDICTION,
            instead="请从列表中选择乡镇街道。",
            field="area_code",
        )
    return found


def desk_of(bureau: Organ) -> str:
    """The section that works on applications: registration where there is one, else the bureau itself."""
    section = f"{bureau.pk}-registration"
    return section if Organ.objects.filter(pk=section).exists() else str(bureau.pk)


def locked_business(key: int | None) -> Business:
    """The business of an application, locked. Raises ``Missing``."""
    found = Business.objects.select_for_update(of=("self",)).filter(pk=key).first() if key else None
    if found is None:
        raise Missing("申请没有指明市场主体，或者名录中已经没有它。")
    return found
