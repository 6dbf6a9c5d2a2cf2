"""What every network must do, tried on every network that can be connected.

A network comes with ``harness_<key>.py`` beside this file: ``start()`` gives a bank connected to a
real server and a customer who writes there; what cannot be done on that network is None.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, FrozenInstanceError, fields, is_dataclass
from datetime import UTC, datetime
from importlib import import_module
from threading import Event
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from parvis.engine.post import Post, Visibility
from parvis.errors import CredentialsRefused, Invalid, NetworkError, NotAllowed, Transient
from parvis.networks.network import Batch, Capability, Identity, Network, Reply
from parvis.networks.registry import connect, networks
from tests.networks.harness_mastodon import free_port

pytestmark = pytest.mark.peer

PATIENCE = 25.0
"""Seconds in which anything must arrive."""

PEERS = {"bluesky": "pds"}
"""The fixture of the server, where the harness does not start its own."""

HOSTILE = (
    '<script>alert("1")</script> <img src=x onerror=alert(2)> javascript:alert(3) '
    "\u202egnp.exe\u202c \u2066isolé\u2069 e\u0301 \U0001f469\u200d\U0001f467 🏦 "
    "{{ 7*7 }} ${x} %s '; DROP TABLE posts; --"
)


@pytest.fixture(scope="module", params=sorted(networks()))
def harness(request: pytest.FixtureRequest) -> Iterator[Any]:
    module = import_module(f"tests.networks.harness_{request.param}")
    peer = PEERS.get(request.param)
    started = module.start(request.getfixturevalue(peer)) if peer else module.start()
    yield started
    started.stop()


@pytest.fixture
def network(harness) -> Network:
    return harness.connect()


@pytest.fixture
def kind(harness) -> type[Network]:
    return harness.network_type


class Reading:
    """Reads a network as intake does: cursors pass through JSON, reading goes on where it ended."""

    def __init__(self, network: Network, cursor: Mapping[str, Any] | None = None) -> None:
        self.network = network
        self.cursor: Mapping[str, Any] = cursor or {}
        self.batches: list[Batch] = []

    def until(self, arrived: Callable[["Reading"], bool]) -> "Reading":
        """Read until something arrived."""
        deadline = time.monotonic() + PATIENCE
        while not arrived(self):
            assert time.monotonic() < deadline, "it never arrived"
            stop = Event()
            for batch in self.network.read(self.cursor, stop=stop):
                self.batches.append(batch)
                self.cursor = json.loads(json.dumps(batch.cursor))
                if arrived(self) or time.monotonic() > deadline:
                    stop.set()
        return self

    def until_post(self, name: str, text: str = "") -> "Reading":
        return self.until(
            lambda now: any(post.id == name and text in post.text for post in now.posts)
        )

    @property
    def posts(self) -> list[Post]:
        return [post for batch in self.batches for post in batch.posts]

    def author(self, name: str) -> str:
        return next(post.author for post in self.posts if post.id == name)

    def text(self, name: str) -> str:
        return next(post.text for post in reversed(self.posts) if post.id == name)


def reply(
    to: str, text: str, visibility: Visibility = Visibility.PUBLIC, *, author: str = ""
) -> Reply:
    return Reply(
        key=f"reply-{time.time_ns()}",
        text=text,
        in_reply_to=to,
        conversation=to,
        to_author=author,
        visibility=visibility,
        composed_at=datetime.now(UTC),
    )


def without(kind: type[Network], *wanted: Capability) -> None:
    if not set(wanted) <= kind.capabilities:
        pytest.skip(f"{kind.label} does not declare {', '.join(wanted)}")


def test_every_network_has_a_harness():
    for key in networks():
        assert hasattr(import_module(f"tests.networks.harness_{key}"), "start"), key


def test_it_declares_what_it_is(kind):
    assert networks()[kind.key] is kind
    assert kind.key.isidentifier()
    assert kind.label
    assert kind.capabilities
    assert all(isinstance(item, Capability) for item in kind.capabilities)
    replies = {Capability.REPLY_PUBLIC, Capability.REPLY_PRIVATE}
    assert (kind.text_limit > 0) == bool(kind.capabilities & replies)
    assert kind.length("") == 0
    assert kind.length("abc") == 3
    assert kind.length(kind.addressed("Bonjour", "anna")) >= kind.length("Bonjour")


def test_its_settings_are_frozen_and_their_defaults_are_plain(kind):
    for shape in (kind.settings_type, kind.credentials_type):
        assert is_dataclass(shape)
        assert shape.__dataclass_params__.frozen
        defaults = [item.default for item in fields(shape) if item.default is not MISSING]
        assert json.loads(json.dumps(defaults)) == defaults
        assert all(item.metadata.get("label") for item in fields(shape))


def test_settings_that_it_does_not_know_are_refused(harness, kind):
    with pytest.raises(Invalid):
        connect(kind.key, harness.settings() | {"surprise": 1}, harness.credentials())
    with pytest.raises(FrozenInstanceError):
        setattr(harness.connect().settings, fields(kind.settings_type)[0].name, "changed")


def test_it_knows_who_we_are(network):
    identity = network.verify()
    assert isinstance(identity, Identity)
    assert identity.handle


def test_no_secret_shows_in_what_is_logged(harness, kind):
    shown = repr(harness.connect().credentials)
    secrets = [item.name for item in fields(kind.credentials_type) if item.metadata.get("secret")]
    assert not any(str(harness.credentials()[name]) in shown for name in secrets)


def test_wrong_credentials_are_refused_as_such(harness, kind):
    secrets = [item.name for item in fields(kind.credentials_type) if item.metadata.get("secret")]
    if not secrets:
        pytest.skip(f"{kind.label} has no credentials")
    stranger = harness.connect(**dict.fromkeys(secrets, "wrong-one"))
    with pytest.raises(CredentialsRefused):
        stranger.verify()
    with pytest.raises(CredentialsRefused):
        stranger.send(reply(harness.customer_posts("à qui le tour"), "never"))


def test_a_server_that_is_not_there_is_a_passing_failure(harness):
    lost = harness.connect(**dead_settings(harness))
    with pytest.raises(Transient):
        lost.verify()
    with pytest.raises(NetworkError) as failed:
        list(lost.read({}, stop=Event()))
    assert not failed.value.permanent


def dead_settings(harness: Any) -> dict[str, object]:
    """Lead every address of the settings to a port where nobody listens."""
    if hasattr(harness, "dead"):
        return harness.dead()
    nobody = f"127.0.0.1:{free_port()}"
    return {
        name: urlunsplit(urlsplit(value)._replace(netloc=nobody))
        for name, value in harness.settings().items()
        if isinstance(value, str) and "://" in value
    }


def test_a_post_arrives_with_its_author_and_repeating_is_harmless(harness, network):
    name = harness.customer_posts("Bonjour, ma carte est bloquée")
    first = Reading(network).until_post(name)
    (post,) = [post for post in first.posts if post.id == name]
    assert "ma carte est bloquée" in post.text
    assert post.author
    assert post.network == harness.network_type.key
    again = Reading(harness.connect()).until_post(name)
    assert {post.id: post.text for post in again.posts if post.id == name} == {name: post.text}


def test_reading_on_from_a_stored_cursor_loses_nothing(harness):
    before = harness.customer_posts("le premier")
    reading = Reading(harness.connect()).until_post(before)
    written = [harness.customer_posts(f"le suivant, numéro {number}") for number in range(7)]
    later = Reading(harness.connect(), reading.cursor).until_post(written[-1])
    assert [post.id for post in later.posts if post.id in written] == written


def test_the_cursor_of_every_batch_is_a_place_to_resume(harness):
    written = [harness.customer_posts(f"à reprendre, numéro {number}") for number in range(4)]
    reading = Reading(harness.connect()).until_post(written[-1])
    seen: set[str] = set()
    for batch in reading.batches:
        seen |= {post.id for post in batch.posts}
        stored = json.loads(json.dumps(batch.cursor))
        assert stored == batch.cursor
        left = [name for name in written if name not in seen]
        if left:
            resumed = Reading(harness.connect(), stored).until_post(left[-1])
            assert set(left) <= {post.id for post in resumed.posts}


def test_hostile_text_arrives_as_text(harness, network):
    name = harness.customer_posts(HOSTILE)
    text = Reading(network).until_post(name).text(name)
    assert HOSTILE in text
    assert "\0" not in text


def test_an_edit_comes_as_the_same_post(harness):
    if harness.customer_edits is None:
        pytest.skip("posts are not edited there")
    name = harness.customer_posts("avant la correction")
    reading = Reading(harness.connect()).until_post(name)
    harness.customer_edits(name, "après la correction")
    later = Reading(harness.connect(), reading.cursor).until_post(name, "après la correction")
    assert "avant" not in later.text(name)


def test_a_deletion_is_told(harness):
    if harness.customer_deletes is None:
        pytest.skip("nothing tells of deletions there")
    name = harness.customer_posts("à oublier")
    reading = Reading(harness.connect()).until_post(name)
    harness.customer_deletes(name)
    later = Reading(harness.connect(), reading.cursor)
    later.until(
        lambda now: any(item.id == name for batch in now.batches for item in batch.deletions)
    )


def test_a_reply_arrives_once_however_often_it_is_sent(harness, network, kind):
    without(kind, Capability.REPLY_PUBLIC)
    name = harness.customer_posts("une question")
    reading = Reading(network).until_post(name)
    answer = reply(name, "Bonjour, nous regardons cela", author=reading.author(name))
    assert network.find(answer) is None
    sent = network.send(answer)
    assert sent.id
    assert harness.connect().send(answer).id == sent.id
    assert harness.connect().find(answer).id == sent.id
    ((_, text),) = harness.replies_to(name)
    assert "Bonjour, nous regardons cela" in text


def test_a_private_reply_goes_only_where_it_is_declared(harness, network, kind):
    name = harness.customer_posts("en privé")
    Reading(network).until_post(name)
    private = reply(name, "Bonjour", Visibility.PRIVATE)
    if Capability.REPLY_PRIVATE in kind.capabilities:
        assert network.send(private).id
    else:
        with pytest.raises(NotAllowed):
            network.send(private)
    with pytest.raises(NotAllowed):
        network.send(reply(name, "Bonjour", Visibility.SECURE))


def test_what_is_not_declared_is_not_allowed(network, kind):
    if Capability.REPLY_PUBLIC not in kind.capabilities:
        with pytest.raises(NotAllowed):
            network.send(reply("1", "Bonjour"))
        with pytest.raises(NotAllowed):
            network.find(reply("1", "Bonjour"))
    if Capability.DELETE not in kind.capabilities:
        with pytest.raises(NotAllowed):
            network.delete("1")


def test_what_is_declared_deletable_can_be_deleted(harness, network, kind):
    without(kind, Capability.DELETE)
    name = harness.customer_posts("réponse à retirer")
    reading = Reading(network).until_post(name)
    answer = reply(name, "Une erreur", author=reading.author(name))
    network.delete(network.send(answer).id)
    assert harness.replies_to(name) == []


def test_reading_ends_soon_after_it_is_told_to(harness, kind):
    changes = {"stream": True} if kind.key == "mastodon" else {}
    stop = Event()
    ended = Event()

    def read() -> None:
        for _ in harness.connect(**changes).read({}, stop=stop):
            pass
        ended.set()

    threading.Thread(target=read, daemon=True).start()
    time.sleep(0.5)
    if Capability.STREAM in kind.capabilities:
        assert not ended.is_set(), "it streams, and yet it ended by itself"
    stop.set()
    assert ended.wait(3)


def test_a_stream_shows_that_it_lives(harness, kind):
    without(kind, Capability.STREAM)
    changes = {"stream": True} if kind.key == "mastodon" else {}
    stop = Event()
    beats = []
    begun = time.monotonic()
    for batch in harness.connect(**changes).read({}, stop=stop):
        beats.append(time.monotonic())
        assert isinstance(batch, Batch)
        if beats[-1] - begun > 6:
            stop.set()
    assert max(late - early for early, late in zip([begun, *beats], beats, strict=False)) < 4
