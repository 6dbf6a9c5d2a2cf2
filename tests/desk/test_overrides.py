"""Who does otherwise than the charter advises says why; that is kept, shown and counted."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.desk.conftest import IBAN, INSULT, QUESTION, Desk
from tests.query_counts import as_many_queries_as_kept

from parvis.desk.actions import (
    assign_conversation,
    cancel_reply,
    decline_to_answer,
    reply_to_conversation,
)
from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation, Override, Reply
from parvis.desk.queries import (
    OverrideFilter,
    overridden_rules,
    override_counts,
    overrides_page,
    timeline,
)
from parvis.desk.rules import declines_against, replies_against
from parvis.engine.charter import Act
from parvis.engine.post import Visibility
from parvis.errors import Invalid
from parvis.governance.actions import set_account_mode
from parvis.governance.charter_posts import overridden_by_rule
from parvis.governance.models import LedgerEntry, Mode, User

pytestmark = pytest.mark.django_db

THREAT = "Je vais venir dans votre agence et vous casser la gueule"
PRESS = "Journaliste à La Gazette, je souhaite interroger votre direction sur vos résultats"
FRAUD = "Attention, on s’est fait passer pour la banque, on m’a volé ma carte, c’est une arnaque"
GOOD = "Bonjour Lucie, nous regardons cela aujourd’hui."
HTMX = {"HX-Request": "true"}


def reply(desk: Desk, seen: Conversation, who: User | None = None, **given: Any) -> Reply:
    usual: dict[str, Any] = {"text": GOOD, "visibility": Visibility.PUBLIC}
    return reply_to_conversation(actor=who or desk.bank.anne, conversation=seen, **(usual | given))


def refused(desk: Desk, seen: Conversation, who: User | None = None, **given: Any) -> str:
    with pytest.raises(Invalid) as refusal:
        reply(desk, seen, who, **given)
    assert not Reply.objects.filter(conversation=seen).exists()
    assert not Override.objects.exists()
    return refusal.value.code


NEEDS = "desk.override.needs_reason"


@pytest.mark.parametrize(
    ("text", "advised"),
    [(INSULT, "do_not_answer"), (THREAT, "escalate"), (PRESS, "escalate")],
)
def test_an_agent_says_why_before_a_reply_that_nobody_or_somebody_else_should_send(
    desk: Desk, text: str, advised: str
) -> None:
    seen = desk.receive(text)
    assert seen.advice == advised
    assert refused(desk, seen) == NEEDS
    reply(desk, seen, why="request_missed")
    kept = Override.objects.get()
    assert (kept.advised, kept.done, kept.reason, kept.note) == (
        advised,
        "answered",
        "request_missed",
        "",
    )
    assert (kept.by, kept.entity, kept.conversation) == (desk.bank.anne, desk.bank.north, seen)
    assert (kept.rule, kept.charter) == (kept.post.verdict["rule"]["name"], None)


@pytest.mark.parametrize("text", [QUESTION, FRAUD, f"Mon IBAN {IBAN}, pourquoi ce débit ?"])
def test_nobody_is_asked_why_they_answer_what_is_to_be_answered_or_protected(
    desk: Desk, text: str
) -> None:
    reply(desk, desk.receive(text))
    assert not Override.objects.exists()


def test_whoever_the_charter_leaves_the_decision_is_not_asked(desk: Desk) -> None:
    for text in (THREAT, PRESS):
        reply(desk, desk.receive(text, author=f"@{text}"[:20]), desk.bank.karim)
    assert not Override.objects.exists()
    assert refused(desk, desk.receive(INSULT), desk.bank.karim) == NEEDS


def test_what_is_left_to_the_owner_of_the_account_is_answered_by_the_owner(desk: Desk) -> None:
    bank = desk.bank
    account = desk.account("le-proprietaire", mode=Mode.LISTEN_ONLY)
    type(account).objects.filter(pk=account.pk).update(owner=bank.anne)
    seen = desk.receive(account=account)
    assert (seen.advice, seen.deciding.verdict["to"]) == ("escalate", "account_owner")
    account.refresh_from_db()
    set_account_mode(actor=bank.karim, account=account, mode=Mode.ANSWER, reason="Tests")
    reply(desk, Conversation.objects.get(pk=seen.pk), bank.anne)
    assert not Override.objects.exists()


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("to", ["", "agent", "supervisor", "communications", "account_owner"])
@pytest.mark.parametrize(("decides", "owns"), [(False, False), (False, True), (True, False)])
def test_a_reason_is_asked_exactly_where_nobody_or_somebody_else_should_answer(
    act: Act, to: str, *, decides: bool, owns: bool
) -> None:
    others = {"supervisor", "communications", "account_owner"}
    theirs = decides or (owns and to == "account_owner")
    expected = act is Act.DO_NOT_ANSWER or (act is Act.ESCALATE and to in others and not theirs)
    assert replies_against(act, to, decides=decides, owns=owns) is expected
    assert declines_against(act) is (act is not Act.DO_NOT_ANSWER)


@pytest.mark.parametrize(
    ("why", "words"),
    [("", ""), ("because", ""), ("other", "   "), ("legal", ""), ("x" * 40, "y")],
)
def test_a_reason_is_one_of_the_list_or_in_words(desk: Desk, why: str, words: str) -> None:
    assert refused(desk, desk.receive(INSULT), why=why, why_words=words) == NEEDS


def test_own_words_have_an_end(desk: Desk) -> None:
    seen = desk.receive(INSULT)
    code = refused(desk, seen, why="other", why_words="x" * 301)
    assert code == "desk.override.note_too_long"
    reply(desk, seen, why="other", why_words="x" * 300)


def test_own_words_are_masked_wherever_they_are_kept(desk: Desk, log_in: Any) -> None:
    seen = desk.receive(INSULT)
    reply(desk, seen, why="other", why_words=f"Client connu, IBAN {IBAN}")
    kept = Override.objects.get()
    assert kept.note == "Client connu, IBAN [IBAN ••••0189]"
    entry = LedgerEntry.objects.get(verb="desk.verdict.overridden")
    assert entry.data["reason"] == f"other: {kept.note}"
    shown = [log_in(desk.bank.karim).get(reverse("overrides")).content.decode()]
    shown.append(
        log_in(desk.bank.anne).get(reverse("conversation", args=[seen.pk])).content.decode()
    )
    for page in [*shown, str(entry.data)]:
        assert "••••0189" in page
        assert "3000" not in page


def test_the_act_is_in_the_ledger_in_codes(desk: Desk) -> None:
    made = reply(desk, desk.receive(INSULT), why="tone_misread")
    entry = LedgerEntry.objects.get(verb="desk.verdict.overridden")
    assert (entry.actor, entry.entity, entry.object) == (
        "anne",
        desk.bank.north,
        f"desk.conversation:{made.conversation_id}",
    )
    assert entry.data == {
        "advised": "do_not_answer",
        "charter": None,
        "done": "answered",
        "post": made.answers_id,
        "reason": "tone_misread",
        "reply": made.pk,
        "rule": "insult_alone",
    }


def test_the_same_person_is_asked_once_for_the_same_advice_and_another_person_again(
    desk: Desk,
) -> None:
    seen = desk.receive(INSULT, id="root")
    reply(desk, seen, why="regular_customer")
    reply(desk, seen)
    assert Override.objects.count() == 1
    with pytest.raises(Invalid):
        reply(desk, seen, desk.bank.karim)
    reply(desk, seen, desk.bank.karim, why="supervisor_decided")
    assert Override.objects.count() == 2
    # Another rule advises it now: that is another advice.
    desk.receive(THREAT, in_reply_to="root", conversation="root")
    seen = desk.of("root")
    assert seen.advice == "escalate"
    with pytest.raises(Invalid):
        reply(desk, seen)


def test_a_reply_that_was_taken_back_takes_its_override_back_and_the_next_brings_it_again(
    desk: Desk,
) -> None:
    seen = desk.receive(INSULT)
    made = reply(desk, seen, why="other", why_words="Habitué de l’agence")
    cancel_reply(actor=desk.bank.anne, reply=made)
    kept = Override.objects.get()
    assert kept.taken_back_at is not None
    assert LedgerEntry.objects.filter(verb="desk.verdict.overridden").count() == 1
    since = timezone.now() - timedelta(days=1)
    assert override_counts([desk.bank.north.pk], since, None) == {}
    assert [item.kind for item in timeline(seen)] == ["post"]
    again = reply(desk, seen)
    rows = list(Override.objects.order_by("pk").values_list("reply_id", "reason", "note"))
    said = ("other", "Habitué de l’agence")
    assert rows == [(made.pk, *said), (again.pk, *said)]
    assert override_counts([desk.bank.north.pk], since, None) == {"insult_alone": 1}


def test_a_form_sent_twice_is_one_override(desk: Desk) -> None:
    seen, key = desk.receive(INSULT), uuid4()
    first = reply(desk, seen, key=key, why="regular_customer")
    assert reply(desk, seen, key=key, why="regular_customer") == first
    assert Override.objects.count() == 1


def test_an_advice_that_came_meanwhile_is_seen_before_it_is_overridden(desk: Desk) -> None:
    seen = desk.receive(QUESTION, id="root")
    desk.receive(THREAT, in_reply_to="root", conversation="root")
    with pytest.raises(Exception, match="moved_on_meanwhile"):
        reply(desk, seen, version=seen.version)
    now = desk.of("root")
    with pytest.raises(Invalid, match="needs_reason"):
        reply(desk, now, version=now.version)


@pytest.mark.parametrize("text", [QUESTION, THREAT, FRAUD])
def test_to_decline_what_is_to_be_answered_is_an_override_with_the_reason_given(
    desk: Desk, text: str
) -> None:
    seen = desk.receive(text)
    decline_to_answer(
        actor=desk.bank.anne, conversation=seen, reason=f"legal: vu avec le service, {IBAN}"
    )
    kept = Override.objects.get()
    assert (kept.advised, kept.done, kept.reason) == (seen.advice, "declined", "legal")
    assert kept.note == "vu avec le service, [IBAN ••••0189]"
    assert kept.post.network_id == "p1"


def test_to_decline_what_is_not_to_be_answered_is_what_was_advised(desk: Desk) -> None:
    decline_to_answer(actor=desk.bank.anne, conversation=desk.receive(INSULT), reason="insult")
    assert not Override.objects.exists()


def test_reasons_that_are_nobodys_code_are_kept_as_own_words(desk: Desk) -> None:
    decline_to_answer(actor=desk.bank.anne, conversation=desk.receive(), reason="Hors sujet: non")
    kept = Override.objects.get()
    assert (kept.reason, kept.note) == ("other", "Hors sujet: non")


# The screens


@pytest.fixture
def anne(desk: Desk, client: Client) -> Client:
    client.force_login(desk.bank.anne)
    return client


def send(client: Client, seen: Conversation, *, htmx: bool = False, **given: Any) -> Any:
    address = reverse("reply", args=[seen.pk])
    given = {"text": GOOD, "visibility": "public"} | given
    return client.post(address, given, headers=HTMX if htmx else {})


def page_of(client: Client, seen: Conversation, **given: Any) -> str:
    return client.get(reverse("conversation", args=[seen.pk]), **given).content.decode()


def test_the_composer_asks_why_only_where_it_must_be_said(desk: Desk, anne: Client) -> None:
    asked = desk.receive(INSULT, author="@a")
    assert "override-why" not in page_of(anne, desk.receive(QUESTION, author="@b"))
    page = page_of(anne, asked)
    assert "The charter says “Do not answer”. Why do you answer all the same?" in page
    anne.force_login(desk.bank.claire)
    assert "override-why" not in page_of(anne, asked)
    reply(desk, asked, why="regular_customer")
    anne.force_login(desk.bank.anne)
    assert "override-why" not in page_of(anne, asked)
    anne.force_login(desk.bank.karim)
    assert "override-why" in page_of(anne, asked)


@pytest.mark.parametrize(("text", "decides"), [(THREAT, "a supervisor"), (PRESS, "communications")])
def test_the_composer_says_who_decides(desk: Desk, anne: Client, text: str, decides: str) -> None:
    page = page_of(anne, desk.receive(text))
    assert f"The charter says that {decides} decides. Why do you answer all the same?" in page


def test_to_decline_against_the_charter_is_said_to_be_listed(desk: Desk, anne: Client) -> None:
    against = "not to answer goes against it. Supervisors and auditors see it."
    assert against in page_of(anne, desk.receive(QUESTION, author="@a"))
    assert against not in page_of(anne, desk.receive(INSULT, author="@b"))


def test_without_script_a_refused_reply_comes_back_with_its_text_and_its_reason(
    desk: Desk, anne: Client
) -> None:
    seen = desk.receive(INSULT)
    answer = send(anne, seen, why="other", why_words="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert GOOD in page
    assert "Say why you answer all the same." in page
    assert '<option value="other" selected>' in page
    assert re.search(r'name="why_words"[^>]* required aria-invalid="true"', page)
    assert re.search(r'id="override-unsaid">Say it in your own words.', page)
    assert send(anne, seen, why="other", why_words="Habitué").status_code == 302
    assert Override.objects.get().note == "Habitué"


def test_to_a_script_a_refused_reply_says_its_code(desk: Desk, anne: Client) -> None:
    seen = desk.receive(INSULT)
    answer = send(anne, seen, htmx=True)
    assert answer.status_code == 422
    assert 'data-code="desk.override.needs_reason"' in answer.content.decode()
    assert send(anne, seen, htmx=True, why="tone_misread").status_code == 204


def test_the_live_part_of_a_conversation_asks_why_as_soon_as_it_must_be_said(
    desk: Desk, anne: Client
) -> None:
    seen = desk.receive(QUESTION, id="root")
    headers = {**HTMX, "HX-Target": "changed"}
    assert 'data-asked=""' in page_of(anne, seen, headers=headers)
    desk.receive(THREAT, in_reply_to="root", conversation="root")
    assert 'data-asked="escalate/threat"' in page_of(anne, seen, headers=headers)


def test_the_timeline_says_that_and_why_it_was_answered_all_the_same(
    desk: Desk, anne: Client
) -> None:
    seen = desk.receive(INSULT)
    reply(desk, seen, why="other", why_words="<b>Habitué</b>")
    said = "Anne answered although the charter says “Do not answer”: "
    page = page_of(anne, seen)
    assert f"{said}Another reason: &lt;b&gt;Habitué&lt;/b&gt;" in page
    french = page_of(anne, seen, headers={"accept-language": "fr"})
    assert "Anne a répondu alors que la charte dit « Ne pas répondre »" in french


@pytest.mark.parametrize(("who", "status"), [("karim", 200), ("claire", 200), ("anne", 403)])
def test_supervisors_and_auditors_see_the_overrides(
    desk: Desk, client: Client, who: str, status: int
) -> None:
    client.force_login(getattr(desk.bank, who))
    answer = client.get(reverse("overrides"))
    assert answer.status_code == status
    assert (b"The charter was followed" in answer.content) == (status == 200)


def test_the_overrides_are_reached_from_the_charter_by_those_who_may_see_them(
    desk: Desk, client: Client
) -> None:
    for who, leads in ((desk.bank.karim, True), (desk.bank.claire, True), (desk.bank.anne, False)):
        client.force_login(who)
        for page in (reverse("charters"), reverse("charter", args=[desk.bank.north.pk])):
            shown = client.get(page).content.decode()
            assert (f'href="{reverse("overrides")}"' in shown) is leads


def overridden(desk: Desk) -> list[Override]:
    """Have some advice not followed, in two entities."""
    reply(desk, desk.receive(INSULT, author="@a"), why="regular_customer")
    reply(desk, desk.receive(INSULT, author="@b"), why="tone_misread")
    reply(desk, desk.receive(THREAT, author="@c"), why="tone_misread")
    decline_to_answer(actor=desk.bank.anne, conversation=desk.receive(author="@d"), reason="spam")
    south = desk.account("exemple-sud", entity=desk.bank.south)
    desk.store(desk.post(INSULT, id="south"), account=south)
    follow_intake()
    reply(desk, desk.of("south"), desk.bank.sam, why="regular_customer")
    return list(Override.objects.order_by("pk"))


def test_overrides_are_counted_by_rule_and_reason_of_what_one_watches(desk: Desk) -> None:
    overridden(desk)
    page = overrides_page(desk.bank.claire, OverrideFilter())
    counted = {(each.rule, each.advised): (each.count, list(each.reasons)) for each in page.counts}
    assert counted == {
        ("insult_alone", "do_not_answer"): (3, [("regular_customer", 2), ("tone_misread", 1)]),
        ("threat", "escalate"): (1, [("tone_misread", 1)]),
        ("request_or_complaint", "answer"): (1, [("spam", 1)]),
    }
    of_karim = overrides_page(desk.bank.karim, OverrideFilter())
    assert {row.entity for row in of_karim.rows} == {desk.bank.north}
    assert overrides_page(desk.bank.anne, OverrideFilter()).rows == []
    north = overrides_page(desk.bank.claire, OverrideFilter(entity=desk.bank.north.pk))
    assert len(north.rows) == 4
    assert (
        len(overrides_page(desk.bank.claire, OverrideFilter(entity=desk.bank.group.pk)).rows) == 5
    )
    assert overrides_page(desk.bank.karim, OverrideFilter(entity=desk.bank.south.pk)).rows == []


def test_overrides_are_narrowed_by_rule_and_time_and_come_page_by_page(desk: Desk) -> None:
    rows = overridden(desk)
    claire = desk.bank.claire
    assert overridden_rules(claire, OverrideFilter()) == [
        "insult_alone",
        "request_or_complaint",
        "threat",
    ]
    assert len(overrides_page(claire, OverrideFilter(rule="insult_alone")).rows) == 3
    first = overrides_page(claire, OverrideFilter(), size=2)
    second = overrides_page(claire, OverrideFilter(before=first.next_before), size=2)
    third = overrides_page(claire, OverrideFilter(before=second.next_before), size=2)
    listed = [each.pk for page in (first, second, third) for each in page.rows]
    assert listed == [each.pk for each in reversed(rows)]
    assert third.next_before is None
    assert first.counts == third.counts
    Override.objects.filter(pk=rows[0].pk).update(at=timezone.now() - timedelta(days=8))
    assert len(overrides_page(claire, OverrideFilter(days=7)).rows) == 4
    assert len(overrides_page(claire, OverrideFilter(days=30)).rows) == 5


def test_the_page_of_overrides_leads_to_conversations_and_costs_the_same_for_many(
    desk: Desk, client: Client
) -> None:
    rows = overridden(desk)
    client.force_login(desk.bank.claire)
    address = reverse("overrides")
    page = client.get(address).content.decode()
    for each in rows:
        assert reverse("conversation", args=[each.conversation_id]) in page
    assert "The tone was read wrongly" in page
    with as_many_queries_as_kept("desk overrides"):
        client.get(address)
    for number in range(12):
        reply(desk, desk.receive(INSULT, author=f"@more{number}"), why="regular_customer")
    with as_many_queries_as_kept("desk overrides"):
        client.get(address)


@pytest.mark.parametrize(
    "query", ["days=1", "days=x", "entity=999999", "entity=x", "rule=%00", "before=-1", "before=x"]
)
def test_a_filter_of_overrides_that_makes_no_sense_shows_what_is_usual(
    desk: Desk, client: Client, query: str
) -> None:
    overridden(desk)
    client.force_login(desk.bank.claire)
    page = client.get(f"{reverse('overrides')}?{query}")
    assert page.status_code == 200
    assert b"insult_alone" in page.content


def test_the_page_of_overrides_speaks_french(desk: Desk, client: Client) -> None:
    overridden(desk)
    client.force_login(desk.bank.claire)
    page = client.get(reverse("overrides"), headers={"accept-language": "fr"}).content.decode()
    for words in ("Dérogations", "Le ton a été mal compris", "n’a pas répondu"):
        assert words.lower() in page.lower()


def test_the_charter_learns_how_often_each_of_its_rules_was_not_followed(desk: Desk) -> None:
    overridden(desk)
    since = timezone.now() - timedelta(days=1)
    north, south = desk.bank.north.pk, desk.bank.south.pk
    assert overridden_by_rule([north], since, None) == {
        "insult_alone": 2,
        "threat": 1,
        "request_or_complaint": 1,
    }
    assert overridden_by_rule([south], since, None) == {"insult_alone": 1}
    assert overridden_by_rule([north], since, 42) == {}
    assert overridden_by_rule([north], timezone.now(), None) == {}


def test_in_two_tabs_the_second_learns_that_a_reason_is_needed_and_keeps_its_text(
    desk: Desk, anne: Client
) -> None:
    seen = desk.receive(INSULT)
    first = {"version": seen.version, "key": str(uuid4()), "why": "regular_customer"}
    assert send(anne, seen, **first).status_code == 302
    late = send(anne, seen, version=seen.version, key=str(uuid4()))
    assert late.status_code == 409
    assert GOOD in late.content.decode()
    assert Override.objects.count() == 1
    # Said once, it need not be said again in the tab that was opened before.
    now = Conversation.objects.get()
    assert send(anne, seen, version=now.version, key=str(uuid4())).status_code == 302
    assert Override.objects.count() == 1


def test_whose_the_conversation_is_says_nothing_of_whose_the_decision_is(desk: Desk) -> None:
    seen = desk.receive(THREAT)
    assign_conversation(actor=desk.bank.karim, conversation=seen, agent=desk.bank.anne)
    assert refused(desk, seen) == NEEDS
