"""Rows of which the chances are no numbers: every page that reads them still stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.desk.conftest import INSULT, Desk
from tests.governance.test_charter_versions import MUTE

from parvis.governance import actions
from parvis.intake.models import Post as StoredPost

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("odd", [None, "x", {}])
def test_pages_stand_where_a_stored_chance_is_no_number(
    desk: Desk, client: Client, odd: Any
) -> None:
    seen = desk.receive(INSULT)
    post = StoredPost.objects.get()
    labels = {
        name: dict.fromkeys(said, odd) if isinstance(said, dict) else said
        for name, said in post.labels.items()
    }
    StoredPost.objects.update(labels=labels | {"sentiment": odd})
    actions.draft_charter(actor=desk.bank.ada, entity=desk.bank.north, text=MUTE)
    client.force_login(desk.bank.anne)
    here = f"/conversations/{seen.pk}/"
    assert client.get(here).status_code == 200
    assert client.get(f"{here}labels/{post.pk}/").status_code == 200
    client.force_login(desk.bank.ada)
    assert client.get(f"/charter/{desk.bank.north.pk}/trial/").status_code == 200
