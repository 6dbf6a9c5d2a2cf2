"""Postal addresses: France (and Belgium, Switzerland, Quebec), United Kingdom, United States.

French form: NF Z10-011; British postcodes: BS 7666; United States: USPS Publication 28. A number
and a street with a town or a postcode is an address; without, only where it is said to be
somebody's home. A street without a number, a town alone, a postcode alone are none.
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
_START = r"[0-9](?<![^\W_][0-9])(?<![0-9][.,][0-9])"
_NUMBER = _START + r"[0-9]{0,3}(?:\s?(?:bis|ter|quater|[a-e])(?![^\W_]))?(?:\s?[-/]\s?[0-9]{1,4})?"
_NAME_SIGN = rf"[^\W\d_{BARRIER}]"
_NAME_WORD = rf"(?:{_NAME_SIGN}(?:[^\W_]|['’.\-](?=[^\W_])){{0,24}}\.?|[0-9]{{1,2}}(?:er|e|eme)?)"
_NAME_FR = rf"{_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,6}}?"
_INSERT = (
    r"(?:[,\n \-]{1,3}(?:(?:appartement|appt?|apt|bat(?:iment)?|bt|esc(?:alier)?|etage|porte"
    r"|residence"
    r"|res|boite|bp|b\.p\.|cs|lot|resid|hall|immeuble|imm"
    r"|cidex)\.?\s?(?:[^\W_]{1,14}(?:[ '][^\W_]{1,14})"
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
_CODE_EN = re.compile(r"[0-9][abd-hjlnp-uw-z]{2}(?![^\W_])|[0-9]{5}(?![0-9])")
_MORE_NAME = re.compile(r"(?:(?:,? |\n)(?:(?:de|du|la|des) )?[A-ZÀ-Þ][\w'’\-]{2,24}){1,3}")
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
_REACH = 64
_ABROAD = r"(?:[,\n ]{1,3}(?:france|belgique|suisse|luxembourg))?"
_FR_FULL = re.compile(
    rf"{_NUMBER}{_S}(?P<type>{_TYPE_FR})(?:[ ]|(?<=\.))(?P<street>{_NAME_FR})"
    rf"{_INSERT}[,\n \-]{{1,4}}(?:(?P<town>\(?(?:f-|b-|ch-|l-|fr-"
    rf"|be-)?(?P<code>[0-9]{{2}} ?[0-9]{{3}}|[0-9]{{4}}))"
    rf"(?![0-9])[,\n \-]{{1,3}}{_TOWN}{_ABROAD}"
    rf"|(?<=[,\n ])(?<![^,\n][ ])(?P<late>{_TOWN})[,\n ]{{1,3}}\(?[0-9]{{5}}(?![0-9])\)?"
    r"|(?P<quebec>[a-z][a-z'\-]{2,20}(?:[ \-][a-z]{2,14})?[, ]{1,2}\(?(?:qc|quebec)\)?[, ]{1,2}"
    r"[a-z][0-9][a-z] ?[0-9][a-z][0-9]))"
)
_FR_TOWN = re.compile(
    rf"{_NUMBER}{_S}(?P<type>{_TYPE_FR})[ ](?P<street>{_NAME_FR})"
    rf"(?P<by>[ ]?[,\n(][ ]?|[ ]a[ ])(?P<town>{_TOWN})"
)
_FR_STREET = re.compile(
    rf"{_NUMBER}{_S}(?:{_TYPE_FR})[ ](?P<street>(?:(?:de|du|des|la|le|les|l'"
    rf"|d')[ ']?){{0,3}}"
    rf"{_NAME_WORD}(?:-{_NAME_WORD}){{0,3}})"
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
_BELGIAN = re.compile(
    rf"(?<![^\W_])(?:rue|avenue|av\.?|boulevard|bd|chaussee|place|quai|clos|allee"
    rf"|chemin)[ ]{_NAME_FR}"
    rf"[, ]{{1,2}}[0-9]{{1,4}}[a-z]?[,\n ]{{1,3}}(?:b-)?[1-9][0-9]{{3}}[ ]{_TOWN}"
)
_TYPE_EN = (
    r"(?:road|rd|street|str|st|lane|ln|avenue|ave|av|drive|dr|close|cl|court|ct|crescent|cres"
    r"|gardens?"
    r"|gdns|grove|gr|place|pl|terrace|ter|way|walk|hill|park|mews|row|square|sq|green|rise|view"
    r"|parade"
    r"|quay|wharf|yard|broadway|boulevard|blvd|highway|hwy|parkway|pkwy|circle|cir|trail|trl|loop"
    r"|alley"
    r"|plaza|common|croft|fold|dene|vale|meadows?|fields?|bank|side|end|heights|wynd|gate|brae"
    r"|circus"
    r"|villas?|buildings|house|estate|strand|turnpike|pike|freeway|run|path|point|expressway)\.?"
)
_BEFORE_EN = re.compile(
    r"(?<![^\W_])(?:(?:flat|apt|apartment|unit|suite|ste|room"
    r"|studio)\.?\s?#?[0-9a-z]{1,5}[,\n ]\s?)?"
    rf"(?:(?:{_NAME_SIGN}[\w'\-]{{1,20}}[ ]){{1,3}}"
    r"(?:house|court|building|mansions|tower|lodge|cottage|farm|barn|hall|villa)[,\n]\s?)?\Z"
)
_WORD_EN = rf"{_NAME_SIGN}(?:[^\W_]|['’\-](?=[^\W_])){{0,20}}\.?"
_NUMBER_EN = _START + r"[0-9]{0,4}[a-g]?(?:\s?[-/]\s?[0-9]{1,5})?"
_ROAD_EN = (
    rf"{_NUMBER_EN}[, ]{{1,2}}(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?[ ])?"
    rf"(?:(?:{_WORD_EN}|[0-9]{{1,3}}(?:st|nd|rd|th))[ ]){{1,4}}?(?P<type>{_TYPE_EN})(?![^\W_])"
    r"(?:[ ](?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?(?![^\W_]))?"
)
_LOOSE_ROAD_EN = rf"{_NUMBER_EN}[, ]{{1,2}}{_WORD_EN}(?:[ ]{_WORD_EN}){{0,3}}"
_POSTCODE = r"[a-z]{1,2}[0-9][a-z0-9]?[ ]{0,2}[0-9][abd-hjlnp-uw-z]{2}(?![^\W_])"
_BETWEEN_EN = rf"(?:[,\n ]{{1,3}}{_WORD_EN}){{0,7}}?[,\n ]{{1,3}}"
_UK_FULL = re.compile(rf"{_ROAD_EN}{_BETWEEN_EN}{_POSTCODE}")
_UK_LOOSE = re.compile(
    rf"{_LOOSE_ROAD_EN}[,\n][ ]?{_WORD_EN}"
    rf"(?:[,\n ]{{1,3}}{_WORD_EN}){{0,5}}?[,\n ]{{1,3}}{_POSTCODE}"
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
    rf"\.?\s?#?[0-9a-z]{{1,5}})?(?:[,\n ]{{1,3}}{_WORD_EN}){{1,4}}?[,\n ]{{1,3}}"
    rf"{_STATE}\.?[,\n ]{{1,3}}"
    r"[0-9]{5}(?:-[0-9]{4})?(?![^\W_])"
)
_BOX_EN = re.compile(
    rf"(?<![^\W_])p\.?\s?o\.?\s?box\s[0-9]{{1,6}}(?:[,\n ]{{1,3}}{_WORD_EN}){{1,5}}?[,\n ]{{1,3}}"
    rf"(?:{_POSTCODE}|{_STATE}[, ]{{1,2}}[0-9]{{5}}(?:-[0-9]{{4}})?(?![^\W_]))"
)
_EN_TOWN = re.compile(rf"{_ROAD_EN}[,\n][ ]?(?P<town>{_WORD_EN}(?:[ ]{_WORD_EN})?)")
_EN_STREET = re.compile(rf"{_ROAD_EN}")
_HOME = re.compile(
    r"(?<![^\W_])(?:j'?\s?habite|jhabite|nous habitons|on habite|je vis|je reside|je loge"
    r"|domicilie\w?"
    r"|residant|habitant|demeurant|(?:mon|notre|ma|son|nouvelle|ancienne|bonne|vraie)(?: nouvelle"
    r"| ancienne| vraie| bonne)? adresse(?: (?:postale|perso\w{0,6}|actuelle|exacte|complete))?"
    r"|adresse(?: postale"
    r"| perso\w{0,6})?(?=\s?:)|(?:ai |avons |a )demenage"
    r"|chez moi|mon domicile|livre[rz]?|envoye[rz]?|expedie[rz]?"
    r"|i live|we live|i'm living|i reside|residing|my (?:new |home |old |current )?address"
    r"|our address"
    r"|address(?=\s?[:=])|(?:i|we)(?:'ve|'ve just)? moved|moving|home address|deliver(?:ed)?|living"
    r"|send (?:it|them|my card|the card)|post (?:it|them)|she lives|he lives|they live|lives)"
    r"(?![^\W_])"
)
_ROAD_TO_HOME = re.compile(
    rf"(?:[^\w{BARRIER}]|(?:a|au|aux|in|at|to|is|est|c'est|de|the|maintenant|toujours|desormais|now"
    r"|dans|card|carte|le|la|ma|my|this|cheque|chequier|i|we|from|by|was|en"
    r"|appartement)(?![^\W_])){0,10}"
)
_BEFORE_FR = re.compile(
    r"(?<![^\W_])(?:(?:appartement|appt?|apt|bat(?:iment)?|bt|esc(?:alier)?|etage|porte|residence"
    r"|res|lot|bal"
    r"|chez \w{2,15}(?: \w{2,15})?)\.?\s(?:[^\W_]{1,12}(?:'|\s)){0,3}?[^\W_]{1,12}[,\s]\s?){1,3}\Z"
)
_NOT_A_NAME = frozenset(
    """
    pour par dans avec sans plus et ou en sur qui que je tu il on ca va est c'est pas ne chez moi au
    aux vers c depuis d'ici loin avant apres pendant libre libres gratuit gratuite gratuites assises
    """.split()  # noqa: SIM905 - shorter than a list
)
_NOT_A_ROAD = frozenset(
    """
    hour hours minute minutes min mins day days week weeks month months year years times people ways
    way bloody more of the and to for a in on from that this my your our close friends quid pounds
    percent star lane lanes bed bedroom new different other long big small or per am pm mile miles
    """.split()  # noqa: SIM905 - shorter than a list
)


def spans_fr(reading: Reading) -> Iterator[Span]:
    """Give the spans of addresses in the French form."""
    plain = reading.plain
    if _CODE_FR.search(plain):
        yield from _with_code(reading)
    for found in _FR_TOWN.finditer(plain):
        named = _is_name(found["street"]) and reading.text[found.start("town")].isupper()
        if named and (found["by"].strip() != "a" or found["type"].startswith(_STREETS)):
            yield _whole(reading, found, _BEFORE_FR)


def _with_code(reading: Reading) -> Iterator[Span]:
    """Give the spans of French addresses with a postcode."""
    plain = reading.plain
    for found in _FR_FULL.finditer(plain):
        if _is_name(found["street"]):
            yield _whole(reading, found, _BEFORE_FR)
    for pattern in (_FR_BOX, _FR_PLACE, _BELGIAN):
        for found in pattern.finditer(plain):
            yield _whole(reading, found, None)


def spans_en(reading: Reading) -> Iterator[Span]:
    """Give the spans of addresses in the British and American forms, with their postcodes."""
    plain = reading.plain
    if not _CODE_EN.search(plain):
        return
    for pattern in (_UK_FULL, _US):
        for found in pattern.finditer(plain):
            if _is_road(found):
                yield Span(_start(reading, found, _BEFORE_EN), found.end(), Proof.FORM)
    for pattern in (_UK_LOOSE, _BOX_EN):
        for found in pattern.finditer(plain):
            yield Span(_start(reading, found, _BEFORE_EN), found.end(), Proof.FORM)


def spans_with_town(reading: Reading) -> Iterator[Span]:
    """Give the spans of English addresses with a town, without a postcode."""
    for found in _EN_TOWN.finditer(reading.plain):
        if _is_road(found) and _all_named(reading.text[slice(*found.span())]):
            yield Span(_start(reading, found, _BEFORE_EN), found.end(), Proof.FORM)


def spans_at_home(reading: Reading) -> Iterator[Span]:
    """Give the spans of streets with numbers that are said to be somebody's home."""
    for said in _HOME.finditer(reading.plain):
        road = _ROAD_TO_HOME.match(reading.plain, said.end())
        at = road.end() if road else said.end()
        for pattern, accepts in ((_FR_STREET, _is_street), (_EN_STREET, _is_road)):
            found = pattern.match(reading.plain, at)
            if found and accepts(found):
                more = _MORE_NAME.match(reading.text, found.end())
                end = more.end() if more else found.end()
                yield Span(found.start(), end, Proof.SAID, said.span())


def _is_street(found: re.Match[str]) -> bool:
    return _is_name(found["street"])


def _start(reading: Reading, found: re.Match[str], before: re.Pattern[str]) -> int:
    """Give where an address starts: with the flat or the house, where they are named."""
    flat = before.search(reading.plain, max(0, found.start() - _REACH), found.start())
    return flat.start() if flat else found.start()


def _whole(reading: Reading, found: re.Match[str], before: re.Pattern[str] | None) -> Span:
    start = _start(reading, found, before) if before else found.start()
    return Span(start, _whole_town(reading, found.end()), Proof.FORM)


def _is_name(street: str) -> bool:
    return street.partition(" ")[0] not in _NOT_A_NAME


def _is_road(found: re.Match[str]) -> bool:
    """Whether the words between a number and "road" are a name, and no sentence."""
    words = re.split(r"[ ,]+", found.string[found.start() : found.start("type")].strip())
    names = [word for word in words if word.isalpha()]
    return not any(word in _NOT_A_ROAD for word in names[:-1] or names) or names == ["the"]


def _all_named(address: str) -> bool:
    """Whether all words of an address are written as names."""
    words = [word for word in re.split(r"[\s,]+", address) if word and word[0].isalpha()]
    return all(word[0].isupper() for word in words)


def _whole_town(reading: Reading, end: int) -> int:
    """Give the end of a town's name that goes on: "59000 Villeneuve Saint Georges"."""
    if reading.text[max(0, end - 3) : end].isupper():
        return end  # in capitals all words look like names
    more = _MORE_TOWN.match(reading.text, end)
    return more.end() if more else end


_CUES_FR = (
    "rue ", "avenue", "av.", " av ", "boulevard", "bd ", "bd.", "bld", "blvd", "chemin", "allee",
    "all.", "impasse", "imp.", "place ", "pl.", " pl ", "cours ", "quai", "route ", "^rte",
    "square", "passage", "villa", "cite ", "residence", "lotissement", "hameau", "sentier",
    "sente ", "voie ",
    "esplanade", "promenade", "faubourg", "fbg", "ruelle", "venelle", "rond-point", "rond point",
    "clos ", "montee", "traverse", "domaine", "lieu-dit", "lieu dit", "lieudit", "bp ",
    "bp1", "bp2",
    "b.p", "chaussee", "le bourg", "ferme ", "parc ", "zac ", "^r. ", "^ch. ", "mail ", "cs ",
    "boite postale", "levee", "corniche", "cour ", "zone ", "galerie", "parvis", "^res ",
)  # fmt: skip
_CUES_EN = (
    " road", " rd", "street", " str", " st", "lane", " ln", "avenue", " ave", "drive", " dr",
    "close",
    " cl", "court", " ct", "cres", "garden", "gdns", "grove", "place", " pl", "terrace", "way",
    "walk", "hill", "park", "mews", " row", "square", "green", "rise", "view", "parade", "quay",
    "wharf", "yard", "broadway", "boulevard", "blvd", "highway", "hwy", "pkwy", "circle", "trail",
    "box ", "croft", "house", "flat", "apt", "cottage", "field", "meadow", "vale", "estate",
    "heights", " end", "gate", "bank",
)  # fmt: skip

DETECTORS = (
    Detector(Kind.POSTAL_ADDRESS, spans_fr, digits=1, cues=_CUES_FR),
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
        ),
    ),
    Detector(
        Kind.POSTAL_ADDRESS,
        spans_at_home,
        digits=1,
        cues=(
            "habite", "je vis", "reside", "domicil", "residant", "habitant", "demeurant",
            "adresse", "demenage", "chez moi", "livre", "envoye", "expedie", " live", "address",
            "moved", "moving", "deliver", "living", "send ", "post ", "je loge", "habiton",
        ),
    ),
)  # fmt: skip
