"""The adapter against a real AT Protocol server: what customers do, what agents answer."""

from __future__ import annotations

import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest

from parvis.engine.post import Post, Visibility
from parvis.errors import (
    CredentialsRefused,
    Gone,
    Invalid,
    NetworkError,
    NotAllowed,
    Rejected,
    Transient,
)
from parvis.networks.bluesky import Bluesky, session, stream, writing
from parvis.networks.bluesky.adapter import BlueskyCredentials, BlueskySettings
from parvis.networks.network import Batch, Network, Reply
from parvis.networks.registry import connect
from tests.networks import harness_bluesky
from tests.networks.harness_bluesky import HASHTAG, Harness
from tests.peers.servers import PdsServer

pytestmark = pytest.mark.peer

A_PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


class Reader:
    """Reads in a thread, as a worker does, and keeps what came and when."""

    def __init__(self, network: Network, cursor: Mapping[str, Any] | None = None) -> None:
        self.batches: list[tuple[float, Batch]] = []
        self.error: NetworkError | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(network, cursor or {}))

    def _read(self, network: Network, cursor: Mapping[str, Any]) -> None:
        try:
            for batch in network.read(cursor, stop=self._stop):
                self.batches.append((time.monotonic(), batch))
        except NetworkError as error:
            self.error = error

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *ignored: object) -> None:
        self._stop.set()
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()

    @property
    def cursor(self) -> Mapping[str, Any]:
        return self.batches[-1][1].cursor

    @property
    def posts(self) -> list[Post]:
        return [post for _, batch in self.batches for post in batch.posts]

    @property
    def deleted(self) -> list[str]:
        return [deletion.id for _, batch in self.batches for deletion in batch.deletions]

    def wait(self, seen: Callable[[Self], object], seconds: float = 5) -> None:
        deadline = time.monotonic() + seconds
        while not seen(self):
            assert self.error is None, self.error
            assert time.monotonic() < deadline, (self.posts, self.deleted)
            time.sleep(0.005)

    def wait_for(self, post_id: str, seconds: float = 5) -> Post:
        self.wait(lambda reader: any(post.id == post_id for post in reader.posts), seconds)
        return next(post for post in reversed(self.posts) if post.id == post_id)


@pytest.fixture
def people(pds: PdsServer) -> Harness:
    return harness_bluesky.start(pds)


@pytest.fixture
def bank(people: Harness) -> Network:
    return people.connect()


@pytest.fixture
def reader(people: Harness, bank: Network) -> Iterator[Reader]:
    """Give a reading that has caught up with the stream."""
    last = people.customer_posts("tout le monde est là")
    with Reader(bank) as reading:
        reading.wait_for(last)
        yield reading


def a_reply(to: str, text: str = "Bonjour, nous regardons.", key: str = "reply-1") -> Reply:
    return Reply(
        key=key,
        text=text,
        in_reply_to=to,
        conversation=to,
        to_author="anna.test",
        visibility=Visibility.PUBLIC,
        composed_at=datetime(2025, 3, 1, 9, 30, 0, 123456, tzinfo=UTC),
        lang="fr",
    )


def test_the_server_says_who_we_are(people: Harness, bank: Network) -> None:
    people_of_the_bank = harness_bluesky.Customer(people.server.url, people.bank)
    people_of_the_bank.call(
        "com.atproto.repo.putRecord",
        repo=people.bank.did,
        collection="app.bsky.actor.profile",
        rkey="self",
        record={"$type": "app.bsky.actor.profile", "displayName": "Exemple Nord"},
    )

    identity = bank.verify()

    assert (identity.handle, identity.name) == (people.bank_handle, "Exemple Nord")


def test_a_mention_is_seen_within_a_second(people: Harness, reader: Reader) -> None:
    time.sleep(0.6)  # nothing else is on its way, so that this post alone must push itself through
    began = time.monotonic()

    post_id = people.customer_posts("ma carte est avalée #urgence")
    post = reader.wait_for(post_id)

    at = next(at for at, batch in reader.batches if any(p.id == post_id for p in batch.posts))
    assert at - began < 1
    assert post.text == f"@{people.bank_handle} ma carte est avalée #urgence"
    assert post.network == "bluesky"
    assert post.author == people.customer_handle
    assert post.conversation == post_id
    assert post.in_reply_to == ""
    assert post.lang == "fr"
    assert post.visibility is Visibility.PUBLIC
    assert post.edited_at is None
    assert post.url == f"https://bsky.app/profile/{people.customer_handle}/post/{post_id[-13:]}"
    assert post.created_at is not None
    assert abs(post.created_at - datetime.now(UTC)) < timedelta(seconds=10)


def test_a_hashtag_is_seen_and_other_posts_are_not(people: Harness, reader: Reader) -> None:
    other = people.customer.post("rien à voir #autrechose", mentions={})
    tagged = people.customer.post(f"vivement #{HASHTAG.upper()} !", mentions={})

    reader.wait_for(tagged)

    assert other not in {post.id for post in reader.posts}


def test_an_answer_to_our_reply_is_seen_with_its_thread(
    people: Harness, bank: Network, reader: Reader
) -> None:
    question = people.customer_posts("bonjour")
    ours = bank.send(a_reply(question, f"Bonjour #{HASHTAG}"))
    answer = people.customer_posts("merci beaucoup", in_reply_to=ours.id)

    post = reader.wait_for(answer)

    assert post.in_reply_to == ours.id
    assert post.conversation == question
    assert ours.id not in {post.id for post in reader.posts}


def test_descriptions_of_images_are_read(people: Harness, reader: Reader) -> None:
    blob = people.customer.client.post(
        f"{people.server.url}/xrpc/com.atproto.repo.uploadBlob",
        content=A_PIXEL,
        headers={"Content-Type": "image/png"},
    ).json()["blob"]
    images = [{"image": blob, "alt": "Capture du virement refusé"}]

    post_id = people.customer.post(
        f"regardez #{HASHTAG}",
        mentions={},
        embed={"$type": "app.bsky.embed.images", "images": images},
    )

    assert reader.wait_for(post_id).descriptions == ("Capture du virement refusé",)


def test_an_edit_keeps_the_id_and_brings_the_new_text(people: Harness, reader: Reader) -> None:
    post_id = people.customer_posts("mon virement est perdu")
    reader.wait_for(post_id)

    people.customer_edits(post_id, "mon virement est arrivé")
    reader.wait(lambda reader: len([post for post in reader.posts if post.id == post_id]) == 2)

    edited = reader.wait_for(post_id)
    assert edited.text.endswith("mon virement est arrivé")
    assert edited.edited_at is not None


def test_an_edit_that_takes_our_name_out_is_seen(people: Harness, reader: Reader) -> None:
    post_id = people.customer_posts("vous êtes nuls")
    reader.wait_for(post_id)

    people.customer.edit(post_id, "je me calme", mentions={})
    reader.wait(lambda reader: len([post for post in reader.posts if post.id == post_id]) == 2)

    assert reader.wait_for(post_id).text == "je me calme"


def test_a_deletion_is_seen(people: Harness, reader: Reader) -> None:
    post_id = people.customer_posts("à effacer")
    reader.wait_for(post_id)

    people.customer_deletes(post_id)

    reader.wait(lambda reader: post_id in reader.deleted)


def test_the_posts_of_a_deleted_account_are_deleted(people: Harness, reader: Reader) -> None:
    post_id = people.customer_posts("je pars")
    reader.wait_for(post_id)

    administrator = ("admin", "admin-pass")
    people.customer.client.headers.pop("Authorization")
    gone = people.customer.client.post(
        f"{people.server.url}/xrpc/com.atproto.admin.deleteAccount",
        json={"did": people.customer.account.did},
        auth=administrator,
    )

    assert gone.is_success, gone.text
    reader.wait(lambda reader: post_id in reader.deleted)


def test_a_silent_stream_shows_that_it_lives(reader: Reader) -> None:
    before = len(reader.batches)

    reader.wait(lambda reader: len(reader.batches) >= before + 2, seconds=6)

    assert all(not batch.posts for _, batch in reader.batches[before:])


def test_nothing_is_lost_while_disconnected(people: Harness, bank: Network) -> None:
    first = people.customer_posts("avant")
    with Reader(bank) as before:
        before.wait_for(first)
        cursor = before.cursor

    missed = [people.customer_posts(f"pendant {number}") for number in range(30)]
    with Reader(people.connect(), cursor) as after:
        after.wait_for(missed[-1], seconds=15)

    assert [post.id for post in after.posts if post.id in missed] == missed
    assert first not in {post.id for post in after.posts}


def test_a_crash_between_two_batches_reads_again_and_never_skips(
    people: Harness, bank: Network
) -> None:
    ids = [people.customer_posts(f"numéro {number}") for number in range(10)]
    with Reader(bank) as whole:
        whole.wait_for(ids[-1], seconds=15)
    cursors: list[Mapping[str, Any]] = [{}, *(batch.cursor for _, batch in whole.batches)]

    for place, cursor in enumerate(cursors[:-1]):
        stored = {post.id for _, batch in whole.batches[:place] for post in batch.posts}
        if set(ids) <= stored:
            break
        with Reader(people.connect(), cursor) as again:
            again.wait_for(ids[-1], seconds=15)
        assert set(ids) <= stored | {post.id for post in again.posts}


def test_a_cursor_of_another_server_starts_from_the_beginning(
    people: Harness, bank: Network
) -> None:
    post_id = people.customer_posts("toujours là")
    elsewhere = {"stream": "wss://relay.example/", "seq": 10**12}

    with Reader(bank, elsewhere) as reading:
        reading.wait_for(post_id, seconds=15)


def test_a_cursor_from_the_future_is_said_and_reading_starts_again(
    people: Harness, bank: Network
) -> None:
    post_id = people.customer_posts("serveur réinstallé")
    with Reader(bank, {"stream": people.server.stream, "seq": 10**12}) as refused:
        deadline = time.monotonic() + 5
        while refused.error is None and time.monotonic() < deadline:
            time.sleep(0.01)

    assert isinstance(refused.error, Transient)
    assert "FutureCursor" in next(u.reason for _, b in refused.batches for u in b.unreadable)
    with Reader(bank, refused.cursor) as again:
        again.wait_for(post_id, seconds=15)


def test_a_reply_is_written_where_anybody_can_read_it(people: Harness, bank: Network) -> None:
    question = people.customer_posts("vos horaires ?")
    text = f"Voir https://exemple.fr/aide, @{people.customer_handle} ☕ #{HASHTAG}"

    sent = bank.send(a_reply(question, text))

    assert people.replies_to(question) == [(sent.id, text)]
    assert sent.url == f"https://bsky.app/profile/{people.bank_handle}/post/{sent.id[-13:]}"
    record = people.customer.record(sent.id)["value"]
    asked = people.customer.record(question)
    assert record["langs"] == ["fr"]
    assert record["createdAt"] == "2025-03-01T09:30:00.123Z"
    assert record["reply"]["root"] == record["reply"]["parent"]
    assert record["reply"]["parent"] == {"uri": question, "cid": asked["cid"]}
    marked = {
        text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet[
            "features"
        ][0]
        for facet in record["facets"]
    }
    assert marked["https://exemple.fr/aide"]["uri"] == "https://exemple.fr/aide"
    assert marked[f"@{people.customer_handle}"]["did"] == people.customer.account.did
    assert marked[f"#{HASHTAG}"]["tag"] == HASHTAG


def test_a_reply_deep_in_a_thread_names_its_root(people: Harness, bank: Network) -> None:
    question = people.customer_posts("un")
    first = bank.send(a_reply(question))
    answer = people.customer_posts("deux", in_reply_to=first.id)

    second = bank.send(a_reply(answer, key="reply-2"))

    reply = people.customer.record(second.id)["value"]["reply"]
    assert (reply["root"]["uri"], reply["parent"]["uri"]) == (question, answer)


def test_a_reply_sent_twice_exists_once(people: Harness, bank: Network) -> None:
    question = people.customer_posts("deux fois ?")

    first = bank.send(a_reply(question))
    second = people.connect().send(a_reply(question))

    assert first == second
    assert len(people.replies_to(question)) == 1


def test_a_reply_that_left_is_found_and_one_that_did_not_is_not(
    people: Harness, bank: Network
) -> None:
    question = people.customer_posts("reçu ?")
    reply = a_reply(question)

    assert bank.find(reply) is None
    sent = bank.send(reply)
    assert bank.find(reply) == sent


def test_our_reply_can_be_deleted_and_a_customers_post_cannot(
    people: Harness, bank: Network
) -> None:
    question = people.customer_posts("supprimez")
    sent = bank.send(a_reply(question))

    bank.delete(sent.id)
    bank.delete(sent.id)

    assert people.replies_to(question) == []
    with pytest.raises(Rejected):
        bank.delete(question)


def test_answering_a_deleted_post_says_that_it_is_gone(people: Harness, bank: Network) -> None:
    question = people.customer_posts("oubliez")
    people.customer_deletes(question)

    with pytest.raises(Gone):
        bank.send(a_reply(question))


@pytest.mark.parametrize("text", ["é" * 300, "👨‍👩‍👧‍👦" * 120, "🇫🇷" * 300, "e\u0301" * 300])
def test_the_server_takes_a_text_of_the_length_that_we_count(
    people: Harness, bank: Network, text: str
) -> None:
    question = people.customer_posts("long ?")

    assert bank.length(text) <= bank.text_limit
    bank.send(a_reply(question, text))

    with pytest.raises(Rejected):
        bank.send(a_reply(question, text + "!" * 301, key="too-long"))


@pytest.mark.parametrize("text", ["a" * 301, "🇫🇷" * 301, "👨‍👩‍👧‍👦" * 121])
def test_what_we_count_too_long_the_server_refuses(
    people: Harness, bank: Network, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = people.customer_posts("trop long ?")
    assert bank.length(text) > bank.text_limit

    monkeypatch.setattr(type(bank), "text_limit", 10**6)
    with pytest.raises(Rejected, match=r"bluesky\.rejected"):
        bank.send(a_reply(question, text))
    assert people.replies_to(question) == []


def test_a_private_reply_is_never_sent(people: Harness, bank: Network) -> None:
    question = people.customer_posts("en privé ?")

    with pytest.raises(NotAllowed):
        bank.send(replace(a_reply(question), visibility=Visibility.PRIVATE))

    assert people.replies_to(question) == []


def test_a_wrong_password_is_refused(people: Harness) -> None:
    stranger = people.connect(password="not-it")

    with pytest.raises(CredentialsRefused):
        stranger.verify()
    with pytest.raises(CredentialsRefused):
        next(stranger.read({}, stop=threading.Event()))


def test_an_expired_token_is_renewed_without_a_word(people: Harness, bank: Network) -> None:
    bank.verify()
    (key,) = [key for key in session._TOKENS if key[1] == people.bank_handle]
    session._TOKENS[key] = replace(session._TOKENS[key], access="eyJhbGciOiJIUzI1NiJ9.e30.x")

    assert bank.send(a_reply(people.customer_posts("jeton ?"))).id

    session._TOKENS[key] = replace(session._TOKENS[key], access="no", refresh="no")
    assert bank.send(a_reply(people.customer_posts("jetons ?"))).id


def test_adapters_of_one_account_share_one_log_in(people: Harness) -> None:
    people.connect().verify()
    (key,) = [key for key in session._TOKENS if key[1] == people.bank_handle]
    tokens = session._TOKENS[key]

    people.connect().send(a_reply(people.customer_posts("encore")))

    assert session._TOKENS[key] is tokens


def test_a_server_that_is_gone_is_a_passing_failure() -> None:
    with PdsServer() as server:
        people = harness_bluesky.start(server)
        bank = people.connect()
        question = people.customer_posts("panne ?")
        bank.verify()
        with Reader(bank) as reading:
            reading.wait_for(question)
            server.stop()
            deadline = time.monotonic() + 10
            while reading.error is None and time.monotonic() < deadline:
                time.sleep(0.01)
        assert isinstance(reading.error, Transient)
        for attempt in (
            bank.verify,
            lambda: bank.send(a_reply(question)),
            lambda: bank.find(a_reply(question)),
            lambda: list(bank.read({}, stop=threading.Event())),
        ):
            with pytest.raises(Transient):
                attempt()


@pytest.mark.parametrize(
    "settings",
    [
        {"service": "ftp://exemple.fr"},
        {"stream": "https://exemple.fr"},
        {"appview": False},
        {"surprise": "x"},
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        connect("bluesky", settings, {"handle": "a.test", "password": "b"})


def test_keys_of_replies_sort_by_time_and_stay_apart() -> None:
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    replies = [
        replace(a_reply("at://x"), key=f"reply-{number}", composed_at=moment)
        for number in range(500)
    ]
    later = replace(replies[0], composed_at=moment + timedelta(milliseconds=1))

    keys = {writing.record_key(reply) for reply in replies}

    assert len(keys) == 500
    assert all(len(key) == 13 for key in keys)
    assert max(keys) < writing.record_key(later)


def test_a_stream_without_a_path_is_the_firehose() -> None:
    settings = BlueskySettings(stream="wss://relay.example")
    network = Bluesky(settings, BlueskyCredentials(handle="a.test", password="b"))

    assert network._stream_url == "wss://relay.example/xrpc/com.atproto.sync.subscribeRepos"
    assert stream.SIGN_OF_LIFE_SECONDS <= 2
