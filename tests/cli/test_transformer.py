"""A transformer of the bank's own on the command line: the scan, the doctor, the start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from parvis.cli.checks_of_house import findings
from parvis.cli.transformer import posts_a_second, transformer_ready
from parvis.engine.understand.transformer import load
from parvis.errors import Invalid
from parvis.intake import third
from parvis.intake.transformer_sentences import TRANSFORMER
from tests.engine.transformers import DOUBTFUL, write_transformer

PARVIS = Path(sys.executable).with_name("parvis")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(third, "_loaded", {})
    path = tmp_path / "transformer"
    path.mkdir()
    return write_transformer(path, weight=1.0)


def scan(lines: str, *options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PARVIS, "scan", *map(str, options)],
        input=lines, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


LINES = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(DOUBTFUL))


def unsure(done: subprocess.CompletedProcess[str]) -> list[bool]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["unsure"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_scan_asks_it_about_posts_left_unsure(folder: Path, jobs: int) -> None:
    assert any(unsure(scan(LINES)))
    assert unsure(scan(LINES, "--transformer", folder, "--jobs", jobs)) == [False] * len(DOUBTFUL)


def test_the_scan_says_what_is_wrong_with_a_folder(folder: Path) -> None:
    (folder / "model.onnx").unlink()
    done = scan(LINES, "--transformer", folder)
    assert done.returncode == 2
    assert "The folder holds no file model.onnx. Put it there." in done.stderr
    assert "transformer.file_missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_quick_scan_has_no_transformer(folder: Path) -> None:
    done = scan("", "--quick", "--transformer", folder)
    assert done.returncode == 2
    assert "--quick" in done.stderr


def doctor() -> tuple[str, str]:
    found = next(each for each in findings() if each.check == "transformer")
    return found.state.value, found.said


def test_the_doctor_says_how_fast_it_is_or_what_is_wrong(settings: Any, folder: Path) -> None:
    assert doctor()[0] == "ok"
    assert "none is set" in doctor()[1]
    settings.PARVIS_TRANSFORMER = folder
    state, said = doctor()
    assert state == "ok"
    assert "posts a second" in said
    settings.PARVIS_TRANSFORMER = folder / "none"
    state, said = doctor()
    assert state == "problem"
    assert "cannot be read" in said


def test_the_speed_is_measured_on_texts_that_were_not_read(folder: Path) -> None:
    transformer = load(folder)
    assert posts_a_second(transformer) > 10
    assert len(transformer._memory._known) > 3


def test_nothing_starts_with_one_that_cannot_be_used(settings: Any, folder: Path) -> None:
    transformer_ready()
    settings.PARVIS_TRANSFORMER = folder
    transformer_ready()
    (folder / "labels.toml").write_text("activation = 'relu'")
    third._loaded.clear()
    with pytest.raises(click.ClickException, match=r"PARVIS_TRANSFORMER: labels\.toml must say"):
        transformer_ready()


def test_every_sentence_has_its_places(folder: Path) -> None:
    """What a sentence asks for is what the error gives: a gap would read as an ellipsis."""
    (folder / "labels.toml").write_text('activation = "softmax"\nclasses = ["tone.calme"]')
    with pytest.raises(Invalid) as caught:
        load(folder)
    said = str(TRANSFORMER[caught.value.code]) % caught.value.data
    assert said.startswith("Class 1 of labels.toml reads “tone.calme”")
    assert "calm, vehement, insulting, threatening" in said
