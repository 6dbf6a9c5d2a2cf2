"""Tiny transformers for tests: real ONNX models and tokenizers, made in a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

DECISIONS = ("decision.answer", "decision.silent", "decision.person")
UNKNOWN, PAD, START = 0, 1, 2

_STARTS = ("vous", "banque", "non mais", "bravo", "encore", "you", "well", "ma carte", "ok")
_ENDS = ("nuls", "sérieux", "la honte", "lol", "merci", "bank", "quoi", "thanks", "?", "🙄")
DOUBTFUL = [f"{start} {end}" for start in _STARTS for end in _ENDS]
"""Posts so short that a model, however it was trained, is not sure of all of them."""

WORDS = ("[UNK]", "[PAD]", "[CLS]", "carte", "virement", "card", "nuls", "argent", "tuer")


def write_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A", special_tokens=[("[CLS]", START)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return tokenizer


def write_model(
    folder: Path,
    votes: Mapping[str, Sequence[float]],
    *,
    classes: int = 3,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
    output: str = "logits",
    shape: Sequence[int | str] = ("texts", "tokens"),
    number: int = TensorProto.INT64,
    data: str = "",
    rows: int = len(WORDS),
    operator: str = "",
) -> None:
    """Write a model whose logits are the sums of what its words vote for.

    With ``data``, its weights stand in that file beside it, as big models have them.
    """
    table = np.zeros((rows, classes), np.float32)
    for word, vote in votes.items():
        table[WORDS.index(word), : len(vote)] = vote
    weights = helper.make_tensor("votes", TensorProto.FLOAT, table.shape, table.tobytes(), raw=True)
    if data:
        onnx.external_data_helper.set_external_data(weights, data)
        weights.ClearField("raw_data")
    ints = [
        helper.make_tensor("last", TensorProto.INT64, [1], [-1]),
        helper.make_tensor("second", TensorProto.INT64, [1], [1]),
    ]
    nodes = [
        helper.make_node("Gather", ["votes", "input_ids"], ["each"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["each", "column"], ["heard"]),
        helper.make_node("ReduceSum", ["heard", "second"], [output], keepdims=0),
    ]
    if operator:
        nodes[-1].output[0] = "sums"
        nodes.append(helper.make_node(operator, ["sums"], [output], domain="com.example"))
    graph = helper.make_graph(
        nodes,
        "votes",
        [helper.make_tensor_value_info(name, number, shape) for name in inputs],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["texts", classes])],
        [weights, *ints],
    )
    domains = [helper.make_opsetid("", 18)]
    if operator:
        domains.append(helper.make_opsetid("com.example", 1))
    model = helper.make_model(graph, opset_imports=domains, ir_version=9)
    (folder / "model.onnx").write_bytes(model.SerializeToString())


def write_labels(folder: Path, **said: Any) -> None:
    said = {"classes": list(DECISIONS), "activation": "softmax"} | said
    lines = [f"{key} = {json.dumps(value)}" for key, value in said.items() if value is not None]
    (folder / "labels.toml").write_text("\n".join(lines), encoding="utf-8")


def write_transformer(
    folder: Path, votes: Mapping[str, Sequence[float]] | None = None, **said: Any
) -> Path:
    """Write a whole folder; every word votes for an answer unless told otherwise."""
    votes = votes if votes is not None else {"[CLS]": (9.0, -9.0, -9.0)}
    write_tokenizer(folder)
    write_model(folder, votes)
    write_labels(folder, **said)
    return folder
