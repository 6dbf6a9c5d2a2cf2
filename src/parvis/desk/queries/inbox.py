"""The inbox: pages of conversations, by keyset, and how many each view holds.

A page is found branch by branch: one branch is one entity (or account) in one state, and reads
its own index from the place of the cursor on, so that a page costs the same whether a person
reads one entity or twenty, and at any depth. A second query fetches the rows.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from parvis.desk.models import Conversation, ConversationPost, Presence
from parvis.desk.queries.access import NOT_SHOWN, SHOWN_WITH
from parvis.desk.queries.branches import WHERE_ONE_WAITS, Branches
from parvis.desk.queries.keyset import Place, Sort, phases, read_place
from parvis.desk.queries.presence import presences_among
from parvis.desk.rules import READ
from parvis.governance.models import Account, User
from parvis.governance.permissions import entities_for
from parvis.intake.queries import search_posts

COUNT_CAP = 1_000
"""Views are counted up to here: beyond, nobody counts any more."""

SEARCH_LIMIT = 500
"""Most posts that a search takes into account, the newest first."""

_State = Conversation.State


class View(StrEnum):
    """What part of the work a person looks at."""

    OPEN = "open"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    ALL = "all"


_STATES: dict[View, tuple[Conversation.State, ...]] = {
    View.OPEN: (_State.OPEN,),
    View.MINE: (_State.OPEN, _State.PENDING),
    View.UNASSIGNED: (_State.OPEN,),
    View.SNOOZED: (_State.SNOOZED,),
    View.RESOLVED: (_State.RESOLVED,),
    View.ALL: tuple(_State),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """What the person asked to see. ``waiting`` is in minutes; ``after`` is a page's end."""

    view: View = View.OPEN
    network: str = ""
    account: int | None = None
    waiting: int | None = None
    advice: str = ""
    priority: str = ""
    search: str = ""
    sort: str = Sort.NEWEST
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """Some conversations, where the next page begins, and who is in them now."""

    conversations: list[Conversation]
    next_after: str | None = None
    presences: dict[int, list[Presence]] = field(default_factory=dict)


def inbox(user: User, filter: InboxFilter, size: int = 50) -> InboxPage:  # noqa: A002
    """Give a page of the conversations that the person may read and asked for.

    Raises ``Invalid`` when ``after`` was not given by a page of the same sort.
    """
    branches = _branches(user, filter)
    places = [] if branches is None else _places(branches, filter, size + 1)
    page = places[:size]
    return InboxPage(
        conversations=_rows([place.id for place in page], Conversation.objects.all()),
        next_after=str(page[-1]) if len(places) > size else None,
        presences=presences_among([place.id for place in page]),
    )


def inbox_rows(user: User, ids: Collection[int]) -> InboxPage:
    """Give these conversations, in this order, without those that the person may not read."""
    readable = Conversation.objects.filter(entity_id__in=entities_for(user, READ))
    rows = _rows(list(ids), readable)
    return InboxPage(conversations=rows, presences=presences_among([row.pk for row in rows]))


def inbox_counts(user: User) -> dict[View, int]:
    """Count each view up to ``COUNT_CAP``, in one query that reads no more than that."""
    entities = entities_for(user, READ)
    counts = dict.fromkeys(View, 0)
    if not entities:
        return counts
    parts: list[str] = []
    params: list[Any] = []
    for view in View:
        rows = _in_view(Conversation.objects.filter(entity_id__in=entities), view, user)
        sql, given = rows.order_by().values("id")[:COUNT_CAP].query.sql_with_params()
        parts.append(f"SELECT '{view.value}', COUNT(*) FROM ({sql}) AS {view.value}_rows")  # noqa: S608 - our own words
        params += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        counts |= {View(view): count for view, count in cursor.fetchall()}
    return counts


def _in_view(rows: QuerySet[Conversation], view: View, user: User) -> QuerySet[Conversation]:
    rows = rows.filter(state__in=_STATES[view])
    if view is View.MINE:
        return rows.filter(assignee=user)
    return rows.filter(assignee=None) if view is View.UNASSIGNED else rows


def _branches(user: User, asked: InboxFilter) -> Branches | None:
    entities = entities_for(user, READ)
    scope = _narrowed(Conversation.objects.all(), asked)
    if asked.view is View.MINE:
        scope = scope.filter(assignee=user, entity_id__in=entities)
    elif asked.view is View.UNASSIGNED:
        scope = scope.filter(assignee=None)
    states = _STATES[asked.view]
    if asked.waiting is not None:
        states = tuple(state for state in states if state in WHERE_ONE_WAITS)
    if asked.search.strip():
        found = _found(asked.search.strip(), _accounts(entities, asked))
        return Branches(scope.filter(pk__in=found), states=states) if found and states else None
    root, roots = "entity_id", sorted(entities)
    if asked.account is not None or asked.network:
        root, roots = "account_id", _accounts(entities, asked)
    if not (roots and states):
        return None
    if asked.view is View.MINE:
        # Few enough to need no branch an entity: the index by assignee finds them.
        return Branches(scope.filter(**{f"{root}__in": roots}), states=states)
    return Branches(scope, root=root, roots=roots, states=states)


def _accounts(entities: Collection[int], asked: InboxFilter) -> list[int]:
    accounts = Account.objects.filter(entity_id__in=entities)
    if asked.account is not None:
        accounts = accounts.filter(pk=asked.account)
    if asked.network:
        accounts = accounts.filter(network=asked.network)
    return list(accounts.order_by("pk").values_list("pk", flat=True))


def _narrowed(rows: QuerySet[Conversation], asked: InboxFilter) -> QuerySet[Conversation]:
    if asked.waiting is not None:
        rows = rows.filter(waiting_since__lte=_before(minutes=asked.waiting))
    if asked.advice:
        rows = rows.filter(advice=asked.advice)
    if asked.priority:
        rows = rows.filter(priority=asked.priority)
    return rows


def _before(*, minutes: int) -> datetime:
    return timezone.now() - timedelta(minutes=max(0, min(minutes, 10 * 365 * 24 * 60)))


def _found(words: str, accounts: Collection[int]) -> list[int]:
    posts = search_posts(words, limit=SEARCH_LIMIT, accounts=accounts)
    return list(
        ConversationPost.objects.filter(post_id__in=posts)
        .order_by()
        .values_list("conversation_id", flat=True)
        .distinct()
    )


def _places(branches: Branches, asked: InboxFilter, size: int) -> list[Place]:
    sort = Sort(asked.sort)
    places: list[Place] = []
    for phase in phases(sort, read_place(asked.after, sort)):
        sql, params = branches.union(phase, size - len(places))
        found = Conversation.objects.raw(sql, params) if sql else ()
        places += [Place(phase.name, getattr(row, phase.column), row.pk) for row in found]
        if len(places) >= size:
            break
    return places


def _rows(ids: list[int], among: QuerySet[Conversation]) -> list[Conversation]:
    if not ids:
        return []
    rows = among.select_related(*SHOWN_WITH).defer(*NOT_SHOWN).in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]
