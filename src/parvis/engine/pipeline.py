"""The engine's one way: posts in, the same posts understood and safe to store out.

A pure function of the batch and of the matcher. After it, no field of a post holds confidential
data that the guard knows: what is stored, shown, logged and exported is what comes out of here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parvis.engine.charter import Heard, Verdict, verdict
from parvis.engine.guard import Finding, find, find_all, guard_value, mask, masked, safe_id
from parvis.engine.language import detect
from parvis.engine.match import Matcher
from parvis.engine.post import Post
from parvis.engine.words import words

_HANDLES_WITH_SERVER = frozenset({"mastodon"})
"""Networks on which ``name@server`` is a public handle, and reads like an e-mail address."""

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
    return replace(
        post,
        text=text,
        id=safe_id(post.id),
        in_reply_to=safe_id(post.in_reply_to),
        conversation=safe_id(post.conversation),
        network=masked(post.network),
        account=_safe_handle(post.account, post.network),
        author=_safe_handle(post.author, post.network),
        author_name=masked(post.author_name),
        lang=masked(post.lang),
        url=masked(post.url),
        descriptions=tuple(map(masked, post.descriptions)),
        metrics=guard_value(post.metrics) if post.metrics else {},
        extra=guard_value(post.extra) if post.extra else {},
    )


def _safe_handle(handle: str, network: str) -> str:
    """Guard a handle, which may hold a server's name after an at sign."""
    if network in _HANDLES_WITH_SERVER and handle[:1] != "@" and not find("@" + handle):
        return masked("@" + handle)[1:]
    return masked(handle)
