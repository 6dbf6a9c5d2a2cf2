"""Digests of what people sign: of a text, and of a draft as a whole."""

from __future__ import annotations

import hashlib
import json


def guard_digest(entity_id: int, number: int, text: str) -> str:
    """Compute the digest of a version of an entity's policy."""
    return hashlib.sha256(f"{entity_id}\n{number}\n{text}".encode()).hexdigest()


def charter_digest(entity_id: int, number: int, text: str) -> str:
    """Compute the digest of a version of an entity's charter."""
    return hashlib.sha256(f"charter\n{entity_id}\n{number}\n{text}".encode()).hexdigest()


def content_digest(*said: str | int | None) -> str:
    """Compute what stands for all that a signature is given for: row, text, note and author."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
