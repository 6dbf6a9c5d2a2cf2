"""Changes of the register of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.engine.guard.legible import legible
from parvis.errors import Conflict, Invalid, NetworkError, NotAllowed, ParvisError
from parvis.governance import ledger
from parvis.governance.folders import require_folders
from parvis.governance.ledger import Actor
from parvis.governance.models import Account, Entity, Mode, User
from parvis.governance.permissions import MANAGE, SIGN_MODE, require
from parvis.governance.queries import adapter_of
from parvis.governance.sealing import seal_mapping
from parvis.networks.network import Capability, Identity
from parvis.networks.registry import connect
from parvis.networks.registry import network as network_of

_CAN_SPEAK = frozenset({Capability.REPLY_PUBLIC, Capability.REPLY_PRIVATE})


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
    require_folders(network=network, settings=settings or {}, entity_id=entity.pk)
    if Account.objects.filter(network=network, handle=handle).exists():
        raise Conflict("governance.account.exists", handle=handle, network=network)
    account = Account.objects.create(
        entity=entity,
        network=network,
        handle=handle,
        owner=owner,
        purpose=purpose,
        audience=audience,
        settings=dict(settings or {}),
        credentials=_sealed(credentials),
    )
    _record(actor, "registered", account, network=network, owner=owner.pk)
    return account


@transaction.atomic
def change_account(
    *, actor: Actor, account: Account, owner: User, purpose: str, audience: str
) -> Account:
    """Change who answers for an account, what it is for, and for whom."""
    require(actor, MANAGE, account.entity_id)
    account = _open(account)
    before = account.owner_id
    account.owner, account.purpose, account.audience = owner, purpose, audience
    account.save(update_fields=["owner", "purpose", "audience"])
    _record(actor, "changed", account, owner_before=before, owner=owner.pk)
    return account


@transaction.atomic
def reconnect_account(
    *,
    actor: Actor,
    account: Account,
    settings: Mapping[str, Any],
    credentials: Mapping[str, Any],
) -> Account:
    """Give an account new settings and new credentials, always both.

    With credentials kept, a new address could be set that the old secrets would be sent to.
    """
    require(actor, MANAGE, account.entity_id)
    connect(account.network, settings, credentials)
    require_folders(network=account.network, settings=settings, entity_id=account.entity_id)
    account = _open(account)
    changed = sorted(
        key
        for key in {*settings, *account.settings}
        if settings.get(key) != account.settings.get(key)
    )
    account.settings, account.credentials = dict(settings), _sealed(credentials)
    account.save(update_fields=["settings", "credentials"])
    _record(actor, "reconnected", account, settings_changed=changed)
    return account


def verify_account(*, actor: Actor, account: Account) -> Identity:
    """Ask the network who the account is there: proves address and credentials.

    Raises the ``NetworkError`` that the network answered with; it is in the ledger by its code.
    """
    require(actor, MANAGE, account.entity_id)
    if account.closed_at is not None:
        raise Conflict("governance.account_closed")
    try:
        identity = adapter_of(account).verify()
    except (NetworkError, Invalid) as error:
        _record_verified(actor, account, error)
        raise
    _record_verified(actor, account, None)
    return identity


@transaction.atomic
def set_account_mode(*, actor: Actor, account: Account, mode: Mode, reason: str) -> Account:
    """Sign how far an account may speak. A reason is asked for, and kept in the ledger."""
    require(actor, SIGN_MODE, account.entity_id)
    reason = legible(reason)
    if not reason:
        raise Invalid("governance.mode_needs_reason")
    account = _open(account)
    if mode != Mode.LISTEN_ONLY and not network_of(account.network).capabilities & _CAN_SPEAK:
        raise NotAllowed("network.cannot_reply", network=account.network)
    before, account.mode = account.mode, mode
    account.save(update_fields=["mode"])
    _record(actor, "mode_signed", account, before=before, after=mode, reason=reason)
    return account


@transaction.atomic
def close_account(*, actor: Actor, account: Account) -> Account:
    """Stop listening and speaking through an account for good; its history stays."""
    require(actor, MANAGE, account.entity_id)
    account = _open(account)
    account.closed_at = timezone.now()
    account.mode = Mode.LISTEN_ONLY
    account.credentials = b""
    account.save(update_fields=["closed_at", "mode", "credentials"])
    _record(actor, "closed", account)
    return account


def _open(account: Account) -> Account:
    """Lock an account that is not closed."""
    account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if account.closed_at is not None:
        raise Conflict("governance.account_closed")
    return account


def _sealed(credentials: Mapping[str, Any] | None) -> bytes:
    return seal_mapping(dict(credentials)) if credentials else b""


def _record(actor: Actor, done: str, account: Account, **data: object) -> None:
    ledger.record(
        actor=actor,
        verb=f"governance.account.{done}",
        object=f"governance.account:{account.pk}",
        entity=account.entity_id,
        **data,
    )


@transaction.atomic
def _record_verified(actor: Actor, account: Account, error: ParvisError | None) -> None:
    if error is None:
        _record(actor, "verified", account)
    else:
        _record(actor, "verification_failed", account, code=error.code)
