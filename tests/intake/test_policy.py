"""Posts are taken in under the policy of the entity of their account."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.engine.interchange import BadLine
from parvis.engine.post import Post as Given
from parvis.engine.post import Visibility
from parvis.governance.actions import draft_policy, open_sealed, sign_policy
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, SealedValue
from parvis.intake.actions import replay_dead_letter, store_batch
from parvis.intake.importing import Reject, import_rows
from parvis.intake.models import DeadLetter, Post, PostVersion
from parvis.intake.seals import object_of, objects_of
from parvis.networks.network import Batch, Deletion, Unreadable

IBAN = "FR76 3000 6000 0112 3456 7890 189"
OTHER = "DE89 3704 0044 0532 0130 00"
POLICY = """
version = 1

[customer_ids]
forms = ["CL99999999"]

[kinds.EMAIL]
received_public = "keep"
"""


def given(number: int, text: str, **fields: object) -> Given:
    return Given(id=f"p{number}", text=text, author=f"a{number}", **fields)  # type: ignore[arg-type]


def store(bank, *posts: Given, **fields: object):
    return store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=posts, **fields))  # type: ignore[arg-type]


@pytest.fixture
def signed(bank) -> None:
    draft = draft_policy(actor=bank.ada, entity=bank.north, text=POLICY, note="Tests")
    sign_policy(actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")


PRIVATE = {"visibility": Visibility.PRIVATE}
REASON = "The customer asks to correct it"


def test_what_the_policy_keeps_stays_and_what_it_knows_is_masked(bank, signed):
    store(bank, given(1, "Mon mail lea@gmail.com, client CL12345678"))
    post = Post.objects.get()
    assert post.text == "Mon mail lea@gmail.com, client [CUSTOMER_ID]"


def test_the_policy_is_asked_for_once_a_batch(bank, signed):
    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            store(bank, *(given(count * 100 + n, "client CL12345678") for n in range(count)))
        return len(queries)

    asked(1)
    assert asked(2) == asked(40)


def test_an_import_and_a_replay_follow_the_policy_too(bank, signed):
    rejects: list[Reject] = []
    line = BadLine(number=2, reason="line.not_json", raw=b"client CL12345678 lea@gmail.com")
    rows = [given(1, "client CL12345678"), line]
    list(import_rows(rows, account=bank.account, now=timezone.now, reject=rejects.append))
    assert Post.objects.get().text == "client [CUSTOMER_ID]"
    assert rejects[0].shown == "client [CUSTOMER_ID] [EMAIL]"
    payload = b'{"id": "p2", "text": "client CL87654321"}'
    store(bank, unreadable=(Unreadable(payload, "line.not_json"),))
    letter = DeadLetter.objects.get()
    assert "CL87654321" not in letter.shown
    replay_dead_letter(actor=bank.karim, letter=letter)
    assert Post.objects.get(network_id="p2").text == "client [CUSTOMER_ID]"


def test_what_is_to_be_sealed_is_sealed_with_the_post_and_readable_nowhere(bank):
    store(bank, given(1, f"Mon IBAN {IBAN}, tél 06 12 34 56 78", **PRIVATE))
    post = Post.objects.get()
    assert post.text == "Mon IBAN [IBAN ••••0189], tél [PHONE]"
    sealed = list(SealedValue.objects.order_by("mark"))
    assert [(each.object, each.mark, each.kind) for each in sealed] == [
        (object_of(post.pk, 1), 0, "IBAN"),
        (object_of(post.pk, 1), 1, "PHONE"),
    ]
    assert open_sealed(actor=bank.karim, sealed=sealed[0], reason=REASON) == IBAN
    assert LedgerEntry.objects.filter(verb="governance.sealed.stored").count() == 1


def test_the_same_in_public_is_masked_and_sealed_nowhere(bank):
    store(bank, given(1, f"Mon IBAN {IBAN}"))
    assert not SealedValue.objects.exists()


def test_reading_again_seals_nothing_anew(bank):
    for _ in range(2):
        store(bank, given(1, f"Mon IBAN {IBAN}", **PRIVATE))
    assert SealedValue.objects.count() == 1


def test_an_edit_seals_the_new_value_and_leaves_the_old_one_until_it_expires(bank):
    store(bank, given(1, f"Mon IBAN {IBAN}", **PRIVATE))
    store(bank, given(1, f"Pardon, mon IBAN {OTHER}", **PRIVATE))
    post, version = Post.objects.get(), PostVersion.objects.get()
    states = objects_of(post, [version])
    assert states == {1: [object_of(post.pk, 1)], 2: [object_of(post.pk, 2)]}
    opened = [
        open_sealed(actor=bank.karim, sealed=SealedValue.objects.get(object=each), reason=REASON)
        for each in (object_of(post.pk, 1), object_of(post.pk, 2))
    ]
    assert opened == [IBAN, OTHER]


def test_two_states_in_one_batch_are_each_sealed(bank):
    first, second = f"Mon IBAN {IBAN}", f"Pardon, mon IBAN {OTHER}"
    store(bank, given(1, first, **PRIVATE), given(1, second, **PRIVATE))
    post = Post.objects.get()
    objects = set(SealedValue.objects.values_list("object", flat=True))
    assert objects == {object_of(post.pk, 1), object_of(post.pk, 2)}


def test_what_its_author_deleted_is_sealed_no_longer(bank):
    store(bank, given(1, f"Mon IBAN {IBAN}", **PRIVATE), given(2, IBAN, **PRIVATE))
    store(bank, given(1, f"Pardon, mon IBAN {OTHER}", **PRIVATE))
    store(bank, deletions=(Deletion("p1"),))
    kept = Post.objects.get(network_id="p2")
    assert list(SealedValue.objects.values_list("object", flat=True)) == [object_of(kept.pk, 1)]
    assert "IBAN ••••0189" in PostVersion.objects.first().text


def test_a_post_that_is_refused_leaves_nothing_sealed(bank, monkeypatch):
    from parvis.intake import reading  # noqa: PLC0415

    real = reading.row_of

    def refused_by_a_constraint(enriched, **fields):
        row = real(enriched, **fields)
        if row.network_id == "p2":
            row.marks = [float("nan"), 2**80]  # no JSON
        return row

    monkeypatch.setattr(reading, "row_of", refused_by_a_constraint)
    store(bank, given(1, IBAN, **PRIVATE), given(2, OTHER, **PRIVATE))
    post = Post.objects.get()
    assert list(SealedValue.objects.values_list("object", flat=True)) == [object_of(post.pk, 1)]
    letter = DeadLetter.objects.get()
    assert "3704" not in letter.shown + letter.reason
