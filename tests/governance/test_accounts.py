"""The register of accounts: sealed, signed, scoped, and all of it in the ledger."""

from __future__ import annotations

import pytest
from django.db import connection

from parvis.errors import Conflict, Invalid, NetworkError, NotAllowed
from parvis.governance import actions
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Account, LedgerEntry, Mode
from parvis.governance.queries import adapter_of, signatures
from parvis.governance.sealing import unseal_mapping
from parvis.governance.verification import verify
from tests.conftest import Bank

SECRET = "s3cr3t-app-password"


def register(bank: Bank, **changes: object) -> Account:
    given: dict[str, object] = {
        "actor": bank.ada,
        "entity": bank.north,
        "network": "bluesky",
        "handle": "nord.example",
        "owner": bank.karim,
        "purpose": "Answering",
        "settings": {"service": "https://pds.example"},
        "credentials": {"handle": "nord.example", "password": SECRET},
    }
    return actions.register_account(**(given | changes))  # type: ignore[arg-type]


def last(verb: str) -> LedgerEntry:
    return LedgerEntry.objects.filter(verb=verb).latest("number")


def test_credentials_are_sealed_and_in_no_ledger(bank: Bank) -> None:
    account = register(bank)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM governance_account WHERE id = %s", [account.pk])
        assert SECRET not in repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor])
    assert unseal_mapping(Account.objects.get(pk=account.pk).credentials)["password"] == SECRET
    assert SECRET not in repr(list(LedgerEntry.objects.values()))
    assert adapter_of(account).credentials.password == SECRET


def test_an_account_begins_listen_only(bank: Bank) -> None:
    assert register(bank).mode == Mode.LISTEN_ONLY


@pytest.mark.parametrize("who", ["anne", "karim", "claire", "sam"])
def test_only_an_administrator_registers(bank: Bank, who: str) -> None:
    with pytest.raises(NotAllowed):
        register(bank, actor=getattr(bank, who))


def test_the_same_account_twice_is_refused(bank: Bank) -> None:
    register(bank)
    with pytest.raises(Conflict) as refusal:
        register(bank, entity=bank.south)
    assert refusal.value.code == "governance.account.exists"


def test_settings_that_the_network_does_not_know_are_refused(bank: Bank) -> None:
    with pytest.raises(Invalid):
        register(bank, settings={"colour": "green"})


def test_new_settings_never_keep_old_credentials(bank: Bank) -> None:
    account = register(bank)
    with pytest.raises(Invalid):
        actions.reconnect_account(
            actor=bank.ada,
            account=account,
            settings={"service": "https://evil.example"},
            credentials={},
        )
    account = actions.reconnect_account(
        actor=bank.ada,
        account=account,
        settings={"service": "https://new.example"},
        credentials={"handle": "nord.example", "password": "another"},
    )
    assert unseal_mapping(account.credentials)["password"] == "another"
    assert last("governance.account.reconnected").data == {"settings_changed": ["service"]}


def test_a_mode_is_signed_by_a_person_with_a_reason(bank: Bank) -> None:
    account = register(bank)
    for actor in (SYSTEM, bank.anne, bank.sam, bank.claire):
        with pytest.raises(NotAllowed):
            actions.set_account_mode(actor=actor, account=account, mode=Mode.ANSWER, reason="x")
    with pytest.raises(Invalid):
        actions.set_account_mode(actor=bank.karim, account=account, mode=Mode.ANSWER, reason=" ")
    account = actions.set_account_mode(
        actor=bank.karim, account=account, mode=Mode.ANSWER, reason="Pilot agreed"
    )
    assert account.may_answer
    (signature,) = signatures(account)
    assert signature.actor == "karim"
    assert signature.data == {"before": "listen_only", "after": "answer", "reason": "Pilot agreed"}


def test_an_account_on_a_network_without_replies_stays_listen_only(bank: Bank) -> None:
    feed = register(
        bank,
        network="feeds",
        handle="news",
        settings={"url": "https://x.example/rss"},
        credentials={},
    )
    with pytest.raises(NotAllowed):
        actions.set_account_mode(actor=bank.karim, account=feed, mode=Mode.ANSWER, reason="x")


def test_a_closed_account_forgets_its_credentials_and_never_speaks_again(bank: Bank) -> None:
    account = actions.close_account(actor=bank.ada, account=register(bank))
    assert bytes(account.credentials) == b""
    assert account.mode == Mode.LISTEN_ONLY
    for act in (
        lambda: actions.close_account(actor=bank.ada, account=account),
        lambda: actions.verify_account(actor=bank.ada, account=account),
        lambda: actions.set_account_mode(
            actor=bank.karim, account=account, mode=Mode.ANSWER, reason="x"
        ),
        lambda: actions.change_account(
            actor=bank.ada, account=account, owner=bank.karim, purpose="", audience=""
        ),
    ):
        with pytest.raises(Conflict):
            act()


def test_an_account_is_verified_by_its_network(bank: Bank) -> None:
    assert actions.verify_account(actor=bank.ada, account=bank.account).handle
    assert last("governance.account.verified").object == f"governance.account:{bank.account.pk}"


def test_a_failed_verification_is_in_the_ledger_by_its_code(bank: Bank) -> None:
    bank.folder.rmdir()
    with pytest.raises(NetworkError) as refusal:
        actions.verify_account(actor=bank.ada, account=bank.account)
    assert last("governance.account.verification_failed").data == {"code": refusal.value.code}


def test_changes_of_an_account_name_the_old_owner(bank: Bank) -> None:
    actions.change_account(
        actor=bank.ada, account=bank.account, owner=bank.ada, purpose="New", audience="All"
    )
    data = last("governance.account.changed").data
    assert data == {"owner_before": bank.karim.pk, "owner": bank.ada.pk}
    assert list(verify()) == []
