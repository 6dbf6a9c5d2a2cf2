"""Kill a worker again and again, and count what is lost or doubled.

    python bench/kill.py [--kills 50] [--posts 5000] [--replies 100] [--seed 1]

Runs against SQLite, or against the server of DATABASE_URL when that is
PostgreSQL (a database of its own is made there and dropped). Posts are dropped into a folder and
replies queued while a worker runs; it is killed with SIGKILL at a random instant, and started
again. Its network forgets: unlike the real folder it takes the same reply twice if it is sent
twice, and it is slow to answer, so that many kills fall between a sending and its receipt. At the
end the counts must be those of what was given. Prints one JSON object; exit code 1 if anything is
lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import django
import psycopg
from cryptography.fernet import Fernet

LEASE = "2"
PATIENCE = 120.0
"""Seconds that the last worker is given to finish."""

INSTALLATION = ExitStack()
"""What is made for this run alone, and removed after it."""


def prepare() -> None:
    """Make a database, keys and a data folder, and tell them to this process and its workers."""
    folder = INSTALLATION.enter_context(tempfile.TemporaryDirectory(prefix="parvis-kill-"))
    server = os.environ.get("DATABASE_URL", "")
    address = f"sqlite:///{folder}/kill.sqlite3"
    if server.startswith("postgres"):
        name = f"parvis_kill_{uuid4().hex[:8]}"
        on_server(server, f"CREATE DATABASE {name}")
        INSTALLATION.callback(on_server, server, f"DROP DATABASE {name} WITH (FORCE)")
        base, _, query = server.partition("?")
        address = f"{base.rpartition('/')[0]}/{name}{'?' if query else ''}{query}"
    os.environ |= {
        "DATABASE_URL": address,
        "PARVIS_DATA": folder,
        "PARVIS_KEYS": Fernet.generate_key().decode(),
        "PARVIS_SECRET_KEY": uuid4().hex,
        "PARVIS_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "parvis.web.settings",
    }


def on_server(address: str, statement: str) -> None:
    """Say one thing to a PostgreSQL server."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


if "--worker" not in sys.argv:
    prepare()
django.setup()

from django.core.management import call_command  # noqa: E402 - settings come first
from django.db import connection, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from parvis.cli.worker import command as work_on  # noqa: E402
from parvis.engine.post import Visibility  # noqa: E402
from parvis.governance.actions import (  # noqa: E402
    create_entity,
    create_person,
    register_account,
    set_account_mode,
)
from parvis.governance.ledger import SYSTEM  # noqa: E402
from parvis.governance.models import Mode, Role  # noqa: E402
from parvis.governance.verification import verify  # noqa: E402
from parvis.intake.actions import start_source  # noqa: E402
from parvis.intake.models import DeadLetter, Post  # noqa: E402
from parvis.networks.folder import Folder  # noqa: E402
from parvis.networks.network import Reply, Sent  # noqa: E402
from parvis.outbox.actions import queue_delivery  # noqa: E402
from parvis.outbox.models import OPEN, Delivery, State  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--posts", type=int, default=5_000)
    parser.add_argument("--replies", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        work()
        return
    with INSTALLATION:
        call_command("migrate", verbosity=0)
        figures = Trial(asked).run()
        connections.close_all()
    print(json.dumps(figures))
    sys.exit(0 if figures["right"] else 1)


class Trial:
    """One trial, from an empty installation to its figures."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.rng = random.Random(asked.seed)
        self.folder = Path(os.environ["PARVIS_DATA"]) / "folders" / "bank"
        self.folder.mkdir(parents=True)
        self.dropped = self.queued = 0
        self.hit: Counter[str] = Counter()

    def run(self) -> dict[str, Any]:
        """Make a bank, kill workers, let a last one finish; gives the figures."""
        self.make_bank()
        began = time.monotonic()
        for number in range(self.asked.kills):
            self.round(number)
        stopping = self.finish()
        return {
            "figure": "kill",
            "database": connection.vendor,
            "seed": self.asked.seed,
            "kills": self.asked.kills,
            "kills_with_a_reply_under_way": self.hit["sending"],
            "kills_with_posts_not_yet_stored": self.hit["intake"],
            "seconds": round(time.monotonic() - began, 1),
            "stopping_seconds": round(stopping, 2),
            **self.outcome(),
        }

    def make_bank(self) -> None:
        """Make a bank with a folder that is read and answered."""
        entity = create_entity(actor=SYSTEM, key="bank", name="Bank", aliases=["Bank"])
        self.person = create_person(
            actor=SYSTEM,
            username="karim",
            password=uuid4().hex,
            entity=entity,
            role=Role.SUPERVISOR,
            first_name="Karim",
            language="en",
        )
        account = register_account(
            actor=SYSTEM,
            entity=entity,
            network="folder",
            handle="bank",
            owner=self.person,
            purpose="Trial",
            settings={"path": str(self.folder)},
        )
        self.account = set_account_mode(
            actor=self.person, account=account, mode=Mode.ANSWER, reason="Trial"
        )
        start_source(actor=SYSTEM, account=account)

    def round(self, number: int) -> None:
        """Start a worker, give it work, kill it at a random instant."""
        worker = started()
        # Some die at once, most in the middle of work, some after leases have run out.
        end = time.monotonic() + self.rng.choice([0.2, 1.0, 1.0, 4.0]) * self.rng.random()
        share = (number + 1) / self.asked.kills
        posts, replies = int(share * self.asked.posts), int(share * self.asked.replies)
        while time.monotonic() < end:
            self.drop(min(posts, self.dropped + self.rng.randint(1, 50)))
            if self.queued < replies:
                self.queue()
            time.sleep(self.rng.random() * 0.02)
        worker.kill()
        worker.wait()
        self.drop(posts)
        while self.queued < replies:
            self.queue()
        self.hit["sending"] += Delivery.objects.filter(state=State.SENDING).exists()
        self.hit["intake"] += Post.objects.count() < self.dropped

    def drop(self, until: int) -> None:
        """Append posts to the folder, up to that number."""
        with (self.folder / "posts.jsonl").open("a") as file:
            for number in range(self.dropped, until):
                file.write(json.dumps({"id": f"p{number}", "text": f"Bonjour {number}"}) + "\n")
        self.dropped = max(self.dropped, until)

    def queue(self) -> None:
        """Queue one reply, of one of seventeen threads."""
        with transaction.atomic():
            queue_delivery(
                actor=self.person,
                account=self.account,
                text=f"Réponse {self.queued}",
                visibility=Visibility.PUBLIC,
                in_reply_to=f"p{self.queued}",
                thread=f"t{self.queued % 17}",
                to_author="lea",
                lang="fr",
                key=uuid4(),
                due_at=timezone.now() + timedelta(seconds=self.rng.random() / 5),
            )
        self.queued += 1

    def finish(self) -> float:
        """Let a last worker do what is left, stop it; gives the seconds that stopping took."""
        worker = started()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and (
            Post.objects.count() < self.dropped or Delivery.objects.filter(state__in=OPEN).exists()
        ):
            time.sleep(0.2)
        began = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=10)
        return time.monotonic() - began

    def outcome(self) -> dict[str, Any]:
        """Compare what is in the store and on the network with what was given."""
        ids = Counter(Post.objects.values_list("network_id", flat=True))
        sequences = Counter(Post.objects.values_list("sequence", flat=True))
        lines = (self.folder / "replies.jsonl").read_text().split("\n")
        # A kill in the middle of a write tears a line: that reply has not left.
        sent = Counter(json.loads(line)["key"] for line in lines if line.endswith("}"))
        keys = {str(key) for key in Delivery.objects.values_list("key", flat=True)}
        found: dict[str, Any] = {
            "posts": self.dropped,
            "posts_lost": len({f"p{number}" for number in range(self.dropped)} - set(ids)),
            "posts_doubled": sum(count - 1 for count in ids.values()),
            "sequence_doubled": sum(count - 1 for count in sequences.values()),
            "dead_letters": DeadLetter.objects.count(),
            "replies": self.queued,
            "replies_lost": len(keys - set(sent)),
            "replies_doubled": sum(count - 1 for count in sent.values()),
            "replies_not_settled": Delivery.objects.exclude(state=State.SENT).count(),
            "ledger_faults": len(list(verify())),
        }
        given = {"posts", "replies"}
        found["right"] = not any(count for what, count in found.items() if what not in given)
        found["errors"] = sorted(set(Delivery.objects.values_list("state", "error")))
        return found


def started() -> subprocess.Popen[str]:
    """Start a worker; gives it once it has said that it works."""
    worker = subprocess.Popen(
        [sys.executable, __file__, "--worker"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = worker.stderr.readline() if worker.stderr else ""
    if not said.startswith("Working"):
        raise RuntimeError(said)
    return worker


def work() -> None:
    """Be the worker: the product's own command, on a folder that forgets and answers slowly."""
    really_sent, really_send = Folder._sent, Folder.send
    sending: set[int] = set()

    def sent_before(self: Folder, key: str) -> Sent | None:
        sent = really_sent(self, key)
        return None if id(self) in sending else sent

    def send(self: Folder, reply: Reply) -> Sent:
        time.sleep(random.random() * 0.1)
        sending.add(id(self))
        try:
            receipt = really_send(self, reply)
        finally:
            sending.discard(id(self))
        time.sleep(random.random() * 0.2)
        return receipt

    Folder._sent, Folder.send = sent_before, send  # type: ignore[method-assign]
    work_on.main(["--lease", LEASE])


if __name__ == "__main__":
    main()
