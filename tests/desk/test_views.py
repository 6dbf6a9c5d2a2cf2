"""The desk's screens, without a browser: what they hold, what they refuse, what they cost."""

from __future__ import annotations

import json
import re
from datetime import time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.query_counts import as_many_queries_as_kept

from parvis.desk.actions import (
    add_note,
    announce_presence,
    assign_conversation,
    resolve_conversation,
    snooze_conversation,
)
from parvis.desk.follow import follow_intake
from parvis.desk.matching import belongs
from parvis.desk.models import Conversation, Note, Reply
from parvis.desk.queries import InboxFilter, View, inbox
from parvis.engine.post import Visibility
from parvis.governance.models import Mode

IBAN = "FR76 3000 6000 0112 3456 7890 189"
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anne(bank, client: Client) -> Client:
    client.force_login(bank.anne)
    return client


def act(client: Client, name: str, pk: int, *, htmx: bool = False, **given):
    return client.post(reverse(name, args=[pk]), given, headers=HTMX if htmx else {})


def told(answer) -> dict:
    return json.loads(answer.headers["HX-Trigger"])["parvis:changed"]


def test_whoever_is_not_logged_in_is_asked_who_they_are(db, client):
    for address in ("/", "/conversations/1/", "/inbox/rows/", "/conversations/1/context/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("login"))


def test_what_was_masked_is_marked_and_its_digits_are_nowhere(desk, anne):
    seen = desk.receive(f"Bonjour, mon IBAN est {IBAN}, merci")
    for address in ("/", reverse("conversation", args=[seen.pk])):
        page = anne.get(address).content.decode()
        assert "IBAN ••••0189" in page
        assert "3000" not in page
        assert IBAN.replace(" ", "") not in page


def test_a_script_in_every_field_is_shown_as_text(desk, anne):
    desk.receive(
        SCRIPT,
        author=f'@x"{SCRIPT}',
        author_name=SCRIPT,
        url="javascript:alert(1)",
        lang='"><script>',
        descriptions=(SCRIPT,),
    )
    seen = Conversation.objects.get()
    add_note(actor=desk.bank.anne, conversation=seen, text=SCRIPT)
    addresses = ["/", reverse("conversation", args=[seen.pk])]
    addresses += [reverse("conversation_context", args=[seen.pk]), f"/inbox/rows/?ids={seen.pk}"]
    for address in addresses:
        page = anne.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "javascript:" not in page
    assert "&lt;script&gt;" in anne.get(addresses[1]).content.decode()


def test_one_address_gives_the_page_or_the_part_that_is_asked_for(desk, anne):
    seen = desk.receive()
    address = reverse("conversation", args=[seen.pk])
    whole = anne.get(address)
    part = anne.get(address, headers={**HTMX, "HX-Target": "conversation"})
    again = anne.get(
        address,
        headers={**HTMX, "HX-Target": "conversation", "HX-History-Restore-Request": "true"},
    )
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"data-open-conversation" in part.content
    assert b"<html" in again.content
    assert "HX-Request" in whole["Vary"]
    assert "no-store" in whole["Cache-Control"]


def test_a_filter_that_makes_no_sense_shows_the_open_conversations(desk, anne):
    desk.receive()
    answer = anne.get("/?view=nonsense&waiting=x&account=-4&sort=%00&advice=x&search=%00")
    assert answer.status_code == 200
    assert b"Lucie" in answer.content


def test_the_address_of_the_queue_keeps_the_conversation_that_is_open(desk, anne):
    seen = desk.receive()
    headers = {
        **HTMX,
        "HX-Target": "queue",
        "HX-Current-URL": f"http://testserver/conversations/{seen.pk}/?view=all",
    }
    answer = anne.get("/?view=mine", headers=headers)
    assert answer["HX-Push-Url"] == f"/conversations/{seen.pk}/?view=mine"


@pytest.mark.parametrize("page", ["http://[", "http://testserver//elsewhere.example/"])
def test_the_address_of_the_queue_is_one_of_ours_whatever_a_page_says(desk, anne, page):
    desk.receive()
    headers = {**HTMX, "HX-Target": "queue", "HX-Current-URL": page}
    assert anne.get("/?view=mine", headers=headers)["HX-Push-Url"] == "/?view=mine"


def test_loading_more_shows_every_conversation_once(desk, anne):
    desk.store(*(desk.post(author=f"@a{number}") for number in range(120)))
    follow_intake()
    address, shown = "/", []
    while address:
        page = anne.get(address).content.decode()
        shown += re.findall(r'data-conversation="(\d+)"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(shown) == len(set(shown)) == 120


def test_conversations_of_another_bank_do_not_exist(desk, client):
    seen = desk.receive()
    client.force_login(desk.bank.sam)
    assert b"Lucie" not in client.get("/").content
    assert b"Lucie" not in client.get(f"/inbox/rows/?ids={seen.pk}").content
    assert client.get(reverse("conversation", args=[seen.pk])).status_code == 404
    assert act(client, "resolve", seen.pk).status_code == 404
    assert act(client, "check_draft", seen.pk, text="x", visibility="public").status_code == 404


def test_an_auditor_reads_and_may_do_nothing(desk, client):
    seen = desk.receive()
    client.force_login(desk.bank.claire)
    page = client.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "You may read this conversation" in page
    assert reverse("resolve", args=[seen.pk]) not in page
    assert "data-composer" not in page
    assert act(client, "resolve", seen.pk).status_code == 403
    seen.refresh_from_db()
    assert seen.state == "open"


def test_every_act_works_by_a_plain_form_and_leads_back(desk, anne):
    seen = desk.receive()
    back = reverse("conversation", args=[seen.pk])
    acts = [
        ("assign", {"agent": desk.bank.anne.pk}),
        ("note", {"note": "Called her yesterday"}),
        ("snooze", {"span": "4h"}),
        ("reopen", {}),
        ("resolve", {}),
        ("reopen", {}),
        ("decline", {"reason": "other", "words": "Handled in the branch"}),
    ]
    for name, given in acts:
        answer = act(anne, name, seen.pk, **given)
        assert (name, answer.status_code, getattr(answer, "url", "")) == (name, 302, back)
    seen.refresh_from_db()
    assert (seen.state, seen.outcome) == ("resolved", "not_answered")
    assert seen.assignee == desk.bank.anne
    assert Note.objects.get().text == "Called her yesterday"
    page = anne.get(back).content.decode()
    assert "Another reason: Handled in the branch" in page


def test_an_act_by_htmx_tells_the_page_what_changed(desk, anne):
    seen = desk.receive()
    answer = act(anne, "resolve", seen.pk, htmx=True, version=seen.version)
    assert answer.status_code == 204
    assert told(answer) == {"conversation": seen.pk, "said": "Resolved."}


def test_an_act_on_an_old_view_is_refused_and_names_who_was_faster(desk, anne):
    seen = desk.receive()
    assign_conversation(actor=desk.bank.karim, conversation=seen, agent=desk.bank.karim)
    answer = act(anne, "resolve", seen.pk, htmx=True, version=seen.version)
    assert answer.status_code == 409
    assert "Karim" in answer.content.decode()
    assert b"<html" not in answer.content


def test_tomorrow_is_nine_on_the_clock_of_the_entity(desk, anne):
    seen = desk.receive()
    act(anne, "snooze", seen.pk, span="tomorrow")
    seen.refresh_from_db()
    zone = ZoneInfo(seen.entity.time_zone)
    local = seen.snoozed_until.astimezone(zone)
    assert local.time() == time(9)
    assert local.date() == timezone.localdate(timezone=zone) + timedelta(days=1)


def test_a_chosen_moment_is_read_on_the_clock_of_the_entity(desk, anne):
    seen = desk.receive()
    day = timezone.localdate() + timedelta(days=3)
    act(anne, "snooze", seen.pk, span="custom", until=f"{day}T14:30")
    seen.refresh_from_db()
    assert seen.snoozed_until.astimezone(ZoneInfo("Europe/Paris")).time() == time(14, 30)


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("snooze", {"span": "custom", "until": ""}, "desk.snooze.out_of_range"),
        ("snooze", {"span": "custom", "until": "2001-01-01T10:00"}, "desk.snooze.out_of_range"),
        ("decline", {"reason": "other"}, "desk.decline.needs_reason"),
        ("decline", {"reason": "because"}, "desk.decline.needs_reason"),
        ("note", {"note": "  "}, "desk.note.empty"),
        ("assign", {"agent": "999999"}, "desk.form.invalid"),
        ("reply", {"text": "Bonjour", "visibility": "everybody"}, "desk.form.invalid"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(desk, anne, name, given, code):
    seen = desk.receive()
    answer = act(anne, name, seen.pk, htmx=True, **given)
    assert answer.status_code == 422
    assert code in answer.content.decode()
    seen.refresh_from_db()
    assert seen.state == "open"


def test_a_draft_that_holds_an_iban_is_marked_and_not_allowed(desk, anne):
    seen = desk.receive()
    text = f"  Votre IBAN {IBAN} est enregistré."
    page = act(anne, "check_draft", seen.pk, text=text, visibility="public").content.decode()
    assert 'data-allowed="0"' in page
    assert f'<mark dir="auto">{IBAN}</mark>' in page
    assert "must not leave in a reply" in page


def test_a_draft_that_asks_too_much_is_not_allowed_and_one_that_does_not_is(desk, anne):
    seen = desk.receive()
    ask = "Pouvez-vous nous donner votre code secret ?"
    page = act(anne, "check_draft", seen.pk, text=ask, visibility="public").content.decode()
    assert 'data-allowed="0"' in page
    fine = act(anne, "check_draft", seen.pk, text="Bonjour !", visibility="public")
    assert 'data-allowed="1"' in fine.content.decode()


def test_a_draft_of_script_is_marked_as_text(desk, anne):
    seen = desk.receive()
    text = f"{SCRIPT} {IBAN} {SCRIPT}"
    page = act(anne, "check_draft", seen.pk, text=text, visibility="public").content.decode()
    assert "<script" not in page
    assert "<img" not in page


def test_a_refused_reply_comes_back_with_its_text_and_the_reason(desk, anne):
    seen = desk.receive()
    text = f"Votre IBAN {IBAN}"
    answer = act(anne, "reply", seen.pk, text=text, visibility="public", key=str(uuid4()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page
    assert "cannot be sent as it is" in page
    assert not Reply.objects.exists()


def test_a_reply_is_queued_once_however_often_its_form_is_sent(desk, anne):
    seen = desk.receive()
    given = {"text": "Bonjour !", "visibility": "public", "key": str(uuid4())}
    first = act(anne, "reply", seen.pk, htmx=True, version=seen.version, **given)
    second = act(anne, "reply", seen.pk, htmx=True, version=seen.version, **given)
    assert told(first)["replied"] == told(second)["replied"] == Reply.objects.get().pk
    assert told(first)["key"] != given["key"]
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "Queued" in page
    assert reverse("cancel_reply", args=[Reply.objects.get().pk]) in page


def test_a_reply_can_be_taken_back_while_it_rests(desk, anne):
    seen = desk.receive()
    act(anne, "reply", seen.pk, text="Bonjour !", visibility="public")
    made = Reply.objects.get()
    answer = anne.post(reverse("cancel_reply", args=[made.pk]), headers=HTMX)
    assert told(answer)["cancelled"] == made.pk
    made.delivery.refresh_from_db()
    assert made.delivery.state == "cancelled"


def test_while_a_colleague_writes_a_reply_is_sent_only_if_the_person_says_so(desk, anne):
    seen = desk.receive()
    announce_presence(actor=desk.bank.karim, conversation=seen, writing=True)
    given = {"text": "Bonjour !", "visibility": "public"}
    refused = act(anne, "reply", seen.pk, **given)
    assert refused.status_code == 409
    assert "Karim is writing" in refused.content.decode()
    assert 'name="even_so" value="1"' in refused.content.decode()
    assert act(anne, "reply", seen.pk, even_so="1", **given).status_code == 302


def test_an_account_that_only_listens_has_no_composer_and_says_who_can_change_it(desk, anne):
    account = desk.account("quiet", mode=Mode.LISTEN_ONLY)
    seen = desk.receive(account=account)
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "This account only listens." in page
    assert "Its owner is Karim" in page
    assert "data-composer" not in page
    assert act(anne, "reply", seen.pk, text="Bonjour", visibility="public").status_code == 403


def test_what_came_in_private_is_answered_in_private(desk, anne):
    seen = desk.receive(visibility=Visibility.PRIVATE)
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    public = re.search(r'<input type="radio" name="visibility" value="public"[^>]*>', page)[0]
    assert "disabled" in public
    assert "checked" not in public
    assert "this person wrote in private" in page


def test_colleagues_see_who_is_writing(desk, anne):
    seen = desk.receive()
    announce_presence(actor=desk.bank.karim, conversation=seen, writing=True)
    answer = act(anne, "presence", seen.pk, doing="looking")
    assert "Karim is writing a reply" in answer.content.decode()
    assert "Anne" not in answer.content.decode()
    assert "Karim is writing" in anne.get("/").content.decode()


def test_earlier_versions_of_an_edited_post_are_kept_beside_it(desk, anne):
    seen = desk.receive("Bonjour, où est ma carte ?", id="p1")
    desk.store(desk.post("Bonjour, où est ma carte bleue ?", id="p1"))
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "1 earlier version" in page
    assert "ma carte bleue ?" in page
    assert "ma carte ?" in page


def test_a_very_long_text_is_short_first(desk, anne):
    seen = desk.receive("mot " * 5_000)
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "Show all (" in page


def test_the_live_page_is_told_which_rows_belong_to_its_view(desk, anne):
    bank = desk.bank
    kept = [desk.receive(author=f"@a{number}") for number in range(6)]
    assign_conversation(actor=bank.anne, conversation=kept[0], agent=bank.anne)
    resolve_conversation(actor=bank.anne, conversation=kept[1])
    later = timezone.now() + timedelta(hours=1)
    snooze_conversation(actor=bank.anne, conversation=kept[2], until=later)
    asked = [InboxFilter(view=view) for view in View]
    asked += [
        InboxFilter(waiting=15),
        InboxFilter(advice="answer"),
        InboxFilter(advice="do_not_answer"),
        InboxFilter(network="folder"),
        InboxFilter(network="mastodon"),
        InboxFilter(account=bank.account.pk),
        InboxFilter(account=bank.account.pk + 1),
    ]
    everything = list(Conversation.objects.all())
    for chosen in asked:
        listed = {row.pk for row in inbox(bank.anne, chosen).conversations}
        assert {row.pk for row in everything if belongs(row, chosen, bank.anne)} == listed
    ids = ",".join(str(row.pk) for row in everything)
    page = anne.get(f"/inbox/rows/?ids={ids},x,,{10**30}&view=mine").content.decode()
    assert re.findall(r'data-conversation="(\d+)"[^>]*data-belongs="1"', page) == [str(kept[0].pk)]
    assert page.count("data-belongs") == len(everything)


@pytest.mark.django_db(transaction=True)
def test_the_event_stream_is_one_that_nothing_holds_back(bank, async_client):
    async def listen() -> None:
        await async_client.aforce_login(bank.anne)
        answer = await async_client.get("/events/")
        assert answer["Content-Type"] == "text/event-stream"
        assert answer["X-Accel-Buffering"] == "no"
        lines = aiter(answer.streaming_content)
        assert await anext(lines) == b"retry: 2000\n\n"
        assert (await anext(lines)).startswith(b"id: ")
        await lines.aclose()

    async_to_sync(listen)()


def test_the_inbox_asks_as_few_queries_for_fifty_rows_as_for_one(desk, anne):
    desk.store(*(desk.post(author=f"@a{number}") for number in range(60)))
    follow_intake()
    with as_many_queries_as_kept("desk inbox"):
        anne.get("/")
    ids = ",".join(str(pk) for pk in Conversation.objects.values_list("pk", flat=True)[:50])
    with as_many_queries_as_kept("desk inbox, changed rows"):
        anne.get(f"/inbox/rows/?ids={ids}")
    with as_many_queries_as_kept("desk inbox, search"):
        anne.get("/?search=virement&view=all")


def test_a_long_conversation_asks_as_few_queries_as_a_short_one(desk, anne):
    seen = desk.receive(id="root")
    for number in range(40):
        desk.receive(f"Toujours rien ? {number}", in_reply_to="root", conversation="root")
    seen = desk.of("root")
    assert seen.post_count == 41
    for number in range(20):
        add_note(actor=desk.bank.anne, conversation=seen, text=f"Note {number}")
    act(anne, "assign", seen.pk, agent=desk.bank.anne.pk)
    act(anne, "reply", seen.pk, text="Bonjour !", visibility="public")
    with as_many_queries_as_kept("desk conversation"):
        anne.get(reverse("conversation", args=[seen.pk]))
    with as_many_queries_as_kept("desk conversation, context"):
        anne.get(reverse("conversation_context", args=[seen.pk]))


def test_a_failed_reply_says_why_in_words(desk, anne):
    seen = desk.receive()
    act(anne, "reply", seen.pk, text="Bonjour.", visibility="public", key=str(uuid4()))
    delivery = Reply.objects.get().delivery
    delivery.state, delivery.error = "failed", "mastodon.rejected"
    delivery.save()
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "The network refused this content." in page
    assert "mastodon.rejected" not in page


def test_the_desk_speaks_french_to_whoever_reads_french(desk, bank, anne):
    seen = desk.receive(
        "Bonjour ?", created_at=timezone.now().replace(year=2001, month=2, day=3, hour=10)
    )
    resolve_conversation(actor=bank.anne, conversation=seen)
    page = anne.get(reverse("conversation", args=[seen.pk]), headers={"accept-language": "fr"})
    shown = page.content.decode()
    for words in ("Résolue", "Ce que dit la charte", "a résolu la conversation", "3 fév. 2001"):
        assert words in shown
    assert "Context" not in re.sub("Contexte", "", shown)
