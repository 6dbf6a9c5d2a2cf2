"""Card verification codes: three digits on the back, four on the front of American Express.

PCI DSS v4.0, glossary: CAV2, CVC2, CVN2, CVV2, CID. They have no form of their own, so words must
say it, or a card number and its expiry date stand before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import AFTER_A_NUMBER, filler
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.kinds.card_expiry import CODE_BEHIND, behind_cards, said_dates
from parvis.engine.guard.reading import Reading

_NAMED = (
    r"(?:cv[vcn](?:\s?2(?![0-9]))?|c[. ]v[. ][vcn]\.?|cvv?2|cvx|ccv\s?2?|csc|cav2?|cvd"
    r"|code visuel|pictogrammes?"
    r"|card verification(?: (?:code"
    r"|value|number))?|card security code|cr[yi]ptogramm{0,2}es?(?: visuels?)?"
    r"|crypto\s(?:visuel|au dos|derriere|de (?:ma|la) carte)"
    r"|code (?:de )?verif(?:ication)? (?:de )?(?:la "
    r"|ma )?(?:carte|cb))"
)
_COUNTED = (
    r"(?:(?:3|trois|three|4|quatre|four)[\s\-](?:derniers?\s|last\s|petits\s|little\s|fameux\s)?"
    r"(?:chiffres?|digits?|nums?|numbers?|numeros?)(?:[\s\-](?:security\s)?code)?)"
)
_PLACE = (
    r"(?:au dos|derriere|au verso|a l'arriere|(?:on|off|from) (?:the )?(?:back|reverse"
    r"|front)(?! of (?:th|a))"
    r"|at the back|devant"
    r"|sur le devant|on the signature|du dos|de derriere)"
)
_SECURITY = (
    r"(?:(?:code |num(?:ero)? )(?:de )?secu(?:rite)?|sec[uirt]{3,6}y (?:code|number|nr|no|digits?)"
    r"|sec code|sec\.? ?code"
    rf"|secu code|code (?:a \w{{1,6}} chiffres )?{_PLACE}|amex code|code amex|code (?:on it|dessus)"
    r"|(?:numero|number|digits|chiffres) (?:au dos|on the back|derriere|du dos)|cid)"
)
_LINK = filler(
    "de", "ma", "la", "carte", "visa", "cb", "mastercard", "amex", "card", "au", "dos", "visuel",
    "code", "of", "my", "the", "on", "back", "front", "for", "sur", "derriere", "en", "ligne", "a",
    "trois", "three", "quatre", "four", "chiffres", "digits", "digit", "est", "c'est",
    "cest", r"c(?=[\s'])",
    "is", "its", "it", "s", "was", "bien", "number", "numero", "num", "no", "n", "d", "l", "le",
    "securite", "security", "verso", "arriere", "devant", "signature", "strip", "bande", "bancaire",
    "les", "ce", "sont", "are", "being", "du", "value", "sa", "son", "mon", "ton", "indique", "dit",
    "written", "ecrit", "marque", "at", "avec", "with", "et", "and", "last", "derniers", "american",
    "express", "suivant", "suivants", "voici", "illisible", "je", "crois", "que", "pense", "i",
    "think", "please", "svp",
    "looks", "like", "says", "pourtant", "stp", "here", "dynamique", "dynamic", "virtuelle?",
    "virtual", "actuel", "nouveau", "new", "again", "toujours", "still",
    "donc", r"[34](?=[\s\-]?(?:chiff|digit|num))",
    most=26,
)  # fmt: skip
_VALUE = (
    rf"(?P<value>[0-9]{{3,4}}|[0-9](?:[ .\-][0-9]){{2,3}}){AFTER_A_NUMBER}"
    r"(?![ .\-][0-9]{2})"
)
_SAID = re.compile(
    rf"(?<![^\W_])(?:(?P<named>{_NAMED})(?![a-z])|(?:(?P<security>{_SECURITY})"
    rf"|(?P<counted>{_COUNTED})"
    rf"|(?P<weak>crypto|code))(?![a-z0-9])){_LINK}{_VALUE}"
)
_MIRROR = re.compile(
    rf"(?<![^\W_])(?<![0-9][ .,\-/])(?P<value>[0-9]{{3,4}})[^\w{BARRIER}]{{1,4}}(?:(?:is|est|c'est"
    rf"|cest|c|as|the|my|le|mon|ma|for|pour|comme|en|it|s|being|are|sont|les|num|code|sa|son|ce)"
    rf"[^\w{BARRIER}]{{1,3}}){{0,5}}(?:(?P<named>{_NAMED})|(?P<security>{_SECURITY}|{_PLACE})"
    rf"|(?P<counted>{_COUNTED})|(?P<weak>crypto))(?![a-z0-9])"
)
_VALUE_BEHIND = re.compile(r"\W{1,4}[0-9]{3}(?![0-9])")
_CARD = re.compile(
    rf"carte|card(?![a-z]{{2}})|(?<![a-z])cb(?![a-z])|visa|mastercard|amex|american express|cvv|cvc"
    rf"|cryptog|expir|(?<![a-z])exp(?![a-z])|{BARRIER}|[0-9]{{4}}[ \-]?[0-9]{{4}}[ \-]?[0-9]{{4}}"
)
_SIDE = re.compile(r"(?<![a-z])(?:dos|derriere|verso|back)(?![a-z])")
_NAMED_CARD = re.compile(r"carte|card(?![a-z])|(?<![a-z])cb(?![a-z])|visa|mastercard|amex")
_FRONT = re.compile(
    r"code (?:on it|dessus)|amex|american express|front|devant|quatre|four|4[\s\-](?:chiff|digit)"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_SIGN = r"[\s,;:|/.\-&+()]{1,6}"
_BEHIND = re.compile(rf"{_SIGN}(?:(?:et|and|puis|then|code)\s{{1,2}})?{CODE_BEHIND}")
_NUMBER_BEFORE = re.compile(rf"(?:[0-9]{{4}}|{BARRIER})[^\w{BARRIER}]{{0,6}}$")
_END_OF_LINE = re.compile(r"[\s,.;:!)]{0,4}(?:\n|\Z)|\s{0,2}[)\n;]")
# "[CARD] 123" alone at the end of a line.
_ALONE = re.compile(rf"{BARRIER}[\s,;:|/\-]{{1,4}}(?P<value>[0-9]{{3}})[ .!]{{0,3}}(?=\n|\Z)")
# Words of the code anywhere near three digits that stand where a value is told.
_NEAR = re.compile(
    rf"(?<![^\W_])(?:(?P<named>{_NAMED}|(?:crypto(?:gramm{0, 2}e?)?|visuel|code visuel)"
    r"(?! ?(?:monnaie|actif|bourse|currenc|wallet))|card verification\w{0,2}"
    r"|verification (?:number|code|digits) (?:on|of) (?:the|my) card"
    r"|(?:on the )?signature (?:strip|panel)"
    rf"|(?:3|three|trois)\s(?:\w{{1,9}}\s){{0,2}}{_PLACE}"
    r"|(?:codes?|chiffres|numeros?|digits|numbers|case|box|celle|celui|ceux|those|figures)\s"
    rf"(?:\w{{1,9}}\s){{0,1}}{_PLACE}|(?:retourn|tourn|flip|turn)\w{{0,4}} (?:la|ma|sa|the|my|his"
    rf"|her) "
    r"(?:carte|cb|card)|reverse (?:side )?of (?:the |my )?card)"
    rf"|(?P<security>{_SECURITY})"
    r"|(?P<weak>(?:(?:3|trois|three|4|four|quatre)[\s\-](?:\w{1,9}\s){0,2}(?:chiffres?|digits?"
    r"|nums?"
    r"|numbers?"
    r"|numeros?|figures?))"
    r"|(?:petit|little|small|short|tiny) (?:numero|nombre|number|code|chiffre)s?"
    rf"|{_PLACE}|verso|dos de (?:la|ma|sa) (?:carte|cb)|back of (?:the|my|his|her|it|card)|the back"
    r"|l'arriere|signature (?:strip|panel|box)|(?:a cote|pres) de (?:la|ma) signature"
    r"|(?:by|near|beside|next to|after|under) (?:the|my|his|her) signature|flip it"
    r"|turn(?:ed)? it over))(?![a-z])"
)
_ANY_CODE = re.compile(
    rf"[0-9](?<![^\W_][0-9])(?<![0-9][ .,:/\-][0-9])(?<![€$£#@+*][0-9])"
    rf"(?:[0-9]{{2,3}}|[ .\-][0-9][ .\-][0-9]){AFTER_A_NUMBER}(?!\s?[/%\-][0-9])(?! "
    rf"[0-9]{{2}})(?! (?:of|hours?|minutes?) )"
)
_LEADS = re.compile(
    r"(?:\A|[:=(\[\"'«»>,;!?.]|(?<![^\W_])(?:dit|donn(?:e|er|es)|affiche|met[sz]?|mis|tape[rz]?"
    r"|lis|lu"
    r"|est|c'?est|etait|is|was|it's|its|says?|said|put|typed?|enter(?:ed)?|reads?|shows?|gave|told"
    r"|give|voila|voici|sont|are|being|soit|le|bien|encore|again|still|toujours|puis|then|and|et"
    r"|code|as|que|donc|marque|ecrit|written|number|numero|c|him|her|them|lui|use[ds]?|try|tried"
    r"|fais|note|devine|guess|recopi\w{1,3}|copie\w?|copied|mine'?s|j'ai|i've|have|repondu"
    r"|answered|replied|read|see|vois|peut[ -]etre|maybe|perhaps"
    r"|cv[vc]2?|my|mon|like|of|to|from|a|it|or|ou))\s{0,3}\Z"
)
_OTHER_CODE = re.compile(
    r"(?<![^\W_])(?:pin|sms|otp|texto|mot de passe|password|erreurs?|errors?|postal|version|promo"
    r"|guichet|agence|departement|page|hotel|chambre|room|bus|ligne|numero de rue|depuis|since"
    r"|attente|queue|prix|price|cout\w{0,3}|cost\w{0,2}|finissant|ending|finit|ends|retrait"
    r"|plafond|sociale?|loto|lotto|lottery|alarme?|porte|door|building|immeuble|locker|casier"
    r"|bike|velo)"
    r"(?![^\W_])"
)
_PAYING = re.compile(
    r"(?<![^\W_])(?:pay(?:er|ing|ment)?|paiement|achats?|online|checkout|efface\w{0,2}|illisible"
    r"|encre|faded|smudged|worn|rubbed|opposition|bloque[rz]?|block(?:ed)?)(?![^\W_])"
)
_KEYED = re.compile(
    r"(?<![^\W_])(?:tape[rz]?|met[sz]?|mis|saisi[st]?|rentre|entre|typed?|typing|put|puts"
    r"|enter(?:ed)?|keyed"
    r"|use[ds]?|gave|donn\w{1,3}|dit|said|told)\s{1,3}(?:le |the |it |him |her |them |lui )?\Z"
    r"|,\s\Z"
)
_BLANK = re.compile(r"\W{1,3}")
_FITS = re.compile(r"[0-9](?:[0-9]|[ .\-][0-9][ .\-])[0-9]")
_TOLD, _TOLD_BEHIND, _LEAD = 80, 64, 16
_REACH = 48
_SHORT = 3
_WORDS = ("named", "security", "counted", "weak")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of verification codes."""
    card = _CARD.search(reading.plain) is not None
    for pattern in (_SAID, _MIRROR):
        for found in pattern.finditer(reading.plain):
            # "0728 cvv 337": the code stands behind its name.
            behind = pattern is _MIRROR and _VALUE_BEHIND.match(found.string, found.end())
            if not behind and _is_one(found, card=card):
                cue = next(found.span(group) for group in _WORDS if found[group])
                yield Span(*found.span("value"), Proof.SAID, cue)
    yield from _behind_dates(reading)
    if _NAMED_CARD.search(reading.plain):
        for found in _ALONE.finditer(reading.plain):
            yield Span(*found.span("value"), Proof.FORM)


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of three digits told near words of the code."""
    plain = reading.plain
    if not _FITS.search(plain):
        return
    weak = {word["weak"] or word["security"] for word in _NEAR.finditer(plain)}
    card = (
        _CARD.search(plain) is not None
        or len(weak - {None}) > 1
        or _PAYING.search(plain) is not None
    )
    for found in _ANY_CODE.finditer(plain):
        start, end = found.span()
        if not _is_so_long(found):
            continue
        lead = max(0, start - _LEAD)
        if not (_LEADS.search(plain, lead, start) or _is_behind_its_name(plain, start)):
            continue
        keyed = card or _KEYED.search(plain, lead, start) is not None
        word = _word_near(plain, start, end, card=card, keyed=keyed)
        if word:
            yield Span(start, end, Proof.SAID, word)


def _is_behind_its_name(plain: str, start: int) -> bool:
    """Whether a code stands right behind a word of the code: ``the three on the back 556``."""
    words = _NEAR.finditer(plain, max(0, start - _TOLD), start)
    return any(_BLANK.fullmatch(plain, word.end(), start) for word in words)


def _is_so_long(found: re.Match[str]) -> bool:
    """Whether a code has three digits, or four and is on the front of a card."""
    if sum(map(str.isdecimal, found[0])) == _SHORT:
        return True
    return _FRONT.search(found.string) is not None and not _YEAR.match(found[0])


def _word_near(
    plain: str, start: int, end: int, *, card: bool, keyed: bool
) -> tuple[int, int] | None:
    """Give the nearest word of the code, unless a word of another number stands between.

    ``keyed``: what is typed or told is enough where a code of security is named.
    """

    def counts(word: re.Match[str]) -> bool:
        return bool(word["named"]) or card or (keyed and bool(word["security"]))

    low = max(0, start - _TOLD)
    words = [word for word in _NEAR.finditer(plain, low, start) if counts(word)]
    if words and not _OTHER_CODE.search(plain, words[-1].end(), start):
        return words[-1].span()
    word = _NEAR.search(plain, end, end + _TOLD_BEHIND)
    if word and counts(word) and not _OTHER_CODE.search(plain, low, word.start()):
        return word.span()
    return None


def _is_one(found: re.Match[str], *, card: bool) -> bool:
    digits = "".join(filter(str.isdecimal, found["value"]))
    if found["named"]:
        return len(digits) == _SHORT or not _YEAR.match(digits)
    if len(digits) > _SHORT:
        return _FRONT.search(found.string) is not None and not _YEAR.match(digits)
    if found["weak"] == "code":
        return BARRIER in found.string[max(0, found.start() - _REACH) : found.start()]
    if found["counted"]:
        return card or _SIDE.search(found[0]) is not None
    if found["security"]:
        return card or found.start("security") < found.start("value")
    return card


def _behind_dates(reading: Reading) -> Iterator[Span]:
    """Give the codes behind the expiry dates of cards."""
    for found in behind_cards(reading):
        for group in ("before", "code"):
            if found[group]:
                yield Span(*found.span(group), Proof.FORM)
    for date in said_dates(reading):
        code = _BEHIND.match(reading.plain, date.end("value"))
        before = max(0, date.start() - _REACH)
        if code and (
            _NUMBER_BEFORE.search(reading.plain[before : date.start()])
            or _END_OF_LINE.match(reading.plain, code.end())
        ):
            yield Span(*code.span("code"), Proof.SAID, date.span("value"))


DETECTORS = (
    Detector(
        Kind.CVV, spans, digits=3,
        cues=("cvv", "^cvc", "^cvn", "^cvx", "^ccv", "^c.v.v", "^c.v.c", "^c v v", "pictogram",
              "visuel",
              "^csc", "^cav", "^cvd", "cv2", "verif",
              "cryptog",
              "criptog", "crypto", "chiffre", "digit", "secu", "sec code", "sec. code", "au dos",
              "derriere", "verso", "the back", "on back", "devant", "the front", "amex", "^cid$",
              "3 num", "trois num", "three num", "^exp", "valid", "thru", BARRIER),
    ),
    Detector(
        Kind.CVV, near, digits=3,
        cues=("cvv", "^cvc", "^cvn", "^cvx", "^ccv", "^csc$", "^cav", "^cvd$", "cv2",
              "verification", "pictogram", "the three", "last 3", "^secuirt", "^securt", "securite",
              "^num secu",
              "cryptog", "criptog", "^crypto$", "visuel", "code de secu", "code secu", "security n",
              "security c", "security d", "sec code", "chiffre", "digit", "3 num", "trois num",
              "three num", "petit n", "petit code", "little n", "small n", "short n", "tiny n",
              "au dos", "derriere", "verso", "dos de", "the back", "on back", "back of", "arriere",
              "signature", "flip it", "flip the", "figures", "^c.v.v", "^c.v.c", "^c v v",
              "retourn", "tourn", "turned the", "turned my", "reverse", "off the back", "celle du",
              "celui du"),
    ),
)  # fmt: skip
