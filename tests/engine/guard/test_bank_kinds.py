"""What the guard finds of accounts, cards and money, in the words of customers.

A text marks what is to be found: ``<V:123>`` is a verification code. A pilcrow is a line break.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.guard import find, masked
from parvis.engine.guard.policy import DEFAULT
from tests.engine.identifiers import ribs, routing_numbers

KINDS = {
    "R": "RIB", "B": "BIC", "V": "CVV", "E": "CARD_EXPIRY", "A": "ACCOUNT_NUMBER",
    "L": "LOAN_NUMBER", "Q": "CHEQUE_NUMBER", "I": "CUSTOMER_ID", "M": "BALANCE",
    "S": "SORT_CODE", "T": "ROUTING_NUMBER",
}  # fmt: skip
MARK = re.compile(r"<([A-Z]):([^<>]*)>")
CARD = "4970101234567893"


def of_a_bank(text: str) -> list[tuple[str, str]]:
    spans = [(each.kind.value, text[each.start : each.end]) for each in find(text)]
    return [span for span in spans if span[0] in KINDS.values()]


def lines(texts: str) -> list[str]:
    return [line.replace("¶", "\n") for line in texts.strip().splitlines() if line.strip()]


MARKED = lines("""
<A:20948813375>, voilà le compte joint qu'il faut fermer
le livret de ma nièce, celui ouvert en mars (<A:61820044917>), n'est plus visible
sort <S:20-45-67> acc <A:12345678>
<S:20-45-67> / <A:12345678> is my sort code and account
my wages should go into <A:66120938> every month
where does <L:88120047316> stand, that's the reference of my mortgage
le prêt travaux, dossier <L:7720-448190>, est soldé depuis un an
<I:40928175>, c'est l'identifiant qu'on m'a envoyé par courrier
logged in as <I:mturner1988> and it kicked me out
le site veut les trois chiffres du verso, je mets <V:417>, refusé
typed <V:662>, it's next to the signature on my card
my card is good until <E:09/27> it says on the front
elle périme quand ma carte ? dessus je lis <E:10/27>
<M:3 120,50 €> : voilà ce qu'il y avait sur mon livret hier
mon oncle a <M:21 000 euros> qui dorment sur son LDD
the app says I've got <M:£3.20>, the cashpoint says <M:£203.20>
avec mon salaire de <M:1 640 € net> vous refusez
guichet <R:00011, clé 36, compte 12345678901, banque 30006>
RIB : <R:30006 00011 12345678901 36>
mon rib <R:30006000111234567890136> merci
<R:20041 01005 0500013M026 06>
rib la poste <R:20041010050500013M02606>, c'est pour la caf
code banque <R:30006 guichet 00011 compte 12345678901 clé 36>
Code banque : <R:30006¶Code guichet : 00011¶N° de compte : 12345678901¶Clé RIB : 36>
Banque <R:10278, agence 06400, cpte 00020123401, clé 73>
guichet <R:06400 banque 10278 compte 00020123401 clé 73>
Banque Guichet Compte Clé¶<R:18206 00210 65012345678 59>
relevé d'identité bancaire <R:1820600210-65012345678-59>
mon rib: <R:144 450 040 008 001 234 567 57>
bank code <R:14445, branch code 00400, account number 08001234567, key 57>
<R:14445-00400-08001234567-57> voilà
RIB=<R:14445.00400.08001234567.57>
RIB¶<R:30006¶00011¶12345678901¶36>
envoi du rib (<R:30006/00011/12345678901/36>)
rib 3️⃣ non lol : <R:30006 00011 1234567 8901 36>
BIC <B:BNPAFRPPXXX>
bic : <B:bnpafrppxxx>
mon bic est <B:agrifrpp866>
code swift: <B:SOGEFRPP>
SWIFT/BIC code <B:DEUTDEFF500>
BIC (SWIFT) : <B:CRLYFRPP>
BIC = <B:BNPA FR PP XXX>
BIC/SWIFT <B:REVOFRP2>
le code BIC de ma banque c'est <B:CMCIFR2A>
<B:BARCGB22> is the swift
<B:PSSTFRPPLIL> c'est le bic
my swift code is <B:CHASUS33XXX>
virement vers <B:BOUSFRPPXXX> refusé
wire to Portugal, <B:CGDIPTPL>, still pending
IBAN FR76 refusé, banque <B:CEPAFRPP751>
BIC de la banque destinataire : <B:UNCRITMM>
SEPA transfer, beneficiary bank <B:KREDBEBB>
my bank's BIC, <B:HBUKGB4B>, is rejected
SWIFT <B:MIDLGB22>
bic-code <B:INGBNL2A>
Bankverbindung: <B:COBADEFF>
le bic c'est quoi ? <B:NTSBDEB1XXX> c'est bon ?
code BIC <B:BMCEMAMC>
BIC : <B:SGSNSNDA>
cvv <V:123>
CVV: <V:901>
mon cvv est <V:123> svp
cvc <V:045>
cvv2=<V:567>
CVC2 : <V:883>
crypto visuel <V:412>
cryptogramme <V:777>, il marche pas
criptograme <V:777>
les 3 chiffres au dos de ma carte : <V:234>
les trois chiffres derrière la carte c'est <V:234>
3 derniers chiffres au dos <V:981> de ma cb
code de sécurité de ma carte <V:334>
code secu cb <V:334>
security code is <V:771>
the 3 digits on the back of my card are <V:662>
last three digits on the back: <V:118> (visa card)
<V:123> c'est mon cvv
<V:321> is the cvv
<V:409> au dos de la carte
amex, 4 digits on the front: <V:4471>
code à 4 chiffres devant (amex) <V:7890>
cvv (3 chiffres au dos) : <V:650>
cvv = <V:1 2 3>
card security code <V:207>
le cvv de ma carte visa est le <V:999>
code au dos de la carte: <V:111>
csc <V:456>
my card's 3-digit code is <V:321>
4970101234567893 <E:12/26> <V:123>
4970 1012 3456 7893 | <E:12/26> | <V:123>
4970101234567893|<E:12|2026>|<V:123>
4970101234567893, exp <E:12/26>, <V:123>
4970101234567893 <E:1226> <V:123>
4970101234567893¶<E:09/2027>¶<V:456>
4970101234567893 <V:123> <E:12/26>
carte [CARD] <E:12/26> <V:123>
[CARD 497010••••7893] <E:03/28>
[CARD] exp. <E:03/28> cvv <V:123>
expire <E:12/26> la carte
ma carte expire en <E:12/2027>
ma cb expire fin <E:mars 2027>
date d'expiration : <E:08/28>
date d'exp <E:08-28>
Date de validité <E:0828>
validité : <E:10/2026>
carte valable jusqu'au <E:11/27>
ma carte bancaire expire le <E:31/10/2027>
exp <E:01/29>
exp. date <E:01.29>
expiry <E:07/27> card
expiry date: <E:07/2027>
expires <E:05/28>, card still fine?
valid thru <E:06/29>
VALID THRU <E:06/29>
good thru <E:02/30>
my card expires <E:March 2027>
card is valid until <E:04/27>
my debit card expires end of <E:09/26>
<E:08/27> c'est la date d'expiration
date de fin de la carte <E:08/27>
carte valide jusque <E:02/28>
cb exp : <E:11 / 27>
numéro de compte : <A:00012345678>
mon numéro de compte est le <A:12345678901>
n° de compte <A:0001234567A>
N° compte <A:1234567 890>
num compte <A:98765432>
compte n°<A:00012345678>
compte numéro <A:30418825671> débité
mon compte courant <A:00020123401> est bloqué
mon livret A n° <A:81330274>
LDD n° <A:0400123456>
PEL numéro <A:77012345678>
cpte <A:12345678901>
le compte joint <A:00020123401> svp
mon n° de cpt c <A:00020123401>
numéro de mon compte chez vous : <A:00020123401>
numéro du compte à débiter : <A:00020123401>
<A:00020123401> c'est mon numéro de compte
account number <A:12345678>
Account no: <A:12345678>
acct #<A:000123456789>
acc no <A:43718206>
a/c <A:43718206>
A/C no. <A:43718206>
my account number is <A:4371 8206>
bank account number: <A:000318827745>
checking account <A:8840127>
savings account number is <A:66104829>
<A:43718206> is my account number
my acct number <A:4459182736>
Kontonummer <A:0532013000>
número de cuenta <A:0200051332>
account <A:43718206> sort code <S:20-45-45>
sort code <S:20-45-45>
Sort Code: <S:204545>
sortcode <S:20 45 45>
my sort code is <S:04-00-04> and account <A:12345678>
SC: <S:40.22.17>
s/c <S:309626>, acct <A:00418827>
<S:20-45-45> <A:43718206> is where my pay goes, sort code first
<S:20-45-45> / <A:43718206>
<S:60-83-71> is my sort code
the sort code (<S:09-01-28>) is wrong
sort-code = <S:77/21/08>
what's wrong with sort code¶<S:82-64-11>
old sort code <S:60-83-71> to <S:60-83-72>
sort code on my card <S:11-04-92>
sort codes <S:11-04-92> and <S:11-04-93>
sorting code <S:770148>
sort code number <S:87-34-12>
SORT CODE <S:23-14-70>
it's sort code <S:236972> and account no <A:55120873>
routing <T:021000021>
routing number: <T:026009593>, account number <A:1234567890>
ABA <T:011401533>
aba # <T:021000021>
RTN <T:121000358>
<T:121000358> is my routing number
routing no. <T:0210-0002-1> acct <A:4459182736>
ACH routing: <T:122105155>
wire routing <T:026009593>
routing transit number <T:071000013>
routing/account: <T:071000013> / <A:123456789012>
my bank's routing # is <T:061000104>
the routing on my check says <T:111000025>
fedwire <T:021000089>
prêt n° <L:00417-8835209>
numéro de prêt <L:88301746>
n° de prêt : <L:P123456789>
mon prêt immobilier n°<L:10278 6603341>
numero de pret immo <L:600123456>
crédit conso n° <L:81234567890>
dossier de crédit <L:12345678>
contrat de prêt <L:PR-2023-55812>
référence du prêt : <L:0042331>
offre de prêt n° <L:2024118833>
mon prêt <L:00417-8835209> a été débité
crédit auto contrat <L:CA-55820174>
numéro de mon crédit : <L:4455667788>
réf prêt <L:ETU0099812>
loan number <L:4471902836>
Loan #<L:4471902>
loan no. <L:LN-0034821>
my loan ID is <L:77120034>
mortgage number <L:60-7714-2290>
mortgage account number <L:60771422>
mortgage ref: <L:M/2088471523>
mortgage roll number <L:7/12345678>
Personal loan account <L:88301746>
student loan reference <L:SL0047712093>
car loan agreement number <L:HP1234567>
<L:88301746> is my loan number
chèque n° <Q:7004182>
chèque numéro <Q:7004182>
numéro de chèque : <Q:0001583>
n° du chèque <Q:0001583>
mon chèque <Q:4418907> a été volé
opposition sur le cheque num <Q:4418907>
chq n°<Q:1234567>
le chèque de 240€ n° <Q:7004182>
chèques n° <Q:4418907> à <Q:4418912>
chèque de banque n° <Q:8812345>
le chèque du 12 mars de 300 € (n° <Q:7004182>) est revenu
<Q:7004182> c'est le numéro du chèque
cheque number <Q:000482>
cheque no. <Q:100384>
Cheque #<Q:100384>
stop cheque <Q:100384> please
check #<Q:2291> bounced
check number <Q:1047>
check no <Q:1047> was cashed
cheque (number <Q:300915>)
cheques <Q:100384>, <Q:100385> and <Q:100386>
my cheque numbered <Q:300915>
please cancel chq <Q:300915>
numéro client <I:80427715>
n° client : <I:80427715>
N°client <I:80427715>
mon numéro de client est le <I:041882369>
num client <I:12345678>
identifiant <I:80427715>
mon identifiant client : <I:80427715>
identifiant de connexion <I:8042 7715>
mon identifiant c'est <I:80427715>
ID client <I:77120948>
code client <I:AB123456>
référence client <I:C-0099123>
client n° <I:4471882>
n° abonné <I:041882369>
numéro d'adhérent <I:7712004>
n° sociétaire <I:1234567A>
mon login <I:jdupont75>
<I:80427715> c'est mon numéro client
customer number <I:5520148837>
Customer ID: <I:5520148837>
customer no. <I:CU-77120>
customer reference number <I:1184420973>
my customer id is <I:77120948>
client number <I:4471882>
user id <I:hollisM4471>
username <I:rachel_h82>
username is <I:rachel_h82>
login id <I:9017735520>
online banking ID <I:9017735520>
membership number <I:PB-4471-0092>
CRN <I:1184420973>
CRN: <I:1184420973>
cust id <I:77120948>
<I:77120948> is my customer number
Kundennummer <I:12345678>
mon solde est de <M:1 234,56 €>
solde : <M:-312,45€> depuis hier
solde débiteur de <M:87,20 €>
mon solde est passé de <M:1200€> à <M:300€>
mon compte affiche <M:-1 250 €>
j'ai <M:15 000 €> d'épargne chez vous
il me reste <M:23€> pour finir le mois
je suis à <M:-450€> aidez moi
je suis à découvert de <M:300€>
j'ai <M:250 balles> de découvert
dans le rouge de <M:420 €>
mon découvert autorisé est de <M:500 euros>
je gagne <M:2400€ net par mois> et on me refuse un prêt
mon mari gagne <M:3000€ par mois>
je touche <M:1 150 euros> de retraite
mon salaire de <M:1850€> n'est pas arrivé
salaire net mensuel : <M:2 150 €>
mes revenus s'élèvent à <M:2 800 €>
je perçois <M:607 €> d'AAH
j'ai une dette de <M:4 500 €> chez vous
je dois encore <M:12 000 €> à la banque
mon plafond de retrait est de <M:300€ par semaine>
capital restant dû : <M:87 540,22 €>
<M:1 234,56 €> c'est mon solde
sur mon livret A j'ai <M:8 430,12 €>
mon PEL : <M:22 450 €>
I'm overdrawn by <M:£250>
my salary is <M:2,300>
my balance was <M:£540> yesterday
my current balance is <M:-£35.20>
I only have <M:£12> to my name until payday
I have <M:£20,000> in savings with you
I'm <M:£300> overdrawn
<M:£300> into my overdraft
my income is <M:$54,000 a year>
my overdraft limit is <M:£1,000>
I owe <M:£3,400> on my credit card with you
my wages of <M:£1,845.20> never arrived
there's <M:£15,000> in my ISA
balance: <M:$45.10>
my credit card balance is <M:£2,310.55>
on <M:£32k a year> and still refused
I make <M:$4,200 a month>
my pension is <M:£890 a month>
établissement <R:10278 guichet 06400 numéro de compte 00020123401 clé 73>
c'est bien <B:AGRIFRPP882> le BIC de ma caisse régionale ?
le crypto au dos c'est <V:903> si ça peut aider
mon code cvc (les trois chiffres à l'arrière) est <V:017>
three digit number on the back is <V:556>
cvv<V:234>
4970101234567893 fin <E:12/26> <V:123>
card 4970101234567893 <E:12/2026> code <V:123>
ma carte expire ce mois-ci, <E:11/26>
compte courant n <A:00012345678>
le n° de mon livret est <A:0123456789>
sc <S:201645> ac <A:12345678>
Acc No <A:12345678> SC <S:20-00-00>
<T:021000021> routing for wire
mortgage a/c <L:12345678/01>
prêt étudiant réf. <L:ETU-99120>
check <Q:1042> bounced
2 chèques : n°<Q:1234567> et n°<Q:1234568>
mon id c'est <I:80427715>
mon identifiant à 8 chiffres <I:80427715>
je suis le client <I:80427715>
customer: <I:55120099>
compte débiteur de <M:215,40 €>
ce matin <M:-890€> sur mon compte
je suis en négatif de <M:340 €>
avec <M:1 700 €> de salaire on ne peut rien emprunter
je vis avec <M:900€ par mois>
votre appli affiche un solde de <M:4 321,09 €>
solde au 31/12 : <M:1 204,55 €>
j'ai plus que <M:3 euros>
got <M:£3> left in my account
down to my last <M:£8>
balance went from <M:£1,800> to <M:£12>
my ISA has <M:£11,200>
I'm skint, <M:£2.17> to my name
""")


@pytest.mark.parametrize("marked", MARKED)
def test_what_people_say_of_their_accounts_is_found(marked: str) -> None:
    wanted = [(KINDS[kind], value) for kind, value in MARK.findall(marked)]
    assert of_a_bank(MARK.sub(r"\2", marked)) == wanted


NOTHING = lines("""
ma commande 88213040, payée de mon compte, n'arrive pas
incident 40012388 sur mon compte depuis lundi
erreur 50031448 quand je tape mon identifiant
order 61820044 never came and my account was charged
client depuis 20120304 chez vous
mon identifiant créancier SEPA 448201337 a changé
ref client EDF 600442190 refusée pour le prélèvement
do I need £1,000 in my account to switch?
frais de 8 € sur mon compte alors que je suis à jour
un salaire moyen de 2 600 € par mois en France
the average savings account holds £9,633
le virement de 300 € sur mon livret a disparu
my card was declined on 10/26 at the pub
offre valable jusqu'au 09/27 avec votre carte
la carte cadeau est valable jusqu'au 09/27
my code is on the back of my card, 3 digits, don't share it
le cryptogramme, j'ai attendu 150 minutes au téléphone
30006 00011 12345678901 37
rib 30006 00011 12345678901 35
Combien de chiffres dans un RIB ? 23 ou 27 ?
1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025
Où trouver mon RIB ?
LE BIC INVALIDE
MON BIC OBLIGATOIRE POUR UN VIREMENT
VIREMENT INTERNATIONAL IMPOSSIBLE DEPUIS HIER
le bic est invalide ou absent
quel est votre BIC ?
swift transfer please
Taylor Swift concerts
un stylo bic bleu, 12 euros
the swift response was brilliant
IBAN INCORRECT
transfer COMPLETE but not received
mon cvv ne marche pas
le cvv c'est les trois chiffres derrière
ne donnez jamais votre cryptogramme
the three digits on the back, never share them
la crypto a perdu 300 points
crypto 500 euros perdus
CVV 2026 : nouvelles règles
j'ai reçu un code de sécurité par sms
security code was wrong 3 times
123 rue de la Paix
on the back of 300 complaints
les 3 chiffres au dos
code promo 123
offre valable jusqu'au 12/26
valable jusqu'au 31/12/2026
mon passeport expire en 05/2027
mon permis expire le 12/05/2027
yaourt périmé 05/26
carte d'identité valable jusqu'au 05/2029
expire dans 12 jours
5 ans d'exp en banque
offer expires 12/25
exp 10 ans
ma carte a expiré
réunion le 12/26
la carte de 12 à 26 ans
mon compte est bloqué depuis le 12/05/2026
compte suspendu 3 fois
100000 followers sur mon compte
mon compte twitter 12345678 a été suspendu
compte 250 000 abonnés
numéro de compte svp ?
mon compte, appelez moi au 06 12 34 56 78
account manager since 2019
mon compte 12 000 € envolés
livret A 22 950 €
account number ending 1234
compte épargne 2025 2026
assurance vie : 1,5 milliard
sort it out by 12-12-25
all sorts of 123456 things
sort code please?
sort code checker 2026
sorted 12 34 56
date 12-05-26 reference 20260512
routing 123456789
my routing number please?
aba 12
call 021000022 now
transit strike 2026
prêt de 150 000 €
prêt à taux zéro 2026
mon prêt est refusé
loan of £20000
loan for 5000
crédit de 15000 euros
carte de crédit 12/26
un crédit à 3,15 %
no loan for me in 2026
je suis prêt à 18h30
mortgage rates 4.5
credit score 720
un chèque de 240 €
cheque for 300
check 123456
check it out 2291
chèque énergie 277 €
mon chéquier pas reçu depuis 15 jours
check my 2 accounts
chèque vacances 2026
service client 3639
service client : 0 800 123 456
le client 12
clients 2026
customer service 24/7
customer since 1998
identifiant oublié
@user #2024 rocks
user 12
2 000 000 clients
username oublié en 2024
member since 2004
les soldes commencent le 10 janvier à 8h
soldes -50% à 20€
solde de tout compte reçu
un découvert de 500 € coûte combien ?
le plafond du livret A est de 22 950 €
le smic est à 1 443 €
le salaire moyen est de 2 500 €
frais de 8€ sur mon compte
vous m'avez prélevé 35€ sur mon compte
there is a €1 fee on my account
get £175 when you switch your current account
I was charged £35 on my account
you took £35 from my account
mon loyer est de 700€
je paye 30€ par mois ma box
my phone bill is £40 a month
can i increase my credit limit to $1000
mon plafond, je voudrais passer à 3000€
augmenter mon plafond à 3000€
interest on my savings account from 2009 to 2018
jusqu'à 500€ de découvert gratuit
dette de la France 3 000 milliards
j'ai 25 ans et 3 comptes
mon compte ouvert en 2015
virement de 200€ vers mon compte
mon abonnement est de 12€
balance of power 2024
rent is £900
you owe me £60
un salaire de 2000€ suffit ?
agios de 12€ pour 3 jours de découvert
contactless limit £100
paiement sans contact 50€ max
I make £5 a month from cashback
je touche 80€ de prime de bienvenue
j'ai gagné 50€ au loto
cut down to 135 pounds
account ending in 5678
clientId = "73082700-1f09-405b-80d0-3131bfd6272d"
le numéro d'accès 0844 861 85 85
""")


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_an_account_is_left_alone(text: str) -> None:
    assert of_a_bank(text) == []


@settings(deadline=None)  # the first one loads what is loaded once
@given(ribs(), st.sampled_from(["", " ", "-", ".", " / "]))
def test_account_details_are_found_as_they_are_printed(number: str, sign: str) -> None:
    parts = sign.join((number[:5], number[5:10], number[10:21], number[21:]))
    assert of_a_bank(f"mon rib : {parts} merci") == [("RIB", parts)]


@settings(deadline=None)
@given(ribs(), st.integers(0, 22))
def test_account_details_with_a_wrong_digit_are_none(number: str, place: int) -> None:
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert "RIB" not in dict(of_a_bank(f"rib {wrong}"))


@settings(deadline=None)
@given(routing_numbers())
def test_a_routing_number_is_found_by_its_word_and_check_digit(number: str) -> None:
    assert of_a_bank(f"routing number {number}") == [("ROUTING_NUMBER", number)]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert of_a_bank(f"routing number {wrong}") == []


def test_the_bank_s_own_customer_numbers_are_found_without_a_word() -> None:
    own = replace(DEFAULT, customer_ids=re.compile(r"PV[0-9]{6}"))
    text = "je suis PV004417, pas XPV0044171"
    assert [text[each.start : each.end] for each in find(text, own)] == ["PV004417"]
    assert find(text) == ()


PIECES = st.sampled_from(
    [CARD, "12/26", "123", "exp", "cvv", "solde", "compte", "12345678", "sort code", "20-45-45",
     "€", "prêt n°", "chèque", "identifiant", "-", " ", "|", "\n", "est", "BIC", "DEUTDEFF"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_what_is_masked_holds_nothing_more(text: str) -> None:
    assert find(masked(text)) == ()


def test_many_dates_behind_a_card_are_all_masked() -> None:
    assert find(masked(CARD + " 12/26" * 40)) == ()


@pytest.mark.parametrize(
    "unit",
    ["compte ", "compte 1 ", "solde de ", "mon solde ", "cvv ", "exp ", "12/26 ", "prêt n° ", "n° ",
     "chèque ", "identifiant : ", "1 2 ", "sort code ", "bic ", "j'ai 1 € ", "12345 ", "a1 ",
     "[CARD] 12/26 ", "1,", "100 000 ", "AAAAFRPP "],
)  # fmt: skip
def test_hostile_text_takes_time_in_step_with_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        find(text)
        return time.process_time() - start

    seconds(1_000)
    short = max(seconds(3_000), 0.01)
    assert seconds(30_000) < 30 * short


def test_an_id_of_something_else_is_no_customers() -> None:
    assert find("Leitweg-ID 06533010-L357921748-84") == ()
    assert [found.kind for found in find("my client-ID 40917385")] == ["CUSTOMER_ID"]
