"""What fails keeps nothing of what it failed on: no log, no page, no table, no file."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote_plus

import pytest
from click.testing import CliRunner
from django import forms
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from tests.conftest import Bank
from tests.leaks import SAID, holders, holds, what_is_logged

from parvis.cli import import_
from parvis.cli.guard import guard
from parvis.cli.main import main
from parvis.desk import actions, queries
from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation
from parvis.engine.guard import DEFAULT, Direction, Kind, Treatment
from parvis.engine.post import Post, Visibility
from parvis.errors import Rejected, Uncertain
from parvis.governance.ledger import SYSTEM
from parvis.intake.actions import start_source, store_batch
from parvis.intake.models import Source
from parvis.intake.tasks import poll_once
from parvis.networks.folder import Folder
from parvis.networks.network import Batch, Unreadable
from parvis.outbox import tasks as sending
from parvis.outbox.models import Delivery
from parvis.web.worker import Worker

KINDS = pytest.mark.parametrize("kind", list(Kind))
ROOMS = ("design", "governance", "intake", "outbox", "desk")


@pytest.fixture
def logged() -> Iterator[list[str]]:
    with what_is_logged() as lines:
        yield lines


@pytest.fixture
def seen(bank: Bank) -> Conversation:
    question = Post(id="p1", text="Pourquoi mon virement est-il bloqué ?", author="@lucie")
    letter = Unreadable(b"no post", "unreadable")
    batch = Batch(posts=(question,), unreadable=(letter,))
    store_batch(actor=SYSTEM, account=bank.account, batch=batch)
    follow_intake()
    return Conversation.objects.get()


# Forms


def fields() -> set[str]:
    """Give the names of all fields of all forms."""
    names = {"next", "csrfmiddlewaretoken"}
    for name in (*(f"{room}.forms" for room in ROOMS), "governance.forms.accounts"):
        for _name, form in inspect.getmembers(importlib.import_module(f"parvis.{name}")):
            if inspect.isclass(form) and issubclass(form, forms.BaseForm):
                names |= set(getattr(form, "base_fields", ()))
    return names


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns)
        elif each.name not in {"log_out", "logout", "events", "set_language"}:
            yield "/" + re.sub(r"<[^>]*>", "1", str(each.pattern))


@pytest.mark.parametrize("kind", [Kind.IBAN, Kind.PASSWORD])
def test_what_a_form_refuses_is_kept_nowhere(
    bank: Bank, client: Client, seen: Conversation, logged: list[str], kind: Kind
) -> None:
    said, secret = SAID[kind]
    typed = dict.fromkeys(fields(), said)
    leading, tried = [], 0
    for person in (bank.anne, bank.ada):
        client.force_login(person)
        for address in addresses(get_resolver().url_patterns):
            for ask in (client.post, client.get):
                answer = ask(address, typed)
                leading += [unquote_plus(unquote_plus(answer.headers.get("Location", "")))]
                leading += [answer.headers.get("HX-Push-Url", ""), repr(answer.cookies)]
                tried += 1
    assert tried > 150
    assert not [each for each in leading if holds(each, secret)]
    assert holders(secret) == []
    assert not [line for line in logged if holds(line, secret)]
    assert mail.outbox == []


# Errors that nobody foresaw


def breaks(*given: Any, **named: Any) -> Any:
    """Fail as a bug would: with all that was given in the message."""
    raise RuntimeError(f"cannot work on {given} {named}")


@pytest.mark.parametrize("debug", [False, True])
@KINDS
def test_an_error_in_a_view_tells_nothing_of_the_request(
    *,
    client: Client,
    bank: Bank,
    seen: Conversation,
    logged: list[str],
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    kind: Kind,
    debug: bool,
) -> None:
    said, secret = SAID[kind]
    settings.DEBUG, settings.ADMINS = debug, [("Ada", "ada@bank.example")]
    monkeypatch.setattr(actions, "add_note", breaks)
    monkeypatch.setattr(queries, "inbox", breaks)
    monkeypatch.setattr(queries, "check_reply_draft", breaks)
    client.force_login(bank.anne)
    client.raise_request_exception = False
    address = f"/conversations/{seen.pk}/"
    told = {"User-Agent": said.encode("ascii", "ignore").decode(), "X-Note": repr(said)}
    found = [
        client.post(f"{address}note/", {"note": said}, headers=told),
        client.post(f"{address}check/", {"text": said, "visibility": "public"}, headers=told),
        client.get("/", {"view": "all", "after": said}, headers=told),
        client.get("/", {"after": said}, headers=told | {"Accept": "application/json"}),
        client.post("/", {"search": "virement", "after": said}, headers={"HX-Request": "true"}),
    ]
    assert [answer.status_code for answer in found] == [500] * 5
    assert not [answer for answer in found if holds(unquote_plus(answer.text), secret)]
    assert sum("Internal Server Error" in line for line in logged) == 5
    assert not [line for line in logged if holds(line, secret)]
    assert holders(secret) == []
    assert mail.outbox == []


@KINDS
def test_a_body_that_cannot_be_read_is_told_of_nowhere(
    client: Client, bank: Bank, seen: Conversation, logged: list[str], kind: Kind
) -> None:
    said, secret = SAID[kind]
    client.force_login(bank.anne)
    client.raise_request_exception = False
    address = f"/conversations/{seen.pk}/reply/"
    for content, body in (
        ("application/json", json.dumps({"text": said})),
        ("multipart/form-data; boundary=x", f"--x\r\n{said}"),
        ("application/x-www-form-urlencoded; charset=latin-1", f"text={said}"),
    ):
        answer = client.generic("POST", address, body.encode(), content_type=content)
        assert answer.status_code >= 400
        assert not holds(answer.text, secret)
    client.get(f"/{said}/")
    assert logged
    assert not [line for line in logged if holds(line, secret)]
    assert holders(secret) == []


ERRORS = [ValueError, OperationalError, Rejected, Uncertain]


@pytest.mark.parametrize("error", ERRORS)
@KINDS
def test_an_error_in_the_background_tells_nothing_of_what_it_worked_on(
    *,
    bank: Bank,
    seen: Conversation,
    logged: list[str],
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
    error: type[Exception],
) -> None:
    said, secret = SAID[kind]

    def failure(*_given: object, **_named: object) -> Any:
        if issubclass(error, (Rejected, Uncertain)):
            raise error("networks.refused", reason=said, text=said)
        raise error(f"cannot take {said}")

    monkeypatch.setattr(Folder, "read", failure)
    monkeypatch.setattr(Folder, "send", failure)
    source = start_source(actor=SYSTEM, account=bank.account)
    assert poll_once(source, stop=Event()) is not None
    assert Source.objects.get().last_error
    actions.reply_to_conversation(
        actor=bank.anne, conversation=seen, text="Bonjour.", visibility=Visibility.PUBLIC
    )
    Delivery.objects.update(due_at=timezone.now())
    delivery = sending.claim_due_delivery("worker", timezone.now())
    assert delivery is not None
    sending.carry_out(delivery)
    assert Delivery.objects.get().error
    worker = Worker()
    worker.stop()
    step = Thread(target=worker._guarded, args=("a task", failure))
    step.start()
    step.join()
    assert any("a task failed" in line for line in logged)
    assert not [line for line in logged if holds(line, secret)]
    assert holders(secret) == []
    assert mail.outbox == []


# The command line


def ran(*arguments: str, given: str = "", before: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as people do; ``before`` is Python that is run first, to break something."""
    code = f"from parvis.cli.main import main\n{before}\nmain()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def wrong_lines(said: str) -> list[str]:
    """Give lines that no command can read, each wrong in its own way, with a secret in each."""
    return [
        said,
        json.dumps([said]),
        json.dumps({"id": "1", "text": "x"})[:-1] + f', "note": "{said}',
        json.dumps({said: "1", "text": 12, "note": said}),
        json.dumps({"id": "1", "note": said}),
        json.dumps({"id": [said], "text": said}),
        json.dumps({"id": "1", "text": said, "created_at": said}),
        json.dumps({"id": "1", "text": "x", "visibility": said}),
        json.dumps({"id": "1", "text": {said: said}, "visibility": "public"}),
    ]


@pytest.mark.parametrize("command", [("scan",), ("guard", "reply"), ("scan", "--jobs", "2")])
def test_a_filter_tells_of_wrong_lines_by_their_number_alone(command: tuple[str, ...]) -> None:
    lines = [line for said, _secret in SAID.values() for line in wrong_lines(said)]
    done = ran(*command, given="\n".join(lines))
    assert done.returncode == 1
    assert done.stderr.count("line ") >= 6 * len(SAID)
    told = re.findall(r"^line \d+: (.+) \([a-z_]+\.[a-z_]+\)$", done.stderr, re.MULTILINE)
    assert len(told) == len(done.stderr.splitlines())
    # The same few sentences whatever a line holds, but for the place in it where it breaks.
    sentences = {re.sub(r"character \d+", "character", sentence) for sentence in told}
    assert len(sentences) <= len(wrong_lines("x"))
    assert not [kind for kind, (_said, secret) in SAID.items() if holds(done.stderr, secret)]


@KINDS
def test_a_file_with_wrong_lines_leaves_no_secret_behind(
    bank: Bank, tmp_path: Path, logged: list[str], kind: Kind
) -> None:
    said, secret = SAID[kind]
    quoted = said.replace('"', '""')
    files = {
        "posts.jsonl": "\n".join(wrong_lines(said)),
        "posts.csv": f'id,text,created_at\n1,"{quoted}","{quoted}"\n"{quoted}"\n2,a,b,"{quoted}"\n',
        "other.csv": f'"{quoted}",text\n1,"{quoted}"\n',
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
        given = [str(tmp_path / name), "--account", "exemple-nord"]
        done = CliRunner().invoke(import_.command, given)
        assert done.exit_code == 1, done.output
        assert not holds(done.output, secret), name
        assert not holds((tmp_path / f"{name}.rejects.jsonl").read_text(), secret), name
    assert holders(secret) == []
    assert not [line for line in logged if holds(line, secret)]


def test_the_guard_explains_without_repeating() -> None:
    for kind, (said, secret) in SAID.items():
        if DEFAULT.rule(kind, Direction.RECEIVED_PRIVATE).treatment == Treatment.KEEP:
            continue  # it is shown as it would be stored
        done = CliRunner().invoke(guard, ["explain", said])
        assert done.exit_code == 0
        assert "Nothing confidential" not in done.output
        assert not holds(done.output, secret), said


@pytest.mark.parametrize("arguments", [["guard", "explain", "de"], ["scan", "--jobs"], ["import"]])
def test_what_is_typed_in_the_wrong_place_is_not_repeated(arguments: list[str]) -> None:
    for kind in (Kind.IBAN, Kind.CARD, Kind.EMAIL):
        said, secret = SAID[kind]
        done = CliRunner().invoke(main, [*arguments, *said.split()])
        assert done.exit_code == 2, done.output
        assert not holds(done.output, secret)


BREAK = {
    "the command": (
        "import parvis.cli.scan as it\nit.enrich = lambda posts, **_: int(posts[0].text)"
    ),
    "a thread": (
        "import parvis.cli.scan as it, threading\n"
        "def enrich(posts, **_):\n"
        "    thread = threading.Thread(target=int, args=[posts[0].text])\n"
        "    thread.start(); thread.join()\n"
        "    raise SystemExit(1)\n"
        "it.enrich = enrich"
    ),
    "the guard too": (
        "import parvis.cli.scan as it, parvis.engine.guard as guard\n"
        "it.enrich = guard.masked = lambda posts, **_: int(str(posts))"
    ),
}


@pytest.mark.parametrize("broken", BREAK)
def test_the_trace_of_a_command_holds_none(broken: str) -> None:
    for kind in (Kind.IBAN, Kind.PASSWORD):
        said, secret = SAID[kind]
        line = json.dumps({"id": "1", "text": said})
        done = ran("scan", given=line, before=BREAK[broken])
        assert done.returncode == 1
        assert "ValueError" in done.stderr
        assert not holds(done.stderr + done.stdout, secret)
