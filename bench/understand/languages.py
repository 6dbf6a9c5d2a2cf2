"""How well the language of short posts is told, beside py3langid and lingua.

The short posts are the held-out ones that are short, and the others cut to their first words. A
cut post begins behind what names nobody's language: addresses, handles, tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from bench.guard import peers
from bench.guard.peers import READING, PeerMissing
from bench.guard.report import Report
from bench.understand.report import table

from parvis.engine.language import detect_all
from parvis.engine.understand.training.examples import Example

LONGEST = 25
"""Characters of a short post."""

SHORTEST_CUT = 10
FRENCH_AND_ENGLISH = ("fr", "en")
CUSTOMERS = (
    "fr", "en", "es", "it", "pt", "de", "nl", "ca", "pl", "ro", "tr", "ar", "ru", "uk", "zh", "ja",
    "ko", "vi", "id", "el", "he", "hi", "sv", "da", "fi", "cs", "hu", "fa", "bn", "ta", "ur",
)  # fmt: skip
"""The languages that the engine's own detection knows besides what its words tell."""

SETTINGS: Mapping[str, tuple[str, ...] | None] = {
    "all": None,
    "31": CUSTOMERS,
    "fr, en": FRENCH_AND_ENGLISH,
}
"""Candidates that peers are given; ours always has 31."""

_NO_LANGUAGE = re.compile(r"(?:https?://|www\.)\S+|[@#]\w[\w.-]*")


def cut(text: str) -> str:
    """Give the first whole words of a text, as many as are short."""
    found = ""
    for word in _NO_LANGUAGE.sub(" ", text).split():
        longer = f"{found} {word}".lstrip()
        if len(longer) > LONGEST:
            break
        found = longer
    return found


def sets(examples: Sequence[Example]) -> dict[str, list[tuple[str, str]]]:
    """Give the sets: pairs of text and language."""
    known = [each for each in examples if each.lang in FRENCH_AND_ENGLISH]
    cuts = [(cut(each.text), each.lang) for each in known]
    return {
        "short posts": [(each.text, each.lang) for each in known if len(each.text) <= LONGEST],
        "cut posts": [(text, lang) for text, lang in cuts if len(text) >= SHORTEST_CUT],
        "whole posts": [(each.text, each.lang) for each in known],
    }


def identifier(codes: Sequence[str] | None) -> object:
    """Give py3langid among some languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a second to load

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if codes:
        found.set_languages(codes)
    return found


def measure(report: Report, examples: Sequence[Example], *, with_peers: bool) -> None:
    """Give the share of right languages, of each set by each reader."""
    pairs = sets(examples)
    texts = [text for each in pairs.values() for text, _ in each]
    said = {"parvis": detect_all(texts)}
    for setting, codes in SETTINGS.items() if with_peers else ():
        by = identifier(codes)
        said[f"py3langid {setting}"] = [by.classify(text)[0] for text in texts]  # type: ignore[attr-defined]
    if with_peers:
        try:
            said |= {f"lingua {name}": codes for name, codes in _lingua(texts).items()}
        except PeerMissing as reason:
            report.say(f"bench: NOT MEASURED beside lingua: {reason}")
    columns = {name: _scores(pairs, codes) for name, codes in said.items()}
    table(report, "language", "share right", columns)


def _lingua(texts: Sequence[str]) -> dict[str, list[str]]:
    given = {"texts": texts, "candidates": SETTINGS, "speed": {}, "rounds": 1}
    found = json.loads(peers.start(READING, "run_lingua.py", given=json.dumps(given)))
    said: dict[str, list[str]] = found["said"]
    return said


def _scores(pairs: Mapping[str, list[tuple[str, str]]], said: Sequence[str]) -> dict[str, float]:
    found = {}
    start = 0
    for name, each in pairs.items():
        codes = said[start : start + len(each)]
        start += len(each)
        for lang in ("", *FRENCH_AND_ENGLISH):
            right = [
                code == labelled
                for code, (_, labelled) in zip(codes, each, strict=True)
                if lang in {"", labelled}
            ]
            title = f"{name}, {lang}" if lang else name
            found[f"{title} ({len(right)})"] = sum(right) / max(len(right), 1)
    return found
