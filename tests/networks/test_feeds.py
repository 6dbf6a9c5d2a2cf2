import gzip
import json
import socket
import ssl
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.post import Post
from parvis.errors import Gone, NetworkError, RateLimited, Rejected, Transient
from parvis.networks.feeds import Feeds
from parvis.networks.feeds.adapter import FeedsCredentials, FeedsSettings
from parvis.networks.feeds.addresses import is_public
from parvis.networks.feeds.entries import ENTRIES, NotAFeed, feed_of
from parvis.networks.feeds.fetching import SIZE_LIMIT, fetch
from parvis.networks.network import Batch
from tests.networks.harness_feeds import WebServer, atom, rss


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


def feed(url: str, *, private: bool = True) -> Feeds:
    return Feeds(FeedsSettings(url=url, allow_private_addresses=private), FeedsCredentials())


def batches(url: str, cursor: Any = None) -> list[Batch]:
    return list(feed(url).read(cursor or {}, stop=Event()))


def stored(found: list[Batch]) -> dict[str, Any]:
    return json.loads(json.dumps(found[-1].cursor))


def texts(found: list[Batch]) -> list[str]:
    return [post.text for batch in found for post in batch.posts]


def read(body: str | bytes, content_type: str = "application/xml") -> tuple[Post, ...]:
    data = body.encode() if isinstance(body, str) else body
    return feed_of(data, content_type=content_type, url="https://avis.example/feed").posts


def test_an_atom_feed_is_read_oldest_first_with_what_it_says():
    old, new = read(
        atom(
            ("2", "2026-03-02T10:00:00Z", "<p>Très <b>déçu</b></p><p>Vraiment</p>"),
            ("1", "2026-03-01T10:00:00+02:00", "Bien &amp; simple"),
        )
    )
    assert old.text == "Avis\n\nBien & simple"
    assert new.text == "Avis\n\nTrès déçu\n\nVraiment"
    assert old.created_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (new.author, new.url) == ("Anna", "https://avis.example/2")


def test_a_json_feed_is_read():
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Forum",
        "language": "fr",
        "items": [
            {
                "id": 5,
                "content_html": "<p>Frais trop élevés</p>",
                "date_published": "2026-03-01T10:00:00Z",
                "authors": [{"name": "Anna"}, {"name": "Karl"}, 3],
                "url": "javascript:alert(1)",
            },
            "not an item",
        ],
    }
    (post,) = read(json.dumps(document), "application/feed+json")
    assert (post.id, post.text, post.author) == ("5", "Frais trop élevés", "Anna, Karl")
    assert (post.url, post.lang) == ("", "fr")
    assert post.created_at == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_an_entry_without_id_is_known_by_its_address_or_else_by_its_content():
    items = (
        "<item><title>a</title><link>https://avis.example/a</link></item>"
        "<item><title>b</title></item>"
    )
    document = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
    second, first = read(document)
    assert first.id == "https://avis.example/a"
    assert second.id == read(document)[0].id != ""


def test_an_unchanged_feed_costs_one_small_answer_and_gives_nothing(web: WebServer):
    url = web.serve("/feed", rss(("1", "un"), ("2", "deux")))
    found = batches(url)
    assert texts(found) == ["un", "deux"]
    (again,) = batches(url, stored(found))
    assert (again.posts, again.cursor) == ((), stored(found))
    asked = web.asked[-1][1]
    assert asked["if-none-match"]
    assert asked["if-modified-since"]


def test_only_new_and_edited_entries_are_given_when_a_feed_changed(web: WebServer):
    url = web.serve("/feed", rss(("1", "un"), ("2", "deux")))
    cursor = stored(batches(url))
    web.serve("/feed", rss(("1", "un"), ("2", "deux, corrigé"), ("3", "trois")))
    found = batches(url, cursor)
    assert texts(found) == ["deux, corrigé", "trois"]
    web.serve("/feed", rss(("3", "trois")))
    assert texts(batches(url, stored(found))) == []


def test_a_reading_that_breaks_off_gives_the_rest_later(web: WebServer):
    url = web.serve("/feed", rss(*((str(number), f"t{number}") for number in range(1200))))
    found = batches(url)
    assert [len(batch.posts) for batch in found] == [500, 500, 0]
    assert texts(found)[-1] == "t1199"
    assert len(texts(found)) == ENTRIES
    broken_off = json.loads(json.dumps(found[0].cursor))
    assert texts(batches(url, broken_off)) == texts(found)[500:]
    assert len(json.dumps(found[-1].cursor)) < 50_000


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fd00::1",
        "fe80::1%eth0",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "::127.0.0.1",
        "::10.0.0.1",
        "64:ff9b:1::a00:1",
        "fec0::1",
        "192.88.99.1",
    ],
)
def test_machines_of_a_private_network_are_not_public(machine: str):
    assert not is_public(machine)


@pytest.mark.parametrize("machine", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_machines_of_the_internet_are_public(machine: str):
    assert is_public(machine)


@pytest.mark.parametrize(
    ("host", "machine"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("[::1]", "::1"),
        ("2130706433", socket.inet_ntoa(socket.inet_aton("2130706433"))),
        ("0x7f.1", socket.inet_ntoa(socket.inet_aton("0x7f.1"))),
        ("127.1", socket.inet_ntoa(socket.inet_aton("127.1"))),
        ("[::ffff:7f00:1]", "::ffff:127.0.0.1"),
    ],
)
def test_no_spelling_of_this_machine_is_asked_unless_allowed(
    web: WebServer, monkeypatch, host: str, machine: str
):
    answer = [(socket.AF_UNSPEC, socket.SOCK_STREAM, 6, "", (machine, web.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    web.serve("/feed", rss(("1", "secret")))
    with pytest.raises(Rejected) as refused:
        list(feed(f"http://{host}:{web.port}/feed", private=False).read({}, stop=Event()))
    assert refused.value.code == "feed.address_forbidden"
    assert web.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(web: WebServer, monkeypatch):
    monkeypatch.setattr(
        "parvis.networks.feeds.addresses.is_public", lambda machine: machine == "127.0.0.1"
    )
    inside = f"http://127.0.0.2:{web.port}/inside"
    url = web.say("/feed", 302, {"Location": inside})
    with pytest.raises(Rejected) as refused:
        list(feed(url, private=False).read({}, stop=Event()))
    assert refused.value.code == "feed.address_forbidden"
    assert [path for path, _ in web.asked] == ["/feed"]


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://a.example/", "gopher://a/", "//"])
def test_a_redirect_to_another_scheme_is_refused(web: WebServer, where: str):
    with pytest.raises(Rejected):
        batches(web.say("/feed", 302, {"Location": where}))


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_judged(web, monkeypatch):
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *arguments: Any, **more: Any) -> Any:
        if host != "feed.example":
            return real(host, *arguments, **more)
        asked.append(host)
        answer = "127.0.0.1" if len(asked) == 1 else "127.0.0.9"
        return real(answer, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    web.serve("/feed", rss(("1", "un")))
    assert texts(batches(f"http://feed.example:{web.port}/feed")) == ["un"]
    assert asked == ["feed.example"]
    assert web.asked[0][1]["host"] == f"feed.example:{web.port}"


def test_one_private_machine_among_those_of_a_name_is_enough_to_refuse(monkeypatch):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in PUBLIC_AND_PRIVATE]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(Rejected):
        fetch("http://feed.example/")


PUBLIC_AND_PRIVATE = ("8.8.8.8", "10.0.0.1")


def test_the_certificate_must_be_that_of_the_name_not_of_the_machine(tmp_path: Path, monkeypatch):
    with secure_server(tmp_path, "feed.example", rss(("1", "un"))) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **more: real("127.0.0.1", *rest, **more),
        )
        assert texts(batches(f"https://feed.example:{port}/")) == ["un"]
        with pytest.raises(Transient):
            batches(f"https://other.example:{port}/")


class secure_server:  # noqa: N801 - used as a verb
    """Serve one document over TLS under a certificate of our own making."""

    def __init__(self, folder: Path, name: str, body: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder(subject, subject, key.public_key(), 7)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        file, secret = folder / "certificate.pem", folder / "key.pem"
        file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *ignored: Any) -> None:
                """Say nothing."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file, secret)
        self._http = HTTPServer(("127.0.0.1", 0), Handler)
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True)

    def __enter__(self) -> int:
        Thread(target=self._http.serve_forever, args=[0.05], daemon=True).start()
        return self._http.server_address[1]

    def __exit__(self, *ignored: object) -> None:
        self._http.shutdown()
        self._http.server_close()


def test_redirects_are_followed_and_one_for_ever_is_noted(web: WebServer):
    web.serve("/new", rss(("1", "un")))
    web.say("/middle", 302, {"Location": "/new"})
    url = web.say("/feed", 301, {"Location": "/middle"})
    found = batches(url)
    assert texts(found) == ["un"]
    assert found[-1].cursor["moved_to"] == f"{web.url}/middle"


def test_redirects_without_end_are_given_up(web: WebServer):
    with pytest.raises(Rejected):
        batches(web.say("/feed", 302, {"Location": "/feed"}))
    assert len(web.asked) == 6


def test_a_document_too_large_is_refused(web: WebServer):
    with pytest.raises(Rejected):
        batches(web.serve("/feed", b"<rss>" + b" " * SIZE_LIMIT))


def test_a_bomb_is_refused_before_it_is_unpacked(web: WebServer):
    bomb = gzip.compress(bytes(400_000_000), 9)
    url = web.say("/feed", 200, {"Content-Encoding": "gzip"}, bomb)
    tracemalloc.start()
    try:
        with pytest.raises(Rejected):
            batches(url)
        assert tracemalloc.get_traced_memory()[1] < 5 * SIZE_LIMIT
    finally:
        tracemalloc.stop()


def test_a_packed_document_is_read_and_a_broken_one_tried_again_later(web: WebServer):
    packed = gzip.compress(rss(("1", "un")).encode())
    assert texts(batches(web.say("/a", 200, {"Content-Encoding": "gzip"}, packed))) == ["un"]
    with pytest.raises(Transient):
        batches(web.say("/b", 200, {"Content-Encoding": "gzip"}, b"not packed"))
    with pytest.raises(Rejected):
        batches(web.say("/c", 200, {"Content-Encoding": "br"}, packed))


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_left_when_the_time_is_up(web: WebServer, monkeypatch, part: str):
    monkeypatch.setattr("parvis.networks.feeds.fetching.TIME_LIMIT", 0.6)

    def drip(request: BaseHTTPRequestHandler) -> None:
        begin = b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b"X-Slow: ")
        request.wfile.write(begin)
        for _ in range(60):
            try:
                request.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.1)

    web.answers["/feed"] = drip
    begun = time.monotonic()
    with pytest.raises(Transient) as left:
        batches(f"{web.url}/feed")
    assert left.value.code == "feed.too_slow"
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [
        (410, {}, Gone),
        (404, {}, Transient),
        (500, {}, Transient),
        (503, {}, Transient),
        (403, {}, Rejected),
        (429, {}, RateLimited),
        (503, {"Retry-After": "60"}, RateLimited),
    ],
)
def test_each_refusal_of_a_server_has_its_error(web: WebServer, status, headers, error):
    with pytest.raises(NetworkError) as refused:
        batches(web.say("/feed", status, headers))
    assert type(refused.value) is error


@pytest.mark.parametrize(
    ("after", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("an hour from now", timedelta(hours=1)),
        ("9" * 50, timedelta(days=1)),
        ("-5", timedelta(minutes=15)),
        ("soon", timedelta(minutes=15)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", timedelta(0)),
    ],
)
def test_a_server_says_when_to_come_back_within_reason(web: WebServer, after: str, wait: timedelta):
    if after == "an hour from now":
        after = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    with pytest.raises(RateLimited) as refused:
        batches(web.say("/feed", 429, {"Retry-After": after}))
    said = refused.value.retry_at - datetime.now(UTC)
    assert wait - timedelta(minutes=2) <= said <= wait + timedelta(seconds=5)


def test_a_malformed_feed_is_read_as_far_as_can_be():
    first = "<item><link>http://a/1</link><title>un & deux &nope;</title></item>"
    cut_off = "<item><link>http://a/2</link><title>trois"
    found = read(f"<rss><channel>{first}{cut_off}")
    # What stands in the element that was cut is lost to feedparser; the entry is not.
    assert {post.id: post.text for post in found} == {
        "http://a/1": "un & deux &nope;",
        "http://a/2": "",
    }


def test_a_page_that_is_no_feed_is_kept_aside_once(web: WebServer):
    url = web.serve("/feed", "<html><body>Maintenance</body></html>", "text/html")
    found = batches(url)
    assert [item.reason for item in found[0].unreadable] == ["feed.not_a_feed"]
    web.say("/feed", 200, {}, b"<html><body>Maintenance</body></html>")
    (again,) = batches(url, stored(found))
    assert again.unreadable == ()
    web.serve("/feed", rss(("1", "un")))
    assert texts(batches(url, stored(found))) == ["un"]
    with pytest.raises(Rejected):
        feed(web.serve("/feed", "nothing")).verify()


@pytest.mark.parametrize("body", ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/", ""])
def test_a_document_is_never_taken_for_a_name_of_a_file(body: str):
    with pytest.raises(NotAFeed):
        read(body)


def test_entities_reach_no_file_and_do_not_multiply(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("confidential")
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    inside = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    for head, name in ((outside, "x"), (inside, "l11")):
        begun = time.monotonic()
        document = rss(("1", "un")).partition("?>")[2].replace("un<", f"un &{name};<")
        shown = [post.text for post in read(f'<?xml version="1.0"?>{head}{document}')]
        assert "confidential" not in str(shown)
        assert sum(map(len, shown)) < 1000
        assert time.monotonic() - begun < 20  # it takes one second; unfolded, it would take years


@pytest.mark.parametrize("nonsense", [b"<", b"<a>", b"&", b"<!--", b"<![CDATA[", b"&lt;div&gt;"])
def test_a_large_document_of_nonsense_does_not_hold_the_reader(nonsense: bytes):
    begun = time.monotonic()
    document = b"<rss><channel><item><title>" + nonsense * (SIZE_LIMIT // len(nonsense))
    with suppress(NotAFeed):
        assert len(read(document)) <= 1
    assert time.monotonic() - begun < 20


@given(st.binary(max_size=300), st.sampled_from(["application/xml", "application/json", ""]))
@settings(deadline=None)
def test_no_bytes_break_the_reader(body: bytes, content_type: str):
    wrapped = b"<rss version='2.0'><channel><item><title>" + body
    for document in (body, wrapped):
        try:
            assert isinstance(read(document, content_type), tuple)
        except NotAFeed:
            continue


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
ITEM_FIELDS = ["id", "url", "title", "content_text", "content_html", "authors", "attachments"]


@given(st.lists(st.dictionaries(st.sampled_from([*ITEM_FIELDS, "date_published"]), ANY_JSON)))
def test_json_items_of_any_shape_are_posts_or_kept_aside(items: list[dict[str, Any]]):
    document = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    found = feed_of(
        json.dumps(document).encode(), content_type="application/json", url="https://a.example"
    )
    assert all(post.id and "\0" not in post.text for post in found.posts)


@pytest.mark.parametrize("url", ["ftp://a.example", "a.example", "https://me:secret@a.example/"])
def test_an_address_that_could_not_work_is_refused_at_once(url: str):
    with pytest.raises(ValueError, match="url"):
        FeedsSettings(url=url)
