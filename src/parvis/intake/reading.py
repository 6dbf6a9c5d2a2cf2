"""Posts enriched and made rows, one poisonous post never taking the others with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from parvis.engine.match import Matcher
from parvis.engine.pipeline import Enriched, enrich
from parvis.engine.post import Post as Given
from parvis.errors import ParvisError
from parvis.governance.models import Account
from parvis.intake.letters import digest_key, payload_of
from parvis.intake.models import Post
from parvis.intake.rows import of_account, row_of
from parvis.networks.network import Unreadable


@dataclass(slots=True)
class Read:
    """Rows ready to store, and what could not be made one.

    ``given`` holds the posts of ``rows``, one for one: what to keep sealed if a row is refused.
    """

    rows: list[Post] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    refused: list[Unreadable] = field(default_factory=list)


def read_posts(
    posts: Sequence[Given], *, account: Account, matcher: Matcher, now: datetime
) -> Read:
    """Enrich posts and build their rows. Touches no database."""
    read = Read()
    given = [of_account(post, account) for post in posts]
    for post, enriched in zip(given, _enriched(given, matcher), strict=True):
        row = _row(post, enriched, account=account, now=now)
        if isinstance(row, Unreadable):
            read.refused.append(row)
            continue
        read.rows.append(row)
        read.given.append(post)
    return read


def refusal(post: Given, error: Exception) -> Unreadable:
    """Keep a post that cannot be stored. A message may hold its text, so the reason is a code."""
    code = error.code if isinstance(error, ParvisError) else f"unexpected.{type(error).__name__}"
    return Unreadable(payload=payload_of(post), reason=code, id=post.id)


def _row(
    post: Given, enriched: Enriched | Exception, *, account: Account, now: datetime
) -> Post | Unreadable:
    if isinstance(enriched, Exception):
        return refusal(post, enriched)
    try:
        return row_of(enriched, account=account, now=now)
    except Exception as error:  # noqa: BLE001 - hostile input: whatever it breaks, it is kept
        return refusal(post, error)


def _enriched(posts: list[Given], matcher: Matcher) -> list[Enriched | Exception]:
    """Enrich a batch; where that fails, halve it until the poisonous post stands alone."""
    try:
        return list(enrich(posts, matcher=matcher, key=digest_key()))
    except Exception as error:  # noqa: BLE001 - as above
        if len(posts) <= 1:
            return [error]
    middle = len(posts) // 2
    return [*_enriched(posts[:middle], matcher), *_enriched(posts[middle:], matcher)]
