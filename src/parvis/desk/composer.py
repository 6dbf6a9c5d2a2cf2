"""What the reply composer offers in a conversation: who can see a reply, and why not."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.desk.models import Conversation
from parvis.engine.post import Visibility
from parvis.errors import NotFound
from parvis.networks.network import Capability
from parvis.networks.registry import network


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """``listens_only``: no reply leaves through this account. ``limit`` is in the network's units.

    ``public`` and ``private`` say whether the network can carry such a reply here.
    """

    listens_only: bool
    public: bool
    private: bool
    limit: int

    @property
    def visibility(self) -> Visibility:
        """Who sees a reply unless the person chooses otherwise."""
        return Visibility.PUBLIC if self.public else Visibility.PRIVATE

    @property
    def open(self) -> bool:
        """Whether any reply can be written here."""
        return not self.listens_only and (self.public or self.private)


def composer_for(conversation: Conversation) -> Composer:
    """Say what can be answered in a conversation; what came in private is answered in private."""
    try:
        kind = network(conversation.network)
    except NotFound:
        return Composer(listens_only=True, public=False, private=False, limit=0)
    came_in_private = conversation.visibility != Visibility.PUBLIC
    return Composer(
        listens_only=not conversation.account.may_answer,
        public=Capability.REPLY_PUBLIC in kind.capabilities and not came_in_private,
        private=Capability.REPLY_PRIVATE in kind.capabilities,
        limit=kind.text_limit,
    )
