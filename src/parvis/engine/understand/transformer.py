"""The third tier: a transformer of the bank's own, for posts that two tiers leave unsure.

Off unless a folder is given (``docs/transformer.md``). Nothing is downloaded, no library of
operators is loaded, and it runs on the processor alone. What it cannot read stays as the two tiers
have it: a post is never lost to it.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from parvis.engine.understand.heads import HEADS, WIDTH
from parvis.engine.understand.model import Model, Scores, probabilities
from parvis.engine.understand.transformer_folder import (
    MODEL,
    TOKENIZER,
    Meaning,
    Odds,
    checked,
    meaning_of,
)
from parvis.engine.understand.visible import head_and_tail
from parvis.errors import Invalid

logger = logging.getLogger(__name__)

LONGEST: Final = 4_000
"""Characters of a text that are cut into tokens."""

_BATCH: Final = 16
_REMEMBERED: Final = 4_096
_DETAIL: Final = 300
_LEAST: Final = 1e-6
"""The smallest chance: one of nought would outweigh everything."""

_TRIAL: Final = "Bonjour, où est ma carte ? 💳"
_NEEDED: Final = frozenset({"input_ids", "attention_mask"})
_KNOWN: Final = _NEEDED | {"token_type_ids"}
_NUMBERS: Final[Mapping[str, type[np.integer[Any]]]] = {
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
}
_SILENT_LOG: Final = 4  # fatal only: what it writes of a failure are numbers of tokens

_STANDS_ALONE: Final = np.zeros(WIDTH, np.bool_)
for _head in HEADS.values():
    _STANDS_ALONE[_head.columns] = not _head.exclusive


class _Encoding(Protocol):
    @property
    def ids(self) -> list[int]: ...
    @property
    def type_ids(self) -> list[int]: ...


class _Tokenizer(Protocol):
    def encode(self, sequence: str) -> _Encoding: ...


class _Session(Protocol):
    def run(
        self, names: list[str], given: dict[str, NDArray[np.integer[Any]]], options: Any
    ) -> list[NDArray[np.floating[Any]]]: ...


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A text as the transformer reads it."""

    ids: list[int]
    types: list[int]


@dataclass(slots=True)
class _Memory:
    """Logits of late, by digests of texts: a batch that intake reads again asks only once."""

    _known: OrderedDict[bytes, Odds] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: bytes) -> Odds | None:
        with self._lock:
            return self._known.get(key)

    def keep(self, found: Mapping[bytes, Odds]) -> None:
        with self._lock:
            # A failure may pass: it is not kept.
            self._known.update((key, row) for key, row in found.items() if np.isfinite(row).all())
            for key in list(islice(self._known, max(0, len(self._known) - _REMEMBERED))):
                del self._known[key]


@dataclass(frozen=True, slots=True)
class Transformer:
    """A transformer that was loaded and tried; several threads may ask it at once."""

    meaning: Meaning
    _session: _Session
    _options: Any
    _tokenizer: _Tokenizer
    _inputs: Mapping[str, type[np.integer[Any]]]
    _pad: int
    _memory: _Memory = field(default_factory=_Memory)

    def weigh_in(
        self, texts: Sequence[str], chances: Scores, unsure: NDArray[np.bool_], model: Model
    ) -> NDArray[np.bool_]:
        """Read the texts that are unsure, mix what it says into their rows of ``chances``.

        Gives which rows are unsure now. A text that is sure is not looked at.
        """
        places = np.flatnonzero(unsure)
        if not len(places):
            return unsure
        said = self.meaning.chances(self.logits([texts[place] for place in places.tolist()]))
        chances[places] = mixed(chances[places], said, self.meaning.weight)
        return model.unsure(chances)

    def logits(self, texts: Sequence[str]) -> Odds:
        """Give what the model says of texts: (texts, classes), NaN of one that it cannot read."""
        keys = [sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        known = {key: row for key in keys if (row := self._memory.get(key)) is not None}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            found = dict(zip(new, self._read(list(new.values())), strict=True))
            self._memory.keep(found)
            known |= found
        classes = len(self.meaning.columns)
        return np.array([known[key] for key in keys], np.float64).reshape(len(keys), classes)

    def _read(self, texts: Sequence[str]) -> Odds:
        found = np.full((len(texts), len(self.meaning.columns)), np.nan)
        tokens = {}
        for place, text in enumerate(texts):
            cut = self._cut(text)
            if cut is not None and cut.ids:
                tokens[place] = cut
        # Texts of one length together: short ones are filled up to the longest of their batch.
        order = sorted(tokens, key=lambda place: len(tokens[place].ids))
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            found[places] = self._answers([tokens[place] for place in places])
        return found

    def _cut(self, text: str) -> _Tokens | None:
        # Halves of signs that stand alone are no text to the tokenizer.
        readable = head_and_tail(text, LONGEST).encode("utf-8", "replace").decode("utf-8")
        try:
            encoding = self._tokenizer.encode(readable)
        except BaseException as error:
            if not _is_failure(error):
                raise
            _say(error)
            return None
        return _Tokens(encoding.ids, encoding.type_ids)

    def _answers(self, batch: Sequence[_Tokens]) -> Odds:
        try:
            return self.run(batch)
        except Exception as error:  # noqa: BLE001 - whatever it fails with, the posts go on
            if len(batch) == 1:
                _say(error)
                return np.full((1, len(self.meaning.columns)), np.nan)
        return np.concatenate([self._answers([each]) for each in batch])

    def run(self, batch: Sequence[_Tokens]) -> Odds:
        """Run the model; raises what it fails with."""
        width = max(len(each.ids) for each in batch)
        ids = np.full((len(batch), width), self._pad, np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for place, each in enumerate(batch):
            size = len(each.ids)
            ids[place, :size], mask[place, :size] = each.ids, 1
            types[place, :size] = each.types
        columns = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        given = {name: columns[name].astype(kind) for name, kind in self._inputs.items()}
        return self._session.run(["logits"], given, self._options)[0].astype(np.float64)


def mixed(two: Scores, third: Odds, weight: float) -> Scores:
    """Mix probabilities (texts, labels) by the weighted mean of their log-odds, head by head.

    NaN in ``third`` leaves what the two tiers say. For an exclusive head, the mean of logarithms
    made to add up to one again (a logarithmic opinion pool: Genest and Zidek, 1986).
    """
    known = np.isfinite(third)
    odds = (1 - weight) * _log_odds(two) + weight * _log_odds(np.where(known, third, two))
    return np.where(known, probabilities(odds.astype(np.float32)), two).astype(np.float32)


def _log_odds(chances: Scores | Odds) -> Odds:
    safe = np.clip(chances.astype(np.float64), _LEAST, 1 - _LEAST)
    found: Odds = np.log(safe) - np.where(_STANDS_ALONE, np.log1p(-safe), 0)
    return found


def _is_failure(error: BaseException) -> bool:
    """Whether a library failed; a panic in the tokenizer's Rust is no ``Exception``."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _say(error: BaseException) -> None:
    # No message: it may quote what somebody wrote.
    logger.warning("the transformer could not read a post: %s", type(error).__name__)


def load(folder: Path, *, threads: int = 1) -> Transformer:
    """Load and try the transformer of a folder.

    Raises ``Invalid`` where the folder, a file or the libraries (``parvis[transformer]``) are not
    as they must be. ``threads`` is the most that one text is computed on.
    """
    root = checked(folder)
    meaning = meaning_of(root)
    tokenizer, pad, highest = _tokenizer(root, meaning.longest)
    runtime = _library("onnxruntime")
    session = _session(runtime, root, threads)
    options = runtime.RunOptions()
    options.log_severity_level = _SILENT_LOG
    inputs = _inputs(session)
    _check_outputs(session, len(meaning.columns))
    transformer = Transformer(meaning, session, options, tokenizer, inputs, pad)
    _try(transformer, highest)
    return transformer


def _library(name: str) -> Any:
    # Local: a folder is rarely given, and the libraries are an extra.
    try:
        return import_module(name)
    except ImportError as error:
        raise Invalid("transformer.library_missing", library=name) from error


def _tokenizer(root: Path, longest: int) -> tuple[_Tokenizer, int, int]:
    """Give the tokenizer, the token that fills up, and the highest token there is."""
    library = _library("tokenizers")
    try:
        found = library.Tokenizer.from_str((root / TOKENIZER).read_bytes().decode("utf-8"))
        padding = found.padding
        found.no_padding()
        found.enable_truncation(max_length=longest)
        highest = max(found.get_vocab(with_added_tokens=True).values(), default=0)
        names = [found.token_to_id(name) for name in ("<pad>", "[PAD]")]
    except BaseException as error:
        if not _is_failure(error):
            raise
        raise Invalid("transformer.tokenizer_unreadable", detail=_detail(error)) from error
    pad = padding["pad_id"] if padding else next((each for each in names if each is not None), 0)
    return found, pad, highest


def _session(runtime: Any, root: Path, threads: int) -> Any:
    runtime.disable_telemetry_events()
    options = runtime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = _SILENT_LOG
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    model = str(root / MODEL)
    try:
        return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise Invalid("transformer.model_unreadable", detail=_detail(error)) from error


def _inputs(session: Any) -> dict[str, type[np.integer[Any]]]:
    given = {each.name: each for each in session.get_inputs()}
    if not given.keys() >= _NEEDED or not given.keys() <= _KNOWN:
        raise Invalid("transformer.inputs", found=", ".join(sorted(given))[:_DETAIL] or "-")
    for name, each in given.items():
        if each.type not in _NUMBERS:
            raise Invalid("transformer.input_type", name=name, found=each.type)
        if len(each.shape) != 2 or any(isinstance(size, int) for size in each.shape):  # noqa: PLR2004 - texts, tokens
            raise Invalid("transformer.fixed_shape", name=name)
    return {name: _NUMBERS[each.type] for name, each in given.items()}


def _check_outputs(session: Any, classes: int) -> None:
    outputs = session.get_outputs()
    if [each.name for each in outputs] != ["logits"]:
        names = ", ".join(each.name for each in outputs)
        raise Invalid("transformer.outputs", found=names[:_DETAIL] or "-")
    size = outputs[0].shape[-1] if outputs[0].shape else None
    if isinstance(size, int) and size != classes:
        raise Invalid("transformer.classes_differ", said=classes, given=size)


def _try(transformer: Transformer, highest: int) -> None:
    """Read something short, something long and the highest token, before posts depend on it."""
    classes, longest = len(transformer.meaning.columns), transformer.meaning.longest
    cut = transformer._cut(_TRIAL)
    ids = cut.ids if cut is not None and cut.ids else [highest]
    short = _Tokens(ids[:longest], [0] * len(ids[:longest]))
    long = _Tokens((ids * longest)[:longest], [0] * longest)
    try:
        batches = [[short, _Tokens([highest], [0])], [long]]
        answers = [transformer.run(batch) for batch in batches]
    except Exception as error:
        raise Invalid("transformer.trial_failed", detail=_detail(error)) from error
    for batch, answer in zip(batches, answers, strict=True):
        if answer.ndim != 2 or len(answer) != len(batch):  # noqa: PLR2004 - texts, classes
            shape = " x ".join(map(str, answer.shape))
            raise Invalid("transformer.output_shape", found=shape)
        if answer.shape[1] != classes:
            raise Invalid("transformer.classes_differ", said=classes, given=answer.shape[1])
    if not all(np.isfinite(answer).all() for answer in answers):
        raise Invalid("transformer.not_numbers")


def _detail(error: BaseException) -> str:
    """Give the first line of what a library says of a file: before any post was read."""
    lines = str(error).strip().splitlines()
    return lines[0][:_DETAIL] if lines else type(error).__name__
