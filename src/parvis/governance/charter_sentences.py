"""What people read when something about the charter is refused.

What is wrong with a charter's text is said by ``engine.charter.sentences``, line by line.
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHARTER: Final[dict[str, str | Promise]] = {
    "governance.charter.changes_nothing": _(
        "The draft says the same as the charter in force. Nothing was signed. Change something in"
        " it, or discard it."
    ),
    "governance.charter.draft_changed": _(
        "The draft was changed since you read it. Nothing was signed. Read it again."
    ),
    "governance.charter.invalid": _(
        "The charter does not hold, so nothing was saved. Problems: %(count)s, each shown beside"
        " its line."
    ),
    "governance.charter.needs_reason": _(
        "A charter is signed with a reason. Nothing was signed. Say why."
    ),
    "governance.charter.no_draft": _(
        "There is no draft any more: somebody signed or discarded it. Nothing was changed."
    ),
    "governance.charter.no_version": _("There is no such version, or you may not see it."),
    "governance.charter.note_too_long": _(
        "The reason is longer than %(limit)s characters. Nothing was saved. Shorten it."
    ),
    "governance.charter.own_draft": _(
        "Whoever wrote a charter does not sign it. Nothing was signed. Ask another administrator"
        " or a supervisor."
    ),
    "governance.charter.reason_too_long": _(
        "The reason is longer than %(limit)s characters. Nothing was signed. Shorten it."
    ),
}
