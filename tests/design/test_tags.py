"""What a stranger wrote stays text, whatever it is made of."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from parvis.design.safety import safe_address
from parvis.design.templatetags.design import initials, marked, moment, short_age

TAG = re.compile(r"<(?!/?(?:span|svg|use)\b)")
HOSTILE = st.text(
    st.sampled_from("<>&\"'=/ abc\u202e\u200d\u0301é[]") | st.characters(codec="utf-8"),
    max_size=60,
)
MARKS = st.lists(
    st.lists(st.integers(-5, 70) | st.sampled_from(["IBAN", "<b>", "x"]), min_size=3, max_size=3)
    | st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(["IBAN", "<i>"])),
    max_size=6,
)


@given(HOSTILE, MARKS)
def test_no_text_and_no_mark_becomes_markup(text: str, marks: list[object]):
    assert not TAG.search(marked(text, marks))


@given(HOSTILE, st.integers(0, 60), st.integers(1, 8))
def test_a_mark_stands_exactly_in_its_place(text: str, start: int, length: int):
    shown = marked(text, [[start, start + length, "IBAN"]])
    if start + length > len(text):
        assert "mask" not in shown
        return
    before, after = re.split(r"<span class=\"mask\".*?</span>", shown, maxsplit=1, flags=re.DOTALL)
    assert before == marked(text[:start], [])
    assert after == marked(text[start + length :], [])


def test_a_mark_has_an_icon_and_words():
    shown = marked("my [IBAN] here", [[3, 9, "IBAN"]])
    assert "icon-lock" in shown
    assert "IBAN masked" in strip_tags(shown)
    assert "[IBAN]" not in shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.test/x",
        "/local",
        "https://",
        "http://[",
        "ftp://x.test/",
        "",
    ],
)
def test_an_address_that_is_no_page_of_the_web_is_no_link(address: str):
    assert safe_address(address) == ""


def test_a_page_of_the_web_is_a_link():
    assert safe_address("https://social.test/@a/1") == "https://social.test/@a/1"


@given(HOSTILE)
def test_what_is_given_as_a_link_begins_as_one(address: str):
    assert safe_address(address) == "" or address.lower().startswith(("http://", "https://"))


def test_initials_are_those_of_the_first_and_the_last_name():
    assert initials("Anne Marie Lefebvre") == "AL"
    assert initials("karim") == "K"
    assert initials("  ") == "?"


def test_ages_are_short():
    assert [short_age(s) for s in (5, 65, 7_200, 90_000, 200_000)] == [
        "now",
        "1 min",
        "2 h",
        "1 day",
        "2 days",
    ]


def test_a_moment_has_24_hours_and_says_its_year_only_when_it_is_another():
    with timezone.override(UTC):
        now = timezone.now().replace(hour=13, minute=5)
        assert ">13:05<" in moment(now)
        assert str(now.year) not in strip_tags(moment(now - timedelta(days=0)))
        assert ">4 Mar 2001 13:05<" in moment(datetime(2001, 3, 4, 13, 5, tzinfo=UTC))


@pytest.mark.parametrize("page", ["403", "404", "500", "403_csrf"])
def test_an_error_page_needs_nobody(page: str):
    shown = render_to_string(f"{page}.html")
    assert "<h1>" in shown
    assert 'href="/"' in shown


def test_an_error_says_what_happened_and_its_fragment_is_no_page():
    given = {"message": "<b>No</b>", "code": "desk.no", "status": 409}
    assert "<html" in render_to_string("design/error.html", given)
    part = render_to_string("design/error.html#fragment", given)
    assert "<html" not in part
    assert "&lt;b&gt;No&lt;/b&gt;" in part


def test_a_mask_shows_the_characters_that_the_policy_left() -> None:
    text = "mon [IBAN ••••0189] et [PIN]"
    shown = strip_tags(marked(text, [[4, 19, "IBAN"], [23, 28, "PIN"]]))
    assert "IBAN ••••0189" in shown
    assert "PIN masked" in shown
    assert "[" not in shown
