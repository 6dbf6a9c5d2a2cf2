"""Addresses of machines on the internet: RFC 791 (version 4), RFC 4291 (version 6).

An address can lead to a person (Court of Justice of the EU, C-582/14, Breyer). One of a private
network, or of the machine itself, leads to nobody: it is found only where it is said to be
somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_V4 = re.compile(r"[0-9](?<![\w.\-][0-9])[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?!\w|\.[0-9]|-[0-9])")
_V6 = re.compile(r"[0-9a-f:](?<![\w:.][0-9a-f:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])")
_SAID = re.compile(r"(?<![^\W_])(?:ips?|ipv[46])(?![^\W_])")
_VERSION = re.compile(
    r"(?:(?<![^\W_])(?:v|ver|vers|versions?|build|release|firmware|section|chapitre|chapter|article"
    r"|art|paragraphe|clause|rfc|ios|android|macos|windows|maj|mise a jour|update|driver|appli|app"
    r"|patch|bios|kernel|chrome|firefox)(?:\s(?:is|est|de|of|l'appli|l'app|number|n))?\W{0,3}"
    r"|[a-z]/|§\s?)\Z"
)
_REACH, _REACH_OF_WORDS = 28, 50
_FEW_GROUPS = 3
_ALL_GROUPS = 8
_OF_VERSIONS = 31  # numbers of versions are as small; then words must say that it is an address


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of addresses of version 4 that are no versions of programs."""
    for found in _V4.finditer(reading.plain):
        before = reading.plain[max(0, found.start() - _REACH) : found.start()]
        if not _VERSION.search(before) and _leads_to_somebody(reading.plain, found):
            yield Span(*found.span(), Proof.FORM)


def spans_of_version_6(reading: Reading) -> Iterator[Span]:
    """Give the spans of addresses of version 6."""
    for found in _V6.finditer(reading.plain):
        groups = [group for group in found[0].split(":") if group]
        enough = len(groups) == _ALL_GROUPS or ("::" in found[0] and len(groups) >= _FEW_GROUPS)
        if enough and _leads_to_somebody(reading.plain, found):
            yield Span(*found.span(), Proof.FORM)


def _leads_to_somebody(plain: str, found: re.Match[str]) -> bool:
    try:
        address = ip_address(found[0])
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified or address.is_multicast:
        return False
    if isinstance(address, IPv6Address) or not address.is_private or _is_example(found[0]):
        if found[0].startswith(("0.", "255.")):
            return False
        if isinstance(address, IPv6Address) or max(address.packed) > _OF_VERSIONS:
            return True
    start, end = found.span()
    return _SAID.search(plain, max(0, start - _REACH_OF_WORDS), end + _REACH_OF_WORDS) is not None


def _is_example(address: str) -> bool:
    """Whether an address is of the ranges kept for examples (RFC 5737): people write them."""
    return address.startswith(("192.0.2.", "198.51.100.", "203.0.113."))


DETECTORS = (
    Detector(Kind.IP, spans, digits=_FEW_GROUPS + 1, cues=(".",)),
    Detector(Kind.IP, spans_of_version_6, digits=_FEW_GROUPS, cues=("::", ":")),
)
