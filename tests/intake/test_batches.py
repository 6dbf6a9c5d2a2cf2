"""Batches go into the store exactly once, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from parvis.engine.post import Post as Given
from parvis.errors import NotAllowed
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry
from parvis.governance.verification import verify
from parvis.intake import reading
from parvis.intake.actions import start_source, store_batch
from parvis.intake.actions.batches import Lease, LeaseLost
from parvis.intake.changes import Outcome
from parvis.intake.models import DeadLetter, Post, PostVersion, Source
from parvis.networks.network import Batch, Deletion, Unreadable

IBAN = "FR76 3000 6000 0112 3456 7890 189"
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def given(number: int, text: str = "Bonjour", **fields: object) -> Given:
    usual = {"author": "lea", "created_at": MORNING}
    return Given(id=f"p{number}", text=text, **(usual | fields))  # type: ignore[arg-type]


def store(bank, *posts: Given, **fields: object):
    return store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=posts, **fields))  # type: ignore[arg-type]


def test_a_post_is_stored_masked_and_understood(bank):
    stored = store(bank, given(1, f"Exemple Nord, mon IBAN est {IBAN}, que faire ?"))
    post = Post.objects.get()
    assert stored.ids == (post.pk,)
    assert stored.findings == {"IBAN": 1}
    assert "3000" not in post.text
    [[start, end, kind]] = post.marks
    assert post.text[start:end] == "[IBAN ••••0189]"
    assert kind == "IBAN"
    assert (post.lang, post.matches, post.act) == ("fr", ["north"], "protect")
    assert (post.created_at, post.version, post.sequence) == (MORNING, 1, 1)


def test_what_is_read_twice_is_stored_once(bank):
    batch = [given(number) for number in range(20)]
    store(bank, *batch)
    again = store(bank, *batch)
    assert again.counts == {Outcome.UNCHANGED: 20}
    assert Post.objects.count() == 20
    assert again.ids == ()


def test_an_edit_keeps_what_the_post_was(bank):
    store(bank, given(1, "Premier"))
    store(bank, given(1, "Second"))
    post = Post.objects.get()
    version = PostVersion.objects.get()
    assert (post.text, post.version, post.sequence) == ("Second", 2, 2)
    assert (version.text, version.number, version.change) == ("Premier", 1, "edited")


def test_a_post_twice_in_one_batch_is_an_edit_and_the_last_wins(bank):
    stored = store(bank, given(1, "Premier"), given(1, "Second"))
    assert stored.counts == {Outcome.RECEIVED: 1, Outcome.EDITED: 1}
    assert Post.objects.get().text == "Second"
    assert PostVersion.objects.get().text == "Premier"


def test_an_older_edit_never_overwrites_a_later_one(bank):
    later, earlier = MORNING + timedelta(hours=2), MORNING + timedelta(hours=1)
    store(bank, given(1, "Troisième", edited_at=later))
    stored = store(bank, given(1, "Deuxième", edited_at=earlier), given(1, "Premier"))
    assert stored.counts == {Outcome.STALE: 2}
    assert Post.objects.get().text == "Troisième"


def test_a_deleted_post_stays_as_a_version_and_keeps_its_text(bank):
    store(bank, given(1, "À effacer"))
    store(bank, deletions=(Deletion("p1"),))
    post = Post.objects.get()
    assert post.deleted_at is not None
    assert post.text == "À effacer"
    assert PostVersion.objects.get().change == "deleted"
    assert post.sequence == 2


def test_a_deleted_post_does_not_come_back_by_an_old_copy(bank):
    store(bank, given(1, "À effacer"))
    store(bank, deletions=(Deletion("p1"), Deletion("p1"), Deletion("never-came")))
    stored = store(bank, given(1, "À effacer, modifié"))
    assert stored.counts == {Outcome.STALE: 1}
    assert Post.objects.get().deleted_at is not None
    assert PostVersion.objects.count() == 1


def test_a_post_and_its_deletion_in_one_batch(bank):
    stored = store(bank, given(1), deletions=(Deletion("p1"),))
    assert stored.counts == {Outcome.RECEIVED: 1, Outcome.DELETED: 1}
    assert Post.objects.get().deleted_at is not None


def test_a_post_whose_id_is_a_secret_is_known_again_without_it(bank):
    secret = "FR7630006000011234567890189"
    store(bank, replace(given(1), id=secret))
    store(bank, replace(given(1), id=secret, text="Modifié"))
    store(bank, deletions=(Deletion(secret),))
    post = Post.objects.get()
    assert post.network_id.startswith("hidden:")
    assert post.text == "Modifié"
    assert post.deleted_at is not None


def test_a_post_is_never_written_after_it_came(bank):
    store(bank, replace(given(1), created_at=datetime(9999, 1, 1, tzinfo=UTC)))
    assert Post.objects.get().created_at <= timezone.now()


def test_the_ledger_tells_counts_and_never_a_text(bank):
    before = LedgerEntry.objects.count()
    store(bank, given(1, f"Secret {IBAN}"), given(2, "Sésame"), unreadable=(Unreadable(b"{", "x"),))
    acts = list(LedgerEntry.objects.order_by("number")[before:])
    assert [act.verb for act in acts] == [
        "intake.posts.received",
        "intake.posts.masked",
        "intake.dead_letter.kept",
    ]
    assert acts[0].data["count"] == 2
    assert (acts[0].data["first"], acts[0].data["last"]) == (1, 2)
    assert acts[1].data == {"kinds": {"IBAN": 1}}
    assert all(act.entity_id == bank.north.pk for act in acts)
    assert not any(word in str(act.data) for act in acts for word in ("Secret", "Sésame", "3000"))
    assert list(verify()) == []


def test_the_sequence_grows_with_every_change_of_any_account(bank):
    store(bank, *[given(number) for number in range(5)])
    store(bank, given(2, "Autre"), given(9))
    sequences = dict(Post.objects.values_list("network_id", "sequence"))
    assert sequences == {"p0": 1, "p1": 2, "p2": 7, "p3": 4, "p4": 5, "p9": 6}


def test_the_cursor_moves_with_the_posts_and_only_under_the_lease(bank):
    source = start_source(actor=SYSTEM, account=bank.account)
    Source.objects.update(lease="mine")
    now = timezone.now()

    def lease(name: str) -> Lease:
        return Lease(source=source, name=name, until=now + timedelta(seconds=20))

    batch = Batch(posts=(given(1),), cursor={"at": 7})
    with pytest.raises(LeaseLost):
        store_batch(actor=SYSTEM, account=bank.account, batch=batch, lease=lease("theirs"))
    assert not Post.objects.exists()
    store_batch(actor=SYSTEM, account=bank.account, batch=batch, lease=lease("mine"))
    source.refresh_from_db()
    assert source.cursor == {"at": 7}
    assert source.last_success_at is not None
    assert Post.objects.count() == 1


def test_a_person_cannot_put_posts_into_the_store(bank):
    with pytest.raises(NotAllowed):
        store_batch(actor=bank.anne, account=bank.account, batch=Batch(posts=(given(1),)))


def test_a_batch_takes_few_queries(bank, django_assert_max_num_queries):
    store(bank, *[given(number) for number in range(30)])
    with django_assert_max_num_queries(28):
        store(
            bank,
            *[given(number) for number in range(100, 130)],
            *[given(number, "Modifié") for number in range(10)],
            deletions=(Deletion("p20"), Deletion("p21")),
            unreadable=(Unreadable(b"{", "line.not_json"),),
        )


def test_a_post_that_breaks_the_engine_becomes_a_dead_letter_and_the_others_are_stored(bank):
    poison = given(6, descriptions=(5,), author=5)
    stored = store(bank, given(1), given(2), poison, given(3))
    assert list(Post.objects.values_list("network_id", flat=True)) == ["p1", "p2", "p3"]
    assert stored.kept == 1
    assert DeadLetter.objects.get().reason.startswith("unexpected.")


def test_a_post_that_the_database_refuses_becomes_a_dead_letter(bank, monkeypatch):
    store(bank, given(4, "Premier"), given(5, "Premier"))
    real = reading.row_of

    def refused_by_a_constraint(enriched, **fields):
        row = real(enriched, **fields)
        if row.network_id in {"p2", "p5"}:
            row.visibility = "x" * 11
            row.version = -1
            row.marks = [float("nan"), 2**80]  # no JSON
        return row

    monkeypatch.setattr(reading, "row_of", refused_by_a_constraint)
    stored = store(bank, given(1), given(2), given(4, "Second"), given(5, "Second"), given(3))
    texts = dict(Post.objects.values_list("network_id", "text"))
    assert texts == {
        "p1": "Bonjour",
        "p3": "Bonjour",
        "p4": "Second",
        "p5": "Premier",
    }
    assert stored.kept == DeadLetter.objects.count() == 2
    assert stored.counts == {Outcome.RECEIVED: 2, Outcome.EDITED: 1}
    assert PostVersion.objects.count() == 1
    assert not any("Bonjour" in letter.reason for letter in DeadLetter.objects.all())
    assert list(verify()) == []


def test_an_id_too_long_is_kept_aside_and_never_cut(bank):
    store(bank, replace(given(1), id="x" * 2_001), given(2))
    assert Post.objects.get().network_id == "p2"
    assert DeadLetter.objects.get().reason == "post.field_too_long"


def test_texts_that_databases_refuse_are_made_storable(bank):
    nasty = "a\0b\ud800c\u202e<script>alert(1)</script>"
    store(
        bank,
        Given(
            id="n\0\udfff1",
            text=nasty,
            author=nasty,
            author_name=nasty * 100,
            url=nasty,
            in_reply_to=nasty,
            conversation=nasty,
            descriptions=(nasty,),
            metrics={nasty: nasty},
            extra={nasty: [nasty, {nasty: 2**70}]},
        ),
    )
    post = Post.objects.get()
    assert "\0" not in post.text
    assert "<script>" in post.text
    assert not DeadLetter.objects.exists()
