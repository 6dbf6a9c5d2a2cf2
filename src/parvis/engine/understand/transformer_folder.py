"""The folder of a transformer that a bank provides: what it holds, and what its classes mean.

``model.onnx``, ``tokenizer.json`` and ``labels.toml``; nothing in it may lead out of it. What is
wrong raises ``Invalid`` with a code of the family ``transformer`` that says what to mend.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from parvis.engine.understand.heads import HEADS, WIDTH, Head
from parvis.errors import Invalid

MODEL, TOKENIZER, LABELS = "model.onnx", "tokenizer.json", "labels.toml"

LARGEST: Final = 2 * 1024**3
"""Bytes of the whole folder, at most."""

MOST_TOKENS: Final = 512
FEWEST_TOKENS: Final = 8
MOST_CLASSES: Final = 1_000
USUAL_WEIGHT: Final = 0.5
USUAL_LONGEST: Final = 256

_MOST_FILES: Final = 1_000
_LIMITS: Final = {MODEL: LARGEST, TOKENIZER: 64 * 1024**2, LABELS: 64 * 1024}
_HEADS: Final[Mapping[str, str]] = {
    "decision": "decisions",
    "intent": "intents",
    "tone": "tones",
    "target": "targets",
    "topic": "topics",
    "sentiment": "feelings",
}
"""First words of classes, and the heads that they speak of."""

_ACTIVATIONS: Final = ("softmax", "sigmoid")
_KEYS: Final = ("activation", "classes", "weight", "longest")
_SHOWN: Final = 60
_TOML_PLACE: Final = re.compile(r"at line (\d+)")

Odds = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What ``labels.toml`` says.

    ``columns`` are the columns of all labels that the classes stand for, -1 for a class that is
    not used. ``weight`` in (0, 1] is what the transformer's log-odds count beside those of the two
    tiers, which count what is left; ``longest`` is in tokens.
    """

    columns: tuple[int, ...]
    activation: str
    weight: float
    longest: int

    def chances(self, logits: Odds) -> Odds:
        """Turn logits (texts, classes) into probabilities (texts, labels), NaN where none is said.

        Classes with one meaning are added up. Of an exclusive head nothing is said where its
        classes together have less than one half: the text is about something else then.
        """
        with np.errstate(invalid="ignore", over="ignore"):
            each = _softmax(logits) if self.activation == "softmax" else _sigmoid(logits)
        sums = np.zeros((len(logits), WIDTH))
        for place, column in enumerate(self.columns):
            if column >= 0:
                sums[:, column] += each[:, place]
        found = np.full((len(logits), WIDTH), np.nan)
        for head, columns in _used(self.columns):
            part = sums[:, columns]
            if head.exclusive:
                total = part.sum(axis=1, keepdims=True)
                part = np.where(total < 1 / 2, np.nan, part / np.maximum(total, 1 / 2))
            found[:, columns] = part
        return found


def _softmax(logits: Odds) -> Odds:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: Odds = raised / raised.sum(axis=1, keepdims=True)
    return found


def _sigmoid(logits: Odds) -> Odds:
    found: Odds = (1 + np.tanh(logits / 2)) / 2
    return found


def _used(columns: tuple[int, ...]) -> Iterator[tuple[Head, list[int]]]:
    """Give the heads that classes speak of, with their columns among those."""
    for head in HEADS.values():
        own = range(WIDTH)[head.columns]
        if used := sorted({column for column in columns if column in own}):
            yield head, used


def checked(folder: Path) -> Path:
    """Give the real path of a folder in which nothing leads out, and that holds what it must."""
    try:
        root = folder.resolve(strict=True)
        if not root.is_dir():
            raise Invalid("transformer.no_folder", folder=str(folder))
        sizes = dict(_files(root))
    except (OSError, RuntimeError) as error:  # a circle of links is one or the other
        what = type(error).__name__
        raise Invalid("transformer.not_readable", folder=str(folder), what=what) from error
    for name, limit in _LIMITS.items():
        if name not in sizes:
            raise Invalid("transformer.file_missing", file=name)
        if sizes[name] > limit:
            raise Invalid("transformer.file_too_big", file=name, limit=_megabytes(limit))
    if sum(sizes.values()) > LARGEST:
        raise Invalid("transformer.folder_too_big", limit=_megabytes(LARGEST))
    return root


def _files(root: Path) -> Iterator[tuple[str, int]]:
    """Give every file of a folder and the bytes it holds; refuse what is none, or is elsewhere."""
    count = 0
    for place, folders, names in os.walk(root, onerror=_raised):
        for name in (*folders, *names):
            count += 1
            if count > _MOST_FILES:
                raise Invalid("transformer.too_many_files", most=_MOST_FILES)
            path = Path(place, name)
            inside = str(path.relative_to(root))
            if not path.exists():  # a link that leads nowhere
                raise Invalid("transformer.file_missing", file=inside)
            if not path.resolve(strict=True).is_relative_to(root):
                raise Invalid("transformer.outside", file=inside)
            state = path.stat()
            if stat.S_ISREG(state.st_mode):
                yield inside, state.st_size
            elif not stat.S_ISDIR(state.st_mode):
                raise Invalid("transformer.not_a_file", file=inside)


def _raised(error: OSError) -> None:
    raise error


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:g} MB"


def meaning_of(root: Path) -> Meaning:
    """Read ``labels.toml``."""
    try:
        given = tomllib.loads((root / LABELS).read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Invalid("transformer.labels_not_text") from error
    except (ValueError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        raise Invalid("transformer.labels_syntax", line=int(place[1]) if place else 1) from error
    for key in given:
        if key not in _KEYS:
            raise Invalid("transformer.unknown_key", key=key[:_SHOWN], known=", ".join(_KEYS))
    activation = given.get("activation")
    if activation not in _ACTIVATIONS:
        raise Invalid("transformer.activation")
    columns = _columns(given.get("classes"))
    _check_heads(columns, activation)
    weight = given.get("weight", USUAL_WEIGHT)
    if not _is_number(weight, float | int, lambda value: 0 < value <= 1):
        raise Invalid("transformer.weight")
    longest = given.get("longest", USUAL_LONGEST)
    if not _is_number(longest, int, lambda value: FEWEST_TOKENS <= value <= MOST_TOKENS):
        raise Invalid("transformer.longest", fewest=FEWEST_TOKENS, most=MOST_TOKENS)
    return Meaning(columns, activation, float(weight), longest)


def _is_number(value: Any, kind: Any, holds: Callable[[Any], bool]) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool) and holds(value)


def _columns(classes: Any) -> tuple[int, ...]:
    are_texts = isinstance(classes, list) and all(isinstance(each, str) for each in classes)
    if not are_texts or not 1 <= len(classes) <= MOST_CLASSES:
        raise Invalid("transformer.classes", most=MOST_CLASSES)
    columns = tuple(_column(place, each) for place, each in enumerate(classes, start=1))
    if max(columns) < 0:
        raise Invalid("transformer.no_class_used")
    return columns


def _column(place: int, said: str) -> int:
    """Give the column of the label that a class stands for: ``tone.insulting``."""
    if not said:
        return -1
    word, _dot, label = said.partition(".")
    head = HEADS[_HEADS[word]] if word in _HEADS else None
    if head is None:
        heads = ", ".join(_HEADS)
        raise Invalid("transformer.head_unknown", place=place, label=said[:_SHOWN], known=heads)
    if label not in head.labels:
        known = ", ".join(head.labels)
        raise Invalid("transformer.label_unknown", place=place, label=said[:_SHOWN], known=known)
    return head.first + [str(each) for each in head.labels].index(label)


def _check_heads(columns: tuple[int, ...], activation: str) -> None:
    used = list(_used(columns))
    if activation == "softmax" and len(used) > 1:
        raise Invalid("transformer.one_head", heads=", ".join(_word(head) for head, _own in used))
    for head, own in used:
        missing = [str(head.labels[column - head.first]) for column in range(WIDTH)[head.columns]
                   if column not in own]  # fmt: skip
        if head.exclusive and missing:
            gaps = ", ".join(missing)
            raise Invalid("transformer.head_in_part", head=_word(head), missing=gaps)
    said = [column for column in columns if column >= 0]
    if activation == "sigmoid" and len(said) > len(set(said)):
        raise Invalid("transformer.label_twice")


def _word(head: Head) -> str:
    return next(word for word, name in _HEADS.items() if name == head.name)
