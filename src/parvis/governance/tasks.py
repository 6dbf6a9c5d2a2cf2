"""What machines do for governance, again and again."""

from __future__ import annotations

from parvis.governance import actions
from parvis.governance.ledger import SYSTEM


def destroy_expired() -> int:
    """Destroy what was kept sealed for as long as it may be."""
    forgotten = actions.destroy_forgotten(actor=SYSTEM)
    return forgotten + actions.destroy_expired(actor=SYSTEM)
