"""The charter that comes with Parvis: the five rules of the trade, in ``default.toml``.

Secrets that are out are protected; distress and threats go to a person; the press goes to
communications; what is asked is answered whatever the tone, and an insult alone is not; private
data goes where it belongs. An account that only listens sends nothing, and nothing is dropped.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from parvis.engine.charter.file import read_charter
from parvis.engine.charter.rules import Charter


@cache
def default_text() -> str:
    """Give its file."""
    return (files(__package__) / "default.toml").read_text(encoding="utf-8")


@cache
def default_charter() -> Charter:
    """Give what its file says."""
    reading = read_charter(default_text())
    if reading.charter is None:
        raise ValueError(reading.problems)
    return reading.charter
