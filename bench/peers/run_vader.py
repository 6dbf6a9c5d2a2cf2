"""Let vaderSentiment (English) and vaderSentiment-fr (French) say the sentiment of texts.

Standard input: one JSON object of ``texts`` (language: texts), ``rounds``. Output: ``{"scores":
{language: [compound]}, "seconds": {language: processor seconds}}``.
"""

from __future__ import annotations

import json
import sys
import time

import vaderSentiment.vaderSentiment
import vaderSentiment_fr.vaderSentiment

ANALYSERS = {
    "en": vaderSentiment.vaderSentiment.SentimentIntensityAnalyzer,
    "fr": vaderSentiment_fr.vaderSentiment.SentimentIntensityAnalyzer,
}


def main() -> None:
    given = json.load(sys.stdin)
    scores, seconds = {}, {}
    for lang, texts in given["texts"].items():
        analyser = ANALYSERS[lang]()
        spent = []
        for _ in range(given["rounds"]):
            began = time.process_time()
            scores[lang] = [analyser.polarity_scores(text)["compound"] for text in texts]
            spent.append(time.process_time() - began)
        seconds[lang] = min(spent)
    print(json.dumps({"scores": scores, "seconds": seconds}))


if __name__ == "__main__":
    main()
