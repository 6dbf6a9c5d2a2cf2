"""The verdict as people meet it: why it is not followed is asked where they write."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from parvis.desk.follow import follow_intake
from parvis.desk.models import Override, Reply
from parvis.engine.guard.answers import DEFAULT_ANSWERS, SECURE_CHANNEL
from parvis.engine.post import Visibility
from tests.browser.conftest import DESKTOP, PHONE, Enter, faults_found, live, too_wide
from tests.desk.conftest import INSULT, QUESTION, Desk
from tests.desk.test_overrides import PRESS, THREAT
from tests.desk.test_verdict import IN_PRIVATE

SECURE = DEFAULT_ANSWERS[SECURE_CHANNEL]["fr"]
NARROW = {"width": 1100, "height": 800}


def opened(desk: Desk, enter: Enter, text: str, **given: object) -> Page:
    options = {key: given.pop(key) for key in ("viewport", "color_scheme") if key in given}
    seen = desk.receive(text, **given)
    return live(enter(desk.bank.anne, f"/conversations/{seen.pk}/", **options))


def test_by_keyboard_a_reply_against_the_advice_says_why_first(desk: Desk, enter: Enter):
    page = opened(desk, enter, INSULT)
    page.keyboard.press("r")
    page.keyboard.type("Bonjour, nous vous lisons.")
    why = page.get_by_label("Why do you answer all the same?")
    page.keyboard.press("Control+Enter")
    expect(why).to_be_focused()
    assert not Reply.objects.exists()
    why.select_option("other")
    words = page.get_by_label("In your words").locator("visible=true")
    words.fill("Habitué de l’agence")
    words.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("The reply leaves in")
    expect(page.locator("#timeline")).to_contain_text(
        "Anne answered although the charter says “Do not answer”: Another reason: Habitué"
    )
    expect(why).to_have_count(0)
    page.locator("#conversation-title").click()
    page.keyboard.press("u")
    expect(page.locator("#reply-text")).to_have_value("Bonjour, nous vous lisons.")
    expect(page.locator("#timeline")).not_to_contain_text("although the charter says")
    assert Override.objects.get().taken_back_at is not None
    page.locator("#reply-text").press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("although the charter says")
    assert Override.objects.filter(taken_back_at=None).count() == 1


def test_a_reason_is_asked_as_soon_as_the_advice_changes_and_the_draft_stays(
    desk: Desk, enter: Enter
):
    page = opened(desk, enter, QUESTION, id="root")
    page.locator("#reply-text").fill("Bonjour, je regarde.")
    desk.store(desk.post(THREAT, in_reply_to="root", conversation="root"))
    follow_intake()
    why = page.get_by_label("Why do you answer all the same?")
    expect(why).to_be_visible()
    expect(page.locator("#verdict")).to_contain_text("A supervisor decides.")
    expect(page.locator("#reply-text")).to_have_value("Bonjour, je regarde.")
    why.select_option("tone_misread")
    desk.store(desk.post(f"{THREAT} !", in_reply_to="root", conversation="root"))
    follow_intake()
    expect(page.locator("#timeline .entry.post")).to_have_count(3)
    expect(why).to_have_value("tone_misread")
    page.locator("#reply-text").press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("although the charter says")


def test_the_proposed_answer_is_put_in_the_reply_and_taken_out_again(desk: Desk, enter: Enter):
    page = opened(desk, enter, IN_PRIVATE, visibility=Visibility.PRIVATE, viewport=NARROW)
    page.get_by_role("button", name="Context").click()
    page.get_by_role("button", name="Put it in the reply").click()
    field = page.locator("#reply-text")
    expect(field).to_have_value(SECURE)
    expect(field).to_be_focused()
    expect(page.locator("#around")).to_be_hidden()
    expect(page.locator("[name=visibility][value=private]")).to_be_checked()
    back = page.locator("[data-way-back]")
    expect(back).to_contain_text("to be seen by this person only")
    back.get_by_role("button", name="Undo").click()
    expect(field).to_have_value("")


def test_a_reason_is_asked_without_script_too(desk: Desk, enter: Enter):
    seen = desk.receive(INSULT)
    page = enter(desk.bank.anne, f"/conversations/{seen.pk}/", java_script_enabled=False)
    page.locator("#reply-text").fill("Bonjour, nous vous lisons.")
    page.get_by_label("Why do you answer all the same?").select_option("request_missed")
    page.get_by_role("button", name="Send in public").click()
    expect(page.locator("#timeline")).to_contain_text("although the charter says")
    assert Override.objects.get().reason == "request_missed"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_verdict_and_overrides_look_right(
    desk: Desk, enter: Enter, axe: str, viewport, color_scheme
):
    desk.receive(PRESS, author="@presse")
    page = opened(desk, enter, THREAT, viewport=viewport, color_scheme=color_scheme)
    page.get_by_label("Why do you answer all the same?").select_option("other")
    assert faults_found(page, axe) == []
    assert too_wide(page) == []
    send = page.get_by_role("button", name="Send in public")
    expect(send).to_be_in_viewport(ratio=1)
    page = enter(desk.bank.karim, "/overrides/", viewport=viewport, color_scheme=color_scheme)
    assert faults_found(page, axe) == []
    assert too_wide(page) == []
