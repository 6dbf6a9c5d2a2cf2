"""Names in small letters, addresses of more countries, dates of birth told with a place.

A value is marked in the texts by brackets that are no part of them.
"""

from __future__ import annotations

import pytest

from tests.engine.guard.marked import check


@pytest.mark.parametrize(
    "marked",
    [
        "hi its ⟦jamal whitfield⟧ from the barber shop, card reader payout never landed",
        "hello this is ⟦tunde bakare⟧ from your ilford branch, my loan letter is wrong",
        "bonjour c'est ⟦fatoumata diallo⟧ du salon de coiffure, mon tpe ne marche plus",
        "slt moi c ⟦kevin marechal⟧ jai plus acces a mon appli",
        "je suis ⟦yannick le goff⟧ né le 3/4/1970 mon compte est bloqué",
        "Reply to ⟦Gwilym Pryce-Jenkins⟧, 7 Chapel Terrace, Bethesda LL57 3BT",
        "me llamo ⟦Lucía Ferrándiz⟧ sorry my english, my card is block",
        "La carte porte le nom ⟦THEO DELAHAYE⟧",
        "Sur le chèque il faut lire ⟦Solange Bertrandy⟧ et pas Solange Bertrand",
        "Yours in despair,\n⟦Beatrix Holloway-Finch⟧",
    ],
)
def test_a_name_is_found_in_small_letters_and_in_other_languages(marked: str) -> None:
    check(marked, "PERSON_NAME")


@pytest.mark.parametrize(
    "text",
    [
        "hi its direct debit from the gym again, wrong amount on my account",
        "it's total chaos from the start with this bank account",
        "i'm skint mate from the fees on my account",
        "je suis super contente cliente depuis 10 ans, merci la banque",
        "je suis tombé malade j'ai plus de carte",
        "c'est chaud chaud j'ai perdu ma carte",
        "c'est credit immo de l'agence qui bloque mon dossier",
        "I call into Customer Service to speak with Wendell Holton in the Dallas office",
    ],
)
def test_two_small_words_of_the_language_are_no_name(text: str) -> None:
    check(text, "PERSON_NAME")


@pytest.mark.parametrize(
    "marked",
    [
        "J'habite ⟦Route de Chêne 88\n1224 Chêne-Bougeries⟧",
        "⟦Chemin des Vignes 21\nCH-1009 Pully⟧ c'est là que j'habite désormais",
        "Nouvelle adresse ⟦Rue du Marché 5bis, 1260 Nyon⟧ à partir de mai",
        "ma carte doit arriver au ⟦12 de la rue des Lilas, 62000 Arras⟧",
        "I'm at ⟦3 The Quay, Passage East, Co. Waterford⟧, card never came",
        "please note ⟦88 Wattle Grove Road, Marrickville NSW 2204⟧ is my address",
        "card went to ⟦221 King St W, Toronto, ON M5H 1K5⟧ by mistake",
        "The deceased lived at ⟦Rose Cottage, Church Lane, Little Wenlock, TF6 5BG⟧",
        "My flat is ⟦Bahnhofstrasse 12, 8001 Zürich⟧ and the card went to the old one",
        "mail goes to ⟦Keizersgracht 210, 1016 DX Amsterdam⟧",
        "I've moved to ⟦Calle de Alcalá 55, 28014 Madrid⟧, update please",
        "the token is for ⟦PO Box 418, Bozeman, MT 59715⟧",
    ],
)
def test_an_address_is_found_with_its_number_behind_or_its_county(marked: str) -> None:
    check(marked, "POSTAL_ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "La Rue Verte 2, 1500 euros le loyer",
        "5 rue fermées à Lyon aujourd'hui",
        "Via Lattea 12, 1000 Users, no bank",
        "Co. Waterford needs 3 more branches",
        "au 12 de la liste d'attente, 62000 clients avant moi",
    ],
)
def test_counts_and_sums_behind_a_street_are_no_address(text: str) -> None:
    check(text, "POSTAL_ADDRESS")


@pytest.mark.parametrize(
    "marked",
    [
        "a French bank. because I was born in Ohio on ⟦May 4, 1991⟧.",
        "pourtant je suis né un ⟦29 février 1992⟧",
        "i turn 60 on ⟦8 august 1965⟧ and no pension yet",
        "nací el ⟦15 de agosto de 1983⟧, no puedo entrar",
        "born to lose: bought at the top on 10 Nov 2021",
    ],
)
def test_a_date_of_birth_is_found_behind_its_place(marked: str) -> None:
    check(marked, "DATE_OF_BIRTH")
