"""What a batch changes in the store: pure, from what is there and what came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from parvis.intake.models import Post, PostVersion
from parvis.intake.rules import is_stale
from parvis.networks.network import Deletion

CONTENT = ("text", "marks", "descriptions", "author_name")
"""What people read: where one of these differs, the post was edited."""

REPLACED = (
    *CONTENT,
    "author",
    "lang",
    "matches",
    "act",
    "reasons",
    "url",
    "visibility",
    "metrics",
    "extra",
    "edited_at",
)
"""What an edit brings. Identity, place in the thread and dates of the first state stay."""

WRITTEN = (*REPLACED, "deleted_at", "version", "sequence")
"""Every column that a change of a known post may touch."""


class Outcome(StrEnum):
    """What became of one post of a batch."""

    RECEIVED = "received"
    EDITED = "edited"
    DELETED = "deleted"
    UNCHANGED = "unchanged"
    STALE = "stale"


@dataclass(slots=True)
class Changes:
    """Rows to write, in the order in which they came."""

    new: list[Post] = field(default_factory=list)
    changed: dict[str, Post] = field(default_factory=dict)
    versions: list[PostVersion] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)

    @property
    def touched(self) -> list[Post]:
        """New posts, then known ones that changed."""
        return [*self.new, *self.changed.values()]

    def of(self, post: Post) -> Changes:
        """Give what concerns one post."""
        return Changes(
            new=[post] if post.pk is None else [],
            changed={} if post.pk is None else {post.network_key: post},
            versions=[version for version in self.versions if version.post is post],
        )

    def drop(self, post: Post) -> None:
        """Leave one post out, and out of the counts."""
        if post.pk is None:
            self.counts[Outcome.RECEIVED] -= 1
        else:
            self.counts[Outcome.EDITED] -= 1
        self.new = [other for other in self.new if other is not post]
        self.changed.pop(post.network_key, None)
        self.versions = [version for version in self.versions if version.post is not post]


def key_of(network_id: str) -> str:
    """Give the key of a network's id: the same for any length of id, and never empty for one."""
    return sha256(network_id.encode("utf-8", "surrogatepass")).hexdigest() if network_id else ""


def changes_of(
    known: Mapping[str, Post],
    incoming: Iterable[Post],
    deletions: Iterable[Deletion],
    now: datetime,
) -> Changes:
    """Compare a batch with the store.

    ``known`` holds the stored posts of the batch's keys. A post that comes twice in a batch is an
    edit of itself. Deletion is final: networks never use an id again, so what comes after it is an
    old copy. A deletion of a post that never came changes nothing.
    """
    current = dict(known)
    changes = Changes()
    for row in incoming:
        changes.counts[_take(changes, current, row, now)] += 1
    for deletion in deletions:
        post = current.get(key_of(deletion.id))
        if post is None or post.deleted_at is not None:
            changes.counts[Outcome.UNCHANGED] += 1
            continue
        _close(changes, post, PostVersion.Change.DELETED, now)
        post.deleted_at = min(deletion.at or now, now)
        changes.counts[Outcome.DELETED] += 1
    return changes


def _take(changes: Changes, current: dict[str, Post], row: Post, now: datetime) -> Outcome:
    post = current.get(row.network_key)
    if post is None:
        current[row.network_key] = row
        changes.new.append(row)
        return Outcome.RECEIVED
    if post.deleted_at is not None or is_stale(stored=post.edited_at, incoming=row.edited_at):
        return Outcome.STALE
    if all(getattr(post, name) == getattr(row, name) for name in CONTENT):
        return Outcome.UNCHANGED
    _close(changes, post, PostVersion.Change.EDITED, now)
    for name in REPLACED:
        setattr(post, name, getattr(row, name))
    return Outcome.EDITED


def _close(changes: Changes, post: Post, change: PostVersion.Change, now: datetime) -> None:
    """Keep what the post was as a version, and count the next one."""
    changes.versions.append(
        PostVersion(
            post=post,
            number=post.version,
            change=change,
            text=post.text,
            marks=post.marks,
            descriptions=post.descriptions,
            author_name=post.author_name,
            until=now,
        )
    )
    post.version += 1
    if post.pk is not None:
        changes.changed[post.network_key] = post
