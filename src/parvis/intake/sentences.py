"""What people read when intake refuses something: what happened, what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "intake.account.ambiguous": _(
        "Several accounts are called %(account)s: %(known)s. Name the network, or give the number."
    ),
    "intake.account.unknown": _("There is no account %(account)s. There are: %(known)s"),
    "intake.database_failed": _(
        "The database did not take the posts in. Nothing was lost: the source is read again by"
        " itself from where it stood."
    ),
    "intake.dead_letter.needs_reason": _("Say why this payload is put aside."),
    "intake.dead_letter.settled": _("This payload is settled already (%(outcome)s)."),
    "intake.dead_letter.unknown": _("There is no such payload, or you may not read it."),
    "intake.lease_lost": _("Another worker reads this source, or it was paused."),
    "intake.source.not_free": _(
        "This source is being read, paused or not due. Nothing was changed. Try again in a moment."
    ),
    "intake.source.unknown": _("There is no source %(source)s. There are: %(known)s"),
}

VERBS: Final[dict[str, str | Promise]] = {
    "intake.dead_letter.discarded": _("Dead letter put aside"),
    "intake.dead_letter.kept": _("Dead letters kept"),
    "intake.dead_letter.replayed": _("Dead letter taken in"),
    "intake.dead_letter.tried": _("Dead letter tried again"),
    "intake.posts.deleted": _("Posts deleted by their authors"),
    "intake.posts.edited": _("Posts edited by their authors"),
    "intake.posts.erased": _("What was masked later erased from the database's files"),
    "intake.posts.masked": _("Confidential data masked"),
    "intake.posts.masked_later": _("Confidential data masked in earlier posts"),
    "intake.posts.received": _("Posts received"),
    "intake.source.created": _("Source added"),
    "intake.source.paused": _("Source paused"),
    "intake.source.resumed": _("Source resumed"),
}
"""Acts of this room in the ledger."""
