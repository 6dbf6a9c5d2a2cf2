"""Values that are what they are because the words beside them say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from parvis.engine.guard.detector import Span
from parvis.engine.guard.finding import Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

LINK = re.compile(
    rf"(?:[^\w{BARRIER}]|(?:est|c'est|etait|is|it's|its|was|no|numero|num|number|nr|id|le|la|the|de"
    r"|du|bien|donc|suivant|voici|here|following|as follows|suivante?)(?![^\W_])){0,12}"
)
"""What may stand between the words that say what a value is, and the value. Bounded."""


def said_before(
    reading: Reading,
    cue: re.Pattern[str],
    value: re.Pattern[str],
    link: re.Pattern[str] = LINK,
    proof: Proof = Proof.SAID,
) -> Iterator[Span]:
    """Give the values that stand after words which say what they are: ``mon code est 4821``.

    ``cue`` and ``link`` are matched on the plain reading, ``value`` on the folded one. The group
    ``value`` of ``value`` is the span, where there is one, else all of it.
    """
    for said in cue.finditer(reading.plain):
        between = link.match(reading.plain, said.end())
        found = value.match(reading.text, between.end() if between else said.end())
        if found:
            start, end = found.span("value" if "value" in value.groupindex else 0)
            yield Span(start, end, proof, said.span())


# What follows is for numbers of persons, papers and companies.

Ends = Callable[[str, int], int | None]
"""Gives where the value ends that starts at a place of a folded text, or None."""

Accepts = Callable[[str], bool]
"""Whether letters and digits (upper case, nothing between) are a value."""

_SIGN = rf"[^\w{BARRIER}]"
_SMALL_WORDS = (
    # French
    "est|c'est|cest|c|etait|sera|le|la|l'|l|les|de|d'|d|du|des|bien|donc|suivant|suivante|voici"
    "|voila|mon|ma|mes|notre|nos|son|sa|ses|leur|votre|ton|ta|numero|numeros|num|no|n|nb|nr|nro|id"
    "|actuel|actuelle|ancien|ancienne|nouveau|nouvelle|francais|francaise|sous|au|a|en|qui|code"
    "|porte|dit|svp|et|complet|sans|cle|avec"
    # English
    "|is|it's|its|it|was|the|my|our|your|his|her|their|number|nos|numb|nbr|following|here|as"
    "|follows|of|for|new|old|current|currently|still|just|be|reads|that|this|i|s|has|valid|id's"
    # German, Spanish, Italian, Dutch, Portuguese
    "|ist|lautet|mein|meine|meiner|nummer|die|der|das|es|mi|el|su|il|mio|mia|e|di|del|della|mijn"
    "|nummer|meu|minha|o|do|da"
)
LINK_WORD = re.compile(rf"(?:{_SMALL_WORDS})(?![^\W_'])|(?:l|d)'")
"""A word that may stand between a label and its value, and says nothing by itself."""

ANY_WORD = re.compile(r"[a-z][a-z'\-]{0,20}(?![^\W_])")
"""Any word: for values of a form that says much by itself."""

_SIGNS = re.compile(rf"(?:{_SIGN}|_){{0,8}}")
_GROUP = re.compile(r"[0-9A-Za-z]{1,20}(?![^\W_])")
_BETWEEN = re.compile(rf"{_SIGN}{{1,4}}|_")
_MORE = re.compile(r"\s{0,2}(?:[,;/&+]|(?:et|and|ou|or|y|und|puis)(?![^\W_]))?\s{1,2}")
_MOST_WORDS, _MOST_GROUPS, _MOST_LETTERS, _MOST_VALUES = 8, 20, 6, 6
_SAYS = (
    "c'?est|c|est|is|are|it'?s|that'?s|this is|es|ist|e|was|etait|voila|voici|mon|ma|my|our|notre"
    "|mein|meine|mi|mijn|comme|pour|en|as|in|for"
)
_NEAR = rf"[^\w.!?;\n{BARRIER}]{{0,4}}"
_SMALL = rf"(?:(?:{_SMALL_WORDS})(?![^\W_]){_NEAR}|(?:l|d)'){{0,8}}"
_BACK = re.compile(
    rf"{_NEAR}(?:[.!\n]{_NEAR})?(?:{_SAYS})(?![^\W_]){_NEAR}{_SMALL}"
    rf"|\s?(?:\(|\[|=|->|<-|:|,|-)\s?{_SMALL}"
)
_REACH_BACK = 72
_OTHERWISE = re.compile(
    r"(?<![^\W_])(?:commandes?|orders?|dossiers?|ref(?:erence|s)?|colis|parcel|suivi|tracking|tickets?|factures?"
    r"|invoices?|contrats?|contract|isbn|issn|ismn|ean|gtin|upc|barcode|code[\s-]barres?|isin|lei"
    r"|imei|meid|imsi|iccid|cusip|sedol|wkn|figi|sku|article|produits?|product|modele|model|serie"
    r"|serial|vol|flight|train|booking|reservation|pnr|transaction|case|sinistre|claim|incident"
    r"|police|policy|version|build|tweet|status|adherent|fidelite|loyalty|clubcard"
    r"|membership|delivery|livraison|shipment|envoi|lot|batch|part|release|trace|bitcoin|doi"
    r"|mandat|mandate|quote|devis|annonce|structuree|conteneur|container)"
    rf"(?:{_SIGN}{{1,4}}(?:(?:{_SMALL_WORDS}|se|sepa)(?![^\W_])(?:{_SIGN}{{1,4}}|(?=$))){{0,4}}"
    rf"|(?=$))$"
)
_REACH_OTHERWISE = 48


def value_after(
    reading: Reading,
    cue: re.Pattern[str],
    ends: Ends,
    word: re.Pattern[str] = LINK_WORD,
    most: int = _MOST_WORDS,
    *,
    several: bool = False,
) -> Iterator[Span]:
    """Give the values after words that say what they are, with at most ``most`` words between.

    ``ends`` says where a value at a place ends; it is asked after each of the words between.
    ``several`` allows values in a row behind one word: for those that check digits prove.
    """
    for said in cue.finditer(reading.plain):
        at = said.end()
        for _ in range(most + 1):
            at = _after_signs(reading.plain, at)
            end = ends(reading.text, at)
            if end is not None:
                if word is LINK_WORD or not is_said_otherwise(reading, at):
                    yield Span(at, end, Proof.SAID, said.span())
                    yield from _in_a_row(reading, ends, end, said) if several else ()
                break
            between = word.match(reading.plain, at)
            if not between:
                break
            at = between.end()


def _in_a_row(reading: Reading, ends: Ends, at: int, said: re.Match[str]) -> Iterator[Span]:
    for _ in range(_MOST_VALUES):
        more = _MORE.match(reading.plain, at)
        end = ends(reading.text, more.end()) if more else None
        if more is None or end is None:
            return
        yield Span(more.end(), end, Proof.SAID, said.span())
        at = end


def value_before(
    reading: Reading, cue: re.Pattern[str], value: re.Pattern[str], accepts: Accepts | None = None
) -> Iterator[Span]:
    """Give the values that stand before words which say what they are: ``4821 is my code``.

    The words must follow at once, by "is", "c'est", "my", a bracket or a comma.
    """
    for said in cue.finditer(reading.plain):
        floor = max(0, said.start() - _REACH_BACK)
        for found in value.finditer(reading.text, floor, said.start()):
            if (
                _BACK.fullmatch(reading.plain, found.end(), said.start())
                and not is_said_otherwise(reading, found.start())
                and (accepts is None or accepts(compact(found[0])))
            ):
                yield Span(*found.span(), Proof.SAID, said.span())


def longest(accepts: Accepts, most: int = 22) -> Ends:
    """Give an ``Ends`` for numbers in groups of any size: the longest that is accepted.

    ``accepts`` gets letters and digits alone, in upper case.
    """

    def ends(text: str, at: int) -> int | None:
        number, best = "", None
        for _ in range(_MOST_GROUPS):
            group = _GROUP.match(text, at)
            if group is None or (group[0].isalpha() and len(group[0]) > _MOST_LETTERS):
                break
            if not number and group[0].isalpha() and group[0].islower():
                break  # a word, not the letters that a number begins with
            number += group[0].upper()
            if len(number) > most:
                break
            if accepts(number):
                best = group.end()
            between = _BETWEEN.match(text, group.end())
            if between is None:
                break
            at = between.end()
        return best

    return ends


def compact(raw: str) -> str:
    """Give the letters and digits of a value alone, in upper case."""
    return "".join(filter(str.isalnum, raw)).upper()


def is_said_otherwise(reading: Reading, start: int) -> bool:
    """Whether what stands right before says that a number is one of something else.

    Orders, parcels, books, shares, telephones, posts in links.
    """
    before = reading.plain[max(0, start - _REACH_OTHERWISE) : start]
    return is_in_a_name(reading, start) or _OTHERWISE.search(before) is not None


def is_in_a_name(reading: Reading, start: int) -> bool:
    """Whether what begins here is somebody's handle, or a part of a link's path."""
    before = reading.plain[max(0, start - _REACH_OTHERWISE) : start]
    if before[-1:] == "@":
        return True
    return before.endswith(("/", "-", "_")) and "://" in before.rpartition(" ")[2]


def _after_signs(plain: str, at: int) -> int:
    signs = _SIGNS.match(plain, at)
    return signs.end() if signs else at


_APART = r"[\s.\-_]{1,3}"
_UNIT = (
    r"\s?(?:[€£$%]|k€|euro|eur\b|dollar|pound|chiffre|digit|caracter|character|jour|days?\b|heure"
    r"|hours?\b|hrs?\b|min\b|mn\b|minute|sec\b|second|mois\b|month|ans\b|annee|years?\b|fois\b"
    r"|times?\b|km\b|points?\b|clients\b|customers\b|personnes|people)"
)
SHORT_CODE = re.compile(
    r"(?P<value>[0-9](?<![^\W_][0-9])(?<![0-9][,.][0-9])"
    rf"(?:[0-9]{{2}}{_APART}[0-9]{{3}}|[0-9](?P<by>[\s.\-])[0-9]{{2}}(?:(?P=by)[0-9]{{2}}){{0,2}}(?!(?P=by)[0-9])"
    r"|[0-9]{3}[ \-][0-9]{4}|[0-9]{3,7}|(?:[\s.,\-/_]{1,5}[0-9]){3,7}"
    r"|[0-9]?(?:[\s,\-]{1,5}[0-9]{1,2}){1,7}))"
    rf"(?![^\W_]|[.,:/][0-9]|{_UNIT})"
)
"""A code of four to eight digits, together or in groups, no quantity; for the plain reading."""

_ROAD = re.compile(rf"[^\d\n.!?{BARRIER}]{{0,60}}")
_LEADS_TO_CODE = re.compile(
    r"(?<![^\W_])(?:est|c'?est|etait|is|it'?s|was|are|be|typed?|tape|enter(?:ed)?|entre|put|used?|using|utilise"
    r"|saisi[es]?|saisir|composer?|mi[st]|mets|fai[st]|still|now|just[e]?|toujours|bien|soit|code"
    r"|codes|numero|number|no|nr|num|pin|otp|sms|recue?s?|received|got|following|suivant|dit|says"
    r"|said|like|comme|donne|donner|lu|read|them|him|her|you|me|ici|here|voici|voila|namely|as"
    r"|c|suit|follows|passcode|confidentiel|secret|appli|app|texto|text|mail|envoye|sent)\W{0,6}\Z"
    r"|[:=>\u2192]\W{0,4}\Z"
)
_OTHER_CODE = re.compile(
    r"command|dossier|order|promo|postal|\bref|colis|facture|invoice|ticket|client|customer|version"
    r"|erreur|error|annee|year|depuis|since|€|eur|agence|branch|guichet|banque\b|sort|bic|swift"
)


def code_after(reading: Reading, cue: re.Match[str]) -> re.Match[str] | None:
    """Give the code that words announce: ``mon code, celui du sms, c'est 482913``.

    Further away than a colon or a verb, a year is none.
    """
    plain = reading.plain
    close = LINK.match(plain, cue.end())
    found = SHORT_CODE.match(plain, close.end() if close else cue.end())
    if found:
        return found
    road = _ROAD.match(plain, cue.end())
    at = road.end() if road else cue.end()
    found = SHORT_CODE.match(plain, at)
    if not found or _OTHER_CODE.search(plain, cue.end(), at) or is_a_year(found["value"]):
        return None
    return found if _LEADS_TO_CODE.search(plain, cue.end(), at) else None


def is_a_year(digits: str) -> bool:
    """Whether four digits may be a year of our times."""
    return len(digits) == 4 and digits[:2] in {"19", "20"}  # noqa: PLR2004 - the length of a year


def count_of_digits(value: str) -> int:
    """Count the digits of a value of a plain reading."""
    return sum(map(str.isdecimal, value))


_RECEIVED = re.compile(
    r"sms|texto|recu|recois|recev|received|\bgot\b|\btext(?:s|ed)?\b|envoy|\bsent\b|valid|verif"
    r"|autoris|authori|confirm|expir|authent|securi|approve|collegue|usage unique|one[- ]time"
    r"|double facteur|2fa|temporaire|notif|mail|told|gave|fraud|arnaq|scam|\bread\b|phone"
    r"|ai donne|conseiller|partag|\bshare\b|communiqu|votre code|your code"
)


def is_said_received(plain: str, start: int, end: int) -> bool:
    """Whether the words around a code say that it was sent for one use."""
    return _RECEIVED.search(plain, max(0, start - 90), end + 70) is not None


AFTER_A_NUMBER = (
    r"(?![^\W_])(?![.,:/][0-9])(?!\s{0,2}(?:[€$£%]|k€|eur(?:os?)?\b|usd\b|gbp\b|balles\b|dollars?\b"
    r"|pounds?\b|quid\b|followers?\b|abonnes?\b|abos?\b|vues?\b|views?\b|points?\b|pts\b|miles\b"
    r"|fois\b|times\b|ans\b|years?\b|jours?\b|days?\b|heures?\b|hours?\b|personnes?\b|people\b"
    r"|clients\b|customers\b|users\b|tweets?\b|mi(?:lli(?:on|ard)s?|ns?)\b|km\b|kg\b|h[0-9]|f?cfa\b|xof\b|xaf\b|dirhams?\b))"
)
"""What must not follow a number that is the number of something: it would be an amount of it."""


def filler(*words: str, most: int = 14) -> str:
    """Give a pattern of what may stand between: signs, and these words. Bounded by ``most``."""
    return rf"(?:[^\w{BARRIER}]|(?:{'|'.join(words)})(?![^\W_])){{0,{most}}}"


def said(reading: Reading, pattern: re.Pattern[str], proof: Proof = Proof.SAID) -> Iterator[Span]:
    """Give the groups ``value`` of a pattern that holds the words too, matched on plain text."""
    for found in pattern.finditer(reading.plain):
        yield Span(*found.span("value"), proof, found.span("cue"))


def written(pattern: re.Pattern[str], accepts: Accepts | None = None) -> Ends:
    """Give an ``Ends`` for values of one form; ``accepts`` gets the value as it is written."""

    def ends(text: str, at: int) -> int | None:
        found = pattern.match(text, at)
        return found.end() if found and (accepts is None or accepts(found[0])) else None

    return ends
