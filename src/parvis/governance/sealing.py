"""Encryption at rest, by keys that live outside the database.

Keys are Fernet keys (AES-128-CBC with HMAC-SHA256, cryptography.io). The first one seals, all of
them open, so that a key can be renewed: put the new one first and keep the old one behind it.

Values of persons are sealed in an envelope: AES-256-GCM under a random key of their own, which is
itself sealed as above. Each opens only at its own place, and is gone for good with its row.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from parvis.errors import Invalid

_KEY_BITS = 256
_NONCE_BYTES = 12


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


def seal_in_envelope(value: str, *, place: str) -> tuple[bytes, bytes]:
    """Encrypt a value under a key of its own; gives the ciphertext and that key, sealed.

    ``place`` says where it belongs, and is asked for again to open it.
    """
    key = AESGCM.generate_key(_KEY_BITS)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    ciphertext = nonce + AESGCM(key).encrypt(nonce, value.encode(), place.encode())
    return ciphertext, seal(key)


def open_envelope(
    ciphertext: bytes | memoryview, data_key: bytes | memoryview, *, place: str
) -> str:
    """Decrypt what ``seal_in_envelope`` gave; raises ``Invalid`` where anything was altered."""
    content = bytes(ciphertext)
    try:
        opened = AESGCM(unseal(data_key)).decrypt(
            content[:_NONCE_BYTES], content[_NONCE_BYTES:], place.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise Invalid("governance.seal_broken") from error
    return opened.decode()
