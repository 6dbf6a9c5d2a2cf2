"""Codes of four to eight digits that stand alone, weighed by the words around them.

People say a code in a hundred ways, before it, after it, in the next sentence. So each lone group
of digits is a candidate, and words near it weigh for one of three meanings: a card's secret code, a
code for one use, the number that opens an account. How it is brought in ("c'est", a colon, a
sentence of its own) weighs too. What says that it is something else (an order, an error, a sum, a
year, the last digits of a number) rules it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from parvis.engine.guard import code_words as words
from parvis.engine.guard.context import SHORT_CODE, is_a_year
from parvis.engine.guard.detector import Span
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

ENOUGH = 5
"""The least weight of the words around six or eight digits; one more for other lengths."""

_BEFORE, _AFTER = 110, 90


class _Sort(NamedTuple):
    """Words of one sort, and what they weigh for each meaning.

    4 and more: they say by themselves which code it is. 2 to 3: they name a code, or what is done
    with one. 1: they only go with it. Each sort counts once, one less where it stands further than
    ``_FAR`` signs away. To that comes how the code is brought in (0 to 2, ``_tie``) and 2 where its
    digits stand one by one. Years and round numbers start lower.
    """

    pattern: re.Pattern[str]
    pin: int
    otp: int
    login: int


_SORTS = tuple(
    _Sort(pattern, pin, otp, login)
    for pattern, pin, otp, login in (
        (words.sort(inside=rf"{words.PIN}|codes? (?:secrets?|confidentiel|pin)"), 2, 0, 0),
        (words.IS_PIN, 4, 0, 0),
        (words.IS_OTP, 0, 4, 0),
        (words.IS_LOGIN, 0, 0, 6),
        (words.IS_LONG, 1, 3, 1),
        (words.LOCKS_APP, 4, 0, 1),
        (words.CODE, 2, 2, 2),
        (words.SENT, 0, 2, 0),
        (words.PROVE, 0, 2, 0),
        (words.TOLD, 0, 2, 0),
        (words.DICTATED, 0, 2, 0),
        (words.KEYED, 1, 1, 1),
        (words.AT_CARD, 2, 0, 0),
        (words.STOLEN, 2, 0, 0),
        (words.KEPT, 1, 0, 1),
    )
)
_TO_COME = tuple(
    (
        sum(sort.pin for sort in _SORTS[place:]),
        sum(sort.otp for sort in _SORTS[place:]),
        sum(sort.login for sort in _SORTS[place:]),
    )
    for place in range(len(_SORTS))
)
"""The most that this sort and those after it can add: where that is too little, none is sought."""

_BROUGHT_IN = re.compile(
    r"(?:[:=>\u2192]|'s|(?<![^\W_])(?:c'?est|cest|c|est|etait|is|was|it's|its|be|being|as|comme"
    r"|genre|like|soit|dit|said|says?"
    r"|tape[rz]?|tapais|compose[rz]?|saisi[rst]?|saisissez|saisis|entre[rz]?|enter(?:ed|ing)?"
    r"|type[ds]?|typing"
    r"|press(?:ed)?|punch(?:ed|ing)?|keyed|mets|mis|met|mettre|put|use[ds]?|using|utilise[rz]?"
    r"|fais|fait|pr|en|en mettant|lu|read|reads|haute|aloud|out"
    r"|donne|gave|dicte|to|voici|voila|here|affiche|shows?|showing|got|recu|recois|sent|avec|with"
    r"|in|par|ecrit|wrote|written|note|take|takes|accept\w{0,3}|prend|refuse[sd]?|want|wants|knows?"
    r"|shared?|told|given|reste a|passe a|change (?:en|pour|a|par)"
    r"|reject(?:s|ed)?|refuses?|pinged|ate"
    r"|genere|generates?|recevoir|sort|ou|or|then|puis"
    r"|code|pin|otp|chiffres|digits|numbers?|numero|me|her|him|them|lui|leur|still"
    r"|toujours|just|bien|que|donc|ce|le|the|my|mon|than|try|tried|essaye))"
    r"[\s\"'«“(]{0,4}(?:[:=,>-]\s{0,2})?\Z"
)
_ALONE = re.compile(r"(?:\A|[.!?;,\n(\u2026\"'«“-]|[^\w\s.,;:!?'\"/&%@#-])\s{0,3}\Z")
_ALONE_AFTER = re.compile(r"\s{0,3}(?:\Z|[.!?;,\n)\"'»”\u2026-]|[^\w\s])")
_SAID_AFTER = re.compile(
    r"[\s\"'»”)\],:.-]{0,4}(?:is|est|c'?est|cest|c|was|etait|voila|=|comme|as|que|ca|it|that|marche"
    r"|passe|keeps?|kept|comes|came|vient|arrive|a ete|expiree?|anymore|plus|again|ou|or|like"
    r"|toujours|still|and|et|but|doesn'?t|won'?t|isn'?t|n'est|ne|n'a|expired"
    r"|invalid|invalide|refusee?|rejected|mais|tout|puis|then|deux|twice|when|quand|every"
    r"|a chaque|into|in|a|au|at|on|dans|sur|pour|to|for)(?![^\W_])"
)
_IS_ONE_AFTER = re.compile(
    r"[\s\"'»”)\],:.-]{0,4}(?:is|est|c'?est|cest|c|was|etait|voila|=|comme|as)\s(?:bien |still |"
    r"toujours )?(?:the|my|your|his|her|our|le|la|mon|ton|son|sa|votre|notre|leur|ce|what|a"
    r"|un)(?![^\W_])"
)
_RULED_OUT_BEFORE = re.compile(
    r"(?:[@#€$£_*]|(?<!carte )(?<!card )(?<!cb )\+|(?<!w)/|n°|xx|x"
    r"|(?<![^\W_])(?:(?:zip|post\w{0,3}|sort|area|branch|promo|bank"
    r"|discount|voucher|referral|country|dress|store|status|qr|bar|swift|bic|agence|banque) codes?|"
    r"commandes?|orders?|dossiers?|ref(?:erence|s)?|colis|parcel|suivi|tracking|tickets?|factures?"
    r"|invoices?|contrats?|contract|serie|vol|flight|flt|swa?|transaction|case|sinistre|claim|incident"
    r"|police"
    r"|policy|version|build|agences?|branch|guichets?|banque|postal|postale|postcode|zip|promo"
    r"|parrain\w{0,12}|avantage"
    r"|reduc\w{0,12}|cadeau|discount|voucher|referral|coupon|(?:erreurs?|errors?|err)(?: codes?)?"
    r"|errno|ape|naf|insee|rome|bic"
    r"|lei|rfc|(?<!me )(?<!il )(?<!elle )sort|swift|iban|isbn|ean|siren|siret"
    r"|client|customer|id|identifiant|login|user|member"
    r"|membre|adherent|rue"
    r"|street|road|avenue|bd|chemin|route|lot|appartement|flat|article|art|page|chapitre|loi"
    r"|section"
    r"|form|formulaire|cerfa|bus|ligne|line|train|porte|door|box|bp|cs|model|modele|iso|annee|year"
    r"|since|depuis|from|jusqu'en|in early|fin|debut|mai|juin|juillet|janvier|fevrier|mars|avril"
    r"|aout"
    r"|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|noel"
    r"|appel\w{0,12}|call(?:ed|ing)?|dial|ring|rang|composez le|joindre|joignable|(?:au|via) le"
    r"|tel|phone|telephone"
    r"|short ?code|paid|paye|debite|preleve|debited|charged|virement de|versement de|transfer of"
    r"|paiement de|achat de|payment of|plus de|over|about|environ|pres de|nearly|around|than|some"
    r"|moins de"
    r"|only|seulement|chf|eur|usd|gbp|mad|fcfa|digicode|(?:ends?|ending|ended|finissant|finit"
    r"|finissent|terminant|termine|"
    r"terminee?|finishing|finishes)(?: (?:par|in|with|en))?|derniers?|last (?:four|4)"
    r"|(?:quatre|4) derniers(?: chiffres)?|last (?:four|4)(?: digits)?(?: (?:is|are|of))?))"
    r"[\s:=.,\"'«(n°o-]{0,4}(?:(?:est|is|le|la|du|de|the|of|numero|num|no|c'est|was|my"
    r"|mon)\s){0,2}\Z"
)
_LAST_DIGITS = re.compile(
    r"derniers|dernieres|last (?:four|4|few)|final (?:four|4)|\bending|finissant|finit par"
    r"|finissent par"
    r"|termin\w{1,6} par|ends? (?:in|with)"
)
_WRITTEN_TO = re.compile(
    r"\b(?:text|sms|txt|send|envoy|don\b|donner|donnez|stop|forward|transfer)[^.!?]{0,40}\b(?:to"
    r"|au|a|at) \Z"
)
_SHORT_NUMBER = re.compile(
    r"(?:(?<!est )(?<!code )\bau|\b(?:sms|text|texto|message) (?:du|from)"
    r"|\b(?:appel|contact|join|telephon|sonn|compose[rz] )[^.!?]{0,30}\ble) \Z"
)
_SHORTEST_NUMBER = re.compile(r"(?<!est )(?<!code )\ble \Z")
_IN_A_YEAR = re.compile(
    r"\b(?:in|en|of|de|d'ici|by|late|mid|end|avant|before|apres|after|until|for|pour) \Z"
)
_ROUND_NUMBER = re.compile(r"00\Z")
_RULED_OUT_AFTER = re.compile(
    r"\s{0,2}(?:[%€$£°/*]|\d(?!d)|h\b|eur|euro|balles|dollar|pound|quid|bucks|people|personnes|clients"
    r"|gens"
    r"|customers|users|points|pts|miles|fois|times|ans\b|years|jours|days|heures|hours|secondes"
    r"|seconds"
    r"|sec\b|minutes|mins?\b|km|kg|metres|meters|calories|steps|pas\b(?! (?:bon|accept|reconnu"
    r"|valid))|mots|words|signes|chars?\b|characters|caracteres"
    r"|kms?|(?:x|k|m|mo|go|gb|mb)\b|salaries|employe|agences|emplois|postes|morts|deaths|tweets"
    r"|combinaisons|combinations|possibilit\w{1,5}|likes\b|followers|abonnes|messages|sms|textos"
    r"|texts|codes?\b(?! pin| secret| sms))"
    r"|\s?[:.,/-]\s?\d|\s(?:is|est) (?:the|le) (?:short )?(?:number|numero)(?! (?:i|we|they|you))"
    r"|\s{1,3}(?:rue|avenue|street|road|bd|boulevard|place|janv|fev|mars|avr|mai"
    r"|juin|juil|aout|sept|oct|nov|dec)\b"
)
_OF_THINGS = re.compile(
    r"\s(?:combin|possib|caract|charact|chiffres|digits|numbers|likes?\b|people|gens)"
)
_MANY_USE_IT = re.compile(
    r"moitie|most (?:common|people|popular|used)|half (?:of|the)|tout le monde|les gens|la plupart"
    r"|everyone|everybody|plus (?:utilise|courant|frequent)|who uses|qui (?:met|utilise)|never use"
    r"|top (?:two|three|five|ten|\d{1,3})\b|repandu|\bstudy"
    r"|(?:one|1) (?:in|out of) (?:\w{3,7}|\d{1,4})\b"
    r"|\bun (?:francais |client )?sur |survey|sondage|\betude\b|ont \d{4}\b|most used"
    r"|like 1234|ne (?:mettez|choisissez)|easiest|par defaut|default|evitez|avoid"
)
_OBVIOUS = frozenset({"1234", "0000", "1111", "123456", "2580", "12345678", "000000", "1212"})
_CARD_WORDS = re.compile(
    r"\bamex\b|american express|\bcvv2?\b|\bcsc\b|securite (?:au|du) dos|signature strip|\bcvc\b"
    r"|cryptogramme|crypto\b|\bcvx\b|\bdos de|back of"
)
_CODE_NAMED = re.compile(r"\b(?:code|pin|otp|sms|texto|distrib|dab|gab|atm)")
_AMEX = re.compile(r"\b3[47][0-9 -]{13,16}|\bamex\b|american express")
_DATED = re.compile(r"expir\w{0,8}|\bexp\b|valable|valid (?:until|thru|till)|validite|fin de val")
_IN_A_WORD = re.compile(r"[a-z][-_]\Z")
_PART_OF_MORE = re.compile(r"\d[\s.\-]{0,2}\Z")
_A_DATE = re.compile(rf"/|\A[0-9]{{1,4}}[.,][0-9]{{2}}\Z|[0-9]\.[0-9]{{1,2}}\.[0-9]|{BARRIER}")
# "between 1400 and 1530", "from 0900 to 1230", "called 0800 then 1530".
_CLOCK = r"(?:[01][0-9]|2[0-4])[0-5][0-9]h?"
_TIMES = re.compile(
    r"\b(?:between|entre|from|de|(?:called|rang|tried|appele\w{0,2})(?: at| a)?|at|open|ouvert)"
    rf" {_CLOCK} (?:and|et|to|till|until|a|then|puis|-) {_CLOCK}(?![0-9])"
)
_CHANGED = re.compile(r"chang|\bpins?\b|\bcodes?\b|replac|remplac")
_SIGN = re.compile(r"[^\d\s]|(?<![^\d])\s{1,9}(?!\D)")
_ONE_BY_ONE = re.compile(r"[0-9](?:[\s.,\-]{1,3}[0-9]){3,7}")
_USUAL_FOR_ONE_USE = frozenset({6, 8})
_LIKE = re.compile(
    r"\b(?:ou|or|puis|then|and|et|not|pas|lieu|instead|new|nouveau|ancien|old|precedent|previous|pour"
    r"|before|avant|still|maintenant|now|ni|nor)\b"
)
_BESIDE, _AS_ANOTHER = 60, 3
"""How far from a code another may stand, and what it weighs by that."""

_PAIR, _WORD = 40, 4
"""How far the other of two times may stand; the shortest word between two numbers, with blanks."""

_FOUR, _MIN_LONE, _LONGEST = 4, 4, 8
_FAR = 60
_CLOSE, _TIED = 64, 32
"""What comes right before a code is no longer, in signs; and what ties it to the words before."""


class Code(NamedTuple):
    """A code found: where, and what it weighs as a card's, for one use, or to log in."""

    start: int
    end: int
    pin: int
    otp: int
    login: int

    @property
    def sort(self) -> str:
        """Give what it weighs most as: "pin", "otp" or "login"."""
        if self.login > max(self.pin, self.otp):
            return "login"
        return "otp" if self.otp > self.pin else "pin"


def codes(reading: Reading) -> tuple[Code, ...]:
    """Give the lone groups of digits that the words around make codes of some sort."""
    found = _codes(reading.plain)
    if reading.disguised:
        return tuple(code for code in found if not is_two(reading, code.start, code.end))
    return found


# Cards, apps and accounts ask about the same reading one after the other.
@lru_cache(maxsize=1)
def _codes(plain: str) -> tuple[Code, ...]:
    groups = list(SHORT_CODE.finditer(plain))
    found = [code for group in groups if (code := _code(plain, group))]
    if not found or len(found) == len(groups):
        return tuple(found)
    sure = {code.start for code in found}
    others = (group for group in groups if group.start("value") not in sure)
    return tuple(found + [code for group in others if (code := _beside(plain, group, found))])


def _beside(plain: str, group: re.Match[str], sure: Sequence[Code]) -> Code | None:
    """Give a code that stands beside one as long: ``4821 or 4812``, ``old 4821, new 9033``."""
    start, end = group.span("value")
    for code in sure:
        low, high = (code.end, start) if code.end <= start else (end, code.start)
        if end - start == code.end - code.start and 0 <= high - low <= _BESIDE:
            weighed = _code(plain, group, _AS_ANOTHER) if _LIKE.search(plain, low, high) else None
            return weighed and code._replace(start=start, end=end)
    return None


def _code(plain: str, group: re.Match[str], bonus: int = 0) -> Code | None:
    digits = "".join(filter(str.isdecimal, group["value"]))
    if not _MIN_LONE <= len(digits) <= _LONGEST or _is_no_code(group["value"]):
        return None
    return _weighed(plain, *group.span("value"), digits, bonus)


def _weighed(plain: str, start: int, end: int, digits: str, bonus: int) -> Code | None:
    before = plain[max(0, start - _BEFORE) : start]
    after = plain[end : end + _AFTER]
    if _is_something_else(before, after, digits):
        return None
    tie = _tie(before, after) + (2 if _ONE_BY_ONE.fullmatch(plain, start, end) else 0)
    doubt = 2 if is_a_year(digits) or _ROUND_NUMBER.search(digits) else 0
    usual = len(digits) in _USUAL_FOR_ONE_USE
    enough = (ENOUGH if usual else ENOUGH + 1) + doubt - tie - bonus
    if doubt and not tie + bonus:
        return None
    pin, otp, login = int(len(digits) == _FOUR), int(usual), 0
    near = f"{before} \x00 {after}"
    middle = len(before)
    for sort, (most_pin, most_otp, most_login) in zip(_SORTS, _TO_COME, strict=True):
        if max(pin + most_pin, otp + most_otp, login + most_login) < enough:
            return None
        distance = _distance(sort.pattern, near, middle)
        if distance is None:
            continue
        lower = 1 if distance > _FAR else 0
        pin += max(0, sort.pin - lower)
        otp += max(0, sort.otp - lower)
        login += max(0, sort.login - lower)
    if max(pin, otp, login) < enough:
        return None
    return Code(start, end, pin, otp, login)


def _tie(before: str, after: str) -> int:
    """Give how closely a code is tied to the words around: 0 is not at all."""
    close = max(0, len(before) - _TIED)
    if _BROUGHT_IN.search(before, close) or _IS_ONE_AFTER.match(after):
        return 2
    alone, said = _ALONE.search(before, close), _SAID_AFTER.match(after)
    if alone and (said or _ALONE_AFTER.match(after)):
        return 2
    if alone or said or _ALONE_AFTER.match(after):
        return 1
    return 0


def _is_something_else(before: str, after: str, digits: str) -> bool:
    close = max(0, len(before) - _CLOSE)
    return bool(
        _RULED_OUT_AFTER.match(after)
        or _PART_OF_MORE.search(before, close)
        or _RULED_OUT_BEFORE.search(before, close)
        or _LAST_DIGITS.search(before[-40:])
        or _LAST_DIGITS.search(after[:_PAIR])
        or _is_of_a_card(before[-80:])
        or (len(digits) == _FOUR and _is_a_time(before, digits, after))
        or (len(digits) == _FOUR and _AMEX.search(before + after))
        or (len(digits) == _FOUR and _DATED.search(before[-24:]))
        or (is_a_year(digits) and _IN_A_YEAR.search(before))
        or _WRITTEN_TO.search(before)
        or _IN_A_WORD.search(before, close)
        or (after[:1] == "-" and after[1:2].isalpha())
        or (_is_short_number(digits) and _SHORT_NUMBER.search(before))
        or (len(digits) == _FOUR and digits[0] in "13" and _SHORTEST_NUMBER.search(before))
        or (digits in _OBVIOUS and _MANY_USE_IT.search(before + after))
    )


def _is_a_time(before: str, digits: str, after: str) -> bool:
    """Whether four digits are one of two times: ``between 1400 and 1530``."""
    lead = before[-_PAIR:]
    return any(
        found.start() < len(lead) < found.end()
        and not (found[0].startswith(("from", "de ")) and _CHANGED.search(lead))
        for found in _TIMES.finditer(f"{lead}{digits}{after[:_PAIR]}")
    )


def is_two(reading: Reading, start: int, end: int) -> bool:
    """Whether what reads as one code is two of four digits with a word between: no code is so."""
    value = reading.plain[start:end]
    if reading.ends is None or len(value) != 2 * _FOUR + 1 or value[_FOUR].isdecimal():
        return False
    low, high = reading.span(start + _FOUR, start + _FOUR + 1)
    return high - low >= _WORD


def _is_of_a_card(before: str) -> bool:
    """Whether the last thing named is what stands on a card, not a code."""
    named = [found.end() for found in _CARD_WORDS.finditer(before)]
    return bool(named) and not _CODE_NAMED.search(before, named[-1])


def _is_no_code(value: str) -> bool:
    """Whether a group is a date, scores, or masked: one sign only may stand between digits."""
    return _A_DATE.search(value) is not None or len(set(_SIGN.findall(value))) > 1


def is_no_secret(plain: str, start: int, end: int) -> bool:
    """Whether a code is talked of as one that many people have, or stands on an Amex card."""
    around = plain[max(0, start - _BEFORE) : end + _AFTER]
    if _OF_THINGS.match(plain, end) or (end - start == _FOUR and _AMEX.search(around)):
        return True
    return plain[start:end] in _OBVIOUS and _MANY_USE_IT.search(around) is not None


def _is_short_number(digits: str) -> bool:
    """Whether digits may be a number that one calls or writes to: 3639, 1013, 33700."""
    return len(digits) in {5, 6} or (len(digits) == _FOUR and digits[0] in "13")


def _distance(pattern: re.Pattern[str], near: str, middle: int) -> int | None:
    """Give how far the closest match stands from the code, or None where there is none."""
    closest = None
    for found in pattern.finditer(near):
        away = middle - found.end() if found.start() < middle else found.start() - middle
        closest = away if closest is None else min(closest, away)
    return closest


_CLEARLY = 2


def without_others(found: Iterable[Span], weighed: Iterable[Code], sort: str) -> Iterator[Span]:
    """Leave out the codes that the words around clearly make one of another sort."""
    weights = {code.start: code for code in weighed}
    for span in found:
        code = weights.get(span.start)
        if code is None or getattr(code, sort) + _CLEARLY > max(code.pin, code.otp):
            yield span
