"""What people read when governance refuses something: what happened, what was kept, what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "governance.account.exists": _(
        "%(handle)s on %(network)s is in the register already, maybe closed or in another entity."
        " Nothing was added. Look for it there."
    ),
    "governance.account.unknown": _("There is no such account, or you may not see it."),
    "governance.folder.not_given": _(
        "The folder %(folder)s is not one that accounts may have. Nothing was changed. Choose a"
        " folder inside those that the setting PARVIS_FOLDERS names, or have it added there."
    ),
    "governance.folder.taken": _(
        "The folder %(folder)s belongs to an account of another entity, or holds one that does."
        " Nothing was changed. Choose another folder."
    ),
    "governance.account_closed": _(
        "This account is closed and stays so. Nothing was changed. To use the presence again,"
        " register another handle."
    ),
    "governance.entity.exists": _(
        "There is an entity with the key %(key)s already. Nothing was added. Choose another key."
    ),
    "governance.entity.unknown": _("There is no such entity, or you may not see it."),
    "governance.entity.zone_unknown": _(
        "%(zone)s is no time zone. Nothing was changed. Choose one of the list."
    ),
    "governance.last_administrator": _(
        "This is the last administrator of %(entity)s. Nothing was changed. Give somebody else"
        " the role first."
    ),
    "governance.ledger.not_plain": _(
        "This act cannot be written to the ledger (%(type)s), so it was not done. Tell whoever"
        " runs Parvis."
    ),
    "governance.ledger.number_refused": _(
        "A number is too large for the ledger, so nothing was done. Tell whoever runs Parvis."
    ),
    "governance.ledger.text_refused": _(
        "The text holds characters that cannot be stored, so nothing was done. Type it anew"
        " instead of pasting it."
    ),
    "governance.ledger.text_too_long": _(
        "A name is longer than %(limit)s characters, so nothing was done. Shorten it."
    ),
    "governance.log_in_failed": _(
        "Name and password do not belong together. Try again; after five failures you have to"
        " wait longer each time. An administrator can give you a new password."
    ),
    "governance.log_in_too_often": _(
        "There were too many failures. Wait %(seconds)s seconds, then try again."
    ),
    "governance.listed.changed_since": _(
        "The lists were changed since, or this was undone already. Nothing was undone. Look at"
        " the last change."
    ),
    "governance.listed.changed_since_looked": _(
        "The lists were changed since you looked, so the file would do something else now. Nothing"
        " was taken in. Look again."
    ),
    "governance.listed.confidential": _(
        "This name holds confidential data. A name is shown wherever a post names it, so it was not"
        " taken. Take that data out of it."
    ),
    "governance.listed.exists": _("This name is on the list already. Nothing was changed."),
    "governance.listed.gone": _(
        "This name was changed or removed already. Nothing was changed now."
    ),
    "governance.listed.header": _(
        "The first line has to name the columns, and one of them is the name (“Name” or “Nom”)."
        " Nothing was changed."
    ),
    "governance.listed.kind": _("What it is has to be “product” or “branch”."),
    "governance.listed.name": _(
        "A name, and each other way to write it, has 1 to 120 characters that can be seen. Nothing"
        " was changed. Type it anew instead of pasting it."
    ),
    "governance.listed.no_name": _(
        "The name is missing. Write it into this row, or take the row out."
    ),
    "governance.listed.too_short": _(
        "A name, and each other way to write it, needs at least two letters or digits. Nothing was"
        " changed."
    ),
    "governance.listed.unknown": _("There is no such name, or you may not see it."),
    "governance.listed.ways": _(
        "A name may be written in at most 20 other ways. Nothing was changed. Take the rarest out."
    ),
    "governance.mode_needs_reason": _(
        "A mode is signed with a reason. The mode was not changed. Say why."
    ),
    "governance.not_allowed": _(
        "Your roles do not allow this. Nothing was changed. Ask an administrator of your entity"
        " (permission: %(permission)s)."
    ),
    "governance.password_wrong": _("This is not your password. Nothing was changed. Try again."),
    "governance.person.exists": _(
        "This log-in name is taken. Nobody was added. Choose another one."
    ),
    "governance.person.unknown": _("There is no such person, or you may not see them."),
    "governance.role.unknown": _(
        "There is no such role, or you may not take it. Nothing was changed. Reload the page."
    ),
    "governance.seal_broken": _(
        "What is sealed cannot be opened: the key is missing or the bytes were altered. Nothing"
        " was lost. Whoever runs Parvis must put the old key back behind the new one."
    ),
}

VERBS: Final[dict[str, str | Promise]] = {
    "governance.account.changed": _("Account changed"),
    "governance.account.closed": _("Account closed"),
    "governance.account.mode_signed": _("Mode signed"),
    "governance.account.reconnected": _("Account connected anew"),
    "governance.account.registered": _("Account registered"),
    "governance.account.verification_failed": _("Account does not answer"),
    "governance.account.verified": _("Account verified"),
    "governance.charter.discarded": _("Draft of the charter discarded"),
    "governance.charter.drafted": _("Charter drafted"),
    "governance.charter.signed": _("Charter signed"),
    "governance.contact.imported": _("Branch register imported"),
    "governance.contact.published": _("Contact published"),
    "governance.contact.removed": _("Contact removed"),
    "governance.contact.undone": _("Change of contacts undone"),
    "governance.entity.changed": _("Entity changed"),
    "governance.entity.created": _("Entity added"),
    "governance.guard_policy.discarded": _("Draft of the guard's policy discarded"),
    "governance.guard_policy.drafted": _("Guard's policy drafted"),
    "governance.guard_policy.signed": _("Guard's policy signed"),
    "governance.ledger.exported": _("Ledger exported"),
    "governance.ledger.protected": _("Ledger protected"),
    "governance.ledger.verified": _("Ledger verified"),
    "governance.listed.added": _("Product or branch added"),
    "governance.listed.changed": _("Product or branch changed"),
    "governance.listed.imported": _("Products and branches imported"),
    "governance.listed.removed": _("Product or branch removed"),
    "governance.listed.undone": _("Change of products and branches undone"),
    "governance.names_file.handed_in": _("File of products and branches handed in"),
    "governance.names_file.left": _("File of products and branches left"),
    "governance.person.confirmation_failed": _("Password not confirmed"),
    "governance.person.created": _("Person added"),
    "governance.person.deactivated": _("Person deactivated"),
    "governance.person.log_in_failed": _("Log-in failed"),
    "governance.person.logged_in": _("Logged in"),
    "governance.person.logged_out": _("Logged out"),
    "governance.person.password_changed": _("Password changed"),
    "governance.person.reactivated": _("Person reactivated"),
    "governance.register.handed_in": _("Branch register handed in"),
    "governance.register.left": _("Branch register left"),
    "governance.role.granted": _("Role given"),
    "governance.role.revoked": _("Role taken"),
    "governance.sealed.destroyed": _("Sealed values destroyed"),
    "governance.sealed.opened": _("Sealed value opened"),
    "governance.sealed.stored": _("Values sealed"),
}
"""Acts of this room in the ledger."""
