"""What a kind's file gives: detectors, each with what a text must hold to be worth a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading


class Span(NamedTuple):
    """A span of a reading that is confidential data, and why. ``cue`` is a span of it too."""

    start: int
    end: int
    proof: Proof
    cue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Detector:
    """Finds one kind in a reading of a text.

    It is asked only about texts with at least ``digits`` digits (of any script, or spelled out),
    and with one of ``cues`` where there are some: pieces of plain text (lower case, no accents,
    straight apostrophes), found inside of words too unless they begin with ``^`` or end with ``$``,
    which are edges of words. Without cues its digits must stand ``together``, a few signs apart.
    Where ``beside`` is given, one of these must stand in the text as well.
    The first pass goes by these alone, so they decide how fast the guard is: the rarer the better,
    and what is found must never be without them.

    ``named`` says that it finds names only, and none where ``names.may_be_named`` sees none.
    ``undisguised`` asks it also about readings in which a disguise of numbers was undone;
    ``of_the_bank`` only where the policy knows the form of the bank's own numbers.
    """

    kind: Kind
    spans: Callable[[Reading], Iterator[Span]]
    digits: int = 0
    cues: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    together: bool = True
    named: bool = False
    undisguised: bool = True
    of_the_bank: bool = False
