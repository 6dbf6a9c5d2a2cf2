"""What the pages of the charter show: charters in force, versions, drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from parvis.errors import NotFound
from parvis.governance.models import CharterVersion, Entity, LedgerEntry, User
from parvis.governance.permissions import READ, READ_CHARTER, entities_for
from parvis.governance.queries import entities_above, entities_in
from parvis.governance.queries.charter import CharterInForce, charters_in_force

_WITH_PEOPLE = ("entity", "drafted_by", "signed_by")
_SIGNED = "governance.charter.signed"


@dataclass(frozen=True, slots=True)
class CharterLine:
    """An entity with the charter that it follows. ``version`` is None for the default.

    A version that does not hold is given too, for people to see which one it is.
    """

    entity: Entity
    in_force: CharterInForce
    version: CharterVersion | None
    draft: CharterVersion | None

    @property
    def inherited(self) -> bool:
        """Whether the charter is that of an entity above."""
        return self.version is not None and self.version.entity_id != self.entity.pk

    @property
    def broken(self) -> bool:
        """Whether what is stored is not what was signed, or cannot be read any more.

        A process that has read it before goes on by what was signed; people are told all the same.
        """
        altered = self.version is not None and self.version.digest != self.version.digest_of_text
        return self.in_force.broken or altered


def charter_lines(user: User) -> list[CharterLine]:
    """Give the entities whose charter the person may read, by name."""
    return _lines(list(entities_in(user, READ_CHARTER)))


def charter_line(user: User, pk: int) -> CharterLine:
    """Give one entity whose charter the person may read."""
    found = list(entities_in(user, READ_CHARTER).filter(pk=pk))
    if not found:
        raise NotFound("governance.entity.unknown")
    return _lines(found)[0]


def _lines(entities: Sequence[Entity]) -> list[CharterLine]:
    charters = charters_in_force([entity.pk for entity in entities])
    wanted = {found.signed for found in charters.values()} - {None}
    of_these = Q(pk__in=wanted) | Q(entity__in=[entity.pk for entity in entities], signed_at=None)
    rows = list(CharterVersion.objects.filter(of_these).select_related(*_WITH_PEOPLE))
    versions = {row.pk: row for row in rows}
    drafts = {row.entity_id: row for row in rows if row.signed_at is None}
    return [
        CharterLine(
            entity,
            charters[entity.pk],
            versions.get(charters[entity.pk].signed or 0),
            drafts.get(entity.pk),
        )
        for entity in entities
    ]


def charter_versions(entity: Entity) -> list[CharterVersion]:
    """Give the signed versions that held for an entity, the last first: two queries.

    Its own, and those of the entities above as long as none that is nearer had signed one.
    """
    line = [entity.pk, *(above.pk for above in entities_above(entity))]
    signed = CharterVersion.objects.filter(entity__in=line, signed_at__isnull=False)
    rows = list(signed.select_related(*_WITH_PEOPLE).defer("text"))
    held: list[CharterVersion] = []
    until: datetime | None = None  # when the first of a nearer entity was signed
    for pk in line:
        own = sorted((row for row in rows if row.entity_id == pk), key=lambda row: -row.number)
        held += [row for row in own if until is None or _signed_at(row) < until]
        if own and (until is None or _signed_at(own[-1]) < until):
            until = _signed_at(own[-1])
    return held


def _signed_at(version: CharterVersion) -> datetime:
    assert version.signed_at is not None  # noqa: S101 - only signed ones are asked for
    return version.signed_at


def charter_version(
    user: User, pk: int, number: int
) -> tuple[CharterVersion, CharterVersion | None]:
    """Give a signed version that the person may read, and the one that held here before it.

    That is the entity's own one before, or that of the nearest entity above that had signed.
    """
    entity = Entity.objects.filter(pk=pk, pk__in=entities_for(user, READ_CHARTER)).first()
    held = charter_versions(entity) if entity else []
    at = next(
        (n for n, row in enumerate(held) if (row.entity_id, row.number) == (pk, number)), None
    )
    if at is None:
        raise NotFound("governance.charter.no_version")
    return held[at], next(iter(held[at + 1 : at + 2]), None)


def charter_draft(user: User, pk: int) -> CharterVersion:
    """Give the draft of an entity that the person may see."""
    draft = (
        CharterVersion.objects.filter(
            entity=pk, entity__in=entities_for(user, READ), signed_at=None
        )
        .select_related(*_WITH_PEOPLE)
        .first()
    )
    if draft is None:
        raise NotFound("governance.charter.no_draft")
    return draft


def charter_reasons(versions: Sequence[CharterVersion]) -> dict[int, str]:
    """Give why each version was signed, by its id, as the ledger tells; "" where it does not."""
    objects = {f"governance.charter:{version.pk}": version.pk for version in versions}
    told = LedgerEntry.objects.filter(object__in=objects, verb=_SIGNED).order_by("-number")
    facts = told.values_list("object", "data")
    reasons = {objects[at]: str(data.get("reason", "")) for at, data in facts}
    return {version.pk: reasons.get(version.pk, "") for version in versions}


def charter_is_as_signed(version: CharterVersion) -> bool:
    """Whether a version says what was signed, by its digest and by the ledger's entry."""
    signatures = LedgerEntry.objects.filter(object=f"governance.charter:{version.pk}", verb=_SIGNED)
    told = [str(data.get("digest")) for data in signatures.values_list("data", flat=True)]
    digest = version.digest_of_text
    return version.digest == digest and told == [str(UUID(hex=digest[:32]))]
