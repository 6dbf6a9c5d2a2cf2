"""The guard at the desk, as people meet it: a secret in public, sealed values, drafts made safe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from parvis.desk.models import Reply
from parvis.engine.guard.answers import DEFAULT_ANSWERS, DELETE_POST
from parvis.engine.post import Visibility
from parvis.governance.actions import draft_policy, sign_policy
from parvis.governance.models import LedgerEntry, SealedValue
from tests.browser.conftest import DESKTOP, PHONE, Enter, faults_found, live, too_wide
from tests.desk.conftest import EXPOSED, IBAN, Desk

ANSWER = DEFAULT_ANSWERS[DELETE_POST]["fr"]
DRAFT = "😀 Bonjour, pouvez-vous nous donner votre code secret ?"

sizes = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


def opened(desk: Desk, enter: Enter, text: str, *, viewport=DESKTOP, user=None, **given: object):
    seen = desk.receive(text, **given)
    page = enter(user or desk.bank.anne, f"/conversations/{seen.pk}/", viewport=viewport)
    return seen, live(page)


def looks_right(page: Page, axe: str) -> None:
    assert faults_found(page, axe) == []
    assert too_wide(page) == []


@sizes
def test_a_secret_in_public_is_answered_with_one_button(desk: Desk, enter: Enter, axe, viewport):
    seen, page = opened(desk, enter, EXPOSED, viewport=viewport, id="p")
    banner = page.locator("#exposed")
    expect(banner).to_contain_text("Found: IBAN.")
    looks_right(page, axe)
    page.locator("#reply-text").fill("Bonjour, j'avais commencé")
    page.get_by_role("button", name="Ask to delete the post").focus()
    page.keyboard.press("Space")
    expect(page.locator("#reply-text")).to_have_value(ANSWER)
    expect(page.locator("#reply-text")).to_be_focused()
    expect(page.locator("[name=visibility][value=public]")).to_be_checked()
    page.locator("[data-way-back]").get_by_role("button", name="Undo").click()
    expect(page.locator("#reply-text")).to_have_value("Bonjour, j'avais commencé")
    page.get_by_role("button", name="Ask to delete the post").click()
    page.locator("#reply-text").press("Control+Enter")
    expect(banner).to_contain_text("asks the author to delete the post")
    expect(page.locator("#toasts")).to_contain_text("The reply leaves in")
    assert page.locator("#toasts .toast").count() == 1
    assert Reply.objects.get().text == ANSWER
    desk.store(gone=("p",))
    from parvis.desk.follow import follow_intake  # noqa: PLC0415 - as the worker would

    follow_intake()
    expect(banner).to_contain_text("has deleted the post")
    looks_right(page, axe)
    assert seen.pk


def cut_off(page: Page) -> tuple[bool, float]:
    """Whether something of the proposed answer is out of sight, and how much of a line it cuts."""
    hidden, over = page.locator(".answer").evaluate(
        """(e) => {
            const line = parseFloat(getComputedStyle(e).lineHeight);
            return [e.scrollHeight > e.clientHeight + 1, e.clientHeight % line];
        }"""
    )
    return hidden, over


def test_on_a_phone_no_line_of_the_proposed_answer_is_cut(desk: Desk, enter: Enter):
    seen, page = opened(desk, enter, EXPOSED, viewport=PHONE)
    assert cut_off(page)[0] is False
    small = {"width": 360, "height": 640}
    page = enter(desk.bank.anne, f"/conversations/{seen.pk}/", viewport=small, has_touch=True)
    hidden, over = cut_off(page)
    assert hidden
    assert over < 1
    page.locator(".answer").tap()
    assert cut_off(page)[0] is False
    expect(page.get_by_role("button", name="Ask to delete the post")).to_be_in_viewport()


def test_without_script_the_answer_comes_by_a_link(desk: Desk, enter: Enter):
    seen = desk.receive(EXPOSED)
    page = enter(desk.bank.anne, f"/conversations/{seen.pk}/", java_script_enabled=False)
    page.get_by_role("button", name="Ask to delete the post").click()
    expect(page.locator("#reply-text")).to_have_value(ANSWER)
    page.locator("[data-send]").click()
    expect(page.locator("#exposed")).to_contain_text("asks the author to delete the post")


def test_a_number_cut_in_two_goes_from_the_open_page_when_the_rest_comes(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter, "Ma carte : 4970 101", id="p")
    expect(page.locator("#timeline")).to_contain_text("4970 101")
    minute = desk.stored("p").created_at
    desk.receive("2345 6789 3", in_reply_to="p", conversation="p", created_at=minute)
    expect(page.locator("#timeline")).not_to_contain_text("4970")
    expect(page.locator("#exposed")).to_contain_text("Found: Card number.")
    expect(page.locator("#timeline .mask")).to_have_count(2)


@sizes
def test_a_sealed_value_is_opened_for_a_reason_and_shown_once(
    desk: Desk, enter: Enter, axe, viewport
):
    _seen, page = opened(
        desk,
        enter,
        EXPOSED,
        viewport=viewport,
        user=desk.bank.karim,
        visibility=Visibility.PRIVATE,
    )
    expect(page.locator(".sealed")).to_contain_text("sealed, kept until")
    looks_right(page, axe)
    page.locator(".sealed").get_by_role("link", name="Open").click()
    expect(page.get_by_role("heading", name="Open a sealed value")).to_be_visible()
    looks_right(page, axe)
    page.locator("[name=reason]").fill("The customer asks to correct it")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text(IBAN)).to_be_visible()
    looks_right(page, axe)
    assert LedgerEntry.objects.filter(verb="governance.sealed.opened").count() == 1
    address = page.url
    page.goto(address)
    expect(page.get_by_role("button", name="Open it")).to_be_visible()
    expect(page.get_by_text(IBAN)).to_have_count(0)
    assert SealedValue.objects.get().opened == 1


def test_others_see_until_when_it_is_sealed_and_cannot_open_it(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter, EXPOSED, visibility=Visibility.PRIVATE)
    expect(page.locator(".sealed")).to_contain_text("sealed, kept until")
    expect(page.locator(".sealed a")).to_have_count(0)


@sizes
def test_a_draft_is_made_safe_by_keyboard_and_given_back(desk: Desk, enter: Enter, axe, viewport):
    _seen, page = opened(desk, enter, "Bonjour, ma carte ?", viewport=viewport)
    field = page.locator("#reply-text")
    field.fill(DRAFT)
    place = page.locator("[data-place]")
    expect(place).to_contain_text("votre code")
    expect(page.locator("[data-objections]")).to_contain_text("asks for a security code")
    looks_right(page, axe)
    place.focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    chosen = "(e) => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert "votre code" in field.evaluate(chosen)
    page.get_by_role("button", name="Make it safe").focus()
    page.keyboard.press("Enter")
    expect(field).not_to_have_value(DRAFT)
    expect(field).to_be_focused()
    expect(page.locator("[data-send]")).to_be_enabled()
    expect(page.locator(".objection")).to_have_count(0)
    back = page.get_by_role("form", name="Reply").get_by_role("status")
    expect(back).to_contain_text("Made safe.")
    looks_right(page, axe)
    page.keyboard.press("Tab")
    expect(back.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value(DRAFT)
    expect(field).to_be_focused()
    expect(back).to_be_empty()
    expect(page.locator("[data-send]")).to_be_disabled()


@pytest.mark.parametrize("size", [(390, 844), (320, 640)], ids=["390x844", "320x640"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_with_objections_text_and_buttons_stay_in_reach(
    desk: Desk, enter: Enter, axe, size, language
):
    viewport = {"width": size[0], "height": size[1]}
    seen = desk.receive(EXPOSED, id="p")
    desk.bank.anne.language = language
    desk.bank.anne.save()
    page = enter(
        desk.bank.anne,
        f"/conversations/{seen.pk}/",
        viewport=viewport,
        has_touch=True,
        is_mobile=True,
    )
    long = "Bonjour, merci de votre message. " * 20
    page.locator("#reply-text").fill(f"{long} {DRAFT} Donnez-nous aussi votre IBAN et {IBAN}.")
    expect(page.locator(".objection")).not_to_have_count(0)
    assert page.locator(".objection").count() >= 2
    for name in ("#reply-text", "[data-send]", "[data-send-too]", ".draft-check"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1], name
        assert box["height"] >= 32, name
    assert "auto" in page.locator(".draft-check").evaluate("(e) => getComputedStyle(e).overflowY")
    page.locator("[data-make-safe]").scroll_into_view_if_needed()
    page.locator("[data-make-safe]").tap()
    expect(page.locator("[data-way-back] button")).to_be_in_viewport()
    expect(page.locator("[data-send]")).to_be_in_viewport(ratio=1)
    looks_right(page, axe)


def test_there_is_one_way_back_and_it_throws_nothing_away(desk: Desk, enter: Enter):
    _seen, page = opened(desk, enter, EXPOSED, id="p")
    field = page.locator("#reply-text")
    undo = page.locator("[data-way-back]").get_by_role("button", name="Undo")
    page.get_by_role("button", name="Ask to delete the post").click()
    field.fill(DRAFT)
    expect(undo).to_have_count(0)
    page.get_by_role("button", name="Make it safe").click()
    expect(field).not_to_have_value(DRAFT)
    expect(undo).to_have_count(1)
    field.press("Control+z")
    expect(field).to_have_value(DRAFT)
    expect(undo).to_have_count(0)


def test_without_script_a_refused_reply_is_made_safe_by_the_server(desk: Desk, enter: Enter):
    seen = desk.receive()
    page = enter(desk.bank.anne, f"/conversations/{seen.pk}/", java_script_enabled=False)
    page.locator("#reply-text").fill(DRAFT)
    page.locator("[data-send]").click()
    expect(page.locator(".objection")).to_contain_text("asks for a security code")
    expect(page.locator("#reply-text")).to_have_value(DRAFT)
    page.get_by_role("button", name="Make it safe").click()
    expect(page.locator("#draft-check")).to_contain_text("Made safe.")
    expect(page.locator("#reply-text")).not_to_have_value(DRAFT)
    page.locator("[data-send]").click()
    expect(page.locator(".entry.reply")).to_have_count(1)


def test_what_is_searched_for_leaves_the_address(desk: Desk, enter: Enter):
    desk.receive(EXPOSED)
    page = live(enter(desk.bank.anne))
    page.locator("[data-search]").fill(IBAN)
    page.locator("[data-search]").press("Enter")
    expect(page.locator("#queue")).to_contain_text("holds confidential data")
    expect(page.locator("#queue")).to_contain_text("Lucie")
    assert "3000" not in page.url
    expect(page.locator("[data-search]")).to_have_value("[IBAN ••••0189]")


@sizes
def test_a_wrong_line_of_a_policy_is_one_key_away(desk: Desk, enter: Enter, axe, viewport):
    page = enter(desk.bank.ada, f"/guard/{desk.bank.north.pk}/draft/", viewport=viewport)
    field = page.locator("[name=text]")
    field.fill("version = 1\n" + "\n" * 60 + '[kinds.IBAN]\nsent = "burn"\n')
    page.get_by_role("button", name="Save the draft").click()
    looks_right(page, axe)
    page.get_by_role("link", name="Line 63").focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    chosen = "(e) => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert field.evaluate(chosen) == 'sent = "burn"'
    assert field.evaluate("(e) => e.scrollTop") > 0


@sizes
def test_a_policy_is_filled_in_as_a_table_by_keyboard(desk: Desk, enter: Enter, axe, viewport):
    here = f"/guard/{desk.bank.north.pk}/"
    page = enter(desk.bank.ada, f"{here}draft/table/", viewport=viewport)
    looks_right(page, axe)
    sent = page.get_by_role("combobox", name="Phone number In a reply")
    days = page.get_by_role("spinbutton", name="Number plate Days sealed")
    expect(days).to_be_hidden()
    page.get_by_role("combobox", name="Number plate Received in private").select_option("seal")
    expect(days).to_be_visible()
    days.fill("30")
    sent.focus()
    page.keyboard.press("m")  # as anywhere, the first choice that begins so: may be sent
    expect(sent).to_have_value("keep")
    page.get_by_role("button", name="Go on as text (TOML)").press("Enter")
    field = page.locator("[name=text]")
    expect(field).to_have_value(
        'version = 1\n\n[kinds.PHONE]\nsent = "keep"\n'
        '\n[kinds.PLATE]\nreceived_private = "seal"\ndays = 30\n'
    )
    looks_right(page, axe)
    page.get_by_role("button", name="Go on as a table").press("Enter")
    expect(page.get_by_role("spinbutton", name="Number plate Days sealed")).to_have_value("30")
    page.get_by_role("button", name="Save the draft").press("Enter")
    expect(page.locator("#draft")).to_have_text("Draft of version 1")
    looks_right(page, axe)


@sizes
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_branch_register_is_looked_at_taken_in_and_undone(
    desk: Desk, enter: Enter, axe, viewport, scheme
):
    here = f"/guard/{desk.bank.north.pk}/contacts/"
    page = enter(desk.bank.ada, f"{here}import/", viewport=viewport, color_scheme=scheme)

    def hand_in(rows: str) -> None:
        page.goto(f"{here}import/")
        file = {"name": "b.csv", "mimeType": "text/csv", "buffer": rows.encode()}
        page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Look at it").click()
        expect(page.get_by_role("heading", name="Nothing is changed yet")).to_be_visible()
        looks_right(page, axe)
        page.get_by_role("button", name="Take it in", exact=True).click()

    hand_in("label,phone\nLille,+33 3 20 12 34 56\nNice,12\n")
    hand_in("label,phone\nLyon,+33 4 72 12 34 56\n")
    expect(page.get_by_text("+33 3 20 12 34 56")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("+33 3 20 12 34 56")).to_be_visible()
    expect(page.get_by_text("+33 4 72 12 34 56")).to_have_count(0)
    looks_right(page, axe)


@sizes
@pytest.mark.parametrize(
    "place", ["", "contacts/", "contacts/import/", "contacts/new/", "draft/", "draft/table/"]
)
def test_the_pages_of_the_guard_are_for_everybody(desk: Desk, enter: Enter, axe, viewport, place):
    page = enter(desk.bank.ada, f"/guard/{desk.bank.north.pk}/{place}", viewport=viewport)
    looks_right(page, axe)


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_no_table_of_a_policy_or_of_the_ledger_is_cut_off(
    desk: Desk, enter: Enter, axe, width
):
    bank = desk.bank
    text = "version = 1\n[kinds.IBAN]\ndays = 30\n"
    draft = draft_policy(actor=bank.ada, entity=bank.north, text=text, note="A month is enough")
    sign_policy(
        actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Agreed with everybody"
    )
    desk.receive(EXPOSED)
    here = f"/guard/{bank.north.pk}/"
    page = enter(bank.claire, here, viewport={"width": width, "height": 640})
    for path in (here, f"{here}versions/1/", "/ledger/"):
        page.goto(path)
        looks_right(page, axe)
        hidden = "(frames) => frames.map((e) => e.scrollWidth - e.clientWidth)"
        assert set(page.locator(".table-frame").evaluate_all(hidden)) == {0}, path
    page.locator("details summary", has_text="As it is recorded").first.click()
    expect(page.locator("pre").first).to_contain_text('"digest"')
    looks_right(page, axe)
