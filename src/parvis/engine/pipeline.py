"""The engine's one way: posts in, the same posts understood and safe to store out.

A pure function of the batch and of the matcher. After it, no field of a post holds confidential
data that the guard knows: what is stored, shown, logged and exported is what comes out of here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from parvis.engine.charter.columns import Situations
from parvis.engine.charter.default import default_charter
from parvis.engine.charter.rules import Charter
from parvis.engine.charter.situation import Circumstances, kinds_of
from parvis.engine.charter.verdicts import Verdict, verdict_all
from parvis.engine.guard import (
    DEFAULT,
    Direction,
    Finding,
    Mark,
    Masked,
    Policy,
    ToSeal,
    find_across,
    find_all,
    guard_value,
    mask,
    masked,
    safe_id,
)
from parvis.engine.guard.split import Amendment, amended
from parvis.engine.language import detect_all
from parvis.engine.match import Matcher
from parvis.engine.mentions import Mention, Mentions
from parvis.engine.plain import plain_words
from parvis.engine.post import Post, Visibility
from parvis.engine.understand import Labels, Model, Transformer, understand_all

_HANDLES_WITH_SERVER = frozenset({"mastodon"})
"""Networks on which ``name@server`` is a public handle, and reads like an e-mail address."""

_HANDLE_WITH_SERVER = re.compile(r"\w[\w.\-]{0,63}@[\w.\-]{1,253}")
_LONG_NUMBER = re.compile(r"\d(?:\D?\d){7}")

_DIGIT = re.compile(r"\d")
_REACH = 24
_FEW_DIGITS = 5  # of a handle; too few to be the part of a number that an id hides

_NO_MATCHER = Matcher()
_NO_MENTIONS = Mentions()
_USUAL = Circumstances()

SHORTLY = timedelta(minutes=10)
"""The longest time between two posts of an author that are read together."""

MOST_BESIDE = 4
"""How many earlier posts of an author, and how many later ones, a new one is read together with."""

Beside = Mapping[int, Sequence[Masked]]
"""What authors wrote shortly before (or after) what is in a batch, oldest first.

By the place of the first of their posts in the batch that stand together.
"""

_NOTHING: Beside = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Enriched:
    """A post with what the engine understood of it.

    ``post`` is safe to store: its text is ``masked``, its other fields are guarded. ``findings``
    have the offsets of the text as it was given, ``marks`` those of ``masked``; ``to_seal`` are the
    values that the policy keeps sealed. ``lang`` is what the engine read, ``post.lang`` what the
    network said. ``matches`` are keys of queries, ``mentions`` the bank's products and branches
    that the text names, in the bank's own words.

    ``alone`` is the masked text as it would be if the post were read by itself, where reading it
    together with others hides more. ``reaches_back`` says for each text that was given as written
    ``before``, then ``after``, what it has to become, None where it stays.
    """

    post: Post
    findings: tuple[Finding, ...]
    masked: str
    marks: tuple[Mark, ...]
    to_seal: tuple[ToSeal, ...]
    lang: str
    matches: tuple[str, ...]
    labels: Labels
    verdict: Verdict
    mentions: tuple[Mention, ...] = ()
    alone: Masked | None = None
    reaches_back: tuple[Amendment | None, ...] = ()


def enrich(
    batch: Sequence[Post],
    *,
    matcher: Matcher = _NO_MATCHER,
    mentions: Mentions = _NO_MENTIONS,
    key: bytes = b"",
    policy: Policy = DEFAULT,
    before: Beside = _NOTHING,
    after: Beside = _NOTHING,
    model: Model | None = None,
    second_look: bool = True,
    third: Transformer | None = None,
    charter: Charter | None = None,
    around: Circumstances = _USUAL,
) -> list[Enriched]:
    """Understand a batch of posts, in order, one for one, and judge them by a charter.

    ``key`` is the secret under which identifiers that hold confidential data are hidden. What one
    author writes in several posts of a batch, shortly after each other, is read together too, and
    with what the same author wrote shortly ``before`` and ``after``, as ``stretches`` tells them.

    ``model`` and ``charter`` are those that come with Parvis where none is given. Without
    ``second_look``, posts in doubt are left as the first tier of the model has them, many times
    faster; ``third``, off by default, reads those that both tiers leave unsure. ``around`` is what
    a charter may ask about all posts of the batch.

    Column by column: one step over the whole batch, then the next, which keeps each step's tables
    in the processor's cache and is a quarter faster than post by post.
    """
    texts = [post.text for post in batch]
    ways = [direction_of(post) for post in batch]
    alone = find_all(texts, policy)
    together = _found_together(batch, alone, policy, before, after)
    findings = together.found
    hidden = [
        mask(text, found, policy, way)
        for text, found, way in zip(texts, findings, ways, strict=True)
    ]
    plain = plain_words(texts)
    spaced = plain.phrases()
    matches = list(map(matcher.match_phrase, texts, spaced))
    treated = [
        policy.treated(found, way) if found else found
        for found, way in zip(findings, ways, strict=True)
    ]
    heard = texts
    if any(post.descriptions for post in batch):
        heard = [" \n".join((post.text, *post.descriptions)) for post in batch]
        plain = plain_words(heard)
    languages = detect_all(heard, plain)
    labels = understand_all(heard, plain, languages, model=model, second=second_look, third=third)
    situations = Situations(
        labels,
        [
            kinds_of(found) | _kinds_described(post, policy, way)
            if post.descriptions
            else kinds_of(found)
            for post, found, way in zip(batch, treated, ways, strict=True)
        ],
        [post.network for post in batch],
        [post.visibility for post in batch],
        around,
    )
    verdicts = verdict_all(charter or default_charter(), situations)
    safe = {way: _Safe(policy, way, key) for way in set(ways)}
    posts = [
        safe[way].post(post, text.text) for post, text, way in zip(batch, hidden, ways, strict=True)
    ]
    enriched = [
        Enriched(
            post, found, text.text, text.marks, text.to_seal, language, keys, understood, judged
        )
        for post, found, text, language, keys, understood, judged in zip(
            posts, findings, hidden, languages, matches, labels, verdicts, strict=True
        )
    ]
    if mentions:
        for place, named in enumerate(mentions.of_all(texts, spaced)):
            if named:
                enriched[place] = replace(enriched[place], mentions=named)
    for place in together.changed:
        by_itself = mask(texts[place], alone[place], policy, ways[place])
        if by_itself.text != enriched[place].masked:
            enriched[place] = replace(enriched[place], alone=by_itself)
    for place, amendments in together.behind.items():
        enriched[place] = replace(enriched[place], reaches_back=amendments)
    return enriched


def _kinds_described(post: Post, policy: Policy, way: Direction) -> frozenset[str]:
    """Give the kinds of confidential data in what is told of a post's pictures."""
    found = find_all(list(post.descriptions), policy)
    return frozenset().union(*(kinds_of(policy.treated(each, way)) for each in found))


def direction_of(post: Post) -> Direction:
    """Say which rules of a policy hold for a post that was received."""
    if post.visibility is Visibility.PUBLIC:
        return Direction.RECEIVED_PUBLIC
    return Direction.RECEIVED_PRIVATE


@dataclass(slots=True)
class _Together:
    """What is found in a batch, where that is more than posts hold alone, and what of before."""

    found: list[tuple[Finding, ...]]
    changed: list[int] = field(default_factory=list)
    behind: dict[int, tuple[Amendment | None, ...]] = field(default_factory=dict)


def _found_together(
    batch: Sequence[Post],
    alone: list[tuple[Finding, ...]],
    policy: Policy,
    before: Beside,
    after: Beside,
) -> _Together:
    """Add what is found only when the consecutive posts of an author are read together."""
    together = _Together(list(alone))
    for places in _runs(batch):
        earlier, later = before.get(places[0], ()), after.get(places[0], ())
        if len(earlier) + len(places) + len(later) == 1:
            continue
        own = [batch[place].text for place in places]
        texts = [*(each.text for each in earlier), *own, *(each.text for each in later)]
        across = find_across(texts, policy)
        here = slice(len(earlier), len(earlier) + len(places))
        for place, found in zip(places, across[here], strict=True):
            if found != alone[place]:
                together.found[place] = found
                together.changed.append(place)
        way = direction_of(batch[places[0]])
        behind = tuple(
            amended(masked, found, policy, way)
            for masked, found in zip(
                (*earlier, *later), across[: here.start] + across[here.stop :], strict=True
            )
        )
        if any(behind):
            together.behind[places[0]] = behind
    return together


def stretches(batch: Sequence[Post]) -> list[tuple[int, int]]:
    """Give the places of the first and the last post of what authors write without a pause."""
    return [(run[0], run[-1]) for run in _runs(batch)]


def _runs(batch: Sequence[Post]) -> list[list[int]]:
    """Give the places of what each author wrote shortly after each other."""
    latest: dict[tuple[str, str, str, Visibility], list[int]] = {}
    runs: list[list[int]] = []
    for place, post in enumerate(batch):
        if not post.author:
            continue
        key = (post.network, post.account, post.author, post.visibility)
        run = latest.get(key)
        if run is None or not _is_shortly_after(batch[run[-1]], post):
            run = latest[key] = []
            runs.append(run)
        run.append(place)
    return runs


def _is_shortly_after(earlier: Post, later: Post) -> bool:
    if earlier.created_at is None or later.created_at is None:
        return earlier.created_at is later.created_at
    return abs(later.created_at - earlier.created_at) <= SHORTLY


class _Repeated(dict[tuple[str, str], str]):
    """Guards what most posts of a batch share only once: (text, network) -> safe text."""

    __slots__ = ("_safe",)

    def __init__(self, safe: _Safe) -> None:
        self._safe = safe

    def __missing__(self, key: tuple[str, str]) -> str:
        self[key] = safe = self._safe.handle(*key)
        return safe


class _Safe:
    """Makes every field of posts of one direction safe to store."""

    __slots__ = ("_direction", "_key", "_policy", "_repeated")

    def __init__(self, policy: Policy, direction: Direction, key: bytes) -> None:
        self._policy = policy
        self._direction = direction
        self._key = key
        self._repeated = _Repeated(self)

    def post(self, post: Post, text: str) -> Post:
        """Give a post with its masked text, and all else guarded."""
        identifier = safe_id(post.id, key=self._key)
        safe: dict[str, Any] = {
            "id": identifier,
            "text": text,
            "network": self._repeated[post.network, ""],
            "account": self._repeated[post.account, post.network],
            "author": self.handle(post.author, post.network),
            "author_name": self._masked(post.author_name),
            "lang": self._repeated[post.lang, ""],
            "url": self._url(post.url, identifier),
            "in_reply_to": safe_id(post.in_reply_to, key=self._key),
            "conversation": safe_id(post.conversation, key=self._key),
            "descriptions": tuple(map(self._masked, post.descriptions)),
            "metrics": self._value(post.metrics),
            "extra": self._value(post.extra),
        }
        # Most posts hold nothing, and making a new one costs as much as looking.
        changed = {name: value for name, value in safe.items() if value != getattr(post, name)}
        return replace(post, **changed) if changed else post

    def handle(self, handle: str, network: str) -> str:
        """Guard a handle, which may hold a server's name after an at sign."""
        if network in _HANDLES_WITH_SERVER and _HANDLE_WITH_SERVER.fullmatch(handle):
            return self._masked("@" + handle)[1:] if _LONG_NUMBER.search(handle) else handle
        return self._masked(handle)

    def _url(self, url: str, identifier: str) -> str:
        """Guard an address; the number of a post at its end was guarded already, as its id."""
        start = len(url) - len(identifier)
        if (
            identifier.isdecimal()
            and url.endswith(identifier)
            and len(_DIGIT.findall(url, max(0, start - _REACH), start)) <= _FEW_DIGITS
        ):
            return self._masked(url[:start]) + identifier
        return self._masked(url)

    def _masked(self, text: str) -> str:
        return masked(text, self._policy, self._direction) if text else text

    def _value(self, value: Mapping[str, Any]) -> Any:
        return guard_value(value, self._policy, self._direction) if value else value
