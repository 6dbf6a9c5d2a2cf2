"""Forms that every room shares: the log-in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.forms import Widget


class LogInForm(AuthenticationForm):
    """Who you are, and the proof."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)


def dress(widget: Widget) -> None:
    """Give a form's widget the look of the product."""
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} input".strip()
