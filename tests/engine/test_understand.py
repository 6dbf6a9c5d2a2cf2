"""What the shipped model and the default charter make of posts, and that nothing breaks them."""

from __future__ import annotations

import math
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.charter.acts import Act
from parvis.engine.charter.judging import Judgement
from parvis.engine.pipeline import enrich
from parvis.engine.post import Post, Visibility
from parvis.engine.understand import Intent, Tone, understand_all
from parvis.engine.understand import model as models
from parvis.engine.understand.heads import HEADS, WIDTH
from parvis.engine.understand.ngrams import COLUMNS, counted, lines, scores
from parvis.engine.understand.visible import LONGEST


def judged(text: str, **more: object) -> Judgement:
    posts = [Post(id="1", text=text, **more)]
    return enrich(posts)[0].verdict.judgement


ASKED = [
    "Pourquoi mon compte est bloqué bande de voleurs ?",
    "mon virement est où",
    "toujours pas reçu ma carte",
    "jpp g tjr pas recu mon virement",
    "pk mon virement est pas passé bande de cons",
    "Expliquez-moi pourquoi, bande de cons",
    "why hasn't my transfer arrived you idiots",
    "Where is my money, thieves?",
    "votre appli de merde plante encore",
    "Service client injoignable depuis 3 jours, c'est une honte",
    "you charged me twice wtf",
    "allô ?",
    "Comment je fais pour débloquer ma carte putain",
    "I want an explanation, you useless morons",
    "C'est quoi ce délire, 45€ de frais ? Vous vous foutez de moi ?",
    "Bonjour, à quelle heure ouvre l'agence de Nantes ?",
    "Is the app down?",
    "Fuck you, give me back my money",
    "vous êtes nuls, 3 semaines pour une carte bleue",
    "Combien de temps encore pour mon prêt, incapables ?",
    "¿Cuándo llega mi tarjeta?",
    "Mon père est décédé et vous continuez à prélever",
    "I need to change my address",
]

INSULTS = [
    "Pourquoi vous êtes aussi nuls ?",
    "vous êtes cons ou quoi ?",
    "bande de voleurs",
    "connards",
    "Allez tous vous faire foutre",
    "Are you stupid or what?",
    "Why are you so useless?",
    "you are all thieves",
    "Banque de merde",
    "C'est quoi cette banque de voleurs ?",
    "How do you people sleep at night, crooks?",
    "vous êtes des escrocs et des menteurs",
    "Fuck this bank",
    "Quelle bande de guignols !",
    "worst bunch of clowns ever",
    "who hired these morons?",
    "your bank is shit",
]


@pytest.mark.parametrize("text", ASKED)
def test_whoever_asks_or_complains_is_not_left_without_an_answer(text: str) -> None:
    assert judged(text).act is not Act.DO_NOT_ANSWER


@pytest.mark.parametrize("text", INSULTS)
def test_an_insult_alone_is_not_answered_even_with_a_question_mark(text: str) -> None:
    assert judged(text).act in {Act.DO_NOT_ANSWER, Act.ESCALATE}


@pytest.mark.parametrize(
    "text",
    [
        "Je vais vous tuer si vous me rendez pas mon argent",
        "i will kill you all",
        "Je vais venir à l'agence avec un fusil",
        "je sais où il habite",
    ],
)
def test_a_threat_goes_to_a_person(text: str) -> None:
    assert judged(text).act is Act.ESCALATE


@pytest.mark.parametrize(
    "text",
    [
        "je vais me suicider si je perds cette maison",
        "I want to die, you took everything, bastards",
    ],
)
def test_distress_goes_to_a_person(text: str) -> None:
    assert judged(text).act is Act.ESCALATE


def test_confidential_data_comes_first_and_the_reason_is_in_both_languages() -> None:
    found = judged("Bande de cons, pourquoi le compte FR7630006000011234567890189 est bloqué ?")
    assert found.act is Act.PROTECT
    assert "IBAN" in found.reason("fr")
    assert "IBAN" in found.reason("en")


def test_who_greets_in_private_is_answered_and_an_insult_there_is_not() -> None:
    assert judged("Bien noté", visibility=Visibility.PRIVATE).act is Act.ANSWER
    assert judged("connards", visibility=Visibility.PRIVATE).act is Act.DO_NOT_ANSWER


def test_labels_are_probabilities() -> None:
    for labels in understand_all(["Where is my money, thieves?", "", "😡😡😡", "ok"]):
        for chances in (labels.tones, labels.targets, labels.topics, labels.decisions):
            assert math.isclose(sum(chances.values()), 1, abs_tol=1e-4)
        assert all(0 <= chance <= 1 for chance in labels.intents.values())
        assert -1 <= labels.sentiment <= 1


def test_what_is_asked_how_and_of_what_is_told() -> None:
    found = understand_all(["Where is my bloody transfer, you thieving clowns?!"])[0]
    assert found.intents[Intent.REQUEST] > 1 / 2
    assert (found.tone, found.topic.value, found.lang) == (Tone.INSULTING, "transfer", "en")
    assert found.sentiment < 0


HOSTILE = [
    "", " ", "\x00", "\x01\x02", "?" * 100_000, "😡" * 30_000, "https://" + "x" * 100_000,
    "@" * 100_000, "a" * 100_000, "é" * 100_000, "\u202e\u202e", "\ud800", "𝕴 𝖆𝖒" * 9_000,
    "\n" * 100_000, "mot " * 25_000, "@a https://b.c " * 9_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_models(text: str) -> None:
    assert len(understand_all([text, "Merci"])) == 2


@given(st.lists(st.text(), max_size=6))
def test_any_texts_are_understood_one_for_one(texts: list[str]) -> None:
    assert len(understand_all(texts, second=False)) == len(texts)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=5), st.integers(0, 2**21 - 1))
def test_sums_are_those_of_the_rows_that_training_sees(texts: list[str], cues: int) -> None:
    weights = np.random.default_rng(1).integers(-9, 9, (COLUMNS, 3)).astype(np.int8)
    data, columns, ends = counted(texts, [cues] * len(texts))
    sums = [
        (weights[columns[low:high]].astype(np.float32) * data[low:high, None]).sum(0)
        for low, high in pairwise(ends)
    ]
    found = scores(texts, [cues] * len(texts), lines(weights))[:, :3]
    np.testing.assert_allclose(found, sums, atol=1e-3)


def test_a_long_text_is_read_at_both_ends() -> None:
    weights = lines(np.ones((COLUMNS, 1), np.int8))
    most = scores(["x " * LONGEST], [0], weights)
    assert scores(["x " * LONGEST * 20], [0], weights) == pytest.approx(most, rel=0.05)
    early, late = "Where is my card? " + "la " * 5_000, "la " * 5_000 + "Where is my card?"
    for labels in understand_all([early, late], second=False):
        assert labels.lang


def test_a_model_for_other_labels_is_refused(tmp_path) -> None:
    shipped = models.shipped()
    assert shipped.first.weights.shape == (COLUMNS, WIDTH)
    shipped.save(tmp_path / "model.npz")
    again = models.load(tmp_path / "model.npz")
    np.testing.assert_array_equal(again.first.weights, shipped.first.weights)
    other = BytesIO()
    np.savez_compressed(other, first=np.zeros((3, 3), np.int8))
    other.seek(0)
    with pytest.raises(ValueError, match="other labels"):
        models.load(other)


def test_each_label_has_one_column() -> None:
    columns = [place for head in HEADS.values() for place in range(WIDTH)[head.columns]]
    assert columns == list(range(WIDTH))
