"""What the charter says in a conversation, for people to read; and when acting otherwise is asked.

The verdict is that of the post which decides, as intake stored it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from parvis.desk.models import Conversation, Override
from parvis.desk.queries.conversation import TimelineItem
from parvis.desk.queries.guarded import Exposed, approved_answer
from parvis.desk.queries.standing import deciding_post
from parvis.desk.rules import DECIDE, replies_against
from parvis.engine.charter import Act
from parvis.engine.guard.answers import DELETE_POST
from parvis.governance.models import CharterVersion, User
from parvis.governance.permissions import READ_CHARTER, may
from parvis.governance.queries.charter import charter_for
from parvis.intake.models import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An approved wording that the charter proposes; ``name`` is its key, ``lang`` its language."""

    name: str
    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What decides in a conversation, and why: of its ``post``.

    ``to`` is whom the charter leaves the decision, ``number`` and ``rule`` its rule, ``reason`` its
    own sentence. ``by_guard``: the charter says something else, but confidential data that
    everybody can read is protected whatever it says. ``by_person``: a colleague's word on the post
    leaves it to a person, whatever the charter says. ``charter`` is the id of the signed version,
    None for the default.
    """

    post: Post
    to: str = ""
    number: int = 0
    rule: str = ""
    reason: str = ""
    by_guard: bool = False
    by_person: bool = False
    charter: int | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedBy:
    """The charter that a verdict was given by: its signed version, 0 for the default.

    ``address`` is that of the rule in it, "" where this person cannot read it.
    """

    number: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A reply here goes against the advice: ``post`` is what decided it, by ``rule``."""

    post: Post
    rule: str

    @property
    def to(self) -> str:
        """Whom the charter leaves the decision."""
        return str(self.post.verdict.get("to", ""))


def verdict_in(
    conversation: Conversation,
    items: Iterable[TimelineItem],
    *,
    lang: str,
    exposed: Exposed | None = None,
) -> Verdict | None:
    """Give the verdict in the reader's language; None where nothing was said of the post.

    One query where the post is not among ``items``, and those of the guard's policy where an
    answer is proposed. What the ``exposed`` panel proposes already is left to it.
    """
    if not conversation.advice:
        return None
    post = _deciding(conversation, items)
    said = post.verdict
    reasons: dict[str, str] = said.get("reasons", {})
    rule: dict[str, Any] = said.get("rule", {})
    judged = said.get("act", conversation.advice)
    by_person = conversation.advice == Act.ESCALATE != post.act
    closed = by_person or conversation.state == Conversation.State.RESOLVED
    name = "" if closed else said.get("answer", "")
    if name == DELETE_POST and exposed is not None:
        name = ""
    chosen, text = approved_answer(conversation, post, name, lang) if name else ("", "")
    return Verdict(
        post=post,
        to=said.get("to", ""),
        number=rule.get("number", 0),
        rule=rule.get("name", ""),
        reason=reasons.get(lang[:2]) or reasons.get("en", ""),
        by_guard=judged != post.act,
        by_person=by_person,
        charter=said.get("charter"),
        answer=Answer(name=name, text=text, lang=chosen) if text else None,
    )


def judged_by(user: User, conversation: Conversation, verdict: Verdict | None) -> JudgedBy | None:
    """Give the charter of a verdict; None where no rule of one decided.

    No query for the default. Where the version is of an entity above that this person may not read,
    it is shown as the charter in force here, as long as it is that.
    """
    if verdict is None or not verdict.rule:
        return None
    anchor = f"#rule-{verdict.number}"
    if verdict.charter is None:
        return JudgedBy(number=0, address=reverse("default_charter") + anchor)
    found = CharterVersion.objects.only("entity_id", "number").filter(pk=verdict.charter).first()
    if found is None:
        return JudgedBy(number=0, address="")
    address = ""
    if may(user, READ_CHARTER, found.entity_id):
        address = reverse("charter_version", args=[found.entity_id, found.number]) + anchor
    elif charter_for(conversation.entity_id).signed == found.pk:
        address = reverse("charter", args=[conversation.entity_id]) + anchor
    return JudgedBy(number=found.number, address=address)


def _deciding(conversation: Conversation, items: Iterable[TimelineItem]) -> Post:
    for item in items:
        if item.post is not None and item.post.pk == conversation.deciding_id:
            return item.post
    return deciding_post(conversation)


def asked_why(
    conversation: Conversation, *, person: User, post: Post | None = None
) -> Asked | None:
    """Say whether a reply of this person goes against the advice, said why before or not.

    ``post`` is the one that decides, if it is at hand.
    """
    decides = may(person, DECIDE, conversation.entity_id)
    if not replies_against(conversation.advice, "supervisor", decides=False, owns=False):
        return None
    post = post or deciding_post(conversation)
    owns = conversation.account.owner_id == person.pk
    to = post.verdict.get("to", "")
    if not replies_against(conversation.advice, to, decides=decides, owns=owns):
        return None
    return Asked(post=post, rule=post.verdict.get("rule", {}).get("name", ""))


def given_before(conversation: Conversation, *, person: User, asked: Asked) -> Override | None:
    """Give the last reason that this person gave for replying against the same advice here."""
    return (
        Override.objects.filter(
            conversation=conversation,
            by=person,
            advised=conversation.advice,
            rule=asked.rule,
            done=Override.Done.ANSWERED,
        )
        .order_by("-id")
        .first()
    )
