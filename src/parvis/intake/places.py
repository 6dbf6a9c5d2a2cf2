"""What intake shows elsewhere: its places in the navigation, and its facts in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.design.navigation import Entry, register_entry
from parvis.governance.account_facts import Fact, register_fact
from parvis.governance.models import Account, User
from parvis.governance.permissions import may_anywhere
from parvis.intake.models import Source
from parvis.intake.rules import DEAD_LETTERS, SOURCES


def show_places() -> None:
    """Register them; called once, when the rooms are ready."""
    for key, label, icon, order, permission in (
        ("sources", _("Sources"), "source", 20, SOURCES),
        ("dead_letters", _("Dead letters"), "letter-dead", 25, DEAD_LETTERS),
    ):
        visible = partial(may_anywhere, permission=permission)
        register_entry(
            Entry(key=key, label=label, url=key, icon=icon, order=order, visible=visible)
        )
    register_fact("intake.source", facts_of_sources)


def facts_of_sources(user: User, accounts: Sequence[Account]) -> Mapping[int, Fact]:
    """Say of each account when it was last read, in one query."""
    address = reverse("sources") if may_anywhere(user, SOURCES) else ""
    sources = {row.account_id: row for row in Source.objects.filter(account__in=accounts)}
    return {
        account.pk: _fact(sources.get(account.pk), address)
        for account in accounts
        if account.closed_at is None
    }


def _fact(source: Source | None, address: str) -> Fact:
    label = _("Last read")
    if source is None:
        return Fact(label=label, text=_("nothing reads it"), tone="warning", address=address)
    if source.paused:
        return Fact(
            label=label, text=_("paused"), at=source.last_success_at, tone="info", address=address
        )
    if source.failures:
        return Fact(
            label=label, text=_("fails"), at=source.last_success_at, tone="danger", address=address
        )
    if source.last_success_at is None:
        return Fact(label=label, text=_("not yet"), tone="info", address=address)
    return Fact(
        label=label, text=_("works"), at=source.last_success_at, tone="good", address=address
    )
