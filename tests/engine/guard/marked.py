"""Texts whose values are marked by brackets that are no part of them: ``mdp : ⟦azerty59⟧``."""

from __future__ import annotations

import re

from parvis.engine.guard import find

_MARK = re.compile("⟦([^⟧]*)⟧")


def check(marked: str, kind: str) -> None:
    """Assert that the guard finds as this kind what is marked, and nothing else."""
    text = unmarked(marked)
    found = [text[each.start : each.end] for each in find(text) if each.kind.value == kind]
    assert found == values(marked)


def unmarked(marked: str) -> str:
    """Give the text itself."""
    return _MARK.sub(r"\1", marked)


def values(marked: str) -> list[str]:
    """Give the values that are marked, in order."""
    return _MARK.findall(marked)
