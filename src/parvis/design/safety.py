"""What may be put into a page though a stranger wrote it."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_address(address: str) -> str:
    """Give an address that a person may follow, or nothing: http and https with a host only."""
    try:
        parts = urlsplit(str(address))
        host = parts.hostname
    except ValueError:
        return ""
    return str(address) if parts.scheme in {"http", "https"} and host else ""
