"""The lists of products and branches: what posts are read with, pages of them, what a file does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import orjson
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from parvis.engine.branch_cues import has_cue
from parvis.engine.mentions import Mentions, Named, Sort
from parvis.engine.words import phrase, words
from parvis.errors import Invalid, NotFound
from parvis.governance.models import Entity, ListedName, PublishedContact, User
from parvis.governance.names_file import Key, Names, RefusedName, key_of, read_names
from parvis.governance.permissions import READ, entities_for
from parvis.governance.queries.last_change import LastChange, last_change_in

NAMES_SHOWN: Final = 100
"""Names on one page."""

_MOST_KEPT: Final = 256

_Line = tuple[int, datetime | None, datetime | None, str, tuple[str, ...]]
"""An entity, when its list and its contacts changed last, and the names it goes by itself."""

_kept: dict[tuple[_Line, ...], Mentions] = {}


def mentions_for(entity: Entity | int) -> Mentions:
    """Give what finds the products and branches of an entity and of those above it: one query.

    It finds out whether a list or the branch register changed since; what did not is kept in this
    process, and what did takes two queries more.
    """
    lines = _lines_of(entity.pk if isinstance(entity, Entity) else entity)
    mentions = _kept.get(lines)
    if mentions is None:
        own = [
            name for _pk, _listed, _published, said, aliases in lines for name in (said, *aliases)
        ]
        mentions = Mentions(_named(lines), own=own)
        if len(_kept) > _MOST_KEPT:
            _kept.clear()
        _kept[lines] = mentions
    return mentions


def _lines_of(pk: int) -> tuple[_Line, ...]:
    """Give an entity and those above it, the nearest first."""
    mine = {"entity": OuterRef("pk")}
    listed = ListedName.objects.filter(**mine).order_by("-changed_at")
    contacts = PublishedContact.objects.filter(**mine).order_by("-changed_at")
    rows = Entity.objects.annotate(
        listed_at=Subquery(listed.values("changed_at")[:1]),
        published_at=Subquery(contacts.values("changed_at")[:1]),
    ).values_list("pk", "parent_id", "listed_at", "published_at", "name", "aliases")
    tree = {row[0]: row for row in rows.order_by()}
    lines: list[_Line] = []
    each: int | None = pk
    while each is not None and each in tree:
        own, parent, listed_at, published_at, name, aliases = tree.pop(each)
        lines.append((own, listed_at, published_at, name, tuple(map(str, aliases))))
        each = parent
    return tuple(lines)


def _named(lines: Iterable[_Line]) -> list[Named]:
    """Give all names of entities, the nearest's first, what was typed before the register."""
    line = {entity: place for place, (entity, *_rest) in enumerate(lines)}
    named: list[tuple[int, Named]] = []
    if any(listed_at for _pk, listed_at, *_rest in lines):
        listed = ListedName.objects.filter(entity__in=line, removed_at=None)
        for entity, kind, name, ways in listed.order_by("kind", "name").values_list(
            "entity", "kind", "name", "ways"
        ):
            named.append((line[entity], Named(Sort(kind), name, tuple(ways))))
    if any(published_at for _pk, _listed, published_at, *_rest in lines):
        named += ((line[entity], each) for entity, each in _branches(line))
    return [each for _place, each in sorted(named, key=lambda pair: pair[0])]


def _branches(entities: Iterable[int]) -> Iterator[tuple[int, Named]]:
    """Give the branches that published contacts of entities name.

    Those of a branch register are branches' all of them, of those that were typed whatever says so.
    """
    contacts = PublishedContact.objects.filter(entity__in=list(entities), removed_at=None)
    labels = contacts.order_by("label").values_list("entity", "label", "source").distinct()
    for entity, label, source in labels:
        if words(label) and (source == PublishedContact.Source.REGISTER or has_cue(label)):
            yield entity, Named(Sort.BRANCH, label)


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name on the page; ``pk`` is None of a branch that only the branch register names."""

    kind: Sort
    name: str
    ways: tuple[str, ...] = ()
    pk: int | None = None
    source: str = ""
    changed_at: datetime | None = None

    @property
    def kind_in_words(self) -> str:
        """What it is, in the reader's language."""
        return str(ListedName.Kind(self.kind).label)

    @property
    def source_in_words(self) -> str:
        """Where it comes from, in the reader's language."""
        if self.pk is None:
            return str(_("published contact"))
        return str(ListedName.Source(self.source).label)


def names_of(entity: Entity, *, search: str, kind: str, page: str) -> Page[NameLine]:
    """Give a page of an entity's own names, with the branches of its register: two queries."""
    listed = [
        NameLine(Sort(row.kind), row.name, tuple(row.ways), row.pk, row.source, row.changed_at)
        for row in ListedName.objects.filter(entity=entity, removed_at=None)
    ]
    known = {key_of(Named(line.kind, line.name)) for line in listed}
    lines = listed + [
        NameLine(named.kind, named.name)
        for _entity, named in _branches([entity.pk])
        if key_of(named) not in known
    ]
    looked_for = " ".join(words(search))
    chosen = [
        line
        for line in lines
        if kind in {"", line.kind}
        and any(looked_for in phrase(words(each)) for each in (line.name, *line.ways))
    ]
    chosen.sort(key=lambda line: (line.kind == Sort.BRANCH, words(line.name), line.name))
    return Paginator(chosen, NAMES_SHOWN).get_page(page)


def listed_name_for(user: User, pk: int) -> ListedName:
    """Give a name that the person may see."""
    listed = (
        ListedName.objects.filter(pk=pk, entity__in=entities_for(user, READ))
        .select_related("entity")
        .first()
    )
    if listed is None:
        raise NotFound("governance.listed.unknown")
    return listed


def last_change_of_names(entity: Entity) -> LastChange | None:
    """Give the last change of an entity's lists, None where there was none."""
    return last_change_in(ListedName.objects.filter(entity=entity))


@dataclass(slots=True)
class NamesPlan:
    """What a file does, name by name; ``changed`` are pairs of before and after."""

    added: list[Named] = field(default_factory=list)
    changed: list[tuple[ListedName, Named]] = field(default_factory=list)
    removed: list[ListedName] = field(default_factory=list)
    unchanged: int = 0
    refused: tuple[RefusedName, ...] = ()

    def __bool__(self) -> bool:
        """Whether it does anything."""
        return bool(self.added or self.changed or self.removed)

    @property
    def digest(self) -> str:
        """What stands for all of it: another plan has another one."""
        said = [
            sorted([each.kind, each.name, *each.ways] for each in self.added),
            sorted([str(old.pk), new.name, *new.ways] for old, new in self.changed),
            sorted(each.pk for each in self.removed),
        ]
        return hashlib.sha256(orjson.dumps(said)).hexdigest()


def names_in(content: bytes) -> Names:
    """Read a file; raises ``Invalid`` also where it holds nothing that could be taken."""
    names = read_names(content)
    if not names.named:
        raise Invalid("governance.register.empty", refused=len(names.refused))
    return names


def plan_names(entity: Entity, names: Names) -> NamesPlan:
    """Say what a file would do, in one query. Nothing changes by asking.

    What an earlier file brought and this one lacks goes, except what a refused row names.
    """
    listed = ListedName.objects.filter(entity=entity, removed_at=None)
    kept: dict[Key, ListedName] = {(Sort(row.kind), row.plain): row for row in listed}
    plan = NamesPlan(refused=names.refused)
    unsure = {key_of(Named(kind, row.name)) for row in names.refused for kind in Sort}
    plan.removed = [
        row
        for key, row in kept.items()
        if row.source == ListedName.Source.FILE and key not in names.named and key not in unsure
    ]
    for key, named in names.named.items():
        row = kept.get(key)
        if row is None:
            plan.added.append(named)
        elif (row.name, tuple(row.ways)) != (named.name, named.ways):
            plan.changed.append((row, named))
        else:
            plan.unchanged += 1
    return plan
