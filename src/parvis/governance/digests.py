"""Digests of what people sign: of a text, and of a draft as a whole."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from django.db.models import Model


def guard_digest(entity_id: int, number: int, text: str) -> str:
    """Compute the digest of a version of an entity's policy."""
    return hashlib.sha256(f"{entity_id}\n{number}\n{text}".encode()).hexdigest()


def charter_digest(entity_id: int, number: int, text: str) -> str:
    """Compute the digest of a version of an entity's charter."""
    return hashlib.sha256(f"charter\n{entity_id}\n{number}\n{text}".encode()).hexdigest()


_SIGNED: Final = ("pk", "entity_id", "number", "text", "note", "drafted_by_id")


def content_digest(draft: Model) -> str:
    """Compute what stands for all that a signature is given for: row, text, note and author."""
    said = [getattr(draft, name) for name in _SIGNED]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
