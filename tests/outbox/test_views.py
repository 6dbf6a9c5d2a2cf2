"""The screens of the outbox: what failed is sent again, what nobody knows is settled."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.governance.actions import create_person
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, Role, User
from parvis.outbox.models import Delivery, State
from tests.conftest import PASSWORD, Bank

Enter = Callable[[User], Client]


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def delivery(bank: Bank, state: State, **columns: object) -> Delivery:
    now = timezone.now()
    given: dict[str, object] = {
        "key": uuid4(),
        "account": bank.account,
        "text": "Bonjour",
        "visibility": "public",
        "in_reply_to": "1",
        "composed_at": now,
        "composed_by": "anne",
        "state": state,
        "due_at": now,
    }
    return Delivery.objects.create(**(given | columns))


@pytest.mark.parametrize(
    ("who", "status"), [("anne", 200), ("karim", 200), ("claire", 200), ("ada", 403)]
)
def test_who_sees_deliveries(bank: Bank, log_in: Enter, who: str, status: int) -> None:
    assert log_in(getattr(bank, who)).get("/deliveries/").status_code == status


def test_each_state_is_shown_with_its_error_in_words(bank: Bank, log_in: Enter) -> None:
    for state in State:
        delivery(bank, state, error="mastodon.rejected" if state == State.FAILED else "")
    client = log_in(bank.karim)
    page = text(client.get("/deliveries/"))
    for state in State:
        assert str(state.label) in page
    assert "The network refused this content" in page
    assert len(client.get("/deliveries/?state=failed").context["deliveries"]) == 1
    assert len(client.get("/deliveries/?state=nonsense").context["deliveries"]) == len(State)


def test_a_text_and_an_address_of_a_stranger_are_inert(bank: Bank, log_in: Enter) -> None:
    sent = delivery(
        bank,
        State.SENT,
        text="<img src=x onerror=alert(1)>",
        url="javascript:alert(1)",
        sent_at=timezone.now(),
        to_author="<b>",
    )
    page = text(log_in(bank.karim).get(f"/deliveries/{sent.pk}/"))
    assert "<img src=x" not in page
    assert "javascript:" not in page


def test_what_failed_is_sent_again(bank: Bank, log_in: Enter) -> None:
    failed = delivery(bank, State.FAILED, error="mastodon.rejected", attempts=3)
    client = log_in(bank.karim)
    assert "Send again" in text(client.get(f"/deliveries/{failed.pk}/"))
    client.post(f"/deliveries/{failed.pk}/retry/")
    failed.refresh_from_db()
    assert failed.state == State.QUEUED


def test_what_is_unknown_is_never_sent_again_but_settled(bank: Bank, log_in: Enter) -> None:
    unsure = delivery(bank, State.UNKNOWN)
    client = log_in(bank.karim)
    path = f"/deliveries/{unsure.pk}/"
    assert "Send again" not in text(client.get(path))
    page = text(client.post(f"{path}retry/", follow=True))
    assert "not possible" in page
    for given in ({}, {"sent": "yes"}, {"sent": "perhaps", "reason": "x"}, {"reason": "x"}):
        assert client.post(f"{path}settle/", given).status_code == 422
    client.post(f"{path}settle/", {"sent": "no", "reason": "Looked at the thread"})
    unsure.refresh_from_db()
    assert unsure.state == State.FAILED
    entry = LedgerEntry.objects.latest("number")
    assert (entry.actor, entry.object) == ("karim", f"outbox.delivery:{unsure.pk}")
    assert entry.data["reason"] == "Looked at the thread"


def test_what_is_found_on_the_network_is_settled_as_sent(bank: Bank, log_in: Enter) -> None:
    unsure = delivery(bank, State.UNKNOWN)
    given = {"sent": "yes", "reason": "It is there"}
    log_in(bank.karim).post(f"/deliveries/{unsure.pk}/settle/", given)
    unsure.refresh_from_db()
    assert unsure.state == State.SENT


def test_an_auditor_reads_and_changes_nothing(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.claire)
    failed, unsure = delivery(bank, State.FAILED), delivery(bank, State.UNKNOWN)
    assert "Send again" not in text(client.get(f"/deliveries/{failed.pk}/"))
    assert "Settle it" not in text(client.get(f"/deliveries/{unsure.pk}/"))
    client.post(f"/deliveries/{failed.pk}/retry/")
    client.post(f"/deliveries/{unsure.pk}/settle/", {"sent": "yes", "reason": "x"})
    states = Delivery.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.FAILED, State.UNKNOWN]


def test_another_entity_neither_sees_nor_touches_a_delivery(bank: Bank, log_in: Enter) -> None:
    sven = create_person(
        actor=SYSTEM,
        username="sven",
        password=PASSWORD,
        entity=bank.south,
        role=Role.SUPERVISOR,
        language="en",
    )
    failed, client = delivery(bank, State.FAILED, text="geheim"), log_in(sven)
    assert "geheim" not in text(client.get("/deliveries/"))
    assert client.get(f"/deliveries/{failed.pk}/").status_code == 404
    for act in ("retry", "settle"):
        answer = client.post(f"/deliveries/{failed.pk}/{act}/", {"sent": "yes", "reason": "x"})
        assert answer.status_code == 404
        assert client.get(f"/deliveries/{failed.pk}/{act}/").status_code == 405


def test_deliveries_are_read_page_by_page_at_the_same_cost(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.karim)
    delivery(bank, State.SENT)
    with CaptureQueriesContext(connection) as few:
        client.get("/deliveries/")
    for _ in range(119):
        delivery(bank, State.SENT)
    seen, before = [], ""
    for _ in range(3):
        with CaptureQueriesContext(connection) as many:
            context = client.get("/deliveries/", {"before": before}).context
        seen += [row.pk for row, _words in context["deliveries"]]
        before = context["next_before"] or ""
    assert before == ""
    assert len(set(seen)) == 120
    assert len(many) <= len(few) <= 6
