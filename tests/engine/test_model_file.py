"""A model from a file: only what is one is read, and nothing in a file is run."""

from __future__ import annotations

import os
import pickle
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.understand import model as models
from parvis.engine.understand.batches import understand_all
from parvis.engine.understand.model import Kernel, Model, shipped
from parvis.engine.understand.model_file import (
    MOST_BYTES,
    digest_of,
    digest_of_shipped,
    read_model,
)
from parvis.errors import Invalid

Arrays = dict[str, Any]


@cache
def small() -> bytes:
    """The shipped model with few known posts: a file of a quarter of its size."""
    kernel = shipped().second
    few = replace(shipped(), second=Kernel(kernel.points[:40], kernel.voices[:40]))
    return saved(few)


def saved(model: Model) -> bytes:
    with TemporaryDirectory() as folder:
        model.save(Path(folder) / "model.npz")
        return (Path(folder) / "model.npz").read_bytes()


def changed(change: Callable[[Arrays], object]) -> bytes:
    with np.load(BytesIO(small())) as arrays:
        given = {name: arrays[name] for name in arrays}
    change(given)
    file = BytesIO()
    np.savez_compressed(file, **given)
    return file.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as error:
        read_model(content)
    return error.value.code


def test_the_shipped_model_and_a_small_one_are_read() -> None:
    content = Path(models.__file__).with_name("model.npz").read_bytes()
    assert digest_of(content) == digest_of_shipped()
    assert read_model(content).grey == shipped().grey
    assert len(read_model(small()).second.points) == 40


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    assert refused(bytes(MOST_BYTES + 1)) == "engine.model.too_large"


@pytest.mark.parametrize(
    "change",
    [
        lambda arrays: arrays.pop("bounds"),
        lambda arrays: arrays.update(more=np.zeros(1, np.float32)),
        lambda arrays: arrays.update(first=arrays["first"][:-1]),
        lambda arrays: arrays.update(first=arrays["first"].astype(np.int16)),
        lambda arrays: arrays.update(second_points=arrays["second_points"][:-1]),
        lambda arrays: arrays.update(second_points=arrays["second_points"][:, :-1]),
        lambda arrays: arrays.update(
            second_points=arrays["second_points"][:0], second_voices=arrays["second_voices"][:0]
        ),
        lambda arrays: arrays.update(first_scale=arrays["first_scale"] * np.nan),
        lambda arrays: arrays.update(both_offset=arrays["both_offset"] * np.inf),
        lambda arrays: arrays.update(bounds=np.array([[0.9, 0.1], [0.2, 0.8]], np.float32)),
        lambda arrays: arrays.update(bounds=np.array([[0.1, 0.9], [-1, 2]], np.float32)),
        lambda arrays: arrays.update(first_bias=np.array(["x"] * 44, object)),
        lambda arrays: arrays.update(first_scale=np.full(44, 3e38, np.float32)),
        lambda arrays: arrays.update(first_bias=np.full(44, -3e38, np.float32)),
        lambda arrays: arrays.update(alone_offset=np.full(44, 3e38, np.float32)),
        lambda arrays: arrays.update(both_factors=np.full((2, 44), 3e38, np.float32)),
        lambda arrays: arrays["second_points"].fill(np.finfo(np.float16).max),
        lambda arrays: arrays["second_voices"].fill(np.finfo(np.float16).min),
        lambda arrays: arrays.update(bounds=np.array([[0.1, 0.9], [0.5, 0.5]], np.float32)),
        lambda arrays: arrays.update(bounds=np.array([[0.1, np.nan], [0.2, 0.8]], np.float32)),
    ],
)  # fmt: skip
def test_what_differs_from_a_model_in_one_place_is_none(change: Callable[[Arrays], object]) -> None:
    assert refused(changed(change)) == "engine.model.not_one"


@pytest.mark.parametrize("sign", [1, -1])
def test_the_greatest_numbers_that_a_model_may_hold_give_chances(sign: int) -> None:
    def greatest(arrays: Arrays) -> None:
        for name in set(arrays) - {"first", "bounds"}:
            arrays[name].fill(10_000 * sign)
        arrays["first"].fill(127 * sign)

    model = read_model(changed(greatest))
    found = understand_all(["Bonjour, une question ?", "x" * 5000], model=model)
    assert np.isfinite(found.chances).all()


def test_a_model_that_leaves_no_post_in_doubt_is_one() -> None:
    never = np.array([[0.5, 0.5], [0.2, 0.8]], np.float32)
    assert read_model(changed(lambda arrays: arrays.update(bounds=never))).doubt == (0.5, 0.5)


class _Runs:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


def test_a_pickle_in_the_place_of_an_array_is_not_run(tmp_path: Path) -> None:
    place = tmp_path / "was-run"
    file = BytesIO()
    np.save(file, np.array([_Runs(place)] * 44, object), allow_pickle=True)
    assert refused(with_member("first_bias.npy", file.getvalue())) == "engine.model.not_one"
    assert refused(pickle.dumps(_Runs(place))) == "engine.model.not_one"
    assert not place.exists()


def with_member(name: str, content: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(small())) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return file.getvalue()


def test_an_array_that_claims_more_than_there_is_takes_no_memory() -> None:
    file = BytesIO()
    header = {"descr": "<f2", "fortran_order": False, "shape": (10**9, 533)}
    np.lib.format.write_array_header_1_0(file, header)
    assert refused(with_member("second_points.npy", file.getvalue())) == "engine.model.not_one"


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_break_it(content: bytes) -> None:
    assert refused(content) == "engine.model.not_one"
    assert refused(b"PK\x03\x04" + content) == "engine.model.not_one"


@settings(max_examples=30)
@given(st.integers(0), st.binary(min_size=1, max_size=20))
def test_a_damaged_model_is_read_or_refused_and_nothing_else(place: int, noise: bytes) -> None:
    content = bytearray(small())
    start = place % len(content)
    content[start : start + len(noise)] = noise
    with suppress(Invalid):
        assert len(read_model(bytes(content)).second.points) == 40
