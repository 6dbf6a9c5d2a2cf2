"""Intake asks the transformer that the bank has set; a post is never lost to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from parvis.engine.post import Post as Given
from parvis.errors import Invalid
from parvis.governance.ledger import SYSTEM
from parvis.intake import third
from parvis.intake.actions import store_batch
from parvis.intake.models import DeadLetter, Post
from parvis.networks.network import Batch
from tests.conftest import Bank
from tests.engine.transformers import DOUBTFUL, write_tokenizer, write_transformer

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Path:
    monkeypatch.setattr(third, "_loaded", {})
    path = tmp_path / "transformer"
    path.mkdir()
    settings.PARVIS_TRANSFORMER = write_transformer(path, {"[CLS]": (-9, -9, 9)}, weight=1.0)
    return path


def store(bank: Bank, name: str) -> list[Post]:
    posts = [Given(id=f"{name}-{n}", text=text) for n, text in enumerate(DOUBTFUL)]
    ids = store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=tuple(posts))).ids
    return list(Post.objects.filter(pk__in=ids).order_by("pk"))


def test_posts_left_unsure_are_read_by_it(bank: Bank, folder: Path, settings: Any) -> None:
    with_it = store(bank, "a")
    settings.PARVIS_TRANSFORMER = None
    without = store(bank, "b")
    assert any(post.labels["unsure"] for post in without)
    assert not any(post.labels["unsure"] for post in with_it)
    for one, other in zip(with_it, without, strict=True):
        if other.labels["unsure"]:
            assert one.labels["decisions"]["person"] > 0.9
        else:
            assert one.labels == other.labels


def test_it_is_loaded_once(bank: Bank, folder: Path) -> None:
    assert third.third_tier() is third.third_tier()


def test_posts_that_it_cannot_read_come_in_all_the_same(bank: Bank, folder: Path) -> None:
    loaded = third.third_tier()
    tokenizer = write_tokenizer(folder)
    tokenizer.add_tokens(["merci", "thanks", "ok"])  # more words than the model has weights for
    object.__setattr__(loaded, "_tokenizer", tokenizer)
    assert len(store(bank, "c")) == len(DOUBTFUL)
    assert not DeadLetter.objects.exists()


def test_one_that_cannot_be_used_stores_nothing_and_loses_nothing(bank: Bank, folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(Invalid, match=r"transformer\.model_unreadable"):
        store(bank, "d")
    assert not Post.objects.exists()
    assert not DeadLetter.objects.exists()
