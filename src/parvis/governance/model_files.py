"""Files of adopted models in the data folder: ``models/<digest>.npz``, whole or not there."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Final

from django.conf import settings

from parvis.engine.understand import Model
from parvis.engine.understand.model_file import MOST_BYTES, digest_of, read_model
from parvis.errors import Invalid

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def file_of(digest: str) -> Path:
    """Give the place of a model's file."""
    if not _DIGEST.fullmatch(digest):  # from the database, and then it is a path
        raise Invalid("governance.model.file_wrong")
    folder: Path = settings.DATA / "models"
    return folder / f"{digest}.npz"


def keep_model(content: bytes) -> str:
    """Keep a model's file; gives its digest. A crash leaves no half of one."""
    digest = digest_of(content)
    place = file_of(digest)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".model.", dir=place.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    return digest


def stamp_of(digest: str) -> tuple[int, int]:
    """Give what changes when a model's file does: time and size; zeros where there is none."""
    try:
        found = file_of(digest).stat()
    except (OSError, Invalid):
        return 0, 0
    return found.st_mtime_ns, found.st_size


def kept_model(digest: str) -> Model:
    """Load a kept model.

    Raises ``Invalid`` where its file is missing (``governance.model.file_missing``), is not the one
    that was kept (``governance.model.file_wrong``), or is no model to this version of Parvis.
    """
    try:
        with file_of(digest).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Invalid("governance.model.file_missing") from error
    if digest_of(content) != digest:
        raise Invalid("governance.model.file_wrong")
    return read_model(content)
