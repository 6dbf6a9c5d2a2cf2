import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.clean import clean_text
from parvis.engine.markup import text_of_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>un<br>deux</p><p>trois</p>", "un\ndeux\n\ntrois"),
        ("a &amp; b&nbsp;c &lt;i&gt;", "a & b\xa0c <i>"),
        ("<p>x</p><script>alert(1)</script><style>p{}</style>", "x"),
        ("plain text", "plain text"),
        ("<ul><li>un<li>deux</ul>", "un\n\ndeux"),
        ("", ""),
        (
            (
                '<a href="https://ex.example/abcdef"><span class="invisible">https://</span>'
                '<span class="ellipsis">ex.example/abc</span><span class="invisible">def</span></a>'
            ),
            "https://ex.example/abcdef",
        ),
        ('<p><a class="u-url mention">@<span>bank</span></a> salut</p>', "@bank salut"),
        ("<p>a\nb  c</p>", "a b c"),
        ("<frameset>", ""),
    ],
)
def test_html_reads_as_people_see_it(html: str, text: str) -> None:
    assert text_of_html(html) == text


@given(st.text(alphabet=st.sampled_from("<>/&;pbrsciptdv \0\ud800a1#x'\"=!-")))
def test_any_markup_gives_text_that_can_be_stored(html: str) -> None:
    text = text_of_html(html)
    text.encode()
    assert "\0" not in text
    assert clean_text(text) is text


def test_deep_nesting_is_read_in_a_moment() -> None:
    assert text_of_html("<div>" * 4_900 + "x") == "x"
    assert text_of_html("<div>" * 100_000 + "x &amp; y" + "<" * 9) == "x & y"


def test_nul_goes_and_half_of_a_pair_is_replaced() -> None:
    assert clean_text("a\0b\ud83d") == "ab\ufffd"
