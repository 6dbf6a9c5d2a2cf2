"""Every change of governance: entities, people, accounts. Each one is in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.errors import Conflict, Invalid
from parvis.governance import ledger
from parvis.governance.ledger import Actor
from parvis.governance.models import Account, Entity, Membership, Mode, Role, User
from parvis.governance.permissions import require
from parvis.governance.sealing import seal_mapping
from parvis.networks.registry import connect

MANAGE = "governance.manage"
SIGN_MODE = "governance.account.sign_mode"


@transaction.atomic
def create_entity(
    *,
    actor: Actor,
    key: str,
    name: str,
    parent: Entity | None = None,
    aliases: list[str] | None = None,
) -> Entity:
    """Add a unit to the organisation; a root may be added by the system only."""
    require(actor, MANAGE, parent or 0)
    entity = Entity.objects.create(key=key, name=name, parent=parent, aliases=aliases or [])
    ledger.record(
        actor=actor,
        verb="governance.entity.created",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        key=key,
    )
    return entity


@transaction.atomic
def create_person(
    *,
    actor: Actor,
    username: str,
    password: str,
    entity: Entity,
    role: Role,
    first_name: str = "",
    last_name: str = "",
    language: str = "fr",
) -> User:
    """Add a person who can log in, with a first role."""
    require(actor, MANAGE, entity)
    user = User(username=username, first_name=first_name, last_name=last_name, language=language)
    user.set_password(password)
    user.save()
    ledger.record(
        actor=actor,
        verb="governance.person.created",
        object=f"governance.user:{user.pk}",
        entity=entity,
        username=username,
    )
    grant_role(actor=actor, user=user, entity=entity, role=role)
    return user


@transaction.atomic
def grant_role(*, actor: Actor, user: User, entity: Entity, role: Role) -> Membership:
    """Give a person a role in an entity and all below it."""
    require(actor, MANAGE, entity)
    membership, _created = Membership.objects.get_or_create(user=user, entity=entity, role=role)
    ledger.record(
        actor=actor,
        verb="governance.role.granted",
        object=f"governance.user:{user.pk}",
        entity=entity,
        role=role,
    )
    return membership


@transaction.atomic
def register_account(
    *,
    actor: Actor,
    entity: Entity,
    network: str,
    handle: str,
    owner: User,
    purpose: str,
    audience: str = "",
    settings: Mapping[str, Any] | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> Account:
    """Put an account into the register. It begins listen-only, whatever is asked."""
    require(actor, MANAGE, entity)
    connect(network, settings or {}, credentials or {})
    account = Account.objects.create(
        entity=entity,
        network=network,
        handle=handle,
        owner=owner,
        purpose=purpose,
        audience=audience,
        settings=dict(settings or {}),
        credentials=seal_mapping(dict(credentials)) if credentials else b"",
    )
    ledger.record(
        actor=actor,
        verb="governance.account.registered",
        object=f"governance.account:{account.pk}",
        entity=entity,
        network=network,
        owner=owner.pk,
    )
    return account


@transaction.atomic
def set_account_mode(*, actor: Actor, account: Account, mode: Mode, reason: str) -> Account:
    """Sign how far an account may speak. A reason is asked for, and kept in the ledger."""
    require(actor, SIGN_MODE, account.entity_id)
    if not reason.strip():
        raise Invalid("governance.mode_needs_reason")
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.closed_at is not None:
        raise Conflict("governance.account_closed")
    before, account.mode = account.mode, mode
    account.save(update_fields=["mode"])
    ledger.record(
        actor=actor,
        verb="governance.account.mode_signed",
        object=f"governance.account:{account.pk}",
        entity=account.entity_id,
        before=before,
        after=mode,
        reason=reason.strip(),
    )
    return account


@transaction.atomic
def close_account(*, actor: Actor, account: Account) -> Account:
    """Stop listening and speaking through an account for good; its history stays."""
    require(actor, MANAGE, account.entity_id)
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.closed_at = timezone.now()
    account.credentials = b""
    account.save(update_fields=["closed_at", "credentials"])
    ledger.record(
        actor=actor,
        verb="governance.account.closed",
        object=f"governance.account:{account.pk}",
        entity=account.entity_id,
    )
    return account
