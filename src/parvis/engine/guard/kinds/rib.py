"""French account details (relevé d'identité bancaire): bank, branch, account and key.

5 digits, 5 digits, 11 letters or digits and 2 digits, of which the last two make the whole
divisible by 97 once letters are read as digits (Comité français d'organisation et de
normalisation bancaires, the BBAN of the SWIFT registry's entry for FR and MC).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_LENGTH = 23
_PRINTED = (5, 5, 11, 2)
_MOST_LETTERS = 4
_FEW_GROUPS = 6
_GAP = rf"(?:[^\w{BARRIER}]|_){{0,3}}"
_RUN = re.compile(
    rf"[0-9](?<![^\W_][0-9])(?:{_GAP}[0-9]){{9}}(?:{_GAP}[0-9A-Za-z]){{11}}(?:{_GAP}[0-9]){{2}}"
    r"(?![^\W_])"
)
_GROUP = re.compile("[0-9A-Za-z]+")
_WORD = re.compile(
    r"(?<![a-z])(?:rib|guichet|releve d.identite|coordonnees|bancaire"
    r"|banque|compte|virement|prelevement)"
)
_WORD_REACH = 80

# "code banque 30006 guichet 00011 compte 12345678901 clé 89", whatever stands between.
_BETWEEN = rf"[^0-9{BARRIER}]{{1,60}}"
_ACCOUNT = r"[0-9](?:[ .\-]?[0-9A-Za-z]){10}"
_PARTS = re.compile(
    rf"(?<![^\W_])(?P<bank>[0-9]{{5}}){_BETWEEN}(?P<branch>[0-9]{{5}}){_BETWEEN}"
    rf"(?P<account>{_ACCOUNT}){_BETWEEN}(?P<key>[0-9]{{2}})(?![^\W_])"
)
# "guichet 00011, clé 89, compte 12345678901, banque 30006": each behind its name.
_PART = re.compile(
    r"(?<![^\W_])(?:(?P<bank>banque|bq|bqe|bk|etab\w{0,12}|bank)|(?P<branch>guich\w{0,4}|gui|gt"
    r"|gch|gct|agence"
    r"|branch)|(?P<account>comptes?|cpte?|account|n[o°] de compte)|(?P<key>cle[fs]?|key))"
    rf"(?![^\W_])[^0-9{BARRIER}]{{0,24}}(?P<value>[0-9](?:[ .\-]?[0-9]){{1,12}}|[0-9][0-9a-z]{{10}}"
    r"|[0-9]{4} [0-9a-z]{4} [0-9a-z]{3})(?![^\W_])"
)
_MOST_APART = 120
_LENGTHS = {"bank": 5, "branch": 5, "account": 11, "key": 2}
_BRANCH_FIRST = re.compile(
    rf"(?<![^\W_])(?P<branch>[0-9]{{5}}){_BETWEEN}(?P<bank>[0-9]{{5}}){_BETWEEN}"
    rf"(?P<account>{_ACCOUNT}){_BETWEEN}(?P<key>[0-9]{{2}})(?![^\W_])"
)
_PART_WORD = re.compile(
    r"guichet|banque|bancaire|agence|(?<![a-z])rib|bank|branch|domicil|virement|prelev"
)
_SIGNS = re.compile("[^0-9A-Za-z]+")

# A and J read 1, B, K and S read 2, and so on.
_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def is_rib(number: str) -> bool:
    """Whether 23 letters and digits have the key that the first 21 ask for."""
    if not (number[:10].isdecimal() and number[21:].isdecimal()):
        return False
    read = number.upper().translate(_VALUES)
    bank, branch, account, key = int(read[:5]), int(read[5:10]), int(read[10:21]), int(read[21:])
    return key == 97 - (89 * bank + 15 * branch + 3 * account) % 97


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of account details in one row."""
    said = _WORD.search(reading.plain) is not None
    for run in _RUN.finditer(reading.text):
        number = _SIGNS.sub("", run[0])
        if _is_plausible(run[0], number, said=said) and is_rib(number):
            yield Span(*run.span(), Proof.CHECK_DIGITS)


def in_parts(reading: Reading) -> Iterator[Span]:
    """Give the spans of account details in four parts that words name."""
    for pattern in (_PARTS, _BRANCH_FIRST):
        for found in pattern.finditer(reading.text):
            account = _SIGNS.sub("", found["account"])
            low, high = max(0, found.start() - _WORD_REACH), found.end() + _WORD_REACH
            named = _PART_WORD.search(reading.plain, low, high)
            if named and is_rib(found["bank"] + found["branch"] + account + found["key"]):
                yield Span(*found.span(), Proof.CHECK_DIGITS)
    yield from _by_name(reading)


def _by_name(reading: Reading) -> Iterator[Span]:
    """Give the spans of account details whose parts stand behind their names, in any order."""
    parts: dict[str, tuple[str, int, int]] = {}
    for found in _PART.finditer(reading.plain):
        name = next(name for name in _LENGTHS if found[name])
        value = _SIGNS.sub("", found["value"])
        if len(value) == _LENGTHS[name]:
            parts[name] = (value, *found.span("value"))
        near = [part for part in parts.values() if found.end() - part[1] <= _MOST_APART]
        if len(near) == len(_LENGTHS) and is_rib("".join(parts[part][0] for part in _LENGTHS)):
            yield Span(
                min(part[1] for part in near), max(part[2] for part in near), Proof.CHECK_DIGITS
            )
            parts.clear()


def _is_plausible(raw: str, number: str, *, said: bool) -> bool:
    """Whether the groups are those of account details, not of a list of other numbers."""
    letters = sum(map(str.isalpha, number))
    lengths = tuple(map(len, _GROUP.findall(raw)))
    if letters > _MOST_LETTERS or number[0] == "0":
        return False
    even = len(set(lengths[:-1])) == 1 and lengths[-1] <= lengths[0]
    few = len(lengths) <= _FEW_GROUPS
    return said or few or lengths in {(_LENGTH,), _PRINTED} or (even and lengths[0] > 1)


DETECTORS = (
    Detector(Kind.RIB, spans, digits=19),
    Detector(
        Kind.RIB, in_parts, digits=19,
        cues=("guich", "banque", "^bq", "agence", "^rib", "bank", "branch", "^gch", "^cle$",
              "bancaire",
              "domicil", "virement", "prelev"),
    ),
)  # fmt: skip
