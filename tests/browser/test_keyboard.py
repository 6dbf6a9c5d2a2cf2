"""Keys act on what the person looks at, also while the network is slow."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from parvis.desk.models import Conversation
from tests.browser.conftest import Enter, live
from tests.desk.conftest import Desk


def two(desk: Desk) -> tuple[Conversation, Conversation]:
    """Give two conversations: the second stands above the first in the queue."""
    first = desk.receive("Bonjour, où est ma carte ?", author="@a", author_name="First")
    second = desk.receive("Bonjour, où est mon chèque ?", author="@b", author_name="Second")
    return first, second


def held(page: Page, seen: Conversation) -> list[Route]:
    """Hold back the next answer for a conversation; gives what is held."""
    routes: list[Route] = []

    def keep(route: Route) -> None:
        routes.append(route)

    page.route(f"**/conversations/{seen.pk}/", keep, times=1)
    return routes


def until_held(page: Page, routes: list[Route]) -> None:
    expect(page.locator("#conversation")).to_have_attribute("aria-busy", "true")
    for _ in range(50):
        if routes:
            return
        page.wait_for_timeout(20)
    raise AssertionError("nothing was asked for")


def states(*seen: Conversation) -> list[str]:
    return [Conversation.objects.get(pk=one.pk).state for one in seen]


def test_an_act_while_another_conversation_loads_never_hits_the_one_left(desk: Desk, enter: Enter):
    first, second = two(desk)
    page = live(enter(desk.bank.anne, f"/conversations/{second.pk}/"))
    routes = held(page, first)
    page.locator(f"#row-{first.pk} a").focus()
    page.keyboard.press("Enter")
    until_held(page, routes)
    page.keyboard.press("e")
    assert page.locator("#conversation").evaluate("pane => pane.inert")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    routes[0].continue_()
    expect(page.locator("#conversation-title")).to_have_text("First")
    expect(page.locator("#conversation-head")).to_contain_text("Resolved")
    expect(page.locator("#conversation")).not_to_have_attribute("aria-busy", "true")
    assert states(first, second) == ["resolved", "open"]
    assert not Conversation.objects.exclude(assignee=None).exists()


def test_a_conversation_that_does_not_come_gives_the_old_one_back(desk: Desk, enter: Enter):
    first, second = two(desk)
    page = live(enter(desk.bank.anne, f"/conversations/{second.pk}/"))
    page.route(f"**/conversations/{first.pk}/", lambda route: route.fulfill(status=404))
    page.locator(f"#row-{first.pk} a").click()
    expect(page.locator("#conversation")).not_to_have_attribute("aria-busy", "true")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("e")
    expect(page.locator("#conversation-head")).to_contain_text("Resolved")
    assert states(first, second) == ["open", "resolved"]


def test_an_act_right_after_opening_keeps_the_page_and_its_filter(desk: Desk, enter: Enter):
    first, _second = two(desk)
    page = live(enter(desk.bank.anne, "/?sort=waiting"))
    forms = []
    page.on("request", lambda asked: asked.is_navigation_request() and forms.append(asked.url))
    page.evaluate(
        """id => {
            document.addEventListener("htmx:afterSwap", (event) => {
                if (event.detail.target.id !== "conversation") return;
                document.querySelector("[data-act=resolve] button").click();
            });
            document.querySelector(`#row-${id} a`).click();
        }""",
        first.pk,
    )
    expect(page.locator("#conversation-head")).to_contain_text("Resolved")
    assert "sort=waiting" in page.url
    assert not forms


def test_a_key_acts_on_the_row_that_has_the_focus(desk: Desk, enter: Enter):
    first, second = two(desk)
    page = live(enter(desk.bank.anne, f"/conversations/{second.pk}/"))
    page.locator(f"#row-{first.pk} a").focus()
    page.keyboard.press("e")
    expect(page.locator("#conversation-title")).to_have_text("First")
    expect(page.locator("#conversation-head")).to_contain_text("Resolved")
    assert states(first, second) == ["resolved", "open"]
    page.locator(f"#row-{second.pk} a").focus()
    page.keyboard.press("r")
    expect(page.locator("#conversation-title")).to_have_text("Second")
    expect(page.locator("#reply-text")).to_be_focused()


def test_the_end_of_the_list_is_not_the_end(desk: Desk, enter: Enter):
    for number in range(52):
        desk.store(desk.post(author=f"@a{number}"))
    desk.receive(author="@last")
    page = live(enter(desk.bank.anne))
    rows = page.locator("[data-conversation]")
    expect(rows).to_have_count(50)
    rows.last.locator("a").focus()
    page.keyboard.press("j")
    expect(rows).to_have_count(53)
    expect(rows.nth(50).locator("a")).to_be_focused()


def test_the_inbox_and_the_help_are_a_key_away_on_every_page(desk: Desk, enter: Enter):
    page = enter(desk.bank.anne, "/deliveries/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("go to the inbox")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_text("Choose a conversation")).to_be_visible()
    page.goto("/deliveries/")
    page.keyboard.press("?")
    page.get_by_label("Single-key shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_timeout(200)
    assert page.url.endswith("/deliveries/")


def test_a_key_pressed_right_after_a_dialog_closed_counts(desk: Desk, enter: Enter):
    page = enter(desk.bank.anne, "/deliveries/")
    for _ in range(5):
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        for key in ("Escape", "g", "i"):
            page.keyboard.press(key)
        expect(page.get_by_text("Choose a conversation")).to_be_visible()
        page.goto("/deliveries/")
