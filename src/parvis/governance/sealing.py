"""Encryption at rest, by keys that live outside the database.

Keys are Fernet keys (AES-128-CBC with HMAC-SHA256, cryptography.io). The first one seals, all of
them open, so that a key can be renewed: put the new one first and keep the old one behind it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from parvis.errors import Invalid


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(content: bytes) -> bytes:
    """Encrypt bytes so that only a holder of the key can read them."""
    return _box(tuple(settings.PARVIS_KEYS)).encrypt(content)


def unseal(sealed: bytes | memoryview) -> bytes:
    """Decrypt what ``seal`` gave; raises ``Invalid`` when no key fits or the bytes were altered."""
    try:
        return _box(tuple(settings.PARVIS_KEYS)).decrypt(bytes(sealed))
    except InvalidToken as error:
        raise Invalid("governance.seal_broken") from error


def seal_mapping(content: dict[str, Any]) -> bytes:
    """Encrypt a mapping of plain values."""
    return seal(orjson.dumps(content))


def unseal_mapping(sealed: bytes | memoryview) -> dict[str, Any]:
    """Decrypt what ``seal_mapping`` gave; nothing sealed is an empty mapping."""
    if not sealed:
        return {}
    content: dict[str, Any] = orjson.loads(unseal(sealed))
    return content
