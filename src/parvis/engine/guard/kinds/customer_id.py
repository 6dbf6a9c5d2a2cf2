"""Customer numbers and the names that people log in by: words say them, or the bank's own form.

What they look like is each bank's own; its policy may give the form (``customer_ids``), which is
then searched anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import AFTER_A_NUMBER, filler, said
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.owners import NUMBER, is_in_a_link, is_number, owned
from parvis.engine.guard.reading import Reading

_NUMBER = (
    r"(?:n[°o.]s?|n\s?°|n(?=\s)|numeros?|nums?|nmr|nbr|nb|nos?|nr|numbers?|#|№|ids?|identifiants?"
    r"|ref(?:erences?)?\.?|code|matricule|login)"
)
_PERSON = (
    r"(?:clients?|clientes?|clt|cli|abonnes?|adherents?|societaires?|utilisateurs?|usagers?|users?"
    r"|customers?|cust|member(?:ship)?s?|subscribers?|kunden|clientele|internaute)"
)
_NAMED = (
    r"(?:crn|kundennummer|kundennr\.?|kunden-nr\.?|klantnummer|codice cliente"
    r"|numero (?:de )?cliente|codigo cliente|username|user\s?name|userid|nom d'utilisateur"
    r"|login(?:\s?id)?|log-?in id"
    r"|(?:online|internet|mobile|digital|telephone|phone)?\s?banking (?:id|number|no|username)"
    r"|access (?:id|number)|identifiants?(?: (?:de connexion|internet|web|bancaire|perso(?:nnel)?"
    r"|de l'appli(?:cation)?|client|en ligne))?|id de connexion|id connexion|id internet|idclient"
    r"|code (?:d'acces|acces client|utilisateur|abonne|adherent|client)|cif(?: (?:no|number|id))?"
    r"|espace (?:client|perso(?:nnel)?|membre|abonne|adherent)|(?:mon|my) (?:online |client )?id"
    r"|je suis (?:le|la) cliente?"
    r"|mon (?:numero|n[°o]) d'acces"
    r"|(?:customer|client)(?=\s{0,2}[:=#]\s{0,2}[0-9]{5})|membership(?=[\s:=#]{1,4}[0-9]{5})"
    r"|(?:user|utilisateur|pseudo)(?=\s{0,2}[:=])|(?:numero|n[°o]) perso(?:nnel)?)"
)
_CUE = (
    rf"(?:{_NUMBER}\s{{0,2}}(?:(?:de|du|d'|d|of|mon|my|compte)\s{{0,2}}){{0,2}}{_PERSON}"
    rf"|{_PERSON}[\s.:\-_]{{0,2}}{_NUMBER}(?![a-z])(?:[\s\-]{{0,2}}{_NUMBER}(?![a-z]))?|{_NAMED})"
)
_LINK = filler(
    "est", "c'est", "cest", r"c(?=[\s'])", "s", "is", "was", "it", "le", "la", "the", "suivant",
    "voici",
    "here", "chez", "vous", "with", "you", "bien", "mon", "my", "number", "numero", "num", "no",
    "n",
    "ref", "reference", "id", "bancaire", "internet", "appli", "app", "l", "toujours", "still",
    "as", "customer", "en", "ligne", "pour", "a", "chiffres",
    "digits", r"[0-9]{1,2}(?=\s(?:chiffres|digits))", "sur", "de", "du", "compte", "ces", "sais",
)  # fmt: skip
_COLON = rf"[^0-9\n:=.!?{BARRIER}]{{0,30}}[:=]\s{{0,3}}"
_DIGITS = r"[0-9]{5,14}|[0-9]{2,6}(?:[ .\-/][0-9]{2,6}){1,4}|[0-9](?:[ .\-][0-9]){5,12}"
_MIXED = (
    r"[a-z]{1,4}[\-_/]?[0-9]{4,12}(?:[\-/.][0-9a-z]{1,6}){0,3}|[0-9]{3,10}[\-_]?[a-z]{1,3}"
    r"|[a-z]{1,4}[\-_][0-9]{2,6}(?:[\-_][0-9]{2,8}){1,3}"
    r"|(?=[a-z._\-]{0,20}[0-9]{2})[a-z0-9._\-]{5,24}(?<![.\-_])"
)
_NO_UUID = r"(?![0-9a-f]{8}-[0-9a-f]{4,12}-)"
_VALUE = rf"[\"'«]?\s?{_NO_UUID}(?P<value>{_DIGITS}|{_MIXED}){AFTER_A_NUMBER}(?!@)"
_SAID = re.compile(rf"(?<![^\W_])(?<!@)(?P<cue>{_CUE})(?:{_LINK}|{_COLON}){_VALUE}")
_MIRROR = re.compile(
    rf"(?<![^\W_])(?<![0-9][ .,\-/])(?P<value>[a-z]{{0,4}}[\-_]?[0-9]{{5,14}})[^\w{BARRIER}]{{1,4}}"
    rf"(?:(?:is|was|est|c'est|cest|comme|pour|for|the|my|our|le|mon|c)[^\w{BARRIER}]{{1,3}}){{1,4}}"
    rf"(?P<cue>{_CUE})"
)
_TELEPHONE = re.compile(r"0[1-9](?:[ .\-][0-9]{2}){4}\Z")
_DATE = re.compile(
    r"[0-9]{1,2}([ .\-/])[0-9]{1,2}\1(?:19|20)?[0-9]{2}\Z"
    r"|(?:19|20)[0-9]{2}([ .\-/])[0-9]{2}\2[0-9]{2}\Z"
)
# Only names that people log in by are made of letters mostly.
_MOST_LETTERS = 4
_LOGIN = re.compile(r"ident|user(?!.{0,2}#)|utilisateur|login|log-in|(?<![a-z])id(?![a-z])|access")
_FEWEST_DIGITS = 2
_FEWEST_SIGNS = 5
_LETTERED = re.compile(
    r"[a-z](?<![^\W_][a-z])(?<![@#][a-z])[a-z]{0,3}[\-_]?[0-9]{5,12}(?![^\W_])"
    r"(?![.,:/\-][0-9])"
)
_FEWEST_OWNED, _MOST_OWNED = 6, 12
_BANKING = re.compile(
    r"banque a distance|(?:internet|online|mobile|telephone) banking|banque en ligne|espace client"
)
_IDENTIFIES = re.compile(
    r"ident|id(?![a-z])|user ?name|matricule|crn|cif|number|nummer|a distance|banking|espace"
)
_OF_NUMBERS = re.compile(
    r"(?<![^\W_])(?:numeros?|num|n[°o.]|nb|no|nr|numbers?|ids?|identifiants?|ref(?:erence)?s?|code"
    r"|#|matricule|chiffres|digits)(?![a-z])|n°|#"
)
_NO_WORDS = re.compile(
    r"[^\w\n]{1,3}(?:(?:est|is|le|the|c'?est|with|you|chez|vous)[^\w\n]{1,3}){0,3}"
)
_OF_PAPERS = re.compile(
    r"(?<![^\W_])(?:sejour|etrangers?|agdref|anef|recepisse|residen\w{1,4}|permis|permit|licen[cs]e"
    r"|passe?ports?|identite|identity|cni|dni|national|visa|brp|green card|uscis|alien|siren|siret"
    r"|tva|vat|fiscal\w{0,2}|impots?|tax|nir|secu|ssn|nino|utr|ameli|caf|prefecture)(?![^\W_])"
)
_REACH, _NEAR_PAPERS = 24, 60
_MOST_DOTS = 5
_SORTS = frozenset({"customer", "own_id"})
_FILE = frozenset({"file"})
_LOGGING_IN = re.compile(
    r"(?<![^\W_])(?P<cue>log(?:ged|ging|s)?[ -]?(?:in|on)|connect(?:ed|e|er|ing)|sign(?:ed"
    r"|ing)? in)"
    r"\s(?:as|en tant que|sous|(?:with|avec|to)(?=\s(?:the |le |l')?(?:user|login|id"
    r"|pseudo)|\s[a-z]{1,20}[._][a-z0-9._]{2,20}(?![^\s,;!?)])))\s"
    r"(?:(?:the |le |l')?(?:username|login|user|identifiant"
    r"|id|pseudo)\s)?[\"'«]?\s?(?P<value>(?=[a-z._\-]{1,20}[0-9]{2})[a-z0-9._\-]{5,24})"
    r"(?<![._\-])(?![^\W_]|@)"
)
_LOGGING_IN_BY_NUMBER = re.compile(
    r"(?<![^\W_])(?P<cue>log(?:ged|ging|s)?[ -]?(?:in|on)|connect(?:ed|e|er|ing|ant)?|sign(?:ed"
    rf"|ing)? in)(?![a-z])(?:[^.!?\n0-9{BARRIER}]{{1,24}}(?:as|with|avec|en tant que|sous|me|moi"
    rf"|using)(?![a-z])|\s(?:as|with|avec|sous|using))[^.!?\n0-9{BARRIER}]{{1,16}}"
    r"(?P<value>[0-9]{6,12})(?![^\W_])(?![.,:/\-][0-9])"
)
_ONE_TIME = re.compile(
    r"(?<![^\W_])(?:codes?|otp|sms|texto|text|one[- ]time|passcode|pin)(?![^\W_])"
)
_REFERENCE = re.compile(
    r"(?<![^\W_@])(?P<cue>(?:customer|client|member(?:ship)?|reference client|ref client|user)\s"
    r"(?:\w{1,10}\s){0,2})(?!(?:19"
    r"|20)[0-9]{2}-)(?P<value>[0-9][a-z0-9]{0,3}-[0-9]{2,4}-[0-9a-z]{2,6})(?![^\W_])"
)
_BASE = re.compile(
    r"(?<![^\W_])(?P<cue>(?:me retrouver|find me|look me up|me chercher|retrouver mon dossier"
    r"|pull me"
    r" up|bring up my)[^.!?\n0-9]{0,50}\s)(?P<value>[a-z]{0,4}[\-_]?[0-9]{5,12})(?![^\W_])"
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of customer numbers that words say."""
    for pattern in (_SAID, _MIRROR):
        for span in said(reading, pattern):
            cue = reading.plain[slice(*span.cue)] if span.cue else ""
            if _is_one(reading.plain[span.start : span.end], cue) and not is_in_a_link(
                reading.plain, span.start
            ):
                yield span


def _is_one(value: str, cue: str) -> bool:
    digits = sum(map(str.isdecimal, value))
    letters = sum(map(str.isalpha, value))
    if digits < _FEWEST_DIGITS or digits + letters < _FEWEST_SIGNS:
        return False
    if letters > _MOST_LETTERS and not _LOGIN.search(cue):
        return False
    return not (_TELEPHONE.match(value) or _DATE.match(value) or value.count(".") >= _MOST_DOTS)


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers whose nearest noun is a customer or what people log in by."""
    skip = _FILE if _BANKING.search(reading.plain) else frozenset[str]()
    for form in (NUMBER, _LETTERED):
        for span in owned(reading, form, _SORTS, _is_long, skip):
            if _is_numbered(reading.plain, span):
                yield span
    for pattern in (_BASE, _REFERENCE):
        yield from said(reading, pattern)


def _is_numbered(plain: str, span: Span) -> bool:
    """Whether words speak of a number of the customer's, not of a customer and of a number."""
    if _OF_PAPERS.search(plain, max(0, span.start - _NEAR_PAPERS), span.end + _REACH):
        return False
    low, high = span.cue or (span.start, span.end)
    if _IDENTIFIES.search(plain, low, high):
        return True
    if high <= span.start and _NO_WORDS.fullmatch(plain, high, span.start):
        return True
    return any(
        _OF_NUMBERS.search(plain, max(0, least), most)
        for least, most in (
            (low - _REACH, max(high + _REACH, span.start)),
            (span.start - _NEAR_PAPERS, span.start),
            (span.end, span.end + _NEAR_PAPERS),
        )
    )


def logging_in(reading: Reading) -> Iterator[Span]:
    """Give the spans of names that people log in as."""
    yield from said(reading, _LOGGING_IN)
    if _ONE_TIME.search(reading.plain) is None:
        for span in said(reading, _LOGGING_IN_BY_NUMBER):
            if is_number(reading.plain[span.start : span.end], _FEWEST_OWNED, _MOST_OWNED):
                yield span


def _is_long(value: str) -> bool:
    return value[0].isalpha() or (
        value.count(".") < _MOST_DOTS
        and is_number(value, _FEWEST_OWNED + (not value.isdecimal()), _MOST_OWNED)
        and not _DATE.match(value)
    )


def of_the_bank(reading: Reading) -> Iterator[Span]:
    """Give the spans of what has the form of the bank's own customer numbers."""
    if reading.customer_ids is None:
        return
    text = reading.text
    for found in reading.customer_ids.finditer(text):
        start, end = found.span()
        if start < end and not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield Span(start, end, Proof.FORM)


DETECTORS = (
    Detector(
        Kind.CUSTOMER_ID, spans, digits=2,
        cues=("client", "clt", "abonne", "adherent", "societaire", "utilisateur", "usager",
              "user id", "userid", "user-id", "user n", "username", "user ref", "user #",
              "customer", "cust", "member", "subscriber", "identifiant", "login", "log-in", "crn",
              "kunden", "klant", "cliente", "banking", "access id", "access number", "id de con",
              "id conn", "id internet", "code d'acces", "mon id", "my id", "online id",
              "d'acces", "cif", "internaute", "^user", "pseudo", "numero perso", "no perso",
              "espace p"),
    ),
    Detector(
        Kind.CUSTOMER_ID, near, digits=5,
        cues=("client", "^clt$", "abonne", "adherent", "societaire", "utilisa", "usager", "^user",
              "customer", "^cust$", "^member", "subscriber", "identif", "^ident", "^id$", "login",
              "log-in", "^logon", "^log-on", "numero perso", "^crn$", "kunden", "klant", "banking",
              "matricule", "^log ", "logging",
              "sign in", "connecter", "connexion", "^cif$", "pseudo", "espace p", "^party n",
              "banque a dist", "retrouver",
              "find me", "look me", "pull me", "access n"),
    ),
    Detector(
        Kind.CUSTOMER_ID, logging_in, digits=2,
        cues=("logged", "logging", "^log in", "^login", "^log on", "connecte", "signed in",
              "sign in", "signing in"),
    ),
    Detector(Kind.CUSTOMER_ID, of_the_bank, digits=4, of_the_bank=True),
)  # fmt: skip
