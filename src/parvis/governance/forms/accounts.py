"""Forms of the register. Those of a network are derived from its dataclasses, never written.

A credential is never shown again: its field begins empty, whatever is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from dataclasses import Field as DataField
from typing import Any, get_type_hints

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form, dress
from parvis.governance.forms import password_field
from parvis.governance.models import Account, Entity, Mode, User
from parvis.governance.permissions import MANAGE
from parvis.governance.queries import entities_in, people_for
from parvis.networks.network import Network

_LONGEST = 4_000


class ConnectionForm(Form):
    """How to reach a network: fields ``settings-…`` and ``credentials-…``."""

    def __init__(
        self, *args: Any, network: type[Network], known: Mapping[str, Any] | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self._add("settings", network.settings_type, known or {})
        self._add("credentials", network.credentials_type, None)

    def _add(self, part: str, shape: type, known: Mapping[str, Any] | None) -> None:
        types = get_type_hints(shape)
        for item in fields(shape):
            field = _field_of(item, types[item.name], sealed=known is None)
            if known and item.name in known:
                field.initial = known[item.name]
            dress(field.widget)
            self.fields[f"{part}-{item.name}"] = field

    def part(self, name: str) -> dict[str, Any]:
        """Give what was filled in of ``settings`` or ``credentials``."""
        begins = f"{name}-"
        return {
            key.removeprefix(begins): value
            for key, value in self.cleaned_data.items()
            if key.startswith(begins) and value not in (None, "")
        }


class AccountForm(Form):
    """Who answers for an account, what it is for, and for whom."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))
    purpose = forms.CharField(label=_("Purpose"), max_length=300)
    audience = forms.CharField(label=_("Audience"), max_length=300, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset = people_for(user).filter(is_active=True)  # type: ignore[attr-defined]
        owner.label_from_instance = lambda person: person.shown_name  # type: ignore[attr-defined]


class NewAccountForm(AccountForm, ConnectionForm):
    """An account to put into the register."""

    entity = forms.ModelChoiceField(Entity.objects.none(), label=_("Entity"))
    handle = forms.CharField(
        label=_("Handle"), max_length=200, help_text=_("As the network writes it, without @.")
    )

    def __init__(self, *args: Any, user: User, network: type[Network], **kwargs: Any) -> None:
        super().__init__(*args, user=user, network=network, **kwargs)
        self.fields["entity"].queryset = entities_in(user, MANAGE)  # type: ignore[attr-defined]
        self.order_fields(["entity", "handle", "owner", "purpose", "audience"])


class ModeForm(Form):
    """How far an account may speak: a decision that somebody signs with their password."""

    mode = forms.TypedChoiceField(label=_("Mode"), choices=Mode.choices, coerce=Mode)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stays in the ledger for good. No personal data."),
    )
    password = password_field(_("Your password, as signature"), own=True)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].initial = account.mode


def _field_of(item: DataField[Any], kind: Any, *, sealed: bool) -> forms.Field:
    label = gettext(item.metadata.get("label", item.name))
    required = item.default is MISSING and item.default_factory is MISSING
    words: dict[str, Any] = {
        "label": gettext("%(label)s (sealed)") % {"label": label} if sealed else label,
        "help_text": gettext(text) if (text := item.metadata.get("help", "")) else "",
        "required": required,
        "initial": None if item.default is MISSING or sealed else item.default,
    }
    if kind is bool:
        return forms.BooleanField(**words | {"required": False})
    if kind in (int, float):
        return forms.IntegerField(**words) if kind is int else forms.FloatField(**words)
    if sealed:
        widget = forms.PasswordInput({"autocomplete": "new-password"}, render_value=False)
        return forms.CharField(**words, widget=widget, max_length=_LONGEST)
    return forms.CharField(**words, max_length=_LONGEST)
