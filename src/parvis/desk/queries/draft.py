"""What stands against a reply: the network, the register, the charter and the guard.

The composer asks while the person writes; the action asks again before anything is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from parvis.desk.models import Conversation, ConversationPost
from parvis.desk.rules import ANSWER
from parvis.engine.outbound import Objection, check_reply, rewrite
from parvis.engine.post import Visibility
from parvis.errors import Conflict, Invalid, NotAllowed, ParvisError
from parvis.governance.models import Account, User
from parvis.governance.permissions import may
from parvis.governance.queries.guard import policy_for
from parvis.intake.models import Post
from parvis.networks.network import Capability, Network
from parvis.networks.registry import network

_NEEDS = {
    Visibility.PUBLIC: Capability.REPLY_PUBLIC,
    Visibility.PRIVATE: Capability.REPLY_PRIVATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCheck:
    """How long a draft is for its network, and what stands against it.

    ``refusal`` is the code of the first thing that forbids sending, with ``data`` for its
    sentence. An empty draft has no refusal, and is not allowed.
    """

    length: int
    limit: int
    objections: tuple[Objection, ...] = ()
    refusal: str = ""
    data: dict[str, object] = field(default_factory=dict)
    allowed: bool = False


def check_reply_draft(
    user: User, conversation: Conversation, text: str, visibility: Visibility
) -> DraftCheck:
    """Say whether this reply could be sent now, and if not, why."""
    kind = network(conversation.network)
    # Asked of the text as it was typed, so that what is marked in it stands in the right place.
    policy = policy_for(conversation.entity_id)
    objections = check_reply(text, visibility=visibility, lang=conversation.lang, policy=policy)
    text = text.strip()
    refusal: ParvisError | None = None
    if not may(user, ANSWER, conversation.entity_id):
        refusal = NotAllowed("governance.not_allowed", permission=ANSWER)
    target = answered_post(conversation)
    refusal = refusal or refusal_of(
        account=conversation.account, target=target, text=text, visibility=visibility
    )
    if refusal is None and objections:
        refusal = refused(objections)
    return DraftCheck(
        length=length_of(kind, text, target),
        limit=kind.text_limit,
        objections=objections,
        refusal="" if refusal is None or not text else refusal.code,
        data={} if refusal is None else refusal.data,
        allowed=refusal is None and bool(text),
    )


def safe_draft(conversation: Conversation, text: str, visibility: Visibility) -> str:
    """Give a reply that the guard has nothing against, as near to the draft as can be."""
    policy = policy_for(conversation.entity_id)
    lang = conversation.lang or None
    objections = check_reply(text, visibility=visibility, lang=lang, policy=policy)
    if not objections:
        return text
    return rewrite(text, objections, visibility=visibility, lang=lang, policy=policy)


def answered_post(conversation: Conversation) -> Post | None:
    """Give the post that a reply answers: the author's latest one that is still there."""
    entry = (
        ConversationPost.objects.filter(
            conversation=conversation, ours=False, post__deleted_at=None
        )
        .select_related("post")
        .order_by("-at", "-id")
        .first()
    )
    return entry.post if entry else None


def refusal_of(
    *, account: Account, target: Post | None, text: str, visibility: Visibility
) -> ParvisError | None:
    """Say what register and network have against a reply; None when nothing."""
    if not account.may_answer:
        return NotAllowed("desk.reply.listen_only", account=account.handle)
    if target is None:
        return Conflict("desk.reply.nothing_to_answer")
    kind = network(account.network)
    if _NEEDS.get(visibility) not in kind.capabilities:
        return Invalid("desk.reply.visibility_impossible", network=str(kind.label))
    if visibility == Visibility.PUBLIC and target.visibility != Visibility.PUBLIC:
        return Invalid("desk.reply.private_stays_private")
    length = length_of(kind, text, target)
    if length > kind.text_limit:
        return Invalid("desk.reply.too_long", length=length, limit=kind.text_limit)
    return None


def length_of(kind: type[Network], text: str, target: Post | None) -> int:
    """Count a reply as its network will, with what the network puts in front of it."""
    return kind.length(kind.addressed(text, target.author) if target else text)


def refused(objections: tuple[Objection, ...]) -> Invalid:
    """Make the error of a refused text: codes, kinds and places, never the text."""
    return Invalid(
        "desk.reply.refused",
        objections=[
            {"code": item.code, "what": item.what, "start": item.start, "end": item.end}
            for item in objections
        ],
    )
