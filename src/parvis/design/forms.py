"""How forms look, in every room."""

from __future__ import annotations

from django import forms
from django.forms import Widget


class Form(forms.Form):
    """A form whose fields wear the look of the product."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            dress(field.widget)


def dress(widget: Widget) -> None:
    """Give a form's widget the look of the product."""
    if not isinstance(widget, forms.CheckboxInput):
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} input".strip()
