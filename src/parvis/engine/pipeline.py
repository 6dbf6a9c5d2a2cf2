"""The engine's one way: posts in, the same posts understood and safe to store out.

A pure function of the batch and of the matcher. After it, no field of a post holds confidential
data that the guard knows: what is stored, shown, logged and exported is what comes out of here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parvis.engine.charter import Heard, Verdict, verdict
from parvis.engine.guard import Finding, find_all, guard_value, mask, masked, safe_id
from parvis.engine.language import detect
from parvis.engine.match import Matcher
from parvis.engine.post import Post
from parvis.engine.words import words

_HANDLES_WITH_SERVER = frozenset({"mastodon"})
"""Networks on which ``name@server`` is a public handle, and reads like an e-mail address."""

_HANDLE_WITH_SERVER = re.compile(r"\w[\w.\-]{0,63}@[\w.\-]{1,253}")
_LONG_NUMBER = re.compile(r"\d(?:\D?\d){7}")

_PLAIN_FIELDS = ("network", "author_name", "lang")
_DIGIT = re.compile(r"\d")
_REACH = 24
_FEW_DIGITS = 5  # of a handle; too few to be the part of a number that an id hides

_NO_MATCHER = Matcher()


@dataclass(frozen=True, slots=True)
class Enriched:
    """A post with what the engine understood of it.

    ``post`` is safe to store: its text is ``masked``, its other fields are guarded. ``findings``
    have the offsets of the text as it was given, ``marks`` those of ``masked``. ``lang`` is what
    the engine read, ``post.lang`` what the network said. ``matches`` are keys of queries.
    """

    post: Post
    findings: tuple[Finding, ...]
    masked: str
    marks: tuple[Finding, ...]
    lang: str
    matches: tuple[str, ...]
    verdict: Verdict


def enrich(batch: Sequence[Post], *, matcher: Matcher = _NO_MATCHER) -> list[Enriched]:
    """Understand a batch of posts, in order, one for one."""
    all_findings = find_all([post.text for post in batch])
    return [
        _enrich_one(post, findings, matcher)
        for post, findings in zip(batch, all_findings, strict=True)
    ]


def _enrich_one(post: Post, findings: tuple[Finding, ...], matcher: Matcher) -> Enriched:
    text = mask(post.text, findings)
    tokens = words(post.text)
    matches = matcher.match_words(post.text, tokens)
    return Enriched(
        post=_safe_post(post, text.text),
        findings=findings,
        masked=text.text,
        marks=text.marks,
        lang=detect(post.text, tokens),
        matches=matches,
        verdict=verdict(
            Heard(
                text=post.text,
                words=tokens,
                findings=findings,
                matches=matches,
                visibility=post.visibility,
            )
        ),
    )


def _safe_post(post: Post, text: str) -> Post:
    identifier = safe_id(post.id)
    return Post(
        id=identifier,
        text=text,
        network=masked(post.network),
        account=_safe_handle(post.account, post.network),
        author=_safe_handle(post.author, post.network),
        author_name=masked(post.author_name),
        lang=masked(post.lang),
        created_at=post.created_at,
        edited_at=post.edited_at,
        url=_safe_url(post.url, identifier),
        in_reply_to=safe_id(post.in_reply_to),
        conversation=safe_id(post.conversation),
        visibility=post.visibility,
        descriptions=tuple(map(masked, post.descriptions)),
        metrics=guard_value(post.metrics) if post.metrics else post.metrics,
        extra=guard_value(post.extra) if post.extra else post.extra,
    )


def _safe_url(url: str, identifier: str) -> str:
    """Guard an address; the number of a post at its end was guarded already, as its id."""
    start = len(url) - len(identifier)
    if (
        identifier.isdecimal()
        and url.endswith(identifier)
        and len(_DIGIT.findall(url, max(0, start - _REACH), start)) <= _FEW_DIGITS
    ):
        return masked(url[:start]) + identifier
    return masked(url)


def _safe_handle(handle: str, network: str) -> str:
    """Guard a handle, which may hold a server's name after an at sign."""
    if network in _HANDLES_WITH_SERVER and _HANDLE_WITH_SERVER.fullmatch(handle):
        return masked("@" + handle)[1:] if _LONG_NUMBER.search(handle) else handle
    return masked(handle)
