"""The inbox lives by itself, and nothing moves under the reader's eyes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.desk.actions import announce_presence, assign_conversation
from tests.browser.conftest import Enter, live
from tests.desk.conftest import Desk

IBAN = "FR76 3000 6000 0112 3456 7890 189"
SCRIPT = "<img src=x onerror='window.broken=1'><script>window.broken=1</script>"


def test_a_post_appears_in_the_open_inbox_by_itself_and_masked(desk: Desk, enter: Enter):
    page = live(enter(desk.bank.anne))
    expect(page.get_by_text("All is dealt with")).to_be_visible()
    desk.receive(f"Bonjour, mon IBAN est {IBAN}, que faire ?", author_name="Émilie")
    row = page.locator("[data-conversation]")
    expect(row).to_contain_text("Émilie")
    expect(row.locator(".mask")).to_contain_text("IBAN ••••0189")
    expect(row).not_to_contain_text("3000")
    expect(page.locator("[data-view=open] [data-count]")).to_have_text("1")


def test_new_posts_wait_behind_a_button_while_somebody_is_in_the_list(desk: Desk, enter: Enter):
    desk.receive(author_name="First")
    page = live(enter(desk.bank.anne))
    page.keyboard.press("j")
    desk.receive(author="@b", author_name="Second")
    news = page.locator("[data-news]")
    expect(news).to_contain_text("1 new")
    expect(page.locator("[data-conversation]")).to_have_count(1)
    news.click()
    expect(page.locator("[data-conversation]")).to_have_count(2)
    expect(page.locator("[data-conversation]").first).to_contain_text("Second")
    expect(news).to_be_hidden()


def test_a_row_changes_in_its_place(desk: Desk, enter: Enter):
    seen = desk.receive()
    page = live(enter(desk.bank.anne))
    assign_conversation(actor=desk.bank.karim, conversation=seen, agent=desk.bank.karim)
    expect(page.get_by_role("img", name="Assigned to Karim")).to_be_visible()
    expect(page.locator("[data-view=unassigned] [data-count]")).to_have_text("0")
    announce_presence(actor=desk.bank.karim, conversation=seen, writing=True)
    expect(page.get_by_text("Karim is writing")).to_be_visible()


def test_filters_and_the_open_conversation_are_in_the_address(desk: Desk, enter: Enter):
    desk.receive("Bonjour, où est ma carte ?", author="@a", author_name="Carte")
    desk.receive("Bonjour, où est mon chèque ?", author="@b", author_name="Chèque")
    page = enter(desk.bank.anne)
    page.keyboard.press("/")
    page.keyboard.type("carte")
    page.keyboard.press("Enter")
    expect(page.locator("[data-conversation]")).to_have_count(1)
    page.locator("[data-conversation] a").click()
    expect(page.locator("#conversation-title")).to_have_text("Carte")
    assert "search=carte" in page.url
    assert "/conversations/" in page.url
    page.go_back()
    expect(page.get_by_text("Choose a conversation")).to_be_visible()
    expect(page.locator("[data-conversation]")).to_have_count(1)
    page.go_forward()
    expect(page.locator("#conversation-title")).to_have_text("Carte")
    expect(page.locator("[data-conversation]")).to_have_count(1)


def test_a_lost_connection_is_said_and_mended_by_itself(desk: Desk, enter: Enter):
    page = enter(desk.bank.anne, "/")
    page.route("**/events/**", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("Connection lost")).to_be_visible()
    page.unroute("**/events/**")
    expect(page.get_by_text("Connection lost")).to_be_hidden()
    desk.receive(author_name="Later")
    expect(page.locator("[data-conversation]")).to_contain_text("Later")


def test_a_tab_that_nobody_looks_at_gives_its_connection_back(desk: Desk, enter: Enter):
    page = enter(desk.bank.anne)
    page.clock.install()
    live(page)
    look = (
        "value => { Object.defineProperty(document, 'hidden', {value, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    page.evaluate(look, True)
    page.clock.fast_forward(25_000)
    desk.receive(author_name="Meanwhile")
    page.wait_for_timeout(1_500)
    expect(page.locator("[data-conversation]")).to_have_count(0)
    page.evaluate(look, False)
    expect(page.locator("[data-conversation]")).to_contain_text("Meanwhile")


def test_script_in_every_field_is_inert(desk: Desk, enter: Enter):
    page = live(enter(desk.bank.anne))
    hostile = {
        "author": f"@x{SCRIPT}",
        "author_name": SCRIPT,
        "url": "javascript:window.broken=1",
        "descriptions": (SCRIPT,),
    }
    desk.receive(f"{SCRIPT} où est ma carte ?", id="root", **hostile)
    desk.receive(f"{SCRIPT} alors ?", in_reply_to="root", conversation="root", **hostile)
    expect(page.locator("[data-conversation]")).to_contain_text("<script>")
    page.locator("[data-conversation] a").click()
    expect(page.locator("#timeline .entry")).to_have_count(2)
    expect(page.locator("#context")).to_contain_text("This is the first one.")
    page.reload()
    expect(page.locator("#timeline .entry")).to_have_count(2)
    assert page.evaluate("window.broken") is None
    assert page.locator("img:not([role])").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def test_back_walks_through_what_was_open_without_loading_the_page_anew(desk: Desk, enter: Enter):
    first = desk.receive(author="@a", author_name="First")
    second = desk.receive(author="@b", author_name="Second")
    page = live(enter(desk.bank.anne))
    title = page.locator("#conversation-title")
    page.evaluate("window.same = true")

    def shows(name: str) -> None:
        expect(title).to_have_text(name)
        expect(page.locator("#context")).to_contain_text("This is the first one.")

    page.locator(f"#row-{first.pk} a").click()
    shows("First")
    page.locator(f"#row-{second.pk} a").click()
    shows("Second")
    page.go_back()
    shows("First")
    page.go_back()
    expect(page.get_by_text("Choose a conversation")).to_be_visible()
    assert page.url.endswith("/")
    assert page.title() == "Inbox · Parvis"
    expect(page.locator("[data-conversation] > a[aria-current]")).to_have_count(0)
    page.go_forward()
    shows("First")
    page.go_forward()
    shows("Second")
    assert page.evaluate("window.same")


def test_a_queue_that_comes_beside_a_conversation_is_no_step_of_the_way(desk: Desk, enter: Enter):
    seen = desk.receive(author_name="This")
    page = enter(desk.bank.anne)
    page.goto(f"/conversations/{seen.pk}/")
    expect(page.locator("[data-conversation]")).to_have_count(1)
    page.go_back()
    expect(page.get_by_text("Choose a conversation")).to_be_visible()


def test_the_row_and_the_panel_beside_it_give_the_same_advice(desk: Desk, enter: Enter):
    seen = desk.receive(id="root")
    page = live(enter(desk.bank.anne, f"/conversations/{seen.pk}/"))
    advice = page.locator("#verdict .badge").first
    expect(advice).to_have_text("Answer")
    desk.receive(f"Mon IBAN est {IBAN}", in_reply_to="root", conversation="root")
    expect(page.locator(f"#row-{seen.pk}").get_by_text("Protect")).to_be_visible()
    expect(advice).to_have_text("Protect")


@pytest.mark.parametrize("width", [800, 1280, 1440])
def test_large_counts_stay_in_their_column(desk: Desk, enter: Enter, width: int):
    page = enter(desk.bank.anne, viewport={"width": width, "height": 900})
    sticking_out = page.evaluate(
        """() => {
            for (const n of document.querySelectorAll("[data-count]")) n.textContent = "1000+";
            const right = document.querySelector(".queue").getBoundingClientRect().right;
            return [...document.querySelectorAll("[data-view]")].filter((link) => {
                const end = link.getBoundingClientRect().right;
                const last = link.lastElementChild.getBoundingClientRect().right;
                return end > right || last > end || link.scrollWidth > link.clientWidth;
            }).length;
        }"""
    )
    assert sticking_out == 0
