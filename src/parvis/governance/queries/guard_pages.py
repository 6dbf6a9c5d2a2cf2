"""What the pages of the guard show: policies in force, versions, drafts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from parvis.errors import NotFound
from parvis.governance.models import (
    Entity,
    GuardPolicy,
    LedgerEntry,
    Membership,
    User,
)
from parvis.governance.permissions import READ, SIGN_GUARD, entities_for, roles_with
from parvis.governance.queries import entities_in
from parvis.governance.queries.guard import InForce, in_force

_WITH_PEOPLE = ("entity", "drafted_by", "signed_by")
_SIGNED = "governance.guard_policy.signed"
_WHY = ("object", "data")


@dataclass(frozen=True, slots=True)
class GuardLine:
    """An entity with what its guard follows. ``version`` is None for the defaults."""

    entity: Entity
    in_force: InForce
    version: GuardPolicy | None
    draft: GuardPolicy | None
    contacts: int

    @property
    def inherited(self) -> bool:
        """Whether the policy is that of an entity above."""
        return self.version is not None and self.version.entity_id != self.entity.pk


def guard_lines(user: User) -> list[GuardLine]:
    """Give the entities that the person may see, by name, each with its guard."""
    return _lines(list(entities_in(user, READ).annotate(live=_LIVE)))


def guard_line(user: User, pk: int) -> GuardLine:
    """Give one entity that the person may see, with its guard."""
    found = list(entities_in(user, READ).filter(pk=pk).annotate(live=_LIVE))
    if not found:
        raise NotFound("governance.entity.unknown")
    return _lines(found)[0]


_LIVE = Count("contacts", filter=Q(contacts__removed_at=None))


def _lines(entities: Sequence[Entity]) -> list[GuardLine]:
    policies = in_force([entity.pk for entity in entities])
    wanted = {found.version for found in policies.values()} - {None}
    of_these = Q(pk__in=wanted) | Q(entity__in=[entity.pk for entity in entities], signed_at=None)
    rows = list(GuardPolicy.objects.filter(of_these).select_related(*_WITH_PEOPLE))
    versions = {row.pk: row for row in rows}
    drafts = {row.entity_id: row for row in rows if row.signed_at is None}
    return [
        GuardLine(
            entity,
            policies[entity.pk],
            versions.get(policies[entity.pk].version or 0),
            drafts.get(entity.pk),
            entity.live,  # type: ignore[attr-defined]
        )
        for entity in entities
    ]


def versions_of(entity: Entity) -> list[GuardPolicy]:
    """Give the signed versions of an entity's own policy, the last first."""
    signed = GuardPolicy.objects.filter(entity=entity, signed_at__isnull=False)
    return list(signed.select_related(*_WITH_PEOPLE).order_by("-number"))


def version_for(user: User, pk: int, number: int) -> tuple[GuardPolicy, GuardPolicy | None]:
    """Give a signed version that the person may see, and the one before it."""
    rows = list(
        GuardPolicy.objects.filter(
            entity=pk,
            entity__in=entities_for(user, READ),
            number__in=(number - 1, number),
            signed_at__isnull=False,
        )
        .select_related(*_WITH_PEOPLE)
        .order_by("-number")
    )
    if not rows or rows[0].number != number:
        raise NotFound("governance.guard.no_version")
    return rows[0], rows[1] if len(rows) > 1 else None


def reasons_of(versions: Sequence[GuardPolicy]) -> dict[int, str]:
    """Give why each version was signed, by its id, as the ledger tells; "" where it does not."""
    objects = {f"governance.guard_policy:{version.pk}": version.pk for version in versions}
    told = LedgerEntry.objects.filter(object__in=objects, verb=_SIGNED).order_by("-number")
    reasons = {objects[at]: str(data.get("reason", "")) for at, data in told.values_list(*_WHY)}
    return {version.pk: reasons.get(version.pk, "") for version in versions}


def is_as_signed(version: GuardPolicy) -> bool:
    """Whether a version says what was signed, by its digest and by the ledger's entry."""
    signatures = LedgerEntry.objects.filter(
        object=f"governance.guard_policy:{version.pk}", verb=_SIGNED
    )
    told = [str(data.get("digest")) for data in signatures.values_list("data", flat=True)]
    digest = version.digest_of_text
    return version.digest == digest and told == [str(UUID(hex=digest[:32]))]


def draft_for(user: User, pk: int) -> GuardPolicy:
    """Give the draft of an entity that the person may see."""
    draft = (
        GuardPolicy.objects.filter(entity=pk, entity__in=entities_for(user, READ), signed_at=None)
        .select_related(*_WITH_PEOPLE)
        .first()
    )
    if draft is None:
        raise NotFound("governance.guard.no_draft")
    return draft


def others_who_sign(entity: Entity, writers: Collection[str], permission: str = SIGN_GUARD) -> int:
    """Count the people who may sign what others, by their log-in names, draft for an entity."""
    above: list[int] = []
    parents = dict(Entity.objects.values_list("pk", "parent_id"))
    pk: int | None = entity.pk
    while pk is not None:
        above.append(pk)
        pk = parents[pk]
    signing = Membership.objects.filter(
        entity__in=above, role__in=roles_with(permission), user__is_active=True
    )
    return signing.exclude(user__username__in=writers).values("user").distinct().count()
