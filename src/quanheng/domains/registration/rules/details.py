"""The form as it is typed 申请表: which fields there are and what shape each has; nothing is judged here.

A draft may be incomplete and wrong; it may not be of another shape, or without bounds.

>>> merged({"name": "老王面馆"}, {"scope": "餐饮服务", "name": None})
{'scope': '餐饮服务'}
>>> merged({}, {"operator": {"name": "王小明", "id_number": "", "phone": "13800000000"}})["operator"]["name"]
'王小明'
>>> merged({}, {"persons": [{"name": "王　明", "id_number": " 110105-19491231 ００２x"}]})["persons"]
[{'name': '王明', 'id_number': '11010519491231002X'}]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from quanheng.kernel.identifiers.verdict import tidy
from quanheng.kernel.refusal import Refused

PADDED = re.compile(r"(?<=[\u3400-\u9fff·])\s+(?=[\u3400-\u9fff·])")
"""Blanks between the signs of a Chinese name, as tables pad short ones: 王　明."""

Shape = Callable[[Any], bool]


class ShapeWrong(Refused):
    """A field that the form does not have, or a value of another shape 表单格式不符."""


def _text(longest: int) -> Shape:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _record(**fields: Shape) -> Shape:
    return lambda value: (
        isinstance(value, Mapping) and all(key in fields and fields[key](value[key]) for key in value)
    )


def _several(shape: Shape, most: int) -> Shape:
    return lambda value: (
        isinstance(value, list | tuple) and len(value) <= most and all(shape(one) for one in value)
    )


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


PERSON: dict[str, Shape] = {
    "role": _text(20),
    "name": _text(60),
    "id_kind": _text(10),
    "id_number": _text(30),
    "phone": _text(20),
    "residence": _text(300),
    "lives_here": _truth,
    "share_yuan": _text(30),
    "farmer": _truth,
    "liability": _text(10),
    "known": _text(12),
    "leaves": _truth,
}
"""One person: ``known`` is the key of whom the register holds, ``leaves`` strikes that person out."""
_person = _record(**PERSON)
_people = _several(_person, 200)

NAME_PARTS = _record(region=_text(60), brand=_text(60), trade=_text(60), form=_text(60))

REGISTERED: dict[str, Shape] = {
    "name": _text(200),
    "name_parts": NAME_PARTS,
    "trade_code": _text(5),
    "type_text": _text(100),
    "capital_yuan": _text(30),
    "address": _text(300),
    "area_code": _text(12),
    "address_proof": _text(20),
    "scope": _text(4000),
    "scope_items": _several(_text(200), 200),
    "operator": _person,
    "legal_representative": _person,
    "persons": _people,
    "officers": _people,
    "members": _people,
    "contact": _record(name=_text(60), phone=_text(20)),
    "form": _text(10),
    "charter": _text(200),
    "term": _text(60),
}
"""What is registered or filed of a business, and so may also be changed."""

FIELDS: dict[str, Shape] = REGISTERED | {
    "change": _record(**REGISTERED),
    "agent": _person,
    "happened_on": _text(10),
    "reason": _text(2000),
    "until": _text(10),
    "service_address": _text(300),
    "parent_code": _text(18),
    "parent_name": _text(200),
    "promises": _several(_text(60), 60),
    "liquidators": _people,
    "liquidators_on": _text(10),
    "liquidated_on": _text(10),
    "name_promise": _truth,
    "retained_name": _text(40),
}


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The form with ``new`` written over ``old``; ``None`` takes a field out. Raises ``ShapeWrong``.

    Who somebody is, is kept in one writing whatever the door: numbers without blanks and hyphens, Chinese
    names without blanks inside. A bar, an office held twice, a name on a roster are found by these.
    """
    found = dict(old)
    for field, value in new.items():
        if value is None:
            found.pop(field, None)
            continue
        if field not in FIELDS or not FIELDS[field](value):
            raise ShapeWrong(
                "有一项内容的格式不对，没有保存。", instead="请刷新页面后重新填写。", field=field
            )
        found[field] = _one_writing(value)
    return found


def _one_writing(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_one_writing(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    found = {key: _one_writing(part) for key, part in value.items()}
    if "id_number" in found:
        found["id_number"] = tidy(found["id_number"])
    if "name" in found:
        found["name"] = PADDED.sub("", found["name"])
    return found


def text(details: Mapping[str, Any], field: str) -> str:
    """A field's text without blanks at its ends; empty where it was not filled in."""
    return str(details.get(field) or "").strip()


def person(details: Mapping[str, Any], field: str) -> dict[str, Any]:
    """A person of the form as a plain record; empty where nobody was named."""
    return dict(details.get(field) or {})


def people(details: Mapping[str, Any], role: str = "") -> list[dict[str, Any]]:
    """The persons of the form, or those of one role."""
    return [dict(one) for one in details.get("persons") or () if not role or one.get("role") == role]
