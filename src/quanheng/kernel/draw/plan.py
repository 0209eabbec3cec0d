"""The plan of a draw 抽取计划: what was fixed before anybody could know the seed.

`plan.json` names the three input files by digest, the quota of each stratum, who sends teams and where the
seed will come from (DESIGN section 5, steps 1-3). Its digest is the commitment: published first, it makes
every later step a calculation.

>>> commitment(b"{}") == sha256_hex("quanheng-draw/1|" + sha256_hex(b"{}"))
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from quanheng.kernel.canonical import canonical_json, sha256_hex
from quanheng.kernel.draw.form import (
    CITES,
    DIGEST,
    BadPlan,
    canonical_value,
    is_day,
    is_moment,
    require_field,
    require_text,
)
from quanheng.kernel.draw.quota import Count, Quota, Ratio
from quanheng.kernel.refusal import Refused

FORMAT = "quanheng-draw/1"
INPUTS = ("inspectors.csv", "recusals.csv", "roster.csv")

SERIAL = re.compile(r"[12][0-9]{3}-[0-9]{4,8}|0000-0000")

NO_SERIAL = "0000-0000"
"""The serial of a draw made without a ledger: it claims no place in any organ's series."""


class NotThePlannedFile(Refused):
    """A file is not the one whose digest the plan names 文件与计划所列不符."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A source whose value was fixed by a digest beforehand 见证人; `digest` is h(value)."""

    name: str
    digest: str
    kind: Literal["witness"] = field(default="witness", init=False)

    def __post_init__(self) -> None:
        require_text("见证人姓名", self.name, field="sources")
        if not isinstance(self.digest, str) or not DIGEST.fullmatch(self.digest):
            raise BadPlan(f"见证人“{self.name}”的摘要应当是 64 位小写十六进制", field="sources")

    def as_json(self) -> dict[str, str]:
        """Return the source as `plan.json` writes it."""
        return {"digest": self.digest, "kind": self.kind, "name": self.name}


@dataclass(frozen=True, slots=True)
class PublicOutcome:
    """A source that nobody can know before a moment 公开结果, such as a lottery; `known_at` is ISO 8601."""

    name: str
    known_at: str
    kind: Literal["public"] = field(default="public", init=False)

    def __post_init__(self) -> None:
        require_text("公开结果名称", self.name, field="sources")
        if not isinstance(self.known_at, str) or not is_moment(self.known_at):
            raise BadPlan(
                f"公开结果“{self.name}”的揭晓时间“{self.known_at}”不是带时区的时间",
                field="sources",
                instead="请写成 2021-03-05T21:15:00+08:00 的形式",
            )

    def as_json(self) -> dict[str, str]:
        """Return the source as `plan.json` writes it."""
        return {"kind": self.kind, "known_at": self.known_at, "name": self.name}


Source = Witness | PublicOutcome


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about a draw that is fixed before its seed 抽取计划. Constructing one checks it."""

    item: str
    organ: str
    organs: tuple[str, ...]
    quota: Mapping[str, Quota]
    sources: tuple[Source, ...]
    files: Mapping[str, str]
    serial: str
    team_size: int = 2
    qualification: str = ""
    exclusion: str = ""

    def __post_init__(self) -> None:
        require_text("检查事项", self.item, field="item")
        require_text("组织单位", self.organ, field="organ")
        _check_organs(self.organs)
        _check_quota(self.quota)
        _check_sources(self.sources)
        _check_files(self.files)
        _check_scalars(self)

    def as_json(self) -> dict[str, Any]:
        """Return the plan as the value that `plan.json` writes."""
        return {
            "exclusion": self.exclusion,
            "files": dict(self.files),
            "format": FORMAT,
            "item": self.item,
            "organ": self.organ,
            "organs": list(self.organs),
            "qualification": self.qualification,
            "quota": {stratum: quota.as_json() for stratum, quota in self.quota.items()},
            "serial": self.serial,
            "sources": [source.as_json() for source in self.sources],
            "team_size": self.team_size,
        }

    def to_bytes(self) -> bytes:
        """Return `plan.json`, canonical by RFC 8785."""
        return canonical_json(self.as_json())


def commitment(plan_bytes: bytes) -> str:
    """Return the commitment 承诺值 C = h("quanheng-draw/1|" + h(plan.json)), 64 hex characters."""
    return sha256_hex(f"{FORMAT}|{sha256_hex(plan_bytes)}")


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of the three input files, as the plan's `files` holds them."""
    return {name: sha256_hex(files[name]) for name in INPUTS}


def parse_plan(content: bytes) -> Plan:
    """Return the plan that `plan.json` holds. Raises `BadPlan` unless it is canonical and complete."""
    value = canonical_value(content, "plan.json")
    names = sorted(Plan.__dataclass_fields__ | {"format": None})
    if not isinstance(value, dict) or sorted(value) != names:
        raise BadPlan(f"plan.json 应当恰好有这些项：{'、'.join(names)}")
    if value.pop("format") != FORMAT:
        raise BadPlan(f"plan.json 的 format 应当是“{FORMAT}”", field="format")
    value["organs"] = tuple(_require_list(value["organs"], "organs"))
    value["sources"] = tuple(_source(entry) for entry in _require_list(value["sources"], "sources"))
    value["quota"] = _quota(value["quota"])
    return Plan(**value)


def require_planned_files(plan: Plan, files: Mapping[str, bytes]) -> None:
    """Raise `NotThePlannedFile` naming the first input file whose digest is not the plan's."""
    for name in INPUTS:
        if name not in files:
            raise NotThePlannedFile(f"缺少 {name}", field=name)
        found = sha256_hex(files[name])
        if found != plan.files[name]:
            raise NotThePlannedFile(
                f"{name} 不是计划所列的文件：摘要是 {found[:12]}…，计划写的是 {plan.files[name][:12]}…",
                cites=CITES,
                instead="计划公布后名单不能再改；要改名单，请作废本次抽取，另立计划",
                field=name,
            )


def _require_list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadPlan(f"plan.json 的 {name} 应当是列表", field=name)
    return value


def _check_organs(organs: tuple[str, ...]) -> None:
    for organ in organs:
        require_field("派员单位", organ, field="organs")
    if not organs or len(set(organs)) < len(organs):
        raise BadPlan("派员单位至少一个，且不能重复", field="organs")


def _check_quota(quota: Mapping[str, Quota]) -> None:
    if not quota:
        raise BadPlan("没有写任何一层的抽取数量", field="quota", instead="请至少给一层写户数或比例")
    for stratum in quota:
        require_field("分层名称", stratum, field="quota")


def _check_sources(sources: tuple[Source, ...]) -> None:
    names = [source.name for source in sources]
    if len(set(names)) < len(names):
        raise BadPlan("种子来源的名称不能重复", field="sources")
    if len(names) < 2:
        raise BadPlan("种子至少要有两个来源", field="sources", instead="请再加一名见证人或一项公开结果")


def _check_files(files: Mapping[str, str]) -> None:
    if not isinstance(files, Mapping) or sorted(files) != list(INPUTS):
        raise BadPlan(f"files 应当恰好列出 {'、'.join(INPUTS)}", field="files")
    for name, digest in files.items():
        if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
            raise BadPlan(f"{name} 的摘要应当是 64 位小写十六进制", field="files")


def _check_scalars(plan: Plan) -> None:
    if not isinstance(plan.serial, str) or not SERIAL.fullmatch(plan.serial):
        raise BadPlan(f"编号“{plan.serial}”应当写成 2021-0007 的形式", field="serial")
    if type(plan.team_size) is not int or not 1 <= plan.team_size <= 1000:
        raise BadPlan("每组人数应当是正整数", field="team_size")
    if not isinstance(plan.qualification, str) or re.search(r'[ ,"\r\n]', plan.qualification):
        raise BadPlan("资质名称不能含空格、逗号、引号或换行", field="qualification")
    if plan.exclusion != "" and not is_day(plan.exclusion):
        raise BadPlan(f"排除期起始日“{plan.exclusion}”不是日期", field="exclusion")


def _quota(value: object) -> dict[str, Quota]:
    if not isinstance(value, dict):
        raise BadPlan("plan.json 的 quota 应当是一张表", field="quota")
    return {stratum: _one_quota(stratum, entry) for stratum, entry in value.items()}


def _one_quota(stratum: str, entry: object) -> Quota:
    if isinstance(entry, dict) and list(entry) == ["count"]:
        return Count(entry["count"])
    if isinstance(entry, dict) and list(entry) == ["ratio"]:
        return Ratio(entry["ratio"])
    raise BadPlan(f"“{stratum}”层应当写 count（户数）或 ratio（比例），二者取一", field="quota")


def _source(entry: object) -> Source:
    if isinstance(entry, dict) and sorted(entry) == ["digest", "kind", "name"] and entry["kind"] == "witness":
        return Witness(entry["name"], entry["digest"])
    if (
        isinstance(entry, dict)
        and sorted(entry) == ["kind", "known_at", "name"]
        and entry["kind"] == "public"
    ):
        return PublicOutcome(entry["name"], entry["known_at"])
    raise BadPlan(
        "种子来源应当是见证人（digest、kind、name）或公开结果（kind、known_at、name）", field="sources"
    )
