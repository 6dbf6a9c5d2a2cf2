"""What the guard finds: a span of confidential data, its kind, and why it is taken for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of confidential data, the strongest first: it wins where two overlap."""

    SECRET = "SECRET"  # noqa: S105 - a kind, not one
    IBAN = "IBAN"
    RIB = "RIB"
    NIR = "NIR"
    CARD = "CARD"
    EMAIL = "EMAIL"
    SIRET = "SIRET"
    VAT = "VAT"
    TAX_ID = "TAX_ID"
    SIREN = "SIREN"
    ROUTING_NUMBER = "ROUTING_NUMBER"
    SORT_CODE = "SORT_CODE"
    ACCOUNT_NUMBER = "ACCOUNT_NUMBER"
    LOAN_NUMBER = "LOAN_NUMBER"
    CHEQUE_NUMBER = "CHEQUE_NUMBER"
    CUSTOMER_ID = "CUSTOMER_ID"
    PASSPORT = "PASSPORT"
    ID_CARD = "ID_CARD"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    RESIDENCE_PERMIT = "RESIDENCE_PERMIT"
    OTP = "OTP"
    PIN = "PIN"
    CVV = "CVV"
    CARD_EXPIRY = "CARD_EXPIRY"
    IP = "IP"
    PASSWORD = "PASSWORD"  # noqa: S105 - a kind, not one
    SECRET_QUESTION = "SECRET_QUESTION"  # noqa: S105 - as above
    PHONE = "PHONE"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    BIC = "BIC"
    PLATE = "PLATE"
    BALANCE = "BALANCE"
    POSTAL_ADDRESS = "POSTAL_ADDRESS"
    PERSON_NAME = "PERSON_NAME"


NEVER_STORED = frozenset(
    {Kind.CVV, Kind.PIN, Kind.OTP, Kind.PASSWORD, Kind.SECRET, Kind.SECRET_QUESTION}
)
"""Kinds that every policy destroys: what opens an account or proves a payment."""


class Proof(StrEnum):
    """Why a span is taken for confidential data."""

    CHECK_DIGITS = "check_digits"
    """Its check digits are right, and its form is that of the kind."""

    NUMBERING_PLAN = "numbering_plan"
    """It is a number in use by its public plan: telephone numbers, known banks."""

    FORM = "form"
    """Its form is so particular that nothing else is written so."""

    SAID = "said"
    """The words around say what it is."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Confidential data from ``start`` to ``end`` (code points, end excluded).

    ``cue`` is the span of the words that say what it is, if some do; ``disguised`` says that it
    was not written plainly (spelled out, letters for digits, reversed); ``whole`` is False for a
    part of what is cut over several messages. ``opens`` says that it may as well be what opens an
    account, which no policy stores: ``mon mot de passe est jean@free.fr``.
    """

    kind: Kind
    start: int
    end: int
    proof: Proof = field(default=Proof.FORM, compare=False)
    cue: tuple[int, int] | None = field(default=None, compare=False)
    disguised: bool = field(default=False, compare=False)
    whole: bool = field(default=True, compare=False)
    opens: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a marker stands in a masked text, from ``start`` to ``end``, and for which kind."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ToSeal:
    """A value that the policy wants kept sealed: to be encrypted at once, never stored as it is.

    ``mark`` is the place of its marker among the marks of the text; ``days`` is how long.
    """

    kind: Kind
    mark: int
    value: str = field(repr=False)
    days: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its confidential data; ``marks`` say where the markers stand in it."""

    text: str
    marks: tuple[Mark, ...] = ()
    to_seal: tuple[ToSeal, ...] = ()
