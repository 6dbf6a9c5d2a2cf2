"""The pages of the guard: who sees them, what they say, what they never keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.engine.guard import DEFAULT, Direction, Kind
from parvis.engine.guard.trial import Sample
from parvis.governance import actions, guard_samples
from parvis.governance.actions import Sealing
from parvis.governance.guard_samples import register_sample
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import (
    GuardPolicy,
    LedgerEntry,
    PublishedContact,
    Role,
    SealedValue,
    User,
)
from parvis.governance.protection import POLICIES
from parvis.governance.queries.trial import try_policy
from tests.conftest import PASSWORD, Bank, drop_triggers
from tests.query_counts import as_many_queries_as_kept

Enter = Callable[[User], Client]
IBAN = "FR7630006000011234567890189"
KEEP = 'version = 1\n[kinds.PHONE]\nreceived_public = "keep"\n'


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def drafted(bank: Bank, policy: str = KEEP, note: str = "For the pilot") -> GuardPolicy:
    return actions.draft_policy(actor=bank.ada, entity=bank.north, text=policy, note=note)


def signed(bank: Bank, policy: str = KEEP) -> GuardPolicy:
    draft = drafted(bank, policy)
    return actions.sign_policy(
        actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried"
    )


def pages(bank: Bank) -> list[str]:
    here = f"/guard/{bank.north.pk}/"
    return ["/guard/", here, f"{here}trial/", f"{here}versions/1/", f"{here}contacts/"]


# Who sees what


@pytest.mark.parametrize("who", ["karim", "claire", "ada"])
def test_whoever_reads_governance_reads_the_guard(bank: Bank, log_in: Enter, who: str) -> None:
    signed(bank)
    drafted(bank, "version = 1\n")
    client = log_in(getattr(bank, who))
    for path in [*pages(bank), "/guard/try/"]:
        assert client.get(path).status_code == 200, path


def test_an_agent_tries_texts_and_sees_nothing_else(bank: Bank, log_in: Enter) -> None:
    signed(bank)
    client = log_in(bank.anne)
    assert client.get("/guard/")["Location"] == "/guard/try/"
    assert 'href="/guard/"' in text(client.get("/guard/try/"))
    for path in pages(bank)[1:]:
        assert client.get(path).status_code == 404, path


def test_another_entity_is_not_there(bank: Bank, log_in: Enter) -> None:
    sealed = sealed_value(bank)
    signed(bank)
    stranger = actions.create_person(
        actor=SYSTEM, username="sven", password=PASSWORD, entity=bank.south, role=Role.SUPERVISOR
    )
    client = log_in(stranger)
    for path in [*pages(bank)[1:], f"/sealed/{sealed.pk}/", f"/guard/{bank.north.pk}/sign/"]:
        assert client.get(path).status_code == 404, path
    assert "Exemple Nord" not in text(client.get("/guard/"))


@pytest.mark.parametrize("who", ["karim", "claire"])
def test_only_administrators_draft_and_publish(bank: Bank, log_in: Enter, who: str) -> None:
    client = log_in(getattr(bank, who))
    here = f"/guard/{bank.north.pk}/"
    for path in ("draft/", "contacts/new/", "contacts/import/"):
        assert client.get(here + path).status_code == 403, path
    drafted(bank)
    assert client.post(f"{here}discard/").status_code == 403
    assert GuardPolicy.objects.exists()


# Drafting and signing


def test_a_policy_is_drafted_read_and_signed(bank: Bank, log_in: Enter) -> None:
    here = f"/guard/{bank.north.pk}/"
    client = log_in(bank.ada)
    assert "version = 1" in text(client.get(f"{here}draft/"))
    page = client.post(f"{here}draft/", {"text": KEEP, "note": "Pilot"}, follow=True)
    assert "The draft is saved" in text(page)
    assert f"{here}sign/" not in text(page)
    page = text(client.get(f"{here}sign/"))
    assert "You wrote this draft" in page
    assert 'name="password"' not in page
    client = log_in(bank.karim)
    assert f"{here}sign/" in text(client.get(here))
    page = text(client.get(f"{here}sign/"))
    assert "Phone number" in page
    assert "kept" in page
    draft = GuardPolicy.objects.get()
    given = {"digest": draft.content_digest, "password": PASSWORD, "reason": "Tried for a week"}
    page = client.post(f"{here}sign/", given, follow=True)
    assert "in force from now on" in text(page)
    draft.refresh_from_db()
    assert draft.signed_by == bank.karim
    assert "version 1" in text(client.get("/guard/"))
    assert "Tried for a week" in text(client.get(here))
    assert "Tried for a week" in text(client.get(f"{here}versions/1/"))


def test_a_signature_without_a_reason_signs_nothing(bank: Bank, log_in: Enter) -> None:
    draft = drafted(bank)
    given = {"digest": draft.content_digest, "password": PASSWORD, "reason": " "}
    page = log_in(bank.karim).post(f"/guard/{bank.north.pk}/sign/", given)
    assert "required" in text(page)
    assert not GuardPolicy.objects.filter(signed_at__isnull=False).exists()


def test_each_version_shows_the_reason_of_its_own_signature(bank: Bank, log_in: Enter) -> None:
    for reason, policy in (("A first try", KEEP), ("Back again", "version = 1\n")):
        draft = drafted(bank, policy)
        actions.sign_policy(
            actor=bank.karim, draft=draft, digest=draft.content_digest, reason=reason
        )
    client, here = log_in(bank.claire), f"/guard/{bank.north.pk}/"
    assert "Back again" not in text(client.get(f"{here}versions/1/"))
    assert "Back again" in text(client.get(f"{here}versions/2/"))
    page = text(client.get(here))
    assert page.index("Back again") < page.index("A first try")


def test_a_wrong_password_signs_nothing(bank: Bank, log_in: Enter) -> None:
    draft = drafted(bank)
    given = {"digest": draft.content_digest, "password": "wrong", "reason": "Tried"}
    page = log_in(bank.karim).post(f"/guard/{bank.north.pk}/sign/", given)
    assert "not your password" in text(page)
    draft.refresh_from_db()
    assert draft.signed_at is None


def test_a_wrong_password_is_told_at_the_top_and_at_its_field(bank: Bank, log_in: Enter) -> None:
    draft = drafted(bank)
    given = {"digest": draft.content_digest, "password": "wrong", "reason": "Tried"}
    page = text(log_in(bank.karim).post(f"/guard/{bank.north.pk}/sign/", given))
    assert page.index("Not signed.") < page.index("not your password") < page.index("What changes")
    assert page.count("not your password") == 2
    assert re.search(r'<input type="password"[^>]* autofocus', page)
    assert page.count(" autofocus") == 1


def test_a_missing_reason_leads_to_its_field(bank: Bank, log_in: Enter) -> None:
    given = {"digest": drafted(bank).content_digest, "password": PASSWORD, "reason": ""}
    page = text(log_in(bank.karim).post(f"/guard/{bank.north.pk}/sign/", given))
    assert re.search(r'<textarea name="reason"[^>]* autofocus', page)
    assert page.count(" autofocus") == 1


def test_a_draft_changed_meanwhile_is_not_signed(bank: Bank, log_in: Enter) -> None:
    digest = drafted(bank).content_digest
    drafted(bank, "version = 1\n")
    given = {"digest": digest, "password": PASSWORD, "reason": "Tried for a week"}
    page = log_in(bank.karim).post(f"/guard/{bank.north.pk}/sign/", given)
    assert "changed since you read it" in text(page)
    assert not GuardPolicy.objects.filter(signed_at__isnull=False).exists()


def test_problems_are_shown_beside_their_lines_and_nothing_is_lost(
    bank: Bank, log_in: Enter
) -> None:
    wrong = 'version = 1\n[kinds.CVV]\nsent = "keep"\n[kinds.IBNA]\n<script>alert(1)</script>'
    page = log_in(bank.ada).post(f"/guard/{bank.north.pk}/draft/", {"text": wrong, "note": ""})
    assert "not TOML" in text(page)
    assert "<script>alert" not in text(page)
    wrong = wrong.rpartition("\n")[0]
    page = log_in(bank.ada).post(f"/guard/{bank.north.pk}/draft/", {"text": wrong, "note": ""})
    problems = page.context["problems"]  # type: ignore[attr-defined]
    assert [(p.line, p.text) for p in problems] == [(3, 'sent = "keep"'), (4, "[kinds.IBNA]")]
    assert "always destroyed" in text(page)
    assert "Did you mean: IBAN?" in text(page)
    assert "[kinds.IBNA]" in text(page)
    assert not GuardPolicy.objects.exists()


def test_a_draft_begins_where_one_wants(bank: Bank, log_in: Enter) -> None:
    client, path = log_in(bank.ada), f"/guard/{bank.north.pk}/draft/"

    def begins(query: str = "") -> str:
        return client.get(path + query).context["form"].initial["text"]

    assert begins().startswith("# What the guard does")
    signed(bank)
    assert begins() == KEEP
    drafted(bank, "version = 1\n")
    assert begins() == "version = 1\n"
    assert begins("?from=force") == KEEP
    assert begins("?from=defaults").startswith("# What the guard does")


def test_where_nobody_else_may_sign_the_page_says_so(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/guard/{bank.south.pk}/"
    assert "You are the only person here" in text(client.get(here))
    actions.draft_policy(actor=bank.ada, entity=bank.south, text=KEEP)
    assert "Nobody else may sign this draft" in text(client.get(here))
    drafted(bank)
    assert "Nobody else may sign" not in text(client.get(f"/guard/{bank.north.pk}/"))


def test_a_draft_that_changes_nothing_cannot_be_signed(bank: Bank, log_in: Enter) -> None:
    draft = drafted(bank, "# As it is by default.\nversion = 1\n")
    client, here = log_in(bank.karim), f"/guard/{bank.north.pk}/"
    page = text(client.get(here))
    assert "Nothing changes." in page
    assert f"{here}sign/" not in page
    assert 'name="password"' not in text(client.get(f"{here}sign/"))
    given = {"digest": draft.content_digest, "password": PASSWORD, "reason": "Tried for a week"}
    assert "says the same as the policy in force" in text(client.post(f"{here}sign/", given))
    assert not GuardPolicy.objects.filter(signed_at__isnull=False).exists()


def test_of_many_problems_the_first_are_shown_and_the_others_counted(
    bank: Bank, log_in: Enter
) -> None:
    wrong = "version = 1\n" + "".join(f"key{n} = {n}\n" for n in range(4_000))
    path = f"/guard/{bank.north.pk}/draft/"
    page = log_in(bank.ada).post(path, {"text": wrong, "note": ""})
    assert len(page.context["problems"]) == 50  # type: ignore[attr-defined]
    assert "3950 more problems" in text(page)
    assert len(page.content) < 200_000
    few = log_in(bank.ada).post(path, {"text": "version = 1\nkey = 1\n", "note": ""})
    assert "more problem" not in text(few)


def test_a_policy_changed_behind_parvis_is_told(bank: Bank, log_in: Enter) -> None:
    policy = signed(bank)
    drop_triggers(POLICIES)
    GuardPolicy.objects.filter(pk=policy.pk).update(text="version = 1\n", digest="1" * 64)
    client = log_in(bank.claire)
    assert "is not what was signed" in text(client.get(f"/guard/{bank.north.pk}/"))
    assert "not the one that was signed" in text(client.get(f"/guard/{bank.north.pk}/versions/1/"))


def test_a_policy_forged_with_its_digest_is_told_by_the_ledger(bank: Bank, log_in: Enter) -> None:
    policy = signed(bank)
    path = f"/guard/{bank.north.pk}/versions/1/"
    assert "not the one that was signed" not in text(log_in(bank.claire).get(path))
    policy.text = "version = 1\n"
    drop_triggers(POLICIES)
    GuardPolicy.objects.filter(pk=policy.pk).update(text=policy.text, digest=policy.digest_of_text)
    assert "not the one that was signed" in text(log_in(bank.claire).get(path))


def test_a_version_shows_what_it_changed(bank: Bank, log_in: Enter) -> None:
    signed(bank)
    signed(bank, 'version = 1\n[customer_ids]\nforms = ["AA999999"]\n')
    client = log_in(bank.claire)
    second = text(client.get(f"/guard/{bank.north.pk}/versions/2/"))
    assert "AA999999" in second
    assert "Phone number" in second
    assert client.get(f"/guard/{bank.north.pk}/versions/3/").status_code == 404


# Trying


class Stored:
    """Texts that a room above might hold."""

    def __init__(self, *samples: Sample) -> None:
        self.samples = samples
        self.asked: list[tuple[set[int], int]] = []

    def texts(self, entity_ids: Collection[int], since: datetime, limit: int) -> Iterator[Sample]:
        self.asked.append((set(entity_ids), limit))
        yield from self.samples


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> Stored:
    monkeypatch.setattr(guard_samples, "_providers", {})
    masked = Sample("[PHONE]", Direction.RECEIVED_PUBLIC, (Kind.PHONE,))
    provider = Stored(masked, masked, Sample("bonjour", Direction.RECEIVED_PUBLIC))
    register_sample("test.posts", provider)
    return provider


def test_a_trial_tells_what_would_have_changed(bank: Bank, log_in: Enter, stored: Stored) -> None:
    drafted(bank)
    client = log_in(bank.karim)
    page = client.get(f"/guard/{bank.north.pk}/trial/", {"days": "30"})
    [row] = page.context["changes"]
    assert (row.kind, row.posts, row.values) == (Kind.PHONE, 2, 2)
    assert page.context["tried"].days == 30
    assert "3 posts were looked at" in text(page)
    for odd in ("8", "x", ""):
        page = client.get(f"/guard/{bank.north.pk}/trial/", {"days": odd})
        assert page.context["tried"].days == 7


def test_a_trial_says_that_what_is_sealed_stays_sealed(
    bank: Bank, log_in: Enter, stored: Stored
) -> None:
    sealed = Sample("[IBAN]", Direction.RECEIVED_PRIVATE, (Kind.IBAN,))
    register_sample("test.private", Stored(sealed))
    drafted(bank, 'version = 1\n[kinds.IBAN]\nreceived_private = "mask"\n')
    [row] = log_in(bank.karim).get(f"/guard/{bank.north.pk}/trial/").context["changes"]
    assert "stay sealed" in row.lasting


@pytest.mark.parametrize("before", ["mask", "destroy", "seal"])
def test_what_would_stand_in_clear_is_said_before_it_is_tried_and_signed(
    bank: Bank, log_in: Enter, stored: Stored, before: str
) -> None:
    signed(
        bank, f'version = 1\n[kinds.EMAIL]\nreceived_private = "{before}"\n[kinds.PHONE]\nlast = 2'
    )
    register_sample(
        "test.private", Stored(Sample("[EMAIL]", Direction.RECEIVED_PRIVATE, (Kind.EMAIL,)))
    )
    drafted(bank, 'version = 1\n[kinds.EMAIL]\nreceived_private = "keep"\n[kinds.IBAN]\nlast = 2\n')
    client = log_in(bank.karim)
    trial = client.get(f"/guard/{bank.north.pk}/trial/")
    [row] = trial.context["changes"]
    assert "In new posts such data would stand in clear" in row.lasting
    for path in ("trial/", "sign/", ""):
        page = text(client.get(f"/guard/{bank.north.pk}/{path}"))
        assert "from then on this data stands in clear" in page
        assert "<strong>E-mail address (Received in private)</strong>" in page
        assert "a reply may leave with this data" not in page


def test_nothing_is_said_to_stand_in_clear_where_less_is_kept(
    bank: Bank, log_in: Enter, stored: Stored
) -> None:
    signed(bank)
    drafted(bank, "version = 1\n")
    for path in ("trial/", "sign/"):
        page = text(log_in(bank.karim).get(f"/guard/{bank.north.pk}/{path}"))
        assert "in clear" not in page.partition("What a trial can know")[0]


def test_the_policy_says_of_a_reply_whether_it_leaves_and_not_how_it_is_masked(
    bank: Bank, log_in: Enter, stored: Stored
) -> None:
    signed(bank, 'version = 1\n[kinds.PHONE]\nsent = "keep"\n[kinds.IBAN]\nsent = "seal"\n')
    page = log_in(bank.karim).get(f"/guard/{bank.north.pk}/")
    said = {kind: cells[2].word for group in page.context["groups"] for kind, cells in group.rows}
    assert said[Kind.PHONE] == "may be sent"
    assert {word for kind, word in said.items() if kind != Kind.PHONE} == {"reply refused"}
    assert "nothing of its text is stored" in text(page)
    drafted(bank, 'version = 1\n[kinds.PHONE]\nsent = "keep"\n[kinds.EMAIL]\nsent = "keep"\n')
    page = log_in(bank.karim).get(f"/guard/{bank.north.pk}/sign/")
    [email, iban] = sorted(page.context["changes"].rules, key=lambda change: change.kind)
    assert (email.before.word, email.after.word) == ("reply refused", "may be sent")
    assert (iban.after.word, iban.after.details) == ("reply refused", "as before")
    assert "a reply may leave with this data in it:" in text(page)
    assert page.context["changes"].leaving == ["E-mail address"]


def test_a_trial_looks_at_entities_that_would_follow(bank: Bank, stored: Stored) -> None:
    signed(bank)
    tried = try_policy(bank.group, DEFAULT, days=7)
    assert stored.asked[0][0] == {bank.group.pk, bank.south.pk}
    assert tried.whole


def test_a_trial_that_was_cut_off_says_so(bank: Bank, log_in: Enter, stored: Stored) -> None:
    drafted(bank)
    assert not try_policy(bank.north, DEFAULT, days=7, limit=3).whole
    out_of_time = try_policy(bank.north, DEFAULT, days=7, seconds=-1)
    assert (out_of_time.whole, out_of_time.trial.looked_at) == (False, 0)


def test_without_a_draft_there_is_nothing_to_try(bank: Bank, log_in: Enter) -> None:
    page = log_in(bank.karim).get(f"/guard/{bank.north.pk}/trial/")
    assert page.status_code == 404
    assert "There is no draft" in text(page)


def test_a_text_is_explained_and_forgotten(
    bank: Bank, log_in: Enter, caplog: pytest.LogCaptureFixture
) -> None:
    client = log_in(bank.anne)
    entries = LedgerEntry.objects.count()
    given = {"entity": bank.north.pk, "text": f"mon IBAN <b>{IBAN}</b>"}
    with caplog.at_level(0), CaptureQueriesContext(connection) as asked:
        page = client.post("/guard/try/", given)
    [finding] = page.context["explained"].findings
    assert (finding.kind, finding.value) == (Kind.IBAN, IBAN)
    assert f"<mark>{IBAN}</mark>" in text(page)
    assert "check digits are right" in text(page)
    assert "cannot be sent" in text(page)
    assert "<b>" not in text(page)
    assert "[IBAN ••••0189]" in text(page)
    assert IBAN not in caplog.text
    assert not [query for query in asked.captured_queries if IBAN in query["sql"]]
    assert not [query for query in asked.captured_queries if query["sql"].startswith("INSERT")]
    assert LedgerEntry.objects.count() == entries
    assert page["Cache-Control"] == "private, no-store"


def test_a_text_is_never_in_an_address(bank: Bank, log_in: Enter) -> None:
    page = log_in(bank.anne).get("/guard/try/", {"entity": bank.north.pk, "text": IBAN})
    assert "explained" not in page.context
    assert page.context["form"]["text"].value() is None
    assert page.context["form"]["entity"].value() == str(bank.north.pk)


def test_a_text_is_tried_on_ones_own_entities_only(bank: Bank, log_in: Enter) -> None:
    page = log_in(bank.anne).post("/guard/try/", {"entity": bank.south.pk, "text": IBAN})
    assert "explained" not in page.context


def test_a_plain_text_could_be_sent(bank: Bank, log_in: Enter) -> None:
    page = log_in(bank.anne).post("/guard/try/", {"entity": bank.north.pk, "text": IBAN})
    ways = [outcome.direction for outcome in page.context["explained"].outcomes]
    assert ways == ["Received in public", "Received in private"]
    page = log_in(bank.anne).post("/guard/try/", {"entity": bank.north.pk, "text": "Merci !"})
    assert "Nothing is found" in text(page)
    assert text(page).count("could be sent") == 2


def test_a_reply_that_asks_is_told_so(bank: Bank, log_in: Enter) -> None:
    given = {"entity": bank.north.pk, "text": "Quel est votre mot de passe ?"}
    page = log_in(bank.anne).post("/guard/try/", given)
    assert "asks for what nobody may be asked for" in text(page)


# Contacts


def test_contacts_are_added_found_and_removed(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/guard/{bank.north.pk}/contacts/"
    assert "No contact yet" in text(client.get(here))
    given = {"label": "Agence Lille", "kind": "PHONE", "value": "+33 3 20 00 00 00"}
    assert client.post(f"{here}new/", given).status_code == 302
    assert "Agence Lille" in text(client.get(here, {"q": "lille"}))
    missed = text(client.get(here, {"q": "lyon"}))
    assert "Agence Lille" not in missed
    assert "No contact fits" in missed
    assert "published by this entity already" in text(client.post(f"{here}new/", given))
    contact = PublishedContact.objects.get()
    page = client.post(f"/contacts/{contact.pk}/remove/", follow=True)
    assert "the guard finds this value" in text(page)
    assert "removed already" in text(client.post(f"/contacts/{contact.pk}/remove/", follow=True))


def test_a_contact_that_does_not_hold_is_refused_in_place(bank: Bank, log_in: Enter) -> None:
    given = {"label": "Lille", "kind": "EMAIL", "value": "@gmail.com"}
    page = log_in(bank.ada).post(f"/guard/{bank.north.pk}/contacts/new/", given)
    assert "Anybody has addresses" in text(page)
    given = {"label": "Lille", "kind": "CARD", "value": "4970101234567890"}
    page = log_in(bank.ada).post(f"/guard/{bank.north.pk}/contacts/new/", given)
    assert not PublishedContact.objects.exists()


def hand_in(client: Client, bank: Bank, rows: str) -> object:
    file = SimpleUploadedFile("branches.csv", rows.encode())
    return client.post(f"/guard/{bank.north.pk}/contacts/import/", {"file": file}, follow=True)


def handed_in_file(page: object) -> str:
    digest: str = page.context["register"].digest  # type: ignore[attr-defined]
    return digest


def test_a_branch_register_is_looked_at_before_it_is_taken_in(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/guard/{bank.north.pk}/contacts/"
    page = hand_in(client, bank, "label,phone\nLille,+33 3 20 00 00 00\nLyon,12\n")
    assert "Nothing is changed yet" in text(page)
    assert "no whole telephone number" in text(page)
    assert not PublishedContact.objects.exists()
    planned = page.context["plan"].digest  # type: ignore[attr-defined]
    given = {"planned": planned, "file": handed_in_file(page)}
    page = client.post(f"{here}import/look/", given, follow=True)
    assert "is taken in" in text(page)
    assert "+33 3 20 00 00 00" in text(page)
    page = hand_in(client, bank, "label,phone\nNice,+33 4 93 12 34 56\n")
    shown = text(page)
    assert "Would be removed" in shown
    assert "+33 3 20 00 00 00" in shown
    given = {"planned": planned, "file": handed_in_file(page)}
    page = client.post(f"{here}import/look/", given, follow=True)
    assert "would do something else now" in text(page)
    assert PublishedContact.objects.get().label == "Lille"


def test_of_two_tabs_the_first_never_uses_the_file_of_the_second(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/guard/{bank.north.pk}/contacts/"
    first = hand_in(client, bank, "label,phone\nLille,+33 3 20 00 00 00\n")
    tab = {"planned": first.context["plan"].digest, "file": handed_in_file(first)}  # type: ignore[attr-defined]
    second = hand_in(client, bank, "label,phone\nLyon,+33 4 72 12 34 56\n")
    for path in ("look/", "leave/"):
        page = client.post(f"{here}import/{path}", tab, follow=True)
        assert "You chose another file since" in text(page)
        assert "+33 4 72 12 34 56" in text(page)
        assert handed_in_file(page) == handed_in_file(second)
    assert "You chose another file since" in text(client.post(f"{here}import/leave/", follow=True))
    assert not PublishedContact.objects.exists()
    client.post(f"{here}import/leave/", {"file": handed_in_file(second)})
    for path in ("look/", "leave/"):
        page = client.post(f"{here}import/{path}", tab, follow=True)
        assert "no file of yours to look at any more" in text(page)
    assert not PublishedContact.objects.exists()


def test_a_refused_row_is_named_by_its_line_where_it_does_not_say_whose_it_is(
    bank: Bank, log_in: Enter
) -> None:
    client = log_in(bank.ada)
    rows = "Libellé;Téléphone\nLille;+33 3 20 00 00 00\n;+33 4 72 12 34 56\nLyon;12\n"
    page = text(hand_in(client, bank, rows))
    assert "Line 3</th>" in page
    assert "not said" in page
    # In a file where no row holds, the rows are named where it is refused.
    page = text(hand_in(client, bank, "Libellé;Téléphone\n;+33 4 72 12 34 56\nLyon;12\n"))
    assert "nothing that could be taken" in page
    assert "Line 2</th>" in page
    assert "no whole telephone number" in page


def test_the_page_lists_the_headings_of_both_languages(bank: Bank, log_in: Enter) -> None:
    page = text(log_in(bank.ada).get(f"/guard/{bank.north.pk}/contacts/import/"))
    for heading in ("Postal address", "Libellé", "Téléphone", "Courriel", "Adresse postale"):
        assert heading in page


def test_a_file_that_is_no_register_is_refused_in_place(bank: Bank, log_in: Enter) -> None:
    page = hand_in(log_in(bank.ada), bank, f"label;{IBAN}\n")
    assert "not known, in place 2. Nothing was changed" in text(page)
    assert IBAN not in text(page)
    page = hand_in(log_in(bank.ada), bank, "label,phone\n" + "L,1\n" * 300_000)
    assert "larger than 900 kB" in text(page)


def test_a_file_may_be_left(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/guard/{bank.north.pk}/contacts/import/"
    page = hand_in(client, bank, "label,phone\nLille,+33 3 20 00 00 00\n")
    given = {"file": handed_in_file(page)}
    assert "Nothing was changed" in text(client.post(f"{here}leave/", given, follow=True))
    assert "no file of yours" in text(client.get(f"{here}look/", follow=True))
    assert "no file of yours" in text(client.post(f"{here}leave/", follow=True))
    assert not PublishedContact.objects.exists()


def test_the_file_of_one_person_is_not_shown_to_another(bank: Bank, log_in: Enter) -> None:
    hand_in(log_in(bank.ada), bank, "label,phone\nLille,+33 3 20 00 00 00\n")
    other = actions.create_person(
        actor=SYSTEM, username="otto", password=PASSWORD, entity=bank.north,
        role=Role.ADMINISTRATOR, language="en",
    )  # fmt: skip
    look = f"/guard/{bank.north.pk}/contacts/import/look/"
    assert "no file of yours" in text(log_in(other).get(look, follow=True))
    assert log_in(bank.karim).get(look).status_code == 403


def test_of_a_long_register_the_first_values_are_shown(bank: Bank, log_in: Enter) -> None:
    rows = "".join(f"B{n},+33 1 42 {n:06d}\n" for n in range(200_000, 200_300))
    page = text(hand_in(log_in(bank.ada), bank, f"label,phone\n{rows}"))
    assert page.count("+33 1 42") == 50
    assert "The first 50 of 300 are shown." in page


def test_the_last_change_of_contacts_is_undone_with_one_button(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/guard/{bank.north.pk}/contacts/"
    assert "Undo" not in text(client.get(here))
    given = {"label": "Agence Lille", "kind": "PHONE", "value": "+33 3 20 00 00 00"}
    client.post(f"{here}new/", given)
    contact = PublishedContact.objects.get()
    page = client.post(f"/contacts/{contact.pk}/remove/", follow=True)
    change = page.context["last"].key
    assert f'name="change" value="{change}"' in text(page).replace("&#x2B;", "+")
    page = client.post(f"{here}undo/", {"change": change}, follow=True)
    assert "Undone. Back again: 1. Removed: 0." in text(page)
    assert "Agence Lille" in text(page)
    for late in (change, "yesterday", ""):
        page = client.post(f"{here}undo/", {"change": late}, follow=True)
        assert "Nothing was undone" in text(page)
    assert "Undo" not in text(log_in(bank.karim).get(here))
    assert log_in(bank.karim).post(f"{here}undo/", {"change": change}).status_code == 403


# Sealed values


def sealed_value(bank: Bank) -> SealedValue:
    value = Sealing(
        entity_id=bank.north.pk, object="intake.post:1", mark=0, kind=Kind.IBAN, value=IBAN, days=9
    )
    actions.seal_values(actor=SYSTEM, values=[value])
    return SealedValue.objects.get()


def test_a_sealed_value_is_shown_once_for_a_reason(bank: Bank, log_in: Enter) -> None:
    client, path = log_in(bank.karim), f"/sealed/{sealed_value(bank).pk}/"
    assert IBAN not in text(client.get(path))
    assert IBAN not in text(client.post(path, {"reason": "because"}))
    page = client.post(path, {"reason": "The customer asks to correct it"})
    assert IBAN in text(page)
    assert page["Cache-Control"] == "private, no-store"
    assert IBAN not in text(client.get(path))
    assert LedgerEntry.objects.filter(verb="governance.sealed.opened").count() == 1


def test_a_sealed_value_leads_back_to_where_it_was_met(bank: Bank, log_in: Enter) -> None:
    client, path = log_in(bank.karim), f"/sealed/{sealed_value(bank).pk}/"
    assert 'href="/conversations/7/"' in text(client.get(f"{path}?next=/conversations/7/"))
    assert 'href="https://evil' not in text(client.get(f"{path}?next=https://evil.example/"))
    opened = text(
        client.post(f"{path}?next=/conversations/7/", {"reason": "A transfer to look at"})
    )
    assert "<dt>Times opened</dt><dd>1</dd>" in opened
    assert 'href="/conversations/7/"' in opened


@pytest.mark.parametrize("who", ["anne", "claire", "ada"])
def test_nobody_but_supervisors_comes_to_sealed_values(bank: Bank, log_in: Enter, who: str) -> None:
    path = f"/sealed/{sealed_value(bank).pk}/"
    assert (
        log_in(getattr(bank, who)).post(path, {"reason": "Out of mere interest"}).status_code == 404
    )


# What a page costs


def test_the_list_of_guards_costs_the_same_whatever_its_length(bank: Bank, log_in: Enter) -> None:
    signed(bank)
    client = log_in(bank.karim)

    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    before = cost("/guard/"), cost(f"/guard/{bank.north.pk}/")
    for n in range(5):
        entity = actions.create_entity(actor=SYSTEM, key=f"e{n}", name=f"E{n}", parent=bank.north)
        ada = User.objects.get(pk=bank.ada.pk)  # who has not yet seen the tree without it
        actions.draft_policy(actor=ada, entity=entity, text=KEEP)
        signed(bank, f'version = 1\n[customer_ids]\nforms = ["AA99999{n}"]\n')
    assert (cost("/guard/"), cost(f"/guard/{bank.north.pk}/")) == before
    assert before[0] <= 8
    assert before[1] <= 12


def test_the_pages_of_contacts_and_drafts_ask_what_is_kept(bank: Bank, log_in: Enter) -> None:
    client, here = log_in(bank.ada), f"/guard/{bank.north.pk}/"
    hand_in(client, bank, "label,phone\nLille,+33 3 20 00 00 00\nLyon,+33 4 72 12 34 56\n")
    for name, path in (
        ("guard contacts", "contacts/"),
        ("guard register looked at", "contacts/import/look/"),
        ("guard draft as a table", "draft/table/"),
    ):
        client.get(here + path)
        with as_many_queries_as_kept(name):
            assert client.get(here + path).status_code == 200
