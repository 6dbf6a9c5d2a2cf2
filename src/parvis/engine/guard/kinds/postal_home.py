"""Streets with a number and without a town, where somebody says that it is a home.

The words stand before, near by, or behind at once: ``je crèche au 27 rue Sedaine``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.kinds.postal_address import FR_STREET, START, is_street
from parvis.engine.guard.kinds.postal_address_en import (
    EN_STREET,
    NUMBER_EN,
    POSTCODE,
    WORD_EN,
    is_named,
    is_road,
    with_county,
)
from parvis.engine.guard.reading import Reading

_MORE_NAME = re.compile(r"(?:(?:,? |\n)(?:(?:de|du|la|des) )?[A-ZÀ-Þ][\w'’\-]{2,24}){1,3}")
_LOOSE_STREET = re.compile(
    rf"{START}[0-9]{{0,3}}[a-g]? (?:[A-Z][\w'’\-]{{1,20}}(?: |$|(?=\W))){{2,4}}"
)
_UK_LINKED = re.compile(rf"{NUMBER_EN}(?:[, ]{{1,2}}{WORD_EN}){{2,7}}?[,\n ]{{1,3}}{POSTCODE}")
_LIVE = (
    r"j'?\s?(?:habite|loge|creche|reste)|nous habitons|on habite|(?:je|on) (?:vis|vit|reside|loge"
    r"|creche|demeure)|domicilie\w?|residant|habitant|demeurant|mon domicile|domicile"
    r"|(?:mon|notre|ma|son|sa|nouvelle|ancienne|bonne|vraie)(?: nouvelle| ancienne| vraie| bonne)?"
    r" (?:adresse|adr|logement|appart\w{0,6}|maison|baraque|studio)(?: (?:postale|perso\w{0,6}"
    r"|actuelle|exacte|complete))?|(?:adresse|adr|addr|addy|address|rue|street|line 1"
    r"|address line 1)"
    r"(?: postale| perso\w{0,6}| on file)?(?=\s?[:=])|(?:ai |avons |a )(?:de|em)menage|chez (?:moi"
    r"|nous)|coordonnees"
    r"|i live|we live|i'm living|(?:ive|i've|we've|i|have|has) (?:lived|been living)|living|live at"
    r"|lived at|i reside|residing|i stay|i'm based|based|we are|we're|my place|my house|my flat"
    r"|(?:my|our|his|her|home|postal|mailing|billing|current|prev|previous|new|old) (?:new "
    r"|home |old"
    r" |current |postal |mailing |billing )?(?:address|addy|addr|gaff|place|house|flat)"
    r"|(?:i|we)(?:'ve|'ve just)? (?:have )?(?:just )?moved|moving|moved to|(?:she|he|they) lives?"
    r"|lives|registered|landlord|(?:letter|card|post|mail|parcel|statement) (?:went )?(?:at|to)"
    r"|posted to"
)
_HOME = re.compile(
    rf"(?<![^\W_])(?:{_LIVE}|livre[rz]?|envoye[rz]?|expedie[rz]?|deliver(?:ed)?|street"
    r"|send (?:it|them|my card|the card)|post (?:it|them))(?![^\W_])"
)
_HOME_BEHIND = re.compile(
    r"[^\w.!?\n]{0,3}(?:(?:c'est|c|est|is|where|la ou|that'?s|voila|=>)[^\w]{1,2}){0,3}"
    r"(?:chez (?:moi|nous)|(?:c'est )?(?:mon|notre) (?:adresse|domicile)|(?:that's )?(?:my|our"
    r"|home)"
    r" (?:address|house|home|place)|i live|i've lived|j'habite|je vis)(?![^\W_])"
)
_ROAD_TO_HOME = re.compile(
    rf"(?:[^\w{BARRIER}]|(?:a|au|aux|in|at|to|is|est|c'est|de|the|maintenant|toujours|desormais|now"
    r"|dans|card|carte|le|la|ma|my|this|cheque|chequier|i|we|from|by|was|en"
    r"|appartement|number|numero|ici|here|still|down|just|again)(?![^\W_])){0,10}"
)


def spans_at_home(reading: Reading) -> Iterator[Span]:
    """Give the spans of streets with numbers that are said to be somebody's home."""
    plain = reading.plain
    for said in _HOME.finditer(plain):
        road = _ROAD_TO_HOME.match(plain, said.end())
        at = road.end() if road else said.end()
        end = _end_of_street(reading, at)
        if end:
            yield Span(at, end, Proof.SAID, said.span())
    for pattern, accepts in ((FR_STREET, is_street), (EN_STREET, is_road)):
        for found in pattern.finditer(plain):
            if accepts(found):
                end = _with_more(reading, found.end())
                behind = _HOME_BEHIND.match(plain, end)
                if behind:
                    yield Span(found.start(), end, Proof.SAID, behind.span())


def _end_of_street(reading: Reading, at: int) -> int | None:
    """Give where a street with its number ends that words before say to be a home."""
    whole = _UK_LINKED.match(reading.plain, at)
    if whole and is_named(whole[0]):
        return whole.end()
    for pattern, accepts in ((FR_STREET, is_street), (EN_STREET, is_road)):
        found = pattern.match(reading.plain, at)
        if found and accepts(found):
            return _with_more(reading, found.end())
    loose = _LOOSE_STREET.match(reading.text, at)
    return at + len(loose[0].rstrip()) if loose and is_named(loose[0].lower()) else None


def _with_more(reading: Reading, end: int) -> int:
    more = _MORE_NAME.match(reading.text, end)
    return with_county(reading, more.end() if more else end)


DETECTORS = (
    Detector(
        Kind.POSTAL_ADDRESS,
        spans_at_home,
        digits=1,
        cues=(
            "habite", "je vis", "reside", "domicil", "residant", "habitant", "demeurant",
            "adresse", "demenage", "chez moi", "livre", "envoye", "expedie", " live", "address",
            "moved", "moving", "deliver", "living", "send ", "post ", "je loge", "habiton", "addy",
            "addr", "^adr ", "creche ", "emmenage", "my place", "gaff", "my house", "my flat",
            "^street ", "rue :", "rue: ", "i stay", "^based ", "we are at", "we're at", "landlord",
            "registered", "letter at", "letter to", "card to", "card went", "posted to", "maison",
            "appart", "coordonnees", "^line 1",
        ),
    ),
)  # fmt: skip
