"""Search over masked posts, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.engine.post import Post as Given
from parvis.governance.ledger import SYSTEM
from parvis.intake.actions import store_batch
from parvis.intake.models import Post
from parvis.intake.queries import search_posts
from parvis.intake.search import MOST_TERMS, terms_of
from parvis.networks.network import Batch


@pytest.fixture
def posts(bank):
    def write(*texts: str, **fields: str) -> list[int]:
        before = Post.objects.count()
        batch = tuple(
            Given(id=f"s{before + number}", text=text, **fields)  # type: ignore[arg-type]
            for number, text in enumerate(texts)
        )
        return list(store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=batch)).ids)

    return write


def test_words_and_their_beginnings_are_found_whatever_case_and_accents(posts):
    [one, two, three] = posts(
        "Où est mon PRÉLÈVEMENT ?", "prelevement refusé", "Rien à voir avec cela"
    )
    assert search_posts("prélèvement") == [two, one]
    assert search_posts("PRELEV") == [two, one]
    assert search_posts("voir rien") == [three]
    assert search_posts("prelevement rien") == []


def test_short_words_are_found_whole(posts):
    [one, _two] = posts("la CB est bloquée", "cbd en vente")
    assert search_posts("cb") == [one]


def test_authors_are_found(posts):
    [one] = posts("Bonjour", author="lea.martin@mastodon", author_name="Léa Martin")
    assert search_posts("lea") == [one]
    assert search_posts("martin bonjour") == [one]


def test_words_joined_by_signs_are_found(posts):
    [one] = posts("#BanqueExemple: compte.Merci l'agence (rendez-vous) https://ex.example/aide")
    for word in ("merci", "agence", "vous", "aide", "banqueexemple", "compte"):
        assert search_posts(word) == [one], word


def test_an_edited_post_is_found_by_its_new_words_only(bank, posts):
    [one] = posts("ancien texte")
    batch = Batch(posts=(Given(id="s0", text="nouveau contenu"),))
    store_batch(actor=SYSTEM, account=bank.account, batch=batch)
    assert search_posts("ancien") == []
    assert search_posts("nouveau") == [one]


def test_what_was_masked_is_not_found(posts):
    posts("Mon IBAN FR76 3000 6000 0112 3456 7890 189")
    assert search_posts("FR76") == []
    assert search_posts("3000") == []


def test_the_newest_come_first_and_no_more_than_asked(bank, posts):
    ids = posts(*["bonjour"] * 30)
    assert search_posts("bonjour", limit=10) == ids[:-11:-1]
    assert search_posts("bonjour", limit=5, accounts=[bank.account.pk]) == ids[:-6:-1]
    assert search_posts("bonjour", accounts=[bank.account.pk + 1]) == []
    assert search_posts("bonjour", accounts=[]) == []


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        "'",
        "a\"b'c",
        "NEAR(a b)",
        "text:x",
        "* OR *",
        "a AND NOT b",
        "-",
        "\\",
        "%s %d %%",
        "''::x",
        "'; DROP TABLE intake_post; --",
        "a & | ! b <-> c",
        ":*",
        "\0",
        "\ud800",
        "^x",
        "x" * 5_000,
    ],
)
def test_operators_are_only_words(posts, hostile):
    posts("bonjour")
    assert isinstance(search_posts(hostile), list)
    assert Post.objects.count() == 1


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(), max_size=60))
def test_nothing_that_can_be_typed_breaks_the_search(bank, text):
    assert search_posts(text) == []
    assert len(terms_of(text)) <= MOST_TERMS


def test_nothing_typed_finds_nothing(posts):
    posts("bonjour")
    assert search_posts("") == []
    assert search_posts(" ?! ") == []
