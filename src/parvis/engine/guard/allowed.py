"""Values that are no secret because the bank published them: its hotline, its branches' addresses.

A value is compared by what it says, not by how it is written: ``+33 1 42 98 00 00`` is
``01.42.98.00.00``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from parvis.engine.guard.finding import Kind
from parvis.engine.guard.folding import fold

PUBLISHED: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "phones": Kind.PHONE,
        "emails": Kind.EMAIL,
        "ibans": Kind.IBAN,
        "ribs": Kind.RIB,
        "addresses": Kind.POSTAL_ADDRESS,
        "bics": Kind.BIC,
        "sirens": Kind.SIREN,
        "sirets": Kind.SIRET,
        "vats": Kind.VAT,
        "sort_codes": Kind.SORT_CODE,
        "routing_numbers": Kind.ROUTING_NUMBER,
        "ips": Kind.IP,
    }
)
"""What a bank publishes, by the name of its list. Everything else is never anybody's to allow."""

VALUE_LIMIT: Final = 200
"""Code points of a published value, at most."""

_SUBSCRIBER_DIGITS = 9
_FEWEST_PHONE_DIGITS, _MOST_PHONE_DIGITS = 6, 17
_FEWEST_ADDRESS_WORDS = 3
_FEWEST_SIGNS = 4
_EMAIL = re.compile(r"[^@\s]{0,64}@(?P<domain>[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,4})")
_EVERYBODYS = re.compile(
    "gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|protonmail"
    "|proton|laposte|orange|wanadoo|free|sfr|neuf|bbox|numericable|yandex|mail|zoho|tutanota"
    "|btinternet|sky|virginmedia|comcast|verizon"
).fullmatch
"""Providers whose addresses are those of anybody, whatever their top-level domain."""


@dataclass(frozen=True, slots=True)
class AllowList:
    """Published values, by kind, in the form in which they are compared.

    ``@bank.example`` as an e-mail address stands for all addresses of that domain.
    """

    values: frozenset[tuple[Kind, str]] = frozenset()

    @classmethod
    def of(cls, values: Iterable[tuple[Kind, str]]) -> AllowList:
        """Make a list of values as people write them."""
        return cls(
            frozenset((kind, name) for kind, value in values for name in _names_of(kind, value))
        )

    def __bool__(self) -> bool:
        return bool(self.values)

    def __or__(self, other: AllowList) -> AllowList:
        """Give what either list holds."""
        return AllowList(self.values | other.values)

    def holds(self, kind: Kind, value: str) -> bool:
        """Whether a value is published."""
        name = canonical(kind, value)
        if (kind, name) in self.values:
            return True
        return kind is Kind.EMAIL and (kind, "@" + name.rpartition("@")[2]) in self.values


NOTHING = AllowList()


def canonical(kind: Kind, value: str) -> str:
    """Give the form in which values of a kind are compared.

    Of telephone numbers the last nine digits, so that national and international forms meet.
    """
    reading = fold(value)
    if kind is Kind.EMAIL:
        return "".join(reading.plain.split())
    if kind is Kind.PHONE:
        return _digits(reading.text)[-_SUBSCRIBER_DIGITS:]
    if kind is Kind.POSTAL_ADDRESS:
        words = "".join(sign if sign.isalnum() else " " for sign in reading.plain)
        return " ".join(words.split())
    return "".join(filter(str.isalnum, reading.text)).upper()


def refusal_of_value(kind: Kind, value: str) -> str:
    """Give the code of why a value cannot be a published one of its kind, "" where it can.

    What is too short or too wide would allow strangers' values too: ``@gmail.com`` is everybody.
    """
    if kind not in _KINDS:
        return "guard.allowed.kind"
    if not value.strip() or len(value) > VALUE_LIMIT or not value.isprintable():
        return "guard.allowed.length"
    return _REFUSALS.get(kind, _refusal_of_signs)(value)


def _refusal_of_phone(value: str) -> str:
    digits = len(_digits(fold(value).text))
    right = _FEWEST_PHONE_DIGITS <= digits <= _MOST_PHONE_DIGITS
    return "" if right else "guard.allowed.phone"


def _refusal_of_email(value: str) -> str:
    address = _EMAIL.fullmatch(canonical(Kind.EMAIL, value))
    if address is None:
        return "guard.allowed.email"
    whole_domain = address.start("domain") == 1
    labels = address["domain"].split(".")
    name = labels[-3] if labels[-2] in {"co", "com"} and len(labels) > 2 else labels[-2]  # noqa: PLR2004
    return "guard.allowed.everybodys_email" if whole_domain and _EVERYBODYS(name) else ""


def _refusal_of_iban(value: str) -> str:
    from stdnum import iban  # noqa: PLC0415 - lists of all countries, for who checks one

    return "" if iban.is_valid(canonical(Kind.IBAN, value)) else "guard.allowed.iban"


def _refusal_of_address(value: str) -> str:
    words = canonical(Kind.POSTAL_ADDRESS, value).split()
    right = len(words) >= _FEWEST_ADDRESS_WORDS and any(map(_holds_digit, words))
    return "" if right else "guard.allowed.address"


def _refusal_of_signs(value: str) -> str:
    return "" if len(canonical(Kind.BIC, value)) >= _FEWEST_SIGNS else "guard.allowed.length"


_KINDS = frozenset(PUBLISHED.values())
_REFUSALS = {
    Kind.PHONE: _refusal_of_phone,
    Kind.EMAIL: _refusal_of_email,
    Kind.IBAN: _refusal_of_iban,
    Kind.POSTAL_ADDRESS: _refusal_of_address,
}


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _holds_digit(word: str) -> bool:
    return any(map(str.isdecimal, word))


def _names_of(kind: Kind, value: str) -> Iterator[str]:
    """Give all names of a value: of an international telephone number, the national one too.

    Where national numbers have fewer than nine digits, they end otherwise than the international
    ones: ``02 123 45 67`` and ``+32 2 123 45 67``.
    """
    yield canonical(kind, value)
    if kind is Kind.PHONE and value.lstrip().startswith("+"):
        import phonenumbers  # noqa: PLC0415 - all countries' plans, for whoever has a list

        try:
            number = phonenumbers.parse(value, None)
        except phonenumbers.NumberParseException:
            return
        national = phonenumbers.PhoneNumberFormat.NATIONAL
        yield canonical(kind, phonenumbers.format_number(number, national))
