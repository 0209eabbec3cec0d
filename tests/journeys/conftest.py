"""A real browser before a real server: Debian's Chromium, or a skip that says so; and a county's cast."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, Route, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 860}
PATIENCE = 20_000
"""Milliseconds: two cores may be busy with the rest of the suite."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed; .ci/run installs it"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a module: as long as it stands, its driver keeps an event loop running in this process."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def database_of_its_own(transactional_db, tmp_path) -> Iterator[None]:
    """On SQLite a file instead of memory: each request has its own connection there, as in production.

    A database in memory lends its one connection to every thread of the server, and two requests at once
    then tread on each other's transactions.
    """
    from django.db import connection

    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(tmp_path / "journey.sqlite3") as file:
        memory.backup(file)
    file.close()
    connection.settings_dict["NAME"], connection.connection = str(tmp_path / "journey.sqlite3"), None
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, memory


@pytest.fixture
def live_server(database_of_its_own) -> Iterator[LiveServer]:
    """A server of this test alone, on the database of this test alone."""
    server = LiveServer("localhost")
    yield server
    server.stop()


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Open]:
    """``visit(path, account=None, size=DESK)``: a page of its own, logged in.

    The test fails on script errors, on whatever the Content-Security-Policy stopped, on other errors in the
    console, and on answers 500.
    """
    contexts = []
    faults: list[str] = []

    def heed(page: Page) -> None:
        page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
        page.on("console", lambda message: faults.extend(_fault(message)))
        page.on("response", lambda answer: faults.extend(_broken(answer)))

    def open_page(path: str, account=None, size=DESK, **given) -> Page:
        context = browser.new_context(
            **{"viewport": size, "base_url": live_server.url, "locale": "zh-CN"} | given
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if account is not None:
            context.add_cookies([{"name": "sessionid", "value": session_of(account), "url": live_server.url}])
        context.on("page", heed)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def _fault(message: ConsoleMessage) -> list[str]:
    """An error in the console; that a fetch failed, was refused or was cut off is none of the page."""
    unheard = ("Failed to load resource", "htmx:sendError", "htmx:sendAbort", "htmx:afterRequest")
    told = message.type == "error" and not message.text.startswith(unheard)
    return [message.text] if told or "Content Security Policy" in message.text else []


def _broken(answer: Response) -> list[str]:
    return [f"{answer.status} {answer.url}"] if answer.status >= 500 else []


def session_of(account) -> str:
    """A logged-in session for the account, as its cookie value."""
    from django.test import Client

    client = Client()
    client.force_login(account)
    return client.cookies["sessionid"].value


SetClock = Callable[[str], None]


@pytest.fixture
def at() -> Iterator[SetClock]:
    """``at("2021-03-02 21:30")`` holds the clock of the whole process, the server's too."""
    from quanheng.kernel import clock

    with ExitStack() as held:

        def set_clock(moment: str) -> None:
            held.pop_all().close()
            held.enter_context(clock.fixed(datetime.fromisoformat(moment).replace(tzinfo=clock.SHANGHAI)))

        yield set_clock


def shot(page: Page, name: str) -> None:
    """Keep a screenshot where QUANHENG_SHOTS names a folder."""
    folder = os.environ.get("QUANHENG_SHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


class Held:
    """Requests that wait until they are released 按住: what a slow line does to a page."""

    def __init__(self, page: Page, where: str) -> None:
        self.waiting: list[Route] = []
        self.free = False
        page.route(where, self._take)

    def _take(self, route: Route) -> None:
        if self.free:
            route.continue_()
        else:
            self.waiting.append(route)

    def release(self) -> None:
        """Let go what waits and whatever still comes."""
        self.free = True
        for route in self.waiting:
            route.continue_()


def eventually(page: Page, holds: Callable[[], object]) -> None:
    """Wait until it holds: for what no element of the page says."""
    for _ in range(PATIENCE // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"did not come true within {PATIENCE // 1000} seconds")


def sign(page: Page) -> None:
    """Write something into the box for signatures."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 80)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 20 + step * 20, box["y"] + 60 + (step % 3) * 30)
    page.mouse.up()


def photo(name: str = "photo.jpg", colour: tuple[int, int, int] = (120, 90, 60)) -> dict[str, object]:
    """A small photograph, as a file chooser takes it."""
    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (160, 120), colour).save(made, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": made.getvalue()}
