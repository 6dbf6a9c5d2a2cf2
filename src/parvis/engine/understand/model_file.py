"""A model from a file that somebody brought: looked at before any of it is loaded.

A file of 25 MB can claim arrays that no memory holds. Names, kinds and shapes of all arrays are
read from their headers first; nothing in the file is ever run (no pickles).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import IO, Any, Final
from zipfile import ZipFile, ZipInfo

import numpy as np
from numpy.lib import format as arrays

from parvis.engine.plain import plain_words
from parvis.engine.understand import ngrams
from parvis.engine.understand.cues import LISTS, cues_of_all
from parvis.engine.understand.heads import WIDTH
from parvis.engine.understand.model import Model, load
from parvis.engine.understand.sentences import DIMENSIONS
from parvis.errors import Invalid

MOST_BYTES: Final = 25_000_000
"""Bytes of a model's file."""

_MOST_POINTS: Final = 100_000
_FEATURES: Final = DIMENSIONS + len(LISTS)
_MOST: Final = 10_000
"""The most that a number of a model may be: a thousand times more than any that was trained.

All that is reckoned from such numbers is far from what 32 bits hold."""

_PROBES: Final = (
    "",
    "Bonjour, pourquoi mon virement est-il bloqué ?",
    "You are thieves, all of you!!! 😡",
    "Merci beaucoup, réponse rapide et claire. " * 100,
)
"""Posts that every model must be able to read."""

_KNOWN: Final = -1
"""Stands in a shape for the number of posts that the second tier knows."""

_ARRAYS: Final[Mapping[str, tuple[str, tuple[int, ...]]]] = {
    "first": ("int8", (ngrams.COLUMNS, WIDTH)),
    "first_scale": ("float32", (WIDTH,)),
    "first_bias": ("float32", (WIDTH,)),
    "second_points": ("float16", (_KNOWN, _FEATURES)),
    "second_voices": ("float16", (_KNOWN, WIDTH)),
    "alone_factors": ("float32", (1, WIDTH)),
    "alone_offset": ("float32", (WIDTH,)),
    "both_factors": ("float32", (2, WIDTH)),
    "both_offset": ("float32", (WIDTH,)),
    "bounds": ("float32", (2, 2)),
}
"""Every array of a model, with its kind and shape."""


def read_model(content: bytes) -> Model:
    """Read a model from the bytes of its file.

    Raises ``Invalid`` where it is larger than ``MOST_BYTES``, no model, or one made for other
    labels, or gives no chances; nothing in it is run, nothing larger than a model is loaded.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("engine.model.too_large", limit=MOST_BYTES // 1_000_000)
    try:
        _check(content)
        model = load(BytesIO(content))
    except Exception as error:  # a damaged file raises whatever its unpackers like
        raise Invalid("engine.model.not_one") from error
    if not _is_sound(model):
        raise Invalid("engine.model.not_one")
    return model


def digest_of(content: bytes) -> str:
    """Give what stands for a model's file: its SHA-256."""
    return sha256(content).hexdigest()


def digest_of_shipped() -> str:
    """Give the digest of the model that comes with Parvis."""
    return digest_of((files("parvis.engine.understand") / "model.npz").read_bytes())


def _check(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        members = {info.filename: info for info in archive.infolist()}
        if len(archive.infolist()) != len(_ARRAYS) or set(members) != {f"{n}.npy" for n in _ARRAYS}:
            raise ValueError("other arrays than those of a model")
        known = {
            _known_posts(archive, members[f"{name}.npy"], *wanted)
            for name, wanted in _ARRAYS.items()
        } - {0}
    if len(known) != 1:
        raise ValueError("points and voices of other numbers")


def _known_posts(archive: ZipFile, info: ZipInfo, kind: str, wanted: tuple[int, ...]) -> int:
    """Hold one array's header against what it should say; gives its number of known posts, or 0."""
    with archive.open(info) as member:
        shape, found = _header(member)
        size = math.prod(shape) * found.itemsize
        if found != np.dtype(kind) or len(shape) != len(wanted):
            raise ValueError("another kind of array")
        if member.tell() + size != info.file_size:
            raise ValueError("a header that does not fit its array")
    if shape != tuple(shape[0] if each == _KNOWN else each for each in wanted):
        raise ValueError("another shape")
    if wanted[0] != _KNOWN:
        return 0
    if not 0 < shape[0] <= _MOST_POINTS:
        raise ValueError("too many known posts, or none")
    return shape[0]


def _header(member: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    if arrays.read_magic(member) != (1, 0):
        raise ValueError("a header of another version")
    shape, _fortran, kind = arrays.read_array_header_1_0(member)
    return shape, kind


def _is_sound(model: Model) -> bool:
    """Whether all numbers are moderate, the bounds chances in order, and posts get chances."""
    numbers = (
        model.first.scale, model.first.bias, model.second.points, model.second.voices,
        model.alone.factors, model.alone.offset, model.both.factors, model.both.offset,
    )  # fmt: skip
    # Not a number is not under any limit either.
    moderate = all(bool((np.abs(each) <= _MOST).all()) for each in numbers)
    doubt, grey = model.doubt, model.grey
    in_order = 0 <= doubt[0] <= doubt[1] <= 1 and 0 <= grey[0] < grey[1] <= 1
    return moderate and in_order and _gives_chances(model)


def _gives_chances(model: Model) -> bool:
    """Whether probe posts get finite chances by the first tier, and by both."""
    plain = plain_words(_PROBES)
    cues = cues_of_all(plain)
    first = model.first_scores(_PROBES, cues)
    # As far as embeddings reach: they are of length one.
    embedded = np.zeros((len(_PROBES), DIMENSIONS), np.float32)
    embedded[:, 0] = np.linspace(-1, 1, len(_PROBES))
    both = model.chances_of_both(first, model.second_scores(embedded, cues))
    return bool(np.isfinite(model.chances(first)).all() and np.isfinite(both).all())
