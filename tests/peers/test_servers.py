"""Installing the test servers: once, outside the clone, and with a reason where it cannot be."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from tests.peers import plugin, servers
from tests.peers.servers import PdsServer, PeerMissing


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def a_program(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!{sys.executable}\n{script}")
    program.chmod(0o755)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder that is the whole of PATH, with a Node.js that only says its version."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    a_program(folder, "node", "print('v20.1.0')")
    return folder


def test_without_node_the_reason_is_given(
    empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(PeerMissing, match=r"Node\.js and npm are not installed"):
        servers.ensure_installed()


def test_an_old_node_is_refused(empty_cache: Path, tools: Path) -> None:
    a_program(tools, "node", "print('v18.19.0')")
    a_program(tools, "npm", "raise SystemExit(0)")

    with pytest.raises(PeerMissing, match=r"v18\.19\.0 is too old"):
        servers.ensure_installed()


def test_many_at_once_install_once(empty_cache: Path, tools: Path) -> None:
    count = empty_cache / "count"
    script = f"import time; open({str(count)!r}, 'a').write('x'); time.sleep(0.3)"
    a_program(tools, "npm", script)
    runs = [threading.Thread(target=servers.ensure_installed) for _ in range(4)]

    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert count.read_text() == "x"
    assert (servers.installed_at() / "package-lock.json").is_file()
    began = time.monotonic()
    servers.ensure_installed()
    assert time.monotonic() - began < 0.1


def test_an_install_that_fails_leaves_nothing_and_says_why(empty_cache: Path, tools: Path) -> None:
    a_program(tools, "npm", "print('no such registry'); raise SystemExit(7)")

    with pytest.raises(PeerMissing, match=r"(?s)npm ci failed \(7\).*no such registry"):
        servers.ensure_installed()

    assert not servers.installed_at().exists()
    assert [path.suffix for path in servers.installed_at().parent.iterdir()] == [".lock"]


def test_a_missing_server_skips_loudly_and_fails_on_integration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="NOT TESTED, CANNOT RUN x"):
        plugin.without("x")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CANNOT RUN x"):
        plugin.without("x")


@pytest.mark.peer
def test_the_script_that_checks_accessibility_is_there(pds: PdsServer) -> None:
    assert "axe.run" in servers.axe_script().read_text(encoding="utf-8")


@pytest.mark.peer
def test_a_server_listens_on_loopback_only_and_leaves_nothing_behind() -> None:
    with PdsServer() as server:
        assert server._process is not None
        process, folder = server._process, server.log.parent
        addresses = _listening(process.pid)
        assert addresses
        assert set(addresses) == {"0100007F"}

    assert process.poll() is not None
    assert not folder.exists()


def _listening(pid: int) -> list[str]:
    """Give the addresses, in the kernel's hexadecimal, that a process listens on."""
    inodes = {
        link.readlink().name.removeprefix("socket:[").rstrip("]")
        for link in Path(f"/proc/{pid}/fd").iterdir()
        if "socket:" in str(link.readlink())
    }
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
    ]
    return [row[1].partition(":")[0] for row in rows if row[3] == "0A" and row[9] in inodes]
