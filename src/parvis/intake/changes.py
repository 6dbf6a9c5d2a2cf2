"""What a batch changes in the store: pure, from what is there and what came in.

A post that the network gives as it was is no edit where more of it is masked than before, because
it is read together with others of its author now: it is masked in place, and no earlier state of
it is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from parvis.engine.charter import Act, Reason
from parvis.engine.guard import ToSeal
from parvis.intake.models import Post, PostVersion
from parvis.intake.rows import Row, marks_of
from parvis.intake.rules import is_stale, key_of
from parvis.networks.network import Deletion

CONTENT = ("text", "marks", "descriptions", "author_name")
"""What people read: where one of these differs, the post was edited."""

REPLACED = (
    *CONTENT,
    "author",
    "lang",
    "matches",
    "labels",
    "mentions",
    "act",
    "reasons",
    "verdict",
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


@dataclass(frozen=True, slots=True)
class Seal:
    """What is to be sealed of one version of a post."""

    post: Post
    version: int
    values: tuple[ToSeal, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A text that reads as ``alone`` by itself, and is stored as ``text``."""

    post: Post
    alone: str
    text: str
    marks: list[list[Any]]


@dataclass(slots=True)
class Changes:
    """Rows to write, in the order in which they came.

    ``changed`` are known posts with something new: of ``edited`` and ``deleted`` the keys, of
    ``masked_later`` the kinds of what was masked in place, by the key. ``old_versions`` are stored
    versions in which something was masked. ``seals`` and ``together`` go with the posts; of those
    in ``resealed`` what is sealed of the present text is replaced.
    """

    new: list[Post] = field(default_factory=list)
    changed: dict[str, Post] = field(default_factory=dict)
    edited: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    versions: list[PostVersion] = field(default_factory=list)
    old_versions: list[PostVersion] = field(default_factory=list)
    masked_later: dict[str, list[str]] = field(default_factory=dict)
    seals: list[Seal] = field(default_factory=list)
    resealed: list[Post] = field(default_factory=list)
    together: list[Together] = field(default_factory=list)
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
            old_versions=[each for each in self.old_versions if each.post_id == post.pk],
            seals=[seal for seal in self.seals if seal.post is post],
            resealed=[each for each in self.resealed if each is post],
            together=[each for each in self.together if each.post is post],
        )

    def drop(self, post: Post) -> None:
        """Leave one post out, and out of the counts."""
        if post.pk is None:
            self.counts[Outcome.RECEIVED] -= 1
        elif post.network_key in self.edited:
            self.counts[Outcome.EDITED] -= 1
        self.masked_later.pop(post.network_key, None)
        self.new = [other for other in self.new if other is not post]
        self.changed.pop(post.network_key, None)
        self.versions = [version for version in self.versions if version.post is not post]


def changes_of(
    known: Mapping[str, Post],
    incoming: Iterable[Row],
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
        changes.deleted.add(post.network_key)
        changes.counts[Outcome.DELETED] += 1
    return changes


def _take(changes: Changes, current: dict[str, Post], row: Row, now: datetime) -> Outcome:
    given = row.post
    post = current.get(given.network_key)
    if post is None:
        current[given.network_key] = given
        changes.new.append(given)
        _keep(changes, given, row)
        return Outcome.RECEIVED
    if post.deleted_at is not None or is_stale(stored=post.edited_at, incoming=given.edited_at):
        return Outcome.STALE
    if all(getattr(post, name) == getattr(given, name) for name in CONTENT):
        return Outcome.UNCHANGED
    if _is_as_it_was(post, row):
        mask_later(changes, post, given.text, list(given.marks))
        changes.resealed.append(post)
        changes.seals = [seal for seal in changes.seals if seal.post is not post]
        _keep(changes, post, row)
        return Outcome.UNCHANGED
    _close(changes, post, PostVersion.Change.EDITED, now)
    changes.edited.add(post.network_key)
    for name in REPLACED:
        setattr(post, name, getattr(given, name))
    _keep(changes, post, row)
    return Outcome.EDITED


def _is_as_it_was(post: Post, row: Row) -> bool:
    """Whether the network gives a post as it is stored, and only more of it is to be masked."""
    return (
        row.alone is not None
        and (post.text, post.marks) == (row.alone.text, marks_of(row.alone))
        and all(getattr(post, name) == getattr(row.post, name) for name in CONTENT[2:])
    )


def _keep(changes: Changes, post: Post, row: Row) -> None:
    """Note what goes with a text: what is sealed of it, and how it reads alone."""
    if row.to_seal:
        changes.seals.append(Seal(post, post.version, row.to_seal))
    if row.alone is not None:
        changes.together.append(Together(post, row.alone.text, row.post.text, list(row.post.marks)))


def mask_later(changes: Changes, post: Post, text: str, marks: list[list[Any]]) -> None:
    """Mask a stored post in place: no state of it keeps what is hidden now."""
    known = Counter(mark[2] for mark in post.marks)
    post.text, post.marks = text, marks
    protect(post)
    if post.pk is None:  # it came twice in this batch: nobody has seen it as it was
        return
    kinds = (Counter(mark[2] for mark in marks) - known).elements()
    changes.masked_later.setdefault(post.network_key, []).extend(kinds)
    post.version += 1
    changes.changed[post.network_key] = post


def protect(post: Post) -> None:
    """Have it treated as a post that holds confidential data, which was found later."""
    post.act = Act.PROTECT.value
    if Reason.CONFIDENTIAL_DATA not in post.reasons:
        post.reasons = [Reason.CONFIDENTIAL_DATA.value, *post.reasons]


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
