"""What was understood is shown, and corrected by those who work there; training reads it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from tests.conftest import Bank
from tests.desk.conftest import EXPOSED, INSULT, QUESTION, START, Desk
from tests.query_counts import as_many_queries_as_kept

from parvis.desk import actions
from parvis.desk.follow import follow_intake
from parvis.desk.label_words import HEADS as WORDS
from parvis.desk.label_words import chance_words
from parvis.desk.models import Conversation, LabelCorrection
from parvis.desk.queries import corrections_page, timeline, understood_in
from parvis.desk.queries.corrections import corrected_examples
from parvis.desk.rules import HEADS, labels_of
from parvis.engine.understand import Decision, Intent, Target, Tone, Topic
from parvis.engine.understand.training.examples import CORRECTIONS
from parvis.errors import Conflict, Invalid, NotAllowed, NotFound, ParvisError
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, User
from parvis.intake.models import Post

PRAISE = {
    "intents": ["praise"], "tone": "calm", "target": "nobody", "topic": "employer",
    "sentiment": "2", "decision": "silent",
}  # fmt: skip


def correct(
    seen: Conversation, by: User, post: Post | None = None, **labels: Any
) -> LabelCorrection:
    return actions.correct_labels(
        actor=by, conversation=seen, post=post or seen.last_post, labels={**PRAISE, **labels}
    )


def refused(work: Any, error: type[ParvisError]) -> str:
    with pytest.raises(error) as raised:
        work()
    return raised.value.code


def shown(client: Any, seen: Conversation, language: str = "en") -> str:
    address = reverse("conversation", args=[seen.pk])
    page = client.get(address, headers={"accept-language": language}).content.decode()
    found = re.search(r'<section id="understood".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


# Words


def test_every_label_of_the_engine_has_its_words() -> None:
    assert tuple(WORDS) == HEADS
    engines = {
        "intents": Intent, "tone": Tone, "target": Target, "topic": Topic, "decision": Decision,
    }  # fmt: skip
    for head, labels in engines.items():
        assert list(WORDS[head][1]) == list(labels)
    assert list(WORDS["sentiment"][1]) == ["-2", "-1", "0", "1", "2"]


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (1.0, "99%"),
        (0.9, "90%"),
        (0.314, "31%"),
        (0.0, "1%"),
    ],
)
def test_a_chance_is_said_in_percent_and_never_certain(chance: float, words: str) -> None:
    with override("en"):
        assert chance_words(chance) == words


# The panel


def test_what_was_understood_stands_below_the_verdict(bank: Bank, desk: Desk, log_in: Any) -> None:
    said = shown(log_in(bank.anne), desk.receive())
    assert re.search(r"Intents.* Request 9\d%", said)
    assert re.search(r"Tone Calm \d\d%", said)
    assert re.search(r"Topic Transfer \d\d%", said)
    assert re.search(r"The model’s guess Answer \d\d%", said)
    assert re.search(r"Sentiment \w[\w ]+ \([+−]?\d\.\d\)", said)
    assert "Language French" in said
    assert "Correct" in said


def test_an_intent_below_three_tenths_is_not_told_and_what_is_unsure_is_said(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    seen = desk.receive()
    labels = seen.last_post.labels
    labels["intents"] = {"request": 0.31, "spam": 0.299}
    Post.objects.filter(pk=seen.last_post_id).update(labels={**labels, "unsure": True})
    said = shown(log_in(bank.anne), seen)
    assert "Request 31%" in said
    assert "Spam" not in said
    assert "Not sure whether there is something to answer" not in said
    Conversation.objects.update(advice="escalate")
    assert "Not sure whether there is something to answer" in shown(log_in(bank.anne), seen)


def test_the_target_is_told_where_somebody_is_insulted(bank: Bank, desk: Desk, log_in: Any) -> None:
    calm = desk.receive()
    assert "Target" not in shown(log_in(bank.anne), calm)
    rude = desk.receive(INSULT, author="@rude")
    labels = rude.last_post.labels
    labels |= {"tones": {"insulting": 0.9}, "targets": {"bank": 0.8}}
    Post.objects.filter(pk=rude.last_post_id).update(labels=labels)
    assert "Target of the insult The bank 80%" in shown(log_in(bank.anne), rude)
    correct(rude, bank.anne)
    assert "Target" not in shown(log_in(bank.anne), rude)


def test_a_post_of_which_nothing_was_understood_says_so_and_can_be_corrected(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    seen = desk.receive()
    Post.objects.filter(pk=seen.last_post_id).update(labels={})
    assert "Nothing yet." in shown(log_in(bank.anne), seen)
    correct(seen, bank.anne)
    assert "Praise corrected by Anne" in shown(log_in(bank.anne), seen)


def test_the_panel_is_in_french_for_who_reads_french(bank: Bank, desk: Desk, log_in: Any) -> None:
    seen = desk.receive()
    correct(seen, bank.anne)
    said = shown(log_in(bank.anne), seen, "fr")
    assert "Ce qui a été compris" in said
    assert "corrigé par Anne" in said
    assert "Compliment" in said
    form = reverse("correct_labels", args=[seen.pk, seen.last_post_id])
    page = log_in(bank.anne).get(form, headers={"accept-language": "fr"}).content.decode()
    assert "L’ironie n’est pas un compliment." in page


# Correcting


def test_a_correction_is_shown_with_who_made_it(bank: Bank, desk: Desk, log_in: Any) -> None:
    seen = desk.receive()
    found = labels_of(seen.last_post.labels)
    made = correct(seen, bank.anne)
    assert (made.said, made.labels) == (found, {**PRAISE, "sentiment": 2})
    said = shown(log_in(bank.karim), seen)
    assert "Praise corrected by Anne The models said: Request" in said
    assert "Calm corrected by" not in said  # the models said so too
    assert Conversation.objects.get(pk=seen.pk).advice == seen.advice


def test_the_latest_correction_counts_and_one_taken_back_does_not(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    first = correct(seen, bank.anne)
    second = correct(seen, bank.karim, topic="card")
    first.refresh_from_db()
    assert first.taken_back_at
    assert [each.labels["topics"] for each in corrected_examples()] == ["card"]
    actions.take_back_correction(actor=bank.anne, conversation=seen, post=seen.last_post)
    second.refresh_from_db()
    assert second.taken_back_at
    assert not list(corrected_examples())
    understood = understood_in(seen, timeline(seen))
    assert understood
    assert understood.correction is None
    correct(seen, bank.anne, topic="fees")
    assert [each.labels["topics"] for each in corrected_examples()] == ["fees"]


def test_the_database_lets_one_correction_of_a_post_count(bank: Bank, desk: Desk) -> None:
    made = correct(desk.receive(), bank.anne)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_the_ledger_holds_codes_and_never_the_text(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    correct(seen, bank.anne)
    actions.take_back_correction(actor=bank.anne, conversation=seen, post=seen.last_post)
    corrected, back = LedgerEntry.objects.filter(verb__startswith="desk.labels.").order_by("number")
    assert corrected.actor == back.actor == "anne"
    assert corrected.object == f"desk.conversation:{seen.pk}"
    assert corrected.data["post"] == back.data["post"] == seen.last_post_id
    assert corrected.data["labels"] == {
        "intents": ["praise"], "topic": "employer", "sentiment": 2, "decision": "silent",
    }  # fmt: skip
    assert "virement" not in json.dumps([corrected.data, back.data])


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        ({"intents": []}, "desk.labels.intents"),
        ({"intents": ["none", "spam"]}, "desk.labels.none_alone"),
        ({"tone": "threatening"}, "desk.labels.left_to_nobody"),
        ({"intents": ["request", "urgent_distress"]}, "desk.labels.left_to_nobody"),
        ({"intents": ["praise", "<script>"]}, "desk.labels.invalid"),
        ({"tone": "loud"}, "desk.labels.invalid"),
        ({"topic": None}, "desk.labels.invalid"),
        ({"sentiment": "3"}, "desk.labels.invalid"),
        ({"sentiment": "x"}, "desk.labels.invalid"),
        ({"decision": "do_not_answer"}, "desk.labels.invalid"),
    ],
)
def test_only_labels_that_there_are_are_kept(
    bank: Bank, desk: Desk, labels: dict[str, Any], why: str
) -> None:
    seen = desk.receive()
    assert refused(lambda: correct(seen, bank.anne, **labels), Invalid) == why
    assert not LabelCorrection.objects.exists()


def test_what_stands_there_already_is_no_correction(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    same = labels_of(seen.last_post.labels)
    assert refused(lambda: correct(seen, bank.anne, **same), Invalid) == "desk.labels.same"
    correct(seen, bank.anne)
    assert refused(lambda: correct(seen, bank.karim), Invalid) == "desk.labels.same"
    assert correct(seen, bank.anne, **same).labels == same


def test_only_those_who_work_in_the_entity_correct(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    correct(seen, bank.karim)
    for person, error in (
        (bank.claire, NotAllowed),
        (bank.sam, NotFound),
        (bank.ada, NotFound),
        (SYSTEM, NotAllowed),
    ):
        with pytest.raises(error):
            correct(seen, person, topic="card")  # type: ignore[arg-type]
        with pytest.raises(error):
            actions.take_back_correction(actor=person, conversation=seen, post=seen.last_post)
    assert LabelCorrection.objects.get(taken_back_at=None).by == bank.karim


def test_a_post_of_another_conversation_is_not_corrected_by_way_of_this_one(
    bank: Bank, desk: Desk
) -> None:
    here = desk.receive()
    south = desk.account("exemple-sud", entity=bank.south)
    there = desk.receive(account=south, author="@marc")
    assert (
        refused(lambda: correct(here, bank.anne, there.last_post), NotFound)
        == "desk.labels.no_post"
    )


def test_deleted_and_empty_posts_are_not_corrected(bank: Bank, desk: Desk, log_in: Any) -> None:
    seen = desk.receive()
    id_ = seen.last_post.network_id
    desk.store(gone=(id_,))
    assert refused(lambda: correct(seen, bank.anne), Conflict) == "desk.labels.nothing_to_read"
    assert "Correct" not in shown(log_in(bank.anne), seen)
    empty = desk.receive(" \n", author="@marc")
    assert refused(lambda: correct(empty, bank.anne), Conflict) == "desk.labels.nothing_to_read"


def test_a_post_that_changed_while_it_was_read_is_read_again(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    read = seen.last_post.version
    rewrite(desk, seen, "Finalement tout va bien, merci !")

    def late() -> object:
        return actions.correct_labels(
            actor=bank.anne, conversation=seen, post=seen.last_post, labels=PRAISE, version=read
        )

    assert refused(late, Conflict) == "desk.labels.post_changed"


def rewrite(desk: Desk, seen: Conversation, text: str) -> None:
    post = seen.last_post
    desk.store(
        desk.post(text, id=post.network_id, created_at=START, edited_at=START + timedelta(hours=1))
    )


# Training


def test_training_reads_the_post_as_it_is_stored_masked(bank: Bank, desk: Desk) -> None:
    seen = desk.receive(EXPOSED)
    correct(seen, bank.anne, intents=["complaint", "request"], tone="vehement", sentiment="-1")
    (example,) = corrected_examples()
    assert example.text == seen.last_post.text
    assert "0012 3456" not in example.text
    assert (example.author, example.weight, example.lang) == (CORRECTIONS, 1.0, "fr")
    assert example.labels == {
        "tones": "vehement", "targets": "nobody", "topics": "employer", "decisions": "silent",
        "feelings": "bad",
    }  # fmt: skip
    assert [each for each, holds in example.intents.items() if holds] == ["request", "complaint"]


def test_what_was_masked_later_is_not_trained_on(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    correct(seen, bank.anne)
    Post.objects.filter(pk=seen.last_post_id).update(text="[SECRET]", version=2)
    assert [each.text for each in corrected_examples()] == ["[SECRET]"]


def test_a_post_that_was_deleted_later_is_not_trained_on(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    correct(seen, bank.anne)
    desk.store(gone=(seen.last_post.network_id,))
    assert not list(corrected_examples())


def test_a_post_that_its_author_rewrote_is_not_trained_on_by_the_old_labels(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    seen = desk.receive()
    correct(seen, bank.anne)
    again = "Quel est le tarif d’un virement, svp ?"
    rewrite(desk, seen, again)
    assert not list(corrected_examples())
    assert "corrected an earlier text of this post" in shown(log_in(bank.anne), seen)
    correct(seen, bank.anne, topic="fees")
    assert [each.text for each in corrected_examples()] == [
        "Quel est le tarif d’un virement, svp ?"
    ]


def test_a_label_of_another_version_of_parvis_is_left_out(bank: Bank, desk: Desk) -> None:
    made = correct(desk.receive(), bank.anne)
    for wrong in ({**PRAISE, "tone": "sarcastic"}, {}, {**PRAISE, "intents": 3}):
        LabelCorrection.objects.filter(pk=made.pk).update(labels=wrong)
        assert not list(corrected_examples())


# The form


def given(seen: Conversation, **labels: Any) -> dict[str, Any]:
    return {**PRAISE, "version": seen.last_post.version, **labels}


def test_the_form_begins_with_what_was_understood_and_says_what_labels_mean(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    seen = desk.receive()
    address = reverse("correct_labels", args=[seen.pk, seen.last_post_id])
    page = log_in(bank.anne).get(address).content.decode()
    found = labels_of(seen.last_post.labels)
    checked = re.findall(r'name="(\w+)" value="([^"]+)" checked', page)
    assert ("intents", "request") in checked
    assert ("tone", found["tone"]) in checked
    assert ("sentiment", str(found["sentiment"])) in checked
    assert ("decision", "answer") in checked
    assert '<option value="transfer" selected' in page
    assert "Irony is not praise." in page


def test_a_correction_is_kept_without_script_and_with_htmx(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    seen = desk.receive()
    client = log_in(bank.anne)
    address = reverse("correct_labels", args=[seen.pk, seen.last_post_id])
    answer = client.post(address, given(seen))
    assert answer.status_code == 302
    assert LabelCorrection.objects.get().labels["topic"] == "employer"
    htmx = {"HX-Request": "true", "HX-Target": "correction"}
    form = client.get(address, headers=htmx).content.decode()
    assert form.strip().startswith("<form")
    assert '<option value="employer" selected' in form
    answer = client.post(address, given(seen, topic="card"), headers=htmx)
    assert answer.status_code == 204
    told = json.loads(answer.headers["HX-Trigger"])["parvis:changed"]
    assert told["corrected"] == seen.last_post_id
    back = reverse("take_back_correction", args=[seen.pk, seen.last_post_id])
    assert client.post(back, headers=htmx).status_code == 204
    assert not LabelCorrection.objects.filter(taken_back_at=None).exists()
    assert client.post(back, headers=htmx).status_code == 409


def test_a_refused_correction_comes_back_as_it_was_filled_in(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    seen = desk.receive()
    client = log_in(bank.anne)
    address = reverse("correct_labels", args=[seen.pk, seen.last_post_id])
    answer = client.post(address, given(seen, intents=["none", "spam"]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "Choose “None” alone" in page
    assert 'value="spam" checked' in page
    nothing = given(seen)
    del nothing["intents"]
    assert "Choose at least one intent" in client.post(address, nothing).content.decode()
    assert '<option value="employer" selected' in page
    hostile = client.post(address, given(seen, tone="<script>alert(1)</script>"))
    assert hostile.status_code == 422
    assert "<script>alert(1)" not in hostile.content.decode()


def test_the_form_is_for_those_who_work_there(bank: Bank, desk: Desk, log_in: Any) -> None:
    seen = desk.receive()
    address = reverse("correct_labels", args=[seen.pk, seen.last_post_id])
    back = reverse("take_back_correction", args=[seen.pk, seen.last_post_id])
    for person, status in ((bank.claire, 403), (bank.sam, 404), (bank.ada, 404)):
        client = log_in(person)
        assert client.get(address).status_code == status
        assert client.post(address, given(seen)).status_code == status
        assert client.post(back).status_code == status
    assert not LabelCorrection.objects.exists()
    assert (
        "correct-labels"
        not in log_in(bank.claire).get(reverse("conversation", args=[seen.pk])).content.decode()
    )


# What nobody may pass over


@pytest.mark.parametrize(
    ("labels", "priority", "reason"),
    [
        ({"tone": "threatening", "decision": "person"}, "urgent", "threat"),
        ({"tone": "threatening", "decision": "answer"}, "urgent", "threat"),
        ({"intents": ["urgent_distress"], "decision": "person"}, "urgent", "distress"),
        ({"decision": "person"}, "high", "said_by_person"),
    ],
)
def test_a_threat_or_distress_that_a_person_sees_leaves_the_conversation_to_a_person(
    bank: Bank, desk: Desk, labels: dict[str, Any], priority: str, reason: str
) -> None:
    before = desk.receive(INSULT)
    assert before.advice == "do_not_answer"
    correct(before, bank.anne, **labels)
    held = Conversation.objects.get(pk=before.pk)
    assert (held.advice, held.priority, held.reasons[0]) == ("escalate", priority, reason)
    assert held.waiting_since is not None
    assert LedgerEntry.objects.filter(verb="desk.labels.corrected").count() == 1
    desk.receive("Merci", in_reply_to="p1", conversation="p1")
    assert Conversation.objects.get(pk=before.pk).advice == "escalate"
    actions.take_back_correction(actor=bank.anne, conversation=held, post=before.last_post)
    again = Conversation.objects.get(pk=before.pk)
    assert again.advice != "escalate"
    assert again.priority != "urgent"


def test_taking_the_correction_back_gives_the_advice_of_the_verdict(bank: Bank, desk: Desk) -> None:
    before = desk.receive(INSULT)
    correct(before, bank.anne, tone="threatening", decision="person")
    actions.take_back_correction(actor=bank.anne, conversation=before, post=before.last_post)
    held = Conversation.objects.get(pk=before.pk)
    for field in ("advice", "priority", "reasons", "waiting_since", "state"):
        assert getattr(held, field) == getattr(before, field)


def test_what_is_protected_stays_protected_and_becomes_urgent(bank: Bank, desk: Desk) -> None:
    seen = desk.receive(EXPOSED)
    correct(seen, bank.anne, tone="threatening", decision="person")
    held = Conversation.objects.get(pk=seen.pk)
    assert (held.advice, held.priority) == ("protect", "urgent")


def test_a_threat_in_what_was_closed_opens_it_once(bank: Bank, desk: Desk) -> None:
    seen = desk.receive(INSULT)
    actions.decline_to_answer(actor=bank.anne, conversation=seen, reason="insult")
    correct(seen, bank.anne, tone="threatening", decision="person")
    held = Conversation.objects.get(pk=seen.pk)
    assert (held.state, held.advice, held.outcome) == ("open", "escalate", "")
    actions.resolve_conversation(actor=bank.karim, conversation=held)
    correct(seen, bank.anne, tone="threatening", decision="person", topic="card")
    assert Conversation.objects.get(pk=seen.pk).state == "resolved"


def test_a_post_that_its_author_rewrote_is_not_left_to_a_person_by_the_old_word(
    bank: Bank, desk: Desk
) -> None:
    seen = desk.receive(INSULT)
    correct(seen, bank.anne, tone="threatening", decision="person")
    rewrite(desk, seen, "Super concert hier soir")
    follow_intake()
    assert Conversation.objects.get(pk=seen.pk).advice == "do_not_answer"


def test_the_panel_says_that_a_correction_leaves_it_to_a_person(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    seen = desk.receive(INSULT)
    correct(seen, bank.anne, decision="person")
    page = log_in(bank.anne).get(reverse("conversation", args=[seen.pk])).content.decode()
    assert "leaves it to a person. The charter alone says “Do not answer”." in page
    assert "A colleague said that a person must read it." in page


# Where the models err


def test_supervisors_see_what_was_corrected_to_what_and_how_often(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    for author in ("@a", "@b"):
        correct(desk.receive(author=author), bank.anne)
    hostile = desk.receive("<b>Pourquoi</b> mon virement est-il bloqué ?", author="@c")
    correct(hostile, bank.anne, topic="card")
    page = corrections_page(bank.karim)
    counts = {(line.head, line.said, line.meant): line.count for line in page.counts}
    assert counts["topic", "transfer", "employer"] == 2
    assert counts["topic", "transfer", "card"] == 1
    assert counts["intents", "request", ""] == 3
    assert counts["intents", "", "praise"] == 3
    assert not any(said == meant for _head, said, meant in counts)
    html = log_in(bank.karim).get(reverse("corrections")).content.decode()
    assert "&lt;b&gt;Pourquoi" in html
    assert "Topic: Transfer → Card" in html


def test_excerpts_are_masked_and_deleted_posts_are_not_told(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    exposed = desk.receive(EXPOSED)
    correct(exposed, bank.anne)
    gone = desk.receive("Rendez-moi mes sous tout de suite svp", author="@marc")
    correct(gone, bank.anne)
    desk.store(gone=(gone.last_post.network_id,))
    html = log_in(bank.karim).get(reverse("corrections")).content.decode()
    assert "0012 3456" not in html
    assert 'class="mask"' in html
    assert "deleted by its author" in html
    assert "Rendez-moi" not in html


def test_only_watchers_see_corrections_and_only_of_their_entities(
    bank: Bank, desk: Desk, log_in: Any
) -> None:
    correct(desk.receive(), bank.anne)
    south = desk.account("exemple-sud", entity=bank.south)
    correct(desk.receive(account=south, author="@marc"), bank.sam)
    assert len(corrections_page(bank.karim).rows) == 1
    assert len(corrections_page(bank.claire).rows) == 2
    for person, status in ((bank.anne, 403), (bank.ada, 403), (bank.karim, 200)):
        assert log_in(person).get(reverse("corrections")).status_code == status


def test_what_is_old_or_was_taken_back_is_not_listed(bank: Bank, desk: Desk) -> None:
    seen = desk.receive()
    correct(seen, bank.anne)
    actions.take_back_correction(actor=bank.anne, conversation=seen, post=seen.last_post)
    old = correct(desk.receive(author="@b"), bank.anne)
    LabelCorrection.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=91))
    page = corrections_page(bank.karim)
    assert not page.rows
    assert not page.counts


def test_there_are_pages_and_each_asks_few_queries(bank: Bank, desk: Desk, log_in: Any) -> None:
    seen = [desk.receive(author=f"@{number}") for number in range(3)]
    for each in seen:
        correct(each, bank.anne)
    first = corrections_page(bank.karim, size=2)
    assert [len(first.rows), first.next_before] == [2, first.rows[-1].row.pk]
    rest = corrections_page(bank.karim, before=first.next_before, size=2)
    assert [each.row.post for each in rest.rows] == [seen[0].last_post]
    assert rest.next_before is None
    client = log_in(bank.karim)
    with as_many_queries_as_kept("desk corrections"):
        client.get(reverse("corrections"))
    for wrong in ("x", "-1", "9" * 30, "²"):
        assert client.get(reverse("corrections"), {"before": wrong}).status_code == 200


def test_a_corrected_conversation_asks_one_query_more(bank: Bank, desk: Desk, log_in: Any) -> None:
    seen = desk.receive(QUESTION)
    correct(seen, bank.anne)
    client = log_in(bank.anne)
    with as_many_queries_as_kept("desk conversation, corrected"):
        client.get(reverse("conversation", args=[seen.pk]))


def test_where_nothing_was_corrected_the_page_says_so(bank: Bank, log_in: Any) -> None:
    page = log_in(bank.karim).get(reverse("corrections")).content.decode()
    assert "Nothing was corrected" in page
