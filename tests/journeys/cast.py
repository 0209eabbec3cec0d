"""Who plays in the main story, and the spreadsheet it begins with: all of it invented."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO

from quanheng.domains.inspections.services import seed_lists
from quanheng.kernel.identifiers import uscc
from quanheng.platform.people import county, services
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role

BUREAU = "500242-amr"
PASSWORD = "quanheng-journey"
MONDAY = date(2021, 3, 1)
CODES = [uscc.make("92", "500242", f"MA{number:06}") for number in range(1, 11)]
PLACES = ("龙潭镇老街", "麻旺镇桂香路", "酉酬镇江边", "龚滩镇古镇")
RISKY, TRUSTED = CODES[0], CODES[1]
WRONG = CODES[9][:-1] + ("0" if CODES[9][-1] != "0" else "1")
"""The tenth code with another check digit: kept, and flagged."""


def roster() -> bytes:
    """Ten restaurants, one of them with a wrong check digit, and a line that no register can hold."""
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["统一社会信用代码", "企业名称", "企业类型", "成立日期", "住所", "行业代码", "登记状态"])
    for number, code in enumerate([*CODES[:9], WRONG], start=1):
        place = f"重庆市酉阳县{PLACES[number % 4]}{number}号"
        lines.writerow(
            [code, f"酉阳县第{number}家常饭馆", "个体工商户", "2019年5月6日", place, "H6210", "存续"]
        )
    lines.writerow(["不知道", "酉阳县没有代码的小吃店", "个体工商户", "2019.5.6", "龙潭镇", "H6210", "存续"])
    return text.getvalue().encode("gb18030")


@dataclass
class Cast:
    """Who plays: accounts by their part, and inspectors by their officer's key."""

    accounts: dict[str, Account]
    inspectors: dict[int, Account]

    def __getattr__(self, part: str) -> Account:
        return self.accounts[part]


def open_county() -> Cast:
    """The county with its areas and organs, six people at desks, four inspectors, and the item list."""
    county.lay_out()
    system = Actor.system("journey")
    seats = {
        "section": ("田科员", Role.SECTION, f"{BUREAU}-credit", None),
        "colleague": ("冉科员", Role.SECTION, f"{BUREAU}-food", None),
        "leader": ("白局长", Role.LEADER, BUREAU, None),
        "discipline": ("驻局纪检监察组", Role.WITNESS, "500242-discipline", None),
        "association": ("县个私协会", Role.WITNESS, "500242-association", None),
    }
    for number, name in enumerate(("石检查", "彭检查", "杨检查", "吴检查"), start=1):
        valid = (date(2020, 1, 1), date(2029, 12, 31))
        new = services.NewOfficer(name, f"{BUREAU}-food", "500242", f"24200{number:03}", *valid)
        officer = services.enter_officer(new, by=system, today=MONDAY)
        seats[f"inspector{number}"] = (name, Role.INSPECTOR, f"{BUREAU}-food", officer.pk)
    accounts = {
        part: services.open_account(
            services.NewAccount(part, name, (role,), organ, "500242", PASSWORD, officer),
            by=system,
            today=MONDAY,
        )
        for part, (name, role, organ, officer) in seats.items()
    }
    seed_lists(by=accounts["section"].as_actor(), today=MONDAY)
    inspectors = {row.officer_id: row for row in accounts.values() if row.officer_id}
    return Cast(accounts, inspectors)


def sample_county() -> None:
    """The sample county at a fiftieth of its size: the register, January, and today's desks."""
    from quanheng.config.demo import building
    from quanheng.config.demo.stages import Made, build
    from quanheng.platform.events.outbox import deliver_pending

    made = Made(seed=1, scale=0.02)
    wanted = {
        "areas",
        "people",
        "register-2020-12-31",
        "names",
        "outlets",
        "permits",
        "plan",
        "2021-01",
        "present",
    }
    for _stage in build([stage for stage in building.stages(made) if stage.name in wanted], made):
        pass
    deliver_pending()
