"""The servers themselves, for the tests of how they are run."""

from tests.peers.plugin import pds

__all__ = ["pds"]
