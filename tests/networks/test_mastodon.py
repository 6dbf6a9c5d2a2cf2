import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.post import Post, Visibility
from parvis.errors import (
    CredentialsRefused,
    Gone,
    Invalid,
    NetworkError,
    NotAllowed,
    RateLimited,
    Rejected,
    Transient,
    Uncertain,
)
from parvis.networks.mastodon import Mastodon
from parvis.networks.mastodon.adapter import MastodonCredentials, MastodonSettings
from parvis.networks.mastodon.statuses import post_of
from parvis.networks.mastodon.writing import addressed, length, same_text
from parvis.networks.network import Batch, Reply
from tests.networks.harness_mastodon import BANK, HASHTAG, OTHER, Harness, free_port, start

pytestmark = pytest.mark.peer


@pytest.fixture(scope="module")
def server() -> Iterator[Harness]:
    with start() as harness:
        yield harness


@pytest.fixture
def bank(server: Harness) -> Mastodon:
    return adapter(server)


def adapter(server: Harness, *, token: str = BANK, **settings: Any) -> Mastodon:
    values = {"url": server.url, "stream": False} | settings
    return Mastodon(MastodonSettings(**values), MastodonCredentials(access_token=token))


def batches(network: Mastodon, cursor: object = None) -> list[Batch]:
    return list(network.read(cursor or {}, stop=Event()))


def posts(found: list[Batch]) -> list[Post]:
    return [post for batch in found for post in batch.posts]


def now_at(network: Mastodon) -> dict[str, Any]:
    """Give the cursor behind all that there is, as the store would give it back."""
    return json.loads(json.dumps(batches(network)[-1].cursor))


def reply(to: str, text: str = "Bonjour, nous regardons", **changes: Any) -> Reply:
    values = {
        "key": f"key-{to}-{text}",
        "text": text,
        "in_reply_to": to,
        "conversation": to,
        "to_author": "anna",
        "visibility": Visibility.PUBLIC,
        "composed_at": datetime.now(UTC),
    }
    return Reply(**(values | changes))


def test_a_mention_arrives_as_text_with_author_address_and_date(server, bank):
    cursor = now_at(bank)
    text = 'été <script>alert("x")</script> & 🏦 \u202eabc https://exemple.fr/a?b=1&c=2'
    name = server.customer_posts(text)
    (post,) = posts(batches(bank, cursor))
    assert (post.id, post.text) == (name, f"@bank {text}")
    assert (post.author, post.author_name) == ("anna", "Anna 🌻")
    assert post.url.endswith(f"/@anna/{name}")
    assert abs(post.created_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert post.visibility is Visibility.PUBLIC


def test_a_direct_post_is_private_and_its_warning_stands_before_its_text(server, bank):
    cursor = now_at(bank)
    server.customer_posts("mon compte", visibility="direct", spoiler_text="Banque")
    (post,) = posts(batches(bank, cursor))
    assert post.visibility is Visibility.PRIVATE
    assert post.text == "Banque\n\n@bank mon compte"


def test_private_posts_that_the_server_set_aside_are_read_too(server, bank):
    cursor = now_at(bank)
    policy = "/api/v2/notifications/policy"
    server.call("PATCH", policy, BANK, {"for_private_mentions": "filter"})
    try:
        status = {"status": "@bank unsolicited", "visibility": "direct"}
        server.call("POST", "/api/v1/statuses", OTHER, status)
        assert not server.call("GET", f"/api/v1/notifications?since_id={cursor['mentions']}", BANK)
        assert [post.author for post in posts(batches(bank, cursor))] == ["karl"]
    finally:
        server.call("PATCH", policy, BANK, {"for_private_mentions": "accept"})


def test_a_thread_is_known_by_its_first_post(server, bank):
    cursor = now_at(bank)
    root = server.call("POST", "/api/v1/statuses", OTHER, {"status": "not for the bank"})["id"]
    middle = server.customer_posts("first to you", in_reply_to=root)
    last = server.customer_posts("and again", in_reply_to=middle)
    found = {post.id: post for post in posts(batches(bank, cursor))}
    assert {post.conversation for post in found.values()} == {root}
    assert found[last].in_reply_to == middle


def test_many_mentions_come_oldest_first_and_no_cursor_loses_any(server, bank):
    written = [server.customer_posts(f"number {number}") for number in range(95)]
    found = batches(bank)
    ids = [post.id for post in posts(found)]
    assert ids[-95:] == written
    assert ids == sorted(ids, key=int)
    for batch in found[:-1]:
        stored = json.loads(json.dumps(batch.cursor))
        seen = ids[: ids.index(batch.posts[-1].id) + 1]
        assert seen + [post.id for post in posts(batches(bank, stored))] == ids


def test_an_edit_comes_as_the_same_post_and_a_deletion_as_a_deletion(server, bank):
    edited, deleted = server.customer_posts("before"), server.customer_posts("to vanish")
    cursor = now_at(bank)
    server.customer_edits(edited, "after")
    server.customer_deletes(deleted)
    (batch,) = batches(bank, cursor)
    (post,) = batch.posts
    assert (post.id, post.text) == (edited, "@bank after")
    assert post.edited_at is not None
    assert [item.id for item in batch.deletions] == [deleted]
    (later,) = batches(bank, json.loads(json.dumps(batch.cursor)))
    assert later.posts == later.deletions == ()


def test_edits_are_found_one_by_one_where_a_server_cannot_give_several(server, bank):
    edited = server.customer_posts("before")
    cursor = now_at(bank)
    cursor["watched"] = [entry for entry in cursor["watched"] if entry[0] == edited]
    server.customer_edits(edited, "after")
    server.fault("/api/v1/statuses", type="status", status=404)
    (post,) = posts(batches(bank, cursor))
    assert (post.id, post.text) == (edited, "@bank after")


def test_a_hashtag_is_read_but_not_what_we_said_under_it(server):
    network = adapter(server, hashtags=f"#{HASHTAG}, autre")
    cursor = now_at(network)
    status = {"status": f"avis sur #{HASHTAG}"}
    theirs = server.call("POST", "/api/v1/statuses", OTHER, status)["id"]
    server.call("POST", "/api/v1/statuses", BANK, status)
    assert [post.id for post in posts(batches(network, cursor))] == [theirs]


def test_the_stream_gives_posts_and_deletions_within_a_second_and_stops_at_once(server):
    network = adapter(server, stream=True)
    cursor, stop = now_at(adapter(server)), Event()
    reading = network.read(cursor, stop=stop)
    next(reading)
    assert next(reading).posts == ()  # asked again when the stream opened
    sent = time.monotonic()
    name = server.customer_posts("live")
    assert [post.id for post in next(reading).posts] == [name]
    assert time.monotonic() - sent < 1
    follow(server)
    server.customer_deletes(name)
    assert [item.id for item in next(reading).deletions] == [name]
    stop.set()
    stopped = time.monotonic()
    assert sum(len(batch.posts) for batch in reading) == 0
    assert time.monotonic() - stopped < 3


def follow(server: Harness) -> None:
    """Have the bank follow the customer: only followers are told of deletions."""
    (found,) = server.call("GET", "/api/v1/accounts/search?q=anna", BANK)
    server.call("POST", f"/api/v1/accounts/{found['id']}/follow", BANK)


def test_without_a_stream_the_reader_beats_and_asks_from_time_to_time(monkeypatch):
    monkeypatch.setattr("parvis.networks.mastodon.stream.POLL", 0.5)
    monkeypatch.setattr("parvis.networks.mastodon.stream.BEAT", 0.1)
    with start(streaming=False) as server:
        stop = Event()
        reading = adapter(server, stream=True).read({}, stop=stop)
        assert next(reading).posts == ()
        name = server.customer_posts("no stream here")
        found = next(batch for batch in reading if batch.posts)
        assert [post.id for post in found.posts] == [name]
        stop.set()
        assert [batch for batch in reading if batch.posts] == []


def test_a_reply_sent_twice_exists_once_and_names_the_author_once(server, bank):
    name = server.customer_posts("help")
    answer = reply(name)
    assert bank.send(answer) == bank.send(answer) == bank.find(answer)
    assert [text for _, text in server.replies_to(name)] == ["@anna Bonjour, nous regardons"]
    named = reply(name, "Merci @Anna !")
    bank.send(named)
    assert server.replies_to(name)[-1][1] == "Merci @Anna !"


def test_a_private_reply_is_seen_by_the_person_alone(server, bank):
    name = server.customer_posts("my account", visibility="direct")
    sent = bank.send(reply(name, visibility=Visibility.PRIVATE))
    assert server.call("GET", f"/api/v1/statuses/{sent.id}", BANK)["visibility"] == "direct"
    with pytest.raises(NotAllowed):
        bank.send(reply(name, visibility=Visibility.SECURE))


def test_a_reply_that_left_without_a_receipt_is_found_without_idempotency_keys(server, bank):
    name = server.customer_posts("lost receipt")
    answer = reply(name, "**Bonjour**, voyez https://exemple.fr\n\nmerci")
    assert bank.find(answer) is None
    status = {"status": f"@anna {answer.text}", "in_reply_to_id": name, "visibility": "public"}
    posted = server.call("POST", "/api/v1/statuses", BANK, status)
    assert bank.find(answer).id == posted["id"]
    assert bank.find(reply(name, "Autre chose")) is None
    assert bank.find(reply(name, answer.text, visibility=Visibility.PRIVATE)) is None
    assert bank.find(reply(server.customer_posts("other"), answer.text)) is None
    later = answer.composed_at + timedelta(hours=1)
    assert bank.find(reply(name, answer.text, composed_at=later)) is None


def test_a_reply_is_found_even_when_the_post_it_answers_is_gone(server, bank):
    name = server.customer_posts("to vanish")
    answer = reply(name)
    sent = bank.send(answer)
    server.customer_deletes(name)
    try:
        assert bank.find(answer) in {None, sent}  # servers may cut the link to a deleted parent
    except NetworkError as error:
        pytest.fail(str(error))


def test_a_reply_that_arrived_though_the_answer_was_lost_is_uncertain_and_then_found(server):
    name = server.customer_posts("the line breaks")
    answer = reply(name)
    with cut_line(server.url) as line, pytest.raises(Uncertain):
        adapter(server, url=line).send(answer)
    ((sent, _),) = server.replies_to(name)
    assert adapter(server).find(answer).id == sent


def test_a_connection_cut_after_the_request_is_uncertain():
    with cut_line() as line:
        network = Mastodon(MastodonSettings(url=line), MastodonCredentials(access_token=BANK))
        with pytest.raises(Uncertain):
            network.send(reply("1"))


@contextmanager
def cut_line(url: str = "") -> Iterator[str]:
    """Give an address that takes one request, hands it on to ``url``, and never answers."""

    def cut(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            asked = connection.recv(65_536)
            while (body := asked.partition(b"\r\n\r\n")[2]) == b"":
                asked += connection.recv(65_536)
            head, _host, *lines = asked.partition(b"\r\n\r\n")[0].decode().split("\r\n")
            if url:
                method, path, _ = head.split()
                headers = dict(line.split(": ", 1) for line in lines)
                httpx.request(method, url + path, headers=headers, content=body).raise_for_status()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=cut, args=[listening])
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


@pytest.mark.parametrize(
    ("effect", "reading", "sending"),
    [
        ({"type": "status", "status": 401}, CredentialsRefused, CredentialsRefused),
        ({"type": "status", "status": 403}, CredentialsRefused, CredentialsRefused),
        ({"type": "status", "status": 404}, Gone, Gone),
        ({"type": "status", "status": 410}, Gone, Gone),
        ({"type": "status", "status": 422}, Rejected, Rejected),
        ({"type": "status", "status": 500}, Transient, Uncertain),
        ({"type": "status", "status": 502}, Transient, Uncertain),
        ({"type": "status", "status": 503}, Transient, Transient),
        ({"type": "ratelimit"}, RateLimited, RateLimited),
        ({"type": "malformed"}, Transient, Uncertain),
    ],
)
def test_each_refusal_of_a_server_has_its_error(server, bank, effect, reading, sending):
    server.fault("/api/v1/notifications", **effect)
    with pytest.raises(reading) as asked:
        batches(bank)
    assert type(asked.value) is reading
    name = server.customer_posts("fault")
    server.fault("/api/v1/statuses", method="POST", **effect)
    with pytest.raises(sending) as sent:
        bank.send(reply(name))
    assert type(sent.value) is sending
    assert server.replies_to(name) == []


def test_a_servers_request_limit_says_when_to_come_back():
    with start(limited=True) as server:
        for _ in range(3):
            adapter(server).verify()
        with pytest.raises(RateLimited) as refused:
            adapter(server).verify()
        wait = refused.value.retry_at - datetime.now(UTC)
        assert timedelta(minutes=4) < wait <= timedelta(minutes=5, seconds=5)


def test_a_reply_to_a_server_that_is_down_did_not_leave():
    network = Mastodon(
        MastodonSettings(url=f"http://127.0.0.1:{free_port()}"),
        MastodonCredentials(access_token=BANK),
    )
    with pytest.raises(Transient):
        network.send(reply("1"))
    with pytest.raises(Transient):
        network.find(reply("1"))


def test_our_own_post_can_be_deleted_and_only_once(server, bank):
    name = server.customer_posts("delete our reply")
    sent = bank.send(reply(name))
    bank.delete(sent.id)
    assert server.replies_to(name) == []
    with pytest.raises(Gone):
        bank.delete(sent.id)


def test_a_reply_too_long_for_the_server_is_refused_before_it_leaves(server, bank):
    name = server.customer_posts("long")
    with pytest.raises(Rejected):
        bank.send(reply(name, "a" * 495))  # with "@anna " it is too long
    assert bank.send(reply(name, "a" * 494)).id


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        ("voir https://exemple.fr/une/tres/longue/adresse?avec=des&choses=dedans", 5 + 23),
        ("@anna@tres.long.domaine.example bonjour", 5 + 8),
        ("écrire à anna@exemple.fr", 24),
    ],
)
def test_length_is_counted_as_the_server_counts(text: str, count: int):
    assert length(text) == count


def test_a_text_is_addressed_only_where_it_does_not_name_the_person():
    assert addressed("Bonjour", "paul@autre.example") == "@paul@autre.example Bonjour"
    assert addressed("Bonjour @paul", "paul@autre.example").startswith("@paul@autre.example ")
    assert addressed("Bonjour @Paul@Autre.example.", "paul@autre.example").startswith("Bonjour")
    assert addressed("Bonjour @pauline", "paul") == "@paul Bonjour @pauline"
    assert addressed("Bonjour", "") == "Bonjour"


def test_a_text_is_recognised_however_the_server_lays_it_out():
    assert same_text("@paul un\n\ndeux", "@paul@autre.example un\ndeux")
    assert not same_text("@paul un", "@paul deux")


def test_a_token_is_never_sent_in_the_clear_to_another_machine():
    with pytest.raises(ValueError, match="url"):
        MastodonSettings(url="http://social.example")
    with pytest.raises(ValueError, match="url"):
        MastodonSettings(url="social.example")
    assert MastodonSettings(url="http://[::1]:3000").stream
    assert "secret" not in repr(MastodonCredentials(access_token="secret"))


def test_media_descriptions_and_an_unknown_visibility():
    status = {
        "id": 7,
        "content": "<p>photo</p>",
        "visibility": "mutuals_only",
        "account": {"acct": "anna@autre.example"},
        "media_attachments": [{"description": "un relevé"}, {"description": None}, 3],
    }
    post = post_of(status)
    assert post.descriptions == ("un relevé",)
    assert post.visibility is Visibility.PRIVATE
    assert (post.id, post.author) == ("7", "anna@autre.example")


FIELDS = ["id", "content", "spoiler_text", "account", "language", "created_at", "edited_at", "url"]
MORE = ["in_reply_to_id", "visibility", "media_attachments", "replies_count"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(FIELDS + MORE), ANY_JSON))
def test_a_status_of_any_shape_is_a_post_or_invalid(status: dict[str, Any]):
    try:
        post = post_of(status)
    except Invalid:
        return
    assert post.id
    assert "\0" not in post.text + post.author
