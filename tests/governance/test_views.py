"""The screens of governance: who sees what, what is never shown, what each list costs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.governance import actions, ledger
from parvis.governance.ledger import SYSTEM, Act
from parvis.governance.models import Account, LedgerEntry, Membership, Mode, Role, User
from parvis.governance.sealing import unseal_mapping
from tests.conftest import PASSWORD, Bank

Enter = Callable[[User], Client]
SECRET = "s3cr3t-app-password"
LISTS = ["accounts", "people", "entities", "ledger"]


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def new_account(client: Client, bank: Bank, **changes: object) -> object:
    given = {
        "entity": bank.north.pk,
        "handle": "nord.example",
        "owner": bank.karim.pk,
        "purpose": "Answering",
        "settings-service": "https://pds.example",
        "settings-appview": "on",
        "credentials-handle": "nord.example",
        "credentials-password": SECRET,
    }
    return client.post("/accounts/new/bluesky/", given | changes)


# Who enters


def test_a_person_logs_in_and_goes_on_where_they_wanted(client: Client, bank: Bank) -> None:
    page = client.get("/ledger/")
    assert page.status_code == 302
    assert page["Location"] == "/login/?next=%2Fledger%2F"
    given = {"username": "claire", "password": PASSWORD, "next": "/ledger/"}
    entered = client.post("/login/", given)
    assert (entered.status_code, entered["Location"]) == (302, "/ledger/")
    assert entered.cookies["django_language"].value == "en"
    assert client.get("/ledger/").status_code == 200


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_the_log_in(
    client: Client, bank: Bank, address: str
) -> None:
    entered = client.post("/login/", {"username": "claire", "password": PASSWORD, "next": address})
    assert entered["Location"] == reverse("inbox")


def test_a_person_arrives_where_they_have_something_to_do(client: Client, bank: Bank) -> None:
    entered = client.post("/login/", {"username": "ada", "password": PASSWORD}, follow=True)
    assert entered.status_code == 200
    assert entered.redirect_chain[-1][0] != reverse("inbox")


def test_a_wrong_password_says_so_and_too_many_say_wait(client: Client, bank: Bank) -> None:
    given = {"username": "claire", "password": "wrong"}
    answers = [client.post("/login/", given) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "do not belong together" in text(answers[0])
    assert "Wait 2 seconds" in text(answers[-1])
    assert "wrong" not in text(answers[0])


def test_a_log_in_and_a_log_out_are_in_the_ledger(client: Client, bank: Bank) -> None:
    client.post("/login/", {"username": "anne", "password": PASSWORD})
    client.post("/logout/")
    verbs = LedgerEntry.objects.filter(actor="anne").values_list("verb", flat=True)
    assert list(verbs) == ["governance.person.logged_in", "governance.person.logged_out"]
    assert client.get("/ledger/").status_code == 302


def test_a_log_out_needs_a_post(client: Client, bank: Bank, log_in: Enter) -> None:
    assert log_in(bank.anne).get("/logout/").status_code == 405


def test_a_changed_password_ends_every_other_session(bank: Bank) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(bank.claire)
    given = {"old": PASSWORD, "new": "another horse battery", "again": "another horse battery"}
    assert here.post("/password/", given).status_code == 302
    assert here.get("/ledger/").status_code == 200
    assert elsewhere.get("/ledger/").status_code == 302
    assert (
        Client().post("/login/", {"username": "claire", "password": given["new"]}).status_code
        == 302
    )


@pytest.mark.parametrize(
    "given",
    [
        {"old": "wrong", "new": "another horse battery", "again": "another horse battery"},
        {"old": PASSWORD, "new": "another horse battery", "again": "yet another one"},
        {"old": PASSWORD, "new": "12345678", "again": "12345678"},
    ],
)
def test_a_bad_change_of_password_changes_nothing(
    bank: Bank, log_in: Enter, given: dict[str, str]
) -> None:
    assert log_in(bank.claire).post("/password/", given).status_code == 200
    assert User.objects.get(pk=bank.claire.pk).check_password(PASSWORD)


def test_a_deactivated_person_is_out_at_once(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.karim)
    assert client.get("/accounts/").status_code == 200
    actions.deactivate_person(actor=bank.ada, user=bank.karim)
    assert client.get("/accounts/").status_code == 302


# Who sees what

SEEN = {
    "anne": [],
    "sam": [],
    "karim": ["accounts", "people", "entities", "ledger"],
    "claire": ["accounts", "people", "entities", "ledger"],
    "ada": ["accounts", "people", "entities"],
}


@pytest.mark.parametrize("who", sorted(SEEN))
def test_each_role_sees_its_places_and_no_other(bank: Bank, log_in: Enter, who: str) -> None:
    client = log_in(getattr(bank, who))
    status = {name: client.get(f"/{name}/").status_code for name in LISTS}
    assert status == {name: 200 if name in SEEN[who] else 403 for name in LISTS}


def test_the_menu_shows_what_a_person_may_see(bank: Bank, log_in: Enter) -> None:
    page = text(log_in(bank.ada).get("/accounts/"))
    assert 'href="/people/"' in page
    assert 'href="/ledger/"' not in page
    assert 'action="/logout/"' in page


def a_supervisor_of_the_south(bank: Bank) -> User:
    return actions.create_person(
        actor=SYSTEM,
        username="sven",
        password=PASSWORD,
        entity=bank.south,
        role=Role.SUPERVISOR,
        language="en",
    )


def test_another_entity_does_not_exist_for_a_stranger(bank: Bank, log_in: Enter) -> None:
    client = log_in(a_supervisor_of_the_south(bank))
    account = bank.account.pk
    for path in (
        f"/accounts/{account}/",
        f"/accounts/{account}/mode/",
        f"/people/{bank.anne.pk}/",
        f"/entities/{bank.north.pk}/",
        f"/accounts/{account}/change/",
        f"/accounts/{account}/connection/",
        f"/accounts/{account}/close/",
    ):
        assert client.get(path).status_code == 404, path
    assert client.post(f"/accounts/{account}/verify/").status_code == 404
    assert "exemple-nord" not in text(client.get("/accounts/"))
    assert f'"/people/{bank.anne.pk}/"' not in text(client.get("/people/"))
    assert "Exemple Nord" not in text(client.get("/entities/"))
    seen = client.get("/ledger/").context["page"].entries
    assert seen
    assert {entry.entity_id for entry in seen} == {bank.south.pk}


def test_only_who_sees_all_sees_acts_that_belong_to_no_entity(bank: Bank, log_in: Enter) -> None:
    ledger.record(actor=SYSTEM, verb="test.whole.house", object="test.thing:1")
    assert "test.whole.house" in text(log_in(bank.claire).get("/ledger/"))
    assert "test.whole.house" not in text(log_in(bank.karim).get("/ledger/"))


@pytest.mark.parametrize(
    "path", ["accounts/{0}/change/", "accounts/{0}/connection/", "accounts/{0}/close/"]
)
def test_an_auditor_changes_nothing(bank: Bank, log_in: Enter, path: str) -> None:
    client = log_in(bank.claire)
    path = "/" + path.format(bank.account.pk)
    assert client.get(path).status_code == 403
    assert client.post(path, {}).status_code == 403
    assert client.post(f"/accounts/{bank.account.pk}/mode/", {}).status_code == 403
    assert client.get("/people/new/").status_code == 403
    assert client.get("/accounts/new/bluesky/").status_code == 403
    client.post(f"/people/{bank.anne.pk}/deactivate/")
    assert User.objects.get(pk=bank.anne.pk).is_active


# The register


def test_an_account_is_registered_and_its_credentials_never_come_back(
    bank: Bank, log_in: Enter
) -> None:
    client = log_in(bank.ada)
    assert '"/accounts/new/bluesky/"' in text(client.get("/accounts/new/"))
    assert client.get("/accounts/new/nowhere/").status_code == 404
    form = text(client.get("/accounts/new/bluesky/"))
    assert 'type="password"' in form
    assert "https://bsky.social" in form
    answer = new_account(client, bank)
    account = Account.objects.get(handle="nord.example")
    assert answer["Location"] == f"/accounts/{account.pk}/"  # type: ignore[index]
    assert unseal_mapping(account.credentials)["password"] == SECRET
    assert account.mode == Mode.LISTEN_ONLY
    for path in ("", "connection/", "change/"):
        assert SECRET not in text(client.get(f"/accounts/{account.pk}/{path}"))
    assert "pds.example" in text(client.get(f"/accounts/{account.pk}/connection/"))


def test_a_refused_registration_does_not_send_the_password_back(bank: Bank, log_in: Enter) -> None:
    page = text(new_account(log_in(bank.ada), bank, purpose=""))
    assert SECRET not in page
    assert "field-error" in page
    assert not Account.objects.filter(network="bluesky").exists()


def test_a_handle_that_is_taken_is_said_in_the_form(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    new_account(client, bank)
    assert "is in the register already" in text(new_account(client, bank))


def test_an_administrator_of_one_bank_registers_nothing_for_another(
    bank: Bank, log_in: Enter
) -> None:
    nora = actions.create_person(
        actor=SYSTEM,
        username="nora",
        password=PASSWORD,
        entity=bank.north,
        role=Role.ADMINISTRATOR,
        language="en",
    )
    client = log_in(nora)
    assert new_account(client, bank, entity=bank.south.pk).status_code == 200  # type: ignore[attr-defined]
    assert new_account(client, bank, owner=bank.sam.pk).status_code == 200  # type: ignore[attr-defined]
    assert not Account.objects.filter(network="bluesky").exists()


def test_a_mode_is_signed_with_the_password(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.karim)
    path = f"/accounts/{bank.account.pk}/mode/"
    given = {"mode": "listen_only", "reason": "Crisis <b>now</b>", "password": "wrong"}
    assert "not your password" in text(client.post(path, given))
    assert Account.objects.get(pk=bank.account.pk).mode == Mode.ANSWER
    assert "required" in text(client.post(path, given | {"reason": ""}))
    assert client.post(path, given | {"password": PASSWORD}).status_code == 302
    assert Account.objects.get(pk=bank.account.pk).mode == Mode.LISTEN_ONLY
    page = text(client.get(f"/accounts/{bank.account.pk}/"))
    assert "Crisis &lt;b&gt;now&lt;/b&gt;" in page
    assert "karim" in page


def test_verification_says_in_plain_words_what_the_network_answers(
    bank: Bank, log_in: Enter
) -> None:
    client = log_in(bank.ada)
    path = f"/accounts/{bank.account.pk}/verify/"
    assert "The network answers" in text(client.post(path, follow=True))
    bank.folder.rmdir()
    assert "The folder is not there" in text(client.post(path, follow=True))


def test_closing_asks_once_more(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    path = f"/accounts/{bank.account.pk}/close/"
    assert client.get(path).status_code == 200
    assert Account.objects.get(pk=bank.account.pk).closed_at is None
    client.post(path)
    assert Account.objects.get(pk=bank.account.pk).closed_at is not None
    assert client.post(path).status_code == 409


# People and entities


def test_a_person_is_added_with_a_role_and_gets_another(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    given = {
        "username": "lea",
        "first_name": "Léa",
        "last_name": "",
        "language": "fr",
        "entity": bank.north.pk,
        "role": "agent",
        "password": "correct horse battery",
    }
    assert client.post("/people/new/", given).status_code == 302
    lea = User.objects.get(username="lea")
    client.post(f"/people/{lea.pk}/", {"entity": bank.south.pk, "role": "auditor"})
    roles = Membership.objects.filter(user=lea).values_list("entity", "role")
    assert set(roles) == {(bank.north.pk, "agent"), (bank.south.pk, "auditor")}
    membership = Membership.objects.get(user=lea, role="agent")
    client.post(f"/people/{lea.pk}/revoke/", {"membership": membership.pk})
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_the_last_administrator_is_told_why_they_stay(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    page = client.post(f"/people/{bank.ada.pk}/deactivate/", follow=True)
    assert "the last administrator of Banque Exemple" in text(page)
    role = Membership.objects.get(user=bank.ada)
    page = client.post(f"/people/{bank.ada.pk}/revoke/", {"membership": role.pk}, follow=True)
    assert "the last administrator" in text(page)


def test_an_administrator_gives_a_new_password(bank: Bank, log_in: Enter) -> None:
    given = {"new": "another horse battery", "again": "another horse battery"}
    log_in(bank.ada).post(f"/people/{bank.anne.pk}/password/", given)
    assert User.objects.get(pk=bank.anne.pk).check_password(given["new"])


def test_an_administrator_changes_no_own_password_without_the_old_one(
    bank: Bank, log_in: Enter
) -> None:
    given = {"new": "another horse battery", "again": "another horse battery"}
    answer = log_in(bank.ada).post(f"/people/{bank.ada.pk}/password/", given)
    assert (answer.status_code, answer["Location"]) == (302, "/password/")
    assert User.objects.get(pk=bank.ada.pk).check_password(PASSWORD)


def test_names_of_an_entity_are_one_a_line(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    path = f"/entities/{bank.north.pk}/"
    assert "Exemple Nord" in text(client.get(path))
    given = {"name": "Nord", "aliases": "#nord\r\n\r\n Le Nord ", "time_zone": "Europe/Paris"}
    assert client.post(path, given).status_code == 302
    bank.north.refresh_from_db()
    assert bank.north.aliases == ["#nord", "Le Nord"]
    given = {"parent": bank.group.pk, "key": "west", "name": "Ouest", "time_zone": "Europe/Paris"}
    assert client.post("/entities/new/", given).status_code == 302
    assert "Ouest" in text(client.get("/entities/"))


# The ledger


def test_the_ledger_is_filtered(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.claire)
    account = f"governance.account:{bank.account.pk}"

    def verbs(**chosen: str) -> set[str]:
        page = client.get("/ledger/", chosen).context["page"]
        return {entry.verb for entry in page.entries}

    assert verbs(object=account) == {
        "governance.account.registered",
        "governance.account.mode_signed",
    }
    assert verbs(actor="karim") == {"governance.account.mode_signed"}
    assert verbs(verb="governance.entity.created") == {"governance.entity.created"}
    assert verbs(verb="governance.entity.") == {"governance.entity.created"}
    assert verbs(verb="governance.entity") == set()
    assert verbs(since="2100-01-01") == set()
    assert verbs(until="2000-01-01") == set()
    assert verbs(since="not a day") == verbs()


@pytest.mark.parametrize("chosen", [{"until": "9999-12-31"}, {"since": "0001-01-01"}])
def test_days_at_the_ends_of_the_calendar_are_all_days(
    bank: Bank, log_in: Enter, chosen: dict[str, str]
) -> None:
    client = log_in(bank.claire)
    assert client.get("/ledger/", chosen).context["page"].entries


def test_the_ledger_is_read_page_by_page(bank: Bank, log_in: Enter) -> None:
    acts = [Act(verb="test.many.done", object="test.thing:1", entity_id=bank.north.pk)] * 250
    ledger.append(actor=SYSTEM, acts=acts)
    client, found, before = log_in(bank.claire), [], ""
    for _ in range(3):
        page = client.get("/ledger/", {"verb": "test.many.done", "before": before}).context["page"]
        found += [entry.number for entry in page.entries]
        before = page.next_before or ""
    assert before == ""
    assert len(set(found)) == 250
    assert found == sorted(found, reverse=True)


def test_the_ledger_is_verified_on_demand(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.claire)
    assert "entries hold" in text(client.post("/ledger/verify/", follow=True))
    with connection.cursor() as cursor:
        table = "" if connection.vendor == "sqlite" else " ON governance_ledgerentry"
        cursor.execute(f"DROP TRIGGER ledger_never_changed{table}")
    LedgerEntry.objects.filter(number=3).update(actor="mallory")
    page = text(client.post("/ledger/verify/", follow=True))
    assert "Entry 3" in page
    assert "does not hold" in page


def test_what_is_exported_is_within_the_filter_and_noted(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.claire)
    answer = client.post("/ledger/export/", {"actor": "karim"})
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [line["verb"] for line in lines] == ["governance.account.mode_signed"]
    assert lines[0]["digest"] == LedgerEntry.objects.get(number=lines[0]["number"]).digest
    entry = LedgerEntry.objects.latest("number")
    assert (entry.verb, entry.data) == (
        "governance.ledger.exported",
        {"filter": {"actor": "karim"}},
    )


def test_whoever_may_not_read_the_ledger_neither_verifies_nor_exports(
    bank: Bank, log_in: Enter
) -> None:
    client = log_in(bank.ada)
    assert client.post("/ledger/verify/").status_code == 403
    assert client.post("/ledger/export/").status_code == 403


# What a list costs

QUERIES = {"accounts": 8, "people": 7, "entities": 7, "ledger": 8}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_whatever_its_length(bank: Bank, log_in: Enter, name: str) -> None:
    client = log_in(bank.karim)
    client.get(f"/{name}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/{name}/")
    for n in range(5):
        actions.create_entity(actor=SYSTEM, key=f"e{n}", name=f"E{n}", parent=bank.north)
        person = actions.create_person(
            actor=SYSTEM, username=f"p{n}", password=PASSWORD, entity=bank.north, role=Role.AGENT
        )
        actions.register_account(
            actor=SYSTEM,
            entity=bank.north,
            network="folder",
            handle=f"a{n}",
            owner=person,
            purpose="x",
            settings={"path": str(bank.folder)},
        )
    with CaptureQueriesContext(connection) as many:
        client.get(f"/{name}/")
    assert len(many) == len(few)
    assert len(many) <= QUERIES[name], "\n".join(
        query["sql"][:160] for query in many.captured_queries
    )
