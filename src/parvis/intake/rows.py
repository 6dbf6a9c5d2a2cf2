"""Posts as rows of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from parvis.engine.guard import Kind, Mark, Masked, ToSeal
from parvis.engine.pipeline import Enriched
from parvis.engine.post import FIELD_LIMIT
from parvis.engine.post import Post as Given
from parvis.engine.understand.stored import labels_to_json
from parvis.errors import Invalid
from parvis.governance.models import Account
from parvis.intake.models import Post
from parvis.intake.rules import key_of, written_at

IDENTITIES = ("id", "in_reply_to", "conversation")
"""Fields that name a post: cut short they would name another, so too long a one is refused."""


@dataclass(frozen=True, slots=True)
class Row:
    """A post as it is to be stored, with what is to be sealed of its text.

    ``alone`` is its text as it is masked when nothing else of its author is read with it, where
    that hides less.
    """

    post: Post
    to_seal: tuple[ToSeal, ...] = ()
    alone: Masked | None = None


def marks_of(masked: Masked) -> list[list[Any]]:
    """Give the marks of a text as rows hold them."""
    return [[mark.start, mark.end, mark.kind.value] for mark in masked.marks]


def masked_of(text: str, marks: Sequence[Sequence[Any]]) -> Masked:
    """Give a stored text with its marks as the engine knows them."""
    return Masked(text, tuple(_mark(*mark) for mark in marks))


def _mark(start: int, end: int, kind: str) -> Mark:
    return Mark(Kind(kind), start, end)


def of_account(post: Given, account: Account) -> Given:
    """Give a post as one of the account's network, whatever a file says of it."""
    if post.network == account.network:
        return post
    return replace(post, network=account.network)


def row_of(
    enriched: Enriched, *, account: Account, now: datetime, charter: int | None = None
) -> Post:
    """Build the row of an enriched post; raises ``Invalid`` where it cannot be stored.

    ``charter`` is the id of the signed version by which it was judged.
    """
    post = enriched.post
    for name in IDENTITIES:
        if len(getattr(post, name)) > FIELD_LIMIT:
            raise Invalid("post.field_too_long", field=name)
    if not post.id.strip():
        raise Invalid("post.field_missing", field="id")
    return Post(
        account_id=account.pk,
        network=account.network,
        network_id=post.id,
        network_key=key_of(post.id),
        author=post.author[:FIELD_LIMIT],
        author_name=post.author_name[:FIELD_LIMIT],
        author_key=key_of(post.author),
        text=enriched.masked,
        marks=marks_of(Masked(enriched.masked, enriched.marks)),
        descriptions=list(post.descriptions),
        lang=enriched.lang,
        matches=list(enriched.matches),
        mentions=[[each.kind.value, each.name] for each in enriched.mentions],
        labels=labels_to_json(enriched.labels),
        act=enriched.verdict.act.value,
        reasons=[str(reason) for reason in enriched.verdict.reasons],
        verdict={**enriched.verdict.judgement.to_json(), "charter": charter},
        url=post.url[:FIELD_LIMIT],
        in_reply_to=post.in_reply_to,
        parent_key=key_of(post.in_reply_to),
        thread=post.conversation,
        visibility=post.visibility.value,
        metrics=dict(post.metrics),
        extra=dict(post.extra),
        created_at=written_at(post.created_at, received_at=now),
        received_at=now,
        edited_at=post.edited_at,
    )
