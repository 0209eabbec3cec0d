"""Invented people, names and addresses 虚构的人名、字号与地址, put together from ``pools/words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from quanheng.config.demo.chance import Chance, Weighted
from quanheng.platform.people import county

ELSEWHERE_WEIGHT = 90
"""How heavy a township weighs that the pool does not name."""
SEAT = ("桃花源街道", "钟多街道")


@cache
def pool() -> dict[str, Any]:
    """The pools of words."""
    text = files("quanheng.config.demo").joinpath("pools/words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def townships() -> Weighted[tuple[str, str, str]]:
    """Townships as (code, name, name without 镇, 乡 or 街道), those with more shops likelier."""
    weights = pool()["weights"]
    return Weighted(
        {
            (row["code"], row["name"], _short(row["name"])): weights.get(row["name"], ELSEWHERE_WEIGHT)
            for row in county.townships()
        }
    )


def _short(name: str) -> str:
    for suffix in county.SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def person(chance: Chance) -> str:
    """A person's name, with the surnames that are common in the county."""
    words = pool()
    given = chance.pick(words["given_last"])
    if chance.happens(780):
        given = chance.pick(words["given_first"]) + given
    return str(chance.pick(words["surnames"]) + given)


def phone(chance: Chance) -> str:
    """A telephone number that cannot be: no subscriber's number begins with 0."""
    return f"023-0{chance.below(10_000_000):07d}"


def brand(chance: Chance) -> str:
    """A brand of two or three characters 字号."""
    words = pool()
    middle = chance.pick(words["brand_last"]) if chance.happens(220) else ""
    return str(chance.pick(words["brand_first"]) + middle + chance.pick(words["brand_last"]))


def household_brand(chance: Chance) -> str:
    """What a shop calls itself: a brand, or its keeper 冉记, 老田, 秀英."""
    words = pool()
    kind = chance.below(10)
    if kind < 6:
        return brand(chance)
    if kind < 8:
        return str(chance.pick(words["surnames"]) + chance.pick(words["tails"]))
    if kind < 9:
        return str(chance.pick(words["courtesy"]) + chance.pick(words["surnames"]))
    return person(chance)[1:] * (1 if chance.happens(700) else 2)


@cache
def villages(seed: int, township: str) -> tuple[str, ...]:
    """The villages and communities of a township: eleven, always the same under one seed."""
    words, chance = pool(), Chance(seed, "villages", township)
    names: list[str] = []
    while len(names) < 11:
        name = chance.pick(words["village_first"]) + chance.pick(words["village_last"])
        if name not in names:
            names.append(name)
    return tuple(f"{name}{chance.pick(words['parts'])}" for name in names)


def address(seed: int, township: tuple[str, str, str], chance: Chance) -> str:
    """Where a business sits: county, township, street or village, number.

    Two in a thousand name no township, four in a thousand an old one: as in any real register.
    """
    code, name, short = township
    head = "重庆市酉阳土家族苗族自治县" if chance.happens(500) else "重庆市酉阳县"
    odd = chance.below(1000)
    if odd < 2:
        return f"{head}{chance.pick(pool()['streets'])}{chance.between(1, 480)}号"
    if odd < 6:
        name = f"{short}镇"
    return f"{head}{name}{_within(seed, code, name, chance)}"


def _within(seed: int, code: str, name: str, chance: Chance) -> str:
    words = pool()
    number = chance.between(1, 420)
    if name in SEAT:
        street = f"{chance.pick(words['streets'])}{number}号"
        if chance.happens(250):
            house = f"{chance.pick(words['buildings'])}{chance.between(1, 12)}幢1-{chance.between(1, 40)}"
            return f"{street}（{house}）"
        return street
    village = chance.pick(villages(seed, code))
    if chance.happens(550):
        return f"{village}{chance.pick(words['lanes'])}{number}号"
    return f"{village}{chance.between(1, 9)}组{number if chance.happens(300) else ''}".rstrip()
