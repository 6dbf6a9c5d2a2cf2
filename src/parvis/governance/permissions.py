"""Who may do what: deny unless a role says so.

A permission is a dotted name that its room registers from ``apps.py`` with the roles that hold it.
A role in an entity holds in every entity below it. Machines (``SYSTEM``) may do what only
machines do, and nothing that is a person's decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from parvis.errors import NotAllowed
from parvis.governance.ledger import Actor, System
from parvis.governance.models import Entity, Membership, Role, User

MANAGE: Final = "governance.manage"
SIGN_MODE: Final = "governance.account.sign_mode"
READ: Final = "governance.read"
READ_LEDGER: Final = "ledger.read"
PROTECT: Final = "ledger.protect"
DRAFT_GUARD: Final = "governance.guard.draft"
SIGN_GUARD: Final = "governance.guard.sign"
TRY_GUARD: Final = "governance.guard.try"
READ_CHARTER: Final = "governance.charter.read"
DRAFT_CHARTER: Final = "governance.charter.draft"
SIGN_CHARTER: Final = "governance.charter.sign"
PROPOSE_MODEL: Final = "governance.model.propose"
SIGN_MODEL: Final = "governance.model.sign"
OPEN_SEALED: Final = "governance.sealed.open"
SEAL: Final = "governance.sealed.store"

_holders: dict[str, frozenset[Role]] = {}
_machine: set[str] = set()


def register_permission(name: str, roles: Iterable[Role], *, machine: bool = False) -> None:
    """Say which roles hold a permission, and whether the system itself does."""
    _holders[name] = frozenset(roles)
    if machine:
        _machine.add(name)


def roles_with(permission: str) -> frozenset[Role]:
    """Give the roles that hold a permission."""
    return _holders.get(permission, frozenset())


def entities_for(user: User, permission: str) -> frozenset[int]:
    """Ids of the entities in which the person holds a permission; two queries, kept on the user."""
    if not user.is_active:
        return frozenset()
    roles = roles_with(permission)
    granted = {entity for entity, role in _memberships(user) if role in roles}
    return _with_descendants(user, granted) if granted else frozenset()


def may(actor: Actor, permission: str, entity: Entity | int) -> bool:
    """Whether the actor holds the permission in the entity."""
    if isinstance(actor, System):
        return permission in _machine
    entity_id = entity.pk if isinstance(entity, Entity) else entity
    return entity_id in entities_for(actor, permission)


def require(actor: Actor, permission: str, entity: Entity | int) -> None:
    """Raise ``NotAllowed`` unless the actor holds the permission in the entity."""
    if not may(actor, permission, entity):
        raise NotAllowed("governance.not_allowed", permission=permission)


def may_anywhere(user: User, permission: str) -> bool:
    """Whether the person holds the permission in some entity."""
    return bool(entities_for(user, permission))


def require_anywhere(user: User, permission: str) -> None:
    """Raise ``NotAllowed`` unless the person holds the permission in some entity."""
    if not may_anywhere(user, permission):
        raise NotAllowed("governance.not_allowed", permission=permission)


def forget_kept(user: User) -> None:
    """Forget what was kept on a person's object, because their roles have changed."""
    for kept in ("_kept_memberships", "_kept_tree"):
        user.__dict__.pop(kept, None)


def _memberships(user: User) -> list[tuple[int, str]]:
    kept: list[tuple[int, str]] | None = getattr(user, "_kept_memberships", None)
    if kept is None:
        kept = list(Membership.objects.filter(user=user).values_list("entity_id", "role"))
        user._kept_memberships = kept  # type: ignore[attr-defined]
    return kept


def _with_descendants(user: User, roots: set[int]) -> frozenset[int]:
    tree: list[tuple[int, int | None]] | None = getattr(user, "_kept_tree", None)
    if tree is None:
        tree = list(Entity.objects.values_list("id", "parent_id"))
        user._kept_tree = tree  # type: ignore[attr-defined]
    children: dict[int | None, list[int]] = {}
    for child, parent in tree:
        children.setdefault(parent, []).append(child)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        entity = waiting.pop()
        if entity not in found:
            found.add(entity)
            waiting += children.get(entity, [])
    return frozenset(found)
