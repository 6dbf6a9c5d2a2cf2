"""What the conversation view shows: the timeline, what came before it, the author's others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import OuterRef, Q, Subquery
from django.utils.dateparse import parse_datetime

from parvis.desk.models import Conversation, ConversationPost, LabelCorrection, Note, Reply
from parvis.desk.queries.access import NOT_SHOWN, SHOWN_WITH
from parvis.desk.rules import READ, key_of
from parvis.governance.models import LedgerEntry, User
from parvis.governance.permissions import entities_for
from parvis.intake.models import Post, PostVersion
from parvis.outbox.models import State

PARENTS_LIMIT = 10
"""How many steps up a thread are shown."""

_OVERRIDDEN = "desk.verdict.overridden"
SHOWN_ACTS = (
    *(
        f"desk.conversation.{act}"
        for act in ("assigned", "snoozed", "resolved", "reopened", "declined", "woken")
    ),
    _OVERRIDDEN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One thing that happened in a conversation; exactly one of the four is given.

    ``by`` is the name that colleagues see, for replies, notes and acts; empty for machines.
    ``whom`` is the name of whom an act gave the conversation to, ``until`` the moment that it put
    it aside to, ``reason`` why nobody answers, or why somebody does against the ``advice``; else
    empty.
    ``correction`` is the id of the correction of its labels that counts, None where there is none.
    ``versions`` are what a post was before it was edited or deleted, oldest first.
    """

    kind: Literal["post", "reply", "note", "act"]
    at: datetime
    ours: bool
    post: Post | None = None
    reply: Reply | None = None
    note: Note | None = None
    entry: LedgerEntry | None = None
    versions: Sequence[PostVersion] = ()
    by: str = ""
    whom: str = ""
    until: datetime | None = None
    reason: str = ""
    advice: str = ""
    correction: int | None = None


def timeline(conversation: Conversation, limit: int = 200) -> list[TimelineItem]:
    """Give the latest ``limit`` things that happened, oldest first.

    A reply of this desk that was read back from its network is shown once, as the reply; one
    that was taken back is not shown.
    """
    replies = _replies(conversation, limit)
    receipts = {row.reply.delivery.network_key for row in replies if row.reply is not None}
    posts = _posts(conversation, limit, receipts=receipts - {""})
    items = [*posts, *replies, *_notes(conversation, limit)]
    shown = {row.reply.pk for row in replies if row.reply is not None}
    items += _acts(conversation, limit, replies=shown)
    return sorted(items, key=lambda item: item.at)[-limit:]


def parents(conversation: Conversation) -> list[Post]:
    """Give the posts of the thread above the conversation's first post, the highest first."""
    first = (
        ConversationPost.objects.filter(conversation=conversation)
        .order_by("at", "id")
        .select_related("post")
        .first()
    )
    if first is None:
        return []
    found: list[Post] = []
    step = first.post
    while step.parent_key and len(found) < PARENTS_LIMIT:
        above = _post(conversation, step.parent_key)
        if above is None or above.pk == first.post_id or above in found:
            break
        found.insert(0, above)
        step = above
    root = key_of(conversation.thread)
    if root not in {post.network_key for post in [*found, first.post]}:
        found = [*_there(_post(conversation, root)), *found]
    return found


def other_conversations(
    conversation: Conversation, limit: int = 10, *, user: User | None = None
) -> list[Conversation]:
    """Give the same author's other conversations, the newest first.

    In the same entity; with ``user``, in every entity that this person may read.
    """
    entities = {conversation.entity_id} if user is None else entities_for(user, READ)
    return list(
        Conversation.objects.filter(author_id=conversation.author_id, entity_id__in=entities)
        .exclude(pk=conversation.pk)
        .select_related(*SHOWN_WITH)
        .defer(*NOT_SHOWN)
        .order_by("-last_post_at", "-id")[:limit]
    )


def _post(conversation: Conversation, key: str) -> Post | None:
    return Post.objects.filter(
        network=conversation.network, account_id=conversation.account_id, network_key=key
    ).first()


def _there(post: Post | None) -> list[Post]:
    return [post] if post is not None else []


def _posts(
    conversation: Conversation, limit: int, *, receipts: Collection[str]
) -> Iterable[TimelineItem]:
    counting = LabelCorrection.objects.filter(post=OuterRef("post"), taken_back_at=None)
    entries = list(
        ConversationPost.objects.filter(conversation=conversation)
        .select_related("post")
        .annotate(correction=Subquery(counting.values("pk")[:1]))
        .order_by("-at", "-id")[:limit]
    )
    versions: dict[int, list[PostVersion]] = {}
    changed = [entry.post_id for entry in entries if entry.post.version > 1]
    if changed:
        for version in PostVersion.objects.filter(post_id__in=changed).order_by("number"):
            versions.setdefault(version.post_id, []).append(version)
    return [
        TimelineItem(
            kind="post",
            at=entry.at,
            ours=entry.ours,
            post=entry.post,
            versions=versions.get(entry.post_id, ()),
            correction=entry.correction,
        )
        for entry in reversed(entries)
        if not (entry.ours and entry.post.network_key in receipts)
    ]


def _replies(conversation: Conversation, limit: int) -> list[TimelineItem]:
    rows = (
        Reply.objects.filter(conversation=conversation)
        .exclude(delivery__state=State.CANCELLED)
        .select_related("author", "delivery", "answers")
        .order_by("-created_at", "-id")[:limit]
    )
    return [
        TimelineItem(
            kind="reply", at=row.created_at, ours=True, reply=row, by=row.author.shown_name
        )
        for row in rows
    ]


def _notes(conversation: Conversation, limit: int) -> Iterable[TimelineItem]:
    rows = (
        Note.objects.filter(conversation=conversation)
        .select_related("author")
        .order_by("-created_at", "-id")[:limit]
    )
    return [
        TimelineItem(kind="note", at=row.created_at, ours=True, note=row, by=row.author.shown_name)
        for row in rows
    ]


def _acts(
    conversation: Conversation, limit: int, *, replies: Collection[int]
) -> Iterable[TimelineItem]:
    rows = LedgerEntry.objects.filter(
        object=f"desk.conversation:{conversation.pk}", verb__in=SHOWN_ACTS
    ).order_by("-number")[:limit]
    # Why somebody replied against the advice stands beside that reply; why they declined to, in
    # the act that says so.
    entries = [row for row in rows if row.verb != _OVERRIDDEN or row.data.get("reply") in replies]
    people = list(
        User.objects.filter(
            Q(username__in={entry.actor for entry in entries})
            | Q(pk__in={entry.data["after"] for entry in entries if entry.data.get("after")})
        )
    )
    actors = {user.username: user.shown_name for user in people}
    names = {user.pk: user.shown_name for user in people}
    return [
        TimelineItem(
            kind="act",
            at=entry.at,
            ours=True,
            entry=entry,
            by=actors.get(entry.actor, ""),
            whom=names.get(entry.data.get("after"), ""),
            until=parse_datetime(entry.data.get("until", "")),
            reason=entry.data.get("reason", ""),
            advice=entry.data.get("advised", ""),
        )
        for entry in entries
    ]
