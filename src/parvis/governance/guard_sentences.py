"""What people read when something about the guard is refused: policies, contacts, sealed values."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GUARD: Final[dict[str, str | Promise]] = {
    "guard.policy_invalid": _(
        "The policy does not hold, so nothing was saved. Problems: %(count)s, each shown beside its"
        " line."
    ),
    "guard.policy.answer_asks": _(
        "This answer asks the reader for something. Write it so that nothing is asked."
    ),
    "guard.policy.answer_holds": _(
        "This answer holds confidential data (%(kind)s). Take it out, or add the value to what the"
        " bank published."
    ),
    "guard.policy.answer_length": _(
        "An answer is a text of 1 to %(most)s characters. Write it so."
    ),
    "guard.policy.answer_signs": _(
        "This answer holds a sign that nobody sees (%(sign)s, in place %(place)s), which could hide"
        " words or turn them around. Take it out, or type the answer anew instead of pasting it."
    ),
    "guard.policy.comment_holds": _(
        "This comment holds confidential data (%(kind)s). Take it out."
    ),
    "guard.policy.days": _("days is a whole number from %(fewest)s to %(most)s. Write such a one."),
    "guard.policy.first": _(
        "A mask shows %(fewest)s to %(most)s of the first characters. Write such a number."
    ),
    "guard.policy.form_long": _("This form is too long. Use at most 40 signs."),
    "guard.policy.form_short": _(
        "This form would find too much. Use at least 6 signs, 4 of them digits (9)."
    ),
    "guard.policy.form_signs": _(
        "This form holds signs that cannot be searched for. Use plain digits, letters and"
        " separators."
    ),
    "guard.policy.last": _(
        "A mask shows %(fewest)s to %(most)s of the last characters. Write such a number."
    ),
    "guard.policy.never_stored": _(
        "%(kind)s is always destroyed and never shown: it opens an account or proves a payment."
        " Take this line out."
    ),
    "guard.policy.never_whole": _(
        "%(kind)s is never kept whole, not even sealed. Write mask or destroy."
    ),
    "guard.policy.not_a_list": _(
        'Here a list of at most %(most)s texts belongs: ["…", "…"]. Write one.'
    ),
    "guard.policy.not_a_table": _(
        "This is a part of its own. Write it as [name] with lines below."
    ),
    "guard.policy.not_a_text": _("This is not a text. Put it between quotation marks."),
    "guard.policy.syntax": _(
        "This is not TOML: a sign is missing or too much here. Look at quotation marks and"
        " brackets."
    ),
    "guard.policy.too_long": _(
        "The policy is too long. Use at most %(limit)s characters, and %(longest)s in a line."
    ),
    "guard.policy.treatment": _("There is no such treatment. Write one of: %(known)s."),
    "guard.policy.unknown_key": _("Nothing has this name here. Did you mean: %(known)s?"),
    "guard.policy.unknown_kind": _("There is no such kind. Did you mean: %(known)s?"),
    "guard.policy.version": _("The policy has to say its format. Write: version = %(version)s."),
    "guard.allowed.address": _(
        "This is no whole address, so it would allow too much. Write number, street and town."
    ),
    "guard.allowed.email": _(
        "This is no e-mail address. Write name@bank.example, or @bank.example for all of a domain."
    ),
    "guard.allowed.everybodys_email": _(
        "Anybody has addresses of this provider. Write whole addresses of the bank only."
    ),
    "guard.allowed.iban": _("This is no IBAN: its check digits are wrong. Look at it again."),
    "guard.allowed.kind": _("Nobody publishes values of this kind. They cannot be allowed."),
    "guard.allowed.length": _(
        "This value is empty, too short or too long, or holds invisible signs. Type it anew."
    ),
    "guard.allowed.phone": _(
        "This is no whole telephone number. Write it internationally: +33 1 42 98 00 00. Short"
        " numbers need no entry."
    ),
    "governance.contact.changed_since": _(
        "The contacts were changed since, or this was undone already. Nothing was undone. Look at"
        " the last change."
    ),
    "governance.contact.exists": _(
        "This value is published by this entity already. Nothing was added."
    ),
    "governance.contact.gone": _("This value was removed already. Nothing was changed."),
    "governance.contact.label": _("Say whose it is, in 1 to 120 characters. Nothing was added."),
    "governance.contact.none": _("This row names a branch and nothing of it."),
    "governance.contact.unknown": _("There is no such contact, or you may not see it."),
    "governance.guard.changes_nothing": _(
        "The draft says the same as the policy in force. Nothing was signed. Change something in"
        " it, or discard it."
    ),
    "governance.guard.draft_changed": _(
        "The draft was changed since you read it. Nothing was signed. Read it again."
    ),
    "governance.guard.needs_reason": _(
        "A policy is signed with a reason. Nothing was signed. Say why."
    ),
    "governance.guard.no_draft": _(
        "There is no draft any more: somebody signed or discarded it. Nothing was changed."
    ),
    "governance.guard.no_version": _("There is no such version, or you may not see it."),
    "governance.guard.note_too_long": _(
        "The reason is longer than %(limit)s characters. Nothing was saved. Shorten it."
    ),
    "governance.guard.own_draft": _(
        "Whoever wrote a policy does not sign it. Nothing was signed. Ask another administrator or"
        " a supervisor."
    ),
    "governance.guard.reason_too_long": _(
        "The reason is longer than %(limit)s characters. Nothing was signed. Shorten it."
    ),
    "governance.register.changed": _(
        "The contacts were changed since you looked, so the file would do something else now."
        " Nothing was taken in. Look again."
    ),
    "governance.register.column": _(
        "The first line names a column that is not known, in place %(place)s. Nothing was changed."
        " Did you mean: %(known)s?"
    ),
    "governance.register.empty": _(
        "The file holds nothing that could be taken (refused: %(refused)s). Nothing was changed."
        " Mend it and choose it again."
    ),
    "governance.register.gone": _(
        "There is no file of yours to look at any more: it was taken in or left, maybe in another"
        " tab, or a day has passed. Nothing was changed now. Choose it again."
    ),
    "governance.register.header": _(
        "The first line has to name the columns: whose it is, and at least one other of"
        " %(known)s. Nothing was changed."
    ),
    "governance.register.not_csv": _(
        "The file is no CSV (line %(line)s). Nothing was changed. Save it again as CSV."
    ),
    "governance.register.replaced": _(
        "You chose another file since, maybe in another tab, and the one that you looked at is"
        " gone. Nothing was changed. This is what the other file would do; choose the first one"
        " again if you meant that."
    ),
    "governance.register.too_large": _(
        "The file is larger than %(limit)s kB. Nothing was changed. Split it by entity."
    ),
    "governance.register.too_many": _(
        "The file has more than %(limit)s lines. Nothing was changed. Split it by entity."
    ),
    "governance.register.twice": _(
        "The first line names the same column twice, in places %(first)s and %(place)s. Nothing"
        " was changed. Take one of them out."
    ),
    "governance.sealed.needs_reason": _(
        "A sealed value is opened for a reason of %(fewest)s to %(most)s characters. Nothing was"
        " opened. Say why."
    ),
    "governance.sealed.unknown": _(
        "There is no such sealed value any more, or you may not open it."
    ),
}
