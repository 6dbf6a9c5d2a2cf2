"""Fixtures that give the servers of ``servers.py`` to any test that asks.

Where a server cannot be had the test is skipped and the reason is printed in capitals; on
continuous integration (``CI=true``) it fails instead, so that nobody mistakes silence for success.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from tests.peers.servers import PdsServer, PeerMissing


@pytest.fixture(scope="session")
def pds() -> Iterator[PdsServer]:
    """Give a running AT Protocol server, one for the whole run."""
    try:
        server = PdsServer().__enter__()
    except (PeerMissing, OSError, subprocess.SubprocessError) as error:
        without(f"the AT Protocol server: {error}")
    try:
        yield server
    finally:
        server.stop()


def without(reason: str) -> None:
    """Skip loudly; fail where ``CI=true``."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"CANNOT RUN {reason}", pytrace=False)
    pytest.skip(f"NOT TESTED, CANNOT RUN {reason}")
