"""Names of persons, where somebody says who they are: "je m'appelle", "account holder", signatures.

No list of names and no guess: two words or more, near words of identification. A first name alone,
people in the news, and what is only written like a name are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.kinds.person_near import is_name
from parvis.engine.guard.names import (
    LONGEST,
    LOW_NAMED,
    NAMED,
    SMALL,
    SURNAME,
    cut,
    has_two,
    is_all_name,
)
from parvis.engine.guard.reading import Reading

_TITLE = (
    r"(?:m(?<![^\W_]m)(?:\.|rs?\.?|me\.?|lle\.?|onsieur|adame|ademoiselle|s\.?|iss|x\.?|aitre)"
    r"|d(?<![^\W_]d)(?:r\.?|octeur))"
)
_CIVIL = re.compile(rf"{_TITLE}[ ](?:{_TITLE}[ ])?")
_SELF = re.compile(
    r"(?<![^\W_])(?:je m'?\s?ap{1,2}el{1,2}es?|jm'?ap{1,2}el{1,2}e?s?|j'?m'?appell?e?"
    r"|je me (?:nomme|prenomme)"
    r"|mon nom(?: complet| et prenom| de famille)?(?: est|,? c'?est|,? c| :|:)|mon nom,"
    r"|mes? noms? et prenoms?(?: sont| :|:| c'?est)?"
    r"|my (?:full |legal |real )?name(?:'s| is|s|:| -| =)|(?:the )?name's|i'm called|i am called"
    r"|me llamo|mi nombre es|mein name ist|ich heisse|mi chiamo|il mio nome e|mijn naam is|ik heet"
    r"|o meu nome e|chamo-me"
    r"|je soussignee?(?:\(e\))?,?|je sousigne\w?|i,? the undersigned,?|the undersigned,?)(?![^\W_])"
    r"(?! (?:pas|toujours|plus|not|on|in)(?![^\W_]))"
)
_LABEL = re.compile(
    r"(?<![^\W_])(?:(?:nom|name)s?(?: (?:et|&|and|/|complet|du client|du titulaire|client|usuel"
    r"|de famille"
    r"|prenoms?|du compte|on (?:the |my )?(?:account|acct?|card|policy|statement)"
    r"|of (?:account )?holder"
    r"|on file)){0,4}|noms?[ ]?[/&+,][ ]?prenoms?|prenoms?[ ]?(?:[/&+,]|et)[ ]?noms?"
    r"|(?:full|account|customer|client|legal|cardholder|my|holder|payee|beneficiary)'?s? ?names?"
    r"|(?:(?:compte|carte|dossier|contrat|livret|pret) )?(?:est )?(?:ouverte? )?aux? noms? (?:de"
    r"|d')"
    r"|(?:account|card|policy|loan|mortgage|it)(?:'s| is)? (?:held )?in the names? of"
    r"|in (?:the )?name of"
    r"|(?:co-?)?titulaires?(?: (?:du|de la|de|des|principal\w?)(?: (?:compte|carte|contrat|pret"
    r"|livret"
    r"|comptes))?)?|(?:joint )?(?:account|card|policy)[ -]?holders?|cardholder|client(?:e)?"
    r"|customer"
    r"|assuree?|demandeu(?:r|se)|emprunteu(?:r|se)|souscripteu(?:r|rice)|beneficiaires?|beneficiary"
    r"|payee|mandataire|conjointe?|signataire|signee?|signed(?: by)?|signature|soussignee?|borrower"
    r"|applicant|policyholder|attn|conducteur|conductrice|defunte?|notaire|driver|deceased|"
    r"joint holders?|heritiere?|locataire|tenant|salariee?|employee|nom|name|ordre de)"
    r"(?P<sign>\s{0,2}(?:[:=]|->|\u2192|-(?= ))\s{0,3}|,?\s(?:(?:est|is|was|c'?est)\s)?)"
)
_HALF = re.compile(
    r"(?<![^\W_])(?:nom(?: de famille)?|prenoms?|first name|forename|surname|last name|family name)"
    rf"(?:\s{{0,2}}(?:[:=]|->)\s{{0,3}}|\s)(?P<value>[^\W\d_{BARRIER}][\w'’\-]{{1,30}})"
)
# A surname alone, in a form line by line.
_LINE = re.compile(
    rf"(?:\A|\n)(?:nom(?: de famille)?|name|surname)\s?:\s?"
    rf"(?P<value>[^\W\d_{BARRIER}][\w'’\-]{{2,30}})"
    r"[ ]?\n(?=[a-z][a-z .'#°]{1,24}(?:[:\n]| ?#))"
)
_GREETED = re.compile(
    r"(?:bonjour|bonsoir|bjr|bsr|slt|hello|salut|hi|hey|allo|coucou|dear \w{2,12})"
    r"(?: (?:madame|monsieur|all|there|team|a tous|again))?[ ,!.\n]{1,3}(?:(?:ici|c'?est|c|je suis"
    r"|this"
    r" is|it's|i'm|moi c'?est|i am|im)\s)"
)
_HERE = re.compile(r"(?:moi,? c'?(?:est)?|je suis|i'm|im|i am|this is|it's)\s")
_IDENTIFIED = re.compile(
    r"(?<![^\W_])(?:date of birth|dob|born|(?:a )?customer|client|cliente|account|acc|card|i live"
    r"|i work"
    r"|my|tel|phone|e?mail|number|from|compte|carte|habit|nee?|adresse|address|titulaire|bank"
    r"|banque"
    r"|conseill|dossier|pret|loan|mortgage|again|here|speaking|calling|au sujet|a propos|on s'est"
    r"|rdv|rendez|j'habite|numero|mon|ma|votre|your|with you|cliente?s?|j'appelle|branch|agence)"
)
_IDENTIFYING = 40
_SIGNED = re.compile(
    r"(?<![^\W_])(?:cordialement|bien cordialement|cdlt|cdt|salutations(?: distinguees)?"
    r"|bien a vous"
    r"|respectueusement|sinceres salutations|sentiments distingues|sentiments les meilleurs"
    r"|(?:bonne|belle|excellente) (?:journee|soiree|reception)|a bientot|merci(?: (?:d'avance"
    r"|beaucoup"
    r"|par avance|a vous|bcp|de votre (?:aide|retour|reponse)))?|atentamente"
    r"|(?:kind(?:est)?|best|warm|many|with)? ?regards|rgds"
    r"|yours(?: (?:(?:in|ever|very|most) )?[a-z]{4,14})?"
    r"|sincerely|faithfully|best wishes|best|cheers|thanks(?: (?:again|in advance|a lot"
    r"|for your help))?"
    r"|thank you(?: in advance)?|many thanks|respectfully|cordially|ta|all the best|love)"
    r"(?P<sign>[ ]{0,2}(?:[,.!\-:]{1,2}[ ]{0,2}\n{0,3}|\n{1,3}|(?<=nt)(?= )|(?<=dlt)(?= )"
    r"|(?<=cdt)(?= )|(?<=ards)(?= ))[ ]{0,3}[\-~]{0,2}[ ]?)"
)
_AFTER_TITLE = re.compile(
    r"[ ]?[,(\-]?[ ]{0,2}(?:(?:votre|une?|a|your|vos|fidele)[ ])?(?:clientes?|clients?|customer"
    r"|titulaire"
    r"|account holder|cardholder|nee?\b|born|societaire|adherente?|habitant|demeurant|domicilie"
    r"|co-?titulaire|mandataire|policyholder)(?![^\W_])"
)
_AFTER_ROLE = re.compile(
    r"[ ]{0,2}(?:\Z|[,.;!?\n(\-]|(?:et|and|client|cliente|customer|from|here|again|calling|de|nee"
    r"|ne"
    r"|speaking|du|au|my|mon|ma|j'|je|i|with|born|dob|date|account|compte|tel|depuis|since|votre|of"
    r"|numero|habitant|i'm|i've|on|a customer)(?![^\W_])|[^\w\s])"
)
_SAID_AFTER = re.compile(
    r"nee? le (?=[0-9])|cliente?s? (?:depuis|chez)|customer since|born on|account holder"
)
_BEFORE = re.compile(rf"(?:\A|(?<=[\s(]))(?P<name>{NAMED.pattern})[ ]?[,(\n][ ]?\Z")


def spans_said(reading: Reading) -> Iterator[Span]:
    """Give the spans of names of which somebody says that they are theirs."""
    for cue in _SELF.finditer(reading.plain):
        yield from _name_at(reading, cue, low=True)


def spans_labelled(reading: Reading) -> Iterator[Span]:
    """Give the spans of names in forms: holders of accounts, "Nom : ... Prénom : ..."."""
    plain = reading.plain
    for cue in _LABEL.finditer(plain):
        colon = any(sign in cue["sign"] for sign in _COLONS)
        if " - " in cue["sign"] and not ("nam" in cue[0] or "nom" in cue[0]):
            colon = False
        if cue[0].startswith("sign") and "," in cue["sign"]:
            colon = True
        low = colon and ("nam" in cue[0] or "nom" in cue[0])
        if not colon and not _is_in_a_row(reading, cue):
            continue
        for span in _name_at(reading, cue, low=low):
            yield span
            yield from _second(reading, span)
    yield from _surnames(reading)


def _surnames(reading: Reading) -> Iterator[Span]:
    """Give surnames alone, in a form line by line, and names in two halves."""
    plain = reading.plain
    for line in _LINE.finditer(plain):
        if line["value"] not in SMALL and reading.text[line.start("value")].isupper():
            yield Span(*line.span("value"), Proof.SAID, (line.start(), line.start("value")))
    halves = [
        half
        for half in _HALF.finditer(plain)
        if half["value"] not in SMALL
        and (
            any(sign in half[0] for sign in _COLONS) or reading.text[half.start("value")].isupper()
        )
    ]
    if len(halves) > 1:
        for half in halves:
            yield Span(*half.span("value"), Proof.SAID, (half.start(), half.start("value")))


def _is_in_a_row(reading: Reading, cue: re.Match[str]) -> bool:
    """Whether a label without a colon is one: not shouted, "name" only after a sign."""
    if reading.text[slice(*cue.span())].isupper():
        return False
    label = cue.string[cue.start() : cue.start("sign")]
    if label not in _PLAIN_LABELS:
        return (
            "," not in cue["sign"]
            and "was" not in cue["sign"]
            and label not in _NEED_A_COLON
            and "-" not in cue["sign"]
        )
    return bool(_AFTER_A_SIGN.search(reading.plain, max(0, cue.start() - 3), cue.start()))


_COLONS = (":", "=", "->", "\u2192", " - ")
_NEED_A_COLON = frozenset(
    {
        "client",
        "cliente",
        "customer",
        "signe",
        "signee",
        "signed",
        "signed by",
        "signature",
        "driver",
    }
    | {"beneficiaire", "beneficiaires", "beneficiary", "payee", "employee", "tenant", "notaire"}
    | {"customer name", "full name", "applicant", "attn", "deceased", "borrower"}
)
_PLAIN_LABELS = frozenset({"nom", "name", "noms", "names"})
_AFTER_A_SIGN = re.compile(r"(?:\A|[:,;\n(\-])[ ]?\Z")


def _second(reading: Reading, first: Span) -> Iterator[Span]:
    """Give the other holder: "Paul Durand et Aline Petit"."""
    link = _AND.match(reading.plain, first.end)
    found = NAMED.match(reading.text, link.end()) if link else None
    if found:
        end = cut(reading.plain, *found.span())
        if end > found.start() and has_two(reading.plain[found.start() : end]):
            yield Span(found.start(), end, Proof.SAID, first.cue)


_AND = re.compile(rf"[ ]?(?:et|and|&|/|ou|or|,)[ ](?:{_TITLE}[ ])?")


def spans_of_oneself(reading: Reading) -> Iterator[Span]:
    """Give the spans of names after "I am", "this is": written as names, by a customer."""
    plain = reading.plain
    for cue in _GREETED.finditer(plain):
        yield from _name_at(reading, cue, low=False, ended=True)
    for cue in _HERE.finditer(plain):
        if not reading.text[cue.end() : cue.end() + 1].isupper():
            continue
        for span in _name_at(reading, cue, low=False, ended=True):
            titled = _CIVIL.match(plain, span.start)
            if not titled and not is_name(reading, span.start, span.end):
                continue
            if (
                titled
                or cue[0].startswith("moi")
                or _IDENTIFIED.search(plain, span.end, min(len(plain), span.end + _IDENTIFYING))
            ):
                yield span


def spans_signed(reading: Reading) -> Iterator[Span]:
    """Give the spans of names that end a message."""
    for cue in _SIGNED.finditer(reading.plain):
        new_line = "\n" in cue["sign"]
        if new_line or cue[0].lstrip().startswith(_FORMAL):
            for span in _name_at(reading, cue, low=False, ended=True):
                if _ENDS.match(reading.plain, span.end):
                    yield span


_FORMAL = (
    "cord", "bien", "cd", "salut", "resp", "sinc", "sent", "kind", "best r", "best w", "regards",
    "warm", "rgds", "yours", "faith", "many r", "with r", "love", "all the",
)  # fmt: skip
_ENDS = re.compile(r"[ ]{0,2}(?:\Z|[\n,.;!(\-|/]|[^\w\s])")


def spans_titled(reading: Reading) -> Iterator[Span]:
    """Give the spans of names with a title, of customers."""
    for title in _CIVIL.finditer(reading.plain):
        found = NAMED.match(reading.text, title.end()) or SURNAME.match(reading.text, title.end())
        if found and _AFTER_TITLE.match(reading.plain, found.end()):
            yield Span(title.start(), found.end(), Proof.SAID)
    for cue in _SAID_AFTER.finditer(reading.plain):
        found = _BEFORE.search(reading.text, max(0, cue.start() - LONGEST), cue.start())
        if found and cut(reading.plain, found.start(), found.end("name")) == found.end("name"):
            yield Span(*found.span("name"), Proof.SAID, cue.span())


def _name_at(
    reading: Reading, cue: re.Match[str], *, low: bool, ended: bool = False
) -> Iterator[Span]:
    """Give the name that follows; ``low``: in lower case too; ``ended``: and nothing odd after."""
    if cue.start() and reading.plain[cue.start() - 1].isalnum():
        return
    at = _after_signs(reading.plain, cue.end())
    title = _CIVIL.match(reading.plain, at)
    start = title.end() if title else at
    found = NAMED.match(reading.text, start)
    if not found and title:
        found = SURNAME.match(reading.text, start)
        end = found.end() if found else start
    else:
        end = cut(reading.plain, start, found.end()) if found else start
    if not found and low:
        found = LOW_NAMED.match(reading.text, start)
        end = found.end() if found and is_all_name(found[0]) else start
    if not found or end <= start or (not title and not has_two(reading.plain[start:end])):
        return
    if ended and (reading.text[start:end].isupper() or not _AFTER_ROLE.match(reading.plain, end)):
        return
    yield Span(at, end, Proof.SAID, cue.span())


def _after_signs(plain: str, at: int) -> int:
    signs = _SIGNS.match(plain, at)
    return signs.end() if signs else at


_SIGNS = re.compile(rf"[^\w#@{BARRIER}]{{0,4}}(?:(?:est|is|c'?est)\s)?[\"'«“(]?")


DETECTORS = (
    Detector(
        Kind.PERSON_NAME,
        spans_said,
        cues=(
            "appel", "m'apel", "mon nom", "me nomme", "prenomme", "nom et pre", "name is", "name's",
            "my name", "me llamo", "mi nombre es", "name ist", "ich heisse", "mi chiamo",
            "mio nome", "mijn naam", "^ik heet", "meu nome", "chamo-me",
            "soussign", "sousign", "undersigned", "m called", "am called", "full name",
        ),
        undisguised=False,
    ),
    Detector(
        Kind.PERSON_NAME,
        spans_labelled,
        cues=(
            "titulaire", "nom :", "nom:", "nom =", "nom=", "name:", "name :", "name -", "name=",
            "nom et pre", "prenom", "nom complet", "au nom d", "aux noms d", "name of",
            "names of", "name on", "holder", "account name", "customer name", "client :",
            "client:", "cliente :", "customer:", "assure :", "assuree :", "assure:", "demandeur",
            "emprunteur", "souscripteur", "beneficiaire", "beneficiary", "payee", "mandataire",
            "conjoint :", "conjoint:", "signataire", "signe ", "signe:", "signed", "signature",
            "borrower", "applicant", "attn", "forename", "surname", "first name", "last name",
            "conduct", "defunt", "notaire ", "driver", "deceased", "heritier", "locataire ",
            "^tenant", "salarie", "nom ", "name ", "nom du", "nom :",
        ),
        undisguised=False,
        named=True,
    ),
    Detector(
        Kind.PERSON_NAME,
        spans_of_oneself,
        cues=(
            "bonjour", "bonsoir", "bjr ", "bsr ", "slt ", "salut", "hello", "hi ", "hi,", "hey ",
            "allo ", "dear ",
            "moi c", "moi, c", "je suis ", "i'm ", "i am ", "this is ",
        ),
        undisguised=False,
        named=True,
    ),
    Detector(
        Kind.PERSON_NAME,
        spans_signed,
        cues=(
            "cordialement", "cdlt", "cdt", "salutations", "bien a vous", "respectueu",
            "sentiments", "regards", "rgds", "yours", "sincerely", "faithfully", "best wishes",
            "merci\n", "avance\n", "avance,\n", "merci,\n", "merci.\n", "merci !\n", "thanks\n",
            "thanks,\n", "thank you\n", "thank you,\n", "thanks.\n", "cheers,\n", "cheers\n",
            "journee\n", "journee,\n", "bientot\n", "best,\n", "advance\n", "advance,\n",
            "all the best", "soiree\n", "soiree,\n", "merci beaucoup",
        ),
        undisguised=False,
    ),
    Detector(
        Kind.PERSON_NAME,
        spans_titled,
        cues=(
            "^mme ", "^nee le", "^ne le", "client depuis", "cliente depuis", "cliente chez",
            "client chez", "customer since", "born on", "^dr ", "^m. ", "^mlle ", "monsieur ",
            "madame ", "^mr ", "^mr. ", "^mrs ", "^mrs. ", "^ms ", "^miss ", "account holder",
        ),
        undisguised=False,
    ),
)  # fmt: skip
