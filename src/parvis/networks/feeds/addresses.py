"""Which addresses may be asked: those of the public internet, unless private ones are allowed.

The name is resolved once, here, and the connection goes to the very addresses that were judged:
a name service that answers differently the second time changes nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from parvis.errors import Rejected, Transient

_V4_IN_V6 = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): an IPv4 address in the last four bytes."""

_NOT_PUBLIC = (
    IPv6Network("::/96"),  # IPv4 addresses as IPv6 once wrapped them (RFC 4291, deprecated)
    IPv6Network("64:ff9b:1::/48"),  # NAT64 inside of a network (RFC 8215)
    IPv6Network("fec0::/10"),  # inside of a site (RFC 3879, deprecated)
    IPv4Network("192.88.99.0/24"),  # 6to4 relays (RFC 7526, deprecated)
)
"""What Python takes for global, and what may lead into a network all the same."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web, and the addresses of the machines that serve it."""

    url: httpx.URL
    machines: tuple[str, ...]

    @property
    def host(self) -> str:
        """The name for the handshake and the certificate, in ASCII."""
        return self.url.raw_host.decode("ascii")

    def at(self, machine: str) -> httpx.URL:
        """Give the address with the machine in place of the name, and nobody's password."""
        return self.url.copy_with(host=machine, userinfo=b"", fragment=None)


def target(address: str, *, private_allowed: bool) -> Target:
    """Resolve and judge an address; raises ``Rejected`` where it may not be asked.

    One forbidden machine among several is enough: nobody honest mixes them.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise Rejected("feed.address_malformed") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise Rejected("feed.address_forbidden", scheme=url.scheme)
    machines = _machines(url)
    if not private_allowed and not all(map(is_public, machines)):
        raise Rejected("feed.address_forbidden", host=url.host)
    return Target(url, tuple(machines))


def is_public(machine: str) -> bool:
    """Say whether an IP address belongs to the public internet.

    IPv4 addresses wrapped in IPv6 ones (mapped, NAT64, 6to4, Teredo) are judged as what they wrap.
    """
    address = ip_address(machine.partition("%")[0])
    return all(map(_is_public, (address, *_wrapped(address))))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if any(address in network for network in _NOT_PUBLIC):
        return False
    mapped = isinstance(address, IPv6Address) and address.ipv4_mapped is not None
    return (address.is_global or mapped) and not address.is_multicast and not address.is_unspecified


def _wrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _V4_IN_V6:
        found.append(IPv4Address(address.packed[-4:]))
    return [inner for inner in found if inner is not None]


def _machines(url: httpx.URL) -> list[str]:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(
            url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )
    except (OSError, UnicodeError) as error:
        raise Transient("feed.name_not_resolved", host=url.host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
