"""Labels of posts in words."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from parvis.desk.label_words import (
    chance_words,
    head_name,
    label_name,
    labels_in_words,
)

register = template.Library()

_VERY, _SOME = 0.6, 0.2

register.filter("head_name", head_name)
register.filter("chance_in_words", chance_words)


@register.simple_tag
def label_in_words(head: str, labels: object) -> str:
    """Name one label, or several; where there is none, say so."""
    return labels_in_words(head, labels) if labels not in ("", [], None) else _("none")


@register.simple_tag
def sentiment_in_words(sentiment: float) -> str:
    """Say a sentiment from -1 to 1 in a word and as a number."""
    strength = 2 if abs(sentiment) >= _VERY else 1 if abs(sentiment) >= _SOME else 0
    word = label_name("sentiment", strength if sentiment > 0 else -strength)
    number = number_format(abs(round(sentiment, 1)), 1)
    sign = "" if not round(sentiment, 1) else "+" if sentiment > 0 else "−"
    return _("%(word)s (%(number)s)") % {"word": word, "number": f"{sign}{number}"}
