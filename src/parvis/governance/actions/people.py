"""Changes of people: who they are, what they may do, whether they may enter at all."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from parvis.errors import Conflict, NotAllowed
from parvis.governance import ledger
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity, Membership, Role, User
from parvis.governance.permissions import MANAGE, forget_kept, may, require


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
    if User.objects.filter(username__iexact=username).exists():
        raise Conflict("governance.person.exists")
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
    membership, created = Membership.objects.get_or_create(user=user, entity=entity, role=role)
    if created:
        forget_kept(user)
        _record(actor, "governance.role.granted", user, entity.pk, role=role)
    return membership


@transaction.atomic
def revoke_role(*, actor: Actor, membership: Membership) -> None:
    """Take a role from a person. The last administrator of an entity keeps theirs."""
    require(actor, MANAGE, membership.entity_id)
    ledger.lock()  # two administrators who remove each other do it one after the other
    membership = Membership.objects.select_related("user", "entity").get(pk=membership.pk)
    if membership.role == Role.ADMINISTRATOR:
        _require_another_administrator(membership)
    user, entity_id, role = membership.user, membership.entity_id, membership.role
    membership.delete()
    forget_kept(user)
    _record(actor, "governance.role.revoked", user, entity_id, role=role)


@transaction.atomic
def deactivate_person(*, actor: Actor, user: User) -> User:
    """Keep a person out, at once and in every browser; their history stays."""
    _require_over(actor, user)
    ledger.lock()
    for membership in _memberships(user).filter(role=Role.ADMINISTRATOR):
        _require_another_administrator(membership)
    return _set_active(actor, user, active=False)


@transaction.atomic
def reactivate_person(*, actor: Actor, user: User) -> User:
    """Let a person in again, with the roles that they had."""
    _require_over(actor, user)
    return _set_active(actor, user, active=True)


@transaction.atomic
def change_password(*, actor: Actor, user: User, password: str) -> User:
    """Give a person another password: one's own, or as administrator of all that they work for.

    Every session that was open with the old one ends.
    """
    if actor != user:
        _require_over(actor, user)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    _record(actor, "governance.person.password_changed", user, None)
    return user


def _set_active(actor: Actor, user: User, *, active: bool) -> User:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        done = "reactivated" if active else "deactivated"
        _record(actor, f"governance.person.{done}", user, None)
    return user


def _record(actor: Actor, verb: str, user: User, entity_id: int | None, **data: object) -> None:
    """Record an act on a person, in the entity they work for if only one is concerned."""
    if entity_id is None:
        entity_id = _memberships(user).values_list("entity_id", flat=True).first()
    ledger.record(
        actor=actor, verb=verb, object=f"governance.user:{user.pk}", entity=entity_id, **data
    )


def _memberships(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user).select_related("entity").order_by("pk")


def _require_over(actor: Actor, user: User) -> None:
    """Whoever keeps a person out does so everywhere, so must be administrator everywhere."""
    entities = set(_memberships(user).values_list("entity_id", flat=True)) or set(
        Entity.objects.filter(parent=None).values_list("pk", flat=True)
    )
    if not all(may(actor, MANAGE, entity) for entity in entities):
        raise NotAllowed("governance.not_allowed", permission=MANAGE)


def _require_another_administrator(membership: Membership) -> None:
    above: list[int] = []
    entity: Entity | None = membership.entity
    while entity is not None:
        above.append(entity.pk)
        entity = entity.parent
    others = Membership.objects.filter(
        entity__in=above, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(user=membership.user_id)
    if not others.exists():
        raise Conflict("governance.last_administrator", entity=membership.entity.name)
