"""Numbers of rows in addresses: ``<row:pk>``. One that no row can have is an unknown address."""

from __future__ import annotations

from typing import Final

from django.urls.converters import IntConverter

_LARGEST: Final = 2**63 - 1
"""No database holds a larger number; one that is asked for it fails."""


class RowNumber(IntConverter):
    """A number that a row can have."""

    def to_python(self, value: str) -> int:
        """Read the number; raises ``ValueError``, which means that no address is this one."""
        number = int(value)  # thousands of digits are a ValueError too
        if number > _LARGEST:
            raise ValueError("no row has this number")
        return number
