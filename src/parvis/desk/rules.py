"""Arithmetic of the desk: how long, who, and how a conversation stands. No query here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from parvis.engine.charter import Act, Priority
from parvis.engine.charter.acts import USUAL_PRIORITY
from parvis.engine.understand.labels import Decision, Intent, Tone
from parvis.engine.understand.stored import labels_from_json
from parvis.governance.models import Role

READ: Final = "desk.read"
WORK: Final = "desk.work"
ANSWER: Final = "desk.answer"
DECIDE: Final = "desk.decide"
"""Held by those to whom the charter may leave a decision."""

READ_OVERRIDES: Final = "desk.overrides.read"
REVIEW_LABELS: Final = "desk.labels.review"
FOLLOW: Final = "desk.follow"
"""Held by machines only: threading posts, waking conversations."""

READERS: Final = frozenset({Role.AGENT, Role.SUPERVISOR, Role.AUDITOR})
WORKERS: Final = frozenset({Role.AGENT, Role.SUPERVISOR})
DECIDERS: Final = frozenset({Role.SUPERVISOR})
WATCHERS: Final = frozenset({Role.SUPERVISOR, Role.AUDITOR})

REFUSED: Final = "desk.reply.refused"
"""Code of the refusal of a reply that holds, asks for or tells what it may not."""

UNDO_SECONDS: Final = 8
"""How long a reply rests in the outbox before it may leave, so that it can be taken back."""

PRESENCE_SECONDS: Final = 30
"""How long a presence holds when nothing more is heard of the person."""

LONGEST_SNOOZE: Final = timedelta(days=366)
REASON_LIMIT: Final = 300
NOTE_LIMIT: Final = 10_000
OVERRIDE_NOTE_LIMIT: Final = 300

LIKELY_ENOUGH: Final = 0.3
"""The chance from which on an intent is told."""

HEADS: Final = ("intents", "tone", "target", "topic", "sentiment", "decision")
"""What a person may say of a post, in the order in which it is shown."""

_STRENGTH: Final[dict[str, int]] = {act: place for place, act in enumerate(reversed(Act), 1)}
"""How much acts weigh: they stand in their own order, the most urgent first."""

_URGENCY: Final[dict[str, int]] = {each: place for place, each in enumerate(reversed(Priority), 1)}

_DECIDED_BY_OTHERS: Final = frozenset({"supervisor", "communications", "account_owner"})
"""To whom a charter leaves a decision that is not every agent's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a conversation's standing takes into account of one of its posts.

    ``settled``: answered by a reply that did not fail, or dealt with by a decision.
    ``priority`` is how soon somebody should look at it.
    """

    post_id: int
    at: datetime
    ours: bool
    act: str
    visibility: str
    reasons: tuple[object, ...] = ()
    lang: str = ""
    deleted: bool = False
    masked: bool = False
    settled: bool = False
    priority: str = Priority.NORMAL

    @property
    def waits(self) -> bool:
        """Whether the author waits for an answer to this post."""
        return not (self.ours or self.deleted or self.settled) and self.act != Act.DO_NOT_ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the posts of a conversation say of it, as ``Conversation`` holds it."""

    waiting_since: datetime | None
    advice: str
    priority: str
    deciding_id: int
    reasons: list[object]
    lang: str
    visibility: str
    has_masked: bool
    last_post_id: int
    last_post_at: datetime
    post_count: int


def standing(entries: Sequence[Entry]) -> Standing:
    """Say how a conversation stands; ``entries`` are all of its posts, at least one.

    The latest post of the author decides the advice, but one that nobody has dealt with is not
    hidden by a later and weaker one: of those, the strongest decides (protect, escalate ...), and
    of equally strong ones the most urgent. The priority is that of the most urgent of them.
    """
    ordered = sorted(entries, key=lambda entry: entry.at)
    theirs = [entry for entry in ordered if not entry.ours] or ordered
    standing_posts = [entry for entry in theirs if not entry.deleted] or theirs
    latest = standing_posts[-1]
    unsettled = [entry for entry in standing_posts if not (entry.settled or entry.deleted)]
    looked_at = unsettled or [latest]
    deciding = max(
        looked_at, key=lambda entry: (_strength(entry.act), _urgency(entry.priority), entry.at)
    )
    return Standing(
        waiting_since=min((entry.at for entry in ordered if entry.waits), default=None),
        advice=deciding.act,
        priority=max((entry.priority for entry in looked_at), key=_urgency),
        deciding_id=deciding.post_id,
        reasons=list(deciding.reasons),
        lang=latest.lang,
        visibility=latest.visibility,
        has_masked=any(entry.masked for entry in theirs),
        last_post_id=ordered[-1].post_id,
        last_post_at=ordered[-1].at,
        post_count=len(ordered),
    )


def _strength(act: str) -> int:
    return _STRENGTH.get(act, 0)


def _urgency(priority: str) -> int:
    return _URGENCY.get(priority, 0)


def priority_of(act: str, *, judged: str | None, said: str | None) -> str:
    """Say how soon a post should be looked at; ``judged`` and ``said`` are the charter's.

    What the charter says of its own act. Where the desk goes by another one, because confidential
    data is protected whatever a charter says, or where it said nothing: what is usual for the act.
    """
    if said in _URGENCY and judged == act:
        return str(said)
    return str(USUAL_PRIORITY.get(Act(act), Priority.NORMAL)) if act in _STRENGTH else "normal"


def alarm_in(said: Mapping[str, Any]) -> str:
    """Name what nobody may pass over in what a person said of a post: a code of reasons, or ""."""
    if said.get("tone") == Tone.THREATENING:
        return "threat"
    return "distress" if Intent.URGENT_DISTRESS in said.get("intents", ()) else ""


def as_corrected(entry: Entry, said: Mapping[str, Any]) -> Entry:
    """Give an entry as a person's word on the post makes it, never less than its verdict does.

    A threat, distress, and what a person must read by that word, are left to a person.
    """
    alarm = alarm_in(said)
    reason = alarm or ("said_by_person" if said.get("decision") == Decision.PERSON else "")
    if not reason:
        return entry
    soon = Priority.URGENT if alarm else Priority.HIGH
    return replace(
        entry,
        act=str(max(entry.act, Act.ESCALATE, key=_strength)),
        priority=str(max(entry.priority, soon, key=_urgency)),
        reasons=(reason, *(each for each in entry.reasons if each != reason)),
    )


def needs_another_look(*, before: str, now: str, more_masked: bool) -> bool:
    """Say whether an edit makes a post that was dealt with one to be seen again.

    It brought in confidential data; or nothing was to be done and now something is; or it became
    one to protect, or one that somebody else decides on.
    """
    if more_masked:
        return True
    if now == Act.DO_NOT_ANSWER or _strength(now) <= _strength(before):
        return False
    return before in {"", Act.DO_NOT_ANSWER} or now in {Act.PROTECT, Act.ESCALATE}


def replies_against(advice: str, to: str, *, decides: bool, owns: bool) -> bool:
    """Say whether a reply goes against the advice, and so asks for a reason.

    Nobody should answer; or somebody else decides: ``to`` whom the charter leaves it. Who
    ``decides`` in the entity may always, who ``owns`` the account where it is left to its owner.
    """
    if advice == Act.DO_NOT_ANSWER:
        return True
    if advice != Act.ESCALATE or to not in _DECIDED_BY_OTHERS or decides:
        return False
    return not (owns and to == "account_owner")


def declines_against(advice: str) -> bool:
    """Say whether not to answer goes against the advice."""
    return advice not in {"", Act.DO_NOT_ANSWER}


def written_at(*, created_at: datetime, received_at: datetime) -> datetime:
    """When a post counts as written: as its network says, but never after it was received."""
    return min(created_at, received_at)


def key_of(text: str) -> str:
    """Give the key by which an identifier of any length is found: SHA-256 of its UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def same_handle(one: str, other: str) -> bool:
    """Whether two handles name the same account, however the at sign and case are written."""
    return bool(one) and one.removeprefix("@").casefold() == other.removeprefix("@").casefold()


def labels_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the models understood, in codes as a person would say it; nothing of nothing.

    ``intents`` are those that are likelier than not, or ``none`` alone; ``tone``, ``target``,
    ``topic`` and ``decision`` the likeliest; ``sentiment`` is from -2 to 2.
    """
    if not stored:
        return {}
    labels = labels_from_json(stored)
    likely = [str(each) for each, chance in labels.intents.items() if chance > 1 / 2]
    named = [each for each in likely if each != Intent.NONE]
    return {
        "intents": named or [str(Intent.NONE)],
        "tone": str(labels.tone),
        "target": str(labels.target),
        "topic": str(labels.topic),
        "sentiment": round(labels.sentiment * 2),
        "decision": str(labels.decision),
    }
