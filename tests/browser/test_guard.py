"""The guard's pages, wide and narrow, light and dark, before axe-core; and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.engine.guard import Kind
from parvis.governance import actions
from parvis.governance.actions import Sealing
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import SealedValue
from tests.browser.conftest import DESKTOP, PHONE, Enter, faults_found, too_wide
from tests.conftest import PASSWORD
from tests.desk.conftest import Desk

IBAN = "FR7630006000011234567890189"
LONG = "Unmöglich" * 12 + " \u202egnol\u202c مرحبا"
FIRST = 'version = 1\n[kinds.PHONE]\nreceived_public = "keep"\n'
SECOND = f'version = 1\n[customer_ids]\nforms = ["AA999999"]\n# {LONG * 3}\n'


@pytest.fixture
def guarded(desk: Desk) -> Desk:
    bank = desk.bank
    first = actions.draft_policy(actor=bank.ada, entity=bank.north, text=FIRST, note=LONG)
    actions.sign_policy(actor=bank.karim, draft=first, digest=first.digest)
    actions.draft_policy(actor=bank.ada, entity=bank.north, text=SECOND, note="Our own numbers")
    actions.publish_contact(
        actor=bank.ada,
        entity=bank.north,
        kind=Kind.EMAIL,
        value="a@b.example",
        label="Unmöglich" * 13,
    )
    value = Sealing(
        entity_id=bank.north.pk, object="intake.post:1", mark=0, kind=Kind.IBAN, value=IBAN, days=9
    )
    actions.seal_values(actor=SYSTEM, values=[value])
    return desk


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_of_the_guard_shuts_anybody_out(
    guarded: Desk, enter: Enter, axe: str, size, scheme
):
    bank = guarded.bank
    here = f"/guard/{bank.north.pk}/"
    sealed = SealedValue.objects.get()
    page = enter(bank.karim, viewport=size, color_scheme=scheme)
    found = {}

    def look(name: str) -> None:
        # On a phone the places scroll below the current one, and one may be half covered.
        seen = [each for each in faults_found(page, axe) if not each.startswith("target-size: a[")]
        found[name] = seen + too_wide(page)

    for name in ("", "versions/1/", "trial/", "sign/", "contacts/"):
        page.goto(here + name)
        look(name or "guard")
    page.goto("/guard/")
    look("guards")
    page.goto("/guard/try/")
    page.get_by_label("Text").fill(f"mon IBAN {IBAN} {LONG}, envoyez votre code")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="What would be stored and shown")).to_be_visible()
    look("try")
    page.goto(f"/sealed/{sealed.pk}/")
    page.get_by_label("Reason").fill("The customer asks to correct it")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text(IBAN)).to_be_visible()
    look("sealed")
    page = enter(bank.ada, viewport=size, color_scheme=scheme)
    page.goto(f"{here}draft/")
    page.get_by_label("Policy").fill(f'{SECOND}[kinds.CVV]\nsent = "keep"\n[kinds.{LONG}]\n')
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", name="What does not hold")).to_be_visible()
    look("draft")
    page.goto(f"{here}contacts/import/")
    rows = f"label,phone\nLille,+33 3 20 12 34 56\n{LONG[:100]},12\n".encode()
    page.get_by_label("Branch register").set_input_files(
        {"name": "branches.csv", "mimeType": "text/csv", "buffer": rows}
    )
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("What became of the file")).to_be_visible()
    look("import")
    assert found == {name: [] for name in found}


def test_a_draft_is_read_and_signed_by_keyboard(guarded: Desk, enter: Enter):
    page = enter(guarded.bank.karim, f"/login/?next=/guard/{guarded.bank.north.pk}/")
    page.get_by_role("link", name="Read and sign").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("in force from now on")).to_be_visible()
    expect(page.get_by_role("link", name="Version 2")).to_be_visible()
