"""Zones for machines of passports, identity cards and residence permits (ICAO Doc 9303).

Lines of capitals, digits and ``<``; the first begins with what the paper is and its country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_LINE = r"[A-Z0-9<]{24,46}"
_ZONE = re.compile(
    rf"[PIAC](?<![^\W_][PIAC])[A-Z<][A-Z]{{1,3}}<{{0,2}}[A-Z0-9<]{{20,42}}"
    rf"(?:[ \n]{{1,3}}{_LINE}){{0,2}}"
)
_SECOND = re.compile(
    r"[A-Z0-9](?<![^\W_][A-Z0-9])[A-Z0-9<]{8}[0-9<][A-Z]{1,3}<{0,2}[0-9]{6}[0-9][MFX<]"
    r"[0-9]{6}[0-9][A-Z0-9<]{4,18}(?![^\W_])"
)
_FILL = "<<"
_OF_STAY = ("AR", "IR", "RP", "IP", "CR")


def _zones(reading: Reading) -> Iterator[tuple[str, Span]]:
    after = 0
    for found in _ZONE.finditer(reading.text):
        if _FILL in found[0]:
            after = found.end()
            yield found[0], Span(*found.span(), Proof.FORM)
    for found in _SECOND.finditer(reading.text, after):
        yield "P", Span(*found.span(), Proof.FORM)


def passports(reading: Reading) -> Iterator[Span]:
    """Give the spans of zones of passports."""
    return (span for zone, span in _zones(reading) if zone.startswith("P"))


def permits(reading: Reading) -> Iterator[Span]:
    """Give the spans of zones of residence permits."""
    return (span for zone, span in _zones(reading) if zone.startswith(_OF_STAY))


def cards(reading: Reading) -> Iterator[Span]:
    """Give the spans of zones of identity cards."""
    return (span for zone, span in _zones(reading) if not zone.startswith(("P", *_OF_STAY)))


DETECTORS = (
    Detector(Kind.PASSPORT, passports, cues=("<",), digits=1),
    Detector(Kind.ID_CARD, cards, cues=("<<",), digits=1),
    Detector(Kind.RESIDENCE_PERMIT, permits, cues=("<<",), digits=1),
)
