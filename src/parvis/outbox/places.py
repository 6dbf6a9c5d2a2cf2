"""What the outbox shows elsewhere: its place in the navigation."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from parvis.design.navigation import Entry, register_entry
from parvis.governance.permissions import may_anywhere
from parvis.outbox.rules import READ


def show_places() -> None:
    """Register it; called once, when the rooms are ready."""
    visible = partial(may_anywhere, permission=READ)
    register_entry(
        Entry(
            key="deliveries",
            label=_("Deliveries"),
            url="deliveries",
            icon="send",
            order=30,
            visible=visible,
        )
    )
