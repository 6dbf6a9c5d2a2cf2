"""Numbers of persons, papers and companies. Braces mark what must be found, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.guard import find, masked
from tests.engine.identifiers import luhn_digit

MARKED = re.compile(r"\{([^{}]*)\}")

NIRS = r"""
mon numéro de sécu : {1 85 02 75 056 123 40}
{185027505612340}
{1850275056123 40}
n° de sécurité sociale {2-93-03-13-055-047-36} merci
NIR={293031305504736}
secu{293031305504736} svp
{1 78 06 2A 033 012 44} est mon numéro de sécu, à Ajaccio ça passe jamais
{2 65 06 2B 033 041 47}
{265062b03304147} corse :)
carte vitale n° {1.55.20.97.411.025.61}
numéro provisoire {7 99 12 99 101 234 15} de la CPAM
j'attends, n° d'immatriculation {885067505612147}
sécu {1 85 02 75 056 123}
mon NIR sans la clé : {1850275056123}
{1850275056123} c'est mon numéro de sécu
numéro INSEE {1 85 02 75 056 123}
my French social security number is {1 85 02 75 056 123}
NIR {1/85/02/75/056/123/40}
{1\n85\n02\n75\n056\n123\n40}
n° ss : {185 027 505 612 340}
{1850|2750|5612|340}
assuré social {2014278646123 60}, qui fait quoi ?
https://ex.example/f?nir={185027505612340}&x=1
"""

TAX_IDS = r"""
mon numéro fiscal : {21 97 005 882 218}
n° fiscal {2197005882218}
SPI {2272934098477} sur l'avis
les impôts m'ont donné {25 67 649 080 297}, vous le voulez ?
{2554133838494} est mon identifiant fiscal
numéro d'identification fiscale (NIF) : {2554133838494}
Steuer-ID {45 069 163 288}
meine Steueridentifikationsnummer lautet {41649342056}
IdNr. {48162580934}
codice fiscale {RSSMRA85T10A562S}
{BNCGLI92D55H501A}
rien que {vrdlgi70a01f205f}, on me dit que c'est faux
mi DNI es {08572384P}
{17931064-B}
NIE {X4613073D}
{X-2756571-K} y nada
numéro national belge {85.06.30-671.62}
rijksregisternummer {85063041824}
{85.06.36-819.25} mon numéro
BSN {205017319}
mijn BSN is {213434842}
NIF português {232986231}
contribuinte n.º {240 350 898}
PESEL: {99651953243}
NIP {552-742-42-90}
AVS {756.0394.4757.45}
{756.6896.4237.96}
PPS number {3962033J}
my UTR is {1892203517}
UTR {33077 94962}
NHS number {431 720 3367}
NI number {AB 12 34 56 C}
{AB123456C}
nino: {jk 98 76 54 a}
My National Insurance number: {SX 12 34 56 D}.
The number is {AZ 123 456 A}.
my SSN is {155-95-3327}
SSN {155953327}
ssn:{281 63 9554}
{155-95-3327} is my social security number
SSN: {219-45-8871}
ITIN {905-70-9979}
EIN {27-5552877}
employer identification number {275146137}
my tax id is {27-5552877}
"""
SIRENS = r"""
SIREN {732 829 320}
siren:{732829320}
n° SIREN : {732.829.320}
notre siren est le {552 008 443}, kbis fourni
RCS Paris {552 008 443}
RCS de Lyon sous le numéro {732829320}
immatriculée au registre du commerce sous le n° {732 829 320}
{552 008 443} RCS Nanterre
{732829320} c'est le SIREN de la boite
SIREN={732829320}
numéro Siren ({732 829 320})
kbis {732 829 320} en pièce jointe
SIRENE {732829320} ok ?
asso, SIREN n°{732829320}
our SIREN number is {552008443}
French company number {552008443}
(SIREN {732-829-320})
siren\n{732829320}
le numéro d'entreprise : {732829320}
numero siren de ma société : {732 829 320}
"""

SIRETS = r"""
SIRET {732 829 320 00074}
{73282932000074}
siret:{73282932000074}
n° SIRET {732.829.320.00074}
mon siret c'est le {732829320 00074}
{732 829 320 00074}, auto-entrepreneur
La Poste {356 000 000 09075}
SIRET {35600000009075}
SIRET = {7 3 2 8 2 9 3 2 0 0 0 0 7 4}
numéro de siret ({73282932000074})
{73282932000074} est mon SIRET
l'établissement {732 829 320 00074}
siret\n{73282932000074}
facture au nom de la boutique, SIRET {732-829-320-00074}
company SIRET {73282932000074}
our siret is {732829320 00074}
SIRET du siège : {73282932000074}
siret {732/829/320/00074}
mon SIRET ? {73282932000074}
SIRET n° {732 82932 000074}
"""

VATS = r"""
TVA {FR44732829320}
{FR 44 732 829 320}
TVA intracom {FR 44 732829320} svp
n° TVA : {FR44 732 829 320}
numéro de TVA intracommunautaire {FR44732829320}
{fr44732829320}
TVA {44 732 829 320}
{BE0227093826}
{BE 0227.093.826}
USt-IdNr. {DE734343766}
{DE 644536381}
partita IVA {IT03876980156}
P.IVA {03876980156}
btw {NL148668148B01}
{NL585760032B01}
{LU59319207}
{PT527145114}
{ATU96833052}
VAT number {GB563937702}
our VAT no is {GB 947 9245 32}
VAT reg no. {947924532}
{CHE-399.152.749 MWST}
{CHE095583735}
{PL7621838393}
{DK14032657}
{FI51347020}
{SE553859090101}
{EL129539330}
{ESB48220370}
NIF-IVA {ES B98057292}
VAT {IE5472730S}
{CZ49531123}
"""

PASSPORTS = r"""
est-ce que le {18TR52271} est toujours chez vous ? ce passeport est périmé
{17AL33863} : voilà, le numéro du passeport de ma femme
mon passeport n° {12AB34567}
Passeport : {12 AB 34567}
passeport {19av48271}
N° de passeport={24CK07316}
{12AB34567} est mon numéro de passeport
{12AB34567} (passeport)
{12AB34567}
passport number: {533819274}
my passport is {533 819 274}
US passport {A04718826}
passport no. {AB1234567}
{533819274} is my passport number
my passport number is {912803456} and now there are many other words
Reisepass {C01X00T47}
Reisepass-Nr. {L01X00T44}
{C01234565}
pasaporte {AAA123456}
{XYZ987654} es mi número de pasaporte
passaporto {YA1234567}
passeport marocain {UV7719402}
my indian passport is {M8843017}
paspoort {NX1R2C3D4}
passport\n{128840573}
Passport ({GBR123456})
travel document {X1234567}
mon passeport et celui de ma femme : {14FH90321}
"""
ID_CARDS = r"""
{D7HK2M9V6}, c'est ce qui est écrit en haut de ma carte d'identité
votre appli lit {K9WL03CJ2} sur ma carte d identité
CNI n° {X4RTBPFW4}
carte d'identité {880692310285}
ma carte nationale d'identité : {8806 9231 0285}
cni {110675200123} recto verso
CNIE {D2H6862M2}
{880692310285}, c'est ma carte d'identité
n° de carte d'identité = {X4RTBPFW4}
pièce d'identité {T7X62TZ79}
ma CIN marocaine est {BE123456}
Personalausweis {L01X00T47}
Ausweisnummer {T22000129}
carta d'identità {CA74882KQ}
carta d'identità elettronica {CA12345AA}
CIE {AA 1234567}
identity card number {ABC483926}
my Spanish ID card is {BHT402817}
ID card: {592-7184330-09}
{592-4250562-06}
cartão de cidadão {73752019 7 ZZ6}
{73752019 7 ZZ6}
identiteitskaart {SPECI2014}
my id card number's {X4RTBPFW4}
national ID card {ABC483926}
dowód osobisty {ABA300000}
"""

LICENCES = r"""
permis {970359401213}
mon permis de conduire n° {970359401213}
permis B : {13AL48207}
Permis n°{13AL48207} , refusé
{970359401213} c'est mon permis
j'ai donné mon permis ({970359401213}) et rien
NEPH {190675200318}
n° de permis {97 03 59 401213}
{MORGA657054SM9IJ}
licence no {MORGA 657054 SM9IJ}
{JONES710153J99EF}
My DVLA NO is {MORGA753116SM91J01} could you check
driving licence {FO999512018AA1AB}
driver license: {AC432223}
Driver's license {D4418-2207-3391} (Illinois)
my license number is {H12234567}
drivers licence number {S530-4601-2345}
DL no {Y1234567}
Führerschein {B072RRE2P90}
patente di guida {AA0123456B}
patente {U1H00B000C}
permiso de conducir {X12345678}
rijbewijs {5612345678}
driving permit {123456789012}
"""
PERMITS = r"""
titre de séjour {9903174628}
mon titre de sejour n° {99 03 17 46 28}
carte de séjour : {7503128846}
récépissé {7503128846}
numéro étranger {9903174628}
AGDREF {9903174628}
n° étranger {9903174628} à la préfecture
Récépissé ok, titre {BX41PL207} en cours
carte de résident {BX41PL207}
carte de séjour pluriannuelle {FR1234567}
{9903174628} est mon numéro de titre de séjour
BRP {ZU8417263}
BRP number: {ZU8417263}
old BRP was {RX9920471}
biometric residence permit no {ZR3308154}
residence permit {RP7740182}
green card {SRC2190447718}
USCIS number {A123456789}
A-Number {A 123 456 789}
alien registration number {A12345678}
Aufenthaltstitel {AT1234567}
permesso di soggiorno {IT1234567}
VLS-TS {9903174628}
"""
BIRTHS = r"""
je suis du {9 mai 2001}, ça change quoi ?
j'ai soufflé mes 18 bougies hier ({22/05/2003})
vous avez mis {12/01/1954} au lieu de {01/12/1954} pour la naissance de mon mari
{27 juillet 1965}, c'est mon jour de naissance
né le {12/03/1985}
née le {3 mars 1985} à Lyon
Je suis née le {29/02/1996} et j'ai droit au tarif jeunes
né(e) le : {07.09.1974}
ne le {07-09-74}
ddn {120385}
DDN : {12/03/85}
date de naissance : {12/03/1985}
date de naissance {12 03 1985}
ma date de naissance est le {1er mai 1961}
né en Algérie le {1er mai 1961}
née à Saint-Denis (93) le {2 février 1990}
mon fils est né le {22-10-2012}
ma fille (née le {22-10-2012}) peut avoir une carte ?
{12/03/1985}, c'est ma date de naissance
DOB {12 March 1985}
d.o.b. {1.12.66}
date of birth {19/11/1956}
birthdate {July 8, 1984}
my birthday is {8 July 1984}
{1985-01-01} is my birthday
born on {March 12, 1985}
Born {23 March 1971}, not the 2nd
I was born on the {4th of July 1990}
I was born {15th June 1991}
my son was born on {2014-05-30}
Geburtsdatum {12.03.1985}
geboren am {12. März 1985}
fecha de nacimiento {12/03/1985}
nata il {12 marzo 1985}
cliente depuis 20 ans, née {02/07/1990}
"""

POSITIVES = [
    pytest.param(line, kind, id=f"{kind}: {line}")
    for kind, lines in (
        ("NIR", NIRS),
        ("TAX_ID", TAX_IDS),
        ("SIREN", SIRENS),
        ("SIRET", SIRETS),
        ("VAT", VATS),
        ("PASSPORT", PASSPORTS),
        ("ID_CARD", ID_CARDS),
        ("DRIVING_LICENCE", LICENCES),
        ("RESIDENCE_PERMIT", PERMITS),
        ("DATE_OF_BIRTH", BIRTHS),
    )
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("line", "kind"), POSITIVES)
def test_what_identifies_a_person_or_a_company_is_found_with_its_exact_span(
    line: str, kind: str
) -> None:
    line = line.replace("\\n", "\n")
    text = MARKED.sub(r"\1", line)
    expected = MARKED.findall(line)
    found = [(each.kind.value, text[each.start : each.end]) for each in find(text)]
    assert [value for name, value in found if name == kind] == expected
    assert {name for name, _value in found} == {kind}


NOTHING = r"""
rendez-vous le 12/05/1999, pour la naissance du projet
mon anniversaire de mariage, c'était le 12/06/2010
né sous X, le dossier du 12/04/2019 est clos
1 85 02 75 056 123 41
185027505612341
sécu 1 85 13 75 056 123
je ne donnerai pas mon numéro de sécu à un chatbot
la sécu a 80 ans en 2025, 1945-2025
IMEI 353548264919870
imei 355150236740225 volé
https://ex.example/posts/185027505612340
numéro fiscal obligatoire pour le PEL ?
les impôts de 2024 : 12 345,67 € à payer en 3 fois
EAN 2197005882218
ISBN 978-2-07-036822-8
ISSN 0317-8471
ISIN FR0000120271, CUSIP 037833100, SEDOL 0263494
LEI 969500TJ5KRTCJQWXH05
commande n° 73282932000074
DPD parcel 15501827364402 says delivered
20260112103015 dans les logs
SIRET 732 829 320 00075
SIREN 732 829 321
un auto-entrepreneur sans SIRET encore attribué
police siren at 5 o'clock, 2 cars, 15 officers
9 chiffres : 732829320
TVA à 5,5 % ou 20 % sur 1 234 567,89 €
TVA 20 % sur 73 282 932 €
FR45732829320
GB0031206195 down 3.2 %
DE0007164600 et US0378331005 au plus haut
EZY8471 et AF1680 annulés
USPS 9400 1118 9922 3344 5566 77
JD0002991847265510
RN 118 204 773 GB
colis 6A12345678901
order 114-5529108-7723415
BG123456A
AB 12 34 56 E
666-45-6789
078-05-1120
000-12-3456
17931064C
X4613073E
6201972e-804d-479e-a8bb-b0cbb40e8be1
1.234.567 vues et 12.345.678 abonnés
mon passeport expire en 2027
passeport refusé 3 fois en 10 jours
passport renewal costs £82.50
un passeport à 86 € de timbre
passeport : rdv le 20260115
Passport or driving licence, which one works for the app?
ma carte d'identité expire le 12/03/2027
carte d'identité valable 15 ans au lieu de 10
CNI refusée 3 fois, j'appelle le 3639
pièce d'identité, appelez-moi au 36 39
carte d'identité européenne règlement 2019/1157
permis de construire 07512325V0001
permis à 1 500 €, sérieux ?
permis de conduire obtenu en 1998
licence Office 365 à 69 euros
driving licence expires 2031
license plates cloned
titre de séjour de 10 ans
récépissé de 6 mois renouvelé 4 fois
green card lottery 2026
mon titre de transport 20260112
né en 2008 donc 18 ans cette année
né en colère
née en colère le 12/03/2024
L'agence est née le 12/03/1912
Notre banque est née le 1er mai 1920
born in 1985
Jerome Powell, born 1953
Taylor Swift was born on December 13, 1989
il est né le 26 février 1802
Victor Hugo est né le 26 février 1902
Emmanuel Macron, président, né le 21 décembre 1977
société fondée le 12/03/1985
rendez-vous le 22/02/2026 à 14h
anniversaire de la banque le 12/03/2026
je ne le fais plus depuis le 12/03/2024
my birthday is in 3 days
DOB: 13/32/2000
date de naissance refusée 2 fois le 12/03/2024
"""


@pytest.mark.parametrize("text", NOTHING.strip().splitlines())
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert find(text) == ()


def test_several_numbers_behind_one_word_are_all_found() -> None:
    text = "SIREN 732 829 320 et 552 008 443, SIRET 732 829 320 00074"
    assert [text[each.start : each.end] for each in find(text)] == [
        "732 829 320",
        "552 008 443",
        "732 829 320 00074",
    ]


FRENCH_ZONE = (
    "P<FRADUPONT<<JEAN<MARIE<<<<<<<<<<<<<<<<<<<<<\n12AB345678FRA8503129M2801018<<<<<<<<<<<<<<04"
)
OLD_CARD = "IDFRADUPONT<<<<<<<<<<<<<<<<<<<<750123\n880692310285JEAN<<MARIE<<<8503129M4"


@pytest.mark.parametrize(("zone", "kind"), [(FRENCH_ZONE, "PASSPORT"), (OLD_CARD, "ID_CARD")])
def test_the_zone_for_machines_of_a_paper_is_found_whole(zone: str, kind: str) -> None:
    text = f"voilà ce qui est écrit en bas :\n{zone}\nmerci"
    (found,) = find(text)
    assert (found.kind.value, text[found.start : found.end]) == (kind, zone)


def test_the_second_line_of_a_passport_alone_is_found() -> None:
    line = FRENCH_ZONE.splitlines()[1]
    (found,) = find(line)
    assert (found.kind.value, found.start, found.end) == ("PASSPORT", 0, len(line))


@given(st.text("0123456789", min_size=8, max_size=8), st.sampled_from(["", " ", ".", "-", "\n"]))
def test_any_company_number_said_to_be_one_is_found(digits: str, sign: str) -> None:
    number = digits + luhn_digit(digits)
    if not number.strip("0"):
        return
    value = sign.join((number[:3], number[3:6], number[6:]))
    text = f"notre SIREN est {value}"
    assert ("SIREN", len("notre SIREN est "), len(text)) in [
        (each.kind.value, each.start, each.end) for each in find(text)
    ]


@settings(deadline=None)
@given(
    st.text(max_size=40),
    st.sampled_from(
        ["SIREN", "passeport", "tax id", "né le", "CNI", "permis", "BRP", "VAT", "NIR"]
    ),
    st.text("0123456789AB -./", max_size=30),
)
def test_whatever_is_written_behind_a_word_masking_leaves_nothing(
    before: str, word: str, after: str
) -> None:
    assert find(masked(f"{before} {word} {after}")) == ()


def test_masking_a_text_full_of_labels_leaves_nothing() -> None:
    text = "SIREN passeport tax id né le CNI permis BRP VAT NIR 1 2 3 4 5 6 7 8 9 " * 400
    assert find(masked(text)) == ()
