"""What the desk knows around a batch of posts: fetched in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parvis.desk.models import ConversationPost, Reply
from parvis.desk.rules import same_handle
from parvis.intake.models import Post
from parvis.outbox.models import Delivery

Key = tuple[int, str]
"""An account's id and the key of a post's id on its network."""

NOT_NEEDED = ("text", "descriptions", "matches", "metrics", "extra")


@dataclass(slots=True)
class Neighbours:
    """Posts of a batch and their parents, their places so far, and what we sent ourselves.

    ``sent`` holds what left through the outbox; None for what is not a reply of the desk.
    """

    stored: dict[Key, Post] = field(default_factory=dict)
    places: dict[int, ConversationPost] = field(default_factory=dict)
    sent: dict[Key, Reply | None] = field(default_factory=dict)

    def is_ours(self, post: Post) -> bool:
        """Whether the bank wrote it: sent from here, or under the account's own handle."""
        return key_of_post(post) in self.sent or same_handle(post.author, post.account.handle)

    def reply_of(self, post: Post) -> Reply | None:
        """Give the reply of the desk that comes back as this post."""
        return self.sent.get(key_of_post(post))

    def reply_above(self, post: Post) -> Reply | None:
        """Give the reply of the desk that this post answers."""
        return self.sent.get((post.account_id, post.parent_key)) if post.parent_key else None

    def parent_of(self, post: Post) -> Post | None:
        """Give the stored post that this one answers."""
        return self.stored.get((post.account_id, post.parent_key)) if post.parent_key else None

    def thread_of(self, post: Post) -> str:
        """Give the network's id of the thread's root: as the network says, or as far as we know.

        What a post answers may come from an attacker: a circle ends where it closes.
        """
        step, seen = post, {post.pk}
        while not step.thread:
            place = self.places.get(step.pk)
            if place is not None:
                return place.conversation.thread
            reply = self.reply_above(step)
            if reply is not None:
                return reply.conversation.thread
            above = self.parent_of(step)
            if above is None or above.pk in seen:
                return step.in_reply_to or step.network_id
            step = above
            seen.add(step.pk)
        return step.thread


def neighbours_of(posts: Sequence[Post]) -> Neighbours:
    """Fetch what stands around these posts: four queries, whatever their number."""
    accounts = {post.account_id for post in posts}
    parent_keys = {post.parent_key for post in posts if post.parent_key}
    parents = (
        Post.objects.filter(
            network__in={post.network for post in posts},
            account_id__in=accounts,
            network_key__in=parent_keys,
        )
        .select_related("account")
        .defer(*NOT_NEEDED, "account__credentials", "account__settings")
    )
    found = Neighbours()
    found.stored = {key_of_post(post): post for post in [*parents, *posts]}
    ids = [post.pk for post in found.stored.values()]
    found.places = {
        place.post_id: place
        for place in ConversationPost.objects.filter(post_id__in=ids).select_related("conversation")
    }
    found.sent = _sent(accounts, parent_keys | {post.network_key for post in posts})
    return found


def key_of_post(post: Post) -> Key:
    """Give the key by which other posts of the account name this one."""
    return post.account_id, post.network_key


def _sent(accounts: Iterable[int], keys: Iterable[str]) -> dict[Key, Reply | None]:
    deliveries = {
        pk: (account, key)
        for pk, account, key in Delivery.objects.filter(
            account_id__in=accounts, network_key__in=keys
        ).values_list("id", "account_id", "network_key")
    }
    replies = {
        reply.delivery_id: reply
        for reply in Reply.objects.filter(delivery_id__in=deliveries).select_related("conversation")
    }
    return {key: replies.get(pk) for pk, key in deliveries.items()}
