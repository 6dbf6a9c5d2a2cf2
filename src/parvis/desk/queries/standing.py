"""The posts of conversations, as ``rules.standing`` takes them into account."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from parvis.desk.models import Conversation, ConversationPost, LabelCorrection
from parvis.desk.rules import Entry, as_corrected, priority_of, standing
from parvis.intake.models import Post, PostVersion
from parvis.outbox.models import State

_CAME_TO_NOTHING = frozenset({State.FAILED, State.CANCELLED})


def entries_of(conversation_ids: Collection[int]) -> dict[int, list[Entry]]:
    """Every post of these conversations in one query, oldest first, by conversation.

    What a person said of the text as it is now counts beside the verdict.
    """
    found: dict[int, list[Entry]] = {}
    rows = (
        ConversationPost.objects.filter(conversation_id__in=conversation_ids)
        .annotate(corrected=Subquery(_counting().values("labels")[:1]))
        .order_by("conversation_id", "at", "id")
        .values_list(
            "conversation_id",
            "post_id",
            "at",
            "ours",
            "settled_at",
            "answered_by__delivery__state",
            "post__act",
            "post__visibility",
            "post__reasons",
            "post__lang",
            "post__deleted_at",
            "post__marks",
            "post__verdict__act",
            "post__verdict__priority",
            "corrected",
        )
    )
    for (
        conversation,
        post,
        at,
        ours,
        settled,
        delivery,
        act,
        visible,
        why,
        lang,
        gone,
        marks,
        judged,
        said,
        corrected,
    ) in rows:
        entry = Entry(
            post_id=post,
            at=at,
            ours=ours,
            act=act,
            visibility=visible,
            reasons=tuple(why),
            lang=lang,
            deleted=gone is not None,
            masked=bool(marks),
            settled=settled is not None and delivery not in _CAME_TO_NOTHING,
            priority=priority_of(act, judged=judged, said=said),
        )
        found.setdefault(conversation, []).append(as_corrected(entry, corrected or {}))
    return found


def _counting() -> QuerySet[LabelCorrection]:
    """Corrections that count of the post of an outer row: of the text that it has now."""
    rewritten = PostVersion.objects.filter(
        post=OuterRef("post"), number__gte=OuterRef("post_version")
    )
    return LabelCorrection.objects.filter(
        ~Exists(rewritten), post=OuterRef("post"), taken_back_at=None
    )


def unsettled(conversation: Conversation) -> QuerySet[ConversationPost]:
    """Give the author's posts that nobody has dealt with, or that a reply answered in vain."""
    return ConversationPost.objects.filter(
        Q(settled_at=None) | Q(answered_by__delivery__state__in=_CAME_TO_NOTHING),
        conversation=conversation,
        ours=False,
    )


def deciding_post(conversation: Conversation) -> Post:
    """Give the post that decides the advice, also where that was not noted yet."""
    pk = conversation.deciding_id
    if pk is None:
        pk = standing(entries_of([conversation.pk])[conversation.pk]).deciding_id
    return Post.objects.only("act", "reasons", "verdict", "lang").get(pk=pk)
