"""What people may send about the guard: policies, texts to try, contacts, reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form
from parvis.design.kinds import kind_name
from parvis.design.messages import explain
from parvis.engine.guard import Kind
from parvis.engine.guard.allowed import PUBLISHED, VALUE_LIMIT
from parvis.engine.guard.policy_file import TEXT_LIMIT
from parvis.errors import ParvisError
from parvis.governance.actions.guard_policies import NOTE_LIMIT
from parvis.governance.actions.guard_policies import REASON_LIMIT as SIGNING_LIMIT
from parvis.governance.actions.sealed import REASON_LIMIT
from parvis.governance.branch_register import LABEL_LIMIT
from parvis.governance.forms import password_field
from parvis.governance.models import Entity
from parvis.governance.queries.trial import DAYS

TRIED_LIMIT = 5_000
"""Characters of a text to try."""


class PolicyForm(Form):
    """A draft: its text as TOML, and why."""

    text = forms.CharField(
        label=_("Policy"),
        max_length=TEXT_LIMIT,
        strip=False,
        widget=forms.Textarea(
            {"rows": 24, "spellcheck": "false", "autocapitalize": "off", "class": "code"}
        ),
        help_text=_("Only what differs from the defaults needs to be written."),
    )
    note = forms.CharField(label=_("Why it changes"), max_length=NOTE_LIMIT, required=False)


class SignatureForm(Form):
    """A signature: why, and the password again, under what was read."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=SIGNING_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stays in the ledger for good. No personal data."),
    )
    password = password_field(_("Your password"), own=True)

    def is_valid(self) -> bool:
        """Whether it may be signed; where not, the field to mend is where one writes next."""
        valid = super().is_valid()
        self._lead_to_error()
        return valid

    def refuse(self, error: ParvisError) -> None:
        """Say why it is not signed: a wrong password at its field, all else above the form."""
        at = "password" if error.code == "governance.password_wrong" else None
        self.add_error(at, explain(error))
        self._lead_to_error()

    def _lead_to_error(self) -> None:
        """Set the cursor on the first field that has an error."""
        wrong = next((name for name in self.fields if name in self.errors), None)
        if wrong and not self.fields[wrong].widget.is_hidden:
            self.fields[wrong].widget.attrs["autofocus"] = True


class DaysForm(forms.Form):
    """On how many days a draft is tried."""

    days = forms.TypedChoiceField(choices=[(str(n), str(n)) for n in DAYS], coerce=int)

    def chosen(self) -> int:
        """Give the number of days; the fewest where none makes sense."""
        return int(self.cleaned_data["days"]) if self.is_valid() else DAYS[0]


class TextForm(Form):
    """A text to try, and on whose policy."""

    entity = forms.ModelChoiceField(Entity.objects.none(), label=_("By the policy of"))
    text = forms.CharField(
        label=_("Text"),
        max_length=TRIED_LIMIT,
        strip=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto", "autocomplete": "off"}),
        help_text=_("It is looked at and forgotten: nothing is stored, nothing is logged."),
    )

    def __init__(self, *args: Any, entities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entity"]
        field.queryset = entities  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]


class ContactForm(Form):
    """A value that the bank published itself."""

    label = forms.CharField(
        label=_("Whose it is"),
        max_length=LABEL_LIMIT,
        widget=forms.TextInput({"placeholder": "Agence Lyon Bellecour"}),
    )
    kind = forms.TypedChoiceField(
        label=_("Kind"),
        choices=lambda: [(kind.value, kind_name(kind)) for kind in PUBLISHED.values()],
        coerce=Kind,
    )
    value = forms.CharField(label=_("Value"), max_length=VALUE_LIMIT)


class RegisterForm(Form):
    """A branch register, as a file."""

    file = forms.FileField(
        label=_("Branch register (CSV)"),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        help_text=_(
            "The first line names the columns, in English or in French, as listed below. The file"
            " is the whole register: what came from an earlier file and is not in this one is"
            " removed. You see first what would be added and removed; nothing changes before you"
            " say so."
        ),
    )


class FileForm(forms.Form):
    """Which file was looked at: its digest."""

    file = forms.CharField(max_length=64)

    def chosen(self) -> str:
        """Give the digest; none where it makes no sense."""
        return str(self.cleaned_data["file"]) if self.is_valid() else ""


class PlanForm(FileForm):
    """Which file was looked at, and which plan was read."""

    planned = forms.CharField(max_length=64)


class UndoForm(forms.Form):
    """Which change of contacts is undone: its moment, to the microsecond."""

    change = forms.CharField(max_length=40)

    def chosen(self) -> datetime | None:
        """Give the moment; None where it makes no sense."""
        try:
            return datetime.fromisoformat(self.cleaned_data["change"]) if self.is_valid() else None
        except ValueError:
            return None


class SearchForm(Form):
    """What to look for among contacts."""

    q = forms.CharField(label=_("Label or value"), max_length=120, required=False)

    def chosen(self) -> str:
        """Give the words; none where they make no sense."""
        return str(self.cleaned_data["q"]).strip() if self.is_valid() else ""


class ReasonForm(Form):
    """Why a sealed value is opened."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("At least 10 characters. It is kept in the ledger, with your name."),
    )
