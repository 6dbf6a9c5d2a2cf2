"""A conversation, as an agent works in it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from parvis.desk.actions import add_note, reply_to_conversation
from parvis.desk.models import Conversation, Presence, Reply
from parvis.engine.post import Visibility
from parvis.governance.models import User
from parvis.outbox.models import Delivery
from tests.browser.conftest import Enter, live
from tests.conftest import PASSWORD
from tests.desk.conftest import Desk

IBAN = "FR76 3000 6000 0112 3456 7890 189"


def opened(desk: Desk, enter: Enter, **given: object):
    seen = desk.receive(**given)
    page = enter(desk.bank.anne, f"/conversations/{seen.pk}/")
    return seen, live(page)


def test_a_day_by_keyboard(desk: Desk, enter: Enter):
    desk.receive("Bonjour, où est ma carte ?", author="@b", author_name="Second")
    desk.receive("Bonjour, où est mon chèque ?", author="@a", author_name="First")
    page = live(enter(desk.bank.anne))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation-title")).to_have_text("Second")
    page.keyboard.press("a")
    expect(page.locator(".act")).to_contain_text("Anne took it")
    page.keyboard.press("n")
    page.keyboard.type("rje, all of it is a note")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".entry.note")).to_contain_text("rje, all of it is a note")
    page.keyboard.press("x")
    page.get_by_label("Not meant for us").check()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#conversation-head")).to_contain_text("Resolved")
    assert set(Conversation.objects.values_list("state", flat=True)) == {"open", "resolved"}
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Keyboard shortcuts")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_text("Choose a conversation")).to_be_visible()


def test_single_keys_can_be_turned_off(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter)
    page.keyboard.press("?")
    page.get_by_label("Single-key shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    page.keyboard.press("e")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert Conversation.objects.get().state == "open"


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (f"Votre IBAN {IBAN} est bien noté", "must not leave in a reply"),
        ("Pouvez-vous nous donner votre code secret ?", "may be asked for here"),
    ],
)
def test_what_may_not_leave_cannot_be_sent_and_says_why(desk: Desk, enter: Enter, draft, why):
    _seen, page = opened(desk, enter)
    page.locator("#reply-text").fill(draft)
    objections = page.locator("[data-objections]")
    expect(objections.locator(".objection").first).to_be_visible()
    expect(page.locator("[data-send]")).to_be_disabled()
    page.locator("#reply-text").press("Control+Enter")
    assert why in objections.inner_text() or "private reply" in objections.inner_text()
    assert not Reply.objects.exists()
    page.locator("#reply-text").fill("Bonjour, nous regardons cela.")
    expect(page.locator("[data-send]")).to_be_enabled()
    expect(objections.locator(".objection")).to_have_count(0)


def test_what_a_colleague_does_appears_without_moving_the_draft(desk: Desk, enter: Enter):
    seen, page = opened(desk, enter, id="root")
    page.locator("#reply-text").fill("Bonjour, je regarde")
    add_note(actor=desk.bank.karim, conversation=seen, text="She called twice")
    expect(page.locator(".entry.note")).to_contain_text("She called twice")
    desk.receive("Toujours rien ?", in_reply_to="root", conversation="root")
    expect(page.locator(".entry.post")).to_have_count(2)
    expect(page.locator("#reply-text")).to_have_value("Bonjour, je regarde")
    expect(page.locator("#reply-text")).to_be_focused()


def test_a_draft_is_kept_in_memory_and_nowhere_else(desk: Desk, enter: Enter):
    other = desk.receive(author="@b", author_name="Other")
    seen, page = opened(desk, enter, author_name="This")
    page.locator("#reply-text").fill("Bonjour, je regarde")
    page.locator(f"[data-conversation='{other.pk}'] a").click()
    expect(page.locator("#conversation-title")).to_have_text("Other")
    expect(page.locator("#reply-text")).to_have_value("")
    page.locator(f"[data-conversation='{seen.pk}'] a").click()
    expect(page.locator("#reply-text")).to_have_value("Bonjour, je regarde")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Bonjour" not in stored
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_two_colleagues_see_each_other(desk: Desk, enter: Enter):
    seen, anne = opened(desk, enter)
    karim = live(enter(desk.bank.karim, f"/conversations/{seen.pk}/"))
    expect(anne.locator("#presence")).to_contain_text("Karim is looking at this too")
    karim.locator("#reply-text").fill("Bonjour")
    expect(anne.locator("#presence")).to_contain_text("Karim is writing a reply")
    expect(anne.locator("[data-conversation]")).to_contain_text("Karim is writing")
    karim.locator("#reply-text").fill("")
    karim.goto("/")
    expect(anne.locator("#presence")).to_be_empty()


def test_a_reply_that_crosses_a_colleagues_is_asked_about_first(desk: Desk, enter: Enter):
    seen, anne = opened(desk, enter)
    karim = live(enter(desk.bank.karim, f"/conversations/{seen.pk}/"))
    karim.locator("#reply-text").fill("Bonjour")
    expect(anne.locator("#presence")).to_contain_text("Karim is writing a reply")
    asked = []

    def answer(dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if len(asked) > 1 else dialog.dismiss()

    anne.on("dialog", answer)
    anne.locator("#reply-text").fill("Bonjour, nous regardons cela.")
    anne.locator("[data-send]").click()
    expect(anne.locator("#alerts")).to_contain_text("Karim is writing a reply here")
    assert not Reply.objects.exists()
    anne.locator("[data-send]").click()
    expect(anne.locator(".entry.reply")).to_contain_text("Bonjour, nous regardons cela.")
    assert len(asked) == 2


def test_a_reply_goes_out_and_can_be_taken_back_before(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter)
    page.locator("#reply-text").fill("Bonjour, nous regardons cela.")
    page.locator("#reply-text").press("Control+Enter")
    reply = page.locator(".entry.reply")
    expect(reply).to_contain_text("Queued")
    expect(page.locator("#reply-text")).to_have_value("")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(reply).to_have_count(0)
    expect(page.locator("#reply-text")).to_have_value("Bonjour, nous regardons cela.")
    page.locator("#reply-text").press("Control+Enter")
    expect(reply).to_contain_text("Queued")
    assert Reply.objects.count() == 2


def answer_as(colleague: User, seen: Conversation) -> None:
    reply_to_conversation(
        actor=colleague,
        conversation=seen,
        text="Bonjour, c'est fait.",
        visibility=Visibility.PUBLIC,
        even_so=True,
    )


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_draft_that_a_colleague_overtook_needs_one_more_word(desk: Desk, enter: Enter, elsewhere):
    other = desk.receive(author="@b", author_name="Other")
    seen, page = opened(desk, enter, author_name="This")
    notice = page.locator("[data-meanwhile]")
    page.locator("#reply-text").fill("Bonjour, nous regardons cela.")
    if elsewhere:
        page.locator(f"[data-conversation='{other.pk}'] a").click()
        expect(page.locator("#conversation-title")).to_have_text("Other")
    answer_as(desk.bank.karim, seen)
    if elsewhere:
        expect(notice).to_be_hidden()
        page.locator(f"[data-conversation='{seen.pk}'] a").click()
        expect(page.locator("#conversation-title")).to_have_text("This")
    expect(notice).to_contain_text("Karim has answered meanwhile.")
    page.get_by_role("button", name="Send in public").click()
    anyway = notice.get_by_role("button", name="Send mine all the same")
    expect(anyway).to_be_focused()
    expect(page.locator("#alerts")).to_be_empty()
    assert Reply.objects.count() == 1
    anyway.click()
    expect(page.locator(".entry.reply")).to_have_count(2)
    expect(notice).to_be_hidden()
    expect(page.locator("#reply-text")).to_have_value("")


def test_an_empty_composer_follows_what_colleagues_do(desk: Desk, enter: Enter):
    seen, page = opened(desk, enter)
    page.locator("#reply-text").fill("Bonjour")
    answer_as(desk.bank.karim, seen)
    notice = page.locator("[data-meanwhile]")
    expect(notice).to_be_visible()
    page.locator("#reply-text").fill("")
    expect(notice).to_be_hidden()
    page.locator("#reply-text").fill("Et encore ceci.")
    page.locator("#reply-text").press("Control+Enter")
    expect(page.locator(".entry.reply")).to_have_count(2)


def test_who_has_a_draft_still_writes(desk: Desk, enter: Enter):
    seen, page = opened(desk, enter)
    page.clock.install()
    page.reload()
    live(page)
    page.locator("#reply-text").fill("Bonjour")
    expect(page.locator("#draft-check [data-allowed]")).to_be_visible()
    for _beat in range(4):
        Presence.objects.update(writing=False)
        page.clock.run_for(10_001)
        deadline = time.monotonic() + 5
        while not Presence.objects.get(conversation=seen).writing:
            assert time.monotonic() < deadline, "nobody writes any more"
            page.evaluate("1")


def test_an_ended_session_keeps_the_draft_and_asks_in_another_tab(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter)
    page.locator("#reply-text").fill("Bonjour, nous regardons cela.")
    expect(page.locator("[data-allowed='1']")).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    page.locator("#reply-text").press("Control+Enter")
    notice = page.locator("#alerts")
    expect(notice).to_contain_text("Your session has ended.")
    expect(page.locator("#conversation-title")).to_have_text("Lucie")
    expect(page.locator("#reply-text")).to_have_value("Bonjour, nous regardons cela.")
    with page.context.expect_page() as opening:
        notice.get_by_role("link").click()
    tab = opening.value
    tab.fill("[name=username]", desk.bank.anne.username)
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url(lambda url: "/login/" not in url)
    page.locator("#reply-text").press("Control+Enter")
    expect(page.locator(".entry.reply")).to_contain_text("Bonjour, nous regardons cela.")
    expect(notice).to_be_empty()


def test_who_goes_on_after_the_session_logs_in_on_a_page_of_its_own(desk: Desk, enter: Enter):
    other = desk.receive(author="@b", author_name="Other")
    _seen, page = opened(desk, enter)
    page.context.clear_cookies(name="sessionid")
    page.locator(f"[data-conversation='{other.pk}'] a").click()
    page.wait_for_url(f"**/login/?next=*conversations*{other.pk}*")
    expect(page.locator("[name=password]")).to_be_visible()


@pytest.mark.parametrize("act", ["note", "snooze", "decline", "resolve", "send"])
def test_after_an_act_the_focus_is_on_the_conversation(desk: Desk, enter: Enter, act: str):
    seen, page = opened(desk, enter)
    if act == "note":
        page.keyboard.press("n")
        page.keyboard.type("rje")
        page.get_by_role("button", name="Add note").press("Enter")
    elif act == "snooze":
        page.keyboard.press("z")
        page.get_by_role("button", name="1 hour").press("Enter")
    elif act == "decline":
        page.keyboard.press("x")
        page.get_by_label("Not meant for us").check()
        page.get_by_role("button", name="Do not answer").press("Enter")
    elif act == "resolve":
        page.get_by_role("button", name="Resolve", exact=True).press("Enter")
    else:
        page.locator("#reply-text").fill("Bonjour, nous regardons cela.")
        page.locator("[data-send]").click()
    expect(page.locator(".entry")).to_have_count(2)
    if act != "note":
        head = page.locator("#conversation-head")
        expect(head).not_to_have_attribute("data-version", str(seen.version))
    expect(page.locator("article.conversation")).to_be_focused()


def test_who_shows_all_of_a_long_post_stays_there(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter, text="Bonjour, " + "encore un mot " * 200, id="root")
    summary = page.locator(".all > summary")
    summary.press("Enter")
    expect(page.locator(".all")).to_have_attribute("open", "")
    expect(summary).to_be_focused()
    desk.receive("Toujours rien ?", in_reply_to="root", conversation="root")
    expect(page.locator(".entry.post")).to_have_count(2)
    expect(summary).to_be_focused()


def test_u_takes_the_latest_reply_back_and_says_so(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter)
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("no reply of yours to take back")
    page.locator("#reply-text").fill("Bonjour, nous regardons cela.")
    page.locator("#reply-text").press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text(["no reply", "The reply leaves in"])
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("The reply to Lucie was taken back.")
    expect(page.locator(".entry.reply")).to_have_count(0)
    expect(page.locator("#reply-text")).to_have_value("Bonjour, nous regardons cela.")
    assert Reply.objects.get().delivery.state == "cancelled"


@pytest.mark.parametrize("left", [False, True])
def test_a_reply_is_taken_back_from_another_conversation(desk: Desk, enter: Enter, left):
    other = desk.receive(author="@b", author_name="Other")
    seen, page = opened(desk, enter, author_name="This")
    page.locator("#reply-text").fill("Bonjour, nous regardons cela.")
    page.locator("#reply-text").press("Control+Enter")
    expect(page.locator(".entry.reply")).to_contain_text("Queued")
    page.locator(f"[data-conversation='{other.pk}'] a").click()
    expect(page.locator("#conversation-title")).to_have_text("Other")
    if left:
        Delivery.objects.update(state="sent")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    said = "to This had left already" if left else "to This was taken back"
    expect(page.locator("#toasts")).to_contain_text(said)
    expect(page.locator("#reply-text")).to_have_value("")
    page.locator(f"[data-conversation='{seen.pk}'] a").click()
    expect(page.locator("#conversation-title")).to_have_text("This")
    expect(page.locator("#reply-text")).to_have_value(
        "" if left else "Bonjour, nous regardons cela."
    )


def test_without_script_the_main_path_works(desk: Desk, enter: Enter):
    desk.receive(author_name="Lucie")
    page = enter(desk.bank.anne, java_script_enabled=False)
    page.get_by_role("link", name="Lucie").click()
    page.locator("summary", has_text="Note").click()
    page.get_by_label("Note for colleagues").fill("By hand")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".entry.note")).to_contain_text("By hand")
    page.get_by_label("Your reply").fill(f"Votre IBAN {IBAN}")
    page.get_by_role("button", name="Send in public").click()
    expect(page.locator("[data-objections]")).to_contain_text("cannot be sent as it is")
    expect(page.get_by_label("Your reply")).to_have_value(f"Votre IBAN {IBAN}")
    page.get_by_label("Your reply").fill("Bonjour !")
    page.get_by_role("button", name="Send in public").click()
    expect(page.locator(".entry.reply")).to_contain_text("Bonjour !")
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.locator("#conversation-head")).to_contain_text("Resolved")
