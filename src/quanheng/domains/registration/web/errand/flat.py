"""Between what is stored and what a form posts: nested records there, flat names here.

A row about somebody whom the register holds goes by that person's key (``n17``), one about somebody new by
its place among the new ones.

>>> flat({"operator": {"name": "王小明"}, "members": [{"name": "甲"}], "scope": "餐饮服务"})
{'operator__name': '王小明', 'members__0__name': '甲', 'scope': '餐饮服务'}
>>> nested({"operator__phone": "138"}, {"operator": {"name": "王小明"}})
{'operator': {'name': '王小明', 'phone': '138'}}
>>> nested({"members__1__name": "乙"}, {"members": [{"name": "甲"}]})
{'members': [{'name': '甲'}, {'name': '乙'}]}
>>> flat({"persons": [{"known": "17", "leaves": True}, {"name": "乙"}]})
{'persons__n17__known': '17', 'persons__n17__leaves': True, 'persons__0__name': '乙'}
>>> nested({"persons__n17__leaves": True, "persons__0__name": "丙"}, {"persons": [{"name": "乙"}]})
{'persons': [{'name': '丙'}, {'known': '17', 'leaves': True}]}
>>> nested({"change__address": "", "change__scope": "餐饮服务"}, {"change": {"address": "老街1号"}})
{'change': {'scope': '餐饮服务'}}
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

MARK = "__"
KNOWN = "n"
MOST_ROWS = 60


def flat(details: Mapping[str, Any]) -> dict[str, Any]:
    """The stored form as flat names; lists of plain texts stay lists."""
    found: dict[str, Any] = {}
    for key, value in details.items():
        found |= _flat(key, value)
    return found


def _flat(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {n: v for key, part in value.items() for n, v in _flat(f"{name}{MARK}{key}", part).items()}
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        named = zip(_keys(value), value, strict=True)
        return {n: v for key, part in named for n, v in _flat(f"{name}{MARK}{key}", part).items()}
    return {name: value}


def _keys(rows: list[Any]) -> list[str]:
    """What each row of a list goes by."""
    new = count()
    return [f"{KNOWN}{row['known']}" if row.get("known") else str(next(new)) for row in rows]


def nested(fields: Mapping[str, Any], details: Mapping[str, Any]) -> dict[str, Any]:
    """The flat fields written into the stored form: whole values of the fields touched, nothing else."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        top, *rest = name.split(MARK)
        found[top] = _written(found.get(top, details.get(top)), rest, value)
    if "change" in found:
        found["change"] = {key: value for key, value in found["change"].items() if not blank(value)}
    return found


def _written(old: Any, path: list[str], value: Any) -> Any:
    if not path:
        return value
    head, *rest = path
    if head.isdecimal() or _is_known(head):
        return _in_row(list(old) if isinstance(old, list) else [], head, rest, value)
    record = dict(old) if isinstance(old, Mapping) else {}
    return record | {head: _written(record.get(head), rest, value)}


def _in_row(rows: list[Any], key: str, path: list[str], value: Any) -> list[Any]:
    if _is_known(key) and key not in _keys(rows):
        rows.append({"known": key.removeprefix(KNOWN)})
    elif key.isdecimal():
        key = str(min(int(key), MOST_ROWS))
        while key not in _keys(rows):
            rows.append({})
    at = _keys(rows).index(key)
    rows[at] = _written(rows[at], path, value)
    return rows


def _is_known(head: str) -> bool:
    return head.startswith(KNOWN) and head.removeprefix(KNOWN).isdecimal()


def blank(value: Any) -> bool:
    """Whether nothing was written: empty texts, unticked boxes, records and lists of these.

    The capacity and the key of a row are not written by anybody.

    >>> blank({"name": " ", "farmer": False}), blank([{}]), blank("0")
    (True, True, False)
    """
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(blank(part) for key, part in value.items() if key not in {"role", "known"})
    if isinstance(value, list | tuple):
        return all(blank(part) for part in value)
    return not value


def without_blank_rows(details: Mapping[str, Any]) -> dict[str, Any]:
    """The lists of persons without the rows in which nothing was written; only lists that change."""
    found: dict[str, Any] = {}
    for key, value in details.items():
        if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            kept = [one for one in value if not blank(one)]
            if kept != value:
                found[key] = kept
    return found
