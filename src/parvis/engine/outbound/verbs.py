"""Verbs of giving, in French and English, with the forms in which they ask.

Plain text: lower case, no accents, a space for a hyphen.
"""

from __future__ import annotations

from collections.abc import Iterable


def forms(words: str) -> list[str]:
    """Give the words of a table, written as people read it."""
    return words.split()


def either(forms: Iterable[str]) -> str:
    """Give a pattern for any of some forms, the longest first."""
    return "(?:" + "|".join(sorted(set(forms), key=lambda form: (-len(form), form))) + ")"


_REGULAR = forms("""communiqu indiqu donn precis confirm laiss mentionn renseign adress rappel
    redonn post
publi entr fil dict epel scann photograph retourn recopi copi depos complet montr balanc tap gliss
attach list cit divulgu televers ajout inser repet prouv pass sort refil screen""")
_GER = ("partag",)
# infinitive, imperative (vous), imperative (tu), gerund, future stem
_ROWS = [
    row.split()
    for row in """\
envoyer envoyez envoie envoyant enverr
renvoyer renvoyez renvoie renvoyant renverr
transmettre transmettez transmets transmettant transmettr
retransmettre retransmettez retransmets retransmettant retransmettr
fournir fournissez fournis fournissant fournir
saisir saisissez saisis saisissant saisir
ecrire ecrivez ecris ecrivant ecrir
joindre joignez joins joignant joindr
repondre repondez reponds repondant repondr
dire dites dis disant dir
mettre mettez mets mettant mettr
soumettre soumettez soumets soumettant soumettr
produire produisez produis produisant produir
lire lisez lis lisant lir
remplir remplissez remplis remplissant remplir""".splitlines()
]
_ROWS += [[f"{stem}er", f"{stem}ez", f"{stem}e", f"{stem}ant", f"{stem}er"] for stem in _REGULAR]
_ROWS += [[f"{stem}er", f"{stem}ez", f"{stem}e", f"{stem}eant", f"{stem}er"] for stem in _GER]
_DO = r"(?:parvenir|suivre|passer|voir|savoir)"

GIVE_FR = either([row[0] for row in _ROWS] + [f"faire {_DO}", "mp", "dm", "screen"])
"""To give: infinitives."""

IMPERATIVE_FR = either([row[1] for row in _ROWS] + [f"faites (?:nous |moi )?{_DO}"])
"""Give! said to one addressed as vous."""

IMPERATIVE_TU = either([row[2] for row in _ROWS] + ["mp", "dm", f"fais (?:nous |moi )?{_DO}"])
"""Give! said to one addressed as tu."""

GERUND_FR = either(row[3] for row in _ROWS)

WISHED_FR = either(
    [row[1][:-2] + "iez" for row in _ROWS]
    + [row[1] for row in _ROWS]
    + [row[2] + "s?" for row in _ROWS]
    + [row[4] + ending for row in _ROWS for ending in ("ez", "iez", "as", "ais", "ont")]
)
"""You give, you would give, that you give: asks where it is to us."""

_GIVE_EN = forms("""send give provide share tell confirm dm pm message text write supply include
    submit
enter forward post state specify drop email type verify inbox attach upload leave pop paste quote
spell show scan snap photograph copy pass list put screenshot disclose fax ping shoot slide quote
read dictate return present produce complete mention repeat add sign
note reveal relay state bung chuck fire whack stick""")
_PHRASES_EN = """reply with
respond with
reply giving
come back with
get back to (?:us|me) with
let (?:us|me) (?:have|know|see|get)
fill in
fill out
hand over
read out
key in
copy out
remind (?:us|me) of
remind (?:us|me)
whatsapp
read (?:me|us)
punch in
tap in
jot down
take an?
grab
comment (?=your)
furnish
lend (?:us|me)
(?:hit|sort|ping|furnish|provide|supply|present|leave|help) (?:us|me)(?: up| out)? with
answer with""".splitlines()
_DOUBLED = {
    "drop": "dropp", "pop": "popp", "put": "putt", "scan": "scann", "snap": "snapp",
    "submit": "submitt", "get": "gett",
}  # fmt: skip


def _ing(verb: str) -> str:
    stem = _DOUBLED.get(verb, verb.removesuffix("e"))
    return stem + "ing"


GIVE_EN = either([*_GIVE_EN, *_PHRASES_EN])
"""To give: plain forms."""

GIVING_EN = either(
    [_ing(verb) for verb in _GIVE_EN]
    + ["replying with", "responding with", "letting (?:us|me) (?:have|know)", "filling in"]
)

GIVEN_EN = either(
    forms("""sent given provided shared told confirmed supplied submitted entered forwarded posted
    typed verified attached uploaded pasted dropped popped messaged texted emailed
    written""")
)
