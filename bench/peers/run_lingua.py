"""Let lingua say the language of texts, with all its models loaded and at its high accuracy.

Standard input: one JSON object of ``texts``, ``candidates`` (setting: ISO 639-1 codes, or null for
all of its languages), ``speed`` (group: texts), ``rounds``. Output: ``{"said": {setting: [code or
"other"]}, "seconds": {group: {setting: processor seconds}}}``. Codes that lingua does not know are
left out.
"""

from __future__ import annotations

import json
import sys
import time

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

WARM_UP = 50


def detector(codes: list[str] | None) -> LanguageDetector:
    """Give a detector among some languages."""
    chosen = [
        language
        for language in Language.all()
        if codes is None or language.iso_code_639_1.name.lower() in codes
    ]
    builder = LanguageDetectorBuilder.from_languages(*chosen)
    return builder.with_preloaded_language_models().build()


def said(by: LanguageDetector, texts: list[str]) -> list[str]:
    found = map(by.detect_language_of, texts)
    return [each.iso_code_639_1.name.lower() if each else "other" for each in found]


def main() -> None:
    given = json.load(sys.stdin)
    answers, seconds = {}, {group: {} for group in given["speed"]}
    for setting, codes in given["candidates"].items():
        by = detector(codes)
        answers[setting] = said(by, given["texts"])
        for group, texts in given["speed"].items():
            said(by, texts[:WARM_UP])
            spent = []
            for _ in range(given["rounds"]):
                began = time.process_time()
                said(by, texts)
                spent.append(time.process_time() - began)
            seconds[group][setting] = min(spent)
    print(json.dumps({"said": answers, "seconds": seconds}))


if __name__ == "__main__":
    main()
