"""Finds each post of a batch its conversation, in memory; ``follow`` writes what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from parvis.desk.models import Author, Conversation, ConversationPost
from parvis.desk.neighbours import Neighbours
from parvis.desk.rules import (
    Entry,
    key_of,
    needs_another_look,
    priority_of,
    standing,
    written_at,
)
from parvis.intake.models import Post

Slot = tuple[int, int, str]
"""What makes a conversation one: account, author, key of the thread."""

_State = Conversation.State


@dataclass(slots=True, eq=False)
class Thread:
    """A conversation with its posts, while a batch is threaded into it.

    ``touched``: something happened that people should see. ``answered``: by the bank, past us.
    """

    conversation: Conversation
    entries: list[Entry] = field(default_factory=list)
    touched: bool = False
    written: bool = False
    answered: bool = False

    @property
    def is_new(self) -> bool:
        """Whether this batch opened it."""
        return self.conversation.pk is None

    def reopen(self) -> None:
        """Set it open: something new is to be read."""
        self.conversation.state = _State.OPEN
        self.conversation.outcome = self.conversation.outcome_reason = ""
        self.conversation.resolved_at = self.conversation.snoozed_until = None

    def settle(self, until: datetime) -> list[int]:
        """Take every post written until then as answered; gives their ids."""
        settled = []
        for place, entry in enumerate(self.entries):
            if not (entry.ours or entry.settled) and entry.at <= until:
                self.entries[place] = replace(entry, settled=True)
                settled.append(entry.post_id)
        return settled

    def unsettle(self, post_id: int) -> None:
        """Take a post as not answered any more."""
        self.entries = [
            replace(entry, settled=False) if entry.post_id == post_id else entry
            for entry in self.entries
        ]

    def stand(self) -> None:
        """Work out how the conversation stands now."""
        now = standing(self.entries)
        row = self.conversation
        row.waiting_since, row.advice, row.reasons = now.waiting_since, now.advice, now.reasons
        row.priority, row.deciding_id = now.priority, now.deciding_id
        row.lang, row.visibility, row.has_masked = now.lang, now.visibility, now.has_masked
        row.last_post_id, row.last_post_at = now.last_post_id, now.last_post_at
        row.post_count = now.post_count
        if row.waiting_since is not None and row.state in {_State.PENDING, _State.RESOLVED}:
            self.reopen()
        elif self.answered and row.waiting_since is None and row.state == _State.OPEN:
            row.state = _State.PENDING
        if self.touched and not self.is_new:
            row.version += 1
            row.changed_by = None


@dataclass(slots=True, kw_only=True)
class Threading:
    """A batch of posts finding their conversations; the lists are what is to be written."""

    around: Neighbours
    authors: Mapping[tuple[str, str], Author]
    threads: dict[int, Thread]
    slots: dict[Slot, Thread]
    now: datetime
    new_places: list[ConversationPost] = field(default_factory=list)
    old_places: list[ConversationPost] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    here: dict[int, Thread] = field(default_factory=dict)

    def take(self, posts: Sequence[Post]) -> list[Thread]:
        """Place every post, in the order in which they came; gives the conversations to write."""
        for post in posts:
            if place := self.around.places.get(post.pk):
                self._look_again(place, post)
            elif self.around.is_ours(post):
                self._place_ours(post)
            else:
                self._place_theirs(post)
        every = {id(thread): thread for thread in [*self.threads.values(), *self.slots.values()]}
        written = [thread for thread in every.values() if thread.written]
        for thread in written:
            thread.stand()
        return written

    def _look_again(self, place: ConversationPost, post: Post) -> None:
        if place.post_version == post.version:
            return
        thread = self.threads[place.conversation_id]
        thread.touched = thread.written = True
        again = post.deleted_at is None and needs_another_look(
            before=place.act, now=post.act, more_masked=len(post.marks) > place.masked
        )
        if again and not place.ours and place.settled_at is not None:
            place.settled_at = place.answered_by = None
            thread.unsettle(post.pk)
            thread.reopen()
        place.act, place.post_version, place.masked = post.act, post.version, len(post.marks)
        self.old_places.append(place)

    def _place_ours(self, post: Post) -> None:
        reply = self.around.reply_of(post)
        thread = self._thread_answered(post)
        if thread is None:
            return
        self._place(thread, post, ours=True)
        if reply is None:
            # Somebody answered on the network itself, past the desk.
            thread.touched = thread.answered = True
            self.settled.update(thread.settle(until=thread.entries[-1].at))

    def _thread_answered(self, post: Post) -> Thread | None:
        for reply in (self.around.reply_of(post), self.around.reply_above(post)):
            if reply is not None:
                return self.threads[reply.conversation_id]
        above = self.around.parent_of(post)
        if above is None:
            return None
        if place := self.around.places.get(above.pk):
            return self.threads[place.conversation_id]
        return self.here.get(above.pk)

    def _place_theirs(self, post: Post) -> None:
        root = self.around.thread_of(post)
        author = self.authors[post.network, post.author_key]
        slot = (post.account_id, author.pk, key_of(root))
        thread = self.slots.get(slot)
        if thread is None:
            thread = self.slots[slot] = Thread(self._open(post, author, root))
        elif not thread.is_new:
            thread.reopen()
        thread.touched = True
        thread.answered = False
        self._place(thread, post, ours=False)

    def _place(self, thread: Thread, post: Post, *, ours: bool) -> None:
        at = written_at(created_at=post.created_at, received_at=post.received_at)
        thread.written = True
        thread.entries.append(entry_of(post, at=at, ours=ours))
        self.here[post.pk] = thread
        self.new_places.append(
            ConversationPost(
                conversation=thread.conversation,
                post=post,
                ours=ours,
                at=at,
                act=post.act,
                post_version=post.version,
                masked=len(post.marks),
            )
        )

    def _open(self, post: Post, author: Author, root: str) -> Conversation:
        return Conversation(
            entity_id=post.account.entity_id,
            account=post.account,
            network=post.network,
            thread=root,
            thread_key=key_of(root),
            author=author,
            opened_at=self.now,
        )


def entry_of(post: Post, *, at: datetime, ours: bool) -> Entry:
    """Say of a new post what its conversation's standing takes into account."""
    return Entry(
        post_id=post.pk,
        at=at,
        ours=ours,
        act=post.act,
        visibility=post.visibility,
        reasons=tuple(post.reasons),
        lang=post.lang,
        deleted=post.deleted_at is not None,
        masked=bool(post.marks),
        priority=priority_of(
            post.act, judged=post.verdict.get("act"), said=post.verdict.get("priority")
        ),
    )


def conversations_around(around: Neighbours, posts: Iterable[Post]) -> set[int]:
    """Give ids of the conversations that these posts may change by standing beside them."""
    found = {reply.conversation_id for reply in around.sent.values() if reply is not None}
    ids = {post.pk for post in posts}
    ids |= {above.pk for post in posts if (above := around.parent_of(post))}
    return found | {around.places[pk].conversation_id for pk in ids if pk in around.places}
