"""The guard on what networks send beside the text: fields of any shape, and identifiers."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

from parvis.engine.clean import clean_text
from parvis.engine.guard.finding import NEVER_STORED, Kind
from parvis.engine.guard.guard import find, masked
from parvis.engine.guard.kinds import card
from parvis.engine.guard.policy import DEFAULT, Direction, Policy

DEPTH_LIMIT = 32
"""Deepest nesting of a JSON value that is kept."""

TOO_DEEP = "[…]"
"""What stands in place of what is nested deeper, and of numbers of a thousand digits."""

_PLAIN_KEY = re.compile(r"[a-z_]{1,64}").fullmatch
_PAIR = 2
_NAMES = ("name", "key", "label", "field", "title")
_VALUES = ("value", "content", "text")
_SMALL = 10_000_000
_LONGEST_SAID = 200
_WRITABLE_BITS = 64  # what JSON readers and writers agree on; longer numbers become text
_LARGEST_BITS = 4_096  # still turned to text; beyond, it is no number of anything
_PROVEN = frozenset({Kind.IBAN, Kind.CARD, Kind.EMAIL, Kind.NIR, Kind.SECRET})


def guard_value(
    value: Any,
    policy: Policy = DEFAULT,
    direction: Direction = Direction.RECEIVED_PUBLIC,
) -> Any:
    """Mask every text, number and key inside a JSON value, as the policy says.

    A number that reads as confidential data becomes the text of its marker. Values that JSON
    does not know are turned to text first.
    """
    return _guard(value, lambda text: masked(text, policy, direction), 0)


def _guard(value: Any, hide: Callable[[str], str], depth: int) -> Any:
    if isinstance(value, Mapping | list | tuple):
        return TOO_DEEP if depth >= DEPTH_LIMIT else _guard_nested(value, hide, depth + 1)
    if isinstance(value, int) and value.bit_length() > _LARGEST_BITS:
        return TOO_DEEP
    if value is None or isinstance(value, bool) or _is_harmless_number(value):
        return value
    return hide(str(value))


def _guard_nested(
    value: Mapping[Any, Any] | Sequence[Any], hide: Callable[[str], str], depth: int
) -> Any:
    if isinstance(value, Mapping):
        return _guard_mapping(_without_what_opens(value), hide, depth)
    if len(value) == _PAIR and isinstance(value[0], str) and (kind := _said_by_key(*value)):
        value = (value[0], f"[{kind}]")
    return [_guard(item, hide, depth) for item in value]


def _without_what_opens(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Mask what is written as ``{"name": "password", "value": "..."}``."""
    names = [name for key in _NAMES if isinstance(name := mapping.get(key), str)]
    for key in _VALUES:
        for name in names:
            if key in mapping and (kind := _said_by_key(name, mapping[key])):
                mapping = {**mapping, key: f"[{kind}]"}
    return mapping


def _guard_mapping(
    mapping: Mapping[Any, Any], hide: Callable[[str], str], depth: int
) -> dict[str, Any]:
    guarded: dict[str, Any] = {}
    for key, value in mapping.items():
        name = key if isinstance(key, str) and _PLAIN_KEY(key) else hide(str(key))
        while name in guarded:
            name += "'"  # two keys masked alike
        guarded[name] = (
            f"[{kind}]" if (kind := _said_by_key(name, value)) else _guard(value, hide, depth)
        )
    return guarded


def _said_by_key(name: str, value: Any) -> Kind | None:
    """Give the kind of a value that its key says to open something: ``{"password": "..."}``."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    lead = f"{name}: "
    for finding in find(lead + str(value)[:_LONGEST_SAID]):
        if finding.start >= len(lead) and finding.kind in NEVER_STORED:
            return finding.kind
    return None


def _is_harmless_number(value: Any) -> bool:
    if isinstance(value, int):
        small = -_SMALL < value < _SMALL
        return small or (value.bit_length() < _WRITABLE_BITS and not find(str(value)))
    # What is not finite is no JSON, and refused by PostgreSQL: it becomes text.
    return isinstance(value, float) and isfinite(value) and not find(repr(value))


def safe_id(identifier: str, *, key: bytes = b"") -> str:
    """Give an identifier that can be stored: itself, or ``hidden:<hex>``, a digest of it.

    Identifiers are opaque: digits that look like a telephone number are left alone. One that
    holds an IBAN, a card or an e-mail address is replaced by its digest, so that the same post
    keeps one name and the data is not stored. Numbers are few enough to be tried one by one:
    whoever stores the digest gives a secret ``key`` (HMAC-SHA256), and always the same.
    """
    if not identifier:
        return identifier
    if identifier.isascii() and identifier.isdecimal() and not card.is_card(identifier):
        return identifier
    if any(finding.kind in _PROVEN for finding in find(identifier)):
        content = identifier.encode(errors="surrogatepass")
        return "hidden:" + hmac.digest(key, content, "sha256").hex()
    return clean_text(identifier)
