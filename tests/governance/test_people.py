"""People: what they may do, who decides it, and who must stay."""

from __future__ import annotations

import pytest

from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import actions
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, Membership, Role, User
from parvis.governance.permissions import MANAGE, entities_for, may, register_permission
from tests.conftest import PASSWORD, Bank


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def admin_role(user: User) -> Membership:
    return Membership.objects.get(user=user, role=Role.ADMINISTRATOR)


def test_what_nobody_registered_is_denied(bank: Bank) -> None:
    assert not may(bank.ada, "nobody.knows", bank.group)
    assert not may(SYSTEM, "nobody.knows", bank.group)


def test_a_role_holds_below_and_not_above_or_beside(bank: Bank) -> None:
    register_permission("test.watch", {Role.SUPERVISOR, Role.AUDITOR})
    assert entities_for(bank.karim, "test.watch") == {bank.north.pk}
    assert entities_for(bank.claire, "test.watch") == {
        bank.group.pk,
        bank.north.pk,
        bank.south.pk,
    }
    assert entities_for(bank.anne, "test.watch") == frozenset()


def test_a_granted_role_counts_at_once_and_a_revoked_one_no_more(bank: Bank) -> None:
    role = actions.grant_role(
        actor=bank.ada, user=bank.anne, entity=bank.south, role=Role.ADMINISTRATOR
    )
    assert may(bank.anne, MANAGE, bank.south)
    assert not may(bank.anne, MANAGE, bank.north)
    actions.revoke_role(actor=bank.ada, membership=role)
    assert not may(again(bank.anne), MANAGE, bank.south)
    verbs = list(
        LedgerEntry.objects.filter(object=f"governance.user:{bank.anne.pk}").values_list(
            "verb", "data"
        )
    )[-2:]
    assert verbs == [
        ("governance.role.granted", {"role": "administrator"}),
        ("governance.role.revoked", {"role": "administrator"}),
    ]


def test_an_administrator_of_one_bank_grants_nothing_in_another(bank: Bank) -> None:
    north = actions.create_person(
        actor=bank.ada,
        username="nora",
        password=PASSWORD,
        entity=bank.north,
        role=Role.ADMINISTRATOR,
    )
    for entity in (bank.south, bank.group):
        with pytest.raises(NotAllowed):
            actions.grant_role(actor=north, user=north, entity=entity, role=Role.AUDITOR)
    with pytest.raises(NotAllowed):
        actions.deactivate_person(actor=north, user=bank.sam)
    with pytest.raises(NotAllowed):
        actions.change_password(actor=north, user=bank.ada, password="hijacked it")


def test_the_last_administrator_cannot_leave(bank: Bank) -> None:
    with pytest.raises(Conflict) as refusal:
        actions.revoke_role(actor=bank.ada, membership=admin_role(bank.ada))
    assert refusal.value.code == "governance.last_administrator"
    with pytest.raises(Conflict):
        actions.deactivate_person(actor=bank.ada, user=bank.ada)
    assert again(bank.ada).is_active


def test_an_inactive_second_administrator_does_not_count(bank: Bank) -> None:
    other = actions.create_person(
        actor=bank.ada,
        username="otto",
        password=PASSWORD,
        entity=bank.group,
        role=Role.ADMINISTRATOR,
    )
    actions.deactivate_person(actor=bank.ada, user=other)
    with pytest.raises(Conflict):
        actions.revoke_role(actor=bank.ada, membership=admin_role(bank.ada))
    actions.reactivate_person(actor=bank.ada, user=other)
    actions.revoke_role(actor=bank.ada, membership=admin_role(bank.ada))
    with pytest.raises(Conflict):
        actions.deactivate_person(actor=again(other), user=again(other))


def test_an_administrator_below_may_leave_while_one_above_stays(bank: Bank) -> None:
    actions.create_person(
        actor=bank.ada,
        username="nora",
        password=PASSWORD,
        entity=bank.north,
        role=Role.ADMINISTRATOR,
    )
    nora = User.objects.get(username="nora")
    actions.revoke_role(actor=nora, membership=admin_role(nora))
    assert not Membership.objects.filter(user=nora).exists()


def test_a_deactivated_person_holds_nothing(bank: Bank) -> None:
    actions.deactivate_person(actor=bank.ada, user=bank.karim)
    assert entities_for(again(bank.karim), "governance.read") == frozenset()


def test_two_names_that_differ_in_case_only_are_one(bank: Bank) -> None:
    with pytest.raises(Conflict):
        actions.create_person(
            actor=bank.ada, username="ANNE", password=PASSWORD, entity=bank.north, role=Role.AGENT
        )


def test_an_entity_keeps_tidy_names_and_a_real_clock(bank: Bank) -> None:
    entity = actions.change_entity(
        actor=bank.ada,
        entity=bank.north,
        name="Nord",
        aliases=[" #nord", "", "Nord", "#nord "],
        time_zone="Europe/Brussels",
    )
    assert entity.aliases == ["#nord", "Nord"]
    with pytest.raises(Invalid):
        actions.change_entity(
            actor=bank.ada, entity=entity, name="Nord", aliases=[], time_zone="Mars/Olympus"
        )
    with pytest.raises(NotAllowed):
        actions.change_entity(
            actor=bank.karim, entity=entity, name="N", aliases=[], time_zone="Europe/Paris"
        )
    assert LedgerEntry.objects.latest("number").data == {
        "changed": {
            "name": "Nord",
            "aliases": ["#nord", "Nord"],
            "time_zone": "Europe/Brussels",
        }
    }
