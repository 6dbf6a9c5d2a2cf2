"""What the guard left of a conversation: a secret that stands in public, and sealed values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from parvis.desk.models import Conversation, Reply
from parvis.desk.queries.conversation import TimelineItem
from parvis.engine.guard.answers import DELETE_POST
from parvis.engine.post import Visibility
from parvis.governance.models import SealedValue, User
from parvis.governance.permissions import OPEN_SEALED, may
from parvis.governance.queries.guard import policy_for
from parvis.intake.models import Post
from parvis.intake.seals import objects_of
from parvis.outbox.models import State

_IN_VAIN = frozenset({State.FAILED, State.CANCELLED})
_ASKS_TO_DELETE = re.compile(
    r"supprim|effac|retir|enlev|delet|remov|take (?:it|this|your \w+) down", re.IGNORECASE
)
"""How a reply asks to take a post away, for those that say it in their own words."""


class Asked(StrEnum):
    """How far it is with a secret that somebody posted in public."""

    NOT_YET = "not_yet"
    ASKED = "asked"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """The latest public post of the author shows confidential data to everybody on its network.

    ``kinds`` are what was found, each once. ``answer`` is the approved wording that asks the author
    to delete the post, in the language of the post; empty once that was asked.
    """

    post: Post
    kinds: Sequence[str]
    asked: Asked
    answer: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A value that is kept sealed until a moment; ``shown`` is what its marker still shows."""

    pk: int
    kind: str
    shown: str
    until: datetime
    may_open: bool


def exposed_in(
    conversation: Conversation, items: Sequence[TimelineItem], *, lang: str = ""
) -> Exposed | None:
    """Say whether a secret stands in public; ``lang`` is the reader's, where the post's is unknown.

    It is the author's latest public post; or an earlier one that shows something, where the bank
    has not replied since. One query or two, and only while the author was not asked yet.
    """
    item = _looked_at(items)
    post = item.post if item is not None else None
    if item is None or post is None or not _shows(post):
        return None
    if conversation.state == Conversation.State.RESOLVED:
        return None
    kinds = tuple(dict.fromkeys(str(mark[2]) for mark in post.marks))
    if post.deleted_at is not None:
        return Exposed(post=post, kinds=kinds, asked=Asked.DELETED)
    written = item.versions[-1].until if item.versions else item.at
    if any(_asks(each.reply, post, since=written) for each in items if each.reply is not None):
        return Exposed(post=post, kinds=kinds, asked=Asked.ASKED)
    chosen, answer = approved_answer(conversation, post, DELETE_POST, lang)
    return Exposed(post=post, kinds=kinds, asked=Asked.NOT_YET, answer=answer, lang=chosen)


def _looked_at(items: Sequence[TimelineItem]) -> TimelineItem | None:
    latest, replied = None, False
    for item in reversed(items):
        replied = replied or _has_left(item.reply)
        if item.post is None or item.ours or item.post.visibility != Visibility.PUBLIC:
            continue
        if latest is not None and replied:
            break
        latest = latest or item
        if _shows(item.post) and item.post.deleted_at is None:
            return item
    return latest


def _has_left(reply: Reply | None) -> bool:
    return reply is not None and reply.delivery.state not in _IN_VAIN


def _shows(post: Post) -> bool:
    """Whether confidential data was found in it, whatever the charter makes of that.

    A fraud that is reported is to be protected too, and shows nothing.
    """
    return bool(post.marks)


def _asks(reply: Reply, post: Post, *, since: datetime) -> bool:
    """Whether a reply asks to delete a post as it reads now."""
    return (
        reply.answers_id == post.pk
        and reply.created_at >= since
        and _has_left(reply)
        and _ASKS_TO_DELETE.search(reply.text) is not None
    )


def approved_answer(
    conversation: Conversation, post: Post, name: str, lang: str
) -> tuple[str, str]:
    """Give language and approved wording: in the post's language, else the reader's, else any."""
    wordings = policy_for(conversation.entity_id).answers.get(name, {})
    for chosen in (post.lang, conversation.lang, lang, *wordings):
        short = chosen[:2]
        if wordings.get(short):
            return short, wordings[short]
    return "", ""


def sealed_in_timeline(
    user: User, conversation: Conversation, items: Iterable[TimelineItem]
) -> dict[str, list[Sealed]]:
    """Give what is sealed of the posts of a timeline: by ``<post>/<number of the version>``.

    One query, and only where something was masked. Who may not open them sees until when they are
    kept.
    """
    places = {name: place for item in items for name, place in _places(item)}
    if not places:
        return {}
    opens = may(user, OPEN_SEALED, conversation.entity_id)
    found: dict[str, list[Sealed]] = {}
    rows = SealedValue.objects.filter(object__in=places, expires_at__gt=timezone.now())
    rows = rows.defer("ciphertext", "data_key").order_by("mark", "pk")
    for each in rows:
        state, text, marks = places[each.object]
        sealed = Sealed(
            pk=each.pk,
            kind=each.kind,
            shown=_shown(text, marks, each.mark),
            until=each.expires_at,
            may_open=opens,
        )
        found.setdefault(state, []).append(sealed)
    return found


_Place = tuple[str, str, Sequence[Sequence[int]]]


def _places(item: TimelineItem) -> Iterator[tuple[str, _Place]]:
    """Give the objects that values may be sealed of, each with its state, text and marks."""
    post = item.post
    if post is None:
        return
    states: Mapping[int, tuple[str, Sequence[Sequence[int]]]] = {
        **{version.number: (version.text, version.marks) for version in item.versions},
        post.version: (post.text, post.marks),
    }
    for number, objects in objects_of(post, item.versions).items():
        text, marks = states[number]
        if marks:
            for name in objects:
                yield name, (f"{post.pk}/{number}", text, marks)


def _shown(text: str, marks: Sequence[Sequence[int]], place: int) -> str:
    """Give what a marker shows of its value: ``••••1234`` of ``[IBAN ••••1234]``."""
    if place >= len(marks):
        return ""
    start, end = marks[place][:2]
    return text[start:end].strip("[]").partition(" ")[2]
