"""Persons who are barred 人员限制: on which grounds, what each stops, until when.

《市场主体登记管理条例》第十二条: who may not be the legal representative of a company; 第四十条第三款: who
answers for a registration got by fraud may not apply at all.

>>> from datetime import date
>>> last_day("bankruptcy", date(2024, 5, 6)), last_day("debt", date(2024, 5, 6))
(datetime.date(2027, 5, 6), None)
>>> [one.says for one in against([Bar("debt", None)], Barring.REPRESENT, "冉小明", "", on=date(2026, 3, 2))]
['冉小明依法不得担任公司法定代表人，直到限制解除。请更换法定代表人；有异议的，向登记机关查询。']
>>> against([Bar("debt", None)], Barring.APPLY, "冉小明", "", on=date(2026, 3, 2))
[]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from quanheng.domains.registration.rules.deadlines import article
from quanheng.domains.registration.rules.findings import Finding
from quanheng.domains.registration.rules.tables import rows
from quanheng.kernel.calendar import years_later

FROM = date(2022, 3, 1)
LISTED_ELSEWHERE = "other"
"""The ground that refers to another law, which then has to be named."""
FRAUD = "false_registration"


class Barring(StrEnum):
    """What a bar stops a person from 限制事项."""

    APPLY = "apply"
    REPRESENT = "represent"


BARRING_SAYS: dict[Barring, str] = {
    Barring.APPLY: "申请登记",
    Barring.REPRESENT: "担任公司法定代表人",
}


@dataclass(frozen=True)
class BarGround:
    """One ground of the list: its word, how it reads, what it stops, its term's provision, the articles."""

    word: str
    says: str
    stops: Barring
    term: str
    cites: str
    before: str

    def cites_on(self, day: date) -> str:
        """The article by the day that matters."""
        return self.cites if day >= FROM else self.before


@dataclass(frozen=True)
class Bar:
    """One bar as a rule sees it: its ground and its last day, none while it lasts."""

    ground: str
    until: date | None


@cache
def bar_grounds() -> dict[str, BarGround]:
    """The grounds by their word (``law/bar_grounds.csv``)."""
    return {
        row["ground"]: BarGround(
            row["ground"], row["says"], Barring(row["stops"]), row["term"], row["cites"], row["before"]
        )
        for row in rows("bar_grounds.csv")
    }


def last_day(ground: str, start: date) -> date | None:
    """The last day of a bar that the law counts from ``start``; none where it sets no term.

    Raises ``NoProvision`` for a day before the law.
    """
    term = bar_grounds()[ground].term
    return years_later(start, int(article(term, on=start).value)) if term else None


def against(bars: Iterable[Bar], step: Barring, who: str, field: str, *, on: date) -> list[Finding]:
    """What stands against a person in this step; ``who`` is called so at the head of the sentence.

    The ground is not told: whoever writes the form need not be the person. Officers see it beside the form.
    """
    return [_finding(bar, step, who, field, on) for bar in bars if bar_grounds()[bar.ground].stops is step]


def _finding(bar: Bar, step: Barring, who: str, field: str, on: date) -> Finding:
    if step is Barring.REPRESENT:
        says = f"{who}依法不得担任公司法定代表人，{_until(bar)}。请更换法定代表人；有异议的，向登记机关查询。"
        return Finding(field, says, article("fit_for_office", on=on).cites)
    says = f"{who}是虚假登记的直接责任人，不得申请登记，{_until(bar)}。"
    return Finding(field, says, bar_grounds()[bar.ground].cites_on(on))


def _until(bar: Bar) -> str:
    return f"至{bar.until.isoformat()}止" if bar.until else "直到限制解除"
