"""Everything that can be said about the code without running the suite: `make check`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("lint", ["ruff", "check"]),
    ("format", ["ruff", "format", "--check"]),
    ("types", ["mypy"]),
    ("types of scripts", ["mypy", "--config-file", "scripts/mypy.ini"]),
    ("imports go down", ["lint-imports", "--no-logo"]),
    (
        "migrations complete",
        ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    ),
    ("settings safe", ["python", "-m", "django", "check", "--fail-level", "WARNING"]),
    ("translations complete", ["python", "scripts/messages.py", "--check"]),
)


def main() -> int:
    """Run every check, all of them also when one fails."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }
    failed = []
    for name, command in CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        sys.stdout.write(f"{name:<24} {verdict:<7} {time.monotonic() - began:5.1f} s\n")
        if done.returncode:
            failed.append(name)
            sys.stdout.write(done.stdout + done.stderr)
        sys.stdout.flush()
    if failed:
        sys.stdout.write(f"\nmake check: FAILED: {', '.join(failed)}\n")
        return 1
    sys.stdout.write("\nmake check: all is well\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
