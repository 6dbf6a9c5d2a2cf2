"""No kind of confidential data is anywhere in the product, in whichever direction it came."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import unquote_plus

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.conftest import Bank
from tests.leaks import SAID, holders, holds, what_is_logged

from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation
from parvis.engine.guard import Kind
from parvis.engine.post import Post as Given
from parvis.engine.post import Visibility
from parvis.governance.ledger import SYSTEM
from parvis.intake.actions import store_batch
from parvis.networks.network import Batch, Unreadable
from parvis.outbox.models import Delivery


@pytest.fixture
def logged() -> Iterator[list[str]]:
    with what_is_logged() as lines:
        yield lines


def pages(client: Client, conversation: Conversation) -> Iterator[tuple[str, str]]:
    for address in (
        "/",
        f"/conversations/{conversation.pk}/",
        "/?search=virement",
        "/dead-letters/",
        "/ledger/",
        "/guard/",
    ):
        answer = client.get(address, follow=True)
        yield address, answer.content.decode()


def test_every_kind_is_tried() -> None:
    assert set(SAID) == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_received_stands_nowhere(
    bank: Bank, client: Client, logged: list[str], kind: Kind
) -> None:
    said, secret = SAID[kind]
    text = f"Pourquoi mon virement est-il bloqué ? {said}. Merci"
    post = Given(
        id="p1",
        text=text,
        author="@lucie",
        author_name=f"Lucie, {said}",
        descriptions=(said, "une photo"),
        extra={"quoted": {"text": said}, "attachments": [{"name": f"{said}.pdf"}]},
        visibility=Visibility.PUBLIC,
    )
    payload = f'{{"id": 1, "text": 12, "note": "{said}"}}'.encode()
    batch = Batch(posts=(post,), unreadable=(Unreadable(payload, f"unreadable: {said}"),))
    store_batch(actor=SYSTEM, account=bank.account, batch=batch)
    follow_intake()
    conversation = Conversation.objects.get()
    assert holders(secret) == []
    for person in (bank.anne, bank.karim, bank.claire, bank.ada):
        client.force_login(person)
        shown = [name for name, page in pages(client, conversation) if holds(page, secret)]
        assert shown == [], person
    assert not [line for line in logged if holds(line, secret)]
    assert mail.outbox == []


@pytest.mark.parametrize("kind", list(Kind))
def test_what_an_agent_types_stands_nowhere_and_leaves_nowhere(
    bank: Bank, client: Client, logged: list[str], kind: Kind
) -> None:
    said, secret = SAID[kind]
    question = Given(id="p1", text="Pourquoi mon virement est-il bloqué ?", author="@lucie")
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=(question,)))
    follow_intake()
    conversation = Conversation.objects.get()
    client.force_login(bank.anne)
    address = f"/conversations/{conversation.pk}/"
    client.post(
        f"{address}reply/", {"text": f"Bonjour, {said}.", "visibility": "public"}, follow=True
    )
    client.post(f"{address}note/", {"text": f"La personne dit : {said}."}, follow=True)
    client.post(f"{address}decline/", {"reason": f"Elle dit : {said}."}, follow=True)
    client.post(f"{address}decline/", {"reason": "other", "words": said}, follow=True)
    client.post("/", {"search": said}, follow=True)
    sent = [
        str(each.__dict__) for each in Delivery.objects.all() if holds(str(each.__dict__), secret)
    ]
    # An agent signs with a name; what a reply tells of a customer is another matter.
    if kind is not Kind.PERSON_NAME:
        assert sent == []
        assert holders(secret) == []
    client.force_login(bank.karim)
    if kind is not Kind.PERSON_NAME:
        assert [name for name, page in pages(client, conversation) if holds(page, secret)] == []
    assert not [line for line in logged if holds(line, secret)]
    assert mail.outbox == []


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_searched_for_stands_in_no_address_and_on_no_page(
    bank: Bank, client: Client, logged: list[str], kind: Kind
) -> None:
    said, secret = SAID[kind]
    typed = {"search": said, "view": "all"}
    asked = client.get("/", typed)  # nobody is logged in: the way leads past the log-in page
    addresses = [asked.url]
    shown = [client.get(asked.url).content.decode()]
    client.force_login(bank.anne)
    fetched = client.post("/", typed, headers={"HX-Request": "true", "HX-Target": "queue"})
    addresses.append(fetched["HX-Push-Url"])
    shown.append(fetched.content.decode())
    for answer in (client.post("/", typed), client.get("/", typed)):
        assert answer.status_code == 302
        addresses.append(answer.url)
        shown.append(client.get(answer.url).content.decode())
    assert all("search%3D" in each or "search=" in each for each in addresses)
    assert not [each for each in addresses if holds(unquote_plus(unquote_plus(each)), secret)]
    assert not [page for page in shown if holds(page, secret)]
    assert not [line for line in logged if holds(line, secret)]
    assert holders(secret) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_the_trace_of_an_error_holds_none(logged: list[str], kind: Kind) -> None:
    said, secret = SAID[kind]
    try:
        int(said)
    except ValueError:
        logging.getLogger("parvis.anything").exception("failed on %s", said)
    assert logged
    assert not [line for line in logged if holds(line, secret)]


def test_every_page_that_is_looked_at_exists(bank: Bank, client: Client) -> None:
    client.force_login(bank.ada)
    assert client.get(reverse("guards")).status_code == 200
