"""Who wrote on a draft: whoever did does not sign it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from parvis.governance.models import CharterVersion, GuardPolicy, LedgerEntry


def writers_of(draft: CharterVersion | GuardPolicy) -> frozenset[str]:
    """Give the log-in names of all who saved the draft, be it its note only.

    The ledger tells: nobody is forgotten when another saves after them. Whoever saved the same text
    as a draft that was discarded counts too, or one's own words could be signed by way of a copy.
    """
    name = "charter" if isinstance(draft, CharterVersion) else "guard_policy"
    saved = LedgerEntry.objects.filter(verb=f"governance.{name}.drafted", entity=draft.entity_id)
    same = Q(data__digest=str(UUID(hex=draft.digest[:32])))
    theirs = saved.filter(Q(object=f"governance.{name}:{draft.pk}") | same)
    return frozenset({*theirs.values_list("actor", flat=True), draft.drafted_by.username})
