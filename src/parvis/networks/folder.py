"""A folder as a network: files dropped by the bank's own systems, replies appended to a file.

For systems without an interface of their own, for training and for the demonstration bank. Every
``*.jsonl`` and ``*.csv`` of the folder is read in the order of names, complete lines only, and
again whenever lines were appended; ``replies.jsonl`` is where replies go, one JSON object a line.
A line ``{"id": ..., "deleted": true}`` says that a post is gone.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO, ClassVar

import orjson

from parvis.engine.interchange import (
    LINE_LIMIT,
    UNFINISHED,
    BadLine,
    DeletedLine,
    Row,
    bounded_lines,
    read_csv,
    read_jsonl,
)
from parvis.engine.post import Post, Visibility
from parvis.errors import CredentialsRefused, NotAllowed, Rejected, Transient, Uncertain
from parvis.networks.network import (
    Batch,
    Capability,
    Deletion,
    Identity,
    Network,
    Reply,
    Sent,
    Unreadable,
)

REPLIES = "replies.jsonl"
LOCK = ".parvis.lock"
BATCH = 500
"""Most rows in a batch."""

POLL = 0.25
"""Seconds between two looks at the folder."""

BEAT = 2.0
"""Seconds of silence after which an empty batch says that the reader lives."""

_HEAD = 256
"""Bytes at the start of a file that tell whether it is still the same file."""


@dataclass(frozen=True)
class FolderSettings:
    """Where the files are."""

    path: str = field(
        metadata={
            "label": "Folder",
            "help": "Absolute path of an existing folder on the server, inside one that"
            " PARVIS_FOLDERS gives to accounts.",
        }
    )


@dataclass(frozen=True)
class FolderCredentials:
    """None: the rights of the process are the rights on the folder."""


class Folder(Network):
    """Reads what is dropped into a folder, and appends replies to a file in it."""

    key: ClassVar[str] = "folder"
    label: ClassVar[str] = "Folder"
    capabilities: ClassVar[frozenset[Capability]] = frozenset(
        {
            Capability.READ_MENTIONS,
            Capability.READ_PRIVATE,
            Capability.REPLY_PUBLIC,
            Capability.REPLY_PRIVATE,
            Capability.STREAM,
        }
    )
    text_limit: ClassVar[int] = 5_000
    settings_type: ClassVar[type] = FolderSettings
    credentials_type: ClassVar[type] = FolderCredentials

    @classmethod
    def folders(cls, settings: FolderSettings) -> tuple[Path, ...]:
        """Give the folder."""
        return (Path(settings.path),)

    def verify(self) -> Identity:
        """Prove that the folder is there and can be read."""
        with _translated():
            os.listdir(self._folder())  # noqa: PTH208 - iterdir() refuses only later
        return Identity(handle=self._folder().name, name=str(self._folder()))

    def read(self, cursor: Mapping[str, Any], *, stop: Event) -> Iterator[Batch]:
        """Yield what stands behind the cursor, then what is appended, until ``stop``."""
        places = {name: _Place(**place) for name, place in cursor.get("files", {}).items()}
        unchanged: dict[str, tuple[int, int]] = {}
        spoken = -BEAT
        while not stop.is_set():
            for batch in self._look(places, unchanged):
                yield batch
                spoken = time.monotonic()
                if stop.is_set():
                    return
            if time.monotonic() - spoken >= BEAT:
                spoken = time.monotonic()
                yield Batch(cursor=_cursor(places))
            stop.wait(POLL)

    def send(self, reply: Reply) -> Sent:
        """Append the reply as one JSON line, on the disk before this returns."""
        if reply.visibility is Visibility.SECURE:
            raise NotAllowed("network.visibility_unsupported", network=self.key)
        if len(reply.text) > self.text_limit:
            raise Rejected("network.text_too_long", limit=self.text_limit)
        line = orjson.dumps(_line_of(reply)) + b"\n"
        with _translated(), self._locked():
            if sent := self._sent(reply.key):
                return sent
            self._append(line)
        return Sent(id=reply.key)

    def find(self, reply: Reply) -> Sent | None:
        """Look for the reply's key in the file."""
        with _translated(), self._locked():
            return self._sent(reply.key)

    def _folder(self) -> Path:
        path = Path(self.settings.path)
        if not path.is_absolute():
            raise Rejected("folder.path_not_absolute")
        if not path.is_dir():
            raise Transient("folder.missing")
        return path

    def _look(
        self, places: dict[str, _Place], unchanged: dict[str, tuple[int, int]]
    ) -> Iterator[Batch]:
        """Yield what is new in every file; ``places`` and ``unchanged`` move along."""
        folder = self._folder()
        with _translated():
            names = sorted(
                name
                for name in os.listdir(folder)  # noqa: PTH208 - names, sorted as text
                if name.endswith((".jsonl", ".csv")) and name != REPLIES
            )
        for gone in set(places) - set(names):
            del places[gone]
        for name in names:
            with _translated():
                file = _opened(folder / name, os.O_RDONLY)
                if file is None:
                    continue
                with file:
                    state = os.fstat(file.fileno())
                    seen = (state.st_size, state.st_mtime_ns)
                    if unchanged.get(name) != seen:
                        yield from _read_on(name, file, places)
                        unchanged[name] = seen

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder's lock: one sender at a time, of all processes."""
        with _needed(self._folder() / LOCK, os.O_RDWR | os.O_CREAT) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _sent(self, key: str) -> Sent | None:
        with _needed(self._folder() / REPLIES, os.O_RDWR | os.O_CREAT) as file:
            for line in bounded_lines(file):
                if key.encode() in line and _key_of(line) == key:
                    return Sent(id=key)
        return None

    def _append(self, line: bytes) -> None:
        with _needed(self._folder() / REPLIES, os.O_RDWR | os.O_APPEND) as file:
            end = os.fstat(file.fileno()).st_size
            if end and os.pread(file.fileno(), 1, end - 1) != b"\n":
                line = b"\n" + line  # a crash tore the last line: leave it, begin a new one
            try:
                written = os.write(file.fileno(), line)
                os.fsync(file.fileno())
            except OSError as error:
                raise Uncertain("folder.write_broke", error=error.errno) from error
            if written != len(line):
                raise Uncertain("folder.write_broke")


@dataclass(frozen=True, kw_only=True)
class _Place:
    """How far a file was read: bytes, lines, and a digest of its start."""

    offset: int = 0
    line: int = 0
    head: str = ""


class _Tape:
    """The complete lines of a file from a place on, and how far they were taken."""

    def __init__(self, file: BinaryIO, place: _Place) -> None:
        self._file = file
        self._head = os.pread(file.fileno(), _HEAD, 0)
        grown = os.fstat(file.fileno()).st_size >= place.offset
        self._start = place if grown and place.head == self._digest(place.offset) else _Place()
        self._offset = self._start.offset
        self._line = self._start.line
        self.header_again = False

    def lines(self) -> Iterator[bytes]:
        """Give the lines behind the place; a last line without its end waits for it."""
        self._file.seek(self._start.offset)
        while line := self._file.readline(LINE_LIMIT + 1):
            end = line
            while len(line) > LINE_LIMIT and end and not end.endswith(b"\n"):
                end = self._file.readline(LINE_LIMIT)
            if not end.endswith(b"\n"):
                return
            self._offset = self._file.tell()
            self._line += 1
            yield line

    def lines_with_header(self) -> Iterator[bytes]:
        """Give the first line of the file, then the lines behind the place."""
        if self._start.offset:
            self.header_again = True
            yield next(bounded_lines(self._file), b"")
        yield from self.lines()

    def number(self, row: BadLine) -> int:
        """Give the number in the file of a row numbered from the place on."""
        return self._start.line + row.number - self.header_again

    def place(self) -> _Place:
        """Give the place behind what was taken."""
        return _Place(offset=self._offset, line=self._line, head=self._digest(self._offset))

    def _digest(self, offset: int) -> str:
        return sha256(self._head[:offset]).hexdigest()[:16] if offset else ""


def _read_on(name: str, file: BinaryIO, places: dict[str, _Place]) -> Iterator[Batch]:
    tape = _Tape(file, places.get(name, _Place()))
    csv = name.endswith(".csv")
    rows = read_csv(tape.lines_with_header()) if csv else read_jsonl(tape.lines())
    found: list[Post | Deletion | Unreadable] = []
    for row in rows:
        if isinstance(row, BadLine) and row.reason == UNFINISHED:
            break
        item = _item(row, name, tape)
        if _reborn(item, found):
            yield _batch(found, places)
            found = []
        if item is not None:
            found.append(item)
        places[name] = tape.place()
        if len(found) == BATCH:
            yield _batch(found, places)
            found = []
    else:
        places[name] = tape.place()
    if found:
        yield _batch(found, places)


def _reborn(item: Post | Deletion | Unreadable | None, found: list[Any]) -> bool:
    """Say whether a post follows its own deletion: in one batch their order would be lost."""
    return isinstance(item, Post) and any(
        isinstance(earlier, Deletion) and earlier.id == item.id for earlier in found
    )


def _item(row: Row, name: str, tape: _Tape) -> Post | Deletion | Unreadable | None:
    """Give what the row says; None for a bad header, which was told when it was new."""
    if tape.header_again and isinstance(row, BadLine) and row.number == 1:
        return None
    if isinstance(row, DeletedLine):
        return Deletion(id=row.id)
    if isinstance(row, BadLine):
        where = f"{name}:{tape.number(row)}"
        return Unreadable(payload=row.raw, reason=f"{where} {row.reason}", id=where)
    return replace(row, network=Folder.key)


def _batch(found: list[Post | Deletion | Unreadable], places: Mapping[str, _Place]) -> Batch:
    return Batch(
        posts=tuple(item for item in found if isinstance(item, Post)),
        deletions=tuple(item for item in found if isinstance(item, Deletion)),
        unreadable=tuple(item for item in found if isinstance(item, Unreadable)),
        cursor=_cursor(places),
    )


def _cursor(places: Mapping[str, _Place]) -> dict[str, Any]:
    return {"files": {name: asdict(place) for name, place in places.items()}}


def _line_of(reply: Reply) -> dict[str, str]:
    return {
        "key": reply.key,
        "text": reply.text,
        "in_reply_to": reply.in_reply_to,
        "conversation": reply.conversation,
        "to_author": reply.to_author,
        "visibility": reply.visibility.value,
        "composed_at": reply.composed_at.isoformat(),
    }


def _key_of(line: bytes) -> object:
    """Give the key that a line holds; None for a torn line."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return row.get("key") if isinstance(row, dict) and line.endswith(b"\n") else None


def _opened(path: Path, flags: int) -> BinaryIO | None:
    """Open a regular file of the folder itself; None for links, pipes and what is not there."""
    try:
        descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o640)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOENT, errno.ENXIO, errno.EISDIR}:
            return None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    return os.fdopen(descriptor, "rb")


def _needed(path: Path, flags: int) -> BinaryIO:
    file = _opened(path, flags)
    if file is None:
        raise Rejected("folder.not_a_file", file=path.name)
    return file


@contextmanager
def _translated() -> Iterator[None]:
    """Say in our words what the file system refuses; its paths and contents stay out of it."""
    try:
        yield
    except PermissionError as error:
        raise CredentialsRefused("folder.refused") from error
    except OSError as error:
        raise Transient("folder.unreadable", error=error.errno) from error
