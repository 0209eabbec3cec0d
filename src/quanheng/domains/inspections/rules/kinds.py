"""What kind of inspection this is, and whether items and organs fit it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from quanheng.kernel.refusal import Refused


class Kind(StrEnum):
    """The kind of a double-random inspection 抽查类型."""

    OWN_SPECIAL = "own_special"
    OWN_COMPREHENSIVE = "own_comprehensive"
    JOINT = "joint"


KIND_SAYS = {
    Kind.OWN_SPECIAL: "专项抽查",
    Kind.OWN_COMPREHENSIVE: "综合抽查",
    Kind.JOINT: "部门联合抽查",
}
OWN = (Kind.OWN_SPECIAL, Kind.OWN_COMPREHENSIVE)


class Field(StrEnum):
    """The field of law an item belongs to 检查领域; it decides which provisions apply."""

    PUBLIC_INFORMATION = "public_information"
    FOOD = "food"
    DRUG = "drug"
    EQUIPMENT = "equipment"
    QUALITY = "quality"
    OTHER = "other"


FIELD_SAYS = {
    Field.PUBLIC_INFORMATION: "公示信息",
    Field.FOOD: "食品",
    Field.DRUG: "药品、医疗器械、化妆品",
    Field.EQUIPMENT: "特种设备",
    Field.QUALITY: "产品质量",
    Field.OTHER: "其他",
}

HAZARD_CATEGORY = {
    Field.PUBLIC_INFORMATION: "other",
    Field.FOOD: "food",
    Field.DRUG: "drug",
    Field.EQUIPMENT: "equipment",
    Field.QUALITY: "quality",
    Field.OTHER: "other",
}
"""The category under which a problem of each field becomes a hazard."""


class WrongShape(Refused):
    """Items and organs do not fit the kind of inspection 抽查类型与事项、部门不符."""


@dataclass(frozen=True)
class ItemOfOrgan:
    """One item as one organ will check it: the item's code, the organ's code and kind, who may check it."""

    item: str
    organ: str
    organ_kind: str
    may_check: tuple[str, ...]


def check_shape(kind: Kind, initiator: str, items: Collection[ItemOfOrgan]) -> None:
    """Raise ``WrongShape`` unless the items fit the kind of inspection.

    A special inspection has one item, a comprehensive one at least two, both of the initiating organ alone;
    a joint one has items of at least two organs, the initiator among them. Every item is one that the kind
    of organ may check.
    """
    organs = {one.organ for one in items}
    if not items:
        raise WrongShape("没有选择抽查事项", instead="请至少选择一个抽查事项", field="items")
    if kind is Kind.JOINT:
        _check_joint(initiator, organs)
    else:
        _check_own(kind, initiator, organs, len({one.item for one in items}))
    for one in items:
        if one.may_check and one.organ_kind not in one.may_check:
            raise WrongShape(
                f"抽查事项{one.item}不由{one.organ}检查", instead="请换由清单所列的部门承担", field="items"
            )


def _check_joint(initiator: str, organs: Collection[str]) -> None:
    if len(organs) < 2:
        raise WrongShape(
            "部门联合抽查至少要有两个部门承担事项", instead="请为配合部门选择事项", field="items"
        )
    if initiator not in organs:
        raise WrongShape("发起部门自己没有承担事项", instead="请为发起部门选择事项", field="items")


def _check_own(kind: Kind, initiator: str, organs: Collection[str], count: int) -> None:
    if organs != {initiator}:
        raise WrongShape(
            f"{KIND_SAYS[kind]}只由本部门承担", instead="有其他部门参加的，请选择部门联合抽查", field="kind"
        )
    if kind is Kind.OWN_SPECIAL and count != 1:
        raise WrongShape("专项抽查只有一个事项", instead="多个事项请选择综合抽查", field="kind")
    if kind is Kind.OWN_COMPREHENSIVE and count < 2:
        raise WrongShape("综合抽查至少有两个事项", instead="只有一个事项请选择专项抽查", field="kind")
