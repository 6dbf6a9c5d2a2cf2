"""A worker that is killed at random instants loses nothing and doubles nothing.

The full trial (50 kills, 5,000 posts, 100 replies) is ``make kill``; this is a short one of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_killed_workers_lose_nothing_and_double_nothing():
    address = os.environ.get("DATABASE_URL", "")
    server = address if address.startswith("postgres") else ""
    done = subprocess.run(
        [sys.executable, "bench/kill.py", "--kills", "5", "--posts", "400", "--replies", "25"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": server},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["right"]
    assert (figures["posts"], figures["replies"]) == (400, 25)
    # Else this proves nothing: kills must have fallen where it hurts.
    assert figures["kills_with_a_reply_under_way"] >= 1
    assert figures["stopping_seconds"] < 5
