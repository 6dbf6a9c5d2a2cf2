"""Measure the inbox over a million messages in two hundred thousand conversations.

    python bench/desk.py [--messages 1000000] [--rounds 10]

Fills the database of PARVIS_DATA or DATABASE_URL, which must be empty, from a fixed seed: a group
of twenty banks, forty accounts, five messages a conversation, one conversation in ten open. One
client asks for inbox pages, one after the other (no concurrency, caches warm): every view, order,
filter, search and a page far down, as an agent of one bank, a supervisor of three and an auditor of
the whole group. Prints one JSON line a figure; ``queries`` is the most that any page needed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count, islice
from typing import Any, NamedTuple

import django
from cryptography.fernet import Fernet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.web.settings")
os.environ.setdefault("PARVIS_SECRET_KEY", "only-for-measuring")
os.environ.setdefault("PARVIS_KEYS", Fernet.generate_key().decode())
if "PARVIS_DATA" not in os.environ:
    os.environ["PARVIS_DATA"] = tempfile.mkdtemp(prefix="parvis-bench-")
django.setup()

from django.core.management import call_command  # noqa: E402 - settings come first
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from parvis.desk.models import Author, Conversation, ConversationPost  # noqa: E402
from parvis.desk.queries import InboxFilter, View, accounts_for, inbox, inbox_counts  # noqa: E402
from parvis.governance.actions import create_entity, create_person, grant_role  # noqa: E402
from parvis.governance.ledger import SYSTEM  # noqa: E402
from parvis.governance.models import Account, Role, User  # noqa: E402
from parvis.intake.models import Post  # noqa: E402

SEED = 20_260_302
NOW = datetime.now(UTC).replace(microsecond=0)
BANKS = 20
NETWORKS = ("bluesky", "mastodon")
STATES = ("open",) * 10 + ("pending",) * 4 + ("snoozed",) + ("resolved",) * 85
ADVICES = ("protect",) * 2 + ("answer",) * 70 + ("do_not_answer",) * 28
SIZES = (1, 3, 5, 7, 9)
USUAL = ("carte", "virement", "compte", "agence", "bloqué", "toujours", "pourquoi", "merci")
RARE = "parapluie"

WAITING = 0.7
MASKED = 0.02
RARELY = 0.0005
TEXTS = 20_000
SERVER = {"sqlite": "", "postgresql": "scripts/with_postgres --durable "}
OK = 200

Row = tuple[Any, ...]


def fill(messages: int) -> dict[str, Any]:
    """Make the bank through its actions, and the mass of posts by bulk statements."""
    people, accounts = _bank()
    chance = random.Random(SEED)
    conversations = messages // 5
    agents = [people["agent"].pk, people["supervisor"].pk, None, None]
    with transaction.atomic():
        _insert(Author, _authors(conversations * 3 // 4))
        _insert(Post, _posts(chance, accounts, conversations))
        chance = random.Random(SEED + 1)
        _insert(Conversation, _conversations(chance, accounts, conversations, agents))
        _insert(ConversationPost, _places(conversations))
    if connection.vendor == "postgresql":
        _restart_sequences(Author, Post, Conversation, ConversationPost)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return people


def _bank() -> tuple[dict[str, Any], list[Any]]:
    group = create_entity(actor=SYSTEM, key="group", name="Group")
    banks = [
        create_entity(actor=SYSTEM, key=f"bank-{number}", name=f"Bank {number}", parent=group)
        for number in range(BANKS)
    ]
    roles = {
        "agent": (banks[0], Role.AGENT),
        "supervisor": (banks[0], Role.SUPERVISOR),
        "auditor": (group, Role.AUDITOR),
    }
    people = {
        name: create_person(
            actor=SYSTEM, username=name, password=str(random.random()), entity=entity, role=role
        )
        for name, (entity, role) in roles.items()
    }
    for bank in banks[1:3]:
        grant_role(actor=SYSTEM, user=people["supervisor"], entity=bank, role=Role.SUPERVISOR)
    accounts = Account.objects.bulk_create(
        Account(
            entity=bank,
            network=network,
            handle=f"{bank.key}.{network}.example",
            owner=people["supervisor"],
            purpose="Measuring",
        )
        for bank in banks
        for network in NETWORKS
    )
    return people, accounts


def _sizes(conversations: int) -> Iterator[tuple[int, int]]:
    """Give each conversation its number and how many posts it has: five on average."""
    return ((number, SIZES[number % len(SIZES)]) for number in range(1, conversations + 1))


def _key(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _when(number: int, conversations: int) -> datetime:
    """Spread conversations over two years, the later ones later, without a tie every time."""
    return NOW - timedelta(seconds=(conversations - number) * (2 * 365 * 86_400 // conversations))


def _authors(number: int) -> Iterator[dict[str, Any]]:
    for pk in range(1, number + 1):
        yield {
            "id": pk,
            "network": NETWORKS[pk % 2],
            "key": _key(f"author-{pk}"),
            "handle": f"person-{pk}.example",
            "name": f"Person {pk}",
        }


def _text(chance: random.Random) -> str:
    words = [f"mot{int(chance.paretovariate(0.7)) % 5_000}" for _ in range(14)]
    words += chance.choices(USUAL, k=2)
    if chance.random() < RARELY:
        words.append(RARE)
    return " ".join(words)


def _posts(
    chance: random.Random, accounts: Sequence[Any], conversations: int
) -> Iterator[dict[str, Any]]:
    ids = count(1)
    texts = [_text(chance) for _ in range(TEXTS)]
    for number, size in _sizes(conversations):
        account = accounts[number % len(accounts)]
        last = _when(number, conversations)
        author = number % (conversations * 3 // 4) + 1
        for place in range(size):
            pk = next(ids)
            at = last - timedelta(minutes=7 * (size - place - 1))
            yield {
                "id": pk,
                "account": account.pk,
                "network": account.network,
                "network_id": f"post-{pk}",
                "network_key": _key(f"post-{pk}"),
                "author": f"person-{author}.example",
                "author_name": f"Person {author}",
                "author_key": _key(f"author-{author}"),
                "text": chance.choice(texts),
                "lang": "fr",
                "act": "answer",
                "reasons": '["request"]',
                "thread": f"thread-{number}",
                "visibility": "public",
                "created_at": at,
                "received_at": at,
                "version": 1,
                "sequence": pk,
            }


def _conversations(
    chance: random.Random, accounts: Sequence[Any], conversations: int, agents: Sequence[Any]
) -> Iterator[dict[str, Any]]:
    posts = 0
    for number, size in _sizes(conversations):
        posts += size
        account = accounts[number % len(accounts)]
        last, state = _when(number, conversations), chance.choice(STATES)
        waits = state == "open" and chance.random() < WAITING
        yield {
            "id": number,
            "entity": account.entity_id,
            "account": account.pk,
            "network": account.network,
            "thread": f"thread-{number}",
            "thread_key": _key(f"thread-{number}"),
            "author": number % (conversations * 3 // 4) + 1,
            "state": state,
            "assignee": chance.choice(agents) if state != "resolved" else agents[number % 2],
            "advice": chance.choice(ADVICES),
            "reasons": '["request"]',
            "lang": "fr",
            "visibility": "public",
            "has_masked": chance.random() < MASKED,
            "last_post": posts,
            "last_post_at": last,
            "post_count": size,
            "waiting_since": last if waits else None,
            "opened_at": last,
            "version": 1,
        }


def _places(conversations: int) -> Iterator[dict[str, Any]]:
    ids = count(1)
    for number, size in _sizes(conversations):
        last = _when(number, conversations)
        for place in range(size):
            pk = next(ids)
            yield {
                "id": pk,
                "conversation": number,
                "post": pk,
                "ours": False,
                "at": last - timedelta(minutes=7 * (size - place - 1)),
                "act": "answer",
                "post_version": 1,
            }


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows by COPY on PostgreSQL and by prepared statements on SQLite."""
    fields = model._meta.concrete_fields
    usual = {field.name: _usual(field) for field in fields}
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table
    values: Iterator[Row] = (
        tuple(row.get(field.name, usual[field.name]) for field in fields) for row in rows
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"
        adapt = connection.ops.adapt_datetimefield_value
        while chunk := list(islice(values, 20_000)):
            cursor.executemany(
                statement,
                [
                    tuple(adapt(item) if isinstance(item, datetime) else item for item in row)
                    for row in chunk
                ],
            )


def _usual(field: Any) -> Any:
    if field.get_internal_type() == "JSONField":
        return json.dumps(field.get_default())
    return None if field.null else field.get_default()


def _restart_sequences(*models: Any) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def pages() -> dict[str, list[dict[str, str]]]:
    """Give the pages asked for, as queries of the inbox's address, by kind."""
    views = ("open", "mine", "unassigned", "snoozed", "resolved", "all")
    return {
        "views": [{"view": view, "sort": sort} for view in views for sort in ("newest", "waiting")],
        "filters": [
            {"view": view, **narrow}
            for view in ("open", "resolved", "all")
            for narrow in (
                {"network": "bluesky"},
                {"account": "1"},
                {"advice": "protect"},
                {"waiting": "240"},
                {"waiting": "240", "advice": "protect", "network": "mastodon"},
                {"advice": "protect", "sort": "waiting"},
            )
        ],
        "search": [
            {"view": "all", "search": words}
            for words in (RARE, "virement", "carte bloqué", "mot4999", "introuvable")
        ],
    }


def deep(user: Any, hops: int = 20) -> list[dict[str, str]]:
    """Give the addresses of pages far down."""
    found = []
    for sort in ("newest", "waiting"):
        after = ""
        for _ in range(hops):
            asked = InboxFilter(view=View.ALL, sort=sort, after=after)
            after = inbox(user, asked).next_after or ""
        found.append({"view": "all", "sort": sort, "after": after})
    return found


def measure(people: dict[str, Any], rounds: int) -> None:
    """Ask for every page, and print what it cost."""
    everything: list[Times] = []
    most = 0
    for name, person in people.items():
        client = Client(SERVER_NAME="localhost")
        client.force_login(person)

        def page(asked: dict[str, str], client: Client = client) -> None:
            response = client.get("/", asked)
            if response.status_code != OK:
                raise SystemExit(f"{asked}: {response.status_code}")

        def rows(asked: dict[str, str], pk: int = person.pk) -> None:
            user = User.objects.get(pk=pk)
            given: dict[str, Any] = {**asked, "view": View(asked["view"])}
            given |= {key: int(asked[key]) for key in ("account", "waiting") if key in asked}
            inbox(user, InboxFilter(**given))
            inbox_counts(user)
            accounts_for(user)

        for kind, asked in {**pages(), "deep": deep(User.objects.get(pk=person.pk))}.items():
            queries = 0
            for one in asked:
                with CaptureQueriesContext(connection) as caught:
                    page(one)
                queries = max(queries, len(caught))
            most = max(most, queries)
            times = _timed(page, asked, rounds)
            everything.append(times)
            _print(f"inbox_page.{kind}.{name}", times, queries=queries)
            _print(f"inbox_rows.{kind}.{name}", _timed(rows, asked, rounds))
    whole = Times(
        [one for times in everything for one in times.clock],
        [one for times in everything for one in times.processor],
        max(everything, key=lambda times: max(times.clock)).slowest,
    )
    _print("inbox_page", whole, queries=most)


class Times(NamedTuple):
    """Seconds by the clock and of this process's processor, one of each a page, and the slowest."""

    clock: list[float]
    processor: list[float]
    slowest: str


def _timed(
    ask: Callable[[dict[str, str]], None], asked: Sequence[dict[str, str]], rounds: int
) -> Times:
    clock: dict[str, list[float]] = {}
    processor: list[float] = []
    for turn in range(rounds + 1):
        for one in asked:
            began, busy = time.perf_counter(), time.process_time()
            ask(one)
            # The first turn warms the caches.
            if turn:
                clock.setdefault(json.dumps(one), []).append(time.perf_counter() - began)
                processor.append(time.process_time() - busy)
    slowest = max(clock, key=lambda key: statistics.median(clock[key]))
    return Times([one for of_page in clock.values() for one in of_page], processor, slowest)


def _p95(values: Sequence[float]) -> float:
    """Give the 95th percentile in milliseconds."""
    ordered = sorted(values)
    return round(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1)


def _print(name: str, times: Times, **more: Any) -> None:
    figure = {
        "name": f"desk.{name}",
        "value": _p95(times.clock),
        "unit": "ms p95",
        "median": round(1000 * statistics.median(times.clock), 1),
        "worst": round(1000 * max(times.clock), 1),
        # What other programs on the machine do not disturb; without the server of PostgreSQL.
        "processor_p95": _p95(times.processor),
        "samples": len(times.clock),
        "concurrency": 1,
        "database": connection.vendor,
        "command": f"{SERVER[connection.vendor]}python {' '.join(sys.argv)}",
        "slowest": times.slowest,
        **more,
    }
    print(json.dumps(figure, ensure_ascii=False), flush=True)


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--filled", action="store_true", help="measure what an earlier run left")
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    if chosen.filled:
        names = ("agent", "supervisor", "auditor")
        people: dict[str, Any] = {name: User.objects.get(username=name) for name in names}
    else:
        began = time.perf_counter()
        people = fill(chosen.messages)
        print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    measure(people, chosen.rounds)


if __name__ == "__main__":
    main()
