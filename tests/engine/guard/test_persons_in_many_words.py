"""Who somebody is, lives, was born and may be called, told in the words of many customers.

A value is marked in the texts by brackets that are no part of them.
"""

from __future__ import annotations

import pytest

from tests.engine.guard.marked import check


@pytest.mark.parametrize(
    "marked",
    [
        "C'est ⟦Karim Belhadj⟧ qui vous écrit, le gars de la réclamation pour les agios",
        "on s'est eus au téléphone hier. ⟦Yolande Perrichon⟧. je rappelle pas, répondez ici",
        "le livret est à ⟦Théo Lannister-Duval⟧ (mon fils) et vous l'avez bloqué",
        "Le virement devait aller sur le compte de ⟦Nicolas Vandenbroucke⟧ mais il est parti",
        "Cherchez dans vos fichiers ⟦Aurélien Tissandier⟧, y'en a qu'un, et rappelez moi",
        "vous avez envoyé la carte de ⟦Sandra Molinier⟧ chez moi, je ne connais pas cette dame",
        "la procuration c'est pour ma belle-soeur, ⟦Inès Guillemot⟧, elle passera samedi",
        "Ici ⟦Baptiste Hoarau⟧. Mon compte est bloqué",
        "Dites que ⟦Mme Vasseur-Lopez⟧, titulaire du compte joint, attend toujours",
        "Signé : une cliente excédée, ⟦Maryse Gouvernel⟧",
        "the account belongs to ⟦Derek Whitcombe⟧, my late father, please stop sending mail",
        "Yes of course. ⟦Priyanka Venkatesan⟧. That's the name on the account.",
        "Transfer was to ⟦Mr Julian Ashworth⟧ and he swears nothing arrived",
        "we are ⟦Graham and Moira Tennant⟧, customers since 1988",
        "Surname ⟦Kowalczyk⟧, first name ⟦Agnieszka⟧, branch Hammersmith",
        "My PA ⟦Lorraine Quigley⟧ is authorised to collect the cheque book",
        "I'm ⟦Gwendolyn Stacks⟧, we spoke on Tuesday about probate",
        "addr 27 pontcanna st cardiff CF11 9HQ , name on acc ⟦Rhys Prosser⟧ , no card reader",
        "Merci,\n⟦Mme Odile Marchandeau⟧\n3 place de l'Église, 24200 Sarlat-la-Canéda",
    ],
)
def test_a_name_is_tied_to_somebodys_affairs_by_any_words(marked: str) -> None:
    check(marked, "PERSON_NAME")


@pytest.mark.parametrize(
    "text",
    [
        "c'est Bruno Le Maire qui l'a dit à la radio ce matin",
        "Bravo à Florence Foresti pour son spectacle à Lyon hier",
        "Ici Radio France, il fait 32 degrés",
        "It's Black Friday and the app is down, well played",
        "Rishi Sunak here, there and everywhere on the telly",
        "Kind regards from sunny Costa Brava, the card machine ate my card",
        "Taylor Swift is calling her new album something odd",
        "Disaster Recovery Payments for Queensland Flood Victims",
        "This is High River, AB from the air, my bank is under water",
    ],
)
def test_places_events_and_people_in_the_news_are_no_customers(text: str) -> None:
    check(text, "PERSON_NAME")


@pytest.mark.parametrize(
    "marked",
    [
        "renvoyer la carte ici svp ⟦8 all des mimosas 83400 Hyeres⟧",
        "c'est le ⟦112 avenue Jean Jaurès⟧ chez moi, pas le 12",
        "code postal ⟦59800 Lille, 66 rue Nationale⟧",
        "Je crèche maintenant au ⟦27 rue Sedaine, Paris 11e⟧, changez ça dans vos fichiers",
        "ive lived at ⟦64 brook street⟧ for thirty years and you say you cant verify me",
        "mum's: ⟦Rose Cottage, Church Lane, Ludlow SY8 1AP⟧ is where she gets post",
        "⟦22 Sandymount Avenue, Dublin 4, D04 K2P5⟧ is where i get my post",
        "home addy ⟦5 heol y deri cardiff cf14 6hf⟧",
        "postcode ⟦BS6 5JX, house number 44⟧",
        "got your letter at ⟦33 Bellevue Road, Southampton⟧ with someone elses name",
        "street ⟦18 Dalry Gait⟧, city Edinburgh, dont ask me again",
        "1 place de parking à Nice coûte 40 000 balles",
        "Il me reste 12 cours de yoga à payer",
        "Moved 3 times this year, changed address in the app each time, flawless",
        "The 7 Bank Street branch in my village is now a pub",
        "10 Downing Street has no comment on bank bonuses",
    ],
)
def test_where_somebody_lives_is_found_in_any_words(marked: str) -> None:
    check(marked, "POSTAL_ADDRESS")


@pytest.mark.parametrize(
    "marked",
    [
        "nom Gérard Poulain, ⟦02.11.57⟧, ça devrait suffire pour m'identifier",
        "mon fils (⟦05/06/2011⟧) a droit au livret jeune ?",
        "J'ai 67 ans, ⟦19 avril 1958⟧ pour être précise, et on me demande encore",
        "on me demande le jour où je suis né pour débloquer : ⟦29-01-1983⟧. toujours refusé",
        "mes jumelles sont nées le ⟦21/06/2018⟧, je veux leur ouvrir un livret A",
        "Née à Pointe-à-Pitre ⟦30/03/1971⟧",
        "date de naisance : ⟦16/12/2001⟧",
        "Verif identité ok ? ⟦23/07/1990⟧ et dernier achat 45 euros chez Leclerc",
        "date of brith ⟦23 January 1994⟧",
        "our twins, ⟦08/03/2019⟧, need junior ISAs",
        "deceased: Arthur Pilling, b. ⟦17/06/1931⟧",
        "I'm 42 - ⟦16 May 1983⟧ - stop asking if I'm over 18",
        "birth certificate shows ⟦20 March 2003⟧, card shows ⟦20 May 2003⟧",
        "my age? ⟦31/10/1959⟧ work it out",
        "I'm 42 - 16 May 2024 - still no refund",
        "ma fille, 12/05/2026, attend toujours",
        "identity check failed on 05/02/2026 and again on 07/02/2026",
        "Happy birthday to the NHS, 5 July 1948",
        "September 22 1960, born on this day, Joan Jett",
        "carte valable jusqu'au 31/12/2027, mon fils a perdu la sienne",
    ],
)
def test_a_day_of_birth_is_found_by_ages_children_and_names(marked: str) -> None:
    check(marked, "DATE_OF_BIRTH")


@pytest.mark.parametrize(
    "marked",
    [
        "my cell ⟦(312) 555-0174⟧ is always on",
        "ring the shop: ⟦01134960438⟧ and ask for the boss",
        "j'ai changé de numéro : l'ancien ⟦0612784591⟧, le nouveau ⟦07 69 33 18 42⟧",
        "pour la commande, rappelez au ⟦0612784591⟧",
        "tirage du loto 04 11 23 35 42, encore perdu",
        "the draw was 07 15 22 38 49 lucky stars 02 09, not me",
        "ref. client edf 0634567812 prélèvement rejeté",
        "avis d'échéance 0612009934, montant 45 euros",
        "receipt number 07123456789, charged twice at the pump",
        "phone 357300953650291 shows twice under 'trusted devices', imei's identical",
    ],
)
def test_draws_and_invoices_are_no_telephones(marked: str) -> None:
    check(marked, "PHONE")


@pytest.mark.parametrize(
    "marked",
    [
        "envoyez a ⟦bernard 54 at yahoo point fr⟧",
        "reach me on ⟦dave underscore smith at outlook dot com⟧",
        "found it at amazon dot com for half the price",
        "rdv chez orange.fr boutique de Lille",
        "the offer at lloyds dot com has gone",
    ],
)
def test_what_is_at_a_website_is_no_mail_address(marked: str) -> None:
    check(marked, "EMAIL")
