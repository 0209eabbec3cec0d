"""The areas and organs a county starts with 初始区划与机构.

Township names and codes: National Bureau of Statistics, codes of 2023, through the public collection
modood/Administrative-divisions-of-China (WTFPL). The grid places are ours: one tile per township in
rough geographic order, for comparing and not for measuring.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources

from django.db import transaction

from quanheng.platform.people.models import Area, Organ

PROVINCE, COUNTY = "50", "500242"
SUFFIXES = ("街道", "镇", "乡")


@dataclass(frozen=True)
class Department:
    """One organ to begin with: code within the county, full and short name, kind."""

    code: str
    name: str
    short_name: str
    kind: str


BUREAU = Department("amr", "酉阳土家族苗族自治县市场监督管理局", "县市场监管局", "bureau")
DEPARTMENTS = (
    Department("housing", "酉阳土家族苗族自治县住房和城乡建设委员会", "县住房城乡建委", "department"),
    Department("education", "酉阳土家族苗族自治县教育委员会", "县教委", "department"),
    Department("labour", "酉阳土家族苗族自治县人力资源和社会保障局", "县人力社保局", "department"),
    Department("police", "酉阳土家族苗族自治县公安局", "县公安局", "department"),
    Department("transport", "酉阳土家族苗族自治县交通局", "县交通局", "department"),
    Department("agriculture", "酉阳土家族苗族自治县农业农村委员会", "县农业农村委", "department"),
    Department("culture", "酉阳土家族苗族自治县文化和旅游发展委员会", "县文化旅游委", "department"),
    Department("health", "酉阳土家族苗族自治县卫生健康委员会", "县卫生健康委", "department"),
    Department("emergency", "酉阳土家族苗族自治县应急管理局", "县应急局", "department"),
    Department("environment", "酉阳土家族苗族自治县生态环境局", "县生态环境局", "department"),
    Department("commerce", "酉阳土家族苗族自治县商务委员会", "县商务委", "department"),
    Department("tax", "国家税务总局酉阳土家族苗族自治县税务局", "县税务局", "department"),
)
SECTIONS = (
    Department("amr-registration", "登记注册科", "登记注册科", "section"),
    Department("amr-credit", "信用监督管理科", "信用监管科", "section"),
    Department("amr-food", "食品安全监督管理科", "食品监管科", "section"),
    Department("amr-drugs", "药品医疗器械化妆品监督管理科", "药械化监管科", "section"),
    Department("amr-equipment", "特种设备安全监察科", "特种设备科", "section"),
    Department("amr-quality", "产品质量安全监督管理科", "质量监管科", "section"),
    Department("amr-ip", "知识产权科", "知识产权科", "section"),
    Department("amr-enforcement", "市场监管综合行政执法支队", "执法支队", "section"),
    Department("discipline", "驻局纪检监察组", "纪检监察组", "discipline"),
    Department("association", "酉阳土家族苗族自治县个体私营企业协会", "个私协会", "association"),
)


@transaction.atomic
def lay_out() -> None:
    """Write the areas and organs of Youyang county; safe to run again."""
    _area(PROVINCE, "重庆市", "重庆", "直辖市", None)
    _area(COUNTY, "酉阳土家族苗族自治县", "酉阳县", "县", PROVINCE)
    for row in townships():
        short = row["name"]
        for suffix in SUFFIXES:
            short = short.removesuffix(suffix)
        _area(row["code"], row["name"], short, row["kind"], COUNTY)
        Area.objects.filter(pk=row["code"]).update(
            grid_row=int(row["grid_row"]), grid_column=int(row["grid_column"])
        )
        _organ(
            f"{row['code']}-gov",
            f"{row['name']}人民政府（办事处）",
            row["name"],
            "township",
            row["code"],
            None,
        )
    bureau = _organ(f"{COUNTY}-{BUREAU.code}", BUREAU.name, BUREAU.short_name, BUREAU.kind, COUNTY, None)
    for d in DEPARTMENTS:
        _organ(f"{COUNTY}-{d.code}", d.name, d.short_name, d.kind, COUNTY, None)
    for d in SECTIONS:
        above = bureau if d.kind == "section" else None
        _organ(f"{COUNTY}-{d.code}", d.name, d.short_name, d.kind, COUNTY, above)


def townships() -> list[dict[str, str]]:
    """The 39 townships and subdistricts: code, name, kind, county_code, grid_row, grid_column."""
    text = resources.files("quanheng.platform.people").joinpath("townships.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _area(code: str, name: str, short: str, kind: str, parent: str | None) -> None:
    Area.objects.get_or_create(
        code=code, defaults={"name": name, "short_name": short, "kind": kind, "parent_id": parent}
    )


def _organ(code: str, name: str, short: str, kind: str, area: str, parent: Organ | None) -> Organ:
    return Organ.objects.get_or_create(
        code=code,
        defaults={"name": name, "short_name": short, "kind": kind, "area_id": area, "parent": parent},
    )[0]
