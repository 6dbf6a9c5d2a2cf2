import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.mentions import Mention, Mentions, Named, Sort
from parvis.engine.pipeline import enrich
from parvis.engine.post import Post
from parvis.engine.words import words
from parvis.errors import Invalid

PRODUCT, BRANCH = Sort.PRODUCT, Sort.BRANCH

MENTIONS = Mentions(
    [
        Named(PRODUCT, "Livret Bleu", ("LB+2", "l'épargne d'Azur")),
        Named(PRODUCT, "Livret Bleu Jeune"),
        Named(PRODUCT, "Carte Horizon"),
        Named(BRANCH, "Agence Lyon Bellecour"),
        Named(BRANCH, "Nantes Centre"),
        Named(BRANCH, "Leeds branch"),
        Named(BRANCH, "Agence de La Rochelle", ("@RochelleParvis",)),
        Named(BRANCH, "Agence Nice"),
        Named(BRANCH, "Agence Paris Opéra"),
        Named(BRANCH, "Agence Paris Nation"),
    ],
    own=["Banque Parvis"],
)


def names(text: str, mentions: Mentions = MENTIONS) -> list[str]:
    return [mention.name for mention in mentions.of(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mon livret bleu rapporte rien", "Livret Bleu"),
        ("LIVRET  BLEU!", "Livret Bleu"),
        ("#LivretBleu", "Livret Bleu"),
        ("#monLivretBleuAMoi", "Livret Bleu"),
        ("#livret_bleu", "Livret Bleu"),
        ("l’epargne d’azur", "Livret Bleu"),
        ("lepargne dazur", "Livret Bleu"),
        ("le lb+2", "Livret Bleu"),
        ("carte-horizon", "Carte Horizon"),
        ("Ｃａｒｔｅ ho\u200brizon", "Carte Horizon"),
        ("l'agence Lyon Bellecour", "Agence Lyon Bellecour"),
        ("l'agence de Lyon est fermée", "Agence Lyon Bellecour"),
        ("agence de Nantes", "Nantes Centre"),
        ("Agence Nantes Centre", "Nantes Centre"),
        ("votre agence Banque Parvis de Nantes", "Nantes Centre"),
        ("your Leeds branch", "Leeds branch"),
        ("the branch in Leeds", "Leeds branch"),
        ("the Leeds city centre branch", "Leeds branch"),
        ("DAB de la Rochelle en panne", "Agence de La Rochelle"),
        ("distributeur automatique à Nice", "Agence Nice"),
        ("au guichet de Nice", "Agence Nice"),
        ("#AgenceNice", "Agence Nice"),
        ("#agencenice", "Agence Nice"),
        ("@rochelleparvis bonjour", "Agence de La Rochelle"),
        ("agence paris opera", "Agence Paris Opéra"),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "livret vert, livrets bleus",
        "Nantes est belle",
        "Nantes Centre est bloqué par la manif",
        "Lyon Bellecour, 18h",
        "il fait nice agence",
        "agence immobilière de Nantes",
        "agence de Paris",  # two branches are there
        "mon agence est nulle, je déménage de Marseille vers Nantes",
        "https://parvis.example/livretbleu",
        "",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert names(text) == []


def test_the_longest_name_wins_and_the_shorter_one_is_found_where_it_stands_alone() -> None:
    assert names("le livret bleu jeune") == ["Livret Bleu Jeune"]
    assert names("#LivretBleu Jeune") == ["Livret Bleu Jeune"]
    assert names("livret bleu jeune ou livret bleu ?") == ["Livret Bleu", "Livret Bleu Jeune"]
    crossing = Mentions([Named(PRODUCT, "carte or"), Named(PRODUCT, "or premier choix")])
    assert names("carte or premier choix", crossing) == ["or premier choix"]


def test_a_name_comes_once_with_its_kind_however_often_it_stands_there() -> None:
    assert MENTIONS.of("livret bleu, livret bleu, agence nice") == (
        Mention(PRODUCT, "Livret Bleu"),
        Mention(BRANCH, "Agence Nice"),
    )


def test_a_branch_that_two_lists_name_is_one() -> None:
    twice = Mentions(
        [
            Named(BRANCH, "Lyon Bellecour"),
            Named(BRANCH, "Agence de Lyon Bellecour", ("@ParvisBellecour",)),
            Named(PRODUCT, "lyon bellecour"),
        ]
    )
    assert [each.name for each in twice.named] == ["Lyon Bellecour", "lyon bellecour"]
    assert names("agence de lyon", twice) == names("@parvisbellecour", twice) == ["Lyon Bellecour"]
    # With its cue beside it the branch is the longer name.
    assert twice.of("agence Lyon Bellecour") == (Mention(BRANCH, "Lyon Bellecour"),)
    assert twice.of("lyon bellecour") == (Mention(PRODUCT, "lyon bellecour"),)


@pytest.mark.parametrize("name", ["", "!!", "\u202e", "🙂"])
def test_a_name_without_any_word_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        Mentions([Named(PRODUCT, name)])


def test_a_name_of_cues_alone_is_never_found() -> None:
    assert names("agence branch guichet", Mentions([Named(BRANCH, "Agence")])) == []


@given(st.text(min_size=1), st.text())
def test_hostile_names_and_texts_give_nothing_but_the_names_of_the_list(
    name: str, text: str
) -> None:
    listed = [Named(kind, name) for kind in Sort if words(name)]
    found = Mentions(listed).of(f"{text} {name} agence {name} {text}")
    assert {mention.name for mention in found} <= {name}


@pytest.mark.parametrize("name", [".*Z2", "a(b", "<b>Livret</b>", "Livret\u202eBleu", "C++ [x]"])
def test_signs_in_a_name_are_no_pattern(name: str) -> None:
    mentions = Mentions([Named(PRODUCT, name)])
    assert names(f"x {name} y", mentions) == [name]
    assert names("tout autre texte", mentions) == []


def test_lists_travel_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(MENTIONS))
    assert again.of("agence Parvis de Nantes") == (Mention(BRANCH, "Nantes Centre"),)


def test_without_lists_nothing_is_looked_at() -> None:
    assert not Mentions()
    assert Mentions().of_all(["livret bleu"], [" livret bleu "]) == [()]


def test_posts_of_a_batch_say_what_they_name_and_masking_takes_nothing_of_it() -> None:
    posts = [
        Post(id="1", text="livret bleu: FR76 3000 6000 0112 3456 7890 189, agence de Nice"),
        Post(id="2", text="rien"),
    ]
    first, second = enrich(posts, mentions=MENTIONS)
    assert first.mentions == (Mention(PRODUCT, "Livret Bleu"), Mention(BRANCH, "Agence Nice"))
    assert second.mentions == ()
    assert enrich(posts)[0].mentions == ()


def test_many_hits_in_a_long_post_take_no_time() -> None:
    many = Mentions(
        [
            *(Named(PRODUCT, f"Produit {i} Plus") for i in range(5_000)),
            *(Named(BRANCH, f"Agence Ville{i} Centre") for i in range(5_000)),
        ]
    )
    found = many.of("agence ville77 de produit 12 plus " * 3_000)
    assert [each.name for each in found] == ["Produit 12 Plus", "Agence Ville77 Centre"]
