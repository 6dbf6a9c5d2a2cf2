"""What was understood of a post, and what a person corrected in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from parvis.desk.models import Conversation, ConversationPost, LabelCorrection
from parvis.desk.queries.conversation import TimelineItem
from parvis.desk.rules import LIKELY_ENOUGH, labels_of
from parvis.engine.understand.labels import Labels, Target, Tone
from parvis.engine.understand.stored import labels_from_json
from parvis.errors import NotFound
from parvis.intake.models import Post, PostVersion

_ONE_OF: Final = ("tone", "target", "topic", "decision")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was understood: the likeliest label with its chance, or several of them.

    ``corrected`` is what a person said instead, None where they said the same, or nobody did.
    """

    head: str
    found: Sequence[tuple[str, float]]
    corrected: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of ``post``, the one that decides in a conversation.

    ``sentiment`` is in [-1, 1]. ``correction`` is the one that counts; ``outdated`` says that it
    is of an earlier text of the post. ``open`` says that there is a text to correct labels of.
    """

    post: Post
    lines: Sequence[Line]
    sentiment: float
    lang: str
    unsure: bool
    correction: LabelCorrection | None
    outdated: bool
    open: bool


def understood_in(conversation: Conversation, items: Sequence[TimelineItem]) -> Understood | None:
    """Give what was understood of the post that decides, else of the author's last one.

    None where there is neither among ``items``. One query where somebody corrected it, else none.
    """
    theirs = [item for item in items if item.post is not None and not item.ours]
    deciding = [item for item in theirs if item.post and item.post.pk == conversation.deciding_id]
    for item in deciding or theirs[-1:]:
        if item.post is not None:
            found = item.correction and correction_by_id(item.correction)
            return _understood(item.post, found or None, item.versions)
    return None


def _understood(
    post: Post, correction: LabelCorrection | None, versions: Sequence[PostVersion]
) -> Understood:
    labels = labels_from_json(post.labels)
    outdated = correction is not None and any(
        version.number >= correction.post_version for version in versions
    )
    said = correction.labels if correction is not None and not outdated else {}
    return Understood(
        post=post,
        lines=_lines(labels, said, labels_of(post.labels)) if post.labels or said else (),
        sentiment=labels.sentiment,
        lang=labels.lang or post.lang,
        unsure=labels.unsure,
        correction=correction,
        outdated=outdated,
        open=can_be_corrected(post),
    )


def _lines(labels: Labels, said: Mapping[str, Any], found: Mapping[str, Any]) -> list[Line]:
    likely = [(str(each), chance) for each, chance in labels.intents.items()]
    intents = sorted(
        (each for each in likely if each[1] >= LIKELY_ENOUGH), key=lambda each: -each[1]
    )
    corrected = {head: said[head] for head in said if said[head] != found.get(head)}
    chances: dict[str, Mapping[Any, float]] = {
        "tone": labels.tones, "target": labels.targets, "topic": labels.topics,
        "decision": labels.decisions,
    }  # fmt: skip
    lines = [Line("intents", intents, corrected.get("intents"))]
    for head in _ONE_OF:
        if head == "target" and not _aims(labels, said):
            continue
        best = str(getattr(labels, head))
        lines.append(Line(head, [(best, chances[head].get(best, 0.0))], corrected.get(head)))
    lines.insert(-1, Line("sentiment", [], corrected.get("sentiment")))
    return lines


def _aims(labels: Labels, said: Mapping[str, Any]) -> bool:
    """Whether there is an insult or a threat whose target is worth a line."""
    tone, target = said.get("tone", labels.tone), said.get("target", labels.target)
    return bool(tone != Tone.CALM and target != Target.NOBODY)


def can_be_corrected(post: Post) -> bool:
    """Whether there is a text of which labels could be corrected."""
    return post.deleted_at is None and bool(post.text.strip())


def correction_by_id(pk: int) -> LabelCorrection | None:
    """Give a correction with who made it."""
    return LabelCorrection.objects.select_related("by").filter(pk=pk).first()


def correction_of(post: Post) -> LabelCorrection | None:
    """Give the correction of a post that counts."""
    counting = LabelCorrection.objects.filter(post=post, taken_back_at=None)
    return counting.select_related("by").first()


def written_in(conversation: Conversation, pk: int) -> Post:
    """Give a post that the author wrote in a conversation; raises ``NotFound``."""
    entry = (
        ConversationPost.objects.filter(conversation=conversation, post_id=pk, ours=False)
        .select_related("post")
        .first()
    )
    if entry is None:
        raise NotFound("desk.labels.no_post")
    return entry.post
