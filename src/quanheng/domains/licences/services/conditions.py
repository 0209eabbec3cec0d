"""What stands in the way of an application 申请的条件: who applies, for what, and what is held already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from quanheng.domains.licences.models import Application, Permit
from quanheng.domains.licences.rules import bars, catalogue, numbers
from quanheng.domains.licences.rules.provisions import article
from quanheng.domains.licences.rules.stages import HELD, UNDERWAY, State
from quanheng.domains.licences.rules.validity import Timing, timing
from quanheng.domains.licences.rules.vocabulary import (
    GRANTED_HERE,
    KIND_SAYS,
    EndGround,
    Ground,
    Kind,
    Purpose,
)
from quanheng.domains.registration import queries as register
from quanheng.kernel.refusal import Missing, Refused
from quanheng.platform.people.actors import Actor


class NotGrantedHere(Refused):
    """This kind of permit is not for this bureau to grant 不属于本局许可权限."""


class HolderNotOpen(Refused):
    """The applicant's registration is not in force 主体资格不存续."""


class NothingApplied(Refused):
    """The application does not say what for 没有选择许可项目."""


class AlreadyHeld(Refused):
    """The applicant holds such a permit already 已持有许可."""


class AlreadyUnderway(Refused):
    """Another application about the same is still being worked on 已有在办申请."""


class PremisesMoved(Refused):
    """The place has changed: that is a first application, not a change 场所迁移应当重新申请."""


class PermitNotHeld(Refused):
    """The permit is no longer in force 许可证已失效."""


def holder_of(kind: str, code: str, *, by: Actor, today: date) -> Any:
    """The business that applies. Raises ``HolderNotOpen``, ``Missing`` beside the field of its code."""
    try:
        found = register.business(code, viewer=by)
    except Missing as missing:
        says = "请核对统一社会信用代码；没有营业执照的，先办理登记。"
        raise Missing(missing.says, instead=says, field="business_code") from None
    if found.state != "open":
        raise HolderNotOpen(
            f"{found.name}的登记状态为{found.get_state_display()}，不能申请{KIND_SAYS[Kind(kind)]}。",
            cites=article(kind, "subject", on=today).cites,
            instead="请先恢复登记状态或者办理登记。",
            field="business_code",
        )
    return found


def require_grantable(kind: str, form: str, items: Sequence[str], *, today: date) -> None:
    if kind not in GRANTED_HERE:
        key = "superior" if kind == Kind.INDUSTRIAL else "need"
        instead = "请向省级市场监督管理部门申请。" if kind == Kind.INDUSTRIAL else "请直接办理备案。"
        raise NotGrantedHere(
            f"{KIND_SAYS[Kind(kind)]}不由本局许可。",
            cites=article(kind, key, on=today).cites,
            instead=instead,
            field="kind",
        )
    numbers.require_head(kind, form)
    chosen = [form, *items] if kind == Kind.FOOD_PRODUCTION else list(items)
    known = catalogue.items(kind, on=today)
    if not chosen or not set(chosen) <= set(known):
        raise NothingApplied(
            "没有选择许可项目，或者所选项目现在不能申请。", instead="请从列表中选择。", field="items"
        )
    if kind == Kind.FOOD_PRODUCTION and any(catalogue.superior_decides(code) for code in chosen):
        raise NotGrantedHere(
            "所选食品类别的生产许可由省级市场监督管理部门负责。",
            cites=article(kind, "superior", on=today).cites,
            instead="请向省级市场监督管理部门申请，本局不能受理。",
            field="form",
        )


def require_none_held(kind: str, business: Any, premises: str, *, today: date) -> None:
    same = Permit.objects.filter(
        kind=kind, holder_code=business.code, state__in=[State.CURRENT, State.SUSPENDED]
    )
    underway = Application.objects.filter(
        kind=kind, holder_code=business.code, purpose=Purpose.NEW, stage__in=list(UNDERWAY)
    )
    place = premises.strip() or business.address
    if kind != Kind.FOOD_PRODUCTION:
        same, underway = same.filter(premises=place), underway.filter(premises=place)
    held, waiting = same.first(), underway.first()
    if held:
        key = "one" if kind == Kind.FOOD_PRODUCTION else "need"
        raise AlreadyHeld(
            f"{business.name}在这个场所已有有效的许可证{held.number}。",
            cites=article(kind, key, on=today).cites,
            instead="需要增加项目的，请办理变更；快到期的，请办理延续。",
            field="business_code",
        )
    if waiting:
        raise AlreadyUnderway(
            f"{business.name}的同一许可正在办理（{waiting.number}）。", instead="请在原申请上继续办理。"
        )


def require_possible(held: Permit, purpose: Purpose, premises: str, *, today: date) -> bool:
    """Whether the application is late; raises what stands in its way."""
    if held.applications.filter(stage__in=list(UNDERWAY)).exists():
        raise AlreadyUnderway("这个许可证已有在办的申请。", instead="请先办结或者撤回原申请。")
    if purpose != Purpose.CANCELLATION and held.kind not in GRANTED_HERE:
        raise NotGrantedHere("这个许可证不是本局颁发的，不能在这里办理。", instead="请向发证机关申请。")
    if purpose == Purpose.CANCELLATION and held.state != State.CANCELLED:
        return False
    if purpose == Purpose.RENEWAL and held.state in HELD | {State.EXPIRED} and held.valid_until:
        return timing(held.kind, held.valid_until, on=today) is Timing.LATE
    if held.state not in HELD:
        raise PermitNotHeld(
            f"许可证{held.get_state_display()}，不能{_verb(purpose)}。", instead="请按首次申请重新办理。"
        )
    moved = premises.strip() and premises.strip() != held.premises
    if purpose == Purpose.CHANGE and moved:
        raise PremisesMoved(
            "经营（生产）场所迁移的，不能办理变更。",
            cites=article(held.kind, "moved", on=today).cites,
            instead="请在新的场所按首次申请办理，并注销原许可。",
            field="premises",
        )
    return False


def _verb(purpose: Purpose) -> str:
    return {Purpose.CHANGE: "变更", Purpose.REPLACEMENT: "补办"}.get(purpose, "办理")


def history(kind: str, code: str) -> list[tuple[bars.Cause, date]]:
    """What in the applicant's past may bar it: by cause and day."""
    refused = Application.objects.filter(kind=kind, holder_code=code, ground=Ground.FALSE_MATERIAL)
    days = refused.values_list("decided_on", flat=True)
    past: list[tuple[bars.Cause, date]] = [(bars.Cause.FALSE, on) for on in days if on]
    ended = Permit.objects.filter(kind=kind, holder_code=code, ended_on__isnull=False)
    causes = {EndGround.FRAUD: bars.Cause.FRAUD, EndGround.PENALTY: bars.Cause.REVOKED}
    for ground, on in ended.filter(ended_ground__in=list(causes)).values_list("ended_ground", "ended_on"):
        if on:
            past.append((causes[EndGround(ground)], on))
    return past
