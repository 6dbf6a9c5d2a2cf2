"""A key that is wrong stops the start, and says so, before anything is lost."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.web import environment

NAME = "PARVIS_TEST_KEYS"
OTHERS = ("PARVIS_", "DATABASE_URL", "DJANGO_")
COMMAND = "from parvis.cli.main import main; main()"
GOOD = base64.urlsafe_b64encode(bytes(range(32))).decode()


def read(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    return environment.sealing_keys(NAME, file=path)


@pytest.mark.parametrize("content", [f"{GOOD}\n", f"{GOOD},{GOOD}", f"{GOOD}\n{GOOD}\n"])
def test_keys_are_read(content: str, tmp_path: Path) -> None:
    assert set(read(tmp_path / "keys", content.encode())) == {GOOD}


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"garbage", GOOD[:-4].encode(), b"\xff\xfe\x00", f"{GOOD} x".encode()]
)
def test_what_is_no_key_is_refused_and_not_repeated(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        read(tmp_path / "keys", content)
    assert NAME in str(refused.value)
    assert "restore" in str(refused.value)
    assert GOOD[:8] not in str(refused.value)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("sealing-keys", b"garbage", "PARVIS_KEYS"),
        ("secret-key", b"\xff\xfe", "PARVIS_SECRET_KEY"),
        ("parvis.sqlite3", b"this was a database " * 500, "database"),
    ],
)
def test_a_start_from_a_spoilt_folder_ends_in_one_plain_sentence(
    file: str, content: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / file).write_bytes(content)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(OTHERS)}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "run", "--port", "0"],
        env=clean | {"PARVIS_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert said in done.stderr
