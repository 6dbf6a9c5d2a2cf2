import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from parvis.engine.post import Visibility
from parvis.errors import NotAllowed, Rejected, Transient
from parvis.networks.folder import Folder, FolderCredentials, FolderSettings
from parvis.networks.network import Batch, Network, Reply


def folder_network(path: Path) -> Network:
    return Folder(FolderSettings(path=str(path)), FolderCredentials())


@pytest.fixture(autouse=True)
def _no_pause_between_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parvis.networks.folder.BEAT", 0)


def caught_up(network: Network, cursor: object = None) -> list[Batch]:
    """Read until an empty batch says that nothing is left."""
    stop = Event()
    batches = []
    for batch in network.read(cursor or {}, stop=stop):
        batches.append(batch)
        if not (batch.posts or batch.deletions or batch.unreadable):
            stop.set()
    return batches


def ids(batches: list[Batch]) -> list[str]:
    return [post.id for batch in batches for post in batch.posts]


def reply(key: str = "k1", text: str = "Bonjour", **changes: object) -> Reply:
    values = {
        "key": key,
        "text": text,
        "in_reply_to": "1",
        "conversation": "1",
        "to_author": "paul",
        "visibility": Visibility.PUBLIC,
        "composed_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    return Reply(**(values | changes))


@pytest.fixture
def post(tmp_path: Path) -> Iterator[object]:
    def write(name: str, text: str) -> None:
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return write


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path, post):
    post("b.jsonl", '{"id":"2","text":"two"}\n')
    post("a.csv", "id;text\n1;one\n")
    post("notes.txt", '{"id":"3","text":"not a post"}\n')
    assert ids(caught_up(folder_network(tmp_path))) == ["1", "2"]


def test_what_is_appended_later_is_read_from_where_the_cursor_stands(tmp_path: Path, post):
    post("a.jsonl", '{"id":"1","text":"one"}\n')
    post("b.csv", "id,text\n")
    cursor = json.loads(json.dumps(caught_up(folder_network(tmp_path))[-1].cursor))
    post("a.jsonl", '{"id":"2","text":"two"}\n')
    post("b.csv", '3,"three\nlines"\n')
    assert ids(caught_up(folder_network(tmp_path), cursor)) == ["2", "3"]


def test_a_line_is_read_only_when_it_is_complete(tmp_path: Path, post):
    post("a.jsonl", '{"id":"1","text":"one"}\n{"id":"2",')
    post("b.csv", 'id,text\n3,"three\n')
    batches = caught_up(folder_network(tmp_path))
    assert ids(batches) == ["1"]
    assert not any(batch.unreadable for batch in batches)
    post("a.jsonl", '"text":"two"}\n')
    post("b.csv", 'lines"\n')
    assert ids(caught_up(folder_network(tmp_path), batches[-1].cursor)) == ["2", "3"]


def test_a_bad_line_is_kept_aside_with_its_file_and_number(tmp_path: Path, post):
    post("a.jsonl", '{"id":"1","text":"one"}\n\n{"id": oops 4970101234567890}\n')
    post("b.csv", "id,text\n1,a\n,b\n")
    batches = caught_up(folder_network(tmp_path))
    bad = [item for batch in batches for item in batch.unreadable]
    assert [item.id for item in bad] == ["a.jsonl:3", "b.csv:3"]
    assert bad[0].reason == "a.jsonl:3 line.not_json"
    assert bad[0].payload == b'{"id": oops 4970101234567890}\n'
    post("b.csv", ",c\n")
    (more,) = [
        item
        for batch in caught_up(folder_network(tmp_path), batches[-1].cursor)
        for item in batch.unreadable
    ]
    assert more.id == "b.csv:4"


def test_a_bad_header_is_told_once(tmp_path: Path, post):
    post("a.csv", "nom,texte\n1,a\n")
    batches = caught_up(folder_network(tmp_path))
    assert [item.reason for batch in batches for item in batch.unreadable] == [
        "a.csv:1 csv.header_unusable"
    ]
    post("a.csv", "2,b\n")
    later = caught_up(folder_network(tmp_path), batches[-1].cursor)
    assert not any(batch.unreadable for batch in later)


def test_a_row_can_delete_and_a_post_may_come_back_after_its_deletion(tmp_path: Path, post):
    post("a.jsonl", '{"id":"1","text":"one"}\n{"id":"1","deleted":true}\n')
    post("a.jsonl", '{"id":"1","text":"again"}\n')
    first, second, _ = caught_up(folder_network(tmp_path))
    assert [item.id for item in first.deletions] == ["1"]
    assert [item.text for item in second.posts] == ["again"]


def test_batches_are_bounded_and_each_cursor_resumes_exactly_there(tmp_path: Path, post):
    post("a.jsonl", "".join(f'{{"id":"{n}","text":"t"}}\n' for n in range(1200)))
    batches = caught_up(folder_network(tmp_path))
    assert [len(batch.posts) for batch in batches] == [500, 500, 200, 0]
    resumed = caught_up(folder_network(tmp_path), batches[0].cursor)
    assert ids(resumed) == [str(n) for n in range(500, 1200)]


def test_a_file_that_was_replaced_is_read_from_its_start(tmp_path: Path, post):
    post("a.jsonl", '{"id":"1","text":"one"}\n{"id":"2","text":"two"}\n')
    cursor = caught_up(folder_network(tmp_path))[-1].cursor
    (tmp_path / "a.jsonl").write_text('{"id":"8","text":"new"}\n' * 4)
    assert set(ids(caught_up(folder_network(tmp_path), cursor))) == {"8"}


def test_links_pipes_and_folders_are_not_followed(tmp_path: Path, post):
    inside, outside = tmp_path / "in", tmp_path / "secret.jsonl"
    inside.mkdir()
    outside.write_text('{"id":"1","text":"secret"}\n')
    (inside / "a.jsonl").symlink_to(outside)
    (inside / "b.jsonl").mkdir()
    os.mkfifo(inside / "c.jsonl")
    assert ids(caught_up(folder_network(inside))) == []
    (inside / "replies.jsonl").symlink_to(outside)
    with pytest.raises(Rejected):
        folder_network(inside).send(reply())
    assert "Bonjour" not in outside.read_text()


def test_a_reply_is_one_line_whatever_its_text(tmp_path: Path):
    network = folder_network(tmp_path)
    sent = network.send(reply(text='Deux\nlignes "et" \u2028 un séparateur'))
    (line,) = (tmp_path / "replies.jsonl").read_bytes().splitlines()
    row = json.loads(line)
    assert sent.id == row["key"] == "k1"
    assert row["text"] == 'Deux\nlignes "et" \u2028 un séparateur'
    assert row["composed_at"] == "2026-03-02T09:00:00+00:00"
    assert ids(caught_up(network)) == []


def test_a_reply_sent_twice_is_written_once_even_by_many_at_a_time(tmp_path: Path):
    def send(number: int) -> str:
        return folder_network(tmp_path).send(reply(key=f"k{number % 4}")).id

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(32)))
    keys = [json.loads(line)["key"] for line in (tmp_path / "replies.jsonl").open()]
    assert sorted(keys) == ["k0", "k1", "k2", "k3"]


def test_a_torn_line_is_not_a_reply_and_does_not_swallow_the_next(tmp_path: Path):
    torn = '{"key":"k1","text":"Bonj'
    (tmp_path / "replies.jsonl").write_text(torn)
    network = folder_network(tmp_path)
    assert network.find(reply()) is None
    network.send(reply())
    lines = (tmp_path / "replies.jsonl").read_text().splitlines()
    assert lines[0] == torn
    assert json.loads(lines[1])["key"] == "k1"
    assert network.find(reply()).id == "k1"


def test_the_key_in_another_replys_text_is_not_taken_for_it(tmp_path: Path):
    network = folder_network(tmp_path)
    network.send(reply(key="other", text="k1"))
    assert network.find(reply(key="k1")) is None


def test_a_reply_too_long_or_for_the_secure_channel_is_refused(tmp_path: Path):
    network = folder_network(tmp_path)
    with pytest.raises(Rejected):
        network.send(reply(text="a" * 5001))
    with pytest.raises(NotAllowed):
        network.send(reply(visibility=Visibility.SECURE))
    assert not (tmp_path / "replies.jsonl").exists()


def test_a_folder_must_exist_and_be_named_by_an_absolute_path(tmp_path: Path):
    with pytest.raises(Transient):
        folder_network(tmp_path / "unmounted").verify()
    with pytest.raises(Rejected):
        folder_network(Path("relative")).verify()
    assert folder_network(tmp_path).verify().handle == tmp_path.name


def test_the_reader_beats_while_nothing_happens_and_sees_a_new_file(tmp_path: Path, post):
    stop = Event()
    reading = folder_network(tmp_path).read({}, stop=stop)
    assert next(reading).posts == ()
    post("late.jsonl", '{"id":"1","text":"one"}\n')
    assert [item.id for item in next(reading).posts] == ["1"]
    assert next(reading).posts == ()
    stop.set()
    assert list(reading) == []
