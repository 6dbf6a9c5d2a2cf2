"""Batches of texts are read as the same words, phrases and languages as texts one by one."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from parvis.engine import compiled
from parvis.engine.language_model import identifier
from parvis.engine.phrases import bits_of, phrases
from parvis.engine.plain import plain_words
from parvis.engine.understand import Intent, Labels, understand_all
from parvis.engine.words import phrase, words

ODD = [
    "", " ", "½ œuvre ﷺ ﷺ² ²", "Straße №5 Ⅷ", "𝕴 𝖆𝖒 hier", "é" + "\u0301", "a\u200db", "\ud800",
    "voir https://www.é.fr/x été", "\x00", "😡😡", "ﬁn", "Ǆ", "où — est…mon l'IBAN ?",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_signs_are_read_as_everywhere_else(text: str) -> None:
    assert [read.split() for read in plain_words([text, "Et Moi"]).phrases()] == [
        words(text),
        ["et", "moi"],
    ]


@given(st.lists(st.text(), max_size=6))
def test_words_of_a_batch_are_those_of_its_texts(texts: list[str]) -> None:
    read = plain_words(texts).phrases()
    assert [each.split() for each in read] == [words(text) for text in texts]
    assert [each.strip() for each in read] == [phrase(words(text)).strip() for text in texts]


_WORDS = st.lists(st.sampled_from(["a", "b", "c", "ab"]), max_size=8).map(" ".join)
_ENTRIES = st.dictionaries(_WORDS.filter(bool), st.integers(1, 2**32 - 1), max_size=12)


@given(st.lists(_WORDS, max_size=5), _ENTRIES)
def test_phrases_are_found_wherever_they_stand(texts: list[str], entries: dict[str, int]) -> None:
    expected = []
    for text in texts:
        bits = 0
        for entry, number in entries.items():
            bits |= number * (f" {entry} " in f" {text} ")
        expected.append(bits)
    assert bits_of(plain_words(texts), phrases(entries)).tolist() == expected


LANGUAGES = ("fr", "en", "es", "it", "pt", "de", "nl")


@given(st.text(st.sampled_from("abcdeilnorstuvé ¿ñßjkw"), max_size=200))
def test_the_compiled_loop_answers_as_the_package_does(text: str) -> None:
    package = LanguageIdentifier.from_model_file(MODEL_FILE) if not _PACKAGE else _PACKAGE[0]
    if not _PACKAGE:
        package.set_languages(LANGUAGES)
        _PACKAGE.append(package)
    assert identifier(LANGUAGES).language_of(text) == package.classify(text)[0]


_PACKAGE: list[LanguageIdentifier] = []


def test_labels_of_a_batch_are_labels_like_any() -> None:
    understood = understand_all(["Where is my card?", "merci !"], second=False)
    first = understood[0]
    again = pickle.loads(pickle.dumps(first))
    assert type(again) is Labels
    assert (first, copy(first)) == (again, first)
    assert first != understood[1]
    other = replace(first, lang="xx")
    assert (other.lang, other.intents) == ("xx", first.intents)
    assert first.intents[Intent.REQUEST] == max(first.intents.values())
    assert [each.lang for each in understood] == [each.lang for each in understood[:]]
    assert understood[-1] == understood[1]
    with pytest.raises(IndexError):
        understood[2]


def test_where_nothing_may_be_written_functions_are_compiled_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "adding.py"
    source.write_text(
        "from parvis.engine.compiled import compiled\n"
        "@compiled\n"
        "def more(number: int) -> int:\n"
        "    return number + 1\n"
        "print(more(1))\n"
    )
    (tmp_path / "__pycache__").write_text("a file is no folder")
    nowhere = str(source)
    path = str(Path(compiled.__file__).parents[2])
    environment = os.environ | {
        "NUMBA_CACHE_DIR": f"{nowhere}/cache", "HOME": nowhere, "PYTHONPATH": path,
    }  # fmt: skip
    command = [sys.executable, str(source)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("2\n", 0), done.stderr


def test_what_was_compiled_is_kept_apart_for_each_state_of_all_compiled_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_ENGINE", tmp_path)
    (tmp_path / "caller.py").write_text("@compiled\ndef caller(): called()\n")
    (tmp_path / "called.py").write_text("@compiled\ndef called(): return 1\n")
    (tmp_path / "other.py").write_text("x = 1\n")
    first = compiled._digest()
    (tmp_path / "other.py").write_text("x = 2\n")
    assert compiled._digest() == first
    (tmp_path / "called.py").write_text("@compiled\ndef called(): return 2\n")
    assert compiled._digest() != first
