"""No path that an administrator types leads to another entity's posts, or into the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from parvis.errors import NotAllowed
from parvis.governance.actions import close_account, reconnect_account, register_account
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Account, Entity
from tests.conftest import Bank


@pytest.fixture
def given(bank: Bank, settings: Any) -> Path:
    """The one folder that this installation gives to accounts; the bank's lies in it."""
    settings.PARVIS_FOLDERS = [bank.folder.parent]
    return bank.folder.parent


def register(bank: Bank, entity: Entity, path: object) -> Account:
    return register_account(
        actor=SYSTEM,
        entity=entity,
        network="folder",
        handle="another",
        owner=bank.karim,
        purpose="Trial",
        settings={"path": str(path)},
    )


def refused(bank: Bank, entity: Entity, path: object) -> str:
    with pytest.raises(NotAllowed) as refusal:
        register(bank, entity, path)
    return refusal.value.code


def test_a_folder_inside_those_given_is_taken(bank: Bank, given: Path) -> None:
    assert register(bank, bank.south, given / "south").settings == {"path": str(given / "south")}


def test_folders_of_the_machine_are_refused(bank: Bank, given: Path) -> None:
    for path in ("/etc", "/", given, given.parent, f"{given}/x/../../y", f"{given}-beside"):
        assert refused(bank, bank.south, path) == "governance.folder.not_given"


def test_a_link_out_of_the_folders_given_is_refused(bank: Bank, given: Path) -> None:
    (given / "link").symlink_to("/etc")
    assert refused(bank, bank.south, given / "link") == "governance.folder.not_given"


def test_the_folder_of_another_entity_is_refused(bank: Bank, given: Path) -> None:
    (given / "alias").symlink_to(bank.folder)
    for path in (bank.folder, bank.folder / "inside", given / "alias"):
        assert refused(bank, bank.south, path) == "governance.folder.taken"
    deeper = register(bank, bank.south, given / "south" / "deep")
    with pytest.raises(NotAllowed, match=r"governance\.folder\.taken"):
        reconnect_account(
            actor=SYSTEM,
            account=bank.account,
            settings={"path": str(given / "south")},
            credentials={},
        )
    close_account(actor=SYSTEM, account=deeper)
    reconnect_account(
        actor=SYSTEM, account=bank.account, settings={"path": str(given / "south")}, credentials={}
    )
