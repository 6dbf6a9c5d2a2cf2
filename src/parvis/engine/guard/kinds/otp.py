"""Codes for one use, sent by the bank or made by an app: PSD2's second factor.

Commission Delegated Regulation (EU) 2018/389, article 4. A code is one only where words say so:
"482913 is your code", the bank's own message pasted, "je leur ai donné le code reçu : 482913".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.code_words import CUES
from parvis.engine.guard.context import (
    LINK,
    SHORT_CODE,
    code_after,
    count_of_digits,
    is_a_year,
    is_said_received,
)
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading
from parvis.engine.guard.short_codes import codes, is_no_secret, is_two, without_others

_PURPOSE_FR = (
    r"(?:validation|verif\w{0,10}|confirm(?:ation)?|securite|connexion|authentif\w{0,8}"
    r"|acti(?:v)ation"
    r"|autorisation|usage unique|deblocage|transaction|paiement|sms|otp|3[ -]?d[ -]?secure|3ds"
    r"|unique|temporaire|dynamique|recue?|provisoire|envoye|texto|appli|app|whatsapp|mail|google"
    r"|deux facteurs|2fa|signature|virement|achat|sept chiffres|identification)\b"
)
_PURPOSE_EN = (
    r"(?:3-?d[ -]secure|verification|verif|security|confirmation|auth(?:enti[cs]ation"
    r"|ori[sz]ation)?|activation"
    r"|login|log[- ]in|sign[- ]?in|sms|text|2fa|mfa|two[- ]factor|otp|one[- ]?(?:time|use)|one off"
    r"|single[- ]use|safety|approval|validation|payment|transaction|texted|unlock|temporary|six[- ]"
    r"digit|6[- ]digit)"
)
_NAMED = re.compile(
    rf"(?<![^\W_])(?:codes?(?:[ -](?:de|d'|d|a|par|via|sur|en|la|l'|le|mon|pour la)){{0,3}}[ -]?"
    rf"{_PURPOSE_FR}(?:(?: (?:de|par|via|sur|a|unique|recue?|envoye|sms|3d secure|3ds|texto|l'"
    r"|usage|forte|mon telephone|mon portable|mail|l'instant|l'appli)){1,5}(?![^\W_]))?"
    rf"|{_PURPOSE_EN} ?(?:pass)?(?:codes?|numbers?|pins?|passwords?)(?![^\W_])"
    r"|code (?:from|in|by|via|on|off|of) (?:the |your |my |a )?(?:text|sms|app|message|e?mail"
    r"|phone)"
    r"|code (?:i|we|you|they|he|she)(?: just|'ve|'ve just| have)? (?:got|received|sent|texted|gave)"
    r"(?: (?:me|us|you))?(?: (?:by|via|on))?(?: (?:text|sms|phone))?"
    r"|code (?:que )?(?:j'?ai|jai|on m'?a|vous m'?avez|tu m'?as|il m'?a) (?:bien )?(?:recu|envoye)"
    r"(?: par (?:sms|texto|mail))?"
    r"|otp|otac|pass ?codes?|one[- ]?time[- ]?(?:code|password|passcode|pin|pw)s?|cle digitale"
    r"|certi ?code(?: plus)?|securi ?pass|mot de passe (?:a )?(?:usage )?unique(?: recue?)?"
    r"|mdp (?:a usage )?unique(?: recue?)?"
    r"|tac|sms[- ]?tan|push[- ]?tan|bestatigungscode|sicherheitscode|codigo de (?:verificacion"
    r"|seguridad)|codice di (?:verifica|sicurezza)|codice otp|verificatiecode)(?![^\W_])"
)
_BARE = re.compile(r"(?<![^\W_])codes?(?![^\W_])")
_OTHER_BEFORE = re.compile(
    r"(?:zip|postal|post|promo\w{0,6}|error|sort|area|country|bank|dress|swift|bic|product|discount"
    r"|voucher|referral|qr|bar|source|tax|coupon|offer|invite|gift|reason|status|booking|avec le)"
    r"\W{0,3}\Z"
)
_OTHER_AFTER = (
    r"\s?(?:pin|secret|confid|promo|postal|client|banque|guichet|bic|iban|swift|agence|perso|parr"
    r"|de (?:la |ma )?(?:carte|cb)|carte|cb|ape|naf|insee|d'acc|erreur|error|barre)"
)
_LETTERED = re.compile(
    r"(?=[A-Z0-9\-]{0,7}[0-9])(?=[0-9\-]{0,7}[A-Z])"
    r"(?P<value>[A-Z0-9]{1,8}(?:-[A-Z0-9]{2,5}){0,3})(?![^\W_]|-[A-Za-z])"
)
_LETTERS_AND_DIGITS = re.compile("[A-Z]-{0,7}[0-9]|[0-9]-{0,7}[A-Z]")
_MADE_FOR_BOOKINGS = ("confirm", "transaction", "payment", "paiement", "virement", "text", "achat")
_CARD_WORDS = re.compile(r"\b(?:cards?|back|dos|cartes?|cb|visa|cvv|cvc|crypto)")
_CARD_REACH = 30
_WHOSE = r"(?:(?:my|your|the|a|our|votre|mon|le|ton|un|du|dernier|latest|new|nouveau)\s){0,3}"
_MIRROR = re.compile(
    SHORT_CODE.pattern
    + r"[\s\"'»”)\].,:]{0,4}(?:is|est|c'?est|c|was|etait|=|:|as|-|,|comme|voila|sont)?[\s:\-]{0,3}"
    + rf"(?:{_WHOSE}(?P<name>{_NAMED.pattern})"
    rf"|(?P<whose>(?:my|your|our|votre|mon|ton|le)\s)(?P<bare>codes?(?![^\W_])(?!{_OTHER_AFTER})))"
)
_IN_A_YEAR = re.compile(r"\b(?:since|depuis|in|en|until|before|avant) \Z")
_GOOGLE = re.compile(r"(?<![^\W_])g-(?P<value>[0-9]{6})(?![^\W_])")
_DO = re.compile(
    r"(?<![^\W_])(?:use|enter|saisissez|utilisez|entrez|tapez|saisir|composez|type)\s"
    r"(?:(?:le|the|this|ce|code|otp|passcode)\s){0,3}" + SHORT_CODE.pattern + r"\s{1,2}"
    r"(?:to|pour|as|comme|afin)\s(?:\w{1,12}\s){0,2}"
    r"(?:confirm|verif|log|sign|appro|authori|complete|valid|autoris|connect|authent|finalis|your)"
)
_MESSAGE = re.compile(
    r"(?<![^\W_])(?:sms|texto|text(?: message)?|authenticator|texted me"
    r"|recue? par sms)(?:\s\w{1,10}){0,2}\s?(?:dit|says|disait|said|:|is)"
)
_YOURS = {"your", "votre", "our", "ton"}
_FEWEST, _MOST = 4, 8


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of codes for one use."""
    if not SHORT_CODE.search(reading.plain):
        if _LETTERS_AND_DIGITS.search(reading.text):
            for cue in _NAMED.finditer(reading.plain):
                yield from _lettered(reading, cue)
        return
    weighed = codes(reading)
    for code in weighed:
        if code.sort == "otp":
            yield Span(code.start, code.end, Proof.SAID)
    for span in without_others(_said(reading), weighed, "otp"):
        if not is_two(reading, span.start, span.end):
            yield span


def _said(reading: Reading) -> Iterator[Span]:
    """Give the codes in the wordings that are most common."""
    plain = reading.plain
    for cue in _NAMED.finditer(plain):
        yield from _after(reading, cue)
    yield from _of_bare_words(plain)
    for pattern in (_GOOGLE, _DO):
        for found in pattern.finditer(plain):
            yield from _span(found, None)
    for found in _MIRROR.finditer(plain):
        if _IN_A_YEAR.search(plain, max(0, found.start() - 12), found.start("value")):
            continue
        if found["name"]:
            yield from _span(found, found.span("name"))
        elif found["whose"].strip() in _YOURS or is_said_received(plain, *found.span()):
            yield from _span(found, found.span("bare"))


def _of_bare_words(plain: str) -> Iterator[Span]:
    """Give the codes after "code" alone, where it was received; after "the text says"."""
    for cue in _BARE.finditer(plain):
        close = LINK.match(plain, cue.end())
        found = SHORT_CODE.match(plain, close.end() if close else cue.end())
        other = _OTHER_BEFORE.search(plain, max(0, cue.start() - 16), cue.start())
        if found and not other and is_said_received(plain, *cue.span()):
            yield from _span(found, cue.span())
    for cue in _MESSAGE.finditer(plain):
        found = SHORT_CODE.match(plain, cue.end() + 1)
        if found and not is_a_year(found["value"]):
            yield from _span(found, cue.span())


def _after(reading: Reading, cue: re.Match[str]) -> Iterator[Span]:
    found = code_after(reading, cue)
    if found:
        if "secur" in cue[0] and _CARD_WORDS.search(
            reading.plain, cue.end(), min(found.start(), cue.end() + _CARD_REACH)
        ):
            return  # the card's own: "code de securite au dos"
        yield from _span(found, cue.span())
        return
    yield from _lettered(reading, cue)


def _lettered(reading: Reading, cue: re.Match[str]) -> Iterator[Span]:
    close = LINK.match(reading.plain, cue.end())
    lettered = _LETTERED.match(reading.text, close.end() if close else cue.end())
    if lettered and not any(word in cue[0] for word in _MADE_FOR_BOOKINGS):
        yield from _span(lettered, cue.span())


def _span(found: re.Match[str], cue: tuple[int, int] | None) -> Iterator[Span]:
    value = found["value"]
    fits = BARRIER not in value and len(value) >= _FEWEST and count_of_digits(value) <= _MOST
    if fits and not is_no_secret(found.string, *found.span("value")):
        yield Span(*found.span("value"), Proof.SAID, cue)


DETECTORS = (
    Detector(
        Kind.OTP,
        spans,
        digits=_FEWEST,
        cues=("passw", "digitale", "otac", "usage unique", "tan", "codice", "codigo", "^g-",
            "^enter", "^use ", "utilis", *CUES),
    ),
    Detector(
        Kind.OTP,
        spans,
        digits=1,
        cues=(
            "activation code", "cle digitale", "passcode", "code tempo", "code de v", "code d'a",
            "fication code", "ty code", "one-time", "one time", "usage unique",
            "login code", "log in code", "sms code", "mdp unique", "code unique",
        ),
    ),
)  # fmt: skip
