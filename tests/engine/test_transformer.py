"""A transformer of the bank's own: which posts it reads, how it is mixed in, what is refused."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from parvis.engine.pipeline import enrich
from parvis.engine.post import Post
from parvis.engine.understand import understand_all
from parvis.engine.understand.heads import HEADS, WIDTH
from parvis.engine.understand.labels import Decision, Intent, Labels
from parvis.engine.understand.model import shipped
from parvis.engine.understand.transformer import LONGEST, Transformer, load, mixed
from parvis.engine.understand.transformer_folder import Meaning
from parvis.errors import Invalid
from tests.engine.transformers import (
    DECISIONS,
    DOUBTFUL,
    PAD,
    WORDS,
    write_labels,
    write_model,
    write_tokenizer,
    write_transformer,
)

SURE = "Bonjour, à quelle heure ouvre l'agence de Nantes ?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_transformer(tmp_path_factory.mktemp("transformer"))


@pytest.fixture(scope="module")
def third(folder: Path) -> Transformer:
    return load(folder)


@pytest.fixture(scope="module")
def unsure() -> str:
    """A post that both tiers leave unsure, whatever model is shipped."""
    return next(
        text
        for text, labels in zip(DOUBTFUL, understand_all(DOUBTFUL), strict=True)
        if labels.unsure
    )


class Counting(Transformer):
    """The same, and which texts it was asked about."""

    asked: list[str]

    def logits(self, texts: Any) -> Any:
        self.asked.extend(texts)
        return Transformer.logits(self, texts)


def counting(folder: Path) -> Counting:
    loaded = load(folder)
    found = Counting(*(getattr(loaded, name) for name in Transformer.__slots__))
    object.__setattr__(found, "asked", [])
    return found


def understood(text: str, third: Transformer | None = None, **more: Any) -> Labels:
    return understand_all([text], third=third, **more)[0]


# Which posts


def test_only_posts_that_are_unsure_are_read(folder: Path, unsure: str) -> None:
    third = counting(folder)
    labels = understand_all([SURE, unsure, SURE], third=third)
    assert third.asked == [unsure]
    assert labels[0].decisions == understood(SURE).decisions


def test_without_the_second_look_there_is_no_third(folder: Path, unsure: str) -> None:
    third = counting(folder)
    understand_all([unsure] * 3, third=third, second=False)
    assert third.asked == []


def test_what_it_says_settles_a_doubt(tmp_path: Path, unsure: str) -> None:
    before = understood(unsure)
    for place, decision in enumerate(Decision):
        votes = np.full(3, -9.0)
        votes[place] = 9.0
        path = tmp_path / decision
        path.mkdir()
        after = understood(unsure, load(write_transformer(path, {"[CLS]": votes})))
        assert after.decision is decision
        assert not after.unsure
        assert after.decisions[decision] > before.decisions[decision]
        assert sum(after.decisions.values()) == pytest.approx(1, abs=1e-5)


def test_one_that_is_not_sure_itself_leaves_a_post_to_a_person(tmp_path: Path, unsure: str) -> None:
    low, high = shipped().grey
    half = float(np.log((low + high) / 2 / (1 - (low + high) / 2)))
    third = load(write_transformer(tmp_path, {"[CLS]": (0.0, half, -20.0)}, weight=1.0))
    assert understood(unsure, third).unsure


def test_the_charter_goes_by_what_it_says(tmp_path: Path, unsure: str) -> None:
    third = load(write_transformer(tmp_path, {"[CLS]": (-9.0, -9.0, 9.0)}))
    posts = [Post(id="1", text=unsure)]
    rules = [enrich(posts, third=each)[0].verdict.judgement.rule for each in (None, third)]
    assert [rule is not None and rule.name == "person_must_read" for rule in rules] == [False, True]


# What it says


def test_a_word_is_what_the_model_hears(tmp_path: Path) -> None:
    third = load(write_transformer(tmp_path, {"carte": (2.0, 0.0, -1.0), "nuls": (0.0, 3.0, 0.0)}))
    np.testing.assert_allclose(
        third.logits(["CARTE", "nuls nuls", "carte et nuls", "rien"]),
        [[2, 0, -1], [0, 6, 0], [2, 3, -1], [0, 0, 0]],
    )


def test_texts_of_many_lengths_are_read_as_each_alone(third: Transformer, tmp_path: Path) -> None:
    path = write_transformer(tmp_path, {"carte": (1.0, 0, 0), "[PAD]": (50.0, 50.0, 50.0)})
    texts = ["carte " * count for count in range(40)]
    together = load(path).logits(texts)
    np.testing.assert_allclose(together, np.vstack([load(path).logits([t]) for t in texts[:40]]))
    assert together[39][0] == 39


def test_only_as_many_tokens_as_said_are_read(tmp_path: Path) -> None:
    third = load(write_transformer(tmp_path, {"carte": (1.0, 0, 0)}, longest=8))
    assert third.logits(["carte " * 500])[0][0] == 7  # and the mark of the start


def test_a_batch_that_is_read_again_asks_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = load(write_transformer(tmp_path))
    runs = []
    real = Transformer.run
    monkeypatch.setattr(Transformer, "run", lambda self, batch: runs.append(1) or real(self, batch))
    first = third.logits(["carte", "nuls", "carte"])
    np.testing.assert_array_equal(first, third.logits(["carte", "nuls", "carte"]))
    assert len(runs) == 1


def test_types_of_tokens_are_given_where_the_model_wants_them(tmp_path: Path) -> None:
    write_transformer(tmp_path)
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    write_model(tmp_path, {"carte": (1.0, 0, 0)}, inputs=inputs, number=TensorProto.INT32)
    assert load(tmp_path).logits(["carte"])[0][0] == 1


@pytest.mark.parametrize(("weight", "share"), [(0.25, 0.25), (0.5, 0.5), (1.0, 1.0)])
def test_log_odds_are_a_weighted_mean(weight: float, share: float) -> None:
    two = np.full((1, WIDTH), 0.2, np.float32)
    said = np.full((1, WIDTH), np.nan)
    request = HEADS["intents"].first
    said[0, request] = 0.9
    found = mixed(two, said, weight)
    odds = (1 - share) * np.log(0.2 / 0.8) + share * np.log(0.9 / 0.1)
    assert found[0, request] == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-5)
    np.testing.assert_array_equal(np.delete(found, request), np.delete(two, request))


@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.lists(st.floats(1e-3, 1), min_size=3, max_size=3),
    st.floats(0.01, 1),
)
@settings(deadline=None)
def test_exclusive_heads_add_up_to_one_and_agreement_is_kept(
    ours: list[float], theirs: list[float], weight: float
) -> None:
    part = HEADS["decisions"].columns
    two, said = np.full((1, WIDTH), 0.5, np.float32), np.full((1, WIDTH), np.nan)
    two[0, part] = np.array(ours) + 1e-3
    two[0, part] /= two[0, part].sum()
    said[0, part] = np.array(theirs) / sum(theirs)
    found = mixed(two, said, weight)[0, part]
    assert found.sum() == pytest.approx(1, abs=1e-5)
    same = mixed(two, two.astype(np.float64), weight)[0, part]
    np.testing.assert_allclose(same, two[0, part], atol=1e-5)


def meaning(classes: list[str], activation: str, folder: Path) -> Meaning:
    write_transformer(folder, classes=list(DECISIONS))
    write_labels(folder, classes=classes, activation=activation)
    write_model(folder, {}, classes=len(classes))
    return load(folder).meaning


def test_each_intent_stands_for_itself(tmp_path: Path) -> None:
    found = meaning(["intent.request", "", "intent.praise"], "sigmoid", tmp_path)
    chances = found.chances(np.array([[0.0, 9.0, 2.0]]))[0]
    columns = {label: HEADS["intents"].first + place for place, label in enumerate(Intent)}
    assert chances[columns[Intent.REQUEST]] == pytest.approx(0.5)
    assert chances[columns[Intent.PRAISE]] == pytest.approx(1 / (1 + np.exp(-2)))
    assert np.isfinite(chances).sum() == 2


def test_classes_of_one_meaning_are_added_up(tmp_path: Path) -> None:
    classes = ["decision.answer", "decision.answer", "decision.silent", "decision.person"]
    chances = meaning(classes, "softmax", tmp_path).chances(np.zeros((1, 4)))[0]
    np.testing.assert_allclose(chances[HEADS["decisions"].columns], [0.5, 0.25, 0.25])


def test_what_is_mostly_something_else_is_not_heard(tmp_path: Path) -> None:
    found = meaning([*DECISIONS, ""], "softmax", tmp_path)
    chances = found.chances(np.array([[0.0, 0.0, 0.0, 9.0], [9.0, 0.0, 0.0, 0.0]]))
    assert np.isnan(chances[0]).all()
    assert chances[1][HEADS["decisions"].first] > 0.99


def test_numbers_beyond_all_bounds_are_not_heard(third: Transformer) -> None:
    rows = np.array([[np.nan] * 3, [np.inf] * 3, [-np.inf] * 3, [1e300, -1e300, 0]])
    chances = third.meaning.chances(rows)[:, HEADS["decisions"].columns]
    assert np.isnan(chances[:3]).all()
    np.testing.assert_allclose(chances[3], [1, 0, 0])


# Texts that nobody would write, and posts that it cannot read

HOSTILE = [
    "", " ", "\x00", "\ud800", "carte \udfff nuls", "carte " * 20_000, "é" * 100_000,
    "😡" * 30_000, "\u202e", "https://" + "x" * 100_000, "\n" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_it(third: Transformer, text: str) -> None:
    found = third.logits([text, "carte"])
    assert found.shape == (2, 3)
    assert np.isfinite(found).all()


@given(st.lists(st.text(), max_size=6))
@settings(deadline=None)  # the first reads models
def test_any_texts_are_read_one_for_one(third: Transformer, texts: list[str]) -> None:
    unsure = np.ones(len(texts), np.bool_)
    chances = np.full((len(texts), WIDTH), 0.3, np.float32)
    assert len(third.weigh_in(texts, chances, unsure, shipped())) == len(texts)
    assert np.isfinite(chances).all()


def test_no_more_of_a_text_is_cut_than_can_count(tmp_path: Path) -> None:
    third = load(write_transformer(tmp_path, {"nuls": (1.0, 0, 0)}))
    assert third.logits(["é" * LONGEST + " nuls " + "é" * LONGEST])[0][0] == 0


def test_a_post_that_it_cannot_read_stays_as_it_was_and_others_do_not(
    tmp_path: Path, unsure: str, caplog: pytest.LogCaptureFixture
) -> None:
    third = load(write_transformer(tmp_path))
    # More words than the model knows: as if the folder had been changed under us.
    tokenizer = write_tokenizer(tmp_path)
    tokenizer.add_tokens(["poison"])
    object.__setattr__(third, "_tokenizer", tokenizer)
    found = third.logits(["poison", "carte", "poison nuls", "nuls"])
    assert np.isnan(found[[0, 2]]).all()
    assert np.isfinite(found[[1, 3]]).all()
    assert "poison" not in caplog.text
    assert "could not read a post" in caplog.text
    before, after = understood(unsure + " poison"), understood(unsure + " poison", third)
    assert after.decisions == pytest.approx(dict(before.decisions), abs=1e-6)


# Folders


def refused(folder: Path) -> str:
    with pytest.raises(Invalid) as caught:
        load(folder)
    return caught.value.code.removeprefix("transformer.")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "labels.toml"])
def test_each_file_must_be_there_and_be_a_file(tmp_path: Path, name: str) -> None:
    path = write_transformer(tmp_path) / name
    path.unlink()
    assert refused(tmp_path) == "file_missing"
    path.mkdir()
    assert refused(tmp_path) == "file_missing"
    path.rmdir()
    os.mkfifo(path)
    assert refused(tmp_path) == "not_a_file"


def test_a_folder_must_be_one(tmp_path: Path) -> None:
    assert refused(tmp_path / "none") == "not_readable"
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file") == "no_folder"
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    assert refused(tmp_path / "circle") == "not_readable"


def test_nothing_leads_out_of_the_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir(), outside.mkdir()
    write_transformer(outside)
    write_transformer(inside)
    (inside / "model.onnx").unlink()
    (inside / "model.onnx").symlink_to(outside / "model.onnx")
    assert refused(inside) == "outside"
    (inside / "model.onnx").unlink()
    write_model(inside, {})
    (inside / "more").symlink_to(outside)
    assert refused(inside) == "outside"


def test_a_link_within_the_folder_is_followed_and_so_is_one_to_it(tmp_path: Path) -> None:
    inside = tmp_path / "version-1"
    inside.mkdir()
    write_transformer(inside)
    (inside / "model.onnx").rename(inside / "small.onnx")
    (inside / "model.onnx").symlink_to("small.onnx")
    (tmp_path / "current").symlink_to("version-1")
    assert load(tmp_path / "current").logits(["carte"]).shape == (1, 3)


def test_what_is_too_big_is_refused_unread(tmp_path: Path) -> None:
    write_transformer(tmp_path)
    with (tmp_path / "model.onnx").open("ab") as file:
        file.truncate(2 * 1024**3 + 1)
    assert refused(tmp_path) == "file_too_big"
    write_transformer(tmp_path)
    for name in ("one", "two"):
        with (tmp_path / name).open("ab") as file:
            file.truncate(3 * 1024**3 // 2)
    assert refused(tmp_path) == "folder_too_big"


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    write_transformer(tmp_path)
    for number in range(1_000):
        (tmp_path / str(number)).touch()
    assert refused(tmp_path) == "too_many_files"


def test_weights_beside_the_model_are_read(tmp_path: Path) -> None:
    write_transformer(tmp_path)
    write_model(tmp_path, {}, data="model.onnx.data")
    table = np.zeros((len(WORDS), 3), np.float32)
    table[WORDS.index("carte")] = 1, 2, 3
    (tmp_path / "model.onnx.data").write_bytes(table.tobytes())
    np.testing.assert_array_equal(load(tmp_path).logits(["carte"]), [[1, 2, 3]])


@pytest.mark.parametrize("where", ["../outside", "/{}/outside", "sub/../../outside"])
@pytest.mark.parametrize("constant", [False, True])
def test_weights_elsewhere_are_never_read(tmp_path: Path, where: str, *, constant: bool) -> None:
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (tmp_path / "outside").write_bytes(np.ones((len(WORDS), 3), np.float32).tobytes())
    write_transformer(inside)
    write_model(inside, {}, data=where.format(str(tmp_path).lstrip("/")))
    if constant:
        model = onnx.load(inside / "model.onnx", load_external_data=False)
        weights = model.graph.initializer[0]
        model.graph.node.insert(0, helper.make_node("Constant", [], ["votes"], value=weights))
        del model.graph.initializer[0]
        (inside / "model.onnx").write_bytes(model.SerializeToString())
    assert refused(inside) == "model_unreadable"


@pytest.mark.parametrize("content", [b"", b"\x08", b"no model", b"\xff" * 5_000])
def test_a_model_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (write_transformer(tmp_path) / "model.onnx").write_bytes(content)
    assert refused(tmp_path) == "model_unreadable"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"model": null}', b"[" * 9_999])
def test_a_tokenizer_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (write_transformer(tmp_path) / "tokenizer.json").write_bytes(content)
    assert refused(tmp_path) == "tokenizer_unreadable"


def test_operators_that_need_a_library_are_refused(tmp_path: Path) -> None:
    write_transformer(tmp_path)
    write_model(tmp_path, {}, operator="Backdoor")
    assert refused(tmp_path) == "model_unreadable"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"activation": "relu"}, "activation"),
        ({"activation": None}, "activation"),
        ({"activation": ["softmax"]}, "activation"),
        ({"classes": None}, "classes"),
        ({"classes": []}, "classes"),
        ({"classes": "decision.answer"}, "classes"),
        ({"classes": [1, 2, 3]}, "classes"),
        ({"classes": [""] * 1_001}, "classes"),
        ({"classes": ["", "", ""]}, "no_class_used"),
        ({"classes": ["decision.answer", "decision.silent", "decision.nobody"]}, "label_unknown"),
        ({"classes": ["mood.good", "", ""]}, "head_unknown"),
        ({"classes": ["answer", "", ""]}, "head_unknown"),
        ({"classes": ["decision.answer", "decision.silent", ""]}, "head_in_part"),
        ({"classes": [*DECISIONS, "intent.request"]}, "one_head"),
        ({"classes": ["intent.job", "intent.job", ""], "activation": "sigmoid"}, "label_twice"),
        ({"classes": [*DECISIONS, ""]}, "classes_differ"),
        ({"weight": 0}, "weight"),
        ({"weight": 1.01}, "weight"),
        ({"weight": True}, "weight"),
        ({"weight": "1"}, "weight"),
        ({"longest": 7}, "longest"),
        ({"longest": 513}, "longest"),
        ({"longest": 64.0}, "longest"),
        ({"threshold": 1}, "unknown_key"),
    ],
)
def test_labels_that_say_something_wrong_are_refused(
    tmp_path: Path, said: dict[str, Any], code: str
) -> None:
    assert refused(write_transformer(tmp_path, **said)) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"classes = [", "labels_syntax"),
        (b"weight = nan\nactivation = 'softmax'\nclasses = ['intent.job']", "weight"),
        (b"longest = " + b"9" * 5_000, "labels_syntax"),
        (b"a = " + b"[" * 9_000, "labels_syntax"),
        (b"\xff", "labels_not_text"),
        (b"#" * 70_000, "file_too_big"),
    ],
)
def test_labels_that_cannot_be_read_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (write_transformer(tmp_path) / "labels.toml").write_bytes(content)
    assert refused(tmp_path) == code


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        ({"inputs": ("input_ids", "attention_mask", "pixels")}, "inputs"),
        ({"output": "scores"}, "outputs"),
        ({"shape": (1, "tokens")}, "fixed_shape"),
        ({"shape": ("texts", 128)}, "fixed_shape"),
        ({"classes": 5}, "classes_differ"),
        ({"rows": 4}, "trial_failed"),
    ],
)
def test_a_model_of_another_shape_is_refused(
    tmp_path: Path, shape: dict[str, Any], code: str
) -> None:
    write_transformer(tmp_path)
    write_model(tmp_path, {}, **shape)
    assert refused(tmp_path) == code


def test_a_model_that_gives_no_numbers_is_refused(tmp_path: Path) -> None:
    assert refused(write_transformer(tmp_path, {"[CLS]": (np.nan, 0, 0)})) == "not_numbers"


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_a_library_that_is_missing_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Invalid) as caught:
        load(folder)
    assert caught.value.code == "transformer.library_missing"
    assert caught.value.data == {"library": library}


def test_what_fills_up_is_the_tokenizers_own(tmp_path: Path) -> None:
    path = write_transformer(tmp_path)
    assert load(path)._pad == PAD
    tokenizer = write_tokenizer(path)
    tokenizer.enable_padding(pad_id=0, length=64)
    tokenizer.enable_truncation(2)
    tokenizer.save(str(path / "tokenizer.json"))
    third = load(path)
    assert third._pad == 0
    assert third.logits(["carte " * 30]).shape == (1, 3)


def test_only_the_processor_is_used_and_one_thread(folder: Path) -> None:
    session: Callable[..., Any] = load(folder)._session
    assert session.get_providers() == ["CPUExecutionProvider"]
    assert session.get_session_options().intra_op_num_threads == 1
