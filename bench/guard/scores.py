"""How well a detector's findings fit what is labelled: of the guard and of its peers alike.

- *Recall* of a kind: values of which a finding of the same kind covers at least half.
- *Masked*: values of which every letter and digit is covered by findings of any kind; what a
  desk needs most, since a value masked under another name is not seen either.
- *Precision* of a kind: findings of it at least half of which is labelled as the same kind.
- *False*: posts that hold nothing and in which something is found.

Halves are counted in letters and digits, not in the signs that stand between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bench.guard.labelled import Message, Value

from parvis.engine.guard import Kind

CHECKED = frozenset(
    {
        Kind.IBAN, Kind.RIB, Kind.NIR, Kind.CARD, Kind.SIRET, Kind.VAT, Kind.SIREN, Kind.TAX_ID,
        Kind.ROUTING_NUMBER,
    }
)  # fmt: skip
"""Kinds whose rule has check digits."""

TOLD = frozenset(
    {
        Kind.CVV, Kind.CARD_EXPIRY, Kind.BALANCE, Kind.PASSWORD, Kind.PIN, Kind.OTP,
        Kind.SECRET_QUESTION, Kind.DATE_OF_BIRTH, Kind.POSTAL_ADDRESS, Kind.PERSON_NAME,
    }
)  # fmt: skip
"""Kinds that identify nothing by themselves; all others are *identifiers*, whose false findings
have a limit of their own."""

PLAIN_KINDS = frozenset({Kind.PHONE, Kind.EMAIL})
"""Kinds known by their form or a public plan: neither check digits nor words around are needed."""

CONTEXT = frozenset(Kind) - CHECKED - PLAIN_KINDS
"""Kinds known, wholly or mostly, by the words around."""


class Found(NamedTuple):
    """A finding, by whichever detector."""

    kind: Kind
    start: int
    end: int


@dataclass(slots=True)
class Score:
    """Counts of one kind, or of several together."""

    values: int = 0
    recalled: int = 0
    masked: int = 0
    findings: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """Of values, those found as what they are."""
        return self.recalled / self.values if self.values else 0.0

    @property
    def recall_masked(self) -> float:
        """Of values, those hidden whole, as whatever."""
        return self.masked / self.values if self.values else 0.0

    @property
    def precision(self) -> float:
        """Of findings, the right ones; nothing found means nothing wrong."""
        return self.right / self.findings if self.findings else 1.0

    @property
    def false(self) -> int:
        """Findings that are not right."""
        return self.findings - self.right

    def add(self, other: Score) -> None:
        """Count another's counts with these."""
        for name in Score.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Scores:
    """What a detector is worth on one half of the set."""

    kinds: dict[Kind, Score]
    disguised: Score
    posts: dict[str, int]
    false_identifiers: dict[str, int]
    false: dict[str, int]

    def of(self, kinds: Iterable[Kind]) -> Score:
        """Give the counts of several kinds together."""
        total = Score()
        for kind in kinds:
            total.add(self.kinds[kind])
        return total

    def per_thousand(self, sort: str, *, identifiers: bool) -> float:
        """Give the posts of a sort in which something is found, of each 1,000."""
        false = self.false_identifiers if identifiers else self.false
        return 1000 * false[sort] / self.posts[sort] if self.posts[sort] else 0.0


def score(messages: Sequence[Message], found: Sequence[Sequence[Found]]) -> Scores:
    """Compare the findings of a detector with the labels."""
    scores = Scores(
        kinds={kind: Score() for kind in Kind},
        disguised=Score(),
        posts=dict.fromkeys(("hard", "ordinary"), 0),
        false_identifiers=dict.fromkeys(("hard", "ordinary"), 0),
        false=dict.fromkeys(("hard", "ordinary"), 0),
    )
    for message, findings in zip(messages, found, strict=True):
        _add_values(scores, message, findings)
        _add_findings(scores, message, findings)
        if message.sort != "secret":
            scores.posts[message.sort] += 1
            scores.false[message.sort] += bool(findings)
            scores.false_identifiers[message.sort] += any(f.kind not in TOLD for f in findings)
    return scores


def _add_values(scores: Scores, message: Message, findings: Sequence[Found]) -> None:
    everything = _places(message.text, findings)
    for value in message.values:
        places = _places(message.text, (value,))
        one = Score(
            values=1,
            recalled=any(
                2 * len(places & _places(message.text, (each,))) >= len(places)
                for each in findings
                if each.kind is value.kind
            ),
            masked=places <= everything,
        )
        scores.kinds[value.kind].add(one)
        if value.disguised:
            scores.disguised.add(one)


def _add_findings(scores: Scores, message: Message, findings: Sequence[Found]) -> None:
    for each in findings:
        same = [value for value in message.values if value.kind is each.kind]
        places = _places(message.text, (each,))
        right = 2 * len(places & _places(message.text, same)) >= max(len(places), 1)
        scores.kinds[each.kind].add(Score(findings=1, right=right))


def _places(text: str, spans: Iterable[Found | Value]) -> frozenset[int]:
    """Give the places of the letters and digits within spans."""
    return frozenset(_letters_and_digits(text, spans))


def _letters_and_digits(text: str, spans: Iterable[Found | Value]) -> Iterator[int]:
    for span in spans:
        yield from (at for at in range(span.start, span.end) if text[at].isalnum())
