"""The guard that keeps tests on this machine."""

from __future__ import annotations

import contextlib
import socket

import pytest

import tests.loopback  # noqa: F401 - watched also when this file runs alone


@pytest.mark.parametrize(
    "go_out",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
        lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80)),
    ],
)
def test_going_out_fails_the_test_and_no_handler_of_errors_hides_it(go_out):
    # Suppressing every error is what a careless adapter does.
    with pytest.raises(pytest.fail.Exception, match="went out"), contextlib.suppress(Exception):
        go_out()


def test_loopback_and_sockets_of_the_file_system_are_open(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    socket.getaddrinfo("localhost", 80)
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
