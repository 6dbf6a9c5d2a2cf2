"""A charter written as a file again, and a file that explains itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from parvis.engine.charter.acts import Act, Priority
from parvis.engine.charter.conditions import (
    FINDINGS,
    LIKELY,
    UNSURE,
    WORDS,
    YES,
    Among,
    Condition,
    Range,
    When,
)
from parvis.engine.charter.default import default_text
from parvis.engine.charter.file import VERSION
from parvis.engine.charter.file_conditions import ANY, NONE
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.situation import GROUPS
from parvis.engine.guard.answers import DEFAULT_ANSWERS

_WIDTH = 98


def toml_of(charter: Charter) -> str:
    """Write a charter. Reading it gives the same charter again."""
    return "\n".join([f"version = {VERSION}", *_written(charter)]) + "\n"


def template() -> str:
    """Give the default charter, with all that may be written in a rule explained above it."""
    return "\n".join(_explained()) + "\n\n" + default_text()


def _written(charter: Charter) -> Iterator[str]:
    for rule in charter.rules:
        yield from ("", "[[rules]]", *_rule(rule))
        if len(rule.whens) == 1:
            yield from (f"when.{line}" for line in _when(rule.whens[0]))
        else:
            for when in rule.whens:
                yield from ("", "[[rules.when]]", *_when(when))


def _rule(rule: Rule) -> Iterator[str]:
    yield f'name = "{rule.name}"'
    yield f"fr = {_text(rule.fr)}"
    yield f"en = {_text(rule.en)}"
    yield f'act = "{rule.act}"'
    said = {
        "to": rule.to,
        "queue": rule.queue,
        "priority": rule.said_priority,
        "answer": rule.answer,
    }
    yield from (f'{key} = "{word}"' for key, word in said.items() if word)


def _when(when: When) -> Iterator[str]:
    for condition in when:
        yield from _condition(condition)


def _condition(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Range):
        if condition.at_least is not None:
            yield f"{condition.feature}.at_least = {condition.at_least!r}"
        if condition.below is not None:
            yield f"{condition.feature}.below = {condition.below!r}"
    elif condition.feature == UNSURE:
        yield f"{UNSURE} = {str(condition.words == (YES,)).lower()}"
    elif condition.feature == FINDINGS and condition.words == (ANY,):
        yield f'{FINDINGS} = "{NONE if condition.negated else ANY}"'
    else:
        yield f"{condition.feature}{'.not' if condition.negated else ''} = {_words(condition)}"


def _words(condition: Among) -> str:
    words = [_text(word) for word in condition.words]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def _text(value: str) -> str:
    """Write a basic string: TOML escapes as JSON does."""
    return json.dumps(value, ensure_ascii=False)


_HEAD = """\
# The charter: what is to be done with a post. Rules are read in their order, and the first one
# that holds decides. The last one has no conditions, so that something is said of every post.
# Change what you want, then: parvis charter check FILE, parvis charter try FILE < posts.jsonl
#
# A rule begins with [[rules]] and says:
#   name      a short name of its own: small letters, digits, _ and -
#   fr, en    what it says, in one line each, for whoever reads why
#   act       what is to be done (below)
#   to        who decides, where the act is "escalate": "communications", "compliance", ...
#   queue     the queue that the conversation joins, if the desk is not to choose
#   answer    the key of the answer that is proposed (below)
#   when.     conditions. All of them must hold. For alternatives, of which one must hold, write
#             each as a part of its own below [[rules.when]].
#
# Conditions on labels. Probabilities go from 0 to 1; "at_least" includes its number, "below" does
# not; either may be left out:
#   when.intent.request.at_least = 0.5
#   when.intent.complaint.below = 0.3
#   when.sentiment.below = -0.5             from -1 to 1
#   when.unsure = true                      the key decision is in the grey zone
#
# Conditions on the post. One word, or a list of which one must be there; with .not, of which none
# may be there:
#   when.findings = "any"                   or "none", kinds of the guard, or one of these groups:
#                                           "secrets", "private_data"
#   when.findings.not = ["IBAN", "secrets"]
#   when.author = "journalist"              free words that are given with the post
#   when.network = ["x", "bluesky"]
#   when.language = ["fr", "en"]            two letters (ISO 639-1)
"""


def _explained() -> Iterator[str]:
    yield from _HEAD.splitlines()
    for feature in ("visibility", "mode", "hours", "state"):
        yield from _list_of(f"when.{feature}", WORDS[feature])
    yield "#"
    yield from _list_of("Acts", Act)
    yield from _list_of("Priorities", Priority)
    yield from _list_of("Answers", DEFAULT_ANSWERS)
    for group, names in LIKELY.items():
        yield from _list_of(f"when.{group}", names)
    yield from _list_of("Groups of findings", GROUPS)
    yield from _list_of("Private data", sorted(GROUPS["private_data"]))
    yield from _list_of("Secrets", sorted(GROUPS["secrets"]))
    yield "# All kinds of findings: parvis guard kinds"


def _list_of(title: str, words: Iterable[str]) -> Iterator[str]:
    line = f"# {title}:"
    for word in words:
        if len(line) + len(word) + 2 > _WIDTH:
            yield line
            line = "#  "
        line += f" {word},"
    yield line.rstrip(",") + "."
