"""What people may send to intake."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form


class DiscardForm(Form):
    """Why a payload is put aside for good."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stays in the ledger for good. No personal data."),
    )


class PageForm(forms.Form):
    """Which dead letters to show. What makes no sense is left out."""

    settled = forms.BooleanField(required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def chosen(self) -> tuple[bool, int | None]:
        """Give whether settled ones are shown too, and the id that the page begins below."""
        self.is_valid()
        return bool(self.cleaned_data.get("settled")), self.cleaned_data.get("before")
