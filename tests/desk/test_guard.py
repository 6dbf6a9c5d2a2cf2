"""What the guard does at the desk: a secret in public, sealed values, drafts, searches."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import EXPOSED, IBAN, Desk
from tests.desk.test_views import HTMX, act
from tests.query_counts import as_many_queries_as_kept

from parvis.desk.actions import add_note, cancel_reply, resolve_conversation
from parvis.desk.follow import follow_intake
from parvis.desk.forms import InboxForm
from parvis.desk.live import position
from parvis.desk.models import Conversation, Note, Reply
from parvis.desk.queries.tail import news_after
from parvis.desk.templatetags.desk import outermost
from parvis.engine.guard.answers import DEFAULT_ANSWERS, DELETE_POST
from parvis.engine.outbound import check_reply
from parvis.engine.outbound.objection import Code, Objection
from parvis.engine.post import Visibility
from parvis.governance.actions import draft_policy, sign_policy
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, SealedValue
from parvis.intake.actions import store_batch
from parvis.networks.network import Batch

CARD = "4970 1012 3456 7893"
OURS = DEFAULT_ANSWERS[DELETE_POST]
PRIVATE = {"visibility": Visibility.PRIVATE}


@pytest.fixture
def anne(bank, client: Client) -> Client:
    client.force_login(bank.anne)
    return client


@pytest.fixture
def karim(bank) -> Client:
    client = Client()
    client.force_login(bank.karim)
    return client


def page(client: Client, seen: Conversation, query: str = "") -> str:
    return unescape(client.get(reverse("conversation", args=[seen.pk]) + query).content.decode())


def banner(client: Client, seen: Conversation) -> str:
    found = re.search(r'<div id="exposed".*?(?=<div id="presence")', page(client, seen), re.DOTALL)
    assert found
    return found[0]


# A secret in public


def test_a_secret_in_public_is_said_by_its_kind_with_the_approved_answer(desk: Desk, anne):
    said = banner(anne, desk.receive(EXPOSED))
    assert "Found: IBAN." in said
    assert OURS["fr"] in said
    assert "3000" not in said


def test_the_answer_is_in_the_language_of_the_post(desk: Desk, anne):
    seen = desk.receive(f"Hello, why was my payment refused? My card number is {CARD}, thank you")
    assert OURS["en"] in banner(anne, seen)
    assert "Found: Card number." in banner(anne, seen)


def test_the_bank_own_wording_comes_first(desk: Desk, anne):
    own = "Bonjour, supprimez votre message s'il vous plaît."
    text = f'version = 1\n[answers.delete_post]\nfr = "{own}"\n'
    draft = draft_policy(actor=desk.bank.ada, entity=desk.bank.north, text=text)
    sign_policy(actor=desk.bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    assert own in banner(anne, desk.receive(EXPOSED))


@pytest.mark.parametrize(
    ("text", "given"), [("Bonjour, où est ma carte ?", {}), (EXPOSED, PRIVATE)]
)
def test_nothing_is_said_where_nothing_stands_in_public(desk: Desk, anne, text, given):
    assert "notice" not in banner(anne, desk.receive(text, **given))


def test_without_script_one_link_opens_the_composer_filled_in_to_be_seen_by_all(desk: Desk, anne):
    seen = desk.receive(EXPOSED)
    link = re.search(r'href="([^"]*fill=delete_post[^"#]*)', banner(anne, seen))
    assert link
    filled = unescape(anne.get(link[1]).content.decode())
    assert re.search(r"<textarea[^>]*>" + re.escape(OURS["fr"]) + "</textarea>", filled)
    assert re.search(r'value="public" checked', filled)


def test_the_approved_answers_may_be_sent_as_they_are():
    assert not any(check_reply(text, visibility="public") for text in OURS.values())


def test_once_it_is_asked_the_banner_says_so_and_then_goes(desk: Desk, anne):
    seen = desk.receive(EXPOSED)
    act(anne, "reply", seen.pk, text=OURS["fr"], visibility="public")
    assert "asks the author to delete" in banner(anne, seen)
    assert "fill=delete_post" not in banner(anne, seen)
    resolve_conversation(actor=desk.bank.anne, conversation=seen)
    assert "notice" not in banner(anne, seen)


def test_another_answer_or_one_taken_back_leaves_it_to_be_asked(desk: Desk, anne):
    seen = desk.receive(EXPOSED)
    act(anne, "reply", seen.pk, text="Bonjour, nous regardons.", visibility="public")
    assert "fill=delete_post" in banner(anne, seen)
    act(anne, "reply", seen.pk, text=OURS["fr"], visibility="public")
    cancel_reply(actor=desk.bank.anne, reply=Reply.objects.latest("pk"))
    assert "fill=delete_post" in banner(anne, seen)


def test_an_edit_that_brings_a_secret_in_is_to_be_asked_for_anew(desk: Desk, anne):
    seen = desk.receive(EXPOSED, id="p")
    act(anne, "reply", seen.pk, text=OURS["fr"], visibility="public")
    desk.receive(f"{EXPOSED} et ma carte {CARD}", id="p")
    assert "fill=delete_post" in banner(anne, seen)


def test_what_its_author_deleted_is_asked_for_no_more(desk: Desk, anne):
    seen = desk.receive(EXPOSED, id="p")
    desk.store(gone=("p",))
    follow_intake()
    assert "has deleted the post" in banner(anne, seen)
    desk.receive("Merci, c'est fait", in_reply_to="p", conversation="p")
    assert "notice" not in banner(anne, seen)


def test_what_stands_in_public_is_not_hidden_by_what_is_written_after_it(desk: Desk, anne):
    seen = desk.receive(EXPOSED, id="p")
    desk.receive("Vous êtes là ?", in_reply_to="p", conversation="p")
    assert "fill=delete_post" in banner(anne, seen)
    act(anne, "reply", seen.pk, text=OURS["fr"], visibility="public")
    desk.receive("Merci", in_reply_to="p", conversation="p")
    assert "notice" not in banner(anne, seen)


def test_a_banner_and_seals_cost_few_queries(desk: Desk, anne):
    seen = desk.receive(EXPOSED)
    act(anne, "assign", seen.pk, agent=desk.bank.anne.pk)
    with as_many_queries_as_kept("desk conversation, exposed"):
        anne.get(reverse("conversation", args=[seen.pk]))


def test_who_may_not_answer_sees_the_banner_and_no_button(desk: Desk, client):
    seen = desk.receive(EXPOSED)
    client.force_login(desk.bank.claire)
    assert "Found: IBAN." in banner(client, seen)
    assert "fill=delete_post" not in banner(client, seen)


def test_a_number_cut_in_two_is_hidden_from_an_open_page_once_the_rest_comes(desk: Desk, anne):
    seen = desk.receive("Ma carte : 4970 101", id="p")
    assert "4970 101" in page(anne, seen)
    before = position()
    version = Conversation.objects.get(pk=seen.pk).version
    minute = desk.stored("p").created_at + timedelta(minutes=1)
    desk.receive("2345 6789 3", in_reply_to="p", conversation="p", created_at=minute)
    news = news_after(before)
    assert seen.pk in news.changed_in({seen.entity_id})
    assert Conversation.objects.get(pk=seen.pk).version > version
    shown = page(anne, seen)
    assert "4970" not in shown
    assert 'data-version="2"' in shown
    assert "Found: Card number." in banner(anne, seen)
    assert Conversation.objects.get(pk=seen.pk).advice == "protect"


# Sealed values


def test_a_sealed_value_is_opened_by_those_who_may_for_a_reason_once(desk: Desk, anne, karim):
    seen = desk.receive(EXPOSED, **PRIVATE)
    assert "sealed, kept until" in page(anne, seen)
    sealed = SealedValue.objects.get()
    address = reverse("open_sealed", args=[sealed.pk])
    assert address not in page(anne, seen)
    assert f"{address}?next=/conversations/{seen.pk}/" in page(karim, seen)
    assert anne.get(address).status_code == 404
    opened = karim.post(address, {"reason": "The customer asks to correct it"})
    assert IBAN in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert IBAN not in page(karim, seen)
    entry = LedgerEntry.objects.get(verb="governance.sealed.opened")
    assert entry.actor == "karim"
    assert "3000" not in str(entry.data)


def test_what_expired_is_not_offered(desk: Desk, karim):
    seen = desk.receive(EXPOSED, **PRIVATE)
    SealedValue.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "sealed, kept until" not in page(karim, seen)


def test_earlier_states_keep_what_was_sealed_of_them(desk: Desk, karim):
    desk.receive(EXPOSED, id="p", **PRIVATE)
    seen = desk.receive("Pardon, DE89 3704 0044 0532 0130 00", id="p", **PRIVATE)
    shown = page(karim, seen)
    markers = re.findall(r"<code>([^<]*)</code>", shown)
    assert markers == ["••••3000", "••••0189"]


def test_what_is_sealed_costs_one_query_however_much_it_is(desk: Desk, anne):
    def asked(seen: Conversation) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(anne, seen)
        return len(queries)

    desk.receive(EXPOSED, id="a", author="@a", **PRIVATE)
    few = asked(desk.of("a"))
    for number in range(10):
        desk.receive(EXPOSED, id=f"b{number}", author="@b", conversation="b0", **PRIVATE)
    assert asked(desk.of("b0")) == few


# Drafts


DRAFT = "Pouvez-vous nous donner votre code secret ?"


def test_what_stands_against_a_draft_is_said_by_kind_and_place(desk: Desk, anne):
    seen = desk.receive()
    text = f"  <b>😀 Nous avons noté {IBAN}."
    answer = act(anne, "check_draft", seen.pk, htmx=True, text=text, visibility="private")
    said = unescape(answer.content.decode())
    assert f'<mark dir="auto">{IBAN}</mark>' in said
    assert "<strong>IBAN</strong>" in said
    start, end = map(int, re.search(r'data-place="(\d+) (\d+)"', said).groups())
    assert text[start:end] == IBAN
    answer = act(anne, "check_draft", seen.pk, htmx=True, text=DRAFT, visibility="private")
    assert "asks for a security code" in answer.content.decode()


def test_a_draft_is_made_safe_for_a_script_and_nothing_is_written(desk: Desk, anne):
    seen = desk.receive()
    acts = LedgerEntry.objects.count()
    answer = act(anne, "make_safe", seen.pk, htmx=True, text=DRAFT, visibility="private")
    text = answer.json()["text"]
    assert text
    assert not check_reply(text, visibility="private")
    assert LedgerEntry.objects.count() == acts
    assert not Reply.objects.exists()


def test_without_script_a_refused_reply_offers_to_be_made_safe_and_is(desk: Desk, anne):
    seen = desk.receive()
    refused = act(anne, "reply", seen.pk, text=DRAFT, visibility="public")
    said = unescape(refused.content.decode())
    assert refused.status_code == 422
    assert "asks for a security code" in said
    assert reverse("make_safe", args=[seen.pk]) in said
    safe = act(anne, "make_safe", seen.pk, text=DRAFT, visibility="public")
    typed = re.search(
        r"<textarea[^>]*data-draft hx-post[^>]*>(.*?)</textarea>", safe.content.decode(), re.DOTALL
    )
    assert typed
    assert typed[1].strip()
    assert not check_reply(unescape(typed[1]), visibility="public")
    assert "Made safe." in safe.content.decode()


def test_nobody_makes_a_draft_safe_where_they_may_not_read(desk: Desk, client):
    seen = desk.receive()
    client.force_login(desk.bank.sam)
    answer = act(client, "make_safe", seen.pk, text=DRAFT, visibility="public")
    assert answer.status_code == 404


def test_the_bank_own_customer_numbers_leave_in_no_reply_and_stand_in_no_note(desk: Desk, anne):
    text = 'version = 1\n[customer_ids]\nforms = ["CL99999999"]\n'
    draft = draft_policy(actor=desk.bank.ada, entity=desk.bank.north, text=text)
    sign_policy(actor=desk.bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    seen = desk.receive()
    refused = act(anne, "reply", seen.pk, text="Bonjour CL12345678", visibility="private")
    assert refused.status_code == 422
    add_note(actor=desk.bank.anne, conversation=seen, text="C'est CL12345678")
    assert Note.objects.get().text == "C'est [CUSTOMER_ID]"


# Searches


def test_a_search_for_a_secret_leads_to_an_address_without_it_and_says_why(desk: Desk, anne):
    desk.receive(EXPOSED)
    answer = anne.get("/", {"search": f"IBAN {IBAN}", "view": "all"})
    assert answer.status_code == 302
    assert "3000" not in answer.url
    shown = unescape(anne.get(answer.url).content.decode())
    assert "holds confidential data" in shown
    assert "Lucie" in shown
    assert "3000" not in shown


def test_what_is_searched_is_sent_and_stays_in_no_address(desk: Desk, anne):
    desk.receive(EXPOSED)
    form = re.search(r'<form class="queue-tools"[^>]*>', anne.get("/").content.decode())[0]
    assert 'method="post"' in form
    assert "hx-post=" in form
    assert "hx-get=" not in form
    answer = anne.post("/", {"search": IBAN, "view": "all"})
    assert answer.status_code == 302
    assert "3000" not in answer.url
    shown = unescape(anne.get(answer.url).content.decode())
    assert "holds confidential data" in shown
    assert "Lucie" in shown


def test_an_ordinary_search_is_sent_and_leads_to_its_address(desk: Desk, anne):
    desk.receive()
    answer = anne.post("/", {"search": "virement", "view": "all", "sort": "newest"})
    assert (answer.status_code, answer.url) == (302, "/?view=all&search=virement")
    assert "confidential" not in anne.get(answer.url).content.decode()
    headers = {**HTMX, "HX-Target": "queue"}
    part = anne.post("/", {"search": "virement", "view": "all"}, headers=headers)
    assert part["HX-Push-Url"] == "/?view=all&search=virement"
    assert "Lucie" in part.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("FR76 3000 6000 0112 3456 7890 188", "••••0188"),  # its check digits are wrong
        ("4970 1012 3456 7894", "••••7894"),
        ("FR7630006000011234567890188 virement", "••••0188 virement"),
        ("numéro 73519264", "numéro ••••"),
        ("٤٩٧٠١٠١٢٣٤٥٦٧٨٩٤", "••••٧٨٩٤"),
    ],
)
def test_a_number_with_a_mistake_in_it_stays_in_no_address_either(desk: Desk, anne, typed, kept):
    desk.receive()
    for answer in (anne.get("/", {"search": typed}), anne.post("/", {"search": typed})):
        assert answer.status_code == 302
        assert parse_qs(urlsplit(answer.url).query)["search"] == [kept]
        assert anne.get(answer.url).status_code == 200


def test_the_last_digits_of_a_mistyped_number_find_what_was_masked(desk: Desk, anne):
    desk.receive(EXPOSED)
    answer = anne.post("/", {"search": "FR76 3000 6000 0112 3546 7890 189"}, follow=True)
    assert "Lucie" in answer.content.decode()
    answer = anne.post("/", {"search": "FR76 3000 6000 0112 3456 7890 188"}, follow=True)
    assert "Nothing found" in answer.content.decode()


@given(st.text(alphabet="0123456789 .-_/ABC•[]٣", max_size=60))
def test_a_masked_search_is_not_masked_again(typed):
    form = InboxForm({"search": typed})
    once = form.chosen().search
    again = InboxForm({"search": once})
    assert again.chosen().search == once
    assert not again.hides
    assert not re.search(r"\d(?:[\s.\-_]*\d){7}", once)


def test_the_part_that_a_script_fetches_carries_the_masked_search_too(desk: Desk, anne):
    desk.receive(EXPOSED)
    headers = {**HTMX, "HX-Target": "queue"}
    answer = anne.get("/", {"search": IBAN, "view": "all"}, headers=headers)
    shown = unescape(answer.content.decode())
    assert "3000" not in answer["HX-Push-Url"] + shown
    assert "holds confidential data" in shown
    assert "Lucie" in shown


@pytest.mark.parametrize("name", ["conversation", "conversation_context"])
def test_no_page_of_a_conversation_hands_a_secret_on(desk: Desk, anne, name):
    seen = desk.receive()
    answer = anne.get(reverse(name, args=[seen.pk]), {"search": IBAN}, follow=True)
    assert answer.status_code == 200
    assert "3000" not in answer.content.decode()


def test_the_bank_own_customer_numbers_stay_in_no_address(desk: Desk, anne):
    text = 'version = 1\n[customer_ids]\nforms = ["CL99999999"]\n'
    draft = draft_policy(actor=desk.bank.ada, entity=desk.bank.north, text=text)
    sign_policy(actor=desk.bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    answer = anne.get("/", {"search": "CL12345678"})
    assert answer.status_code == 302
    assert "12345678" not in answer.url


def test_an_ordinary_search_stays_as_it_is(desk: Desk, anne):
    desk.receive()
    answer = anne.get("/", {"search": "virement"})
    assert answer.status_code == 200
    assert 'value="virement"' in answer.content.decode()


def test_a_private_secret_of_another_account_is_sealed_in_its_own_entity(desk: Desk):
    other = desk.account("sud", entity=desk.bank.south)
    store_batch(actor=SYSTEM, account=other, batch=Batch(posts=(desk.post(EXPOSED, **PRIVATE),)))
    assert SealedValue.objects.get().entity == desk.bank.south


def test_a_place_inside_another_is_told_once() -> None:
    whole = Objection(start=0, end=25, code=Code.REVEALS, what="situation")
    inside = Objection(start=0, end=15, code=Code.REVEALS, what="situation")
    other = Objection(start=5, end=12, code=Code.ASKS_FORBIDDEN, what="iban")
    assert outermost([inside, whole, other]) == [whole, other]
