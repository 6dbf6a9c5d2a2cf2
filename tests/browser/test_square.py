"""The whole way, on real servers: a post on a real network, a safe and proven answer."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.product import Product, bytes_stored, fresh_database
from tests.conftest import PASSWORD
from tests.peers.servers import PdsServer

pytestmark = pytest.mark.peer

IBAN = "FR7630006000011234567890189"
SPACED = "FR76 3000 6000 0112 3456 7890 189"

FURNISH = """
from parvis.governance.actions import *
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Mode, Role
from parvis.intake.actions import start_source
group = create_entity(actor=SYSTEM, key="group", name="Banque Exemple", aliases=["Banque Exemple"])
def person(username, role):
    return create_person(actor=SYSTEM, username=username, first_name=username.capitalize(),
        password={password!r}, entity=group, role=role, language="en")
karim = person("karim", Role.SUPERVISOR)
person("anne", Role.AGENT)
account = register_account(actor=SYSTEM, entity=group, network="bluesky", handle={handle!r},
    owner=karim, purpose="Answering customers",
    settings={{"service": {service!r}, "stream": {stream!r}, "appview": False}},
    credentials={{"handle": {handle!r}, "password": {secret!r}}})
set_account_mode(actor=karim, account=account, mode=Mode.ANSWER, reason="Opening of the desk")
start_source(actor=SYSTEM, account=account)
"""


class Client:
    """Somebody else's client of the network: plain calls of the published protocol."""

    def __init__(self, pds: PdsServer, handle: str) -> None:
        self.handle = handle
        self.did, password = pds.create_account(handle)
        self.http = httpx.Client(base_url=f"{pds.url}/xrpc/", timeout=20)
        session = self.http.post(
            "com.atproto.server.createSession",
            json={"identifier": handle, "password": password},
        ).raise_for_status()
        self.http.headers["Authorization"] = f"Bearer {session.json()['accessJwt']}"
        self.password = password

    def post(self, text: str, mentioning: Client) -> str:
        """Write a post whose first word mentions somebody; gives its address."""
        mention = f"@{mentioning.handle}"
        record = {
            "$type": "app.bsky.feed.post",
            "text": f"{mention} {text}",
            "createdAt": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
            "langs": ["fr"],
            "facets": [
                {
                    "index": {"byteStart": 0, "byteEnd": len(mention.encode())},
                    "features": [
                        {"$type": "app.bsky.richtext.facet#mention", "did": mentioning.did}
                    ],
                }
            ],
        }
        made = self.http.post(
            "com.atproto.repo.createRecord",
            json={"repo": self.did, "collection": "app.bsky.feed.post", "record": record},
        ).raise_for_status()
        return str(made.json()["uri"])

    def posts_of(self, did: str) -> list[dict[str, object]]:
        """Read the posts of an account, as any reader of the network may."""
        listed = self.http.get(
            "com.atproto.repo.listRecords",
            params={"repo": did, "collection": "app.bsky.feed.post"},
        ).raise_for_status()
        return [record["value"] for record in listed.json()["records"]]


class EventStream:
    """All bytes of the product's event stream, as the agent's browser receives them."""

    def __init__(self, product: Product, cookies: dict[str, str]) -> None:
        self.received = bytearray()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(product.url, cookies))
        self._thread.start()

    def _listen(self, url: str, cookies: dict[str, str]) -> None:
        with httpx.stream("GET", f"{url}/events/", cookies=cookies, timeout=60) as response:
            for part in response.iter_raw():
                self.received += part
                if self._stop.is_set():
                    return

    def close(self) -> bytes:
        """Give what was received; the next heartbeat or event ends the thread."""
        self._stop.set()
        self._thread.join(timeout=30)
        return bytes(self.received)


@pytest.fixture
def customer(pds: PdsServer) -> Client:
    return Client(pds, f"camille-{time.time_ns() % 10**8}.test")


@pytest.fixture
def house(pds: PdsServer) -> Client:
    return Client(pds, f"banque-{time.time_ns() % 10**8}.test")


@pytest.fixture
def product(tmp_path: Path, pds: PdsServer, house: Client) -> Iterator[Product]:
    furnish = FURNISH.format(
        password=PASSWORD,
        handle=house.handle,
        secret=house.password,
        service=pds.url,
        stream=pds.stream,
    )
    with fresh_database(tmp_path) as url, Product(tmp_path, url, furnish) as running:
        yield running


def log_in(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/login/")
    page.fill("input[name=username]", "anne")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{product.url}/")


def wait_for(what: Callable[[], object], seconds: float = 20) -> object:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def digits_found(content: bytes) -> bool:
    """Whether the account number can be read there, in one piece, spaced, or by its long part."""
    text = content.decode("utf-8", "replace")
    squeezed = re.sub(r"[\s.\-]", "", text)
    return IBAN in squeezed or IBAN[4:] in squeezed or SPACED in text


def test_a_post_is_answered_and_its_secret_is_nowhere(
    product: Product, customer: Client, house: Client, browser: Browser
) -> None:
    page = browser.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    log_in(page, product)
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    events = EventStream(product, cookies)
    expect(page.get_by_text("virement")).to_have_count(0)

    asked = customer.post(
        f"mon virement vers {SPACED} n'arrive pas, que se passe-t-il ?", mentioning=house
    )

    row = page.locator("[data-conversation]").filter(has_text="n'arrive pas")
    expect(row).to_be_visible(timeout=20_000)
    expect(row).to_contain_text("IBAN")
    expect(row).not_to_contain_text("3000")
    row.get_by_role("link").first.click()
    page.get_by_label("Reply", exact=False).first.wait_for()

    # A reply that repeats a secret cannot leave.
    composer = page.locator("textarea[name=text]").first
    composer.fill(f"Votre compte {SPACED} est bien crédité.")
    expect(page.locator("[data-objections]")).to_contain_text("IBAN", timeout=10_000)
    expect(page.locator("[data-send]")).to_be_disabled()

    composer.fill("Bonjour Camille, écrivez-nous en message privé, nous regardons avec vous.")
    expect(page.locator("[data-send]")).to_be_enabled(timeout=10_000)
    page.locator("[data-send]").click()

    def reply_on_the_network() -> object:
        return [
            post for post in customer.posts_of(house.did) if "en message privé" in str(post["text"])
        ]

    (reply,) = wait_for(reply_on_the_network)  # type: ignore[misc]
    assert reply["reply"]["parent"]["uri"] == asked
    expect(page.locator("[data-delivery=sent]")).to_be_visible(timeout=20_000)
    assert len(reply_on_the_network()) == 1  # type: ignore[arg-type]

    # What an attacker or a colleague could read: pages, errors, the event stream, logs, disk.
    pages = [
        httpx.get(product.url + path, cookies=cookies, follow_redirects=True).content
        for path in ("/", "/no-such-page/", "/conversations/999999/", f"/?search={IBAN[4:]}")
    ]
    # The last page repeats what the agent typed into the search box, and only that.
    assert not any(digits_found(content) for content in pages[:-1])
    assert not digits_found(page.content().encode())
    assert not digits_found(events.close())
    assert events.received, "the event stream was silent"
    verified = product.run("ledger", "verify")
    product.stop()
    assert not digits_found(product.said().encode())
    holders = [name for name, content in bytes_stored(product) if digits_found(content)]
    assert holders == []
    assert "The ledger holds" in verified
    assert failures == []
