"""The form of a bank's own customer numbers, said without regular expressions.

In a form ``9`` stands for any digit, ``A`` for any letter, and every other sign for itself:
``AA999999`` is two letters and six digits. Separators of a form may be others, or all be left out:
``99 99 99`` is also ``12-34-56`` and ``123456``, and not ``1234 56``.
Each pattern is a row of single signs, so that no form makes the search slow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parvis.engine.guard.folding import SEPARATOR, fold

FEWEST_SIGNS: Final = 6
FEWEST_DIGITS: Final = 4
MOST_SIGNS: Final = 40

_DIGIT, _LETTER = "9", "A"
_IS_SEPARATOR = re.compile(SEPARATOR).fullmatch


def refusal_of_form(form: str) -> str:
    """Give the code of what is wrong with a form, "" where it is right."""
    if not form.isprintable() or fold(form).text != form:
        return "guard.policy.form_signs"
    signs = [sign for sign in form if not _IS_SEPARATOR(sign)]
    if len(form) > MOST_SIGNS:
        return "guard.policy.form_long"
    if len(signs) < FEWEST_SIGNS or signs.count(_DIGIT) < FEWEST_DIGITS:
        return "guard.policy.form_short"
    return ""


def pattern_of(forms: Sequence[str]) -> re.Pattern[str] | None:
    """Make the pattern of forms that are right; it is matched on folded text."""
    if not forms:
        return None
    ways = {way for form in forms for way in (form, _without_separators(form))}
    rows = "|".join(_row(way) for way in sorted(ways, key=lambda way: (-len(way), way)))
    return re.compile(rf"(?<![^\W_])(?:{rows})(?![^\W_])", re.IGNORECASE)


def _without_separators(form: str) -> str:
    return "".join(sign for sign in form if not _IS_SEPARATOR(sign))


def _row(form: str) -> str:
    return "".join(map(_sign, form))


def _sign(sign: str) -> str:
    if sign == _DIGIT:
        return "[0-9]"
    if sign == _LETTER:
        return "[A-Z]"
    return SEPARATOR + "{1,3}" if _IS_SEPARATOR(sign) else re.escape(sign)
