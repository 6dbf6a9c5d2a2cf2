import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.match import Matcher, Query
from parvis.errors import Invalid

MATCHER = Matcher(
    [
        Query("parvis", ("Banque Parvis", "Crédit d'Étoile")),
        Query("short", ("BP",)),
        Query("chinese", ("巴黎银行",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("la banque parvis", ("parvis",)),
        ("BANQUE   PARVIS!", ("parvis",)),
        ("#BanqueParvis", ("parvis",)),
        ("#BanqueParvisHonte", ("parvis",)),
        ("@banqueparvis", ("parvis",)),
        ("@banque_parvis", ("parvis",)),
        ("banque-parvis", ("parvis",)),
        ("credit d’etoile", ("parvis",)),
        ("CREDIT DETOILE", ("parvis",)),
        ("la ban\u200bque Ｐａｒｖｉｓ", ("parvis",)),
        ("BP et banque parvis", ("parvis", "short")),
        ("我的巴黎银行账户", ("chinese",)),
        ("banque parvise", ()),
        ("abanque parvis", ()),
        ("bpifrance", ()),
        ("https://ex.example/banqueparvis", ()),
        ("", ()),
    ],
)
def test_an_alias_is_found_as_people_write_it(text: str, keys: tuple[str, ...]) -> None:
    assert MATCHER.match_all([text]) == [keys]


def test_a_matcher_travels_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(MATCHER)).match("bp") == ("short",)


def test_without_queries_nothing_matches() -> None:
    assert Matcher().match_all(["banque parvis"]) == [()]


def test_an_alias_without_any_word_is_refused() -> None:
    with pytest.raises(Invalid):
        Matcher([Query("x", ("!!",))])


@given(st.text(), st.text())
def test_any_text_around_an_alias_leaves_it_found(before: str, after: str) -> None:
    assert "parvis" in MATCHER.match(
        f"{before.replace('www', '').replace(':', '')} . banque parvis . {after}"
    )


def test_thousands_of_aliases_cost_one_pass() -> None:
    many = Matcher([Query(f"q{at}", (f"alias {at}",)) for at in range(5_000)])
    assert many.match("ici alias 4321 et alias 12") == ("q12", "q4321")
