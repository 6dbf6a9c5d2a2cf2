"""What every test may ask for: a small bank, built through the product's own actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from parvis.governance.actions import (
    create_entity,
    create_person,
    register_account,
    set_account_mode,
)
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Account, Entity, Mode, Role, User
from parvis.governance.protection import ALL, Protected, unprotect

pytest_plugins = ["tests.loopback", "tests.peers.plugin", "tests.untimed"]

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the tables be emptied between tests that commit, which the database rightly refuses."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ALL:
            if connection.vendor == "sqlite":
                removing = next(name for name, act in table.triggers.items() if act == "DELETE")
                cursor.execute(f"DROP TRIGGER IF EXISTS {removing}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table.emptied} ON {table.table}")


@dataclass
class Bank:
    """A group with two regional banks, one person of each role, and one account in the north."""

    group: Entity
    north: Entity
    south: Entity
    anne: User
    """Agent in the north."""
    sam: User
    """Agent in the south."""
    karim: User
    """Supervisor in the north."""
    claire: User
    """Auditor of the group."""
    ada: User
    """Administrator of the group."""
    account: Account
    """A folder, in the north, allowed to answer."""
    folder: Path


@pytest.fixture
def bank(db: None, tmp_path: Path) -> Bank:
    group = create_entity(
        actor=SYSTEM, key="group", name="Banque Exemple", aliases=["Banque Exemple"]
    )
    north = create_entity(
        actor=SYSTEM, key="north", name="Exemple Nord", parent=group, aliases=["Exemple Nord"]
    )
    south = create_entity(actor=SYSTEM, key="south", name="Exemple Sud", parent=group)

    def person(username: str, entity: Entity, role: Role) -> User:
        return create_person(
            actor=SYSTEM,
            username=username,
            first_name=username.capitalize(),
            password=PASSWORD,
            entity=entity,
            role=role,
            language="en",
        )

    karim = person("karim", north, Role.SUPERVISOR)
    folder = tmp_path / "folder"
    folder.mkdir()
    account = register_account(
        actor=SYSTEM,
        entity=north,
        network="folder",
        handle="exemple-nord",
        owner=karim,
        purpose="Answering customers of the north",
        settings={"path": str(folder)},
    )
    account = set_account_mode(actor=karim, account=account, mode=Mode.ANSWER, reason="Pilot")
    return Bank(
        group=group,
        north=north,
        south=south,
        anne=person("anne", north, Role.AGENT),
        sam=person("sam", south, Role.AGENT),
        karim=karim,
        claire=person("claire", group, Role.AUDITOR),
        ada=person("ada", group, Role.ADMINISTRATOR),
        account=account,
        folder=folder,
    )


def drop_triggers(*tables: Protected) -> None:
    """Do what somebody does who owns the database: changes go behind Parvis from then on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        unprotect(connection.vendor, cursor.execute, *tables)


@pytest.fixture
def log_in(client: object) -> Callable[[User], object]:
    """Log a person in on Django's test client."""

    def enter(user: User) -> object:
        client.force_login(user)  # type: ignore[attr-defined]
        return client

    return enter
