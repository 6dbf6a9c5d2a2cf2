"""What machines do for governance, again and again."""

from __future__ import annotations

from parvis.governance import actions
from parvis.governance.ledger import SYSTEM


def destroy_expired() -> int:
    """Destroy what was kept sealed for as long as it may be."""
    return actions.destroy_expired(actor=SYSTEM)
