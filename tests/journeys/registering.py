"""What the journeys of registration share: the county's people, and counting what somebody has to do."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import Locator, Page, expect

from quanheng.domains.registration import services as registration
from quanheng.domains.registration.models import Outlet
from quanheng.kernel.identifiers import resident_id
from quanheng.platform.people import county, services
from quanheng.platform.people.actors import Actor
from quanheng.platform.people.models import Account
from quanheng.platform.people.roles import Role

BUREAU, COUNTY = "500242-amr", "500242"
PASSWORD = "quanheng-journey"
DAY = "2026-11-23 09:30"
TODAY = date(2026, 11, 23)
OWNER_ID = resident_id.make(COUNTY, date(1986, 5, 12), "311")
FARMER_ID = resident_id.make(COUNTY, date(1971, 8, 30), "127")


def seat(name: str, *roles: Role, organ: str = f"{BUREAU}-registration") -> Account:
    """One account of the bureau."""
    new = services.NewAccount(name, name, roles, organ, COUNTY, PASSWORD)
    return services.open_account(new, by=Actor.system("journey"), today=TODAY)


def lay_out() -> None:
    """The county."""
    county.lay_out()


def outlet(name: str = "龙潭邮政所", area: str = "500242101") -> tuple[Outlet, Account]:
    """A postal outlet with one clerk."""
    system = Actor.system("journey")
    made = registration.open_outlet(registration.NewOutlet(name, area, "老街8号"), by=system, today=TODAY)
    clerk = registration.NewClerk("postal", "冉邮政", PASSWORD)
    return made, registration.seat_outlet_clerk(made.pk, clerk, by=system, today=TODAY)


@dataclass
class Hand:
    """A person's hand: does, and counts clicks and keystrokes; ``told`` says what it took."""

    page: Page
    clicks: int = 0
    keys: int = 0
    began: float = field(default_factory=time.monotonic)

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def tap(self, words: str) -> None:
        """Press the button or tile with these words."""
        self.click(self.page.get_by_role("button", name=words).locator("visible=true").first)

    def choose(self, words: str) -> None:
        """Choose the tile with these words."""
        self.click(self.page.locator(".picks label", has_text=words).locator("visible=true").first)

    def tick(self, what: Locator) -> None:
        what.check()
        self.clicks += 1

    def type(self, field_name: str, text: str) -> None:
        """Type into a field; moving into it is a click."""
        self.page.locator(f"[name='{field_name}']").press_sequentially(text)
        self.clicks += 1
        self.keys += len(text)

    def on(self) -> None:
        """On a phone, the next step; on a desk there is none."""
        button = self.page.locator("[data-on]")
        if button.is_visible():
            self.click(button)

    def saved(self) -> None:
        expect(self.page.locator(".saved")).to_have_attribute("data-state", "saved")

    def told(self, errand: str) -> None:
        spent = time.monotonic() - self.began
        print(f"\n{errand}: {self.clicks} 次点按，{self.keys} 次按键，脚本用时 {spent:.1f} 秒")


def promise(hand: Hand) -> None:
    """Sign every promise of the summary, once it stands there with its script."""
    expect(hand.page.locator(".promises input").first).to_be_visible()
    hand.page.wait_for_load_state()
    for box in hand.page.locator(".promises input").all():
        hand.tick(box)
