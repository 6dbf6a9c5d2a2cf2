"""Ports and addresses of ``parvis run``."""

from __future__ import annotations

import socket

import pytest

from parvis.web.serve import address_of, bring_database_up_to_date, open_port


def test_a_free_port_is_taken_as_asked():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with open_port("127.0.0.1", port) as listener:
        assert listener.getsockname() == ("127.0.0.1", port)
        assert address_of(listener) == f"http://127.0.0.1:{port}/"


def test_where_two_ports_are_taken_the_third_is_used():
    with open_port("127.0.0.1", 23_400) as first:
        first.listen()
        port = first.getsockname()[1]
        with open_port("127.0.0.1", port) as second:
            second.listen()
            with open_port("127.0.0.1", port) as third:
                ports = [listener.getsockname()[1] for listener in (first, second, third)]
    assert ports == sorted(set(ports))


def test_a_host_of_another_machine_is_refused():
    with pytest.raises(OSError, match="assign"):
        open_port("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "shown"), [("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("::", "[::1]")]
)
def test_the_address_is_one_to_type_into_a_browser(host, shown):
    try:
        listener = open_port(host, 0)
    except OSError:
        pytest.skip("NOT TESTED: this machine has no IPv6")
    with listener:
        assert address_of(listener) == f"http://{shown}:{listener.getsockname()[1]}/"


def test_a_database_that_is_up_to_date_is_left_alone(db):
    called = []
    bring_database_up_to_date(lambda: called.append(True))
    assert called == []
