"""Offices, officers and accounts of the sample county 示例县的机构、执法人员与账号."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from quanheng.config.demo import words
from quanheng.config.demo.chance import Chance
from quanheng.platform.people import county, services
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account, Officer, Organ
from quanheng.platform.people.roles import Role

BUREAU = f"{county.COUNTY}-{county.BUREAU.code}"
PASSWORD = "quanheng-2021"  # noqa: S105 - of the sample county alone, and printed at every start
COUNTY = county.COUNTY
CERTIFIED = (date(2019, 3, 1), date(2031, 2, 28))

OFFICES = {
    "seat": ("城区市场监督管理所", "500242001"),
    "longtan": ("龙潭市场监督管理所", "500242101"),
    "mawang": ("麻旺市场监督管理所", "500242102"),
    "youchou": ("酉酬市场监督管理所", "500242103"),
    "xinglong": ("兴隆市场监督管理所", "500242105"),
    "heishui": ("黑水市场监督管理所", "500242106"),
    "dingshi": ("丁市市场监督管理所", "500242107"),
    "gongtan": ("龚滩市场监督管理所", "500242108"),
    "lixi": ("李溪市场监督管理所", "500242109"),
    "tushi": ("涂市市场监督管理所", "500242115"),
}
"""Market offices 市场监督管理所, each an office of the bureau that answers for several townships."""

FOOD, DRUG, EQUIPMENT, QUALITY, CREDIT = "食品", "药械化", "特种设备", "产品质量", "公示信息"

STAFF: dict[str, tuple[int, tuple[str, ...]]] = {
    f"{BUREAU}-registration": (4, (CREDIT,)),
    f"{BUREAU}-credit": (4, (CREDIT,)),
    f"{BUREAU}-food": (7, (FOOD,)),
    f"{BUREAU}-drugs": (5, (DRUG, FOOD)),
    f"{BUREAU}-equipment": (4, (EQUIPMENT,)),
    f"{BUREAU}-quality": (4, (QUALITY,)),
    f"{BUREAU}-ip": (3, (CREDIT,)),
    f"{BUREAU}-enforcement": (9, (FOOD, QUALITY, CREDIT)),
    **{f"{BUREAU}-{code}": (2, (FOOD, CREDIT)) for code in OFFICES},
}
"""Sixty officers of the bureau: how many sit where, and what they are qualified to check."""

PER_DEPARTMENT = 5
"""How many officers each of the twelve departments sends into joint inspections."""


@dataclass(frozen=True)
class Seat:
    """One account of the demonstration: login name, roles, organ, area; ``officer`` numbers a certificate."""

    username: str
    says: str
    roles: tuple[Role, ...]
    organ: str
    area: str = COUNTY
    officer: str = ""


SEATS = (
    Seat("operator", "系统管理员", (Role.OPERATOR,), BUREAU),
    Seat("clerk", "登记窗口人员", (Role.CLERK,), f"{BUREAU}-registration"),
    Seat("visitor", "上门办照人员", (Role.HOME_VISIT,), f"{BUREAU}-registration"),
    Seat("section", "信用监管科科员（组织双随机抽查）", (Role.SECTION,), f"{BUREAU}-credit"),
    Seat("section2", "食品监管科科员（复核、录入确认）", (Role.SECTION,), f"{BUREAU}-food"),
    Seat("inspector", "执法检查人员（特种设备科）", (Role.INSPECTOR,), f"{BUREAU}-equipment", COUNTY, "01"),
    Seat("inspector2", "执法检查人员（药械化监管科）", (Role.INSPECTOR,), f"{BUREAU}-drugs", COUNTY, "01"),
    Seat("partner", "县住房城乡建委检查人员", (Role.INSPECTOR,), f"{COUNTY}-housing", COUNTY, "01"),
    Seat("township", "龙潭镇工作人员", (Role.TOWNSHIP,), "500242101-gov", "500242101"),
    Seat("township2", "麻旺镇工作人员", (Role.TOWNSHIP,), "500242102-gov", "500242102"),
    Seat("leader", "局领导", (Role.LEADER,), BUREAU),
    Seat("auditor", "监督审计人员（驻局纪检监察组）", (Role.AUDITOR,), f"{COUNTY}-discipline"),
    Seat("witness1", "见证人：驻局纪检监察组", (Role.WITNESS,), f"{COUNTY}-discipline"),
    Seat("witness2", "见证人：县个私协会", (Role.WITNESS,), f"{COUNTY}-association"),
)

POSTAL_SEAT = Seat("postal", "龙潭邮政支局代办员", (Role.POSTAL,), "500242101-post-1")
"""Opened with the outlets, not before: an outlet's clerk sits at an organ of its own."""


def lay_out() -> None:
    """Write areas, organs and the bureau's market offices; safe to run again."""
    county.lay_out()
    for code, (name, area) in OFFICES.items():
        Organ.objects.update_or_create(
            code=f"{BUREAU}-{code}",
            defaults={
                "name": f"酉阳土家族苗族自治县{name}",
                "short_name": name.replace("市场监督管理", ""),
                "kind": "office",
                "area_id": area,
                "parent_id": BUREAU,
            },
        )


def enter_officers(seed: int, *, by: Actor, today: date) -> list[Officer]:
    """Enter the officers of bureau and departments with their certificates; safe to run again."""
    departments = {f"{COUNTY}-{d.code}": (PER_DEPARTMENT, ()) for d in county.DEPARTMENTS}
    made = []
    for place, (organ, (count, quals)) in enumerate((STAFF | departments).items(), start=1):
        for number in range(1, count + 1):
            chance = Chance(seed, "officer", organ, number)
            new = services.NewOfficer(
                name=words.person(chance),
                organ=organ,
                area=COUNTY,
                certificate_number=certificate(place, number),
                certificate_from=CERTIFIED[0],
                certificate_until=_until(organ, number),
                qualifications=quals,
                cap=chance.between(30, 40),
            )
            made.append(services.enter_officer(new, by=by, today=today))
    return made


def certificate(place: int, number: int) -> str:
    """A certificate number of the sample county: ``DEMO-2019-0301``."""
    return f"DEMO-2019-{place:02d}{number:02d}"


def _until(organ: str, number: int) -> date:
    """One enforcement officer's certificate ran out in May 2021, another's runs out in October 2027."""
    if organ.endswith("-enforcement") and number == 9:
        return date(2021, 5, 31)
    return date(2027, 10, 31) if organ.endswith("-enforcement") and number == 8 else CERTIFIED[1]


def open_accounts(*, by: Actor, today: date) -> None:
    """Open the accounts that are not yet there."""
    there = set(Account.objects.values_list("username", flat=True))
    for seat in SEATS:
        if seat.username not in there:
            officer = _officer_of(seat)
            services.open_account(
                services.NewAccount(
                    username=seat.username,
                    display_name=officer.name if officer else seat.says,
                    roles=seat.roles,
                    organ=seat.organ,
                    area=seat.area,
                    password=PASSWORD,
                    officer_id=officer.pk if officer else None,
                    holds=seat.organ if Role.WITNESS in seat.roles else "",
                ),
                by=by,
                today=today,
            )


def _officer_of(seat: Seat) -> Officer | None:
    if not seat.officer:
        return None
    return Officer.objects.filter(organ=seat.organ).order_by("certificate_number").first()


@cache
def seat(username: str) -> Actor:
    """The actor that sits at this seat; asked once, for accounts do not change while the county is built."""
    return Account.objects.get(username=username).as_actor()


def declare_recusals(seed: int, codes: list[str], *, by: Actor, today: date) -> int:
    """Let a dozen officers declare that they must not check one business each; returns how many."""
    officers = list(Officer.objects.filter(organ__parent=BUREAU).order_by("certificate_number"))
    chance = Chance(seed, "recusals")
    reasons = ("配偶在该单位任职", "与经营者系近亲属", "本人曾在该单位工作", "持有该单位股份")
    chosen = chance.sample(officers, 12)
    for officer in chosen:
        services.declare_recusal(
            officer_id=officer.pk,
            subject_code=chance.pick(codes),
            reason=chance.pick(reasons),
            by=by,
            today=today,
        )
    return len(chosen)
