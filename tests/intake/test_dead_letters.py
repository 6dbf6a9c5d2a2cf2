"""Dead letters: sealed, shown masked, replayed or put aside."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.errors import Conflict, Invalid, NotAllowed, NotFound
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry
from parvis.governance.sealing import unseal
from parvis.intake.actions import discard_dead_letter, replay_dead_letter, store_batch
from parvis.intake.letters import letter_of, shown
from parvis.intake.models import DeadLetter, Post
from parvis.intake.queries import dead_letter_for, dead_letters
from parvis.networks.network import Batch, Unreadable

IBAN = "FR7630006000011234567890189"
CARD = "4970101234567890"


def keep(bank, *payloads: bytes, reason: str = "line.not_json") -> list[DeadLetter]:
    unreadable = tuple(Unreadable(payload, reason) for payload in payloads)
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(unreadable=unreadable))
    return list(DeadLetter.objects.order_by("pk"))


def test_a_payload_is_kept_once_however_often_it_comes(bank):
    keep(bank, b"{broken", b"{broken", b"other")
    assert len(keep(bank, b"{broken")) == 2
    kept = LedgerEntry.objects.filter(verb="intake.dead_letter.kept")
    assert [act.data["count"] for act in kept] == [2]


def test_a_payload_is_sealed_and_nothing_of_its_data_is_in_the_row(bank):
    payload = json.dumps({"text": f"IBAN {IBAN}"}).encode()
    [letter] = keep(bank, payload)
    assert unseal(letter.sealed) == payload
    assert IBAN not in letter.shown
    assert "[IBAN ••••0189]" in letter.shown
    row = DeadLetter.objects.values_list().get()
    assert not any(IBAN.encode() in bytes(str(value), "utf-8") for value in row)


def test_an_escaped_digit_is_a_digit():
    escaped = "".join(f"\\u{ord(sign):04x}" for sign in IBAN)
    assert "[IBAN ••••0189]" in shown(f'{{"text": "{escaped}"'.encode())


def test_a_number_cut_in_two_at_the_end_of_what_is_shown_does_not_show():
    for length in range(19_960, 20_010):
        text = shown(b"a" * length + b" " + IBAN.encode() + b" " + CARD.encode(), limit=50_000)
        assert IBAN[:12] not in text
        assert CARD[:8] not in text


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_can_be_shown(payload):
    text = shown(payload)
    text.encode()
    assert "\0" not in text
    assert len(text) <= 2_000


def test_unreadable_bytes_do_not_hide_that_a_payload_was_cut():
    begin = IBAN[:4].encode() + b"\xff" * 19_000 + IBAN[4:].encode() + b" "
    for length in range(20_000 - len(CARD), 20_000):
        text = shown(begin.ljust(length) + CARD.encode() + b" and more")
        assert CARD[:8] not in text


def test_the_digest_is_keyed(bank):
    letter = letter_of(Unreadable(b"0612345678", "x"), account=bank.account, now=timezone.now())
    assert letter.digest != sha256(b"0612345678").hexdigest()


def test_a_letter_that_reads_now_is_taken_in_and_settled(bank):
    [letter] = keep(bank, json.dumps({"id": "1", "text": f"x {IBAN}"}).encode(), reason="old.bug")
    settled = replay_dead_letter(actor=bank.karim, letter=letter)
    assert settled.outcome == "replayed"
    assert Post.objects.get().network_id == "1"
    assert IBAN not in Post.objects.get().text
    assert not dead_letters().exists()
    with pytest.raises(Conflict):
        replay_dead_letter(actor=bank.karim, letter=letter)
    act = LedgerEntry.objects.get(verb="intake.dead_letter.replayed")
    assert (act.actor, act.object) == ("karim", f"intake.dead_letter:{letter.pk}")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"{broken", "line.not_json"),
        (b"[" * 100_000, "line.not_json"),
        (b'{"text": "x"}', "post.field_missing: id"),
        (b"\xff\xfe", "line.not_json"),
        (b'{"id": "1", "text": "x", "created_at": "soon"}', "post.date_unreadable: created_at"),
    ],
)
def test_a_letter_that_is_still_unreadable_stays_with_its_new_reason(bank, payload, reason):
    [letter] = keep(bank, payload, reason="some.other")
    tried = replay_dead_letter(actor=SYSTEM, letter=letter)
    assert (tried.attempts, tried.reason, tried.settled_at) == (1, reason, None)
    assert DeadLetter.objects.count() == 1
    assert not Post.objects.exists()


def test_a_letter_that_the_store_refuses_again_stays_one_letter(bank, monkeypatch):
    payload = b'{"id": "1", "text": "y"}'
    [letter] = keep(bank, payload)

    def breaks(*_args, **_fields):
        raise ArithmeticError

    monkeypatch.setattr("parvis.intake.reading.row_of", breaks)
    tried = replay_dead_letter(actor=SYSTEM, letter=letter)
    assert (tried.reason, tried.attempts) == ("unexpected.ArithmeticError", 1)
    assert DeadLetter.objects.count() == 1


def test_a_letter_is_put_aside_with_a_reason_by_who_may(bank):
    [letter] = keep(bank, b"{broken")
    for person in (bank.anne, bank.sam, bank.claire):
        with pytest.raises(NotAllowed):
            discard_dead_letter(actor=person, letter=letter, reason="spam")
        with pytest.raises(NotAllowed):
            replay_dead_letter(actor=person, letter=letter)
    with pytest.raises(Invalid):
        discard_dead_letter(actor=bank.karim, letter=letter, reason=" ")
    discard_dead_letter(actor=bank.karim, letter=letter, reason="spam")
    assert not dead_letters().exists()
    assert dead_letters(settled=True).get().outcome == "discarded"


def test_people_see_the_letters_of_their_entities(bank):
    [letter] = keep(bank, b"{broken")
    assert dead_letter_for(bank.karim, letter.pk) == letter
    for person in (bank.sam, bank.anne):
        with pytest.raises(NotFound):
            dead_letter_for(person, letter.pk)


def test_a_letter_sealed_under_a_key_that_is_gone_says_so(bank, settings):
    [letter] = keep(bank, b"{broken")
    settings.PARVIS_KEYS = [Fernet.generate_key().decode()]
    tried = replay_dead_letter(actor=SYSTEM, letter=letter)
    assert tried.reason == "governance.seal_broken"
