"""What people may send about the lists of products and branches."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form
from parvis.engine.mentions import Sort
from parvis.governance.models import ListedName
from parvis.governance.names_file import MOST_WAYS, NAME_LIMIT, parts_of

_WAYS_LIMIT = MOST_WAYS * (NAME_LIMIT + 1)


class WrittenForm(Form):
    """A name, and other ways people write it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LIMIT,
        widget=forms.TextInput({"placeholder": "Livret Bleu", "autocomplete": "off"}),
        help_text=_("What the desk shows, and one of the ways in which it is looked for."),
    )
    ways = forms.CharField(
        label=_("Other ways people write it"),
        max_length=_WAYS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "One a line: short forms, old names, hashtags, handles. Capitals, accents and"
            " apostrophes make no difference. Leave out everyday words: they stand in posts that"
            " mean something else."
        ),
    )

    def clean_ways(self) -> tuple[str, ...]:
        """Give each way once."""
        return parts_of(self.cleaned_data["ways"])


class NewNameForm(WrittenForm):
    """A product or a branch."""

    kind = forms.TypedChoiceField(
        label=_("What it is"),
        choices=ListedName.Kind.choices,
        coerce=Sort,
        help_text=_(
            "A branch is found by a town only beside a word such as “agence”, “branch” or “DAB”:"
            " “agence de Nantes”, never “Nantes” alone."
        ),
    )
    field_order = ("kind", "name", "ways")


class NamesFileForm(Form):
    """Lists of products and branches, as a file."""

    file = forms.FileField(
        label=_("Products and branches (CSV)"),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        help_text=_(
            "The first line names the columns, in English or in French, as listed below. What came"
            " from an earlier file and is not in this one is removed; what was typed stays. You see"
            " first what would be added and removed; nothing changes before you say so."
        ),
    )


class NamesSearchForm(Form):
    """What to look for among names."""

    q = forms.CharField(label=_("Name or other way"), max_length=NAME_LIMIT, required=False)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[("", _("Products and branches")), *ListedName.Kind.choices],
        required=False,
    )

    def chosen(self) -> dict[str, str]:
        """Give what is looked for; all where it makes no sense."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"search": given.get("q", "").strip(), "kind": given.get("kind", "")}
