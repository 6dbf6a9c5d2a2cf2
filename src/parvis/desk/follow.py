"""The desk follows what intake stored and what became of its replies: machines' work.

Each step is one transaction with its place in ``DeskCursor``, whose row is locked first: workers
take turns, a crash at any instant repeats the step, and nothing is threaded twice.
Locks are taken in the order cursor, conversations (by id), ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from parvis.desk.actions.hold import restand
from parvis.desk.models import Author, Conversation, ConversationPost, DeskCursor, Reply
from parvis.desk.neighbours import NOT_NEEDED, Neighbours, neighbours_of
from parvis.desk.queries.standing import entries_of
from parvis.desk.rules import FOLLOW, key_of
from parvis.desk.threading import Slot, Thread, Threading, conversations_around
from parvis.governance import ledger
from parvis.governance.ledger import SYSTEM, Act
from parvis.governance.models import LedgerEntry
from parvis.governance.permissions import require
from parvis.intake.models import Post
from parvis.outbox.models import State

_CHANGED_BY_POSTS = (
    "state",
    "outcome",
    "outcome_reason",
    "advice",
    "priority",
    "deciding",
    "reasons",
    "lang",
    "visibility",
    "has_masked",
    "last_post",
    "last_post_at",
    "post_count",
    "waiting_since",
    "snoozed_until",
    "resolved_at",
    "version",
    "changed_by",
)
_DELIVERY = "outbox.delivery:"
_TOLD_BY_OUTBOX = tuple(f"outbox.delivery.{what}" for what in ("sent", "failed", "cancelled"))
_State = Conversation.State


def follow_intake(limit: int = 1_000) -> int:
    """Thread the next posts that intake stored or changed; gives how many were taken."""
    require(SYSTEM, FOLLOW, 0)
    reached = DeskCursor.objects.values_list("sequence", flat=True).filter(only=1).first() or 0
    if not Post.objects.filter(sequence__gt=reached).exists():
        return 0
    with transaction.atomic():
        cursor = _lock_cursor()
        posts = _next_posts(cursor.sequence, limit)
        if not posts:
            return 0
        threading = _threading(posts)
        _write(threading, threading.take(posts))
        cursor.sequence = posts[-1].sequence
        cursor.save(update_fields=["sequence"])
    return len(posts)


def follow_outbox(limit: int = 1_000) -> int:
    """Take back to the inbox what a failed delivery has left unanswered; gives acts followed."""
    require(SYSTEM, FOLLOW, 0)
    reached = DeskCursor.objects.values_list("ledger", flat=True).filter(only=1).first() or 0
    if not _acts_after(reached, 1):
        return 0
    with transaction.atomic():
        cursor = _lock_cursor()
        acts = _acts_after(cursor.ledger, limit)
        if not acts:
            return 0
        deliveries = {int(what.removeprefix(_DELIVERY)) for _, what in acts}
        replies = Reply.objects.filter(delivery_id__in=deliveries)
        told = dict.fromkeys(replies.values_list("conversation_id", flat=True), False)
        failed = replies.filter(delivery__state=State.FAILED)
        told |= dict.fromkeys(failed.values_list("conversation_id", flat=True), True)
        for held in _lock_conversations(told):
            _stand_after_delivery(held, failed=told[held.pk])
        cursor.ledger = acts[-1][0]
        cursor.save(update_fields=["ledger"])
    return len(acts)


def _lock_cursor() -> DeskCursor:
    DeskCursor.objects.get_or_create(only=1)
    return DeskCursor.objects.select_for_update().get(only=1)


def _lock_conversations(ids: Collection[int]) -> list[Conversation]:
    return list(
        Conversation.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    )


def _next_posts(sequence: int, limit: int) -> list[Post]:
    return list(
        Post.objects.filter(sequence__gt=sequence)
        .select_related("account")
        .defer(*NOT_NEEDED, "account__credentials", "account__settings")
        .order_by("sequence")[:limit]
    )


def _threading(posts: Sequence[Post]) -> Threading:
    around = neighbours_of(posts)
    theirs = [post for post in posts if post.pk not in around.places and not around.is_ours(post)]
    authors = _authors(theirs)
    ids = conversations_around(around, posts) | _in_slots(around, theirs, authors.values())
    entries = entries_of(ids)
    threads = {row.pk: Thread(row, entries.get(row.pk, [])) for row in _lock_conversations(ids)}
    slots: dict[Slot, Thread] = {
        (row.account_id, row.author_id, row.thread_key): thread
        for thread in threads.values()
        for row in [thread.conversation]
    }
    return Threading(
        around=around, authors=authors, threads=threads, slots=slots, now=timezone.now()
    )


def _authors(posts: Iterable[Post]) -> dict[tuple[str, str], Author]:
    """Give the authors of posts, made or renamed as the latest of their posts says."""
    said = {(post.network, post.author_key): post for post in posts}
    known = {
        (author.network, author.key): author
        for author in Author.objects.filter(
            network__in={network for network, _ in said}, key__in={key for _, key in said}
        )
    }
    renamed = []
    for (network, key), post in said.items():
        author = known.setdefault((network, key), Author(network=network, key=key))
        if author.pk is None or (author.handle, author.name) != (post.author, post.author_name):
            author.handle, author.name = post.author, post.author_name
            renamed.append(author)
    for same_kind in (
        [author for author in renamed if author.pk is None],
        [author for author in renamed if author.pk is not None],
    ):
        Author.objects.bulk_create(
            same_kind,
            update_conflicts=True,
            unique_fields=["network", "key"],
            update_fields=["handle", "name"],
        )
    return known


def _in_slots(around: Neighbours, posts: Iterable[Post], authors: Iterable[Author]) -> set[int]:
    posts = list(posts)
    found = Conversation.objects.filter(
        account_id__in={post.account_id for post in posts},
        author_id__in={author.pk for author in authors},
        thread_key__in={key_of(around.thread_of(post)) for post in posts},
    )
    return set(found.order_by().values_list("pk", flat=True))


def _write(threading: Threading, threads: Sequence[Thread]) -> None:
    opened = [thread.conversation for thread in threads if thread.is_new]
    changed = [thread.conversation for thread in threads if thread.touched and not thread.is_new]
    known = [thread.conversation for thread in threads if not thread.is_new]
    Conversation.objects.bulk_create(opened)
    Conversation.objects.bulk_create(
        known,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_CHANGED_BY_POSTS,
    )
    for place in threading.new_places:
        # The conversation has its id only now.
        place.conversation = place.conversation
        place.settled_at = threading.now if place.post_id in threading.settled else None
    ConversationPost.objects.bulk_create(threading.new_places)
    ConversationPost.objects.bulk_create(
        threading.old_places,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["act", "post_version", "masked", "settled_at", "answered_by"],
    )
    ConversationPost.objects.filter(
        post_id__in=threading.settled - {place.post_id for place in threading.new_places}
    ).update(settled_at=threading.now, answered_by=None)
    ledger.append(actor=SYSTEM, acts=_acts(opened, changed))


def _acts(opened: Iterable[Conversation], changed: Iterable[Conversation]) -> list[Act]:
    """Make one act an entity, so that whoever may read that entity may be told of it."""
    told: dict[int, dict[str, list[int]]] = {}
    for what, rows in (("opened", opened), ("changed", changed)):
        for row in rows:
            told.setdefault(row.entity_id, {"opened": [], "changed": []})[what].append(row.pk)
    return [
        Act(
            verb="desk.posts.threaded",
            object=f"governance.entity:{entity}",
            entity_id=entity,
            data=ids,
        )
        for entity, ids in told.items()
    ]


def _acts_after(number: int, limit: int) -> list[tuple[int, str]]:
    return list(
        LedgerEntry.objects.filter(number__gt=number, verb__in=_TOLD_BY_OUTBOX)
        .order_by("number")
        .values_list("number", "object")[:limit]
    )


def _stand_after_delivery(held: Conversation, *, failed: bool) -> None:
    """Say again who waits. What did not leave is to be seen, also where nobody was waiting."""
    before = held.waiting_since
    restand(held)
    closed = held.state in {_State.PENDING, _State.RESOLVED}
    if held.waiting_since == before and not (failed and closed):
        return
    if before is None and closed:
        held.state, held.outcome, held.resolved_at = _State.OPEN, "", None
    held.version += 1
    held.changed_by = None
    held.save()
    ledger.record(
        actor=SYSTEM,
        verb="desk.conversation.reopened",
        object=f"desk.conversation:{held.pk}",
        entity=held.entity_id,
    )
