"""Every screen, wide and narrow, light and dark, in both languages, before axe-core."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.desk.actions import add_note, announce_presence
from parvis.engine.charter.default import default_text
from parvis.governance.actions import draft_charter, sign_charter
from parvis.governance.models import Mode
from tests.browser.conftest import DESKTOP, PHONE, Enter, faults_found, too_wide
from tests.desk.conftest import EXPOSED, Desk

HARD = "Unmöglich" * 60 + " \u202egnol\u202c مرحبا، لم أستلم بطاقتي بعد"


@pytest.fixture
def furnished(desk: Desk) -> Desk:
    seen = desk.receive(EXPOSED, id="root", author_name="Émilie " + "Long" * 60)
    desk.receive(f"Où est ma carte ? {HARD}", in_reply_to="root", conversation="root")
    add_note(actor=desk.bank.karim, conversation=seen, text="She called twice")
    announce_presence(actor=desk.bank.karim, conversation=seen, writing=True)
    desk.receive(author="@b", author_name="Second")
    desk.receive("Nuls !", author="@c", author_name="Third")
    desk.receive(account=desk.account("quiet", mode=Mode.LISTEN_ONLY), author="@d")
    return desk


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_screen_shuts_anybody_out(furnished: Desk, enter: Enter, axe: str, size, scheme):
    page = enter(None, "/login/", viewport=size, color_scheme=scheme)
    found = {"login": faults_found(page, axe)}
    page = enter(furnished.bank.anne, viewport=size, color_scheme=scheme)
    expect(page.locator("[data-conversation]")).to_have_count(4)
    found["inbox"] = faults_found(page, axe) + too_wide(page)
    page.locator(".filters summary").click()
    found["filters"] = faults_found(page, axe) + too_wide(page)
    page.goto(f"/conversations/{furnished.of('root').pk}/")
    expect(page.locator("#context")).to_contain_text("This is the first one.")
    expect(page.locator("#presence")).to_contain_text("Karim")
    page.locator("#reply-text").fill("Donnez-nous votre code secret et votre IBAN")
    expect(page.locator(".objection").first).to_be_visible()
    found["conversation"] = faults_found(page, axe) + too_wide(page)
    page.locator("summary", has_text="Do not answer").click()
    found["menu"] = faults_found(page, axe) + too_wide(page)
    page.goto("/?view=snoozed")
    found["empty"] = faults_found(page, axe)
    page.goto("/conversations/999999/")
    found["error"] = faults_found(page, axe)
    assert found == {screen: [] for screen in found}


CHARTER = """\
version = 1
[[rules]]
name = "insults"
fr = "Toute insulte."
en = "Every insult."
act = "do_not_answer"
when.tone.insulting.at_least = 0.5
[[rules]]
name = "worst_insults"
fr = "Les pires."
en = "The worst."
act = "escalate"
to = "supervisor"
when.tone.insulting.at_least = 0.9
[[rules]]
name = "end"
fr = "Fin."
en = "End."
act = "escalate"
to = "agent"
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_of_the_charter_shuts_anybody_out(
    furnished: Desk, enter: Enter, axe: str, size, scheme
):
    bank = furnished.bank
    draft = draft_charter(actor=bank.ada, entity=bank.north, text=default_text(), note=HARD[:300])
    sign_charter(
        actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried for a week"
    )
    draft_charter(actor=bank.ada, entity=bank.north, text=CHARTER, note="Shorter")
    here = f"/charter/{bank.north.pk}/"
    page = enter(bank.karim, "/charter/", viewport=size, color_scheme=scheme)
    found = {"overview": faults_found(page, axe) + too_wide(page)}
    for name in ("", "trial/", "sign/", "versions/1/"):
        page.goto(here + name)
        for summary in page.locator("details > summary").all():
            if summary.is_visible() and summary.locator("xpath=ancestor::main").count():
                summary.click()
        found[name] = faults_found(page, axe) + too_wide(page)
    page = enter(bank.ada, f"{here}draft/", viewport=size, color_scheme=scheme)
    page.locator("[name=text]").fill(CHARTER.replace("do_not_answer", "be_silent"))
    page.get_by_role("button", name="Save the draft").click()
    link = page.get_by_role("link", name="Line 6: show it in the charter")
    found["problems"] = faults_found(page, axe) + too_wide(page)
    link.press("Enter")
    expect(page.locator("[name=text]")).to_be_focused()
    assert found == {screen: [] for screen in found}


def test_on_a_phone_the_panes_fold_to_one(furnished: Desk, enter: Enter):
    page = enter(furnished.bank.anne, viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.locator("#conversation")).to_be_hidden()
    page.locator("[data-conversation] a").first.tap()
    expect(page.locator("#queue")).to_be_hidden()
    expect(page.locator("#conversation-title")).to_be_visible()
    expect(page.get_by_text("What the charter says")).to_be_hidden()
    page.get_by_role("button", name="Context").tap()
    expect(page.get_by_text("What the charter says")).to_be_visible()
    page.locator("#around").get_by_role("button", name="Close").tap()
    page.get_by_role("link", name="Back to the inbox").tap()
    expect(page.locator("#queue")).to_be_visible()


def test_the_theme_that_was_chosen_stays(desk: Desk, enter: Enter):
    page = enter(desk.bank.anne, color_scheme="light")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    slate = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper != slate
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == slate


def test_each_person_finds_the_desk_in_their_language(desk: Desk, enter: Enter):
    page = enter(desk.bank.anne)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("summary", has_text="EN").click()
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
