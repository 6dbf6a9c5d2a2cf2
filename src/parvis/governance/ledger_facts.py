"""How the facts of governance's acts are called in the ledger, and what they are about."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.design.templatetags.design import network_name
from parvis.governance.ledger_words import FactWord, code, kinds, named_by, one_of, plainly
from parvis.governance.models import ListedName, Mode, Role

_MODES = one_of(dict(Mode.choices))
_SIGNED = "governance.account.mode_signed"

_FILTER: Final[dict[str, str | Promise]] = {
    "object": _("Object"),
    "actor": _("Actor"),
    "verb": _("Act"),
    "since": _("From"),
    "until": _("To"),
}
_OF_ENTITIES: Final[dict[str, str | Promise]] = {
    "name": _("name"),
    "aliases": _("names it goes by"),
    "time_zone": _("time zone"),
}

FACTS: Final[dict[str, FactWord | None]] = {
    f"{_SIGNED} before": FactWord(label=pgettext_lazy("mode", "From"), say=_MODES),
    f"{_SIGNED} after": FactWord(label=pgettext_lazy("mode", "To"), say=_MODES),
    "governance.entity.changed changed": FactWord(
        label=_("What changed"), say=named_by(_OF_ENTITIES)
    ),
    "added": FactWord(label=pgettext_lazy("fact", "Added")),
    "changed": FactWord(label=pgettext_lazy("fact", "Changed")),
    "code": FactWord(label=_("Why"), say=code),
    "digest": None,
    "drafted_by": FactWord(label=_("Written by"), person=True),
    "faults": FactWord(label=_("Faults")),
    "filter": FactWord(label=pgettext_lazy("fact", "Filter"), say=named_by(_FILTER)),
    "key": FactWord(label=_("Key")),
    "kind": FactWord(label=_("Kind"), say=kinds),
    "kinds": FactWord(label=_("Kinds, and how many of each"), say=kinds),
    "list": FactWord(label=_("What it is"), say=one_of(dict(ListedName.Kind.choices))),
    "listed": FactWord(label=_("Name")),
    "mark": FactWord(label=_("Masked values before it in the text")),
    "network": FactWord(label=_("Network"), say=lambda key: network_name(str(key))),
    "owner": FactWord(label=_("Owner"), person=True),
    "owner_before": FactWord(label=_("Owner until then"), person=True),
    "reason": FactWord(label=_("Reason")),
    "refused": FactWord(label=pgettext_lazy("fact", "Refused")),
    "removed": FactWord(label=pgettext_lazy("fact", "Removed")),
    "role": FactWord(label=_("Role"), say=one_of(dict(Role.choices))),
    "sealed": FactWord(label=_("Sealed value")),
    "settings_changed": FactWord(label=_("Settings changed"), say=plainly),
    "since": FactWord(label=_("From entry")),
    "until": FactWord(label=_("Up to entry")),
    "username": FactWord(label=_("Log-in name")),
    "shipped": FactWord(label=_("Back to the model that comes with Parvis")),
    "values": FactWord(label=_("Values")),
    "version": FactWord(label=_("Version")),
    "were_gone": FactWord(label=_("Triggers that were gone")),
}

THINGS: Final[dict[str, str | Promise]] = {
    "governance.account": _("Account"),
    "governance.adopted_model": _("Adopted model"),
    "governance.charter": _("Charter"),
    "governance.contact": _("Published contact"),
    "governance.entity": _("Entity"),
    "governance.guard_policy": _("Policy of the guard"),
    "governance.ledger": _("Ledger"),
    "governance.listed": _("Product or branch"),
    "governance.user": _("Person"),
}
