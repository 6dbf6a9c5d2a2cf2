"""What becomes of confidential data: for each kind and direction keep, mask, seal or destroy.

The defaults follow PCI DSS v4.0 (3.3: sensitive authentication data is never kept, not even
encrypted; 3.4: of a card number at most the first six and last four digits are shown) and the
practice of banks in private messages: an agent may ask for last name, first name and date of
birth, so these are kept where they are asked for, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from parvis.engine.guard.allowed import NOTHING, AllowList
from parvis.engine.guard.answers import DEFAULT_ANSWERS
from parvis.engine.guard.finding import NEVER_STORED, Finding, Kind
from parvis.engine.guard.folding import fold


class Treatment(StrEnum):
    """What is done with a finding."""

    KEEP = "keep"
    MASK = "mask"
    SEAL = "seal"
    DESTROY = "destroy"


class Direction(StrEnum):
    """Which way a text goes, and who could see it."""

    RECEIVED_PUBLIC = "received_public"
    RECEIVED_PRIVATE = "received_private"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Rule:
    """The treatment of a kind in a direction.

    ``first`` and ``last`` are how many characters of the value a mask still shows; ``days`` is how
    long a sealed value is kept.
    """

    treatment: Treatment
    first: int = 0
    last: int = 0
    days: int = 0

    def marker(self, kind: Kind, value: str) -> str:
        """Give what stands in the text in place of a value: ``[IBAN ••••1234]``.

        At most half of the letters and digits are shown, so that a short value stays hidden; of a
        card number six and four, as PCI DSS allows (3.4.1), where five and more stay hidden.
        """
        shown = self.first + self.last
        if self.treatment is Treatment.DESTROY or not shown:
            return f"[{kind}]"
        signs = "".join(sign for sign in fold(value).text if sign.isascii() and sign.isalnum())
        most = len(signs) - _FEWEST_HIDDEN_OF_CARD if kind is Kind.CARD else len(signs) // 2
        if shown > most:
            return f"[{kind}]"
        return f"[{kind} {signs[: self.first]}••••{signs[len(signs) - self.last :]}]"


FIRST_LIMIT, LAST_LIMIT = 6, 4
"""Most characters that any policy may show."""

_FEWEST_HIDDEN_OF_CARD = 5

NEVER_SEALED = NEVER_STORED | {Kind.CARD}
"""Kinds that no policy keeps whole, not even encrypted."""

_DESTROY = Rule(Treatment.DESTROY)
_MASK = Rule(Treatment.MASK)
_KEEP = Rule(Treatment.KEEP)
SEALED_DAYS, SEALED_DAYS_LIMIT = 90, 3650
"""How long a sealed value is kept where nothing else is said, and the longest that may be said."""

SHOWN_LAST = {
    Kind.IBAN: 4, Kind.RIB: 4, Kind.CARD: 4, Kind.ACCOUNT_NUMBER: 4, Kind.LOAN_NUMBER: 4,
}  # fmt: skip
"""How many of the last characters a mask shows where nothing else is said; none of other kinds."""

_SEALED_IN_PRIVATE = frozenset(
    {Kind.IBAN, Kind.RIB, Kind.ACCOUNT_NUMBER, Kind.LOAN_NUMBER, Kind.CUSTOMER_ID, Kind.PHONE}
    | {Kind.EMAIL, Kind.POSTAL_ADDRESS}
)
_ASKED_IN_PRIVATE = frozenset({Kind.PERSON_NAME, Kind.DATE_OF_BIRTH})


def _default(kind: Kind, direction: Direction) -> Rule:
    if kind in NEVER_STORED:
        return _DESTROY
    last = SHOWN_LAST.get(kind, 0)
    private = direction is Direction.RECEIVED_PRIVATE
    if private and kind in _ASKED_IN_PRIVATE:
        return _KEEP
    if private and kind in _SEALED_IN_PRIVATE:
        return Rule(Treatment.SEAL, last=last, days=SEALED_DAYS)
    return Rule(Treatment.MASK, last=last) if last else _MASK


DEFAULT_RULES: Mapping[tuple[Kind, Direction], Rule] = MappingProxyType(
    {(kind, direction): _default(kind, direction) for kind in Kind for direction in Direction}
)


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one entity; frozen, so that one text has one outcome.

    ``rules`` hold a rule for every kind and direction. ``allowed`` are values that the bank itself
    published. ``customer_ids`` is the pattern of its customer numbers, matched on folded text, and
    ``customer_forms`` are the forms that it was made of (``guard.customer_ids``). ``answers`` are
    approved wordings: name, then language.
    """

    rules: Mapping[tuple[Kind, Direction], Rule] = field(default_factory=lambda: DEFAULT_RULES)
    allowed: AllowList = NOTHING
    customer_ids: re.Pattern[str] | None = None
    customer_forms: tuple[str, ...] = ()
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: DEFAULT_ANSWERS)

    def rule(self, kind: Kind, direction: Direction) -> Rule:
        """Give the rule for a kind in a direction."""
        return self.rules[kind, direction]

    def rule_of(self, finding: Finding, direction: Direction) -> Rule:
        """Give the rule for a finding: what may open an account is destroyed, whatever its kind."""
        return _DESTROY if finding.opens else self.rules[finding.kind, direction]

    def treated(self, findings: tuple[Finding, ...], direction: Direction) -> tuple[Finding, ...]:
        """Give the findings that are not kept."""
        return tuple(
            each
            for each in findings
            if self.rule_of(each, direction).treatment is not Treatment.KEEP
        )

    def strict(self) -> Policy:
        """Give a policy for what is no post of a known direction: reasons, notes, searches.

        What the bank's own customer numbers look like holds; what it keeps or allows does not.
        """
        return Policy(customer_ids=self.customer_ids, customer_forms=self.customer_forms)

    def allows(self, finding: Finding, text: str) -> bool:
        """Whether a finding of a text is a value that the bank published."""
        return bool(self.allowed) and self.allowed.holds(
            finding.kind, text[finding.start : finding.end]
        )


DEFAULT = Policy()
