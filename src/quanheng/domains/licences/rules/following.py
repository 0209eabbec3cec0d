"""What a permit prints that the register says otherwise 许可证载明事项与登记不一致.

《食品经营许可和备案管理办法》第二十九条、第四十四条,《食品生产许可管理办法》第三十二条,《工业产品生产许可证
管理条例实施办法》第三十条: the holder asks for the change in time. A place that moved is applied for anew, so
the premises are not compared with the residence, only pointed at.

>>> printed = Printed("老街面馆", "冉某", "龙潭镇老街1号", "龙潭镇老街1号")
>>> differing(printed, Registered("新街面馆", "冉某", "龙潭镇新街9号"))
['名称', '住所']
>>> may_have_moved(printed, Registered("新街面馆", "冉某", "龙潭镇新街9号"))
True
>>> differing(printed, Registered("老街面馆", "", "龙潭镇老街1号"))
[]
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """What the certificate says: holder, who answers for it, residence, premises."""

    name: str
    person: str
    residence: str
    premises: str


@dataclass(frozen=True)
class Registered:
    """What the register says. An item that one of the two does not hold is empty and contradicts nothing."""

    name: str
    person: str
    residence: str


def differing(printed: Printed, registered: Registered) -> list[str]:
    """The printed items that the register says otherwise, in words."""
    pairs = [
        ("名称", printed.name, registered.name),
        ("法定代表人（负责人）", printed.person, registered.person),
        ("住所", printed.residence, registered.residence),
    ]
    return [item for item, said, held in pairs if said and held and _plain(said) != _plain(held)]


def may_have_moved(printed: Printed, registered: Registered) -> bool:
    """Whether the business worked where it resided and resides elsewhere now: then it may have moved."""
    worked_there = _plain(printed.premises) == _plain(printed.residence)
    return worked_there and "住所" in differing(printed, registered)


def _plain(text: str) -> str:
    return "".join(text.split()).replace("(", "（").replace(")", "）")
