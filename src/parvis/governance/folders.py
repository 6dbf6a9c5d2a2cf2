"""Which folders of this machine an account may read and write.

Whoever registers accounts for one entity must not reach another entity's posts, or files of the
machine, by the path they type: an account's folder lies inside a folder that the installation gives
to accounts, and neither is, holds nor lies in the folder of an account of another entity.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings as installation

from parvis.errors import NotAllowed
from parvis.governance.models import Account
from parvis.networks.registry import folders_of


def require_folders(*, network: str, settings: Mapping[str, Any], entity_id: int) -> None:
    """Raise ``NotAllowed`` where an account with these settings would reach too far."""
    wanted = [folder.resolve() for folder in folders_of(network, settings)]
    if not wanted:
        return
    given = [Path(root).resolve() for root in installation.PARVIS_FOLDERS]
    others = Account.objects.filter(network=network, closed_at=None).exclude(entity_id=entity_id)
    taken = [
        folder.resolve()
        for other in others.values_list("settings", flat=True)
        for folder in folders_of(network, other)
    ]
    for folder in wanted:
        if not any(folder.is_relative_to(root) and folder != root for root in given):
            raise NotAllowed("governance.folder.not_given", folder=str(folder))
        if any(folder.is_relative_to(one) or one.is_relative_to(folder) for one in taken):
            raise NotAllowed("governance.folder.taken", folder=str(folder))
