"""Which charter is in force, who writes it, who signs it, and what it costs to ask."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from parvis.engine.charter.default import default_charter, default_text
from parvis.engine.charter.file import read_charter
from parvis.engine.charter.rules import Charter
from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import actions
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import CharterVersion, Entity, LedgerEntry, Role, User
from parvis.governance.protection import CHARTERS, protect
from parvis.governance.queries.charter import (
    charter_for,
    charters_in_force,
    with_followers,
)
from parvis.governance.queries.charter_pages import charter_is_as_signed
from parvis.governance.queries.writers import writers_of
from tests.conftest import PASSWORD, Bank, drop_triggers

MUTE = """\
version = 1
[[rules]]
name = "mute"
fr = "Personne ne répond."
en = "Nobody answers."
act = "do_not_answer"
"""
ASK = """\
version = 1
[[rules]]
name = "ask"
fr = "Une personne décide."
en = "A person decides."
act = "escalate"
to = "supervisor"
"""


def said(text: str) -> Charter:
    charter = read_charter(text).charter
    assert charter is not None
    return charter


def signer(bank: Bank, entity: Entity) -> User:
    there = User.objects.filter(username=f"signer-{entity.key}").first()
    return there or actions.create_person(
        actor=SYSTEM,
        username=f"signer-{entity.key}",
        password=PASSWORD,
        entity=entity,
        role=Role.ADMINISTRATOR,
        language="en",
    )


def signed(bank: Bank, entity: Entity, text: str) -> CharterVersion:
    draft = actions.draft_charter(actor=bank.ada, entity=entity, text=text)
    return actions.sign_charter(
        actor=signer(bank, entity), draft=draft, digest=draft.content_digest, reason="Tried"
    )


def sign(person: User, draft: CharterVersion) -> CharterVersion:
    return actions.sign_charter(
        actor=person, draft=draft, digest=draft.content_digest, reason="Tried"
    )


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


# In force


def test_an_entity_without_a_charter_has_the_default(bank: Bank) -> None:
    assert charter_for(bank.north) == (default_charter(), None, False, None)
    assert charter_for(987_654).charter == default_charter()


def test_a_draft_is_not_in_force_and_its_signature_puts_it_there(bank: Bank) -> None:
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    assert charter_for(bank.north).charter == default_charter()
    actions.sign_charter(actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    assert charter_for(bank.north)[:3] == (said(MUTE), draft.pk, False)


def test_the_nearest_signed_charter_above_holds_and_the_latest_of_its_versions(bank: Bank) -> None:
    everybody = (bank.group, bank.north, bank.south)
    signed(bank, bank.group, MUTE)
    assert [charter_for(each).charter for each in everybody] == [said(MUTE)] * 3
    signed(bank, bank.north, ASK)
    latest = signed(bank, bank.north, default_text())
    assert latest.number == 2
    assert [charter_for(each).charter for each in everybody] == [
        said(MUTE), default_charter(), said(MUTE),
    ]  # fmt: skip
    assert charter_for(bank.north).version == latest.pk
    together = charters_in_force([each.pk for each in everybody])
    assert together == {each.pk: charter_for(each) for each in everybody}


def test_those_below_follow_who_have_signed_nothing_of_their_own(bank: Bank) -> None:
    assert set(with_followers(bank.group)[1]) == {bank.group.pk, bank.north.pk, bank.south.pk}
    signed(bank, bank.north, ASK)
    assert set(with_followers(bank.group)[1]) == {bank.group.pk, bank.south.pk}


@pytest.mark.parametrize("forged", [{"digest": "0" * 64}, {"text": ASK, "digest": "1" * 64}])
def test_a_charter_that_was_changed_behind_parvis_is_not_in_force(
    bank: Bank, caplog: pytest.LogCaptureFixture, forged: dict[str, str]
) -> None:
    version = signed(bank, bank.north, MUTE)
    drop_triggers(CHARTERS)
    CharterVersion.objects.filter(pk=version.pk).update(**forged)
    with caplog.at_level(logging.ERROR):
        found = charter_for(bank.north)
    assert found == (default_charter(), None, True, version.pk)
    assert "does not hold" in caplog.text


def test_a_charter_forged_with_its_digest_is_told_by_the_ledger(bank: Bank) -> None:
    version = signed(bank, bank.north, MUTE)
    assert charter_is_as_signed(version)
    version.text = ASK
    drop_triggers(CHARTERS)
    CharterVersion.objects.filter(pk=version.pk).update(text=ASK, digest=version.digest_of_text)
    version.refresh_from_db()
    assert not charter_is_as_signed(version)


def test_a_charter_that_an_older_parvis_allowed_is_not_in_force(bank: Bank) -> None:
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    draft.text = "version = 0"
    draft.digest = draft.digest_of_text
    draft.signed_by, draft.signed_at = bank.karim, draft.drafted_at
    draft.save()
    assert charter_for(bank.north).broken
    assert charter_for(bank.north).charter == default_charter()


def test_asking_is_one_query_and_reads_each_text_once(bank: Bank) -> None:
    signed(bank, bank.group, MUTE)
    for _again in range(2):
        assert queries(lambda: charter_for(bank.north)) == 1
    everybody = [bank.group.pk, bank.north.pk, bank.south.pk]
    assert queries(lambda: charters_in_force(everybody)) == 1
    with CaptureQueriesContext(connection) as asked:
        charter_for(bank.north)
    assert "Personne ne répond" not in str(asked.captured_queries)


# Drafts and signatures


def test_a_draft_that_does_not_hold_is_refused_with_all_its_problems(bank: Bank) -> None:
    text = MUTE.replace("do_not_answer", "be_silent").replace('en = "Nobody answers."\n', "")
    with pytest.raises(Invalid, match="invalid") as refused:
        actions.draft_charter(actor=bank.ada, entity=bank.north, text=text)
    assert {p["code"] for p in refused.value.data["problems"]} == {
        "charter.line", "charter.unknown_act",
    }  # fmt: skip
    assert not CharterVersion.objects.exists()


@pytest.mark.parametrize(
    "line",
    [
        "# Ask Jean at +33 6 12 34 56 78",
        "# FR76 3000 6000 0112 3456 7890 189",
        "# FR76 3000 6000 0112\n# 3456 7890 189",
        'when.author = "0612345678"',
        'when.author = "\\u0030612345678"',
        "# \u202egnol\u202c",
        "# no\u200bthing",
    ],
)
def test_nothing_secret_and_nothing_unseen_is_kept_in_a_charter(bank: Bank, line: str) -> None:
    text = f"{default_text()}\n{line}\n" if line.startswith("#") else ASK + line + "\n" + ASK[12:]
    text = text.replace('name = "ask"', 'name = "first"', 1)
    with pytest.raises(Invalid, match="invalid") as refused:
        actions.draft_charter(actor=bank.ada, entity=bank.north, text=text)
    problems = refused.value.data["problems"]
    assert {p["code"] for p in problems} <= {"charter.holds", "charter.unseen_sign"}
    assert "061" not in str(problems)
    assert not CharterVersion.objects.exists()


def test_the_note_and_the_reason_are_masked(bank: Bank) -> None:
    draft = actions.draft_charter(
        actor=bank.ada, entity=bank.north, text=MUTE, note="Call +33 6 12 34 56 78"
    )
    assert "12 34 56" not in draft.note
    actions.sign_charter(
        actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Ask +33 6 12 34 56 78"
    )
    entry = LedgerEntry.objects.get(verb="governance.charter.signed")
    assert "12 34 56" not in str(entry.data)
    assert entry.data["reason"].startswith("Ask ")
    assert entry.data["drafted_by"] == bank.ada.pk
    assert "Personne" not in str(entry.data)


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "x" * 501])
def test_a_signature_has_a_reason_that_can_be_read(bank: Bank, reason: str) -> None:
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    with pytest.raises(Invalid, match=r"needs_reason|reason_too_long"):
        actions.sign_charter(
            actor=bank.karim, draft=draft, digest=draft.content_digest, reason=reason
        )


def test_there_is_one_draft_and_it_takes_the_place_of_the_one_before(bank: Bank) -> None:
    first = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    second = actions.draft_charter(actor=bank.ada, entity=bank.north, text=ASK, note="Safer")
    assert first.pk == second.pk
    assert CharterVersion.objects.get().note == "Safer"
    with pytest.raises(Conflict, match="draft_changed"):
        actions.sign_charter(
            actor=bank.karim, draft=first, digest=first.content_digest, reason="Tried"
        )
    actions.discard_charter(actor=bank.ada, draft=second)
    assert not CharterVersion.objects.exists()
    with pytest.raises(Conflict, match="no_draft"):
        actions.discard_charter(actor=bank.ada, draft=second)


def test_whoever_drafted_does_not_sign(bank: Bank) -> None:
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    with pytest.raises(NotAllowed, match="own_draft"):
        actions.sign_charter(
            actor=bank.ada, draft=draft, digest=draft.content_digest, reason="Tried"
        )
    draft.signed_by, draft.signed_at = bank.ada, draft.drafted_at
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_nobody_signs_own_words_by_way_of_another_who_saves_them_again(bank: Bank) -> None:
    bob = signer(bank, bank.north)
    actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    draft = actions.draft_charter(actor=bob, entity=bank.north, text=MUTE, note="Quieter")
    assert draft.drafted_by == bank.ada
    assert draft.note == "Quieter"
    assert writers_of(draft) == {"ada", bob.username}
    for writer in (bank.ada, bob):
        with pytest.raises(NotAllowed, match="own_draft"):
            sign(writer, draft)
    actions.discard_charter(actor=bob, draft=draft)
    copied = actions.draft_charter(actor=bob, entity=bank.north, text=MUTE)
    with pytest.raises(NotAllowed, match="own_draft"):
        sign(bank.ada, copied)
    assert sign(bank.karim, copied).drafted_by == bob


def test_whoever_wrote_a_part_of_a_draft_does_not_sign_it(bank: Bank) -> None:
    bob = signer(bank, bank.north)
    actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    draft = actions.draft_charter(actor=bob, entity=bank.north, text=f"# Read.\n{MUTE}")
    assert draft.drafted_by == bob
    with pytest.raises(NotAllowed, match="own_draft"):
        sign(bank.ada, draft)
    actions.discard_charter(actor=bob, draft=draft)
    other = actions.draft_charter(actor=bob, entity=bank.north, text=ASK)
    assert sign(bank.ada, other).signed_by == bank.ada


def test_a_note_changed_since_it_was_read_is_not_signed(bank: Bank) -> None:
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE, note="A pilot")
    read = draft.content_digest
    actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE, note="For good")
    with pytest.raises(Conflict, match="draft_changed"):
        actions.sign_charter(actor=bank.karim, draft=draft, digest=read, reason="Tried")


def test_a_draft_discarded_and_drafted_again_is_not_signed_as_the_one_read(bank: Bank) -> None:
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    read = draft.content_digest
    actions.discard_charter(actor=bank.ada, draft=draft)
    again = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    assert again.digest == draft.digest
    with pytest.raises(Conflict, match="draft_changed"):
        actions.sign_charter(actor=bank.karim, draft=again, digest=read, reason="Tried")


@pytest.mark.parametrize("who", ["anne", "claire", "sam"])
def test_agents_and_auditors_neither_draft_nor_sign(bank: Bank, who: str) -> None:
    person = getattr(bank, who)
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    with pytest.raises(NotAllowed):
        actions.draft_charter(actor=person, entity=bank.north, text=ASK)
    with pytest.raises(NotAllowed):
        actions.sign_charter(actor=person, draft=draft, digest=draft.content_digest, reason="Tried")
    with pytest.raises(NotAllowed):
        actions.discard_charter(actor=person, draft=draft)


def test_a_supervisor_signs_at_home_and_does_not_draft(bank: Bank) -> None:
    with pytest.raises(NotAllowed):
        actions.draft_charter(actor=bank.karim, entity=bank.north, text=MUTE)
    draft = actions.draft_charter(actor=bank.ada, entity=bank.south, text=MUTE)
    with pytest.raises(NotAllowed):
        actions.sign_charter(
            actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried"
        )


def test_the_default_may_be_signed_and_the_same_again_is_not(bank: Bank) -> None:
    version = signed(bank, bank.group, default_text())
    assert charter_for(bank.north)[:2] == (default_charter(), version.pk)
    draft = actions.draft_charter(
        actor=bank.ada, entity=bank.north, text=f"# The same.\n{default_text()}"
    )
    with pytest.raises(Conflict, match="changes_nothing"):
        actions.sign_charter(
            actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried"
        )


def test_a_charter_that_does_not_hold_is_mended_by_signing_another(bank: Bank) -> None:
    version = signed(bank, bank.north, MUTE)
    drop_triggers(CHARTERS)
    CharterVersion.objects.filter(pk=version.pk).update(digest="0" * 64)
    assert charter_for(bank.north).broken
    signed(bank, bank.north, default_text())
    assert not charter_for(bank.north).broken


@pytest.mark.parametrize("change", ["text", "digest", "signature", "removal"])
def test_the_database_refuses_to_change_what_was_signed(bank: Bank, change: str) -> None:
    version = signed(bank, bank.north, MUTE)
    drop_triggers(CHARTERS)
    with connection.cursor() as cursor:  # also the one that tests live without
        protect(connection.vendor, cursor.execute, CHARTERS)
    row = CharterVersion.objects.filter(pk=version.pk)
    acts: dict[str, Callable[[], object]] = {
        "text": lambda: row.update(text=ASK),
        "digest": lambda: row.update(digest="0" * 64),
        "signature": lambda: row.update(signed_at=None, signed_by=None),
        "removal": row.delete,
    }
    with pytest.raises(DatabaseError, match="signed charter never changes"), transaction.atomic():
        acts[change]()
    actions.draft_charter(actor=bank.ada, entity=bank.north, text=ASK)
    assert CharterVersion.objects.filter(signed_at=None).update(note="A draft may change") == 1


def test_an_entity_has_one_draft_whoever_writes_past_the_action(bank: Bank) -> None:
    draft = actions.draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    draft.pk, draft.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


@pytest.mark.django_db(transaction=True)
def test_two_who_draft_at_once_leave_one_draft_and_its_signature_is_of_one_text(
    bank: Bank,
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("threads share one connection on a database in memory")

    def draft(text: str) -> CharterVersion:
        try:
            return actions.draft_charter(actor=bank.ada, entity=bank.north, text=text)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(draft, (MUTE, ASK)))
    kept = CharterVersion.objects.get()
    assert {each.pk for each in both} == {kept.pk}
    assert kept.digest == kept.digest_of_text
    lost = next(each for each in both if each.digest != kept.digest)
    with pytest.raises(Conflict, match="draft_changed"):
        actions.sign_charter(
            actor=bank.karim, draft=lost, digest=lost.content_digest, reason="Tried"
        )


# Hostile files

BOMBS = {
    "a megabyte": "# " + "x" * 1_000_000,
    "a megabyte of lines": "#\n" * 500_000,
    "deep tables": "a" + ".a" * 400 + " = 1",
    "deep lists": "a = " + "[" * 400 + "]" * 400,
    "a long number": "a = " + "9" * 900,
    "many rules": "version = 1\n" + '[[rules]]\nname = "x"\n' * 4_000,
    "many keys": "".join(f"k{n} = 1\n" for n in range(9_000)),
    "nul": "version = 1\0",
    "a lone surrogate": "version = 1 # \ud800",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_and_nothing_is_stored(bank: Bank, bomb: str) -> None:
    with pytest.raises(Invalid):
        actions.draft_charter(actor=bank.ada, entity=bank.north, text=bomb)
    assert not CharterVersion.objects.exists()
