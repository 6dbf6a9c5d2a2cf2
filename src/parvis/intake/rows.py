"""Posts as rows of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from parvis.engine.pipeline import Enriched
from parvis.engine.post import FIELD_LIMIT
from parvis.engine.post import Post as Given
from parvis.errors import Invalid
from parvis.governance.models import Account
from parvis.intake.changes import key_of
from parvis.intake.models import Post
from parvis.intake.rules import written_at

IDENTITIES = ("id", "in_reply_to", "conversation")
"""Fields that name a post: cut short they would name another, so too long a one is refused."""


def of_account(post: Given, account: Account) -> Given:
    """Give a post as one of the account's network, whatever a file says of it."""
    if post.network == account.network:
        return post
    return replace(post, network=account.network)


def row_of(enriched: Enriched, *, account: Account, now: datetime) -> Post:
    """Build the row of an enriched post; raises ``Invalid`` where it cannot be stored."""
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
        marks=[[mark.start, mark.end, mark.kind.value] for mark in enriched.marks],
        descriptions=list(post.descriptions),
        lang=enriched.lang,
        matches=list(enriched.matches),
        act=enriched.verdict.act.value,
        reasons=[str(reason) for reason in enriched.verdict.reasons],
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
