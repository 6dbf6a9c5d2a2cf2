"""Every address with a number in it says that nothing is there, however large the number is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.conftest import Bank
from tests.desk.conftest import INSULT, Desk

pytestmark = pytest.mark.django_db

LARGE = (2**63, 10**30)


def routes(resolver: URLResolver) -> Iterator[str]:
    """Give every address with a number in it; rooms stand at the root, below each other none."""
    for below in resolver.url_patterns:
        if isinstance(below, URLPattern):
            yield from [str(below.pattern)] if "<row:" in str(below.pattern) else []
        else:
            yield from routes(below)


def addresses(route: str, there: Mapping[str, int]) -> Iterator[str]:
    """Fill the numbers of a route: each in turn a large one, the others of what is there."""
    parts = route.split("/")
    numbers = [place for place, part in enumerate(parts) if part.startswith("<row:")]
    for odd in numbers:
        for large in LARGE:
            yield "/" + "/".join(
                part if place not in numbers else str(large if place == odd else there[parts[0]])
                for place, part in enumerate(parts)
            )


@pytest.mark.parametrize("who", ["anne", "karim", "claire", "ada"])
def test_a_number_that_no_row_can_have_is_not_found(bank: Bank, client: Client, who: str) -> None:
    seen = Desk(bank).receive(INSULT)
    first = dict.fromkeys((route.split("/")[0] for route in routes(get_resolver())), 1)
    here = dict.fromkeys(("charter", "guard", "entities"), bank.north.pk)
    there = first | here | {"conversations": seen.pk, "accounts": bank.account.pk}
    client.force_login(getattr(bank, who))
    client.raise_request_exception = False
    asked = [path for route in routes(get_resolver()) for path in addresses(route, there)]
    assert f"/charter/{bank.north.pk}/versions/{LARGE[0]}/" in asked
    found = {
        path: status
        for path in asked
        for method in (client.get, client.post)
        if (status := method(path).status_code) not in {403, 404, 405}
    }
    assert found == {}
