"""Reasons in French and English, made from the conditions that decided and what the post has.

*No request found (0.04) and insult (0.97): charter rule 7.*
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from parvis.engine.charter.conditions import (
    AUTHOR,
    FINDINGS,
    SENTIMENT,
    UNSURE,
    YES,
    Among,
    Condition,
    Range,
    When,
)
from parvis.engine.charter.situation import Situation

_MOST = 3  # conditions that a reason says, in the rule's own order; a longer one is not read
_MOST_WORDS = 3
_LONGEST_WORD = 40
_EVEN = 0.5


class _Said(NamedTuple):
    """A label in French, with its gender, and in English."""

    fr: str
    gender: str
    en: str


_LABELS: Final[Mapping[str, _Said]] = {
    "intent.request": _Said("demande", "f", "request"),
    "intent.complaint": _Said("réclamation", "f", "complaint"),
    "intent.suggestion": _Said("suggestion", "f", "suggestion"),
    "intent.praise": _Said("compliment", "m", "praise"),
    "intent.fraud_report": _Said("signalement de fraude", "m", "fraud report"),
    "intent.outage_report": _Said("signalement de panne", "m", "outage report"),
    "intent.urgent_distress": _Said("détresse", "f", "distress"),
    "intent.press": _Said("question de presse", "f", "press enquiry"),
    "intent.job": _Said("question d'emploi", "f", "job enquiry"),
    "intent.spam": _Said("publicité indésirable", "f", "spam"),
    "intent.none": _Said("message sans intention", "m", "post without intent"),
    "tone.calm": _Said("ton calme", "m", "calm tone"),
    "tone.vehement": _Said("ton véhément", "m", "vehement tone"),
    "tone.insulting": _Said("insulte", "f", "insult"),
    "tone.threatening": _Said("menace", "f", "threat"),
    "target.bank": _Said("attaque de la banque", "f", "attack on the bank"),
    "target.agent": _Said("attaque d'un conseiller", "f", "attack on an agent"),
    "target.third": _Said("attaque d'un tiers", "f", "attack on somebody else"),
    "target.nobody": _Said("message qui n'attaque personne", "m", "post that attacks nobody"),
    "decision.answer": _Said("réponse attendue", "f", "answer due"),
    "decision.silent": _Said("message sans réponse à donner", "m", "post with nothing to answer"),
    "decision.person": _Said("cas à lire par une personne", "m", "case for a person to read"),
}
_TOPICS: Final[Mapping[str, tuple[str, str]]] = {
    "card": ("carte", "card"),
    "transfer": ("virement", "transfer"),
    "account": ("compte", "account"),
    "loan": ("crédit", "loan"),
    "mortgage": ("prêt immobilier", "mortgage"),
    "savings": ("épargne", "savings"),
    "insurance": ("assurance", "insurance"),
    "fees": ("frais", "fees"),
    "app": ("application", "app"),
    "branch": ("agence", "branch"),
    "cash_machine": ("distributeur", "cash machine"),
    "fraud": ("fraude", "fraud"),
    "customer_service": ("service client", "customer service"),
    "employer": ("employeur", "employer"),
    "sponsoring": ("parrainage", "sponsoring"),
    "sustainability": ("développement durable", "sustainability"),
    "governance": ("gouvernance", "governance"),
    "markets": ("marchés", "markets"),
    "other": ("autre", "other"),
}
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "visibility.public": ("message public", "public post"),
    "visibility.private": ("message privé", "private message"),
    "visibility.secure": ("messagerie sécurisée", "secure channel"),
    "mode.listen_only": ("compte en écoute seule", "listen-only account"),
    "mode.answer": ("compte qui peut répondre", "account that may answer"),
    "mode.publish": ("compte qui peut publier", "account that may publish"),
    "hours.open": ("heures d'ouverture", "opening hours"),
    "hours.closed": ("hors des heures d'ouverture", "outside opening hours"),
    "state.none": ("aucun sujet en cours", "no story under way"),
    "state.story": ("sujet en cours", "story under way"),
    "state.crisis": ("crise en cours", "crisis under way"),
}
_FEATURES: Final[Mapping[str, tuple[str, str]]] = {
    "network": ("réseau", "network"),
    "language": ("langue", "language"),
    AUTHOR: ("auteur", "author"),
    FINDINGS: ("donnée confidentielle trouvée", "confidential data found"),
}

_NONE_OF: Final[Mapping[str, tuple[str, str]]] = {
    AUTHOR: ("auteur autre", "another author"),
    FINDINGS: ("aucune donnée de ces sortes", "no data of these kinds"),
}


def reason_in(language: str, when: When, number: int, situation: Situation) -> str:
    """Say why a rule held; other languages than ``fr`` are said in English."""
    french = language == "fr"
    phrases = [phrase(each, situation, french=french) for each in _weightiest(when)]
    if not phrases:
        phrases = ["aucune autre règle ne s'applique" if french else "no other rule holds"]
    said = _listed(phrases, " et " if french else " and ")
    return f"{said} : règle {number} de la charte" if french else f"{said}: charter rule {number}"


def _weightiest(when: When) -> list[Condition]:
    """Give what was found before what was not, as many as are read, in the rule's own order."""
    found = [each for each in when if not _is_absence(each)]
    absent = [each for each in when if _is_absence(each)]
    chosen = [*found, *absent][:_MOST]
    return [each for each in when if each in chosen]


def _is_absence(condition: Condition) -> bool:
    if isinstance(condition, Range):
        return condition.at_least is None
    return condition.negated


def phrase(condition: Condition, situation: Situation, *, french: bool) -> str:
    """Say what a post has of what a condition is about."""
    if isinstance(condition, Range):
        return _likely(condition, condition.value_of(situation), french=french)
    return _among(condition, condition.words_of(situation), french=french)


def decimal(value: float, *, french: bool) -> str:
    """Write a number with two decimals, as the language does."""
    written = f"{value:.2f}"
    return written.replace(".", ",") if french else written


def label_in(feature: str, *, french: bool) -> str:
    """Give the words for a label: ``tone.insulting``."""
    said = _label(feature)
    return said.fr if french else said.en


def word_in(feature: str, word: str, *, french: bool) -> str:
    """Give the words for a word of a feature: ``mode``, ``listen_only``."""
    if feature == UNSURE:
        return _unsure(sure=word != YES, french=french)
    if f"{feature}.{word}" in _WORDS:
        return _WORDS[f"{feature}.{word}"][not french]
    named = _FEATURES[feature][not french]
    return f"{named} : {word or '?'}" if french else f"{named}: {word or '?'}"


def _label(feature: str) -> _Said:
    group, _, name = feature.partition(".")
    if group == SENTIMENT:
        return _Said("sentiment", "m", "sentiment")
    if group == "topic":
        french, english = _TOPICS[name]
        return _Said(f"sujet « {french} »", "m", f"topic “{english}”")
    return _LABELS[feature]


def _likely(condition: Range, value: float, *, french: bool) -> str:
    said, number = _label(condition.feature), decimal(value, french=french)
    if condition.group == SENTIMENT or condition.below is None:
        return f"{said.fr if french else said.en} ({number})"
    feminine = "e" if said.gender == "f" else ""
    if condition.at_least is not None or value >= _EVEN:
        return (
            f"{said.fr} incertain{feminine} ({number})"
            if french
            else (f"uncertain {said.en} ({number})")
        )
    if french:
        return f"aucun{feminine} {said.fr} trouvé{feminine} ({number})"
    return f"no {said.en} found ({number})"


def _among(condition: Among, given: frozenset[str], *, french: bool) -> str:
    if condition.negated and (condition.feature in {FINDINGS, AUTHOR}):
        return _none_of(condition, french=french)
    shown = given if condition.negated else given & condition.meant
    words = sorted(shown)[:_MOST_WORDS]
    return word_in(condition.feature, ", ".join(map(_clean, words)), french=french)


def _unsure(*, sure: bool, french: bool) -> str:
    if french:
        return "décision sûre" if sure else "décision incertaine"
    return "sure decision" if sure else "unsure decision"


def _none_of(condition: Among, *, french: bool) -> str:
    if condition.words == ("any",):
        return "aucune donnée confidentielle" if french else "no confidential data"
    words = ", ".join(condition.words[:_MOST_WORDS])
    more = ", …" if len(condition.words) > _MOST_WORDS else ""
    said = _NONE_OF[condition.feature][not french]
    return f"{said} ({words}{more})"


def _clean(word: str) -> str:
    """Make a word that came with a post safe to be shown."""
    return "".join(sign if sign.isprintable() else " " for sign in word[:_LONGEST_WORD])


def _listed(phrases: list[str], last: str) -> str:
    return last.join([", ".join(phrases[:-1]), phrases[-1]]) if len(phrases) > 1 else phrases[0]
