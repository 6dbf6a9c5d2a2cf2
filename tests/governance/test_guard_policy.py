"""Which policy is in force, who writes it, who signs it, and what it costs to ask."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.engine.guard import DEFAULT, Direction, Kind, Treatment, find
from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import actions
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Entity, GuardPolicy, LedgerEntry, Role, User
from parvis.governance.protection import POLICIES, protect
from parvis.governance.queries.guard import in_force, policies_for, policy_for
from tests.conftest import PASSWORD, Bank, drop_triggers

KEEP = 'version = 1\n[kinds.PHONE]\nreceived_public = "keep"\n'
DESTROY = 'version = 1\n[kinds.PHONE]\nreceived_public = "destroy"\n'
IBAN = "FR7630006000011234567890189"


def another(bank: Bank, entity: Entity, role: Role = Role.ADMINISTRATOR) -> User:
    return actions.create_person(
        actor=SYSTEM,
        username=f"other-{role}-{entity.key}",
        password=PASSWORD,
        entity=entity,
        role=role,
        language="en",
    )


def signed(bank: Bank, entity: Entity, text: str) -> GuardPolicy:
    draft = actions.draft_policy(actor=bank.ada, entity=entity, text=text)
    signer = User.objects.filter(username=f"other-administrator-{entity.key}").first()
    return actions.sign_policy(
        actor=signer or another(bank, entity),
        draft=draft,
        digest=draft.content_digest,
        reason="Tried",
    )


def sign(person: User, draft: GuardPolicy) -> GuardPolicy:
    return actions.sign_policy(
        actor=person, draft=draft, digest=draft.content_digest, reason="Tried"
    )


def treatment(entity: Entity) -> Treatment:
    return policy_for(entity).rule(Kind.PHONE, Direction.RECEIVED_PUBLIC).treatment


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


# In force


def test_an_entity_without_a_policy_has_the_defaults(bank: Bank) -> None:
    assert policy_for(bank.north) == DEFAULT
    assert policy_for(987_654) == DEFAULT


def test_a_draft_is_not_in_force_and_its_signature_puts_it_there(bank: Bank) -> None:
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    assert treatment(bank.north) is Treatment.MASK
    actions.sign_policy(actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    assert treatment(bank.north) is Treatment.KEEP


def test_the_nearest_signed_policy_above_holds(bank: Bank) -> None:
    signed(bank, bank.group, KEEP)
    assert [treatment(each) for each in (bank.group, bank.north, bank.south)] == [
        Treatment.KEEP
    ] * 3
    signed(bank, bank.north, DESTROY)
    assert [treatment(each) for each in (bank.group, bank.north, bank.south)] == [
        Treatment.KEEP, Treatment.DESTROY, Treatment.KEEP,
    ]  # fmt: skip


def test_the_latest_signed_version_holds(bank: Bank) -> None:
    signed(bank, bank.north, KEEP)
    latest = signed(bank, bank.north, DESTROY)
    assert latest.number == 2
    assert treatment(bank.north) is Treatment.DESTROY
    assert in_force([bank.north.pk])[bank.north.pk].version == latest.pk


def test_a_policy_that_was_changed_behind_parvis_is_not_in_force(
    bank: Bank, caplog: pytest.LogCaptureFixture
) -> None:
    policy = signed(bank, bank.north, DESTROY)
    drop_triggers(POLICIES)
    GuardPolicy.objects.filter(pk=policy.pk).update(text=KEEP, digest="0" * 64)
    with caplog.at_level(logging.ERROR):
        found = in_force([bank.north.pk])[bank.north.pk]
    assert found.broken
    assert found.policy == DEFAULT
    assert "does not hold" in caplog.text


def test_a_policy_that_an_older_parvis_allowed_is_not_in_force(bank: Bank) -> None:
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    draft.text = "version = 0"
    draft.digest = draft.digest_of_text
    draft.signed_by, draft.signed_at = bank.karim, draft.drafted_at
    draft.save()
    assert in_force([bank.north.pk])[bank.north.pk].broken
    assert treatment(bank.north) is Treatment.MASK


def test_asking_costs_one_query_and_a_change_one_more(bank: Bank) -> None:
    signed(bank, bank.group, KEEP)
    actions.publish_contact(
        actor=bank.ada, entity=bank.north, kind=Kind.IBAN, value=IBAN, label="Dons"
    )
    assert queries(lambda: policy_for(bank.north)) == 2
    assert queries(lambda: policy_for(bank.north)) == 1
    everybody = [bank.group.pk, bank.north.pk, bank.south.pk]
    assert queries(lambda: policies_for(everybody)) <= 2
    assert queries(lambda: policies_for(everybody)) == 1


def test_policies_of_many_are_those_of_each(bank: Bank) -> None:
    signed(bank, bank.north, KEEP)
    together = policies_for([bank.north.pk, bank.south.pk])
    assert together == {each.pk: policy_for(each) for each in (bank.north, bank.south)}


def test_what_is_published_holds_above_and_below_and_not_beside(bank: Bank) -> None:
    text = f"Faites un don : {IBAN}"
    assert find(text, policy_for(bank.north))
    contact = actions.publish_contact(
        actor=bank.ada, entity=bank.north, kind=Kind.IBAN, value=IBAN, label="Dons"
    )
    assert not find(text, policy_for(bank.north))
    assert not find(text, policy_for(bank.group))
    assert find(text, policy_for(bank.south))
    actions.remove_contact(actor=bank.ada, contact=contact)
    assert find(text, policy_for(bank.north))


def test_a_clock_that_was_set_back_hides_no_change(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"Faites un don : {IBAN}"
    contact = actions.publish_contact(
        actor=bank.ada, entity=bank.north, kind=Kind.IBAN, value=IBAN, label="Dons"
    )
    assert not find(text, policy_for(bank.north))
    monkeypatch.setattr(timezone, "now", lambda: contact.changed_at - timedelta(days=1))
    actions.remove_contact(actor=bank.ada, contact=contact)
    assert find(text, policy_for(bank.north))


# Drafts and signatures


def test_a_draft_that_does_not_hold_is_refused_with_all_its_problems(bank: Bank) -> None:
    text = 'version = 1\n[kinds.CVV]\nsent = "keep"\n[kinds.IBNA]'
    with pytest.raises(Invalid) as refused:
        actions.draft_policy(actor=bank.ada, entity=bank.north, text=text)
    assert [p["line"] for p in refused.value.data["problems"]] == [3, 4]
    assert not GuardPolicy.objects.exists()


def test_there_is_one_draft_and_it_takes_the_place_of_the_one_before(bank: Bank) -> None:
    first = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    second = actions.draft_policy(actor=bank.ada, entity=bank.north, text=DESTROY, note="Safer")
    assert first.pk == second.pk
    assert GuardPolicy.objects.get().note == "Safer"
    actions.discard_draft(actor=bank.ada, draft=second)
    assert not GuardPolicy.objects.exists()


def test_whoever_drafted_does_not_sign(bank: Bank) -> None:
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    with pytest.raises(NotAllowed, match="own_draft"):
        actions.sign_policy(
            actor=bank.ada, draft=draft, digest=draft.content_digest, reason="Tried"
        )
    draft.signed_by, draft.signed_at = bank.ada, draft.drafted_at
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_nobody_signs_own_words_by_way_of_another_who_saves_them_again(bank: Bank) -> None:
    bob = another(bank, bank.north)
    actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    draft = actions.draft_policy(actor=bob, entity=bank.north, text=KEEP, note="A pilot")
    assert draft.drafted_by == bank.ada
    for writer in (bank.ada, bob):
        with pytest.raises(NotAllowed, match="own_draft"):
            sign(writer, draft)
    actions.discard_draft(actor=bob, draft=draft)
    copied = actions.draft_policy(actor=bob, entity=bank.north, text=KEEP)
    with pytest.raises(NotAllowed, match="own_draft"):
        sign(bank.ada, copied)
    assert sign(bank.karim, copied).drafted_by == bob


def test_another_note_or_another_row_is_not_what_was_read(bank: Bank) -> None:
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP, note="A pilot")
    read = draft.content_digest
    noted = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP, note="For good")
    actions.discard_draft(actor=bank.ada, draft=draft)
    again = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP, note="A pilot")
    assert again.digest == noted.digest
    for seen in (read, noted.content_digest):
        with pytest.raises(Conflict, match="draft_changed"):
            actions.sign_policy(actor=bank.karim, draft=again, digest=seen, reason="Tried")


@pytest.mark.parametrize("who", ["anne", "claire"])
def test_agents_and_auditors_neither_draft_nor_sign(bank: Bank, who: str) -> None:
    person = getattr(bank, who)
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    with pytest.raises(NotAllowed):
        actions.draft_policy(actor=person, entity=bank.north, text=DESTROY)
    with pytest.raises(NotAllowed):
        actions.sign_policy(actor=person, draft=draft, digest=draft.content_digest, reason="Tried")
    with pytest.raises(NotAllowed):
        actions.discard_draft(actor=person, draft=draft)


def test_a_supervisor_signs_and_does_not_draft(bank: Bank) -> None:
    with pytest.raises(NotAllowed):
        actions.draft_policy(actor=bank.karim, entity=bank.north, text=KEEP)
    assert signed(bank, bank.north, KEEP).signed_by_id != bank.ada.pk
    draft = actions.draft_policy(actor=bank.ada, entity=bank.south, text=KEEP)
    with pytest.raises(NotAllowed):
        actions.sign_policy(
            actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried"
        )


def test_what_says_the_same_as_the_policy_in_force_is_not_signed(bank: Bank) -> None:
    def refused(text: str) -> None:
        draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=text)
        with pytest.raises(Conflict, match="changes_nothing"):
            actions.sign_policy(
                actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried"
            )

    refused("version = 1\n")
    signed(bank, bank.group, KEEP)
    refused(f"# The same again.\n{KEEP}")
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=f"{KEEP}sent = 'keep'\n")
    actions.sign_policy(actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    refused(f"{KEEP}sent = 'keep'\n")
    assert in_force([bank.north.pk])[bank.north.pk].version == draft.pk


def test_a_policy_that_does_not_hold_is_mended_by_signing_the_defaults(bank: Bank) -> None:
    policy = signed(bank, bank.north, DESTROY)
    drop_triggers(POLICIES)
    GuardPolicy.objects.filter(pk=policy.pk).update(text=KEEP, digest="0" * 64)
    assert in_force([bank.north.pk])[bank.north.pk].broken
    signed(bank, bank.north, "version = 1\n")
    assert not in_force([bank.north.pk])[bank.north.pk].broken


@pytest.mark.parametrize("change", ["text", "digest", "signature", "removal"])
def test_the_database_refuses_to_change_what_was_signed(bank: Bank, change: str) -> None:
    policy = signed(bank, bank.north, KEEP)
    drop_triggers(POLICIES)
    with connection.cursor() as cursor:  # also the one that tests live without
        protect(connection.vendor, cursor.execute, POLICIES)
    row = GuardPolicy.objects.filter(pk=policy.pk)
    acts: dict[str, Callable[[], object]] = {
        "text": lambda: row.update(text=DESTROY),
        "digest": lambda: row.update(digest="0" * 64),
        "signature": lambda: row.update(signed_at=None, signed_by=None),
        "removal": row.delete,
    }
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        acts[change]()
    row.get()
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=DESTROY)
    actions.discard_draft(actor=bank.ada, draft=draft)


@pytest.mark.parametrize("reason", ["", " \n", "\u200b\u2060", "x" * 501])
def test_a_policy_is_not_signed_without_a_reason_that_can_be_read(bank: Bank, reason: str) -> None:
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    with pytest.raises(Invalid, match="reason"):
        actions.sign_policy(
            actor=bank.karim, draft=draft, digest=draft.content_digest, reason=reason
        )
    assert treatment(bank.north) is Treatment.MASK


def test_the_reason_of_a_signature_is_in_the_ledger_masked(bank: Bank) -> None:
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    reason = f"Agreed on  Monday,\nbecause of {IBAN}"
    actions.sign_policy(actor=bank.karim, draft=draft, digest=draft.content_digest, reason=reason)
    kept = LedgerEntry.objects.get(verb="governance.guard_policy.signed").data["reason"]
    assert kept.startswith("Agreed on Monday, because of ")
    assert IBAN not in kept


def test_nobody_signs_what_they_have_not_read(bank: Bank) -> None:
    read = actions.draft_policy(actor=bank.ada, entity=bank.north, text=DESTROY)
    actions.draft_policy(actor=bank.ada, entity=bank.north, text=KEEP)
    with pytest.raises(Conflict, match="draft_changed"):
        actions.sign_policy(
            actor=bank.karim, draft=read, digest=read.content_digest, reason="Tried"
        )
    assert treatment(bank.north) is Treatment.MASK


def test_what_is_signed_is_neither_signed_again_nor_discarded(bank: Bank) -> None:
    policy = signed(bank, bank.north, KEEP)
    with pytest.raises(Conflict, match="no_draft"):
        actions.sign_policy(
            actor=bank.karim, draft=policy, digest=policy.content_digest, reason="Tried"
        )
    with pytest.raises(Conflict, match="no_draft"):
        actions.discard_draft(actor=bank.ada, draft=policy)
    actions.draft_policy(actor=bank.ada, entity=bank.north, text=DESTROY)
    assert GuardPolicy.objects.get(pk=policy.pk).text == KEEP


def test_the_ledger_tells_who_did_what_and_not_what_was_written(bank: Bank) -> None:
    text = f'version = 1\n[allowed]\nibans = ["{IBAN}"]\n'
    policy = signed(bank, bank.north, text)
    acts = list(LedgerEntry.objects.filter(object=f"governance.guard_policy:{policy.pk}"))
    assert [act.verb.rpartition(".")[2] for act in acts] == ["drafted", "signed"]
    assert acts[1].data["drafted_by"] == bank.ada.pk
    assert acts[1].data["digest"].replace("-", "") == policy.digest[:32]
    assert IBAN not in str([act.data for act in acts])


def test_a_note_is_masked(bank: Bank) -> None:
    draft = actions.draft_policy(
        actor=bank.ada, entity=bank.north, text=KEEP, note=f"Because of {IBAN}"
    )
    assert IBAN not in draft.note
    assert "IBAN" in draft.note
