"""Numbers of papers and codes, said in the many ways in which people say them.

What must be found, and nothing else, is marked by brackets that are no part of the texts:
``mon permis ⟦DRIVING_LICENCE:880475200341⟧``.
"""

from __future__ import annotations

import re

import pytest

from parvis.engine.guard import find

_MARK = re.compile("⟦([A-Z_]+):([^⟧]*)⟧")

PAPERS = """
permis C établi à Lausanne, n° ⟦RESIDENCE_PERMIT:ZE4471820⟧
Le permis B de ma femme, ⟦RESIDENCE_PERMIT:GE0482917⟧, on habite Carouge
titre de séjour (⟦RESIDENCE_PERMIT:99 03 44 - 17 82⟧) renouvelé lundi
mon récipissé de demande de titre ⟦RESIDENCE_PERMIT:7803048271⟧, vous le prenez ?
Ghent here. My eID is ⟦ID_CARD:592 9107173 21⟧ and your form takes letters only
the only proof I have is my carte nationale, ⟦ID_CARD:140375100284⟧
French ID card of my wife ⟦ID_CARD:F3FH5Y5PT⟧, mine's German ⟦ID_CARD:L5GGWLXH98⟧
Card no ⟦ID_CARD:L8G2N0Z46⟧, the German identity one, not the bank one
pass. canadien ⟦PASSPORT:HK 20 94 17⟧, ça suffit ou pas ?
pp no ⟦PASSPORT:P4829173A⟧, Indian, living in Leeds
permis suisse n° ⟦DRIVING_LICENCE:004218837001⟧
the car is gone, voiture ⟦PLATE:GE 418 207⟧ vendue
truck (tag ⟦PLATE:7KXR419⟧) got totaled
my Irish car, ⟦PLATE:191-D-48291⟧, is paid off
password reset was requested from ⟦IP:2a00:23c5:e481:9a01:5d3e:77bb:1f20:88c4⟧
EIN for the bakery LLC: ⟦TAX_ID:36-6693571⟧
Numéro d'assuré ⟦NIR:1980269167628⟧ sans la clé
mon titre de séjour (le rose, valable jusqu'en 2029) a pour numéro ⟦RESIDENCE_PERMIT:9931047582⟧
⟦RESIDENCE_PERMIT:7803042219⟧ voila le numero etranger de ma femme pr le dossier
titr de sejour ⟦RESIDENCE_PERMIT:6603115527⟧ et vous bloquez mon compte quand meme???
c'est marqué ⟦RESIDENCE_PERMIT:X7HT52LK8⟧ sur ma carte de resident de 10 ans, je fais quoi de plus
the number on my brp is the one up front, ⟦RESIDENCE_PERMIT:RM4471902⟧, and its expired
my husbands refugee permit, number on it ⟦RESIDENCE_PERMIT:RK5531904⟧, got refused three times
récépissé en cours, ancien titre ⟦RESIDENCE_PERMIT:75 74 91 95 46⟧, j'attends
green card holder, USCIS# ⟦RESIDENCE_PERMIT:204-881-736⟧
Numéro AGDREF ? ⟦RESIDENCE_PERMIT:7703100294⟧ je suppose
séjour : ⟦RESIDENCE_PERMIT:L3TK81N0P⟧ / passeport : ⟦PASSPORT:A04418230⟧ merci
carte didentité num ⟦ID_CARD:150775103948⟧ faite a la mairie
c'est quoi le souci avec ⟦ID_CARD:190544300678⟧ ? c'est ma carte nationale d'identité depuis 2019
⟦ID_CARD:YA4419082⟧ is my italian identity card, why does the app call it a passport
(ID ⟦ID_CARD:CFTX92K18⟧) thats all on the card apart from my ugly face
french identity card, ref ⟦ID_CARD:P2KX81L0T⟧, bounced by the selfie bot
what i typed under identity number was ⟦ID_CARD:T9XK20PL7⟧
both french id cards: mine ⟦ID_CARD:K21PX04TM⟧ hers ⟦ID_CARD:K21PX09ZR⟧
my pasport is ⟦PASSPORT:531209847⟧ exp next yr
⟦PASSPORT:562019384⟧. Passport. Number. Third time I've sent it
ive got an irish passprt ⟦PASSPORT:PT8820193⟧
Passport got nicked with my cards. Number was ⟦PASSPORT:547120386⟧. Should I worry?
ur kiosk swallowed my pasport photo page. number ⟦PASSPORT:567102938⟧
la case passeport refuse ⟦PASSPORT:22ZE71830⟧, que j'ai retapé 4 fois
permi de conduire n ⟦DRIVING_LICENCE:991175300482⟧ accepte ou pas
⟦DRIVING_LICENCE:14AA00002⟧ sur mon permis de conduire, vous dites que c'est trop court
Permis.\\nDelivré par : préfet 31\\n5. ⟦DRIVING_LICENCE:18AP33120⟧
florida license ⟦DRIVING_LICENCE:B650-291-82-440-0⟧ for the car loan
⟦DRIVING_LICENCE:S530-4601-8827⟧ is on my illinois drivers license, please update
DL: ⟦DRIVING_LICENCE:D1829304⟧ california
"""
CODES = """
he kept me on the line until I read out ⟦OTP:550183⟧
it pinged ⟦OTP:771204⟧ then nothing
typed ⟦OTP:771930⟧ into that page and woke up poor
ATM at the corner rejected ⟦PIN:6093⟧ twice but the shop took it
mugger made me say ⟦PIN:4402⟧, cleared the lot at the cashpoint
clé du coffre authentificateur ⟦SECRET:JAPO46VITSYBV6BAMUDRB45HC5FTKX5U⟧, je la rentre où
wallet recovery: ⟦SECRET:ocean tiger ladder apple mirror fox summer velvet horn puzzle noble drift⟧
un mec de "chez vous" m'a appelé, je lui ai lu ⟦OTP:739204⟧ et voilà
mon fils a donné le ⟦OTP:884213⟧ que vous lui aviez envoyé à un acheteur
je ne sais pas d'où sort ce ⟦OTP:657120⟧ envoyé à 3h du mat
rien à faire, ⟦OTP:550172⟧ est refusé comme le précédent ⟦OTP:330918⟧ 3dsecure
⟦OTP:774120⟧ keeps coming back as incorrect, literally copied from ur msg
my mum shared ⟦OTP:557301⟧ with someone claiming to be your fraud team
2fa = ⟦OTP:918273⟧ , try logging in for me pls
I gave it to them. ⟦OTP:662019⟧. the code. i feel sick
"Your login code is ⟦OTP:A8K2P1⟧" whats this
vite c'est ⟦OTP:661208⟧ ça expire dans 5min
⟦PIN:7390⟧ marche plus au distributeur depuis hier soir
jé oublié, je crois que c ⟦PIN:2904⟧ ou ⟦PIN:2940⟧ pour retirer
ils m'ont regardé faire mon ⟦PIN:6127⟧ au tabac puis volé la carte
le pin de la carte pro est resté à ⟦PIN:4400⟧, faut le changer comment
CB perdue avec le post it dessus, ⟦PIN:3090⟧, oui je sais c'est bête
changed my number at the cashpoint to ⟦PIN:6204⟧ yesterday, shops still want ⟦PIN:1190⟧
mugged last night. they made me say it, ⟦PIN:5528⟧, then emptied the account
the cash machine wont take ⟦PIN:1856⟧ anymore
cryptogramme refusé, alors que le code à taper au distrib c ⟦PIN:4860⟧ marche
app passcode ⟦PIN:70418⟧ stopped letting me in after update
mon mot de passe de la banque en ligne est ⟦PASSWORD:481920⟧ et il marche pas
"""
COMPANIES = """
Immatriculé sous le ⟦NIR:1 71 11 92 219 398 clef 96⟧ à la cpam
pour la retraite de maman (⟦NIR:1801113296300, clé 61⟧) vous m'aviez demandé la sécu
Ma boite (⟦SIREN:517320487⟧) n'arrive pas à ouvrir de compte pro
la sci familiale c'est le ⟦SIREN:777889445⟧ au greffe
vous me redemandez l'identifiant de l'entreprise, je redonne : ⟦SIREN:834785156⟧
sur mon avis d'imposition en haut à gauche : ⟦TAX_ID:19 23 296 038 370⟧
BSN néerlandais : ⟦TAX_ID:361845534⟧
social: ⟦TAX_ID:531 72 4408⟧
clé de secours de l'authenticator ⟦SECRET:JBSW Y3DP EHPK 3PXP⟧
prod key ⟦SECRET:nbk-live-8QwZ3rTy6UiO1pAs⟧ gives 403
reset link expired in one minute: ⟦SECRET:https://login.mybank.example/r/Ab93-kLq0-77TzXw?once=1⟧
"""
NOTHING = """
between 1400 and 1530 i can't get an sms code
code between 1400 and 1530 not received
entre 1200 et 1400 clients ont reçu le sms
called 0800 then 1530, no code ever received
1234 and 0000 are still the top two PINs in Ireland, says the paper
PIN 1234 and 0000 are the top two PINs
1234 reste le code pin le plus répandu, 0000 deuxième
Table 12, two full Irish, 27.80, and your reader says "try other card"
l'addition 42.60 et le tpe demande le code deux fois
carte 4829 bloquée (les derniers chiffres)
Reg E, 12 CFR 1005.11, ten business days. Tick tock.
Reg E and Reg Z say 60 days. CFR 1005 and UCC 4406.
ABC 1234 is an example plate my bank uses on forms
frais de séjour hôtel 9903048172 fcfa
rdv préfecture pour mon titre de séjour le 12/03/2026 à 14h30, dossier 202603-88417
j'ai appelé le 0806001620 pour mon récépissé ANEF, ça sonne dans le vide
séjour à l'hôtel Ibis, réservation 8841920375
USCIS hotline 1-800-375-5283 keeps me on hold for hours
Leave to remain fee went up to £3850 and IHS is 1035 a year
carte d'identité perdue le 14/02/2026, déclaration 2026/004512 au commissariat
my id upload stuck, ticket INC0048213
session id 9f8a7b6c on the error page when i scan my id card
le conseiller m'a dit 15 jours pour le passeport, dossier 88201938
HMPO application PEX4481920391 submitted, need a bank card to pay
my flight BA0294 booking K8P2XQ, passport in the drawer
permis de conduire : délai ANTS 8 semaines, dossier 881920384
TV licence 3192038475 payment bounced
license plate reader charged me 8.50 toll
driving 45000 miles on that licence, insurance ref P48201938
the 4 digit year on your letter is 1987, really?
un code à 4 chiffres ça fait 10000 combinaisons
since 2019 your sms codes arrive late
rfc 6238 pour vos codes à usage unique, pas de sms
7726 is the number to forward scam texts to, pass it on
zip code 90210 verification failed
le dab de la rue 1515 est en panne
le tpe 4412 du magasin est hors service, carte avalée
carte bleue volée à 15h, débit de 39,90 à 15h31
pin it to the top, 5000 likes
entreprise : 250 salariés, 12000000 de CA, et pas foutus de répondre
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("marked", [*_lines(PAPERS), *_lines(CODES), *_lines(COMPANIES)])
def test_a_value_is_found_however_it_is_said(marked: str) -> None:
    marked = marked.replace("\\n", "\n")
    text = _MARK.sub(r"\2", marked)
    assert [(each.kind.value, text[each.start : each.end]) for each in find(text)] == [
        mark.groups() for mark in _MARK.finditer(marked)
    ]


@pytest.mark.parametrize("text", _lines(NOTHING))
def test_the_same_words_about_other_numbers_hold_nothing(text: str) -> None:
    assert find(text) == ()
