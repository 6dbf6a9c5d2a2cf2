"""A browser, and the product's own ASGI application on the test's own database."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from parvis.governance.models import User
from parvis.web.asgi import application
from parvis.web.streams import EndingStreams
from tests.conftest import PASSWORD, Bank
from tests.desk.conftest import Desk
from tests.peers.plugin import without
from tests.peers.servers import PeerMissing, axe_script

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
READY_SECONDS = 20

expect.set_options(timeout=8_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; every test has contexts of its own."""
    if not CHROMIUM.exists():
        without(f"Chromium: {CHROMIUM} is missing (Debian: apt install chromium)")
    # Playwright runs a loop of its own in this thread, and Django would refuse to query beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def desk(transactional_db: None, bank: Bank) -> Desk:
    """The desk of a bank, in a database that a server's threads can see."""
    return Desk(bank)


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """Serve the product on a free port; gives its address."""
    streams = EndingStreams(application)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            streams,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + READY_SECONDS
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    streams.end()
    server.should_exit = True
    thread.join(READY_SECONDS)
    assert not thread.is_alive(), "the server did not stop"


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """Give a page of a fresh browser, logged in; a script's error on it fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(user: User | None, path: str = "/", **options: object) -> Page:
        context = browser.new_context(
            base_url=address, **({"viewport": DESKTOP, "locale": "en-GB"} | options)
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: _note(faults, line.type, line.text))
        page.goto(path)
        if user is not None:
            page.fill("[name=username]", user.username)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "/login/" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def _note(faults: list[str], kind: str, text: str) -> None:
    # A refusal by the server is logged by the browser, and is what many tests are about; a
    # request under way when its page is left, as every page is at the end, is aborted by it.
    refused = ("Failed to load resource", "Response Status Error Code 4")
    aborted = ("htmx:sendAbort", "htmx:afterRequest")
    if kind == "error" and not text.startswith(refused + aborted):
        faults.append(text)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    try:
        return axe_script().read_text()
    except (PeerMissing, OSError) as error:
        without(f"axe-core: {error}")


def live(page: Page) -> Page:
    """Wait until the page hears what happens."""
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    return page


def faults_found(page: Page, axe: str) -> list[str]:
    """Have axe-core look at a page; gives what it finds wrong, one line each."""
    page.evaluate(axe)
    # A colour that is still on its way to another is no colour yet.
    page.evaluate("Promise.all(document.getAnimations().map((a) => a.finish()))")
    found = page.evaluate(
        """async () => {
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
            const { violations } = await axe.run({ runOnly: tags });
            const said = (node) => `${node.target} ${node.failureSummary}`;
            return violations.map(({ id, nodes }) => `${id}: ${nodes.map(said).join("; ")}`);
        }"""
    )
    return list(found)


def too_wide(page: Page) -> list[str]:
    """Give what sticks out of the page sideways."""
    return list(
        page.evaluate(
            """() => {
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                return [...document.querySelectorAll("body *")]
                    .filter((e) => e.getBoundingClientRect().right > width + 1)
                    .map((e) => `${e.tagName}.${e.className}`);
            }"""
        )
    )
