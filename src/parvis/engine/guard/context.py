"""Values that are what they are because the words beside them say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
