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
