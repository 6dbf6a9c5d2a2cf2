"""What the networks' own readers keep aside can be read again, from the payload alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event
from typing import Any

import libipld
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.engine import post as posts
from parvis.errors import Invalid
from parvis.governance.actions import register_account
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Account
from parvis.governance.sealing import unseal
from parvis.intake.actions import replay_dead_letter, store_batch
from parvis.intake.models import DeadLetter, Post
from parvis.intake.views import words_of
from parvis.networks.bluesky import session
from parvis.networks.network import Batch, Network, Unreadable
from parvis.networks.registry import connect
from tests.networks.contract.bluesky_appview import Answer, Double, appview
from tests.networks.harness_feeds import WebServer, rss
from tests.networks.harness_mastodon import start
from tests.networks.test_bluesky_stream import (
    ANNA,
    BANK,
    _car,
    _cid,
    _varint,
    message,
    streaming,
)

LONG = "ma carte est avalée, " * 20
NOTIFICATIONS = "app.bsky.notification.listNotifications"
SECRETS = {"handle": "bank.example", "password": "secret"}
PATH = "app.bsky.feed.post/3l"
MOMENT = "2025-03-01T10:00:00.000Z"


@pytest.fixture
def service() -> Iterator[Double]:
    session._TOKENS.clear()
    with appview() as double:
        yield double
    session._TOKENS.clear()


def register(bank: Any, network: str, settings: dict[str, Any], secrets: Any = None) -> Account:
    return register_account(
        actor=SYSTEM,
        entity=bank.north,
        network=network,
        handle=f"exemple-{network}",
        owner=bank.karim,
        purpose="Listening",
        settings=settings,
        credentials=secrets,
    )


def read(account: Account, settings: dict[str, Any], secrets: Any = None) -> list[DeadLetter]:
    """Read as a worker does until nothing more comes, store it, and give what was kept aside."""
    stop = Event()
    for batch in connect(account.network, settings, secrets or {}).read({}, stop=stop):
        store_batch(actor=SYSTEM, account=account, batch=batch)
        if not (batch.posts or batch.deletions or batch.unreadable):
            stop.set()
    return list(DeadLetter.objects.order_by("pk"))


def keep(account: Account, payload: bytes) -> DeadLetter:
    batch = Batch(unreadable=(Unreadable(payload, "some.other"),))
    store_batch(actor=SYSTEM, account=account, batch=batch)
    return DeadLetter.objects.get()


def replay(letter: DeadLetter) -> DeadLetter:
    return replay_dead_letter(actor=SYSTEM, letter=letter)


def stays(letter: DeadLetter, reason: str) -> None:
    """Try a letter that cannot be read: it stays, with a reason that people can read."""
    before = Post.objects.count()
    tried = replay(letter)
    assert (tried.reason, tried.attempts, tried.settled_at) == (reason, 1, None)
    assert words_of(reason) != reason
    assert Post.objects.count() == before


def settles(letter: DeadLetter) -> Post:
    """Try a letter that can be read: it is settled, and its post is in the store."""
    before = set(Post.objects.values_list("pk", flat=True))
    assert replay(letter).outcome == "replayed"
    return Post.objects.exclude(pk__in=before).get()


def commit(*records: dict[str, Any], blocks: bool = True, once: bool = False) -> bytes:
    """Write one message of a stream that creates these records, as a server does.

    Without ``blocks`` they are cut off; with ``once`` only the first is there.
    """
    encoded = [libipld.encode_dag_cbor(record) for record in records]
    names = [_cid(block) for block in encoded]
    car = _car(names[0], encoded[0])
    for name, block in [] if once else zip(names[1:], encoded[1:], strict=True):
        car += _varint(len(name) + len(block)) + name + block
    ops = [
        {"action": "create", "path": f"{PATH}{number}", "cid": None}
        for number in range(len(records))
    ]
    body = message("#commit", seq=5, repo=ANNA, time=MOMENT, ops=ops, blocks=b"")
    for name in names:
        body = body.replace(b"\x63cid\xf6", b"\x63cid\xd8\x2a\x58\x25\x00" + name, 1)
    car = car if blocks else car[:20]
    return body.replace(
        b"\x66blocks\x40", b"\x66blocks" + b"\x5a" + len(car).to_bytes(4, "big") + car
    )


def record(text: object, **more: object) -> dict[str, Any]:
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": BANK}
    return {
        "text": text,
        "createdAt": MOMENT,
        "facets": [{"index": {"byteStart": 0, "byteEnd": 3}, "features": [feature]}],
        **more,
    }


def bluesky(service: Double, stream: str = "") -> dict[str, Any]:
    return {"service": service.url, "stream": stream}


def test_each_post_of_one_message_is_kept_alone_and_read_again(bank, service, monkeypatch):
    root = f"at://{ANNA}/{PATH}0"
    answer = {"root": {"uri": root}, "parent": {"uri": root}}
    thread = commit(
        record(f"un {LONG}", seal=b"\xff"), record("deux"), record(f"trois {LONG}", reply=answer)
    )
    with streaming(thread) as (url, _):
        settings = bluesky(service, url)
        account = register(bank, "bluesky", settings, SECRETS)
        with monkeypatch.context() as limits:
            limits.setattr(posts, "TEXT_LIMIT", 100)
            one, three = read(account, settings, SECRETS)
            assert one.reason == "post.field_too_long: text"
            stays(one, "post.field_too_long: text")
    service.answers.clear()  # nobody is asked
    assert settles(one).text.startswith("un ma carte")
    post = settles(three)
    assert (post.network_id, post.author, post.author_name) == (
        f"at://{ANNA}/{PATH}2",
        "anna.example",
        "Anna K.",
    )
    assert post.text.startswith("trois ma carte")
    assert (post.thread, post.created_at) == (root, datetime(2025, 3, 1, 10, tzinfo=UTC))


def test_a_hostile_message_is_not_multiplied(bank, service):
    hostile = commit(*[record("x" * 100_001)] * 50, once=True)
    with streaming(hostile) as (url, _):
        settings = bluesky(service, url)
        letters = read(register(bank, "bluesky", settings, SECRETS), settings, SECRETS)
    kept = [unseal(letter.sealed) for letter in letters]
    assert hostile in kept
    assert sum(map(len, kept)) <= 9 * len(hostile)
    stays(letters[0], "post.field_too_long: text")
    stays(letters[-1], "bluesky.several_posts")


def test_a_whole_message_gives_its_only_post_that_concerns_us(bank, service):
    stranger = record("autre chose", facets=[])
    account = register(bank, "bluesky", bluesky(service), SECRETS)
    post = settles(keep(account, commit(stranger, record("ma carte"))))
    assert (post.text, post.author) == ("ma carte", ANNA)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (commit(record("un"), record("deux")), "bluesky.several_posts"),
        (commit(record("un", facets=[])), "bluesky.no_post"),
        (message("#info", name="OutdatedCursor"), "bluesky.no_post"),
        (b"\xff\x00", "bluesky.frame_unreadable: frame: ValueError"),
        (commit(record(["un"])), "post.field_not_text: text"),
        (b"null", "post.not_an_object"),
        (b'{"uri": "at://x"}', "post.field_missing: uri, indexedAt"),
        (b'{"id": "1"}', "post.field_missing: text"),
    ],
)
def test_a_payload_of_bluesky_that_is_still_wrong_stays(bank, service, payload, reason):
    stays(keep(register(bank, "bluesky", bluesky(service), SECRETS), payload), reason)


def test_a_message_whose_blocks_are_broken_stays(bank, service):
    broken = commit(record("un"), blocks=False)
    with streaming(broken) as (url, _):
        settings = bluesky(service, url)
        account = register(bank, "bluesky", settings, SECRETS)
        (letter,) = read(account, settings, SECRETS)
    assert unseal(letter.sealed) == broken
    assert letter.reason.startswith("bluesky.frame_unreadable: commit: ")
    stays(letter, letter.reason)


def test_a_message_stays_while_the_server_does_not_say_who_we_are(bank, service):
    service.will("com.atproto.server.createSession", Answer({}, 502))
    account = register(bank, "bluesky", bluesky(service), SECRETS)
    stays(keep(account, commit(record("ma carte"))), "bluesky.server_failed")


def test_an_item_of_the_appview_is_read_again_but_never_our_own(bank, service, monkeypatch):
    item = {
        "uri": f"at://{ANNA}/{PATH}0",
        "cid": "bafy",
        "author": {"did": ANNA, "handle": "anna.example", "displayName": "Anna K."},
        "record": record(LONG),
        "indexedAt": MOMENT,
    }
    own = item | {"uri": f"at://{BANK}/{PATH}9", "author": {"did": BANK}}
    service.will(NOTIFICATIONS, Answer({"notifications": [item, own]}))
    account = register(bank, "bluesky", bluesky(service), SECRETS)
    with monkeypatch.context() as limits:
        limits.setattr(posts, "TEXT_LIMIT", 100)
        (letter,) = read(account, bluesky(service), SECRETS)
        stays(letter, "post.field_too_long: text")
    post = settles(letter)
    assert (post.author, post.network_id) == ("anna.example", f"at://{ANNA}/{PATH}0")


@pytest.mark.peer
def test_a_status_is_read_again_in_its_thread(bank, monkeypatch):
    with start() as server:
        first = server.customer_posts("bonjour")
        second = server.customer_posts("encore", in_reply_to=first)
        third = server.customer_posts(f"toujours {LONG}", in_reply_to=second)
        settings, secrets = server.settings(), server.credentials()
        account = register(bank, "mastodon", settings, secrets)
        with monkeypatch.context() as limits:
            limits.setattr(posts, "TEXT_LIMIT", 100)
            (letter,) = read(account, settings, secrets)
            stays(letter, "post.field_too_long: text")
    # The server is down: nobody is asked.
    post = settles(letter)
    assert (post.network_id, post.author, post.thread) == (third, "anna", first)
    assert post.text.startswith("@bank toujours ma carte")
    assert (post.received_at - post.created_at).total_seconds() < 600


STATUS = {
    "id": "7",
    "content": "<p>ma carte</p>",
    "account": {"acct": "anna"},
    "in_reply_to_id": "5",
    "visibility": "direct",
}
MASTODON = {"url": "https://social.example"}, {"access_token": "secret"}


@pytest.mark.parametrize("payload", [STATUS, {"type": "mention", "status": STATUS}])
def test_a_status_or_a_notification_is_read_as_it_comes(bank, payload):
    post = settles(keep(register(bank, "mastodon", *MASTODON), json.dumps(payload).encode()))
    assert (post.text, post.author, post.thread) == ("ma carte", "anna", "5")
    assert post.visibility == "private"


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"{broken", "line.not_json"),
        (b"[]", "post.not_an_object"),
        (b'{"status": {"content": "x"}}', "post.field_missing: id"),
        (b'{"id": "1", "account": {}}', "post.field_missing: text"),
        (b'{"id": "1", "text": 3.5, "network": "mastodon"}', "post.field_not_text: text"),
    ],
)
def test_a_payload_of_mastodon_that_is_still_wrong_stays(bank, payload, reason):
    stays(keep(register(bank, "mastodon", *MASTODON), payload), reason)


def test_an_entry_is_read_again_without_its_document(bank, monkeypatch):
    with WebServer() as web:
        url = web.serve("/feed", rss(("1", "bien"), ("2", LONG), title="Forum"))
        settings = {"url": url, "allow_private_addresses": True}
        account = register(bank, "feeds", settings)
        with monkeypatch.context() as limits:
            limits.setattr(posts, "TEXT_LIMIT", 100)
            (letter,) = read(account, settings)
            stays(letter, "post.field_too_long: text")
    post = settles(letter)
    assert (post.network_id, post.author, post.text) == ("2", "Forum", LONG.strip())


FEED = {"url": "https://avis.example/feed"}


def test_a_document_of_one_entry_is_read_as_that_entry(bank):
    letter = keep(register(bank, "feeds", FEED), rss(("1", "un"), title="Forum").encode())
    post = settles(letter)
    assert (post.network_id, post.text, post.author) == ("1", "un", "Forum")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"<html><body>Maintenance</body></html>", "feed.not_a_feed"),
        (b'{"error": "maintenance"}', "feed.not_a_feed"),
        (rss(("1", "un"), ("2", "deux")).encode(), "feed.whole_document"),
        (rss().encode(), "feed.whole_document"),
        (rss(("1", "x" * 100_001)).encode()[:100_000], "feed.whole_document"),
        (
            rss(("1", "x")).replace("<guid", f"<link>https://x/{'x' * 2000}</link><guid").encode(),
            "post.field_too_long: url",
        ),
        (b'{"id": "1", "network": "feeds"}', "post.field_missing: text"),
    ],
)
def test_a_payload_of_a_feed_that_is_still_wrong_stays(bank, payload, reason):
    stays(keep(register(bank, "feeds", FEED), payload), reason)


def test_a_page_kept_aside_as_no_feed_is_told_so_again(bank):
    with WebServer() as web:
        url = web.serve("/feed", "<html><body>Maintenance</body></html>", "text/html")
        settings = {"url": url, "allow_private_addresses": True}
        (letter,) = read(register(bank, "feeds", settings), settings)
    stays(letter, "feed.not_a_feed")


NETWORKS = [
    connect("bluesky", {"service": "http://127.0.0.1:1"}, SECRETS),
    connect("mastodon", *MASTODON),
    connect("feeds", FEED, {}),
]
FIELDS = ["id", "text", "content", "status", "account", "conversation", "uri", "indexedAt", "cid"]
MORE = ["record", "author", "edited", "items", "version", "created_at", "visibility", "likeCount"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just(MOMENT),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS + MORE), inner)
        | st.dictionaries(st.text(max_size=5), inner)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.key)
@given(
    payload=st.binary(max_size=200)
    | ANY_JSON.map(lambda value: json.dumps(value).encode())
    | st.dictionaries(st.sampled_from(FIELDS + MORE), ANY_JSON).map(
        lambda value: json.dumps(value).encode()
    )
)
@example(payload=b"[" * 100_000)
@example(payload=b"\x81" * 100_000)
@example(payload=b'{"uri": "x", "cid": ' + b"[" * 900 + b"]" * 900 + b"}")
@example(payload=commit(record("un")))
@example(payload=b'{"id": "1", "text": "\\ud800", "content": "<b>\\ud800"}')
def test_whatever_bytes_come_they_are_a_post_or_refused(network: Network, payload: bytes) -> None:
    try:
        assert network.parse(payload).id
    except Invalid:
        return
