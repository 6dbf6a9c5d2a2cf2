"""Changes of the organisation."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.db import transaction

from parvis.errors import Conflict, Invalid
from parvis.governance import ledger
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity
from parvis.governance.permissions import MANAGE, require


@transaction.atomic
def create_entity(
    *,
    actor: Actor,
    key: str,
    name: str,
    parent: Entity | None = None,
    aliases: list[str] | None = None,
    time_zone: str = "Europe/Paris",
) -> Entity:
    """Add a unit to the organisation; a root may be added by the system only."""
    require(actor, MANAGE, parent or 0)
    _require_zone(time_zone)
    if Entity.objects.filter(key=key).exists():
        raise Conflict("governance.entity.exists", key=key)
    entity = Entity.objects.create(
        key=key, name=name, parent=parent, aliases=_tidy(aliases), time_zone=time_zone
    )
    ledger.record(
        actor=actor,
        verb="governance.entity.created",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        key=key,
    )
    return entity


@transaction.atomic
def change_entity(
    *, actor: Actor, entity: Entity, name: str, aliases: list[str], time_zone: str
) -> Entity:
    """Change the name, the names it goes by and the clock of an entity."""
    require(actor, MANAGE, entity)
    _require_zone(time_zone)
    entity = Entity.objects.select_for_update(no_key=True).get(pk=entity.pk)
    after = {"name": name, "aliases": _tidy(aliases), "time_zone": time_zone}
    changed = {field: value for field, value in after.items() if getattr(entity, field) != value}
    if not changed:
        return entity
    for field, value in changed.items():
        setattr(entity, field, value)
    entity.save(update_fields=list(changed))
    ledger.record(
        actor=actor,
        verb="governance.entity.changed",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        changed=changed,
    )
    return entity


def _tidy(aliases: list[str] | None) -> list[str]:
    """Drop blanks and doubles, in the order given."""
    return list(dict.fromkeys(filter(None, (alias.strip() for alias in aliases or []))))


def _require_zone(time_zone: str) -> None:
    if time_zone not in available_timezones():
        raise Invalid("governance.entity.zone_unknown", zone=time_zone[:64])
