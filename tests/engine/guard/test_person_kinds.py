"""Who somebody is and where: names, postal addresses, addresses of machines, number plates.

A value is marked in the texts as ``je m'appelle ⟦Jean Dupont⟧``.
"""

from __future__ import annotations

import pytest

from parvis.engine.guard import find
from tests.engine.guard.test_access_kinds import check, found


@pytest.mark.parametrize(
    "marked",
    [
        "Bonjour, je m'appelle ⟦Jean Dupont⟧ et",
        "je m'appelle ⟦jean dupont⟧, j'ai un souci",
        "Je me nomme ⟦Marie-Claude Le Goff⟧",
        "JE M'APPELLE ⟦KARIM BENALI⟧ ET JE SUIS CLIENT",
        "mon nom est ⟦Sophie Martin⟧",
        "mon nom c ⟦sophie martin⟧",
        "moi c'est ⟦Thomas Leroy⟧",
        "Moi c ⟦Thomas Leroy⟧, client depuis 2010",
        "Nom : ⟦Durand⟧ Prénom : ⟦Paul⟧",
        "nom: ⟦durand⟧, prenom: ⟦paul⟧",
        "Prénom : ⟦Paul⟧\nNom : ⟦Durand⟧",
        "Nom et prénom : ⟦Durand Paul⟧",
        "Nom complet : ⟦Aïcha El Amrani⟧",
        "titulaire : ⟦M. Paul Durand⟧",
        "Titulaire du compte : ⟦DURAND PAUL⟧",
        "titulaire de la carte ⟦Paul Durand⟧",
        "Compte au nom de ⟦Paul Durand⟧",
        "le compte est au nom de ⟦Mme Aline Petit⟧",
        "Je suis ⟦Paul Durand⟧, client chez vous",
        "Je soussignée ⟦Claire Bernard-Petit⟧ atteste",
        "Cordialement,\n⟦Jean Dupont⟧",
        "Cordialement, ⟦Jean Dupont⟧",
        "Bien à vous\n⟦Mme Louise Girard⟧",
        "Merci d'avance,\n⟦Yanis Cherif⟧",
        "Signé : ⟦Robert Blanc⟧",
        "⟦Mme Claire Martin⟧, cliente depuis 20 ans",
        "Bonjour c'est ⟦Claire Martin⟧",
        "Bonjour, ici ⟦Claire Martin⟧, je vous appelle pour",
        "my name is ⟦john smith⟧",
        "My name's ⟦Sarah O'Connor⟧ and",
        "my full name is ⟦Sarah Jane O'Connor⟧",
        "name: ⟦Sarah Connor⟧",
        "Name - ⟦Sarah Connor⟧, DOB 01/02/1980",
        "Full name: ⟦Muhammad Al-Fayed⟧",
        "account holder: ⟦Sarah Connor⟧",
        "Account holder is ⟦Mrs Sarah Connor⟧",
        "Account name: ⟦S J Connor⟧",
        "cardholder ⟦Sarah Connor⟧",
        "the account is in the name of ⟦Sarah Connor⟧",
        "name on the card: ⟦SARAH CONNOR⟧",
        "I'm ⟦Sarah Connor⟧, a customer",
        "I am ⟦Sarah Connor⟧ and I live in Leeds",
        "this is ⟦Sarah Connor⟧, account ending 1234",
        "This is ⟦Dave Jones⟧ from Leeds",
        "Regards,\n⟦Sarah Connor⟧",
        "Kind regards, ⟦Sarah Connor⟧",
        "Thanks,\n⟦Sarah Connor⟧",
        "Yours faithfully\n⟦Mr T. Hughes⟧",
        "Signed, ⟦Sarah Connor⟧",
        "Best wishes\n⟦S. Connor⟧",
        "Customer name: ⟦Sarah Connor⟧",
        "payee: ⟦Sarah Connor⟧",
        "bénéficiaire : ⟦Jean-Pierre de la Tour⟧",
        "mon mari ⟦Paul Durand⟧ a ouvert",
        "my husband ⟦Peter Jones⟧",
        "⟦Claire Martin⟧, née le 12/03/1980",
        "⟦Claire Martin⟧\ncliente depuis 2003",
        "Je suis ⟦M. Paul Durand⟧",
        "Joint holders ⟦Aoife Brennan⟧ and ⟦Declan Brennan⟧, Belfast",
        "je m'appelle ⟦Nguyen Thi Lan⟧",
        "c'est ⟦M. Lebrun⟧, titulaire du compte",
        "⟦Dr Anne Walker⟧, account holder",
    ],
)
def test_a_name_is_found_where_somebody_says_who_they_are(marked: str) -> None:
    check(marked, "PERSON_NAME")


@pytest.mark.parametrize(
    "text",
    [
        "Je m'appelle Julie et je suis cliente",
        "My name is Julie",
        "I'm Fed Up with you",
        "I'm So Angry",
        "Je suis Charlie",
        "Je suis très déçu",
        "je suis Client Société Générale",
        "je suis En Colère",
        "je m'appelle pas toto",
        "Je suis Paris Saint-Germain",
        "This is Wells Fargo for you",
        "This is Bank Of America customer service",
        "this is Absolutely Ridiculous",
        "Merci Julie",
        "Cordialement, l'équipe",
        "Cordialement, Service Client",
        "Kind regards, Customer Services",
        "Regards, The Team",
        "Christine Lagarde a dit",
        "M. Emmanuel Macron, président",
        "Au nom de la Banque Postale",
        "my name is on the list",
        "my name is mud",
        "My name is not John",
        "moi c'est pas pareil",
        "moi c'est tout le temps comme ça",
        "nom : obligatoire",
        "Name: required field",
        "Nom de la banque : Crédit Agricole",
        "account holder since 2005",
        "account name changed",
        "titulaire d'un livret A",
        "I'm English and",
        "I'm John, hi",
        "Je suis François Hollande mdr",
        "merci d'avance Société Générale",
        "Merci d'avance Bonne Journée",
        "Signé : Un Client Mécontent",
        "signed up Today And",
        "thanks, Lloyds Bank",
        "Yours, Disgusted Customer",
    ],
)
def test_what_is_said_in_the_same_words_is_no_name(text: str) -> None:
    assert found(text, "PERSON_NAME") == []


@pytest.mark.parametrize(
    "marked",
    [
        "⟦12 bis rue de la République 69002 Lyon⟧",
        "j'habite ⟦12 rue des Lilas à Lille⟧",
        "J'habite au ⟦5 allée des Roses⟧",
        "mon adresse : ⟦14 av. Foch 54000 Nancy⟧",
        "⟦14 AVENUE FOCH 54000 NANCY⟧",
        "⟦3, place de l'Église, 35400 Saint-Malo⟧",
        "⟦3 pl de la Mairie\n29200 Brest⟧",
        "⟦Appt 12, 45 bd Gambetta, 06000 Nice⟧",
        "⟦Bât B, 45 boulevard Gambetta 06000 Nice⟧ merci",
        "⟦45 boulevard Gambetta, escalier 2, 3e étage, 13001 Marseille⟧",
        "⟦BP 123, 69002 Lyon⟧",
        "⟦BP 123 69002 Lyon Cedex 02⟧",
        "⟦Lieu-dit Kerguen, 29200 Brest⟧",
        "⟦lieu dit Le Petit Bois 24200 Sarlat-la-Canéda⟧",
        "⟦Résidence Les Pins, 8 chemin du Stade, 83000 Toulon⟧",
        "⟦8 chemin du stade 13100 aix en provence⟧",
        "⟦12 rue du lac 1003 Lausanne⟧",
        "⟦Rue de la Loi 16, 1000 Bruxelles⟧",
        "⟦21 rue Jean-Jaurès 92130 Issy-les-Moulineaux⟧",
        "⟦1 r. de Rivoli, 75001 Paris⟧",
        "⟦112 cours de Vincennes, Paris 12e⟧",
        "⟦17 quai des Chartrons 33000 Bordeaux⟧, code 1234",
        "⟦221B Baker Street, London NW1 6XE⟧",
        "⟦221b baker street london nw1 6xe⟧",
        "⟦Flat 2, 10 Downing Street, London SW1A 2AA⟧",
        "⟦10 Downing St, London⟧",
        "⟦Flat 3B, Kingsway House, 22 Albion Way, Leeds, LS2 8DD⟧",
        "I live at ⟦5 Mill Lane⟧",
        "my address is ⟦27 Acacia Avenue, Croydon⟧",
        "⟦22 High St\nOxford\nOX1 4AA⟧",
        "⟦Unit 4, 12 Dock Road, Liverpool L3 4BB⟧",
        "⟦14 Oak Tree Close, Swindon, Wiltshire, SN1 2AB⟧",
        "⟦1600 Pennsylvania Ave NW, Washington, DC 20500⟧",
        "⟦742 Evergreen Terrace, Springfield, OR 97477⟧",
        "⟦123 Main St, Apt 4B, New York, NY 10001⟧",
        "⟦123 Main Street Anytown CA 90210-1234⟧",
        "⟦350 5th Ave, New York, NY 10118⟧",
        "⟦PO Box 123, Leeds LS1 1AA⟧",
        "⟦P.O. Box 4567, Austin, TX 78701⟧",
        "⟦24 rue Sainte-Catherine, Montréal, QC H2X 1Y4⟧",
        "deliver to ⟦9 Elm Grove, Hove BN3 3EA⟧ please",
        "j habite ⟦12 rue victor hugo 31000 toulouse⟧",
        "je vis au ⟦7 rue Pasteur, Dijon⟧",
        "domicilié ⟦7 rue Pasteur 21000 Dijon⟧",
        "mon adresse est ⟦7 rue Pasteur⟧",
        "livrez au ⟦7 rue Pasteur, 21000 DIJON⟧ SVP",
    ],
)
def test_a_postal_address_is_found(marked: str) -> None:
    check(marked, "POSTAL_ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "rue de la République",
        "Je passe avenue Foch tous les jours",
        "69002 Lyon",
        "à 200 mètres de la place du Marché",
        "le 12 rue de la soif c'est ouvert",
        "3 rue plus loin",
        "au bout de 5 rue ça va",
        "10 cours de danse à Paris",
        "2 place pour le concert 75000",
        "5 places de parking",
        "12 routes bloquées",
        "I live on Baker Street",
        "Meet on High Street at 5",
        "5 minutes drive from London",
        "3 close friends in Leeds",
        "24 hour road closure",
        "2 ways to fix it, London",
        "NW1 6XE",
        "SW1A to EC2R 8AH in 20 min",
        "2 court cases in Leeds this year",
        "1 way street, Leeds",
        "2020 Street Fighter",
        "4 lane road in Texas, USA 12345",
        "route 66",
        "Avenue 5 on HBO",
        "3 passage en caisse",
        "il y a 2 avenue Foch",
        "20 villas à vendre",
    ],
)
def test_a_street_a_town_or_a_number_alone_is_no_address(text: str) -> None:
    assert found(text, "POSTAL_ADDRESS") == []


@pytest.mark.parametrize(
    "marked",
    [
        "Connexion suspecte depuis ⟦82.64.113.207⟧",
        "my static IP's ⟦51.148.73.20⟧, whitelist it",
        "IP:⟦86.143.27.91⟧",
        "(⟦185.220.101.77⟧)",
        "⟦2a01:cb19:84f2:6e00:1c3a:77ff:fe02:9b1d⟧ c'est pas moi",
        "ipv6 ⟦2a02:c7f:5e21:9a00::1⟧",
        "mon ip locale 192.168.1.12 : ⟦90.27.118.63⟧".replace("192.168.1.12", "⟦192.168.1.12⟧"),
        "http://⟦82.64.113.207⟧/x",
        "⟦8２.64.113.207⟧ en chiffres larges",
    ],
)
def test_an_address_of_a_machine_is_found(marked: str) -> None:
    check(marked, "IP")


@pytest.mark.parametrize(
    "text",
    [
        "version 8.14.2.1 de l'appli",
        "app v112.4.1.88 on iOS",
        "Chrome/120.0.6099.109",
        "Firmware 101.2.3.4",
        "section 3.2.1.4",
        "127.0.0.1 sweet 127.0.0.1",
        "la box est sur 192.168.1.1",
        "1.9.3.0 is out",
        "300.1.2.3",
        "12:30:45 et 10:20:30",
        "00:1B:44:11:3A:B7",
        "std::vector::iterator",
    ],
)
def test_versions_times_and_private_networks_are_no_addresses(text: str) -> None:
    assert found(text, "IP") == []


@pytest.mark.parametrize(
    "marked",
    [
        "Ma voiture ⟦FG-482-KL⟧ est assurée chez vous",
        "⟦FG-482-KL⟧",
        "la Clio ⟦GB 204 WT⟧ a été volée",
        "plaque : ⟦2841 VX 59⟧ (ancienne)",
        "immatriculation ⟦fg482kl⟧",
        "immatriculée ⟦FG 482 KL⟧",
        "My car ⟦LK19 XRT⟧ is on finance",
        "reg ⟦BD71 OPK⟧, claim",
        "Registration number is ⟦YC68HJN⟧ for the car loan",
        "number plate ⟦A123 BCD⟧",
        "number plate: ⟦ABC 123D⟧",
        "they towed my van (⟦NU15 VWD⟧)",
        "Kennzeichen ⟦B-AB 1234⟧",
        "matrícula ⟦1234 BCD⟧",
    ],
)
def test_a_number_plate_is_found(marked: str) -> None:
    check(marked, "PLATE")


@pytest.mark.parametrize(
    "text",
    [
        "W12 8QT to EC2R 8AH in 20 min",
        "Vol AF1680 annulé",
        "UP50 OFF my car insurance",
        "LK19 XRT",
        "ma voiture a 4 ans et 120 000 km",
        "la ligne AB 123 CD",
        "ticket LK-482910-KL",
        "plaque 12 le 25 mai",
    ],
)
def test_what_only_looks_like_a_plate_is_none(text: str) -> None:
    assert found(text, "PLATE") == []


def test_a_first_name_alone_is_no_name() -> None:
    assert find("Merci Julie, je m'appelle Paul") == ()
