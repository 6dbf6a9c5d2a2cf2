"""What people may send about models."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form
from parvis.governance.actions.adopted_models import NOTE_LIMIT


class NoteForm(Form):
    """Why the return to the shipped model is proposed."""

    note = forms.CharField(label=_("Why"), max_length=NOTE_LIMIT, required=False)
