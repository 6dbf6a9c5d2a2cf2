"""What shows only when posts of an author are read together, and stays masked ever after."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from parvis.engine.guard import Direction, Policy
from parvis.engine.guard.split import Amendment, mask_values
from parvis.engine.post import Visibility
from parvis.intake.changes import Changes, Seal, Together, mask_later, protect
from parvis.intake.letters import digest_key
from parvis.intake.models import Post, PostVersion, ReadTogether
from parvis.intake.queries import versions_of
from parvis.intake.reading import Read
from parvis.intake.rows import Row, marks_of, masked_of


def as_known(known: Mapping[str, Post], rows: Sequence[Row]) -> list[Row]:
    """Give rows as their posts are stored, where the network gives what it gave before.

    One query, and only where a text differs from what is stored.
    """
    other = {
        post.pk: post
        for row in rows
        for post in [known.get(row.post.network_key)]
        if post is not None and post.text != row.post.text
    }
    if not other:
        return list(rows)
    kept = {
        (each.post_id, each.digest): each for each in ReadTogether.objects.filter(post__in=other)
    }
    if not kept:
        return list(rows)
    return [_as_known(row, known.get(row.post.network_key), kept) for row in rows]


def _as_known(row: Row, post: Post | None, kept: Mapping[tuple[int, str], ReadTogether]) -> Row:
    if post is None:
        return row
    text = row.post.text if row.alone is None else row.alone.text
    found = None
    for _ in range(len(kept)):  # masked once, then again by something later
        found, last = kept.get((post.pk, digest_of(post, text))), found
        if found is None:
            found = last
            break
        text = found.text
    if found is None:
        return row
    row.post.text, row.post.marks = found.text, list(found.marks)
    protect(row.post)
    return replace(row, to_seal=(), alone=None)


def amend(changes: Changes, read: Read) -> None:
    """Mask in stored posts what this batch shows of them, earlier states included.

    Two queries, and only where there is something to mask.
    """
    here = {row.post.network_key for row in read.rows}
    posts = {post.pk: post for post in changes.changed.values() if post.pk in read.amendments}
    missing = read.amendments.keys() - posts.keys()
    posts |= Post.objects.in_bulk(missing) if missing else {}
    posts = {pk: post for pk, post in posts.items() if post.network_key not in here}
    versions = versions_of(posts) if posts else {}
    for pk, post in posts.items():
        amendment = read.amendments[pk]
        stored = versions.get(pk, [])
        fresh = [version for version in changes.versions if version.post is post]
        hidden = list(_hide([*stored, *fresh], amendment, read.way.policy, post))
        changes.old_versions += (version for version in hidden if version.pk is not None)
        masked = amendment.masked
        marks = marks_of(masked)
        changes.together.append(Together(post, post.text, masked.text, marks))
        mask_later(changes, post, masked.text, marks)
        if masked.to_seal:
            changes.seals.append(Seal(post, post.version, masked.to_seal))


def _hide(
    versions: Iterable[PostVersion], amendment: Amendment, policy: Policy, post: Post
) -> Iterable[PostVersion]:
    public = post.visibility == Visibility.PUBLIC
    way = Direction.RECEIVED_PUBLIC if public else Direction.RECEIVED_PRIVATE
    for version in versions:
        before = masked_of(version.text, version.marks)
        after = mask_values(before, amendment.hidden, policy, way)
        if after is not None:
            version.text, version.marks = after.text, marks_of(after)
            yield version


def remember(changes: Changes) -> None:
    """Keep how texts read alone, so that they are known when the network gives them again."""
    ReadTogether.objects.bulk_create(
        [
            ReadTogether(
                post=each.post,
                digest=digest_of(each.post, each.alone),
                text=each.text,
                marks=each.marks,
            )
            for each in changes.together
        ],
        ignore_conflicts=True,
    )


def digest_of(post: Post, text: str) -> str:
    """Tell texts of a post apart by a keyed digest: plain ones let short numbers be tried."""
    content = f"{post.network_key}\n{text}".encode("utf-8", "surrogatepass")
    return hmac.digest(digest_key(), content, "sha256").hex()
