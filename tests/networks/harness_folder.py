"""A bank's folder, and a system beside it that drops lines into it."""

from __future__ import annotations

import itertools
import json
import tempfile
from pathlib import Path
from typing import Self

from parvis.networks.folder import REPLIES, Folder
from parvis.networks.network import Network
from parvis.networks.registry import connect

_numbers = itertools.count(1)


def start() -> Harness:
    """Make an empty folder."""
    return Harness()


class Harness:
    """One folder, and whoever writes into it."""

    network_type = Folder

    def __init__(self) -> None:
        self._holder = tempfile.TemporaryDirectory(prefix="parvis-folder-")
        self.path = Path(self._holder.name)

    def settings(self, **changes: object) -> dict[str, object]:
        """Give the adapter's settings."""
        return {"path": str(self.path)} | changes

    def credentials(self) -> dict[str, object]:
        """Give none: there are none."""
        return {}

    def dead(self) -> dict[str, object]:
        """Give the change of settings that leads to where nothing is."""
        return {"path": str(self.path / "unmounted")}

    def connect(self, **changes: object) -> Network:
        """Connect the folder."""
        return connect("folder", self.settings(**changes), {})

    def customer_posts(self, text: str, *, in_reply_to: str | None = None) -> str:
        """Drop a post; give its id."""
        name = f"crm-{next(_numbers)}"
        self._drop({"id": name, "text": text, "author": "anna", "in_reply_to": in_reply_to})
        return name

    def customer_edits(self, id: str, text: str) -> None:  # noqa: A002
        """Drop the same post with another text."""
        self._drop({"id": id, "text": text, "author": "anna"})

    def customer_deletes(self, id: str) -> None:  # noqa: A002
        """Drop word that a post is gone."""
        self._drop({"id": id, "deleted": True})

    def replies_to(self, id: str) -> list[tuple[str, str]]:  # noqa: A002
        """Read the replies as the other system does."""
        file = self.path / REPLIES
        rows = map(json.loads, file.read_text().splitlines()) if file.exists() else ()
        return [(row["key"], row["text"]) for row in rows if row["in_reply_to"] == id]

    def stop(self) -> None:
        """Remove the folder."""
        self._holder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ignored: object) -> None:
        self.stop()

    def _drop(self, row: dict[str, object]) -> None:
        with (self.path / "crm.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
