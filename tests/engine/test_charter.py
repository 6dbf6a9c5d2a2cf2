import pytest

from parvis.engine.charter import Act, Heard, Verdict, heard, verdict, verdict_all
from parvis.engine.guard import find
from parvis.engine.post import Visibility
from parvis.engine.words import words


def judged(text: str, **more: object) -> Verdict:
    return verdict(Heard(text, words(text), findings=find(text), **more))


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi mon compte est bloqué bande de voleurs ?",
        "mon virement est où",
        "toujours pas reçu ma carte",
        "jpp g tjr pas recu mon virement",
        "c koi ces frais svp",
        "pk mon virement est pas passé bande de cons",
        "Expliquez-moi pourquoi, bande de cons",
        "Répondez bande de cons !",
        "why hasn't my transfer arrived you idiots",
        "Where is my money, thieves?",
        "votre appli de merde plante encore",
        "Service client injoignable depuis 3 jours, c'est une honte",
        "you charged me twice wtf",
        "allô ?",
        "ya qqn ?",
        "Comment je fais pour débloquer ma carte putain",
        "I want an explanation, you useless morons",
        "rendez moi mon argent escrocs",
        "C'est quoi ce délire, 45€ de frais ? Vous vous foutez de moi ?",
        "Bonjour, à quelle heure ouvre l'agence de Nantes ?",
        "Is the app down?",
        "merci de me rappeler",
        "Fuck you, give me back my money",
        "vous êtes nuls, 3 semaines pour une carte bleue",
        "ptn mais répondez à mes mp",
        "Combien de temps encore pour mon prêt, incapables ?",
        "can't login again",
        "banque de merde, impossible de joindre un conseiller",
    ],
)
def test_whoever_asks_or_complains_is_answered_in_whatever_tone(text: str) -> None:
    assert judged(text).act is Act.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi vous êtes aussi nuls ?",
        "vous êtes cons ou quoi ?",
        "bande de voleurs",
        "connards",
        "Allez tous vous faire foutre",
        "Are you stupid or what?",
        "Why are you so useless?",
        "you are all thieves",
        "vous servez à quoi bande d'incapables ?",
        "Banque de merde",
        "C'est quoi cette banque de voleurs ?",
        "How do you people sleep at night, crooks?",
        "vous êtes des escrocs et des menteurs",
        "fdp",
        "nique vos mères",
        "Vous n'avez pas honte ?",
        "What is wrong with you idiots?",
        "Fuck this bank",
        "Comment peut-on être aussi con ?",
        "Quelle bande de guignols !",
        "worst bunch of clowns ever",
        "sérieux vous êtes débiles ?",
        "who hired these morons?",
    ],
)
def test_an_insult_alone_is_not_answered_even_with_a_question_mark(text: str) -> None:
    assert judged(text) == Verdict(Act.DO_NOT_ANSWER, ("insult_only",))


@pytest.mark.parametrize(
    "text",
    [
        "Merci beaucoup !",
        "La Banque Parvis annonce ses résultats trimestriels",
        "Banque Parvis reports record profit",
        "Super concert hier soir",
        "Banque Parvis recrute 200 conseillers",
        "Bravo à toute l'équipe",
    ],
)
def test_where_nothing_is_asked_nothing_is_answered(text: str) -> None:
    assert judged(text) == Verdict(Act.DO_NOT_ANSWER, ("nothing_asked",))


@pytest.mark.parametrize(
    "text",
    [
        "Je vais vous tuer si vous me rendez pas mon argent",
        "je vais me suicider si je perds cette maison",
        "i will kill you all",
        "I know where you live",
    ],
)
def test_a_threat_goes_to_a_person(text: str) -> None:
    assert judged(text).act is Act.ANSWER
    assert judged(text).reasons[0] == "threat"


def test_confidential_data_comes_first_and_the_rest_is_said_too() -> None:
    text = "Bande de cons, pourquoi le compte FR7630006000011234567890189 est bloqué ?"
    assert judged(text) == Verdict(
        Act.PROTECT, ("confidential_data", "insult_with_request", "complaint")
    )


def test_an_insult_beside_a_request_is_named() -> None:
    assert judged("Expliquez-moi, bande de cons").reasons == ("insult_with_request",)
    assert judged("Expliquez-moi").reasons == ("request",)


def test_who_speaks_to_the_bank_is_answered() -> None:
    assert judged("Merci @banqueparvis !", matches=("parvis",)).reasons == ("addressed",)
    assert judged("Merci @banqueparvis !").reasons == ("nothing_asked",)
    assert judged("Bien noté", visibility=Visibility.PRIVATE).reasons == ("addressed",)


def test_an_insult_in_private_is_still_not_answered() -> None:
    assert judged("connards", visibility=Visibility.PRIVATE).act is Act.DO_NOT_ANSWER


def test_the_question_mark_of_a_web_address_asks_nothing() -> None:
    assert judged("Résultats https://ex.example/?page=2").reasons == ("nothing_asked",)


def test_a_batch_is_judged_in_order() -> None:
    acts = [found.act for found in verdict_all([heard("connards"), heard("pouvez-vous m'aider ?")])]
    assert acts == [Act.DO_NOT_ANSWER, Act.ANSWER]
