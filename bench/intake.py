"""Measure how fast posts are taken in.

    python bench/intake.py [--posts 50000]

Besides posts a second by the clock, ``per_cpu_second`` tells what one core does that nobody else
uses (PostgreSQL's own processes are not counted in it).

Imports a file of posts, made from a fixed seed, into the database of DATABASE_URL or PARVIS_DATA,
as ``parvis import`` does: read, guard, understand, store with search index and ledger. Then once
more, when nothing is new. One process, one core, batches of a thousand. Prints one JSON line a
figure.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from uuid import uuid4

import django
from cryptography.fernet import Fernet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.web.settings")
os.environ.setdefault("PARVIS_SECRET_KEY", "only-for-measuring")
os.environ.setdefault("PARVIS_KEYS", Fernet.generate_key().decode())
if "PARVIS_DATA" not in os.environ:
    os.environ["PARVIS_DATA"] = tempfile.mkdtemp(prefix="parvis-bench-")
django.setup()

from django.core.management import call_command  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from parvis.engine.interchange import read_jsonl  # noqa: E402
from parvis.governance.actions import create_entity, create_person, register_account  # noqa: E402
from parvis.governance.ledger import SYSTEM  # noqa: E402
from parvis.governance.models import Account, Role  # noqa: E402
from parvis.intake.importing import import_rows  # noqa: E402
from parvis.intake.models import Post  # noqa: E402
from parvis.intake.queries import search_posts  # noqa: E402

SEED = 20_260_302
SHARE_WITH_DATA = 0.02
SHARE_OF_ANSWERS = 0.3
IBAN = "FR76 3000 6000 0112 3456 7890 189"
WORDS = (
    "bonjour mon virement est en attente depuis trois jours chez Banque Exemple pourquoi personne"
    " ne répond merci carte bloquée application panne conseiller agence toujours rien honteux @lea"
    " #banque compte prélèvement frais remboursement téléphone samedi"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=50_000)
    posts = parser.parse_args().posts
    call_command("migrate", verbosity=0)
    account = make_account()
    lines = list(file_of(posts))
    gc.set_threshold(100_000, 50, 1_000)
    for name in ("import", "import_again"):
        seconds, used = seconds_of(lines, account)
        figure(name, posts / seconds, "posts/s", posts, per_cpu_second=round(posts / used))
    began = time.perf_counter()
    found = search_posts("virement carte bloq")
    figure("search", 1_000 * (time.perf_counter() - began), "ms", posts, found=len(found))
    stored = Post.objects.filter(account=account).count()
    if stored != posts:
        raise SystemExit(f"{stored} of {posts} posts are in the store")


def make_account() -> Account:
    name = f"bench-{uuid4().hex[:8]}"
    entity = create_entity(actor=SYSTEM, key=name, name=name, aliases=["Banque Exemple", "#banque"])
    person = create_person(
        actor=SYSTEM,
        username=name,
        password=uuid4().hex,
        entity=entity,
        role=Role.SUPERVISOR,
        first_name="Karim",
        language="en",
    )
    return register_account(
        actor=SYSTEM,
        entity=entity,
        network="folder",
        handle=name,
        owner=person,
        purpose="Measuring",
        settings={"path": f"{os.environ['PARVIS_DATA']}/folders/{name}"},
    )


def file_of(posts: int) -> Iterator[bytes]:
    rng = random.Random(SEED)
    words = WORDS.split()
    for number in range(posts):
        text = " ".join(rng.choices(words, k=rng.randint(8, 40)))
        if rng.random() < SHARE_WITH_DATA:
            text += f" {IBAN}"
        author = rng.randrange(posts // 5 + 1)
        yield json.dumps(
            {
                "id": f"{10**17 + number}",
                "text": text,
                "author": f"user{author}",
                "author_name": f"User {author}",
                "created_at": "2026-03-02T08:00:00+00:00",
                "url": f"https://network.example/@user{author}/{10**17 + number}",
                "in_reply_to": f"{10**17 + rng.randrange(posts)}"
                if rng.random() < SHARE_OF_ANSWERS
                else "",
                "metrics": {"likes": rng.randrange(50)},
            }
        ).encode()


def seconds_of(lines: list[bytes], account: Account) -> tuple[float, float]:
    """Import lines; gives seconds by the clock, and of this process's processor time."""
    began, used = time.perf_counter(), time.process_time()
    rows = read_jsonl(lines)
    for progress in import_rows(rows, account=account, now=timezone.now, reject=refuse):
        last = progress
    if last.rejected:
        raise SystemExit(f"{last.rejected} posts were rejected")
    return time.perf_counter() - began, time.process_time() - used


def refuse(what: object) -> None:
    raise SystemExit(f"rejected: {what}")


def figure(name: str, value: float, unit: str, posts: int, **more: object) -> None:
    print(
        json.dumps(
            {
                "name": f"intake.{name}.{connection.vendor}",
                "value": round(value, 1),
                "unit": unit,
                "posts": posts,
                **more,
                "command": f"python bench/intake.py --posts {posts}",
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()
