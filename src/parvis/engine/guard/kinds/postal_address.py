"""Postal addresses in the French form: France, Belgium, Switzerland, Quebec.

French form: NF Z10-011. A number and a street with a town or a postcode is an address; without,
only where it is said to be somebody's home (``postal_home``). A street without a number, a town
alone, a postcode alone are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_S = r"[ ,\n]{1,3}"
_TYPE_FR = (
    r"(?:rue|r\.|avenue|aven|av\.?|ave\.?|boulevard|boul\.?|bld\.?|blvd\.?|bvd\.?|bd\.?|chemin"
    r"|ch\.|chem\.?"
    r"|che\.?|allees?|all\.?|impasse|imp\.?|place|pl\.?|cours|crs|quai|route|rte\.?|square|sq\.?"
    r"|passage|pass\."
    r"|villas?|cite|residence|res\.?|lotissement|lot\.?|hameau|sentier|sente|voie|esplanade"
    r"|promenade"
    r"|mail|faubourg|fbg?\.?|ruelle|venelle|rond[ -]point|clos|montee|cote|traverse|domaine|parvis"
    r"|galerie|lieu[ -]?dit|chaussee|parc|z\.?a\.?|z\.?i\.?|zac|rampe|descente|corniche|cour"
    r"|autoroute"
    r"|levee|mas|zone (?:artisanale|industrielle)|grand[e']? ?rue|petite rue|vieille route)"
)
START = r"[0-9](?<![^\W_][0-9])(?<![0-9][.,][0-9])"
_NUMBER = START + r"[0-9]{0,3}(?:\s?(?:bis|ter|quater|[a-e])(?![^\W_]))?(?:\s?[-/]\s?[0-9]{1,4})?"
NAME_SIGN = rf"[^\W\d_{BARRIER}]"
_NAME_WORD = rf"(?:{NAME_SIGN}(?:[^\W_]|['’.\-](?=[^\W_])){{0,24}}\.?|[0-9]{{1,2}}(?:er|e|eme)?)"
_NAME_FR = rf"{_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,6}}?"
_OF_THE = r"(?:de (?:la |l')|du )?"
_INSERT = (
    r"(?:[,\n \-]{1,3}(?:(?:appartement|appt?|apt|bat(?:iment)?|bt|esc(?:alier)?|etage|porte"
    r"|residence"
    r"|res|boite|bp|b\.p\.|cs|lot|resid|hall|immeuble|imm"
    r"|cidex|lieu[ -]?dit)\.?\s?(?:[^\W_]{1,14}(?:[ '][^\W_]{1,14})"
    r"{0,2}?)|[0-9]{1,2}(?:er|e|eme|ieme) (?:etage|et|arrondissement|arr)\.?(?:\s(?:droite|gauche"
    r"|dr|g))?)"
    r"){0,3}"
)
_TOWN_SIGN = r"[^\W\d_]"
_TOWN = (
    rf"(?:(?:st|ste|saint|sainte|la|le|les|l'|mont|bois|fort|port|grand|petit|vieux|neuf"
    rf"|bourg)[ '\-]"
    rf"){{0,2}}{_TOWN_SIGN}(?:{_TOWN_SIGN}|['\-](?={_TOWN_SIGN})){{1,30}}"
    rf"(?:[ ](?:sur|sous|les|lez)[ ](?:(?:la|le|les|l')[ ']?)?{_TOWN_SIGN}{{2,20}}"
    r"|[ ]en[ ](?:provence|bresse|laye|velin|brie|royans|vexin|auge|caux|france)"
    r"|[ ]la[ ][a-z]{4,16}"
    rf"(?=\Z|[^\w ])|[ ](?:de|du|d')[ ']?{_TOWN_SIGN}{{3,18}}(?=\Z|[^\w ]))?"
    r"(?:[ ](?:[0-9]{1,2}(?:e|er|eme)?(?![^\W_])|cedex(?:[ ][0-9]{1,2})?))?"
)
_MORE_TOWN = re.compile(r"(?:[ ](?!SVP|MERCI|STP)[A-ZÀ-Þ][\w'’\-]{1,24}){1,2}")
_CODE_FR = re.compile(r"[0-9]{4}|[0-9]{2} [0-9]{3}|[0-9][a-z][0-9]")
_STREETS = (
    "rue",
    "av",
    "b",
    "chemin",
    "ch",
    "all",
    "imp",
    "quai",
    "square",
    "r.",
    "fb",
    "faubourg",
)
_COUNTED = re.compile(
    r"(?:d'|de )(?:parking|concert|spectacle|cinema|theatre|stade|train|match|yoga|danse|tennis"
    r"|golf"
    r"|sport|math|piano|anglais|francais|soutien|natation|conduite|cuisine)"
)
"""What places and lessons are of, that are counted: ``1 place de parking à Nice``."""
_REACH = 64
_ABROAD = r"(?:[,\n ]{1,3}(?:france|belgique|suisse|luxembourg))?"
_FR_FULL = re.compile(
    rf"{_NUMBER}{_S}{_OF_THE}(?P<type>{_TYPE_FR})(?:[ ]|(?<=\.))(?P<street>{_NAME_FR})"
    rf"{_INSERT}[,\n \-]{{1,4}}(?:(?P<town>\(?(?:f-|b-|ch-|l-|fr-"
    rf"|be-)?(?P<code>[0-9]{{2}} ?[0-9]{{3}}|[0-9]{{4}}))"
    rf"(?![0-9])[,\n \-]{{1,3}}{_TOWN}{_ABROAD}"
    rf"|(?<=[,\n ])(?<![^,\n][ ])(?P<late>{_TOWN})[,\n ]{{1,3}}\(?[0-9]{{5}}(?![0-9])\)?"
    r"|(?P<quebec>[a-z][a-z'\-]{2,20}(?:[ \-][a-z]{2,14})?[, ]{1,2}\(?(?:qc|quebec)\)?[, ]{1,2}"
    r"[a-z][0-9][a-z] ?[0-9][a-z][0-9]))"
)
_FR_TOWN = re.compile(
    rf"{_NUMBER}{_S}{_OF_THE}(?P<type>{_TYPE_FR})[ ](?P<street>{_NAME_FR})"
    rf"(?P<by>[ ]?[,\n(][ ]?|[ ]a[ ])(?P<town>{_TOWN})"
)
FR_STREET = re.compile(
    rf"{_NUMBER}{_S}(?:{_TYPE_FR})[ ](?P<street>(?:(?:de|du|des|la|le|les|l'"
    rf"|d')[ ']?){{0,3}}"
    rf"{_NAME_WORD}(?:-{_NAME_WORD}){{0,3}})"
)
_FR_TURNED = re.compile(
    rf"[0-9]{{5}}(?<![0-9][0-9]{{5}})[ ]{_TOWN}[,\n \-]{{1,3}}{_NUMBER}{_S}(?:{_TYPE_FR})[ ]"
    rf"(?:(?:de|du|des|la|le|les|l'|d')[ ']?){{0,3}}{_NAME_WORD}"
)
_FR_BOX = re.compile(
    rf"(?<![^\W_])(?:b\.?p\.?|cs|c\.s\.|boite postale|cidex)\s?(?:n\s?)?[0-9]{{1,6}}[,\n \-]{{1,4}}"
    rf"[0-9]{{5}}[\n ]{_TOWN}"
)
_FR_PLACE = re.compile(
    rf"(?<![^\W_])(?:lieu[ -]?dit|hameau(?: de| du| des)?|ferme(?: de| du| des)?|le bourg"
    rf"|chateau de)"
    rf"(?:[ ,:]{{1,2}}{_NAME_WORD}){{0,5}}?[,\n ]{{1,3}}(?P<code>[0-9]{{5}})[\n ]{_TOWN}"
)
# The number behind the street: Belgium and Switzerland.
_BELGIAN = re.compile(
    rf"(?<![^\W_])(?:rue|avenue|av\.?|boulevard|bd|chaussee|place|quai|clos|allee|route|rte\.?"
    rf"|sentier|ruelle|impasse|passage|square|promenade|ch\.|chemin)[ ]{_NAME_FR}"
    rf"[, ]{{1,2}}[0-9]{{1,4}}(?:[a-z]|bis|ter)?[,\n ]{{1,3}}(?:b-|ch-)?[1-9][0-9]{{3}}[ ]"
    rf"(?!(?:euros?|eur|francs?|chf|balles|fois|avis|clients?|personnes?|agences?|jours?"
    rf"|points?)(?![^\W_])){_TOWN}"
)
_NUMBER_THEN_CODE = re.compile(
    r"[0-9](?:[a-z]|bis|ter)?[,\n ]{1,3}(?:b-|ch-)?[1-9][0-9]{3}[ ][^\W\d_]"
)
_NUMBERED = re.compile(rf"{_NUMBER}{_S}{_OF_THE}{_TYPE_FR}(?:[ ]|(?<=\.))")
_BEFORE_FR = re.compile(
    r"(?<![^\W_])(?:(?:appartement|appt?|apt|bat(?:iment)?|bt|esc(?:alier)?|etage|porte|residence"
    r"|res|lot|bal"
    r"|chez \w{2,15}(?: \w{2,15})?)\.?\s(?:[^\W_]{1,12}(?:'|\s)){0,3}?[^\W_]{1,12}[,\s]\s?){1,3}\Z"
)
_NOT_A_NAME = frozenset(
    """
    pour par dans avec sans plus et ou en sur qui que je tu il on ca va est c'est pas ne chez moi au
    aux vers c depuis d'ici loin avant apres pendant libre fermees bloquees barrees
    libres gratuit gratuite gratuites assises
    """.split()  # noqa: SIM905 - shorter than a list
)


def spans_fr(reading: Reading) -> Iterator[Span]:
    """Give the spans of addresses in the French form."""
    plain = reading.plain
    numbered = _NUMBERED.search(plain) is not None
    if _CODE_FR.search(plain):
        yield from _with_code(reading, numbered=numbered)
    if not numbered:
        return
    for found in _FR_TOWN.finditer(plain):
        named = is_street(found) and reading.text[found.start("town")].isupper()
        if named and (found["by"].strip() != "a" or found["type"].startswith(_STREETS)):
            yield _whole(reading, found, _BEFORE_FR)


def _with_code(reading: Reading, *, numbered: bool) -> Iterator[Span]:
    """Give the spans of French addresses with a postcode."""
    plain = reading.plain
    patterns = [pattern for pattern, words in _BY_WORDS if any(word in plain for word in words)]
    if _NUMBER_THEN_CODE.search(plain):
        patterns.append(_BELGIAN)
    if numbered:
        patterns.append(_FR_TURNED)
        for found in _FR_FULL.finditer(plain):
            if is_street(found):
                yield _whole(reading, found, _BEFORE_FR)
    for pattern in patterns:
        for found in pattern.finditer(plain):
            yield _whole(reading, found, None)


_BY_WORDS = (
    (_FR_BOX, ("bp", "b.p", "cs", "c.s.", "boite postale", "cidex")),
    (_FR_PLACE, ("lieu", "hameau", "ferme", "le bourg", "chateau de")),
)
"""Forms that begin with words, with what a text that holds one must hold: cheaper to look for."""


def is_street(found: re.Match[str]) -> bool:
    """Whether the words after "rue" are a name, and no sentence."""
    return _is_name(found["street"])


def start_with(reading: Reading, found: re.Match[str], before: re.Pattern[str]) -> int:
    """Give where an address starts: with the flat or the house, where they are named."""
    flat = before.search(reading.plain, max(0, found.start() - _REACH), found.start())
    return flat.start() if flat else found.start()


def _whole(reading: Reading, found: re.Match[str], before: re.Pattern[str] | None) -> Span:
    start = start_with(reading, found, before) if before else found.start()
    return Span(start, _whole_town(reading, found.end()), Proof.FORM)


def _is_name(street: str) -> bool:
    return street.partition(" ")[0] not in _NOT_A_NAME and not _COUNTED.match(street)


def _whole_town(reading: Reading, end: int) -> int:
    """Give the end of a town's name that goes on: "59000 Villeneuve Saint Georges"."""
    if reading.text[max(0, end - 3) : end].isupper():
        return end  # in capitals all words look like names
    more = _MORE_TOWN.match(reading.text, end)
    return more.end() if more else end


_CUES_FR = (
    "rue ", "avenue", "av.", " av ", "boulevard", "bd ", "bd.", "bld", "blvd", "chemin",
    "allee", "^all ",
    "all.", "impasse", "imp.", "place ", "pl.", " pl ", "cours ", "quai", "route ", "^rte",
    "square", "passage", "villa", "cite ", "residence", "lotissement", "hameau", "sentier",
    "sente ", "voie ",
    "esplanade", "promenade", "faubourg", "fbg", "ruelle", "venelle", "rond-point", "rond point",
    "clos ", "montee", "traverse", "domaine", "lieu-dit", "lieu dit", "lieudit", "bp ",
    "bp1", "bp2",
    "b.p", "chaussee", "le bourg", "ferme ", "parc ", "zac ", "^r. ", "^ch. ", "mail ", "cs ",
    "boite postale", "levee", "corniche", "cour ", "zone ", "galerie", "parvis", "^res ",
)  # fmt: skip


DETECTORS = (
    Detector(Kind.POSTAL_ADDRESS, spans_fr, digits=1, cues=_CUES_FR),
)  # fmt: skip
