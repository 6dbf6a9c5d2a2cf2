"""Nothing in a test leaves this machine: a connection to anywhere else fails the test.

Loaded as a plugin. It listens to the interpreter's own audit events, so that no library can go
around it; programs that a test starts are not seen.
"""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Callable
from typing import Any

import pytest

_LOCAL_NAMES = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost"})


def _is_here(host: object) -> bool:
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return name.lower() in _LOCAL_NAMES
    return address.is_loopback or address.is_unspecified


def _connection(arguments: tuple[Any, ...]) -> object:
    address = arguments[1]
    # A path is a UNIX socket; sendmsg has no address once it is connected.
    return address[0] if isinstance(address, tuple) and address else None


def _name(arguments: tuple[Any, ...]) -> object:
    try:
        ipaddress.ip_address(str(arguments[0]).split("%")[0])
    except ValueError:
        return arguments[0]
    return None  # nobody is asked for the address of an address


_HOSTS: dict[str, Callable[[tuple[Any, ...]], object]] = {
    "socket.connect": _connection,
    "socket.sendto": _connection,
    "socket.sendmsg": _connection,
    "socket.getaddrinfo": _name,
    "socket.gethostbyname": _name,
}


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    host_of = _HOSTS.get(event)
    if host_of is not None and not _is_here(host := host_of(arguments)):
        # Not an Exception: what is tested here must not swallow it as a network that fails.
        pytest.fail(f"a test went out to the network: {host}", pytrace=False)


sys.addaudithook(_watch)
