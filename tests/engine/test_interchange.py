import io

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.interchange import (
    LINE_LIMIT,
    UNFINISHED,
    BadLine,
    DeletedLine,
    bounded_lines,
    read_csv,
    read_jsonl,
)
from parvis.engine.post import Post, Visibility, post_to_json


def jsonl(*rows: object) -> list[bytes]:
    return [orjson.dumps(row) + b"\n" for row in rows]


def csv_rows(text: str) -> list[Post | BadLine]:
    return list(read_csv(text.encode().splitlines(keepends=True)))


def test_a_line_of_json_gives_a_post_and_unknown_fields_are_kept():
    (post,) = read_jsonl(jsonl({"id": 7, "text": "Bonjour", "store": "Lyon"}))
    assert post == Post(id="7", text="Bonjour", extra={"store": "Lyon"})


def test_a_bad_line_has_its_number_and_a_reason_without_its_content():
    rows = list(read_jsonl([*jsonl({"id": "1", "text": "a"}), b"\n", b'{"id": "FR7630006\n']))
    assert rows[1] == BadLine(3, "line.not_json", b'{"id": "FR7630006\n')


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id":"1"}', "post.field_missing: text"),
        (b"[1]", "post.not_an_object"),
        (b'{"id":"1","text":"\xff"}', "line.not_utf8"),
        (b'{"id":"1","text":"a","created_at":"2026-01-01T00:00:00"}', "post.date_without_zone"),
        (b'{"deleted":true}', "post.field_missing: id"),
        (b'{"id":"1","text":"' + b"a" * LINE_LIMIT + b'"}', "line.too_long"),
    ],
)
def test_each_kind_of_bad_line_says_why(line: bytes, reason: str):
    (row,) = read_jsonl([line])
    assert isinstance(row, BadLine)
    assert row.reason.startswith(reason)


def test_a_byte_order_mark_is_passed_over_in_both_forms():
    (post,) = read_jsonl([b"\xef\xbb\xbf" + jsonl({"id": "1", "text": "a"})[0]])
    assert post.id == "1"
    (post,) = read_csv([b"\xef\xbb\xbfid,text\n", b"1,a\n"])
    assert post.id == "1"


def test_a_line_can_say_that_a_post_was_deleted():
    (row,) = read_jsonl([b'{"id":"9","deleted":true}'])
    assert isinstance(row, DeletedLine)
    assert row.id == "9"
    (row,) = csv_rows("id,text,deleted\n9,,true\n")
    assert isinstance(row, DeletedLine)
    assert row.id == "9"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_of_a_csv_tells_its_delimiter(delimiter: str):
    (post,) = csv_rows(f"id{delimiter}text{delimiter}branch\n1{delimiter}Merci{delimiter}Lyon\n")
    assert post == Post(id="1", text="Merci", extra={"branch": "Lyon"})


def test_a_quoted_text_may_hold_line_breaks_and_the_next_row_keeps_its_number():
    rows = csv_rows('id,text\n1,"Bonjour,\nune ligne ""deux"""\n,orphan\n3,c\n')
    assert rows[0] == Post(id="1", text='Bonjour,\nune ligne "deux"')
    assert rows[1] == BadLine(4, "post.field_missing: id", b",orphan\n")
    assert rows[2] == Post(id="3", text="c")


def test_a_quote_that_never_closes_is_said_unfinished():
    rows = csv_rows('id,text\n1,a\n2,"open\nstill open\n')
    assert rows[1] == BadLine(3, UNFINISHED, b'2,"open\nstill open\n')


def test_a_malformed_row_does_not_stop_the_rows_after_it():
    rows = list(
        read_csv([b"id,text\n", b'1,"a"b\n', b"2,caf\xe9\n", b"3,a,b\n", b"4,ok\n", b"5\n"])
    )
    assert [row.reason for row in rows if isinstance(row, BadLine)] == [
        "csv.malformed",
        "line.not_utf8",
        "csv.too_many_columns",
        "post.field_missing: text",
    ]
    assert [row.number for row in rows if isinstance(row, BadLine)] == [2, 3, 4, 6]
    assert Post(id="4", text="ok") in rows


@pytest.mark.parametrize("header", ["name,text", "id", "id,text,id", '"id'])
def test_a_header_without_id_and_text_is_refused_once(header: str):
    rows = csv_rows(f"{header}\n1,a\n2,b\n")
    assert [type(row) for row in rows] == [BadLine]


def test_a_csv_can_hold_metrics_visibility_and_an_empty_text():
    (post,) = csv_rows('id,text,metrics,visibility\n1,,"{""likes"": 3}",private\n')
    assert post == Post(id="1", text="", metrics={"likes": 3}, visibility=Visibility.PRIVATE)
    (row,) = csv_rows("id,text,metrics\n1,a,{oops\n")
    assert isinstance(row, BadLine)


def test_an_endless_line_is_cut_and_the_next_one_is_read():
    stream = io.BytesIO(b"x" * 1000 + b"\n" + b"next\n" + b"y" * 50)
    lines = list(bounded_lines(stream, limit=64))
    assert [len(line) for line in lines] == [65, 5, 50]
    assert lines[1] == b"next\n"


def test_readers_never_pull_a_line_before_the_row_that_needs_it():
    pulled: list[int] = []

    def lines():
        for number, line in enumerate([b"id,text\n", b'1,"a\n', b'b"\n', b"2,c\n"]):
            pulled.append(number)
            yield line

    rows = read_csv(lines())
    assert next(rows) == Post(id="1", text="a\nb")
    assert pulled == [0, 1, 2]


@given(st.lists(st.binary(max_size=80), max_size=20))
def test_no_bytes_at_all_break_the_readers(lines: list[bytes]):
    for reader in (read_jsonl, read_csv):
        assert all(isinstance(row, Post | BadLine) for row in reader(lines))
    assert all(isinstance(row, Post | BadLine) for row in read_csv([b"id,text\n", *lines]))


@given(st.text(max_size=200), st.text(min_size=1, max_size=20))
def test_what_was_written_as_json_is_read_back_the_same(text: str, author: str):
    try:
        line = orjson.dumps(post_to_json(Post(id="1", text=text, author=author)))
    except orjson.JSONEncodeError:  # lone surrogates have no UTF-8
        return
    assert list(read_jsonl([line])) == [Post(id="1", text=text, author=author)]
