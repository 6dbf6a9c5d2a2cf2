"""Which charter an entity follows: its own, or that of the nearest one above, else the default."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from django.db.models import Case, OuterRef, Subquery, Value, When

from parvis.engine.charter.changes import CharterChanges, changes_between
from parvis.engine.charter.default import default_charter
from parvis.engine.charter.file import read_charter
from parvis.engine.charter.rules import Charter
from parvis.governance.digests import charter_digest
from parvis.governance.models import CharterVersion, Entity

log = logging.getLogger(__name__)

_MOST_KEPT: Final = 512

_signed: dict[str, Charter] = {}
"""What signed texts say, by digest: each is read once in this process."""

_told: set[str] = set()


class CharterInForce(NamedTuple):
    """The charter that an entity follows, and the signed version that it comes from.

    ``version`` is the id of a ``CharterVersion``, None for the default. ``broken`` says that this
    version is not what was signed, or cannot be read any more: the default holds in its place, and
    ``version`` is None; ``signed`` is its id all the same.
    """

    charter: Charter
    version: int | None = None
    broken: bool = False
    signed: int | None = None


def charter_for(entity: Entity | int) -> CharterInForce:
    """Give the charter of an entity, in one query.

    It finds out whether something was signed since; what was not is kept in this process. An entity
    that does not exist has the default.
    """
    pk = entity.pk if isinstance(entity, Entity) else entity
    return charters_in_force([pk])[pk]


def charters_in_force(entity_ids: Iterable[int]) -> dict[int, CharterInForce]:
    """Give the charters of entities, in one query."""
    tree = _Tree()
    return {pk: tree.in_force(pk) for pk in entity_ids}


def with_followers(entity: Entity) -> tuple[CharterInForce, list[int]]:
    """Give the charter of an entity, and who would follow what it signs: one query.

    These are the entity and those below it that have no signed charter between.
    """
    tree = _Tree()
    return tree.in_force(entity.pk), tree.followers(entity.pk)


def changes_of(draft: CharterVersion) -> CharterChanges | None:
    """Say what a draft changes of the charter that its entity follows; None where it is none."""
    reading = read_charter(draft.text)
    if reading.charter is None:
        return None
    return changes_between(charter_for(draft.entity_id).charter, reading.charter)


class _Tree:
    """The entities, each with its last signed version: one query."""

    def __init__(self) -> None:
        if len(_signed) > _MOST_KEPT:
            _signed.clear()
        self._known = dict(_signed)  # another thread may empty what is kept
        signed = CharterVersion.objects.filter(
            entity=OuterRef("pk"), signed_at__isnull=False
        ).order_by("-number")
        rows = Entity.objects.annotate(
            version=Subquery(signed.values("pk")[:1]),
            digest=Subquery(signed.values("digest")[:1]),
            number=Subquery(signed.values("number")[:1]),
            text=Case(
                When(digest__in=list(self._known), then=Value(None)),
                default=Subquery(signed.values("text")[:1]),
            ),
        ).values_list("pk", "parent_id", "version", "digest", "number", "text")
        self._above: dict[int, int | None] = {}
        self._below: dict[int | None, list[int]] = defaultdict(list)
        self._versions: dict[int, CharterInForce] = {}
        for pk, parent, version, digest, number, text in rows.order_by():
            self._above[pk] = parent
            self._below[parent].append(pk)
            if version is not None:
                charter = self._known.get(digest) or _read(digest, pk, number, text or "")
                self._versions[pk] = (
                    CharterInForce(charter, version, signed=version)
                    if charter
                    else CharterInForce(default_charter(), broken=True, signed=version)
                )

    def in_force(self, pk: int) -> CharterInForce:
        """Give what an entity follows."""
        followed = (self._versions[each] for each in self._upwards(pk) if each in self._versions)
        return next(followed, None) or CharterInForce(default_charter())

    def followers(self, pk: int) -> list[int]:
        """Give an entity and those below it that follow what it signs."""
        below = (
            each
            for child in self._below[pk]
            if child not in self._versions
            for each in self.followers(child)
        )
        return [pk, *below]

    def _upwards(self, pk: int) -> Iterator[int]:
        each: int | None = pk
        while each is not None and each in self._above:
            yield each
            each = self._above[each]


def _read(digest: str, entity: int, number: int, text: str) -> Charter | None:
    """Read a signed text once in this process; None where it does not hold.

    That is one which is not what was signed, or which says what an older Parvis allowed.
    """
    charter = None
    if digest == charter_digest(entity, number, text):
        charter = read_charter(text).charter
    if charter is not None:
        _signed[digest] = charter
    elif digest not in _told:
        _told.add(digest)
        log.error("The signed charter %s does not hold; the default does instead.", digest[:12])
    return charter
