"""Logs hold no confidential data, wherever it came from."""

from __future__ import annotations

import logging
import sys
from logging.config import dictConfig

import pytest
from django.conf import settings
from django.test import Client
from tests.leaks import what_is_logged

from parvis.web import logs
from parvis.web.logs import GuardedFormatter

IBAN = "FR7630006000011234567890189"


def written(message: str, *values: object) -> str:
    error = sys.exc_info()
    record = logging.LogRecord(
        "room", logging.WARNING, "", 1, message, values, error if error[0] else None
    )
    return GuardedFormatter("{asctime} {name} {message}", style="{").format(record)


def test_an_address_that_holds_an_iban_is_masked() -> None:
    entry = written("Not Found: %s", f"/{IBAN}/")
    assert IBAN not in entry
    assert "[IBAN ••••0189]" in entry


def test_the_trace_of_an_error_is_masked_and_keeps_its_lines() -> None:
    try:
        int(IBAN)
    except ValueError:
        entry = written("failed")
    assert IBAN not in entry
    assert "Traceback" in entry
    assert "test_logs.py" in entry


def test_times_and_numbers_of_ours_are_left_alone() -> None:
    entry = "2026-11-23 14:03:57,702 WARNING parvis.outbox.tasks delivery 123456 is unknown"
    assert written(entry).endswith(entry)


def test_every_entry_goes_through_it(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        dictConfig(settings.LOGGING | {"loggers": {}})
        logging.getLogger("parvis.anything").warning("of %s", IBAN)
    finally:
        root.handlers, root.level = before, level
    assert "[IBAN ••••0189]" in capsys.readouterr().err


def test_the_query_of_an_address_is_left_out() -> None:
    entry = written("GET %s failed", "https://one.example/api?q=mot+de+passe+Zorglub2019%21&max=3")
    assert entry.endswith("GET https://one.example/api?… failed")


def test_words_that_were_escaped_are_read_and_line_ends_are_not() -> None:
    entry = written("told: %s", "je suis n\\xe9e le 17/11/1986\\x0a2026 \\ud800")
    assert entry.endswith("told: je suis née le [DATE_OF_BIRTH]\\x0a2026 \\ud800")


def test_the_path_of_an_address_that_leads_nowhere_is_left_out(client: Client) -> None:
    with what_is_logged() as lines:
        client.get("/ma plaque est GX-739-QZ/")
    assert "django.request 404: an address that leads nowhere" in lines


def test_an_entry_that_cannot_be_made_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert written("%d of %s", IBAN) == "WARNING room line 1: entry left out: TypeError"
    assert IBAN not in capsys.readouterr().err


def test_an_entry_that_cannot_be_guarded_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> str:
        raise ValueError(text)

    monkeypatch.setattr(logs, "masked", broken)
    assert written("of %s", IBAN) == "WARNING room line 1: entry left out: ValueError"


def test_no_handler_of_django_writes_what_was_not_guarded() -> None:
    loggers = settings.LOGGING["loggers"]
    for name in ("django", "django.server"):
        assert loggers[name]["handlers"] == []
        assert logging.getLogger(name).handlers == []
        assert logging.getLogger(name).propagate
