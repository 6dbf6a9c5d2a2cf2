"""``make install`` where there is no uv and no pip: the program is fetched, and checked."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from scripts import install

NAME = f"uv-{install.UV}-py3-none-manylinux_2_17_{platform.machine()}.whl"
PROGRAM = f"#!/bin/sh\necho uv {install.UV}\n"


@pytest.fixture
def wheel() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"uv-{install.UV}.data/scripts/uv", PROGRAM)
    return content.getvalue()


@pytest.fixture
def index(wheel: bytes) -> Iterator[str]:
    """A package index that holds the one wheel."""

    class Index(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listing = {"files": [{"filename": NAME, "url": f"../../files/{NAME}"}]}
            pages = {"/simple/uv/": json.dumps(listing).encode(), f"/files/{NAME}": wheel}
            body = pages.get(self.path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Neither uv nor pip is here, and the cache is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    return tmp_path


def test_uv_is_taken_from_the_index_once(index, wheel, monkeypatch):
    monkeypatch.setenv("UV_DEFAULT_INDEX", index)
    monkeypatch.setattr(install, "DIGESTS", {NAME: hashlib.sha256(wheel).hexdigest()})
    uv = install.find_uv()
    said = subprocess.run([uv], capture_output=True, text=True, check=True).stdout
    assert said == f"uv {install.UV}\n"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/nothing")
    assert install.find_uv() == uv


def test_another_file_than_the_pinned_one_is_refused(index, monkeypatch, bare_machine):
    monkeypatch.setenv("UV_DEFAULT_INDEX", index)
    monkeypatch.setattr(install, "DIGESTS", {NAME: "0" * 64})
    with pytest.raises(install.CannotInstall, match="not the file that was expected"):
        install.find_uv()
    assert not list(bare_machine.glob("cache/parvis/uv-*/uv"))


def test_an_index_out_of_reach_is_said_with_what_to_do(monkeypatch):
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple")
    with pytest.raises(install.CannotInstall, match="apt install python3-pip"):
        install.find_uv()


def test_an_old_python_is_said(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert install.main(["run"]) == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


def test_nothing_is_done_when_nothing_changed(tmp_path, monkeypatch):
    root = tmp_path / "clone"
    for name in ("bin/parvis", "bin/python"):
        (root / ".venv" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / ".venv" / name).touch()
    for name in ("uv.lock", "pyproject.toml"):
        (root / name).write_text("1")
    monkeypatch.setattr(install, "ROOT", root)
    monkeypatch.setattr(install, "VENV", root / ".venv")
    asked = []
    monkeypatch.setattr(install, "find_uv", lambda: Path("uv"))
    monkeypatch.setattr(install, "_sync", lambda uv, what: asked.append(what))
    install.install("test")
    install.install("test")
    install.install("run")
    assert asked == ["test"]
    (root / "uv.lock").write_text("2")
    install.install("run")
    install.install("test")
    assert asked == ["test", "run", "test"]
