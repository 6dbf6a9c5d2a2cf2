"""What a charter is asked about: a post as it was understood, and the circumstances of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parvis.engine.guard import Finding, Kind
from parvis.engine.guard.finding import NEVER_STORED
from parvis.engine.post import Visibility
from parvis.engine.understand.labels import Labels


class Mode(StrEnum):
    """How far the bank's account may speak on which a post came in: the words of the register."""

    LISTEN_ONLY = "listen_only"
    ANSWER = "answer"
    PUBLISH = "publish"


class Hours(StrEnum):
    """Whether agents are there."""

    OPEN = "open"
    CLOSED = "closed"


class State(StrEnum):
    """What goes on around a post: nothing, a story that it is part of, or a declared crisis."""

    NONE = "none"
    STORY = "story"
    CRISIS = "crisis"


GROUPS: Final[dict[str, frozenset[str]]] = {
    "any": frozenset(Kind),
    "secrets": frozenset(NEVER_STORED),
    "private_data": frozenset(
        {Kind.IBAN, Kind.RIB, Kind.CARD, Kind.ACCOUNT_NUMBER, Kind.LOAN_NUMBER, Kind.CHEQUE_NUMBER}
        | {Kind.CUSTOMER_ID, Kind.NIR, Kind.TAX_ID, Kind.PASSPORT, Kind.ID_CARD, Kind.CARD_EXPIRY}
        | {Kind.DRIVING_LICENCE, Kind.RESIDENCE_PERMIT, Kind.PHONE, Kind.EMAIL, Kind.BALANCE}
        | {Kind.POSTAL_ADDRESS, Kind.DATE_OF_BIRTH}
    ),
}
"""Kinds of findings by one word. Names, plates and numbers of companies are no private data here:
they stand in posts in which nothing needs to be moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What holds for all posts of a batch: how far their account may speak, who is there."""

    mode: Mode = Mode.ANSWER
    hours: Hours = Hours.OPEN
    state: State = State.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One post, as a charter sees it.

    ``findings`` are kinds of the guard (``kinds_of``). ``authors`` are free words for what is known
    of whoever wrote it: customer, journalist, employee, influencer.
    """

    labels: Labels
    findings: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    network: str = ""
    visibility: Visibility = Visibility.PUBLIC
    mode: Mode = Mode.ANSWER
    hours: Hours = Hours.OPEN
    state: State = State.NONE


_NOTHING: frozenset[str] = frozenset()


def kinds_of(findings: Iterable[Finding]) -> frozenset[str]:
    """Give the kinds of findings; what may as well open an account counts as a secret too."""
    if not findings:
        return _NOTHING
    found = list(findings)
    kinds: set[str] = {finding.kind for finding in found}
    if any(finding.opens for finding in found):
        kinds.add(Kind.SECRET)
    return frozenset(kinds)
