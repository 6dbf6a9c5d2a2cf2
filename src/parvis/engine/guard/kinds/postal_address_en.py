"""Postal addresses in the British, Irish and American forms.

British postcodes: BS 7666; Irish Eircodes; United States: USPS Publication 28. As in
``postal_address``: a number and a street with a town or a postcode.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.kinds.postal_address import NAME_SIGN, START, start_with
from parvis.engine.guard.reading import Reading

_CODE_UK = re.compile(
    r"(?<=[a-z])[0-9](?:[a-z0-9]?[ ]{0,2}[0-9][abd-hjlnp-uw-z]{2}|[0-9w][ ]?[0-9a-z]{4})"
    r"(?![^\W_])"
)
_CODE_US = re.compile(r"(?<=[a-z.,][,\n ])[0-9]{5}(?![0-9])")
_TYPE_EN = (
    r"(?:road|rd|street|str|st|lane|ln|avenue|ave|av|drive|dr|close|cl|court|ct|crescent|cres"
    r"|gardens?"
    r"|gdns|grove|gr|place|pl|terrace|ter|way|walk|hill|park|mews|row|square|sq|green|rise|view"
    r"|parade"
    r"|quay|wharf|yard|broadway|boulevard|blvd|highway|hwy|parkway|pkwy|circle|cir|trail|trl|loop"
    r"|alley"
    r"|plaza|common|croft|fold|dene|vale|meadows?|fields?|bank|side|end|heights|wynd|gate|brae"
    r"|circus"
    r"|villas?|buildings|house|estate|strand|turnpike|pike|freeway|run|path|point|expressway"
    r"|gait|loan|vennel)\.?"
)
_BEFORE_EN = re.compile(
    r"(?<![^\W_])(?:(?:flat|apt|apartment|unit|suite|studio)\.?\s?\Z|(?:(?:flat|apt|apartment"
    r"|unit|suite|ste|room"
    r"|studio)\.?\s?#?[0-9a-z]{1,5}[,\n ]\s?)?"
    rf"(?:(?:{NAME_SIGN}[\w'\-]{{1,20}}[ ]){{1,3}}"
    r"(?:house|court|building|mansions|tower|lodge|cottage|farm|barn|hall|villa)[,\n]\s?)?\Z)"
)
WORD_EN = rf"{NAME_SIGN}(?:[^\W_]|['’\-](?=[^\W_])){{0,20}}\.?"
NUMBER_EN = START + r"[0-9]{0,4}[a-g]?(?:\s?[-/]\s?[0-9]{1,5})?"
_ROAD_EN = (
    rf"{NUMBER_EN}[, ]{{1,2}}(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?[ ])?"
    rf"(?:(?:{WORD_EN}|[0-9]{{1,3}}(?:st|nd|rd|th))[ ]){{1,4}}?(?P<type>{_TYPE_EN})(?![^\W_])"
    r"(?:[ ](?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?(?![^\W_]))?"
)
_LOOSE_ROAD_EN = rf"{NUMBER_EN}[, ]{{1,2}}{WORD_EN}(?:[ ]{WORD_EN}){{0,3}}"
POSTCODE = (
    r"(?:[a-z]{1,2}[0-9][a-z0-9]?[ ]{0,2}[0-9][abd-hjlnp-uw-z]{2}"
    r"|[ac-fhknprtvwxy][0-9][0-9w][ ]?[0-9ac-fhknprtvwxy]{4})(?![^\W_])"
)
_BETWEEN_EN = rf"(?:[,\n ]{{1,3}}{WORD_EN}(?: [0-9]{{1,2}}(?=,))?){{0,7}}?[,\n ]{{1,3}}"
_UK_FULL = re.compile(rf"{_ROAD_EN}{_BETWEEN_EN}{POSTCODE}")
_UK_LOOSE = re.compile(
    rf"{_LOOSE_ROAD_EN}[,\n][ ]?{WORD_EN}"
    rf"(?:[,\n ]{{1,3}}{WORD_EN}){{0,5}}?[,\n ]{{1,3}}{POSTCODE}"
)
_STATE = (
    r"(?:a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]"
    r"|t[nx]|ut|v[at]|w[aivy]|alabama|alaska|arizona|arkansas|california|colorado|connecticut"
    r"|delaware"
    r"|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland"
    r"|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new \w{4,9}"
    r"|north \w{6,8}|ohio|oklahoma|oregon|pennsylvania|south \w{6,8}|tennessee|texas|utah|vermont"
    r"|virginia|washington|wisconsin|wyoming)"
)
_US = re.compile(
    rf"{_ROAD_EN}(?:[,\n ]{{1,3}}(?:apt|suite|ste|unit|floor"
    rf"|fl|#)"
    rf"\.?\s?#?[0-9a-z]{{1,5}})?(?:[,\n ]{{1,3}}{WORD_EN}){{1,4}}?[,\n ]{{1,3}}"
    rf"{_STATE}\.?[,\n ]{{1,3}}"
    r"[0-9]{5}(?:-[0-9]{4})?(?![^\W_])"
)
_BOX_EN = re.compile(
    rf"(?<![^\W_])p\.?\s?o\.?\s?box\s[0-9]{{1,6}}(?:[,\n ]{{1,3}}{WORD_EN}){{1,5}}?[,\n ]{{1,3}}"
    rf"(?:{POSTCODE}|{_STATE}[, ]{{1,2}}[0-9]{{5}}(?:-[0-9]{{4}})?(?![^\W_]))"
)
_EN_TOWN = re.compile(rf"{_ROAD_EN}[,\n][ ]?(?P<town>{WORD_EN})")
_MORE_TOWN_EN = re.compile(
    r"(?:[ ](?:[A-Z][\w'’\-]{1,20}|[0-9]{1,2}(?![\w:.,][0-9])|(?:upon|on)(?= [A-Z]))){0,3}"
)
# Irish counties; Australian and Canadian codes, which are said with their state or province.
_COUNTY = re.compile(
    r"(?:,?[ ](?:[A-Z][\w'’\-]{1,20}(?: [A-Z][\w'’\-]{1,20})?, ?)?"
    r"(?:Co\.?|County|co\.) [A-Z][a-z]{3,9}(?![^\W_])"
    r"|,? (?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) [0-9]{4}(?![0-9])|(?:(?<= NSW| VIC| QLD| TAS| ACT)"
    r"|(?<= WA| SA| NT)) [0-9]{4}(?![0-9])"
    r"|,? (?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE) [A-Z][0-9][A-Z] ?[0-9][A-Z][0-9](?![^\W_]))"
)
EN_STREET = re.compile(rf"{_ROAD_EN}")
_UK_NAMED = re.compile(
    rf"(?:{WORD_EN}[ ]){{1,2}}(?P<house>cottage|house|farm|barn|lodge|hall|manor|mill|rectory"
    rf"|vicarage"
    r"|grange|bungalow|croft|chapel|mansions|farmhouse)(?![^\W_])"
    rf"(?:[,\n][ ]?{WORD_EN}(?:[ ]{WORD_EN}){{0,3}}){{1,4}}?[,\n ]{{1,3}}{POSTCODE}"
)
_UK_TURNED = re.compile(
    rf"(?<![^\W_]){POSTCODE}[,\n ]{{1,3}}(?:(?:and |et )?(?:house|flat|door|number|no)\.? ?){{1,2}}"
    r"[0-9]{1,4}[a-e]?(?![^\W_])"
)
_NOT_A_ROAD = frozenset(
    """
    hour hours minute minutes min mins day days week weeks month months year years times people ways
    way bloody more of the and to for a in on from that this my your our close friends quid pounds
    percent star lane lanes bed bedroom new different other long big small or per am pm mile miles
    """.split()  # noqa: SIM905 - shorter than a list
)


def spans_en(reading: Reading) -> Iterator[Span]:
    """Give the spans of addresses in the British and American forms, with their postcodes."""
    plain = reading.plain
    british = _CODE_UK.search(plain) is not None
    forms = _FORMS_UK if british else ()
    if british or _CODE_US.search(plain):
        forms += _FORMS_US
    for pattern, accepts in forms:
        for found in pattern.finditer(plain):
            if accepts(found):
                yield Span(start_with(reading, found, _BEFORE_EN), found.end(), Proof.FORM)
    if british:
        yield from _houses(reading)


def _houses(reading: Reading) -> Iterator[Span]:
    """Give the spans of houses with a name and no number, with their postcodes."""
    for found in _UK_NAMED.finditer(reading.plain):
        start = found.start()
        if not reading.text[start].isupper():  # "at Rose Cottage"
            start = reading.plain.index(" ", start) + 1
        if reading.plain[start : found.end("house")] != found["house"] and _all_named(
            reading.text[start : found.end()]
        ):
            yield Span(start, found.end(), Proof.FORM)


def spans_with_town(reading: Reading) -> Iterator[Span]:
    """Give the spans of English addresses with a town, without a postcode."""
    for found in _EN_TOWN.finditer(reading.plain):
        if is_road(found) and _all_named(_written(reading, found)):
            more = _MORE_TOWN_EN.match(reading.text, found.end())
            end = with_county(reading, more.end() if more else found.end())
            yield Span(start_with(reading, found, _BEFORE_EN), end, Proof.FORM)


def with_county(reading: Reading, end: int) -> int:
    """Give the end of an address with what follows a town: its county, or a code abroad."""
    county = _COUNTY.match(reading.text, end)
    return county.end() if county else end


def is_named(road: str) -> bool:
    """Whether no word after a number is one of times, sums and sentences."""
    return not _NOT_A_ROAD.intersection(re.split(r"[ ,\n]+", road))


def is_road(found: re.Match[str]) -> bool:
    """Whether the words between a number and "road" are a name, and no sentence."""
    words = re.split(r"[ ,]+", found.string[found.start() : found.start("type")].strip())
    names = [word for word in words if word.isalpha()]
    return not any(word in _NOT_A_ROAD for word in names[:-1] or names) or names == ["the"]


_Forms = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...]
_FORMS_UK: _Forms = ((_UK_FULL, is_road), (_UK_LOOSE, bool), (_UK_TURNED, bool))
_FORMS_US: _Forms = ((_US, is_road), (_BOX_EN, bool))


def _written(reading: Reading, found: re.Match[str]) -> str:
    return reading.text[slice(*found.span())]


def _all_named(address: str) -> bool:
    """Whether all words of an address are written as names."""
    words = [word for word in re.split(r"[\s,]+", address) if word and word[0].isalpha()]
    return all(word[0].isupper() for word in words)


_CUES_EN = (
    " road", " rd", "street", " str", " st", "lane", " ln", "avenue", " ave", "drive", " dr",
    "close",
    " cl", "court", " ct", "cres", "garden", "gdns", "grove", "place", " pl", "terrace", "way",
    "walk", "hill", "park", "mews", " row", "square", "green", "rise", "view", "parade", "quay",
    "wharf", "yard", "broadway", "boulevard", "blvd", "highway", "hwy", "pkwy", "circle", "trail",
    "box ", "croft", "house", "flat", "apt", "cottage", "field", "meadow", "vale", "estate",
    "heights", " end", "gate", "bank", "lodge", "mill,", "barn", "farm", "manor", "^number ",
)  # fmt: skip


DETECTORS = (
    Detector(
        Kind.POSTAL_ADDRESS, spans_en, digits=2,
        cues=("cottage", "^lodge", "^manor", "farmhouse", "rectory", "bungalow", "^barn"),
    ),
    Detector(Kind.POSTAL_ADDRESS, spans_en, digits=3, cues=_CUES_EN),
    Detector(
        Kind.POSTAL_ADDRESS,
        spans_with_town,
        digits=1,
        cues=(
            " road,", " rd,", "street,", " st,", " st\n", "lane,", "avenue,", " ave,", "drive,",
            "close,", "crescent,", "grove,", "terrace,", "gardens,", "court,", "mews,", "road\n",
            "street\n", "lane\n", "avenue\n", " way,", " rd\n", "close\n", "drive\n", "place,",
            " hill,", " green,", " row,", "square,", " walk,", " park,",
            " quay,",
        ),
    ),
)  # fmt: skip
