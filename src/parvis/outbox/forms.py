"""What people may send to the outbox."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form
from parvis.outbox.models import State


class ListForm(forms.Form):
    """Which deliveries to show. What makes no sense is left out."""

    state = forms.TypedChoiceField(choices=State.choices, coerce=State, required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def chosen(self) -> tuple[tuple[State, ...], int | None]:
        """Give the states, and the id that the page begins below."""
        self.is_valid()
        state = self.cleaned_data.get("state")
        return ((state,) if state else tuple(State)), self.cleaned_data.get("before")


class SettleForm(Form):
    """Whether an unknown delivery was sent, and how that is known."""

    sent = forms.TypedChoiceField(
        label=_("Is it on the network?"),
        choices=[
            ("", "---------"),
            ("yes", _("Yes, it was sent")),
            ("no", _("No, it is not there")),
        ],
        coerce=lambda answer: answer == "yes",
    )
    reason = forms.CharField(
        label=_("How do you know?"),
        max_length=300,
        help_text=_("It stays in the ledger for good. No personal data."),
    )
