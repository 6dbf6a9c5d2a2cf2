"""Passwords that stand anywhere near words about getting in: mixed signs give them away.

A token of letters with digits or signs, six signs or more, is no word. Near "mot de passe" or
"log in" it is taken for a password, wherever it stands, unless it reads as something else that
people write so: names of products, versions, files, references, handles, codes of errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import is_a_year
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.kinds.password import CUES, NAMES, NO_VALUE, TALKED_OF
from parvis.engine.guard.reading import Reading
from parvis.engine.guard.short_codes import codes

_NAMED = re.compile(rf"(?<![^\W_])(?:{NAMES})(?![^\W_])")
_ENTRY = re.compile(
    r"(?<![^\W_])(?:logins?|pass(?: ?phrase)?|passe(?=\s?[:=])|(?:me|te|se) co|log(?:ged|ging)?"
    r"[ -]?(?:in|on|me|u|you)|sign(?:ed|ing)?[ -]?(?:in|on)|connect(?:e[rz]?|ez|ion|ais|ait)?"
    r"|identifiants?"
    r"|credentials?|(?:mes|mon) acces|acces(?= ?:)|user ?names?|(?:me|se|te) logger"
    r"|authentif\w{0,10}|espace"
    r" (?:client|pro"
    r"|perso|en ligne)|mon espace|my account login|(?:gets?|lets?|let|letting) (?:me|us|him|her) in"
    r"|online banking(?: one)?|(?:re)?set it (?:as|to)|changed it to|i'?m typing|temp(?:orary)? one"
    r"|locked(?: (?:me )?out)?|get in|(?:i|je|j'ai|jai) (?:keep )?(?:re-?)?(?:typed?|typing|tape"
    r"|saisi[rs]?|rentre))(?![^\W_])"
)
_TOKEN = re.compile(rf"(?<![^\s\"'«“(\[:=>,\u2192])[^\s\"«»“”{BARRIER}]{{6,40}}")
_LOGIN = re.compile(
    r"(?<!\S)(?:u(?:ser)?\s?[:=]\s?(?P<login>[0-9]{6,12})[\s,;/|]{1,4}p(?:ass|w|wd)?\s?[:=])"
    rf"\s?(?:{BARRIER}|\S{{4}})"
)
_MIXED = re.compile(r"(?=.{0,40}[a-z])(?=.{0,40}[0-9])", re.IGNORECASE)
_SIGNED = re.compile(
    r"[a-z0-9][a-z0-9.\-]{0,30}[!@#$%^&*_+=?;~€£]{1,3}[a-z0-9]|[a-z][0-9][a-z]", re.IGNORECASE
)
_SIGN_INSIDE = re.compile(r"[A-Za-z][@#$%^*+=~€£!][A-Za-z]")
_LETTERS_FEWEST = 2
_NO_PASSWORD = re.compile(
    r"(?:https?:|www\.|[@#$/=&]|~/|\./|\d{1,2}-[a-z]{1,20}\Z)"  # links, handles, tags, paths
    r"|.{0,40}(?:://|\.(?:com|fr|net|org|io|co|uk|eu|be|ch|de|exe|pdf|png|jpe?g|html?|php|py|js"
    r"|ts|cs|xml|json|md|txt|apk)\b)"
    r"|\d{1,12}(?:[.,]\d{1,9})?(?:[a-z]{1,4}|euros?|jours|heures|minutes|secondes|chars?"
    r"|characters?|caracteres?|dollars|years?|times?|weeks?|months?|hours?|mois|bits?"
    r"|bytes?)\W{0,3}\Z"
    r"|(?:iphone|ipad|ipados|ios|android|windows|win|macos|galaxy|samsung|pixel|huawei|xiaomi"
    r"|redmi|nokia|chrome"
    r"|firefox|safari|edge|office|version|ver|v|covid|sars|ps|xbox|rtx|gtx|bac|web|mp|jo|psd|dsp"
    r"|mifid"
    r"|1password|keepass|log4j|oauth|sha|md|aes|utf|base|ipv|http|tls|ssl|py|python|php|java|vue"
    r"|angular|b2b|b2c|c2c|p2p|w3c|i18n|a11y|k8s|web|3dsecure|3d-secure"
    r"|2fa)[\-_ ]?\d[\d.]{0,8}(?:pro|max|plus|mini|[a-z])?\W{0,3}\Z"
    r"|(?:1password|log4j|web3|h24|7j/?7|24h/?24|3d-?secure|2fa|mfa|oauth2|password1?2?3?"
    r"|motdepasse1?2?3?|123|office365|microsoft365|o365|keepassxc?|lastpass|bitwarden)\W{0,3}\Z"
    r"|(?:err|error|erreur|ref|inv|cmd|dossier|ticket|sr|req|case|kb|cve|art|article|fr|gb|de|be"
    r"|lu|ch|es|it)[\-_:.#n°]{0,2}\d[\d\-]{1,24}[a-z]{0,3}\W{0,3}\Z"
    r"|(?:err|error)[_.-]|(?:[0-9a-f]{1,4}:){2}[0-9a-f:]"
    r"|[a-z]{1,2}-?\d{1,4}[a-z]{0,2}\W{0,3}\Z|\d{1,4}[a-z]{1,3}\W{0,3}\Z|\d[\d.,/:h\-+()%x]{0,40}\Z"
    r"|[a-z]{1,3}'\w|.{0,40}[-.]@\w|\w{1,20}(?:\(|\[|\.\w{1,20}\()"
)
_OTHER_BEFORE = re.compile(
    r"(?:commande|order|dossier|ref(?:erence|s)?|colis|parcel|suivi|tracking|ticket|facture"
    r"|invoice|contrat|contract"
    r"|erreur|error|promo|parrain\w{0,12}|discount|voucher|coupon|version|modele|model|article"
    r"|vol|flight|case|sinistre"
    r"|incident|client|customer|user|username|utilisateur|pseudo|identifiant|login|id|compte"
    r"|account|plaque|passeport|passport|iban|bic|wifi|reseau|ssid|bug|issue|commit|branch|file"
    r"|fichier|policy|norme|standard|sur|via|chez|serveur|server|host|hash)"
    r"\W{0,3}(?:(?:est|is|no|numero|num|c'est|n°|number)\W{1,3}){0,2}\Z"
)
_IS_USED = re.compile(
    r"[\"'»”]?\s{0,2}(?:<-{1,3}|\u2190|=|,|:)?\s{0,2}(?:c'?est|cest|voila|is|that's"
    r"|thats)\s(?:ca |ce )?"
    r"(?:que|what) (?:je|j'ai|i|i've|we) "
)
_SAMPLE = re.compile(
    r"literally (?:the )?password|admin's|comme (?:azerty|123)|such as|par exemple|for example"
)
_BOUND = re.compile(
    rf"(?:{BARRIER}\s{{0,2}}[/|,-]{{1,2}}|"
    r"(?<![0-9])[0-9]{5,12}\s{0,2}(?:/|,|and|et|-|&|\+|puis|then)|[:=>\u2192\"'«“(,;]"
    r"|(?<![^\W_])(?:avec|with|puis|then|mets|mis|met|tape|tapais"
    r"|saisi[rst]?|entre[rz]?|enter(?:ed|ing)?|type[ds]?"
    r"|typing|put|(?:re)?use[ds]?|using|utilise[rz]?|is|was|est|c'?est|cest|c|etait|pour|par|to"
    r"|en|comme|as|genre|soit|bien|still|toujours"
    r"|choisi|chose|picked|set|ancien|old|nouveau|new|remis|meme|same|just|juste|literally|in"
    r"|voila|take|veut pas de|veux pas|accepte(?: pas)?|saisis|que|it's|ce|le"
    r"|the|et|and|or|ou|of|de|try|tried|essaye"
    r"|pw|mdp|pass|password|passe))[\s\"'«“(]{0,3}\Z"
)
_QUOTED_BEFORE = re.compile(
    r"[\"«“]\s?(?P<value>[^\"«»“”\n]{3,40}?)\s?[\"»”]\s(?:(?:is|was|est|c'?est|etait|comme|as"
    r"|n'est plus accepte comme)\s)"
    rf"(?:(?:my|mon|le|the|a|un|our|notre|bon|right|current|vrai|real|nouveau|new"
    rf"|old)\s){{0,2}}(?P<name>{NAMES})(?![^\W_])(?!\s(?:le plus|of the))"
)
_REACH, _ENTRY_REACH = 100, 90
_TRAILING = ".,;:?)]}>\"'»”\u2026"


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of passwords near words for one, codes to log in with among them."""
    plain = reading.plain
    for code in codes(reading):
        if (
            code.sort == "login"
            and not is_a_year(plain[code.start : code.end])
            and not TALKED_OF.search(plain, max(0, code.start - 70), code.end + 50)
        ):
            yield Span(code.start, code.end, Proof.SAID)
    for found in _QUOTED_BEFORE.finditer(plain):
        if found["value"].split()[0] not in NO_VALUE:
            yield Span(*found.span("value"), Proof.SAID, found.span("name"))
    yield from spans_of_tokens(reading)


def spans_of_tokens(reading: Reading) -> Iterator[Span]:
    """Give the spans of what is no word, near words about getting in."""
    plain, text = reading.plain, reading.text
    tokens = list(_tokens(text, plain))
    if not tokens:
        return
    named = [found.span() for found in _NAMED.finditer(plain)]
    entry = [found.span() for found in _ENTRY.finditer(plain)]
    for start, end in tokens:
        by_name = _nearest(named, start, end, _REACH)
        by_entry = _nearest(entry, start, end, _ENTRY_REACH)
        bound = _BOUND.search(plain, max(0, start - 24), start) or _IS_USED.match(plain, end)
        if by_name is not None or (by_entry is not None and bound and _is_strange(text[start:end])):
            yield Span(start, end, Proof.SAID, by_name or by_entry)


def spans_of_logins(reading: Reading) -> Iterator[Span]:
    """Give the numbers of customers that stand with a password: "U: 55310928 P: ..."."""
    for found in _LOGIN.finditer(reading.plain):
        yield Span(*found.span("login"), Proof.SAID)


def _nearest(
    cues: list[tuple[int, int]], start: int, end: int, reach: int
) -> tuple[int, int] | None:
    """Give a cue that stands near a token, and not in it."""
    for cue in cues:
        if (cue[1] <= start and start - cue[1] <= reach) or (
            cue[0] >= end and cue[0] - end <= reach
        ):
            return cue
    return None


def _tokens(text: str, plain: str) -> Iterator[tuple[int, int]]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        while start < end and text[start] in "'(<[*":
            start += 1
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        token = text[start:end]
        if (
            "/" not in token
            and _is_mixed(token)
            and not _NO_PASSWORD.match(plain, start, end)
            and not _OTHER_BEFORE.search(plain, max(0, start - 30), start)
            and not TALKED_OF.search(plain, max(0, start - 70), end + 50)
            and not _SAMPLE.search(plain, max(0, start - 70), end + 50)
        ):
            yield start, end


def _is_mixed(token: str) -> bool:
    """Whether a token has letters, with digits or with signs inside, and is no word."""
    letters = sum(map(str.isalpha, token))
    if len(token) < _SHORTEST or letters < _LETTERS_FEWEST or not all(map(_is_plain, token)):
        return False
    if any(map(str.isdecimal, token)):
        return True
    return _SIGN_INSIDE.search(token) is not None


def _is_plain(sign: str) -> bool:
    return sign.isascii() or sign.isalpha()


def _is_strange(token: str) -> bool:
    """Whether a token is like no word, no name of a product and no code of a bank."""
    if token.isalnum() and token.isupper():
        return False
    return sum(map(str.isalpha, token)) > _LETTERS_FEWEST and (
        _SIGNED.search(token) is not None
        or any(map(str.isupper, token))
        or (any(map(str.isdecimal, token)) and len(token) >= _LONG)
    )


_SHORTEST, _LONG = 6, 8

DETECTORS = (
    Detector(
        Kind.PASSWORD,
        spans,
        cues=(
            *CUES, "clavier virtuel", "code d'acces", "access code",
            "memorable n", "code internet",
        ),
    ),
    Detector(
        Kind.CUSTOMER_ID,
        spans_of_logins,
        digits=6,
        cues=("^u:", "^u :", "^u=", "^user:", "^user :"),
    ),
    Detector(
        Kind.PASSWORD,
        spans_of_tokens,
        digits=1,
        cues=(
            "te co ", "me co ", "se co ", "logger", "gets me in", "get me in", "let me in",
            "lets me in", "locked", "i type", "typing", "je tape", "ai tape", "je saisi",
            "je rentre", "mon espace", "espace client", "log u", "log me", "^acces$", " pass ",
            "online banking", "set it as", "set it to", "changed it to", "i'm typing", "im typing",
            "temp one", "temporary one",
            "passe:", "passe :", " pass:", " pass=", " pass,", "login", "log in", "log on",
            "logged in", "sign in", "connect", "identifiant", "credential",
        ),
    ),
)  # fmt: skip
