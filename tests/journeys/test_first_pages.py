"""The pages where each role begins, its lists and one matter of each: whole on a phone and on a desk.

The county is the sample county at a fiftieth of its size, with its long names and full desks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from quanheng.platform.people.models import Account

from .cast import open_county, sample_county
from .conftest import DESK, PHONE, shot

pytestmark = pytest.mark.django_db(transaction=True)

AT_A_DESK = ("section", "leader", "witness2")
SEATS = (
    *("section", "inspector", "leader", "auditor", "township", "clerk", "witness2", "operator"),
    *("postal", "visitor"),
)
ERRANDS = {
    "section": ("/inspections/new/", "/tables/new/registration.businesses/", "/credit/set/"),
    "township": ("/hazards/report/",),
    "clerk": ("/registration/new/",),
}
AWAY = re.compile(r"\.(pdf|csv|xlsx|zip|json|py)$|/logout/|/api/|/openapi|^(?!/)")

LOOK = """() => {
  const shown = (one) => one.checkVisibility({ checkVisibilityCSS: true }) && one.type !== "hidden";
  const named = (one) =>
    one.labels?.length || one.ariaLabel || one.title || one.hasAttribute("aria-labelledby");
  const says = (one) => one.innerText.trim() || one.querySelector("img:not([alt=''])") || named(one);
  const faults = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) faults.push(`${wide} px wider than the screen`);
  const heads = document.querySelectorAll("h1").length;
  if (heads !== 1) faults.push(`${heads} h1`);
  if (!document.title || document.title.startsWith(" ·")) faults.push("no title");
  for (const one of document.querySelectorAll("input, select, textarea")) {
    if (shown(one) && !named(one)) faults.push(`no label: ${one.outerHTML.slice(0, 90)}`);
  }
  for (const one of document.querySelectorAll("a, button, summary")) {
    if (shown(one) && !says(one)) faults.push(`no words: ${one.outerHTML.slice(0, 90)}`);
  }
  for (const one of document.querySelectorAll("img:not([alt])")) faults.push(`no alt: ${one.src}`);
  const seen = new Set();
  for (const { id } of document.querySelectorAll("[id]")) {
    if (seen.has(id)) faults.push(`twice #${id}`);
    seen.add(id);
  }
  for (const one of document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")) {
    for (const name of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
      for (const id of (one.getAttribute(name) ?? "").split(" ")) {
        if (id && !document.getElementById(id)) faults.push(`${name} to nothing: ${id}`);
      }
    }
  }
  return faults;
}"""
SMALL = """() => [...document.querySelectorAll("main button, main a.button, main a.visit-card")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map((one) => `${one.innerText}: ${one.getBoundingClientRect().height} px high`)"""
NAVIGATION = "nav a[href], .shortcuts a[href]"
FIRST_MATTER = "table.rows tbody tr:first-child a[href], .cards li:first-child a[href], .tabs a[href]"


def places(page: Page, where: str) -> list[str]:
    """The addresses of our own pages that the links lead to, each once."""
    read = "(links) => links.map((link) => link.getAttribute('href').split('#')[0])"
    found = page.locator(where).evaluate_all(read)
    return [path for path in dict.fromkeys(found) if path and not AWAY.search(path.split("?")[0])]


def reach(page: Page, first: str, errands: tuple[str, ...], seen: set[str]) -> Iterator[str]:
    """Open the first page, all that the navigation names, and the first matter of every list."""
    page.goto(first)
    ahead = [page.url.removeprefix(page.evaluate("location.origin")), *places(page, NAVIGATION), *errands]
    matters: list[str] = []
    for address in dict.fromkeys(ahead):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, f"{answer.status} {address}"
        matters += places(page, FIRST_MATTER)
        yield address
    for address in dict.fromkeys(matters):
        kind = re.sub(r"\d+|[0-9A-Z]{18}", "*", address.split("?")[0])
        if kind not in seen and address not in ahead:
            seen.add(kind)
            page.goto(address)
            yield address


def look(page: Page, seat: str, address: str) -> list[str]:
    """What is wrong with the page, and a picture of it."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shot(page, f"first-{seat}{address.split('?')[0].strip('/').replace('/', '-')[:60]}-{width}")
    faults = page.evaluate(LOOK)
    if width == PHONE["width"] and address.startswith("/field/"):
        faults += page.evaluate(SMALL)
    return [f"{seat} {address} at {width} px: {fault}" for fault in faults]


def test_the_first_pages_of_every_seat_are_whole_on_a_phone_and_on_a_desk(visit):
    sample_county()
    faults = []
    for size, seats in ((PHONE, SEATS), (DESK, AT_A_DESK)):
        seen: set[str] = set()
        stranger = visit("/", None, size)
        for address in reach(stranger, "/", ("/search/?q=1", "/accounts/login/"), seen):
            faults += look(stranger, "", address)
        for seat in seats:
            page = visit("/desk/start/", Account.objects.get(username=seat), size)
            for address in reach(page, "/desk/start/", ERRANDS.get(seat, ()), seen):
                faults += look(page, seat, address)
            page.context.close()
    assert not faults, "\n".join(faults)


def test_the_tab_key_skips_the_navigation_and_reaches_the_button(visit):
    page = visit("/inspections/new/", open_county().section)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    button = page.get_by_role("button", name="制定任务")
    for _ in range(90):
        page.keyboard.press("Tab")
        if button.evaluate("(one) => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    assert button.evaluate("(one) => getComputedStyle(one).outlineStyle") != "none"


def test_english_is_one_press_away_and_stays_where_the_reader_is(visit):
    page = visit("/desk/people/", open_county().section)
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile("/desk/people/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^[A-Za-z]"))
    page.get_by_role("navigation").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Worklist")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("待办")
