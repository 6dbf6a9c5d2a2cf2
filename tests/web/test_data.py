"""The data folder: private, with keys that are made once."""

from __future__ import annotations

import stat
import threading

import pytest
from cryptography.fernet import Fernet

from parvis.errors import Conflict
from parvis.web.data import held, prepare_data


@pytest.fixture(autouse=True)
def no_keys_given(monkeypatch):
    for name in ("PARVIS_SECRET_KEY", "PARVIS_KEYS"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_folder_and_keys_are_for_their_owner_only(tmp_path):
    data = tmp_path / "deep" / "var"
    prepare_data(data)
    assert mode(data) == 0o700
    assert mode(data / "secret-key") == mode(data / "sealing-keys") == 0o600
    assert sorted(path.name for path in data.iterdir()) == ["sealing-keys", "secret-key"]


def test_an_open_folder_is_closed(tmp_path):
    tmp_path.chmod(0o755)
    prepare_data(tmp_path)
    assert mode(tmp_path) == 0o700


def test_the_sealing_key_seals_and_the_secret_is_long(tmp_path):
    prepare_data(tmp_path)
    box = Fernet((tmp_path / "sealing-keys").read_text().strip())
    assert box.decrypt(box.encrypt(b"x")) == b"x"
    assert len((tmp_path / "secret-key").read_text().strip()) >= 50


def test_keys_that_are_there_stay(tmp_path):
    prepare_data(tmp_path)
    before = (tmp_path / "sealing-keys").read_bytes()
    prepare_data(tmp_path)
    assert (tmp_path / "sealing-keys").read_bytes() == before


@pytest.mark.parametrize("name", ["PARVIS_KEYS", "PARVIS_KEYS_FILE"])
def test_no_key_is_made_where_the_environment_gives_one(tmp_path, monkeypatch, name):
    monkeypatch.setenv(name, "given")
    prepare_data(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_of_many_that_start_at_once_all_have_the_same_keys(tmp_path):
    seen = []
    gate = threading.Barrier(8)

    def start():
        gate.wait()
        prepare_data(tmp_path)
        seen.append((tmp_path / "sealing-keys").read_bytes())

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sealing-keys", "secret-key"]


def test_a_folder_is_held_once_and_the_holder_is_named(tmp_path):
    with held(tmp_path) as file:
        file.write("process 7")
        file.flush()
        with pytest.raises(Conflict) as refused, held(tmp_path):
            pass
    assert refused.value.data == {"by": "process 7"}
    with held(tmp_path):
        assert (tmp_path / "run.lock").read_text() == ""
