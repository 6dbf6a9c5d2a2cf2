"""What people and rooms above read from governance. Everything stays within a person's entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from parvis.errors import NotFound
from parvis.governance.models import Account, Entity, LedgerEntry, Membership, User
from parvis.governance.permissions import MANAGE, READ, READ_LEDGER, entities_for
from parvis.governance.sealing import unseal_mapping
from parvis.networks.network import Network
from parvis.networks.registry import connect

PAGE: Final = 100
"""Entries of the ledger on one page."""


def adapter_of(account: Account) -> Network:
    """Build the adapter of an account, with its credentials opened.

    Raises ``Invalid`` when no key opens them or the settings no longer fit the network.
    """
    return connect(account.network, account.settings, unseal_mapping(account.credentials))


def entities_in(user: User, permission: str) -> QuerySet[Entity]:
    """Entities in which the person holds a permission, by name."""
    return Entity.objects.filter(pk__in=entities_for(user, permission)).order_by("name")


def entity_for(user: User, pk: int) -> Entity:
    """Give an entity that the person may see."""
    entity = entities_in(user, READ).select_related("parent").filter(pk=pk).first()
    if entity is None:
        raise NotFound("governance.entity.unknown")
    return entity


def entities_above(entity: Entity) -> list[Entity]:
    """Give the entities above one, whose say holds for it too, the nearest first: one query."""
    tree = {each.pk: each for each in Entity.objects.all()}
    above: list[Entity] = []
    parent = entity.parent_id
    while parent is not None and parent in tree:
        above.append(tree.pop(parent))
        parent = above[-1].parent_id
    return above


def accounts_for(user: User) -> list[Account]:
    """Accounts of the register that the person may see; the closed ones last."""
    return list(
        Account.objects.filter(entity__in=entities_for(user, READ))
        .select_related("entity", "owner")
        .order_by("closed_at", "network", "handle")
    )


def account_for(user: User, pk: int) -> Account:
    """Give an account that the person may see."""
    account = (
        Account.objects.filter(pk=pk, entity__in=entities_for(user, READ))
        .select_related("entity", "owner")
        .first()
    )
    if account is None:
        raise NotFound("governance.account.unknown")
    return account


def signatures(account: Account) -> list[LedgerEntry]:
    """Who signed how far the account may speak, the last decision first."""
    return list(
        LedgerEntry.objects.filter(
            object=f"governance.account:{account.pk}", verb="governance.account.mode_signed"
        ).order_by("-number")
    )


def people_for(user: User) -> QuerySet[User]:
    """People who work for entities that the person may see, with those of their roles."""
    entities = entities_for(user, READ)
    seen = Membership.objects.filter(entity__in=entities).select_related("entity")
    who = Q(pk__in=Membership.objects.filter(entity__in=entities).values("user"))
    if _sees_all(user, READ):
        who |= ~Q(pk__in=Membership.objects.values("user"))
    return (
        User.objects.filter(who)
        .order_by("last_name", "first_name", "username")
        .prefetch_related(
            Prefetch("memberships", seen.order_by("entity__name", "role"), to_attr="seen_roles")
        )
    )


def person_for(user: User, pk: int) -> User:
    """Give a person whom the reader may see."""
    person = people_for(user).filter(pk=pk).first()
    if person is None:
        raise NotFound("governance.person.unknown")
    return person


def membership_for(user: User, pk: int) -> Membership:
    """Give a role that the reader may administer."""
    membership = Membership.objects.filter(pk=pk, entity__in=entities_for(user, MANAGE)).first()
    if membership is None:
        raise NotFound("governance.role.unknown")
    return membership


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """What an auditor looks for; "" and None are everything. Days are of the active zone.

    ``verb`` is exact, or the beginning of verbs when it ends with a dot. ``before`` is the number
    that the page begins below.
    """

    object: str = ""
    actor: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Entries, the last first, and the number that the next page begins below."""

    entries: list[LedgerEntry]
    next_before: int | None


def ledger_page(user: User, chosen: LedgerFilter, *, size: int = PAGE) -> LedgerPage:
    """Give one page of the ledger."""
    entries = list(_entries(user, chosen).order_by("-number")[: size + 1])
    more = len(entries) > size
    entries = entries[:size]
    return LedgerPage(entries, entries[-1].number if more else None)


def ledger_entries(user: User, chosen: LedgerFilter) -> Iterator[LedgerEntry]:
    """Give all entries that fit, in order, without holding them in memory."""
    yield from _entries(user, chosen).order_by("number").iterator(2_000)


def _entries(user: User, chosen: LedgerFilter) -> QuerySet[LedgerEntry]:
    scope = Q(entity__in=entities_for(user, READ_LEDGER))
    if _sees_all(user, READ_LEDGER):
        scope |= Q(entity=None)
    entries = LedgerEntry.objects.filter(scope & _verb(chosen.verb)).select_related("entity")
    if chosen.object:
        entries = entries.filter(object=chosen.object)
    if chosen.actor:
        entries = entries.filter(actor=chosen.actor)
    if chosen.since and chosen.since > date.min:
        entries = entries.filter(at__gte=_midnight(chosen.since))
    if chosen.until and chosen.until < date.max:
        entries = entries.filter(at__lt=_midnight(chosen.until + timedelta(days=1)))
    if chosen.before is not None:
        entries = entries.filter(number__lt=chosen.before)
    return entries


def _verb(verb: str) -> Q:
    if not verb:
        return Q()
    return Q(verb__startswith=verb) if verb.endswith(".") else Q(verb=verb)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _sees_all(user: User, permission: str) -> bool:
    """Whether the person holds the permission in the whole organisation."""
    allowed = entities_for(user, permission)
    return bool(allowed) and not Entity.objects.exclude(pk__in=allowed).exists()


def zone_of(user: User) -> str:
    """Give the time zone of the entity that the person has had a role in for longest."""
    zones = Membership.objects.filter(user=user).order_by("pk")
    return zones.values_list("entity__time_zone", flat=True).first() or "UTC"
