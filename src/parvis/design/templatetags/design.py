"""Icons, moments, marked texts and the navigation, said once for every template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.design.kinds import kind_name
from parvis.design.navigation import Link, OwnEntry, links_beside, links_for, own_entries
from parvis.design.safety import safe_address
from parvis.errors import NotFound
from parvis.networks.registry import network

register = template.Library()

STYLES: Final = (
    "layers", "tokens", "base", "layout",
    "components/icon", "components/button", "components/form", "components/badge",
    "components/visibility", "components/panel", "components/notice", "components/empty",
    "components/table", "components/pagination", "components/menu", "components/dialog",
    "components/toast", "components/rules",
)  # fmt: skip
"""The style sheets of every page, in the order of their layers."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@register.simple_tag
def styles() -> tuple[str, ...]:
    """Give the addresses of the style sheets, under ``static``."""
    return tuple(f"design/css/{name}.css" for name in STYLES)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Show an icon of ``design/icons.html``; without a label it is mere decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="#icon-{}"/></svg>',
            label,
            name,
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>', name)


@register.simple_tag
def network_name(key: str) -> str:
    """Name a network as it names itself; one that is not installed any more, by its key."""
    try:
        return _(network(key).label)
    except NotFound:
        return key


@register.simple_tag
def ago(moment: datetime | None) -> SafeString:
    """Show a moment by its age, short: ``4 min``; the exact moment is in the title."""
    if moment is None:
        return SafeString("")
    return _time(moment, short_age((timezone.now() - moment).total_seconds()), "data-ago")


@register.simple_tag
def moment(moment: datetime | None) -> SafeString:
    """Show a moment by date and time of day, in the active zone; today's without its date.

    The day first, the month by name and 24 hours in every language: nobody may read 03/04 in two
    ways. The shapes are those of Django's ``date`` filter.
    """
    return _time(moment, moment_in_words(moment)) if moment else SafeString("")


def moment_in_words(moment: datetime) -> str:
    """Say a moment as ``moment`` shows it, as words within a sentence."""
    local = timezone.localtime(moment)
    today = timezone.localdate()
    shape = "H:i" if local.date() == today else _("j M H:i")
    return date_format(local, shape if local.year == today.year else _("j M Y H:i"))


def short_age(seconds: float) -> str:
    """Say an age in the largest unit that fits: minutes, hours or days."""
    if seconds < _MINUTE:
        return _("now")
    if seconds < _HOUR:
        return _("%(count)d min") % {"count": seconds // _MINUTE}
    if seconds < _DAY:
        return _("%(count)d h") % {"count": seconds // _HOUR}
    days = int(seconds // _DAY)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _time(at: datetime, shown: str, marker: str = "") -> SafeString:
    local = timezone.localtime(at)
    return format_html(
        '<time datetime="{}" title="{}" {}>{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, _("j F Y H:i")),
        marker,
        shown,
    )


@register.simple_tag
def marked(text: str, marks: Iterable[Any]) -> SafeString:
    """Show a text with its masked places as badges: escaped first, marked by offsets.

    ``marks`` are ``[start, end, kind]`` in code points. What does not fit the text is left out:
    offsets are data, and never trusted to be right.
    """
    pieces: list[str] = []
    after = 0
    for start, end, kind in _fitting(text, marks):
        pieces += (conditional_escape(text[after:start]), _mask_badge(kind, text[start:end]))
        after = end
    pieces.append(conditional_escape(text[after:]))
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped above


def _fitting(text: str, marks: Iterable[Any]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    after = 0
    for start, end, kind in sorted(_whole(marks)):
        if after <= start < end <= len(text):
            spans.append((start, end, kind))
            after = end
    return spans


def _whole(marks: Iterable[Any]) -> Iterator[tuple[int, int, str]]:
    for mark in marks:
        match list(mark):
            case [int(start), int(end), kind]:
                yield start, end, str(kind)


# What a marker still shows of the value: "[IBAN ••••1234]".
_SHOWN = re.compile(r"\[[A-Z_]{2,30} ([0-9A-Za-z]{0,6}•{4}[0-9A-Za-z]{0,4})\]")


def _mask_badge(kind: str, marker: str) -> SafeString:
    shown = _SHOWN.fullmatch(marker)
    name = kind_name(kind)
    label = f"{name} {shown[1]}" if shown else _("%(kind)s masked") % {"kind": name}
    return format_html(
        '<span class="mask" title="{}"><svg class="icon" aria-hidden="true">'
        '<use href="#icon-lock"/></svg>{}</span>',
        _("Confidential data was here. It was taken out before the post was stored."),
        label,
    )


register.filter("kind_name", kind_name)


@register.filter
def initials(name: str) -> str:
    """Give the one or two letters that stand for a person."""
    words = [word for word in str(name).split() if word]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


register.filter("safe_address", safe_address)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[Link]:
    """Give the places that the reader of this page may go to."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return []
    return links_for(user, request.path)


@register.simple_tag(takes_context=True)
def places_beside(context: Context, key: str) -> list[Link]:
    """Give the places beside one that the reader of this page may go to."""
    return links_beside(context["request"].user, key)


@register.simple_tag
def own_menu() -> list[OwnEntry]:
    """Give what a person can do with their own access."""
    return own_entries()
