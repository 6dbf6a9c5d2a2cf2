"""The adapter against payloads of the published lexicons: AppView, refusals, and hostile input."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import libipld
import pytest
from atproto_client import models
from atproto_client.models.utils import get_or_create
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.engine.post import Post, Visibility
from parvis.errors import (
    CredentialsRefused,
    Gone,
    Invalid,
    NetworkError,
    RateLimited,
    Rejected,
    Transient,
    Uncertain,
)
from parvis.networks.bluesky import Bluesky, session
from parvis.networks.bluesky.adapter import BlueskyCredentials, BlueskySettings
from parvis.networks.bluesky.frames import Broken, Deleted, Frame, Notice, Written, decode
from parvis.networks.bluesky.records import Author, Watch, post_of
from parvis.networks.network import Batch, Reply
from tests.networks.contract.bluesky_appview import Answer, Double, appview, payload

BANK = "did:plc:bankbankbankbankbankbank"
ANNA = "did:plc:annaannaannaannaannaanna"
MENTION = f"at://{ANNA}/app.bsky.feed.post/3lmention111a"
NOTIFICATIONS = "app.bsky.notification.listNotifications"
SEARCH = "app.bsky.feed.searchPosts"
CREATE = "com.atproto.repo.createRecord"
LOG_IN = "com.atproto.server.createSession"


@pytest.fixture
def double() -> Iterator[Double]:
    session._TOKENS.clear()
    with appview() as running:
        yield running
    session._TOKENS.clear()


@pytest.fixture
def bank(double: Double) -> Bluesky:
    return Bluesky(
        BlueskySettings(service=double.url, hashtags="#ExempleBanque"),
        BlueskyCredentials(handle="@bank.example", password="secret"),
    )


def read(network: Bluesky, cursor: dict[str, Any] | None = None) -> list[Batch]:
    return list(network.read(cursor or {}, stop=threading.Event()))


def posts(batches: list[Batch]) -> dict[str, Post]:
    return {post.id.rpartition("/")[2]: post for batch in batches for post in batch.posts}


def a_reply(text: str = "Bonjour") -> Reply:
    return Reply(
        key="reply-1",
        text=text,
        in_reply_to=MENTION,
        conversation=MENTION,
        to_author="anna.example",
        visibility=Visibility.PUBLIC,
        composed_at=datetime(2025, 3, 1, 11, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("createSession", models.ComAtprotoServerCreateSession.Response),
        ("refreshSession", models.ComAtprotoServerRefreshSession.Response),
        ("getRecord", models.ComAtprotoRepoGetRecord.Response),
        ("createRecord", models.ComAtprotoRepoCreateRecord.Response),
        ("resolveHandle", models.ComAtprotoIdentityResolveHandle.Response),
        ("getProfile", models.AppBskyActorDefs.ProfileViewDetailed),
        ("listNotifications-1", models.AppBskyNotificationListNotifications.Response),
        ("listNotifications-2", models.AppBskyNotificationListNotifications.Response),
        ("searchPosts", models.AppBskyFeedSearchPosts.Response),
    ],
)
def test_our_payloads_keep_to_the_lexicons(name: str, model: type) -> None:
    read = get_or_create(payload(name), model, strict=True, strict_string_format=True)

    assert isinstance(read, model)
    for record in _records(payload(name)):
        get_or_create(record, models.AppBskyFeedPost.Record, strict_string_format=True)


def _records(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and value.get("$type") == "app.bsky.feed.post":
        yield value
    children = value.values() if isinstance(value, dict) else value
    for child in children if isinstance(children, list | type({}.values())) else ():
        yield from _records(child)


def test_our_calls_keep_to_the_lexicons(double: Double, bank: Bluesky) -> None:
    read(bank)
    bank.send(a_reply("Voir https://exemple.fr @anna.test"))

    shapes: dict[str, Any] = {
        NOTIFICATIONS: models.AppBskyNotificationListNotifications.Params,
        SEARCH: models.AppBskyFeedSearchPosts.Params,
        CREATE: models.ComAtprotoRepoCreateRecord.Data,
        LOG_IN: models.ComAtprotoServerCreateSession.Data,
        "com.atproto.repo.getRecord": models.ComAtprotoRepoGetRecord.Params,
        "com.atproto.identity.resolveHandle": models.ComAtprotoIdentityResolveHandle.Params,
    }
    assert {method for method, _, _ in double.asked} == set(shapes)
    for method, content, _ in double.asked:
        known = {field.alias or name for name, field in shapes[method].model_fields.items()}
        assert set(content) <= known, method
        limited = {**content, "limit": int(content["limit"])} if "limit" in content else content
        get_or_create(limited, shapes[method], strict_string_format=True)
    (written,) = double.calls(CREATE)
    get_or_create(written["record"], models.AppBskyFeedPost.Record, strict_string_format=True)


def test_notifications_and_tagged_posts_come_oldest_first(double: Double, bank: Bluesky) -> None:
    batches = read(bank)

    assert list(posts(batches)) == [
        "3lmention111a",
        "3ltagged0001a",
        "3lquote22222b",
        "3lreply33333c",
    ]
    assert batches[-1].cursor == {"indexed": "2025-03-01T10:02:01+00:00"}
    first, second = double.calls(NOTIFICATIONS)
    assert first["reasons"] == ["mention", "reply", "quote"]
    assert second["cursor"] == "page-2"
    assert double.calls(SEARCH)[0]["tag"] == ["exemplebanque"]


def test_a_notification_becomes_a_post(bank: Bluesky) -> None:
    found = posts(read(bank))

    mention = found["3lmention111a"]
    assert mention.text == "@bank.example ma carte est avalée"
    assert (mention.author, mention.author_name) == ("anna.example", "Anna K.")
    assert mention.lang == "fr"
    assert mention.descriptions == ("Distributeur éteint",)
    assert mention.created_at == datetime(2025, 3, 1, 10, tzinfo=UTC)
    assert mention.url == "https://bsky.app/profile/anna.example/post/3lmention111a"
    assert found["3lreply33333c"].in_reply_to == f"at://{BANK}/app.bsky.feed.post/3lbank22222bb"
    assert found["3lreply33333c"].conversation == MENTION


def test_a_handle_that_does_not_hold_is_not_shown(bank: Bluesky) -> None:
    assert posts(read(bank))["3lquote22222b"].author == "did:plc:bobbobbobbobbobbobbobbob"


def test_a_date_in_the_future_is_not_believed(bank: Bluesky) -> None:
    tagged = posts(read(bank))["3ltagged0001a"]

    assert tagged.created_at == datetime(2025, 3, 1, 10, 0, 30, tzinfo=UTC)
    assert tagged.metrics == {"replies": 2, "reposts": 1, "likes": 5, "quotes": 0}


def test_our_own_posts_are_left_out(bank: Bluesky) -> None:
    assert "3lbanktag001a" not in posts(read(bank))


def test_reading_stops_at_the_page_that_was_known(double: Double, bank: Bluesky) -> None:
    read(bank, {"indexed": "2025-03-01T10:30:00+00:00"})

    assert len(double.calls(NOTIFICATIONS)) == 1


def test_a_server_that_repeats_its_pages_does_not_hold_us(double: Double, bank: Bluesky) -> None:
    double.will(NOTIFICATIONS, Answer(payload("listNotifications-1")))

    assert "3lreply33333c" in posts(read(bank))
    assert len(double.calls(NOTIFICATIONS)) == 2


def test_one_bad_item_is_kept_aside_and_the_rest_is_read(double: Double, bank: Bluesky) -> None:
    page = payload("listNotifications-2")
    good = page["notifications"][0]
    bad: list[object] = [
        None,
        {"uri": "at://x"},
        {**good, "uri": f"{MENTION}x", "record": {"text": ["no"]}},
        {**good, "uri": f"{MENTION}y", "author": "anna"},
        {**good, "uri": f"{MENTION}z", "record": {"text": "a" * 100_001}},
    ]
    double.will(NOTIFICATIONS, Answer({"notifications": [*bad, good]}))

    batches = read(bank)

    assert "3lmention111a" in posts(batches)
    aside = [item for batch in batches for item in batch.unreadable]
    assert [json.loads(item.payload) for item in aside] == bad
    assert all(item.reason for item in aside)


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b"{}", b'{"notifications": 3}'])
def test_a_page_that_is_none_is_a_passing_failure(
    double: Double, bank: Bluesky, body: bytes
) -> None:
    double.will(NOTIFICATIONS, Answer(body))

    with pytest.raises(Transient):
        read(bank)


def test_the_moment_to_come_back_is_read_from_the_server(double: Double, bank: Bluesky) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=7)
    headers = {"ratelimit-reset": str(int(moment.timestamp()))}
    double.will(NOTIFICATIONS, Answer({"error": "RateLimitExceeded"}, 429, headers))

    with pytest.raises(RateLimited) as limited:
        read(bank)

    assert limited.value.retry_at == moment


@pytest.mark.parametrize("reset", ["", "soon", "9" * 30, "-1"])
def test_a_moment_that_cannot_be_is_not_believed(double: Double, bank: Bluesky, reset: str) -> None:
    double.will(CREATE, Answer({"error": "RateLimitExceeded"}, 429, {"ratelimit-reset": reset}))

    with pytest.raises(RateLimited) as limited:
        bank.send(a_reply())

    assert timedelta(0) < limited.value.retry_at - datetime.now(UTC) < timedelta(days=2)


def test_an_expired_token_is_refreshed_once(double: Double, bank: Bluesky) -> None:
    expired = Answer({"error": "ExpiredToken", "message": "Token has expired"}, 400)
    double.will(CREATE, expired, Answer(payload("createRecord")))

    bank.send(a_reply())

    tokens = [token for method, _, token in double.asked if method == CREATE]
    assert tokens == ["Bearer access-1", "Bearer access-2"]
    assert len(double.calls(LOG_IN)) == 1


def test_a_token_that_is_always_expired_is_a_refusal(double: Double, bank: Bluesky) -> None:
    double.will(CREATE, Answer({"error": "ExpiredToken", "message": "Token has expired"}, 400))

    with pytest.raises(CredentialsRefused):
        bank.send(a_reply())

    assert len(double.calls(CREATE)) == 2


@pytest.mark.parametrize(
    ("status", "error"), [(401, "AuthFactorTokenRequired"), (403, "Forbidden"), (401, "x")]
)
def test_a_refused_log_in_asks_for_new_credentials(
    double: Double, bank: Bluesky, status: int, error: str
) -> None:
    double.will(LOG_IN, Answer({"error": error, "message": "no"}, status))

    with pytest.raises(CredentialsRefused):
        bank.verify()


def test_a_reply_that_broke_off_and_is_not_there_is_uncertain(
    double: Double, bank: Bluesky
) -> None:
    gone = Answer({"error": "RecordNotFound", "message": "Could not locate record"}, 400)
    double.will(CREATE, Answer(breaks=True))
    double.will("com.atproto.repo.getRecord", Answer(payload("getRecord")), gone)

    with pytest.raises(Uncertain):
        bank.send(a_reply())
    assert bank.find(a_reply()) is None


def test_a_reply_that_broke_off_and_is_there_is_sent(double: Double, bank: Bluesky) -> None:
    double.will(CREATE, Answer({"error": "InternalServerError"}, 502))

    sent = bank.send(a_reply())

    asked = double.calls("com.atproto.repo.getRecord")
    assert sent.id == f"at://{BANK}/app.bsky.feed.post/{asked[-1]['rkey']}"
    assert double.calls(CREATE)[0]["rkey"] == asked[-1]["rkey"]


def test_a_receipt_that_cannot_be_read_is_looked_up(double: Double, bank: Bluesky) -> None:
    double.will(CREATE, Answer(b"{truncated"))

    assert bank.send(a_reply()).id


def test_a_refused_reply_says_why(double: Double, bank: Bluesky) -> None:
    refused = Answer({"error": "InvalidRequest", "message": "Invalid record: text"}, 400)
    gone = Answer({"error": "RecordNotFound", "message": "Could not locate record"}, 400)
    double.will(CREATE, refused)
    double.will("com.atproto.repo.getRecord", Answer(payload("getRecord")), gone)

    with pytest.raises(Rejected, match="Invalid record: text"):
        bank.send(a_reply())


def test_a_parent_that_is_gone_stops_the_reply(double: Double, bank: Bluesky) -> None:
    gone = Answer({"error": "RecordNotFound", "message": "Could not locate record"}, 400)
    double.will("com.atproto.repo.getRecord", gone)

    with pytest.raises(Gone):
        bank.send(a_reply())
    assert double.calls(CREATE) == []


def test_a_silent_server_before_the_reply_leaves_is_a_passing_failure(
    double: Double, bank: Bluesky
) -> None:
    double.will("com.atproto.repo.getRecord", Answer(breaks=True))

    with pytest.raises(Transient):
        bank.send(a_reply())
    assert double.calls(CREATE) == []


def test_no_secret_is_shown(double: Double, bank: Bluesky) -> None:
    double.will(LOG_IN, Answer({"error": "x", "message": "y"}, 401))

    with pytest.raises(NetworkError) as refused:
        bank.verify()

    assert "secret" not in f"{refused.value} {refused.value.data} {bank.credentials!r}"


# Hostile input

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)
known_names = st.sampled_from(
    [
        "text",
        "createdAt",
        "langs",
        "facets",
        "reply",
        "embed",
        "tags",
        "parent",
        "root",
        "uri",
        "features",
        "did",
        "tag",
        "record",
        "media",
        "images",
        "items",
        "alt",
    ]
)
records = st.dictionaries(
    known_names,
    st.recursive(
        json_values,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(known_names, inner),
        max_leaves=20,
    ),
)


@given(records)
@example({"text": "\x00\u202e<script>", "createdAt": "0001-01-01T00:00:00+23:59"})
@example({"text": "x", "createdAt": "9999-12-31T23:59:59-23:59", "langs": [None, "fr"]})
@example({"text": "x", "facets": [{"features": [{"did": []}]}], "tags": [[]]})
def test_any_record_becomes_a_post_or_says_why_not(record: dict[str, Any]) -> None:
    Watch(BANK, frozenset({"exemple"})).concerns(record)
    try:
        post = post_of(record, uri=MENTION, cid="c", author=Author("a"), seen_at=datetime.now(UTC))
    except Invalid:
        return
    assert post.id == MENTION
    assert post.created_at is not None


@given(st.binary(max_size=300))
@example(b"\x81" * 100_000)
@example(b"\xa1aa" * 50_000)
def test_any_bytes_are_a_frame_or_a_broken_one(payload: bytes) -> None:
    assert isinstance(decode(payload), Frame)


bodies = st.dictionaries(
    st.sampled_from(["seq", "repo", "did", "ops", "blocks", "time", "active", "status", "name"]),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63),
        st.text(max_size=10),
        st.binary(max_size=40),
        st.lists(
            st.dictionaries(
                st.sampled_from(["action", "path", "cid"]),
                st.sampled_from(
                    ["create", "update", "delete", "app.bsky.feed.post/3l", 7, None, b"\x01"]
                ),
            ),
            max_size=3,
        ),
    ),
)
headers = st.fixed_dictionaries(
    {
        "op": st.sampled_from([1, -1, 0, "1"]),
        "t": st.sampled_from(["#commit", "#account", "#identity", "#info", "#sync", "#new", 3]),
    }
)


@given(headers, bodies)
def test_any_message_of_the_right_shape_is_read_without_a_fall(
    header: dict[str, Any], body: dict[str, Any]
) -> None:
    frame = decode(libipld.encode_dag_cbor(header) + libipld.encode_dag_cbor(body))

    assert isinstance(frame, Frame)
    assert frame.seq is None or frame.seq >= 0


def commit(*ops: dict[str, Any], blocks: bytes = b"") -> bytes:
    body = {
        "seq": 7,
        "repo": ANNA,
        "time": "2025-03-01T10:00:00Z",
        "ops": list(ops),
        "blocks": blocks,
    }
    header = {"op": 1, "t": "#commit"}
    return libipld.encode_dag_cbor(header) + libipld.encode_dag_cbor(body)


def test_what_concerns_no_post_is_passed_over_without_opening_its_blocks() -> None:
    like = {"action": "create", "path": "app.bsky.feed.like/3l", "cid": None}

    assert decode(commit(like, blocks=b"not a CAR file")) == Frame(7, ())


def test_a_deletion_beside_broken_blocks_is_still_seen() -> None:
    path = "app.bsky.feed.post/3l"
    frame = decode(
        commit(
            {"action": "create", "path": f"{path}a", "cid": b"\x01"},
            {"action": "delete", "path": f"{path}b", "cid": None},
            blocks=b"not a CAR file",
        )
    )

    broken, deleted = frame.events
    assert isinstance(broken, Broken)
    assert broken.uri == f"at://{ANNA}/{path}a"
    at = datetime(2025, 3, 1, 10, tzinfo=UTC)
    assert deleted == Deleted(f"at://{ANNA}/{path}b", ANNA, at)
    assert not any(isinstance(event, Written) for event in frame.events)


def test_an_error_message_ends_the_stream_and_a_kind_we_do_not_know_does_not() -> None:
    error = libipld.encode_dag_cbor({"op": -1}) + libipld.encode_dag_cbor(
        {"error": "ConsumerTooSlow", "message": "x"}
    )
    new = libipld.encode_dag_cbor({"op": 1, "t": "#new"}) + libipld.encode_dag_cbor(
        {"seq": 9, "did": ANNA}
    )

    assert decode(error).events == (Notice("ConsumerTooSlow", fatal=True),)
    assert decode(new) == Frame(9, ())
