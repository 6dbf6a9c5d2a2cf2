"""Names of the people and accounts that entries of the ledger tell of by number."""

from __future__ import annotations

from collections.abc import Sequence

from parvis.governance.ledger_words import Names, told_of
from parvis.governance.models import Account, LedgerEntry, User


def names_in(entries: Sequence[LedgerEntry]) -> Names:
    """Give the names that entries need to be said, in two queries at most."""
    people, accounts = told_of(entries)
    persons = User.objects.filter(pk__in=people) if people else []
    return Names(
        {person.pk: person.shown_name for person in persons},
        dict(Account.objects.filter(pk__in=accounts).values_list("pk", "handle"))
        if accounts
        else {},
    )
