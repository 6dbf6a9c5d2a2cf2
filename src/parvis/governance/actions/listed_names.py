"""Changes of the lists of products and branches that posts may name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from parvis.engine.mentions import Named, Sort
from parvis.errors import Conflict, Invalid
from parvis.governance import ledger
from parvis.governance.actions.undoing import next_change, undo_last
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity, ListedName
from parvis.governance.names_file import key_of, refusal_of, ways_of
from parvis.governance.permissions import MANAGE, require
from parvis.governance.queries.listed_names import NamesPlan, names_in, plan_names

_TYPED, _FILE = ListedName.Source.TYPED, ListedName.Source.FILE


@transaction.atomic
def list_name(
    *, actor: Actor, entity: Entity, kind: Sort, name: str, ways: Iterable[str] = ()
) -> ListedName:
    """Put a product or a branch on an entity's list; posts that come in from then on say it."""
    require(actor, MANAGE, entity)
    named = _checked(kind, name, ways)
    now = _next_change(entity.pk)
    _refuse_twice(entity.pk, named)
    row = _row(entity.pk, named, _TYPED, now)
    row.save()
    _record(actor, "added", row)
    return row


@transaction.atomic
def change_listed_name(
    *, actor: Actor, listed: ListedName, name: str, ways: Iterable[str]
) -> ListedName:
    """Write a name otherwise, or change the other ways people write it."""
    require(actor, MANAGE, listed.entity_id)
    named = _checked(Sort(listed.kind), name, ways)
    now = _next_change(listed.entity_id)
    _remove(listed, now)
    _refuse_twice(listed.entity_id, named)
    row = _row(listed.entity_id, named, _TYPED, now)
    row.save()
    _record(actor, "changed", row)
    return row


@transaction.atomic
def remove_listed_name(*, actor: Actor, listed: ListedName) -> None:
    """Take a name off the list; what posts were said to name stays with them."""
    require(actor, MANAGE, listed.entity_id)
    _remove(listed, _next_change(listed.entity_id))
    _record(actor, "removed", listed)


@transaction.atomic
def import_names(*, actor: Actor, entity: Entity, content: bytes, planned: str = "") -> NamesPlan:
    """Take a file in: what an earlier one brought and this one lacks is removed; typed names stay.

    Raises ``Invalid`` where the file is none, or holds nothing that could be taken; ``Conflict``
    where ``planned``, the digest of a plan that was read, is not that of what would be done now.
    """
    require(actor, MANAGE, entity)
    names = names_in(content)
    now = _next_change(entity.pk)
    plan = plan_names(entity, names)
    if planned and planned != plan.digest:
        raise Conflict("governance.listed.changed_since_looked")
    gone = [row.pk for row in plan.removed] + [before.pk for before, _after in plan.changed]
    if gone:
        ListedName.objects.filter(entity=entity, pk__in=gone).update(changed_at=now, removed_at=now)
    new = [_row(entity.pk, named, _FILE, now) for named in plan.added]
    new += [_row(entity.pk, after, before.source, now) for before, after in plan.changed]
    ListedName.objects.bulk_create(new, batch_size=500)
    ledger.record(
        actor=actor,
        verb="governance.listed.imported",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        added=len(plan.added),
        changed=len(plan.changed),
        removed=len(plan.removed),
        refused=len(plan.refused),
    )
    return plan


@transaction.atomic
def undo_names(*, actor: Actor, entity: Entity, change: datetime | None) -> tuple[int, int]:
    """Undo the last change of an entity's lists; gives how many came back, and how many went.

    ``change`` is its moment. To undo that is a change too, and can be undone. Raises ``Conflict``
    where another one came after it.
    """
    require(actor, MANAGE, entity)
    undone = undo_last(ListedName.objects.filter(entity=entity), change)
    if undone is None:
        raise Conflict("governance.listed.changed_since")
    back, went = undone
    ledger.record(
        actor=actor,
        verb="governance.listed.undone",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        added=back,
        removed=went,
    )
    return undone


def _checked(kind: Sort, name: str, ways: Iterable[str]) -> Named:
    named = Named(kind, " ".join(name.split()), ways_of(ways))
    if code := refusal_of(named):
        raise Invalid(code)
    return named


def _next_change(entity_id: int) -> datetime:
    return next_change(ListedName.objects.filter(entity=entity_id))


def _refuse_twice(entity_id: int, named: Named) -> None:
    kind, plain = key_of(named)
    if ListedName.objects.filter(
        entity=entity_id, kind=kind, plain=plain, removed_at=None
    ).exists():
        raise Conflict("governance.listed.exists")


def _remove(listed: ListedName, now: datetime) -> None:
    removed = ListedName.objects.filter(pk=listed.pk, removed_at=None).update(
        changed_at=now, removed_at=now
    )
    if not removed:
        raise Conflict("governance.listed.gone")


def _row(entity_id: int, named: Named, source: str, now: datetime) -> ListedName:
    kind, plain = key_of(named)
    return ListedName(
        entity_id=entity_id,
        kind=kind,
        name=named.name,
        plain=plain,
        ways=list(named.ways),
        source=source,
        changed_at=now,
    )


def _record(actor: Actor, done: str, listed: ListedName) -> None:
    ledger.record(
        actor=actor,
        verb=f"governance.listed.{done}",
        object=f"governance.listed:{listed.pk}",
        entity=listed.entity_id,
        list=listed.kind,
        listed=listed.name,
    )
