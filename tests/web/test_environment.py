import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.web import environment


@pytest.mark.parametrize("address", ["rubbish", "mysql://desk:hush@host/name", "://"])
def test_a_database_of_another_kind_stops_the_start_and_keeps_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.database("DATABASE_URL", "sqlite:///desk.sqlite3")
    assert "postgres://" in str(refused.value)
    assert "hush" not in str(refused.value)


def test_an_empty_address_is_the_embedded_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    found = environment.database("DATABASE_URL", "sqlite:///desk.sqlite3")
    assert found["NAME"] == "desk.sqlite3"
