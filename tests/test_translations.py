"""French is complete: what the code says in English, the catalogue says in French."""

from __future__ import annotations

import os

import polib
import pytest
from scripts.messages import GettextMissing, faults, faults_of, gaps


def test_every_message_is_translated_with_its_placeholders_and_compiled():
    assert list(faults()) == []


def test_the_catalogue_holds_what_the_code_says_and_nothing_else():
    try:
        found = list(gaps())
    except GettextMissing:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            raise
        pytest.skip("NOT TESTED: GNU gettext is not installed (Debian: apt install gettext)")
    assert found == []


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Masked: %(kind)s", "Masqué"),
        ("Masked: %(kind)s", "Masqué : %(genre)s"),
        ("Saved", ""),
        ("%d posts", "posts"),
    ],
)
def test_a_translation_that_lacks_something_is_caught(msgid, msgstr):
    assert list(faults_of(polib.POEntry(msgid=msgid, msgstr=msgstr)))


def test_a_right_translation_passes():
    entry = polib.POEntry(msgid="By %(name)s, 100%", msgstr="Par %(name)s, 100 %")
    assert not list(faults_of(entry))
