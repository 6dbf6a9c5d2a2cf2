"""Sealed values, for those who may open them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from parvis.errors import NotFound
from parvis.governance.models import SealedValue, User
from parvis.governance.permissions import OPEN_SEALED, entities_for


def sealed_in(user: User, objects: Sequence[str]) -> dict[str, list[SealedValue]]:
    """Give what is sealed of some objects and may be opened by the person, in one query.

    By object, in the order of the marks; without the ciphertext. What is expired is not there.
    """
    found: dict[str, list[SealedValue]] = {each: [] for each in objects}
    sealed = (
        SealedValue.objects.filter(
            object__in=found,
            entity__in=entities_for(user, OPEN_SEALED),
            expires_at__gt=timezone.now(),
        )
        .defer("ciphertext", "data_key")
        .order_by("mark")
    )
    for each in sealed:
        found[each.object].append(each)
    return found


def sealed_for(user: User, pk: int) -> SealedValue:
    """Give a sealed value that the person may open."""
    sealed = (
        SealedValue.objects.filter(
            pk=pk, entity__in=entities_for(user, OPEN_SEALED), expires_at__gt=timezone.now()
        )
        .select_related("entity")
        .defer("ciphertext", "data_key")
        .first()
    )
    if sealed is None:
        raise NotFound("governance.sealed.unknown")
    return sealed
