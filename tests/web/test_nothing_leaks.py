"""No kind of confidential data is anywhere in the product, in whichever direction it came."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.conftest import Bank

from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation
from parvis.engine.guard import Kind
from parvis.engine.post import Post as Given
from parvis.engine.post import Visibility
from parvis.governance.ledger import SYSTEM
from parvis.intake.actions import store_batch
from parvis.networks.network import Batch, Unreadable
from parvis.outbox.models import Delivery
from parvis.web.logs import GuardedFormatter

# What is said, and the part of it that may stand nowhere afterwards.
SAID = {
    Kind.SECRET: (
        "ma clé est ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "16C7e42F292c6912E7710c83",
    ),
    Kind.IBAN: ("mon IBAN est FR76 3000 6000 0112 3456 7890 189", "3000 6000 0112"),
    Kind.RIB: ("mon RIB : 30006 00001 12345678901 89", "30006 00001 1234567"),
    Kind.NIR: ("numéro de sécu 1 85 05 78 006 084 91", "85 05 78 006"),
    Kind.CARD: ("carte 4970 1012 3456 7893", "4970 1012 3456"),
    Kind.EMAIL: ("écrivez à zenobie.quirion@gmail.com", "zenobie.quirion"),
    Kind.SIRET: ("SIRET 732 829 320 00074", "732 829 320 000"),
    Kind.VAT: ("TVA FR44732829320", "44732829320"),
    Kind.TAX_ID: ("my SSN is 536-90-4399", "536-90-4399"),
    Kind.SIREN: ("SIREN 732 829 320", "732 829 320"),
    Kind.ROUTING_NUMBER: ("routing number 021000021", "021000021"),
    Kind.SORT_CODE: ("sort code 20-45-67", "20-45-67"),
    Kind.ACCOUNT_NUMBER: ("my account number is 73519264", "7351"),
    Kind.LOAN_NUMBER: ("mon numéro de prêt est 8841207365", "884120"),
    Kind.CHEQUE_NUMBER: ("le chèque n° 7604381", "7604381"),
    Kind.CUSTOMER_ID: ("mon numéro client est 40917385", "40917385"),
    Kind.PASSPORT: ("my passport number is 509237164", "509237164"),
    Kind.ID_CARD: ("ma carte d'identité n° 880692310285", "880692310285"),
    Kind.DRIVING_LICENCE: ("my driving licence is MORGA657054SM9IJ", "657054SM9IJ"),
    Kind.RESIDENCE_PERMIT: ("titre de séjour n° 9903847261", "9903847261"),
    Kind.OTP: ("le code reçu par SMS est 739164", "739164"),
    Kind.PIN: ("mon code secret est 7391", "7391"),
    Kind.CVV: ("le cryptogramme est 739", "est 739"),
    Kind.CARD_EXPIRY: ("ma carte expire le 09/27", "09/27"),
    Kind.PASSWORD: ("mon mot de passe est Zorglub2019!", "Zorglub2019"),
    Kind.SECRET_QUESTION: ("le nom de jeune fille de ma mère est Quenouille", "Quenouille"),
    Kind.PHONE: ("appelez-moi au 06 12 34 56 78", "12 34 56 78"),
    Kind.DATE_OF_BIRTH: ("je suis née le 17/11/1986", "17/11/1986"),
    Kind.BIC: ("BIC : SOGEFRPP", "SOGEFRPP"),
    Kind.PLATE: ("ma plaque est GX-739-QZ", "739-QZ"),
    Kind.IP: ("mon adresse IP est 81.57.139.204", "57.139.204"),
    Kind.BALANCE: ("mon solde est de 4 739,16 €", "739,16"),
    Kind.POSTAL_ADDRESS: ("j'habite 17 rue des Quatre-Vents, 69002 Lyon", "Quatre-Vents"),
    Kind.PERSON_NAME: ("je m'appelle Zénobie Quirion", "Quirion"),
}


SHORT = 6


def alike(text: str) -> str:
    """Give a text without what parts groups, so that other groups hide nothing."""
    return re.sub(r"[\s.\-]", "", text).casefold()


def stored() -> Iterator[tuple[str, str]]:
    """Give every row of every table as text; what is sealed stays sealed."""
    for model in apps.get_models(include_auto_created=True):
        fields = list(model._meta.concrete_fields)
        for row in model._default_manager.values_list(*(field.attname for field in fields)):
            yield model._meta.db_table, repr(row)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT * FROM "{table}"')
                yield table, repr(cursor.fetchall())


def holders(secret: str) -> list[str]:
    if len(secret) < SHORT:  # also part of many a digest
        alone = re.compile(rf"(?<![0-9A-Za-z]){secret}(?![0-9A-Za-z])")
        return sorted({name for name, row in stored() if alone.search(row)})
    return sorted({name for name, row in stored() if alike(secret) in alike(row)})


def pages(client: Client, conversation: Conversation) -> Iterator[tuple[str, str]]:
    for address in (
        "/",
        f"/conversations/{conversation.pk}/",
        "/?q=virement",
        "/dead-letters/",
        "/ledger/",
        "/guard/",
    ):
        answer = client.get(address, follow=True)
        yield address, answer.content.decode()


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every line that the product would have written to its log."""
    lines: list[str] = []
    formatter = GuardedFormatter("{name} {message}", style="{")

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    handler = Keep()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


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
        shown = [name for name, page in pages(client, conversation) if secret in page]
        assert shown == [], person
    assert not [line for line in logged if secret in line]
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
    client.get("/", {"q": said}, follow=True)
    sent = [str(each.__dict__) for each in Delivery.objects.all() if secret in str(each.__dict__)]
    # An agent signs with a name; what a reply tells of a customer is another matter.
    if kind is not Kind.PERSON_NAME:
        assert sent == []
        assert holders(secret) == []
    client.force_login(bank.karim)
    if kind is not Kind.PERSON_NAME:
        assert [name for name, page in pages(client, conversation) if secret in page] == []
    assert not [line for line in logged if secret in line]
    assert mail.outbox == []


@pytest.mark.parametrize("kind", list(Kind))
def test_the_trace_of_an_error_holds_none(logged: list[str], kind: Kind) -> None:
    said, secret = SAID[kind]
    try:
        int(said)
    except ValueError:
        logging.getLogger("parvis.anything").exception("failed on %s", said)
    assert logged
    assert not [line for line in logged if secret in line]


def test_every_page_that_is_looked_at_exists(bank: Bank, client: Client) -> None:
    client.force_login(bank.ada)
    assert client.get(reverse("guards")).status_code == 200
