"""The real servers that adapters are tested against."""

from tests.peers.plugin import pds

__all__ = ["pds"]
