"""Numbers of tax payers and insured persons whose form is distinctive: found without any word.

Italy's codice fiscale (D.M. 23 December 1976), Britain's National Insurance number (HMRC,
NIM39110), the United States' social security and tax payer numbers as printed (SSA, IRS), Spain's
NIF and NIE (Real Decreto 1065/2007), Belgium's national number with its dots (Royal Decree of
3 April 1984), Switzerland's AHV number, Finland's HETU, Brazil's CPF and CNPJ. Check digits as
python-stdnum has them. What needs words is in ``tax_id_said``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

from parvis.engine.guard.context import compact, is_said_otherwise
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_S = r"[\s.\-]{0,2}"
_NO_NINO = frozenset({"BG", "GB", "NK", "KN", "NT", "TN", "ZZ"})
_ADVERTISED = frozenset({"078051120", "219099999", "457555462"})
# Small words before numbers, which in lower case are no prefix of a National Insurance number.
_WORDS = frozenset(
    {"al", "an", "as", "at", "au", "aw", "be", "by", "ca", "ce", "ch", "ci", "cm", "eh", "el",
     "em", "en", "er", "es", "et", "ex", "ha", "he", "hm", "hs", "je", "ka", "km", "la", "le",
     "li", "ma", "me", "mg", "ml", "mm", "mr", "ms", "my", "ne", "ni", "no", "ok", "on", "or",
     "os", "ou", "pm", "re", "rt", "sa", "se", "si", "st", "ta", "te", "th", "to", "tu", "un",
     "us", "we"}
)  # fmt: skip
_FEWEST_REPEATS = 2


def is_nino(number: str) -> bool:
    """Whether letters and digits are a National Insurance number: two letters, six digits, A-D."""
    return _NINO_FORM.fullmatch(number) is not None and number[:2] not in _NO_NINO


def is_ssn(number: str) -> bool:
    """Whether nine digits can be a social security or individual tax payer number of the IRS."""
    return (
        _SSN_FORM.fullmatch(number) is not None
        and number not in _ADVERTISED
        and len(set(number)) >= _FEWEST_REPEATS
        and (number[0] != "9" or number[3:5] in _ITIN_GROUPS)
    )


_NINO_FORM = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")
_SSN_FORM = re.compile(r"(?!000|666)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}")
_ITIN_GROUPS = frozenset(
    f"{group:02}" for group in range(50, 100) if group not in {66, 67, 68, 69, 89, 93}
)


def _is_written_as_nino(raw: str) -> bool:
    return is_nino(compact(raw)) and (raw[:2].lower() not in _WORDS or raw[:2].isupper())


def _by(name: str) -> Callable[[str], bool]:
    return lambda raw: is_valid(name, compact(raw))


@cache
def _rule(name: str) -> Callable[[str], bool]:
    # Local, because the countries' rules are many and most runs need few.
    rule: Callable[[str], bool] = import_module(f"stdnum.{name}").is_valid
    return rule


def is_valid(name: str, number: str) -> bool:
    """Whether python-stdnum's module, ``es.nif`` for instance, takes a number for one."""
    return _rule(name)(number)


# What is no digit in a codice fiscale can be one of the letters that tell twins apart (omocodia).
_D = "[0-9LMNPQRSTUVlmnpqrstuv]"
# Each with a sign that it is never without, which is looked for first.
_FORMS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        "",
        re.compile(
            rf"[A-Za-z](?<![^\W_][A-Za-z])[A-Za-z]{{2}}{_S}[A-Za-z]{{3}}{_S}{_D}{{2}}"
            rf"[A-EHLMPR-Ta-ehlmpr-t]{_D}{{2}}{_S}[A-Za-z]{_D}{{3}}[A-Za-z](?![^\W_])"
        ),
        _by("it.codicefiscale"),
    ),
    (
        "",
        re.compile(
            rf"[A-Za-z](?<![^\W_][A-Za-z])[A-Za-z]{_S}"
            rf"(?:[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}|[0-9]{{3}}{_S}[0-9]{{3}}){_S}"
            rf"[A-Da-d](?![^\W_])"
        ),
        _is_written_as_nino,
    ),
    (
        "-",
        re.compile(r"[0-9](?<![\w.\-/+][0-9])[0-9]{2}-[0-9]{2}-[0-9]{4}(?![\w\-/]|\.[0-9])"),
        lambda raw: is_ssn(compact(raw)),
    ),
    (
        ".",
        re.compile(r"[0-9](?<![\w.\-/+][0-9])[0-9]{2}\.[0-9]{2}\.[0-9]{4}(?![\w\-/]|\.[0-9])"),
        lambda raw: is_ssn(compact(raw)),
    ),
    (
        "",
        re.compile(
            r"[0-9](?<![\w.,\-/][0-9])(?:[0-9]{6,7}|[0-9]\.?[0-9]{3}\.[0-9]{3}|\.[0-9]{3}\.[0-9]{3})"
            r"(?: ?-?[A-HJ-NP-TV-Z]|-?[a-hj-np-tv-z])(?![^\W_]|['’\-][^\W_])(?<! [AY](?= [a-z]))"
        ),
        lambda raw: is_valid("es.dni", compact(raw).zfill(9)),
    ),
    (
        "",
        re.compile(r"[XYZxyz](?<![\w\-/][XYZxyz])[\s\-]?[0-9]{7}[\s\-]?[A-Za-z](?![^\W_])"),
        _by("es.nie"),
    ),
    (
        ".",
        re.compile(
            r"[0-9](?<![\w.\-/][0-9])[0-9]\.[0-9]{2}\.[0-9]{2}[\s.\-][0-9]{3}[\s.\-]?[0-9]{2}"
            r"(?![\w\-])"
        ),
        lambda raw: is_valid("be.nn", compact(raw)) or is_valid("be.bis", compact(raw)),
    ),
    (
        "756",
        re.compile(r"756(?<![\w.\-/]756)[\s.\-][0-9]{4}[\s.\-][0-9]{4}[\s.\-][0-9]{2}(?![\w\-])"),
        _by("ch.ssn"),
    ),
    (
        "",
        re.compile(r"[0-3](?<![\w.\-/][0-3])[0-9]{5}[-+A-FU-Ya-fu-y][0-9]{3}[0-9A-Ya-y](?![\w\-])"),
        lambda raw: is_valid("fi.hetu", raw),
    ),
    (
        ".",
        re.compile(r"[0-9](?<![\w.\-/][0-9])[0-9]{2}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}(?![\w\-])"),
        _by("br.cpf"),
    ),
    (
        ".",
        re.compile(r"[0-9](?<![\w.\-/][0-9])[0-9]\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}(?![\w\-])"),
        _by("br.cnpj"),
    ),
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers of tax payers that show by their form what they are."""
    text = reading.text
    for sign, form, accepts in _FORMS:
        for found in form.finditer(text) if sign in text else ():
            if accepts(found[0]) and not is_said_otherwise(reading, found.start()):
                yield Span(*found.span(), Proof.CHECK_DIGITS)


DETECTORS = (Detector(Kind.TAX_ID, spans, digits=6),)
