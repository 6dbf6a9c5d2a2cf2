"""The products and branches that a conversation's posts name."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from parvis.desk.queries.conversation import TimelineItem

register = template.Library()


@register.simple_tag
def named_in(items: Iterable[TimelineItem], kind: str) -> list[str]:
    """Give what the author's posts name, each once, the first named first.

    ``kind`` is ``product`` or ``branch``. What a deleted post named is left out.
    """
    posts = (item.post for item in items if item.post is not None and not item.ours)
    named = (pair for post in posts if post.deleted_at is None for pair in post.mentions)
    return list(dict.fromkeys(name for each, name in named if each == kind))
