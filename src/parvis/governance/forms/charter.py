"""What people may send about the charter: a draft, and on how many days it is tried."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form
from parvis.engine.charter.file import TEXT_LIMIT
from parvis.governance.actions.charters import NOTE_LIMIT
from parvis.governance.queries.charter_trial import DAYS


class CharterForm(Form):
    """A draft: its text as TOML, and why."""

    text = forms.CharField(
        label=_("Charter"),
        max_length=TEXT_LIMIT,
        strip=False,
        widget=forms.Textarea(
            {"rows": 28, "spellcheck": "false", "autocapitalize": "off", "class": "code"}
        ),
        help_text=_(
            "Rules are read in their order, and the first one that holds decides. The last one has"
            " no conditions. No personal data, not even in comments."
        ),
    )
    note = forms.CharField(label=_("Why it changes"), max_length=NOTE_LIMIT, required=False)


class TrialForm(forms.Form):
    """On how many days a draft is tried."""

    days = forms.TypedChoiceField(choices=[(str(n), str(n)) for n in DAYS], coerce=int)

    def chosen(self) -> int:
        """Give the number of days; the fewest where none makes sense."""
        return int(self.cleaned_data["days"]) if self.is_valid() else DAYS[0]
