"""Which policy the guard of an entity follows: its own, or that of the nearest one above."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db.models import Case, OuterRef, Subquery, Value, When

from parvis.engine.guard import DEFAULT, AllowList, Kind, Policy
from parvis.engine.guard.policy_changes import PolicyChanges, changes_between
from parvis.engine.guard.policy_file import policy_from_toml
from parvis.errors import Invalid
from parvis.governance.digests import guard_digest
from parvis.governance.models import Entity, GuardPolicy, PublishedContact

log = logging.getLogger(__name__)

_MOST_KEPT: Final = 512

_Stamp = tuple[int, datetime]
"""An entity that publishes contacts, and when the last of them changed."""

_Key = tuple[str, tuple[_Stamp, ...]]
"""What a policy is made of: the digest of a signed version ("" for none), and contacts."""

_signed: dict[str, Policy] = {}
_policies: dict[_Key, Policy] = {}
_told: set[str] = set()


@dataclass(frozen=True, slots=True)
class InForce:
    """The policy that an entity follows, and the signed version that it comes from.

    ``version`` is the id of a ``GuardPolicy``, None for the defaults. ``broken`` says that this
    version is not what was signed, or cannot be read any more: the defaults, which are strict, hold
    in its place.
    """

    policy: Policy
    version: int | None = None
    broken: bool = False


def policy_for(entity: Entity | int) -> Policy:
    """Give the policy of an entity with all that the bank published: one query, or two.

    The first finds out whether something was signed or published since; what was not is kept in
    this process. An entity that does not exist has the defaults.
    """
    pk = entity.pk if isinstance(entity, Entity) else entity
    return in_force([pk])[pk].policy


def policies_for(entity_ids: Iterable[int]) -> dict[int, Policy]:
    """Give the policies of several entities, in the same one or two queries."""
    return {pk: found.policy for pk, found in in_force(entity_ids).items()}


def in_force(entity_ids: Iterable[int]) -> dict[int, InForce]:
    """Give the policies of entities with where they come from, in one or two queries."""
    tree = _Tree()
    versions = {pk: tree.version(pk) for pk in entity_ids}
    keys = {pk: (version.digest, tree.stamps(pk)) for pk, version in versions.items()}
    policies = _policies_of(set(keys.values()))
    return {
        pk: InForce(policies[keys[pk]], version.pk, version.broken)
        for pk, version in versions.items()
    }


def changes_of(draft: GuardPolicy) -> PolicyChanges:
    """Say what a draft changes of the signed version, or the defaults, that its entity follows.

    Where that version does not hold, the defaults are in force. Raises ``Invalid`` where the draft
    does not hold.
    """
    found = in_force([draft.entity_id])[draft.entity_id]
    followed = None if found.broken else GuardPolicy.objects.filter(pk=found.version or 0).first()
    old = policy_from_toml(followed.text) if followed else DEFAULT
    return changes_between(old, policy_from_toml(draft.text))


def as_if_signed(entity: Entity, policy: Policy) -> tuple[Policy, Policy, list[int]]:
    """Give the policy in force, what it would be with another one, and who would follow that.

    Followers are the entity and those below it that have no signed policy between.
    """
    tree = _Tree()
    stamps = tree.stamps(entity.pk)
    return (
        in_force([entity.pk])[entity.pk].policy,
        _with(policy, stamps, _published(stamps)),
        tree.followers(entity.pk),
    )


@dataclass(frozen=True, slots=True)
class _Version:
    """The last signed version of an entity: read now, or known by its digest."""

    pk: int | None = None
    digest: str = ""
    broken: bool = False


class _Tree:
    """The entities, each with its last signed version and its contacts' stamp: one query."""

    def __init__(self) -> None:
        mine = {"entity": OuterRef("pk")}
        signed = GuardPolicy.objects.filter(**mine, signed_at__isnull=False).order_by("-number")
        contacts = PublishedContact.objects.filter(**mine).order_by("-changed_at")
        rows = Entity.objects.annotate(
            version=Subquery(signed.values("pk")[:1]),
            digest=Subquery(signed.values("digest")[:1]),
            number=Subquery(signed.values("number")[:1]),
            text=Case(
                When(digest__in=list(_signed), then=Value(None)),
                default=Subquery(signed.values("text")[:1]),
            ),
            published_at=Subquery(contacts.values("changed_at")[:1]),
        ).values_list("pk", "parent_id", "version", "digest", "number", "text", "published_at")
        self._above: dict[int, int | None] = {}
        self._below: dict[int | None, list[int]] = defaultdict(list)
        self._versions: dict[int, _Version] = {}
        self._stamps: dict[int, _Stamp] = {}
        for pk, parent, version, digest, number, text, published_at in rows.order_by():
            self._above[pk] = parent
            self._below[parent].append(pk)
            if published_at is not None:
                self._stamps[pk] = (pk, published_at)
            if version is not None:
                holds = text is None or _read(digest, guard_digest(pk, number, text), text)
                self._versions[pk] = _Version(version, digest if holds else "", not holds)

    def version(self, pk: int) -> _Version:
        """Give the version that an entity follows."""
        followed = (self._versions[each] for each in self._upwards(pk) if each in self._versions)
        return next(followed, _Version())

    def stamps(self, pk: int) -> tuple[_Stamp, ...]:
        """Give the stamps of the contacts that hold for an entity."""
        line = (*self._upwards(pk), *self._downwards(pk))
        return tuple(sorted(self._stamps[each] for each in line if each in self._stamps))

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

    def _downwards(self, pk: int) -> Iterator[int]:
        waiting = list(self._below[pk])
        while waiting:
            each = waiting.pop()
            yield each
            waiting += self._below[each]


def _read(digest: str, digest_of_text: str, text: str) -> bool:
    """Read a signed text once in this process; says whether it holds."""
    try:
        if digest == digest_of_text:
            _signed[digest] = policy_from_toml(text)
            return True
    except Invalid:
        pass  # an older Parvis allowed what this one does not
    if digest not in _told:
        _told.add(digest)
        log.error("The guard's policy %s does not hold; the defaults do instead.", digest[:12])
    return False


def _policies_of(keys: set[_Key]) -> dict[_Key, Policy]:
    """Give what is kept, and put together what is not."""
    found = {key: kept for key in keys if (kept := _policies.get(key)) is not None}
    missing = keys - found.keys()
    lists = _published({stamp for _, stamps in missing for stamp in stamps})
    for digest, stamps in missing:
        policy = _signed[digest] if digest else DEFAULT
        found[digest, stamps] = _with(policy, stamps, lists)
    if len(_policies) > _MOST_KEPT:
        _policies.clear()
    _policies.update(found)
    return found


def _published(stamps: Iterable[_Stamp]) -> dict[int, AllowList]:
    """Give what entities publish, in one query; none where none publishes anything."""
    entities = {entity for entity, _ in stamps}
    values: dict[int, list[tuple[Kind, str]]] = defaultdict(list)
    if entities:
        contacts = PublishedContact.objects.filter(entity__in=entities, removed_at=None)
        for entity, kind, value in contacts.order_by().values_list("entity", "kind", "value"):
            values[entity].append((Kind(kind), value))
    return {entity: AllowList.of(published) for entity, published in values.items()}


def _with(policy: Policy, stamps: Iterable[_Stamp], lists: Mapping[int, AllowList]) -> Policy:
    allowed = policy.allowed
    for entity, _ in stamps:
        allowed |= lists.get(entity, AllowList())
    return replace(policy, allowed=allowed)
