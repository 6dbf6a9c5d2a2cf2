"""The verdict as people read it: the act, for whom, how soon, by which rule, and what to answer."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.conftest import EXPOSED, IBAN, INSULT, QUESTION, START, Desk
from tests.desk.test_overrides import FRAUD, PRESS, THREAT

from parvis.desk.actions import decline_to_answer, reply_to_conversation, resolve_conversation
from parvis.desk.follow import follow_intake
from parvis.desk.matching import belongs
from parvis.desk.models import Conversation, ConversationPost
from parvis.desk.queries import InboxFilter, exposed_in, inbox, timeline, verdict_in
from parvis.engine.charter.default import default_text
from parvis.engine.guard.answers import DEFAULT_ANSWERS, SECURE_CHANNEL
from parvis.engine.post import Visibility
from parvis.governance.models import CharterVersion, Mode, User
from parvis.intake.models import Post

pytestmark = pytest.mark.django_db

SECURE = DEFAULT_ANSWERS[SECURE_CHANNEL]["fr"]
IN_PRIVATE = f"Mon IBAN {IBAN} est bloqué, pourquoi ?"


@pytest.fixture
def anne(desk: Desk, client: Client) -> Client:
    client.force_login(desk.bank.anne)
    return client


def panel(client: Client, seen: Conversation, lang: str = "en") -> str:
    """Give the words of the panel, as a reader of that language sees them."""
    address = reverse("conversation", args=[seen.pk])
    page = client.get(address, headers={"accept-language": lang}).content.decode()
    found = re.search(r'<section id="verdict".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (QUESTION, ("Answer", "Priority: Normal", "Rule 11: request_or_complaint")),
        (INSULT, ("Do not answer", "Priority: Normal", "No request found", "charter rule 15")),
        ("Super concert hier soir", ("Do not answer", "Priority: Low", "Nothing is asked.")),
        (THREAT, ("A person decides", "Priority: Urgent", "A supervisor decides.", "Threat (")),
        (PRESS, ("A person decides", "Priority: High", "Communications decides.")),
        (FRAUD, ("Protect", "Priority: Urgent", "Fraud report (", "A fraud is reported.")),
        (EXPOSED, ("Protect", "Priority: High", "It holds confidential data")),
    ],
)
def test_the_panel_says_act_priority_for_whom_and_why(
    desk: Desk, anne: Client, text: str, expected: tuple[str, ...]
) -> None:
    said = panel(anne, desk.receive(text))
    for words in expected:
        assert words in said
    assert not re.search(r"\([01][.,]\d\d\)", said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (THREAT, ("Une personne décide", "Priorité : Urgente", "Un superviseur décide.", "Menace")),
        (INSULT, ("Ne pas répondre", "aucune réclamation trouvée", "règle 15 de la charte")),
    ],
)
def test_the_reason_is_in_the_language_of_the_reader(
    desk: Desk, anne: Client, text: str, expected: tuple[str, ...]
) -> None:
    said = panel(anne, desk.receive(text), lang="fr")
    for words in expected:
        assert words in said
    assert "charter rule" not in said


def test_the_rule_leads_to_what_it_says_in_the_charter(desk: Desk, anne: Client) -> None:
    seen = desk.receive(THREAT)
    address = reverse("default_charter")
    number = seen.last_post.verdict["rule"]["number"]
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert f'href="{address}#rule-{number}"' in page
    assert "default charter" in page
    assert f'id="rule-{number}"' in anne.get(address).content.decode()


def test_the_rule_stays_that_of_the_version_that_judged_once_a_newer_one_is_signed(
    desk: Desk, anne: Client
) -> None:
    bank = desk.bank
    for number, last in ((1, ""), (2, "# The second\n")):
        CharterVersion.objects.create(
            entity=bank.north,
            number=number,
            text=default_text() + last,
            drafted_by=bank.ada,
            drafted_at=START,
            signed_by=bank.karim,
            signed_at=START,
            digest="",
        )
    seen = desk.receive(THREAT)
    judged = CharterVersion.objects.get(number=1)
    post = seen.last_post
    Post.objects.filter(pk=post.pk).update(verdict=post.verdict | {"charter": judged.pk})
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    address = reverse("charter_version", args=[bank.north.pk, 1])
    number = post.verdict["rule"]["number"]
    assert f'href="{address}#rule-{number}"' in page
    assert "charter version 1" in page
    assert f'id="rule-{number}"' in anne.get(address).content.decode()


def test_the_owner_of_the_account_is_named_where_the_decision_is_theirs(
    desk: Desk, anne: Client
) -> None:
    account = desk.account("ecoute", mode=Mode.LISTEN_ONLY)
    said = panel(anne, desk.receive(account=account))
    assert "The owner of the account decides. (Karim)" in said


def test_posts_of_before_there_were_charters_show_their_codes(desk: Desk, anne: Client) -> None:
    seen = desk.receive(INSULT)
    Post.objects.update(verdict={})
    Conversation.objects.update(deciding=None, priority="normal")
    said = panel(anne, seen)
    assert "Do not answer" in said
    assert "An insult, and nothing is asked." in said
    assert "Rule" not in said


def test_what_the_guard_protects_against_the_charter_is_said(desk: Desk, anne: Client) -> None:
    seen = desk.receive(EXPOSED)
    post = Post.objects.get()
    Post.objects.update(verdict=post.verdict | {"act": "answer", "priority": "low"})
    said = panel(anne, seen)
    assert "it is protected, whatever the charter says" in said


def test_hostile_words_in_a_verdict_are_shown_as_text(desk: Desk, anne: Client) -> None:
    seen = desk.receive(INSULT)
    evil = "<script>alert(1)</script>"
    verdict = {"act": "do_not_answer", "rule": {"number": 1, "name": evil}, "to": evil}
    Post.objects.update(verdict=verdict | {"reasons": {"en": evil}, "answer": evil})
    page = anne.get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_proposed_answer_is_put_in_the_reply_without_script(desk: Desk, anne: Client) -> None:
    seen = desk.receive(IN_PRIVATE, visibility=Visibility.PRIVATE)
    assert seen.advice == "move_to_secure"
    assert SECURE in panel(anne, seen)
    address = reverse("conversation", args=[seen.pk])
    page = unescape(anne.get(f"{address}?fill=secure_channel").content.decode())
    assert re.search(rf"<textarea[^>]*>{re.escape(SECURE)}</textarea>", page)
    assert re.search(r'value="private" checked', page)
    other = unescape(anne.get(f"{address}?fill=private_message").content.decode())
    assert re.search(r"<textarea[^>]*></textarea>", other)


def test_nothing_is_proposed_once_it_is_resolved_nor_twice_beside_the_panel_above_the_reply(
    desk: Desk, anne: Client
) -> None:
    seen = desk.receive(IN_PRIVATE, visibility=Visibility.PRIVATE, author="@a")
    resolve_conversation(actor=desk.bank.anne, conversation=seen)
    assert "Proposed answer" not in panel(anne, seen)
    assert "Proposed answer" not in panel(anne, desk.receive(EXPOSED, author="@b"))


def test_a_fraud_that_is_reported_shows_no_secret_in_public(desk: Desk) -> None:
    for text, shows in ((FRAUD, False), (EXPOSED, True)):
        seen = desk.receive(text, author=f"@{shows}")
        assert seen.advice == "protect"
        assert (exposed_in(seen, timeline(seen)) is not None) is shows


def test_a_verdict_that_is_at_hand_costs_no_query(
    desk: Desk, django_assert_num_queries: Any
) -> None:
    seen = desk.receive(THREAT)
    items = timeline(seen)
    with django_assert_num_queries(0):
        found = verdict_in(seen, items, lang="en")
    assert found is not None
    assert (found.to, found.rule, found.number) == ("supervisor", "threat", 5)
    with django_assert_num_queries(1):
        assert verdict_in(seen, [], lang="en") == found


# How soon


def test_a_conversation_is_as_urgent_as_the_most_urgent_that_nobody_dealt_with(desk: Desk) -> None:
    assert desk.receive(id="root").priority == "normal"
    desk.receive(THREAT, in_reply_to="root", conversation="root")
    desk.receive(PRESS, in_reply_to="root", conversation="root")
    seen = desk.of("root")
    assert (seen.advice, seen.priority) == ("escalate", "urgent")
    assert seen.deciding.verdict["rule"]["name"] == "threat"
    reply_to_conversation(
        actor=desk.bank.karim,
        conversation=seen,
        text="Nous avons bien lu votre message.",
        visibility=Visibility.PUBLIC,
    )
    assert desk.of("root").priority == "high"


def test_the_inbox_shows_what_is_urgent_or_high_and_is_narrowed_by_it(
    desk: Desk, anne: Client
) -> None:
    seen = {
        priority: desk.receive(text, author=f"@{priority}")
        for priority, text in (
            ("urgent", THREAT),
            ("high", PRESS),
            ("normal", QUESTION),
            ("low", "Super concert hier soir"),
        )
    }
    for priority, row in seen.items():
        asked = InboxFilter(priority=priority)
        found = inbox(User.objects.get(pk=desk.bank.anne.pk), asked).conversations
        assert [each.pk for each in found] == [row.pk]
        shown = [each for each in seen.values() if belongs(each, asked, desk.bank.anne)]
        assert shown == [row]
        page = anne.get(f"/?priority={priority}").content.decode()
        signs = re.findall(r'class="badge priority (\w*)"', page)
        assert signs == {"urgent": ["danger"], "high": ["warning"]}.get(priority, [])
        assert f'<option value="{priority}" selected>' in page
    assert anne.get("/?priority=nonsense").status_code == 200


def test_a_resolved_conversation_is_urgent_no_more(desk: Desk, anne: Client) -> None:
    resolve_conversation(actor=desk.bank.anne, conversation=desk.receive(THREAT))
    assert 'class="badge priority' not in anne.get("/?view=resolved").content.decode()


# What an edit makes of what was dealt with


def edited(desk: Desk, text: str, **given: Any) -> Conversation:
    moment = START + timedelta(hours=1)
    desk.store(desk.post(text, id="root", created_at=START, edited_at=moment, **given))
    follow_intake()
    return desk.of("root")


@pytest.mark.parametrize("text", [QUESTION, THREAT, FRAUD, EXPOSED])
def test_nothing_that_becomes_something_by_an_edit_is_seen_again(desk: Desk, text: str) -> None:
    seen = desk.receive(INSULT, id="root", created_at=START)
    decline_to_answer(actor=desk.bank.anne, conversation=seen, reason="insult")
    now = edited(desk, text)
    assert (now.state, now.waiting_since, now.outcome) == ("open", START, "")


@pytest.mark.parametrize("text", [THREAT, FRAUD, EXPOSED])
def test_an_answered_post_that_becomes_one_to_protect_or_escalate_is_seen_again(
    desk: Desk, text: str
) -> None:
    seen = desk.receive(QUESTION, id="root", created_at=START)
    reply_to_conversation(
        actor=desk.bank.anne, conversation=seen, text="Bonjour.", visibility=Visibility.PUBLIC
    )
    assert edited(desk, text).state == "open"


@pytest.mark.parametrize("text", [f"{QUESTION} Merci !", INSULT])
def test_an_edit_that_asks_for_no_more_leaves_a_settled_conversation(desk: Desk, text: str) -> None:
    seen = desk.receive(QUESTION, id="root", created_at=START)
    resolve_conversation(actor=desk.bank.anne, conversation=seen)
    assert edited(desk, text).state == "resolved"


def test_confidential_data_in_what_was_to_be_protected_anyway_is_seen_again(desk: Desk) -> None:
    seen = desk.receive(FRAUD, id="root", created_at=START)
    resolve_conversation(actor=desk.bank.anne, conversation=seen)
    now = edited(desk, f"{FRAUD} Mon IBAN : {IBAN}")
    assert (now.state, now.advice) == ("open", "protect")
    assert exposed_in(now, timeline(now)) is not None
    resolve_conversation(actor=desk.bank.anne, conversation=now)
    more = f"{FRAUD} Mon IBAN : {IBAN}, ma carte : 4970 1012 3456 7890, tél 06 12 34 56 78"
    assert edited(desk, f"{FRAUD} Mon IBAN : {IBAN} !").state == "resolved"
    assert edited(desk, more).state == "open"
    assert ConversationPost.objects.get().masked == len(Post.objects.get().marks)
