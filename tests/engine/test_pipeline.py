from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.guard import DEFAULT, Direction, Kind, Masked, find, guard_value, mask
from parvis.engine.guard.split import mask_values
from parvis.engine.match import Matcher, Query
from parvis.engine.pipeline import enrich
from parvis.engine.post import Post, Visibility, post_to_json

IBAN = "FR76 3000 6000 0112 3456 7890 189"
MATCHER = Matcher([Query("parvis", ("Banque Parvis",))])


def test_a_post_comes_out_understood() -> None:
    post = Post(id="1", text=f"@BanqueParvis pourquoi {IBAN} est bloqué ?", network="mastodon")
    (out,) = enrich([post], matcher=MATCHER)
    assert [(found.kind, found.start, found.end) for found in out.findings] == [("IBAN", 23, 56)]
    assert out.masked == out.post.text == "@BanqueParvis pourquoi [IBAN ••••0189] est bloqué ?"
    assert [(mark.start, mark.end) for mark in out.marks] == [(23, 38)]
    assert out.lang == "fr"
    assert out.matches == ("parvis",)
    assert out.verdict.act == "protect"


def test_no_field_of_a_post_keeps_confidential_data() -> None:
    post = Post(
        id=f"x{IBAN}",
        text=IBAN,
        network=IBAN,
        account=IBAN,
        author=IBAN,
        author_name=f"Jean {IBAN}",
        lang=IBAN,
        url=f"https://ex.example/?i={IBAN}",
        in_reply_to=IBAN,
        conversation=IBAN,
        descriptions=(IBAN, "rien"),
        metrics={IBAN: [IBAN]},
        extra={"raw": {"user": {"bio": f"{IBAN} jean@gmail.com"}}, "n": 4970101234567893},
    )
    row = post_to_json(enrich([post])[0].post)
    assert "3000" not in str(row)
    assert "jean@gmail" not in str(row)
    assert "4970101234567893" not in str(row)


def test_a_harmless_post_comes_out_as_it_went_in() -> None:
    post = Post(
        id="110000000000000012",
        text="Bravo",
        network="mastodon",
        account="bank@social.example",
        author="jean_12@social.example",
        url="https://social.example/@jean_12/110000000000000012",
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
        visibility=Visibility.PRIVATE,
        descriptions=("un chat",),
        metrics={"likes": 3},
        extra={"lists": [1, 2.5, None, True]},
    )
    assert enrich([post])[0].post == post


def test_a_handle_is_an_address_only_where_the_network_has_no_such_handles() -> None:
    def author(network: str) -> str:
        return enrich([Post(id="1", text="", network=network, author="jean@mail.example")])[
            0
        ].post.author

    assert author("mastodon") == "jean@mail.example"
    assert author("feeds") == "[EMAIL]"


def test_a_number_cut_between_an_address_and_its_id_is_not_kept() -> None:
    post = Post(id="4567890189", text="", url="https://ex.example/FR7630006000011234567890189")
    assert "3000600001123" not in enrich([post])[0].post.url


def test_an_empty_batch_gives_an_empty_batch() -> None:
    assert enrich([]) == []


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
texts = st.text() | st.sampled_from([IBAN, "06 12 34 56 78", "4970101234567893", "a\0b\ud800"])


@given(
    st.builds(
        Post,
        id=texts,
        text=texts,
        author=texts,
        url=texts,
        extra=st.dictionaries(texts, json_values, max_size=3),
    )
)
def test_what_comes_out_is_safe_to_store(post: Post) -> None:
    (out,) = enrich([post], matcher=MATCHER)
    assert find(out.masked) == ()
    assert find(out.post.author) == ()
    assert guard_value(out.post.extra) == out.post.extra
    orjson.dumps(dict(out.post.extra))
    assert "\0" not in out.post.text + out.post.id + out.post.url
    assert all(0 <= found.start < found.end <= len(post.text) for found in out.findings)
    assert enrich([out.post])[0].findings == ()


def test_the_engine_loads_no_framework() -> None:
    code = (
        "import sys\n"
        "import parvis.engine.pipeline, parvis.engine.outbound, parvis.engine.markup\n"
        "import parvis.cli.scan\n"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _later(text: str, *before: str, **given: Any) -> Any:
    post = Post(id="2", text=text, author="lea", **given)
    (out,) = enrich([post], before={0: [Masked(each) for each in before]})
    return out


def test_what_a_later_post_shows_reaches_back_to_what_is_stored() -> None:
    out = _later("2345 6789 3 merci", "Bonjour", "Ma carte : 4970 101")
    assert out.masked == "[CARD] merci"
    assert out.alone is not None
    assert out.alone.text == "2345 6789 3 merci"
    first, second = out.reaches_back
    assert first is None
    assert second.masked.text == "Ma carte : [CARD]"
    assert second.hidden == (("CARD", "4970 101"),)
    assert "4970" not in repr(second)


def test_marks_that_were_there_keep_their_order_and_their_value() -> None:
    earlier = masked_with_marks("IBAN FR76 3000 6000 0112 3456 7890 189 et carte 4970 101")
    post = Post(id="2", text="2345 6789 3", author="lea")
    (out,) = enrich([post], before={0: [earlier]})
    (amendment,) = out.reaches_back
    assert amendment is not None
    text, marks = amendment.masked.text, amendment.masked.marks
    assert text == "IBAN [IBAN ••••0189] et carte [CARD]"
    assert [text[mark.start : mark.end] for mark in marks] == ["[IBAN ••••0189]", "[CARD]"]


def test_what_came_before_and_holds_nothing_stays() -> None:
    out = _later("Toujours rien ?", "Bonjour, où est ma carte ?")
    assert out.reaches_back == ()
    assert out.alone is None


def test_a_value_is_found_again_however_it_is_separated() -> None:
    masked = mask_values(
        Masked("avant 4970.101, 49-70-101 et 4970 102"),
        [(Kind.CARD, "4970 101")],
        DEFAULT,
        Direction.RECEIVED_PUBLIC,
    )
    assert masked is not None
    assert masked.text == "avant [CARD], [CARD] et 4970 102"
    none = mask_values(masked, [(Kind.CARD, "4970 101")], DEFAULT, Direction.RECEIVED_PUBLIC)
    assert none is None


def masked_with_marks(text: str) -> Masked:
    return mask(text, find(text))


@pytest.mark.parametrize("value", ["4970101234567893", "FR7630006000011234567890189"])
@pytest.mark.parametrize("first_comes_last", [False, True])
def test_wherever_a_number_is_cut_both_parts_are_masked(value: str, first_comes_last: bool) -> None:
    for cut in range(4, len(value) - 3):
        parts = f"voici {value[:cut]}", f"{value[cut:]} merci"
        side = "after" if first_comes_last else "before"
        new, stored = parts if first_comes_last else parts[::-1]
        before = masked_with_marks(stored)
        post = Post(id="2", text=new, author="lea")
        (out,) = enrich([post], **{side: {0: [before]}})
        amended = [each.masked.text for each in out.reaches_back if each is not None]
        # Where the second part is a number by itself, it was masked before the first one came.
        assert not re.search(r"\d{3}", out.masked), cut
        assert not re.search(r"(?<![•\d])\d{3}", *(amended or [before.text])), cut
