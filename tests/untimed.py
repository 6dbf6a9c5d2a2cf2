"""No test fails by the clock: the first post of a process waits until the models are loaded."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
