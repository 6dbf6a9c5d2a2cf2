"""What people may send to governance: who they are, filters of the ledger, the organisation."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.forms import PasswordInput, Textarea
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form
from parvis.design.messages import explain
from parvis.errors import ParvisError
from parvis.governance.models import Entity, Role, User
from parvis.governance.permissions import MANAGE
from parvis.governance.queries import LedgerFilter, entities_in


def refuse(form: forms.Form, error: ParvisError) -> None:
    """Show a refusal above the form that asked for it."""
    form.add_error(None, explain(error))


def password_field(label: Any, *, own: bool) -> forms.CharField:
    """Ask for a password: one's own (``own``), or a new one."""
    fill = "current-password" if own else "new-password"
    return forms.CharField(
        label=label, strip=False, max_length=256, widget=PasswordInput({"autocomplete": fill})
    )


class LogInForm(Form):
    """Who you are, and the proof."""

    username = forms.CharField(
        label=_("Log-in name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )
    password = password_field(_("Password"), own=True)


class NewPasswordForm(Form):
    """A new password, twice."""

    new = password_field(_("New password"), own=False)
    again = password_field(_("The same again"), own=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new"].help_text = " ".join(map(str, password_validators_help_texts()))

    def clean_new(self) -> str:
        """Hold the password against the rules of the installation."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "new" in given and given["new"] != given.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return given


class OwnPasswordForm(NewPasswordForm):
    """A new password for oneself: the old one is asked for first."""

    old = password_field(_("Your password until now"), own=True)
    field_order = ["old", "new", "again"]


class AliasesField(forms.CharField):
    """Names, one a line."""

    widget = Textarea

    def to_python(self, value: Any) -> Any:
        """Give the list of names."""
        lines = (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        """Names of a sane length and number."""
        super().validate(value)
        if len(value) > 500 or any(len(name) > 200 for name in value):  # noqa: PLR2004
            raise ValidationError(_("At most 500 names of at most 200 characters."))


class EntityForm(Form):
    """A unit of the organisation."""

    name = forms.CharField(label=_("Name"), max_length=120)
    aliases = AliasesField(
        label=_("Names it goes by"),
        required=False,
        help_text=_("Names, hashtags and handles under which people speak of it, one a line."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(zone, zone) for zone in sorted(available_timezones())],
        initial="Europe/Paris",
    )


class NewEntityForm(EntityForm):
    """A unit to add below another one."""

    key = forms.SlugField(
        label=_("Key"), max_length=50, help_text=_("Short, for programs. It never changes.")
    )
    parent = forms.ModelChoiceField(Entity.objects.none(), label=_("Belongs to"))
    field_order = ["parent", "name", "key", "aliases", "time_zone"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = entities_in(user, MANAGE)  # type: ignore[attr-defined]


class RoleForm(Form):
    """A role in an entity."""

    entity = forms.ModelChoiceField(Entity.objects.none(), label=_("Entity"))
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=Role)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].queryset = entities_in(user, MANAGE)  # type: ignore[attr-defined]


class PersonForm(RoleForm):
    """A person to add, with a first role."""

    username = forms.CharField(
        label=_("Log-in name"),
        max_length=150,
        validators=[User.username_validator],
    )
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="fr")
    password = password_field(_("First password"), own=False)
    field_order = ["username", "first_name", "last_name", "language", "entity", "role", "password"]

    def clean_password(self) -> str:
        """Hold the password against the rules of the installation."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(username=self.cleaned_data.get("username", "")))
        return password


class RevokeForm(forms.Form):
    """Which role to take."""

    membership = forms.IntegerField(min_value=1, max_value=2**31)


class LedgerForm(Form):
    """What an auditor looks for. What makes no sense is left out."""

    object = forms.CharField(
        label=_("Object"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"placeholder": "governance.account:1"}),
    )
    actor = forms.CharField(label=_("Actor"), max_length=150, required=False)
    verb = forms.CharField(
        label=_("Act"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"placeholder": "desk."}),
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def chosen(self) -> LedgerFilter:
        """Give the filter."""
        self.is_valid()
        return LedgerFilter(**{k: v for k, v in self.cleaned_data.items() if v})
