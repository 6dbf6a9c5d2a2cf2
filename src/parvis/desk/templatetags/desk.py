"""Words and signs of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django import template
from django.conf.locale import LANG_INFO
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from parvis.design.kinds import kind_name
from parvis.design.messages import has_sentence, sentence
from parvis.design.templatetags.design import (
    ago,
    icon,
    marked,
    moment_in_words,
    network_name,
)
from parvis.desk.label_words import chance_words
from parvis.desk.queries.conversation import TimelineItem
from parvis.desk.reasons import code_of, reason_in_words
from parvis.desk.rules import declines_against
from parvis.desk.words import (
    act_words,
    advice_words,
    asked_words,
    objection_words,
    reason_words,
    to_words,
)

register = template.Library()

LATE_MINUTES: Final = 60
VERY_LATE_MINUTES: Final = 240
LONG_TEXT: Final = 1_200
"""Longer texts are shown short, with "show all"."""

_ADVICE: Final = {
    "protect": ("danger", "lock"),
    "escalate": ("warning", "person"),
    "move_to_secure": ("info", "secure"),
    "move_to_private": ("info", "private"),
    "answer": ("info", "reply"),
    "do_not_answer": ("", "no-reply"),
}
_PRIORITY: Final = {
    "urgent": ("danger", "urgent"),
    "high": ("warning", "up"),
    "normal": ("", "flat"),
    "low": ("", "down"),
}
_USUAL: Final = frozenset({"", "normal", "low"})
_DELIVERY: Final = {
    "queued": ("info", "clock"),
    "sending": ("info", "send"),
    "sent": ("good", "ok"),
    "failed": ("danger", "danger"),
    "unknown": ("warning", "unknown"),
    "cancelled": ("", "undo"),
}
_STATE: Final = {
    "open": ("", "inbox"),
    "pending": ("info", "clock"),
    "snoozed": ("info", "snooze"),
    "resolved": ("good", "check"),
}
_CHANCE: Final = re.compile(r"\(([01])[.,]([0-9]{2})\)")
_DRAWN: Final = frozenset({"mastodon", "bluesky", "feeds", "folder"})


@register.simple_tag
def network_icon(key: str) -> SafeString:
    """Show a network's sign."""
    return icon(key if key in _DRAWN else "network", network_name(key))


@register.simple_tag
def advice_badge(advice: str) -> SafeString:
    """Show what the charter says: shape, word and colour."""
    return _badge(_ADVICE, advice, advice_words(advice))


@register.simple_tag
def priority_sign(priority: str, *, always: bool = False) -> SafeString:
    """Show how soon somebody should look: shape, word and colour; what is usual only if asked."""
    if priority in _USUAL and not always:
        return SafeString("")
    names = {
        "urgent": pgettext("priority", "Urgent"),
        "high": pgettext("priority", "High"),
        "normal": pgettext("priority", "Normal"),
        "low": pgettext("priority", "Low"),
    }
    kind, drawing = _PRIORITY.get(priority, ("", "flat"))
    return format_html(
        '<span class="badge priority {}">{}<span class="visually-hidden">{} </span>{}</span>',
        kind,
        icon(drawing),
        _("Priority:"),
        names.get(priority, priority),
    )


@register.simple_tag
def advice_in_words(advice: str) -> str:
    """Say what the charter says, for a sentence."""
    return advice_words(advice)


@register.filter
def in_percent(said: str) -> str:
    """Say the chances of a charter's sentence, ``(0.93)`` or ``(0,93)``, as the desk does."""
    return _CHANCE.sub(lambda found: f"({chance_words(float(f'{found[1]}.{found[2]}'))})", said)


@register.simple_tag
def asked_in_words(advice: str, to: str) -> str:
    """Ask why somebody answers against the charter."""
    return asked_words(advice, to)


@register.filter
def goes_against(advice: str) -> bool:
    """Whether not to answer goes against the advice."""
    return declines_against(advice)


@register.filter
def for_whom(to: str) -> str:
    """Say whom the charter leaves a decision."""
    return to_words(to)


@register.simple_tag
def delivery_badge(state: str) -> SafeString:
    """Show where a reply stands on its way out."""
    names = {
        "queued": _("Queued"),
        "sending": _("Sending"),
        "sent": _("Sent"),
        "failed": _("Not sent"),
        "unknown": _("Perhaps sent"),
        "cancelled": _("Taken back"),
    }
    return _badge(_DELIVERY, state, names.get(state, state))


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """Show where a conversation stands."""
    names = {
        "open": _("Open"),
        "pending": _("Pending"),
        "snoozed": _("Snoozed"),
        "resolved": _("Resolved"),
    }
    return _badge(_STATE, state, names.get(state, state))


def _badge(signs: dict[str, tuple[str, str]], key: str, word: str) -> SafeString:
    kind, drawing = signs.get(key, ("", "info"))
    return format_html('<span class="badge {}">{}{}</span>', kind, icon(drawing), word)


@register.simple_tag
def waiting(since: datetime) -> SafeString:
    """Show how long somebody has waited; late is said by shape, word and colour."""
    minutes = (timezone.now() - since).total_seconds() / 60
    if minutes >= VERY_LATE_MINUTES:
        kind, sign = "danger", icon("danger", _("waits very long"))
    elif minutes >= LATE_MINUTES:
        kind, sign = "warning", icon("warning", _("waits long"))
    else:
        kind, sign = "", icon("clock", _("waits"))
    return format_html('<span class="waiting {}">{}{}</span>', kind, sign, ago(since))


@register.simple_tag
def excerpt(text: str, marks: Iterable[Any], length: int = 160) -> SafeString:
    """Show the beginning of a text with its masked places; a mark is never cut in two."""
    if len(text) <= length:
        return marked(text, marks)
    kept = [mark for mark in marks if len(mark) > 1]
    crossing = [mark[0] for mark in kept if mark[0] < length < mark[1]]
    cut = min(crossing, default=length)
    return format_html("{}…", marked(text[:cut], [mark for mark in kept if mark[1] <= cut]))


@register.filter
def is_long(text: str) -> bool:
    """Whether a text is so long that it is shown short first."""
    return len(text) > LONG_TEXT or text.count("\n") > LONG_TEXT // 60


@register.filter
def in_words(reason: object) -> str:
    """Say a reason of the charter in a sentence."""
    return reason_words(reason)


@register.filter
def declined_because(kept: str) -> str:
    """Say why a conversation is not answered: the reason's words, and the person's own."""
    code, own = code_of(kept)
    return kept if own == kept else reason_in_words(code, own)


@register.filter("reason_in_words")
def override_because(code: str, own: str = "") -> str:
    """Say why somebody did otherwise than advised."""
    return reason_in_words(code, own)


@register.filter
def code_in_words(code: str) -> str:
    """Say the code of a delivery's last error; one without a sentence, as it is."""
    return sentence(code) if has_sentence(code) else code


@register.simple_tag
def act_in_words(item: TimelineItem) -> str:
    """Say an act of the ledger in a sentence."""
    return act_words(
        item.entry.verb if item.entry else "",
        item.by,
        whom=item.whom,
        until=moment_in_words(item.until) if item.until else "",
        reason=declined_because(item.reason),
        advice=advice_words(item.advice),
    )


@register.simple_tag
def objection(said: Any, text: str, *, points: bool = False) -> SafeString:
    """Say what stands against a draft, with the place in it: quoted, escaped, marked.

    With ``points`` the quotation is a button that a script lets lead to the place.
    """
    short, why = objection_words(str(said.code), str(said.what))
    quoted = format_html('<mark dir="auto">{}</mark>', text[said.start : said.end])
    if points:
        quoted = format_html(
            '<button type="button" class="place" data-place="{} {}" title="{}">{}</button>',
            said.start,
            said.end,
            _("Show it in the reply"),
            quoted,
        )
    return format_html("{} <strong>{}</strong> {}", quoted, short, why)


@register.filter
def outermost(objections: Iterable[Any]) -> list[Any]:
    """Leave out an objection inside another that says the same: one place is told once."""
    told = list(objections)
    return [
        each
        for each in told
        if not any(
            (other.code, other.what) == (each.code, each.what)
            and (other.start, other.end) != (each.start, each.end)
            and other.start <= each.start
            and each.end <= other.end
            for other in told
        )
    ]


@register.simple_tag
def kinds_in_words(kinds: Iterable[str]) -> str:
    """Name several kinds of confidential data, in a row."""
    return ", ".join(kind_name(kind) for kind in kinds)


@register.simple_tag
def sealed_of(sealed: dict[str, list[Any]], post: int, version: int) -> list[Any]:
    """Give what is kept sealed of one state of a post."""
    return sealed.get(f"{post}/{version}", [])


@register.filter
def present_in(presences: dict[int, list[Any]], pk: int) -> list[Any]:
    """Give who is in a conversation now."""
    return presences.get(pk, [])


@register.filter
def spoken(code: str) -> str:
    """Give a language's code if it is one, for browsers and screen readers; else nothing."""
    return code if code in LANG_INFO else ""


@register.filter
def language_name(code: str) -> str:
    """Name a language in the reader's own."""
    return str(get_language_info(code)["name_translated"]) if spoken(code) else _("another one")
