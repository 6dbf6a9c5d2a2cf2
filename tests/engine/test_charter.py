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
        "un 2eme décodeur est payant ?",
        "indemnisé pour ? a quelle hauteur ?",
        "y'aura des remise pour les abonnés ?",
        "et maintenant ça répond plus ?",
        "Kan ik bij jullie een rekening openen?",
        "¿Cuándo llega mi tarjeta?",
        "Mon père est décédé et vous continuez à prélever",
        "un coup de main serait le bienvenu",
        "j'ai plus de télé!!",
        "plus aucun résumé sur l'appli et aucune info",
        "vous avez intérêt à réparer ma connexion",
        "dans l'attente de l'intervention demandée depuis le 23 octobre",
        "je vous ai écrit à 3 reprises par mail jamais eu de réponse",
        "votre livreur est reparti avec le colis",
        "le technicien a percé un trou en trop",
        "j'ai besoin de te parler de toute urgence",
        "je n'ai pas pu faire une partie de mon travail car vous appelez",
        "pareil depuis le 23 août c'est lamentable",
        "vous êtes fou ou quoi à couper la connexion",
        "bande d'escrocs vous coupez internet et vous empêchez le contact",
        "faite quelque chose",
        "En panne aussi",
        "Ok, thanks for nothing then.",
        "vous êtes la pire banque",
        "I need to change my address",
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
        "Allez tous crever",
        "Vous me faites chier",
        "your bank is shit",
        "Absolute clowns, the lot of you. Worst bank in Europe.",
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
        "Merci beaucoup à l'agence de Lille !",
        "Merci à ma conseillère, au top",
        "I want a egg roll right now",
        "mdr ils sont en grève",
    ],
)
def test_where_nothing_is_asked_nothing_is_answered(text: str) -> None:
    assert judged(text) == Verdict(Act.DO_NOT_ANSWER, ("nothing_asked",))


@pytest.mark.parametrize(
    "text",
    [
        "Je vais vous tuer si vous me rendez pas mon argent",
        "i will kill you all",
        "Je vais venir à l'agence avec un fusil",
        "je sais où il habite",
        "I know where you live",
    ],
)
def test_a_threat_goes_to_a_person(text: str) -> None:
    assert judged(text).act is Act.ANSWER
    assert judged(text).reasons[0] == "threat"


@pytest.mark.parametrize(
    "text",
    [
        "je vais me suicider si je perds cette maison",
        "I want to die, you took everything, bastards",
    ],
)
def test_distress_goes_to_a_person_before_all_else(text: str) -> None:
    assert judged(text).act is Act.ANSWER
    assert judged(text).reasons[0] == "distress"


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


def test_words_that_cannot_be_weighed_are_answered_where_they_are_about_us() -> None:
    text = "todavía no he recibido la transferencia de Banque Parvis"
    assert judged(text, matches=("parvis",)).reasons == ("addressed",)
    assert judged(text).reasons == ("nothing_asked",)


def test_one_s_own_business_with_a_bank_is_answered() -> None:
    assert judged("I have a new card").reasons == ("addressed",)


def test_a_wish_is_a_request_where_it_is_told_to_us() -> None:
    assert judged("I want pizza", visibility=Visibility.PRIVATE).reasons == ("request",)
    assert judged("I want pizza", matches=("parvis",)).reasons == ("request",)


def test_an_insult_in_private_is_still_not_answered() -> None:
    assert judged("connards", visibility=Visibility.PRIVATE).act is Act.DO_NOT_ANSWER


def test_the_question_mark_of_a_web_address_asks_nothing() -> None:
    assert judged("Résultats https://ex.example/?page=2").reasons == ("nothing_asked",)


def test_a_batch_is_judged_in_order() -> None:
    acts = [found.act for found in verdict_all([heard("connards"), heard("pouvez-vous m'aider ?")])]
    assert acts == [Act.DO_NOT_ANSWER, Act.ANSWER]
