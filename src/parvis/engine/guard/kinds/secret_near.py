"""Keys, tokens and codes of recovery near words that name them, wherever they stand.

Like ``secret``, without a guess from randomness alone: a token of letters and digits, long or in
groups, counts only near "clé", "token", "backup code", and where it is no name of a file, a commit
or a version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_NAMED = re.compile(
    r"(?<![^\W_])(?:(?:the|our|my|le|notre|mon) secret(?! (?:code|quest|word|answer|santa))"
    r"|(?:api|prod|production|live|test|sandbox|dev|ssh|pgp|gpg|wpa|hmac|totp|2fa|mfa|aes|rsa|jwt"
    r"|signing|encryption|decryption|pairing|setup|license"
    r"|licence|master|shared|private|secret|access|account|recovery|backup|service|bearer|session"
    r"|refresh|personal|web ?hook)"
    r"[ _\-]?(?:(?:access|signing|secret|api|shared) )?(?:keys?|tokens?|secrets?|codes?)|tokens?"
    r"|wi-?fi[^.!?\n]{0,20} (?:cle|key)|jetons?|bearer|bearers|hmac|totp|webhook|passkey"
    r"|cles? (?:wifi|wpa|wep|api|ssh|pgp|aes|de (?:chiffrement|signature|securite|secours"
    r"|recuperation|licence|dechiffrement|session|service"
    r"|securisation|production|test|prod|sandbox|l'api|l'appli)|d'(?:api|acces|activation"
    r"|appairage|installation|authentification)|privee|manuelle|de recup|secrete|partagee|maitre"
    r"|perso\w{0,5}"
    r"|du (?:tpe|terminal|webhook|wifi|serveur|bot))"
    r"|(?:ma|la|votre|notre|sa) cle(?=\s?(?::|=|est|c'est))|codes? (?:de )?(?:secours"
    r"|recuperation|backup|sauvegarde)|secrets? (?:partagee?|totp|hmac"
    r"|client|api|du webhook|key)|scratch codes?|(?:emergency|rescue|one-time backup) codes?"
    r"|client[ _]secret"
    r"|api|oauth|(?:reset|magic|login|one-time|activation) (?:link|url|token)|lien (?:magique"
    r"|de (?:connexion|reinit\w{0,12})))(?![^\W_])"
)
_TOKEN = re.compile(
    r"(?<![\w\-./@#:%])(?:[A-Za-z0-9]{3,8}(?:-[A-Za-z0-9]{3,8}){1,7}"
    r"|[0-9A-F]{4}(?: [0-9A-F]{4}){3,15}"
    r"|(?![A-Z]{2}[0-9]{2} )[A-Z2-7]{4}(?: [A-Z2-7]{4}){3,15}"
    r"|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){7,31}"
    r"|[A-Za-z]{2,8}[-_.](?:[A-Za-z0-9]{3,12}[-_.]){0,2}[A-Za-z0-9\-_+/=]{8,200}"
    r"|[A-Za-z0-9_\-+/=]{10,400}|[!-~]{12,200})(?![\w@]|-\w)"
)
_NO_TOKEN = re.compile(
    r"example|exemple|fake|changeme|placeholder|your|xxxx|\*\*\*|commit|^(?:iphone|windows"
    r"|android|version|erc|bep|web|oauth|psd|dsp|sha|aes|rsa|iso|rfc|article|inv|ref|cmd|err"
    r"|error|erreur|cve)[-_]?[0-9]"
    r"|^[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,4}|^[0-9\-+/=]{1,200}$"
    r"|^[a-z]{1,200}-[a-z]{1,200}(?:-[a-z]{1,200}){0,40}$|^[a-z]{1,200}[0-9]{1,4}$"
    r"|^[0-9]{1,4}[a-z]{1,200}$|^[a-z]{1,200}-[0-9]{1,4}$"
)
# The shared secret of an app of codes (RFC 4226), in base 32: near what names the app alone.
_APP = re.compile(
    r"(?<![^\W_])(?:(?:google )?authent(?:icator|ificateur)s?|2fa|mfa|double facteur|two[- ]factor"
    r"|otp app|qr(?: ?code)?)(?![^\W_])"
)
_BASE_32 = re.compile(r"(?=[A-Z]{0,12}[2-7])[A-Z2-7]{16,64}|[A-Z2-7]{4}(?: [A-Z2-7]{4}){3,15}")
_OTHER_BEFORE = re.compile(
    r"(?:commit|sha|hash|version|build|ref(?:erence)?|order|commande|dossier|ticket|error|erreur"
    r"|request[ _-]?id|trace[ _-]?id|client[ _]id|uuid|tx|txid|transaction|adresse|address"
    r"|contract|wallet|invoice|facture)\W{0,3}(?:id|n°|no|is|est)?\W{0,3}\Z"
)
_PRINTED = re.compile(r"[0-9]{4,5}-[0-9]{4,5}")
_CODES = re.compile(r"code|scratch|secours|backup|recuperation|recovery")
_REACH, _BACK = 90, 60
_SHORTEST, _SHORTEST_CODE, _LONG_ENOUGH = 10, 7, 20
_TURNS = 3


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of tokens near words that name them."""
    plain, text = reading.plain, reading.text
    cues, apps = list(_NAMED.finditer(plain)), list(_APP.finditer(plain))
    if not (cues or apps):
        return
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        while end > start and text[end - 1] in "-_/=+." and text[end - 1] != "=":
            end -= 1
        cue = _near(cues, start, end)
        if not cue and _BASE_32.fullmatch(text, start, end):
            cue = _near(apps, start, end)
        if not cue or _OTHER_BEFORE.search(plain, max(0, start - 24), start):
            continue
        if _is_token(text[start:end], codes=_CODES.search(cue[0]) is not None):
            yield Span(start, end, Proof.SAID, cue.span())


def _near(cues: list[re.Match[str]], start: int, end: int) -> re.Match[str] | None:
    for cue in cues:
        after = 0 <= start - cue.end() <= _REACH
        if after or 0 <= cue.start() - end <= _BACK:
            return cue
    return None


def _is_token(token: str, *, codes: bool) -> bool:
    """Whether a token mixes letters and digits like nothing that people write by hand."""
    signs = re.sub(r"[^A-Za-z0-9]", "", token)
    if len(signs) < (_SHORTEST_CODE if codes else _SHORTEST) or BARRIER in token:
        return False
    if codes and _PRINTED.fullmatch(token):
        return True
    if _NO_TOKEN.search(token.lower()) or "://" in token:
        return False
    turns = sum(one.isdecimal() != other.isdecimal() for one, other in pairwise(signs))
    if turns >= _TURNS or (turns and len(signs) >= _LONG_ENOUGH):
        return True
    return bool(turns) and codes


DETECTORS = (
    Detector(
        Kind.SECRET,
        spans,
        digits=2,
        cues=(
            "token", "jeton", "bearer", "hmac", "totp", "webhook", "passkey", "api key", "api ",
            " key", "ssh", "pgp", "secret",
            "cle wifi", "cle :", "cle:", "ma cle", "cle wpa", "cle de", "cle d'", "cle privee",
            "cle secrete",
            "cle partagee", "cle perso", "cle du",
            "codes de secours", "code de secours", "code de recup", "codes de recup",
            "backup code", "recovery code", "scratch code", "emergency code",
            "code de sauvegarde", "prod key", "live key", "sandbox", "the secret", "le secret",
            "wifi", "wi-fi", "oauth", "authenticator", "authentificateur", "^2fa$", "^mfa$",
            "cle manu",
            "double facteur", "two-factor", "two factor",
            "lien magique", "magic link", "cle api", "cle maitre",
        ),
        undisguised=False,
    ),
)  # fmt: skip
