"""Every change of intake: batches, sources, dead letters."""

from parvis.intake.actions.batches import LeaseLost, Stored, store_batch
from parvis.intake.actions.dead_letters import discard_dead_letter, replay_dead_letter
from parvis.intake.actions.erasing import erase_masked
from parvis.intake.actions.sources import pause_source, resume_source, start_source

__all__ = [
    "LeaseLost",
    "Stored",
    "discard_dead_letter",
    "erase_masked",
    "pause_source",
    "replay_dead_letter",
    "resume_source",
    "start_source",
    "store_batch",
]
