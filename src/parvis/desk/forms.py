"""What people may send to the desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.design.forms import Form
from parvis.desk.models import Conversation
from parvis.desk.queries import InboxFilter, OverrideFilter, View, agents_for
from parvis.desk.reasons import DECLINING, OTHER
from parvis.desk.rules import READ_OVERRIDES
from parvis.engine.clean import clean_text
from parvis.engine.guard import Policy, masked
from parvis.engine.guard.customer_ids import FEWEST_DIGITS
from parvis.engine.guard.legible import legible
from parvis.engine.post import TEXT_LIMIT, Visibility
from parvis.governance.models import Entity, User
from parvis.governance.queries import entities_in

VIEWS: Final = [
    (View.OPEN, pgettext_lazy("conversations", "Open")),
    (View.MINE, pgettext_lazy("conversations", "Mine")),
    (View.UNASSIGNED, pgettext_lazy("conversations", "Unassigned")),
    (View.SNOOZED, pgettext_lazy("conversations", "Snoozed")),
    (View.RESOLVED, pgettext_lazy("conversations", "Resolved")),
    (View.ALL, pgettext_lazy("conversations", "All")),
]
WAITING: Final = [
    ("15", _("over 15 minutes")),
    ("60", _("over 1 hour")),
    ("240", _("over 4 hours")),
    ("1440", _("over 1 day")),
]
ADVICE: Final = [
    ("protect", _("Protect")),
    ("escalate", _("A person decides")),
    ("move_to_secure", _("To the secure channel")),
    ("move_to_private", _("To a private message")),
    ("answer", _("Answer")),
    ("do_not_answer", _("Do not answer")),
]
PRIORITIES: Final = [
    ("urgent", pgettext_lazy("priority", "Urgent")),
    ("high", pgettext_lazy("priority", "High")),
    ("normal", pgettext_lazy("priority", "Normal")),
    ("low", pgettext_lazy("priority", "Low")),
]
SORTS: Final = [("newest", _("Newest first")), ("waiting", _("Longest waiting first"))]
_NINE: Final = time(9)


_LONG_NUMBER: Final = re.compile(r"(?:\b[A-Za-z]{2})?\d(?:[\s.\-_]*\d){7,}")
_DATE: Final = re.compile(r"(?:19|20)\d\d([-./])\d\d\1\d\d|\d\d([-./])\d\d\2(?:19|20)\d\d")
_SHOWS_ITS_END: Final = 12
"""Digits of a number whose last four may be searched for: markers show as many."""


def without_long_numbers(text: str) -> str:
    """Hide numbers of eight digits and more: one mistyped is no account to the guard, yet nearly.

    Of a long one the last four stay, as in the markers of what was masked.
    """
    return _LONG_NUMBER.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    if _DATE.fullmatch(match[0]):
        return match[0]
    digits = [sign for sign in match[0] if sign.isdecimal()]
    return "••••" + ("".join(digits[-4:]) if len(digits) >= _SHOWS_ITS_END else "")


class InboxForm(forms.Form):
    """Which conversations to show. An address that makes no sense shows the open ones."""

    view = forms.ChoiceField(choices=VIEWS, required=False)
    # The key of a network: anything else that somebody put there would stand in addresses.
    network = forms.RegexField(r"^[a-z][a-z_]*\Z", required=False, max_length=40)
    account = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    waiting = forms.TypedChoiceField(choices=WAITING, coerce=int, required=False, empty_value=None)
    advice = forms.ChoiceField(choices=ADVICE, required=False)
    priority = forms.ChoiceField(choices=PRIORITIES, required=False)
    search = forms.CharField(required=False, max_length=200)
    sort = forms.ChoiceField(choices=SORTS, required=False)
    after = forms.CharField(required=False, max_length=200)

    hides = False
    """Whether something confidential was masked in what is searched for."""

    def __init__(
        self, *args: Any, policies: Callable[[], Iterable[Policy]] = tuple, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._policies = policies

    def clean_search(self) -> str:
        """Mask what is searched for: it stands in addresses, and posts are stored masked.

        ``policies`` are asked for where there may be a customer number that they know.
        """
        given: str = self.cleaned_data["search"]
        safe = masked(given)
        if sum(map(str.isdecimal, given)) >= FEWEST_DIGITS:
            for policy in self._policies():
                safe = masked(safe, policy.strict())
        # What is left of a number may read as something else.
        safe = masked(without_long_numbers(safe))
        self.hides = safe != clean_text(given)
        return safe[:200]

    def chosen(self) -> InboxFilter:
        """Give the filter; fields that do not hold fall back to their defaults."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return InboxFilter(
            view=View(given.get("view", View.OPEN)),
            network=given.get("network", ""),
            account=given.get("account"),
            waiting=given.get("waiting"),
            advice=given.get("advice", ""),
            priority=given.get("priority", ""),
            search=given.get("search", ""),
            sort=given.get("sort", "newest"),
            after=given.get("after", ""),
        )


class OverridesForm(Form):
    """Which overrides to show. What makes no sense shows what is usual."""

    days = forms.TypedChoiceField(
        label=_("Time"),
        choices=[
            ("7", _("the last 7 days")),
            ("30", _("the last 30 days")),
            ("90", _("the last 90 days")),
        ],
        coerce=int,
        required=False,
    )
    entity = forms.ModelChoiceField(
        label=_("Entity"),
        queryset=Entity.objects.none(),
        required=False,
        empty_label=pgettext_lazy("entity", "all"),
    )
    rule = forms.CharField(label=_("Rule"), required=False, max_length=120, widget=forms.Select)
    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict, *, user: User) -> None:
        given = data.copy()
        given.setdefault("days", "30")
        super().__init__(given)
        self.fields["entity"].queryset = entities_in(user, READ_OVERRIDES)  # type: ignore[attr-defined]

    def chosen(self) -> OverrideFilter:
        """Give the filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if "entity" in given:
            given["entity"] = given["entity"].pk
        return OverrideFilter(**given)

    def offer(self, rules: Iterable[str]) -> None:
        """Offer rules to choose from, the chosen one with them."""
        asked = self.cleaned_data.get("rule") or ""
        every = sorted({*rules, asked} - {""})
        self.fields["rule"].widget.choices = [
            ("", pgettext_lazy("rule", "all")),
            *((each, each) for each in every),
        ]


class DeskForm(forms.Form):
    """A form whose refusal has a code of its own."""

    refusal: ClassVar[str] = "desk.form.invalid"


class VersionForm(DeskForm):
    """An act on what the person saw: ``version`` says what that was."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31)


class AssignForm(VersionForm):
    """Who takes the conversation: one who may, or nobody."""

    agent = forms.ModelChoiceField(queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [agent.pk for agent in agents_for(conversation)]
        self.fields["agent"].queryset = User.objects.filter(pk__in=ids)  # type: ignore[attr-defined]


class NoteForm(DeskForm):
    """What colleagues should know."""

    note = forms.CharField(required=False)


class SnoozeForm(VersionForm):
    """How long a conversation should rest: a usual span, or until a moment of the entity's day."""

    refusal = "desk.snooze.out_of_range"
    span = forms.ChoiceField(
        choices=[("1h", "1h"), ("4h", "4h"), ("tomorrow", "tomorrow"), ("custom", "custom")]
    )
    until = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M"])

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(conversation.entity.time_zone)

    def clean_until(self) -> datetime | None:
        """Read the moment as the entity's own clock shows it."""
        moment: datetime | None = self.cleaned_data.get("until")
        return moment.replace(tzinfo=self.zone) if moment else None

    def clean(self) -> dict[str, Any]:
        """Turn the choice into the moment ``until``."""
        cleaned = self.cleaned_data
        now = timezone.now()
        spans = {
            "1h": now + timedelta(hours=1),
            "4h": now + timedelta(hours=4),
            "tomorrow": datetime.combine(
                timezone.localdate(now, self.zone) + timedelta(days=1), _NINE, self.zone
            ),
            "custom": cleaned.get("until"),
        }
        until = spans.get(cleaned.get("span", ""))
        if until is None:
            raise forms.ValidationError(_("Choose a moment."))
        return {**cleaned, "until": until}


class DeclineForm(VersionForm):
    """Why a conversation is not answered."""

    refusal = "desk.decline.needs_reason"
    reason = forms.ChoiceField(choices=DECLINING)
    words = forms.CharField(required=False, max_length=250)

    def clean_words(self) -> str:
        """Leave out what nobody can read."""
        return legible(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason has none."""
        if self.cleaned_data.get("reason") == OTHER and not self.cleaned_data.get("words"):
            raise forms.ValidationError(_("Say the reason in a few words."))
        return self.cleaned_data

    @property
    def said(self) -> str:
        """The reason as it is kept: its code, and the person's own words."""
        reason, words = self.cleaned_data["reason"], self.cleaned_data["words"]
        return f"{reason}: {words}" if words else str(reason)


class DraftForm(DeskForm):
    """A reply that is being written. Nothing in it may be lost: no stripping."""

    text = forms.CharField(required=False, max_length=TEXT_LIMIT, strip=False)
    visibility = forms.TypedChoiceField(
        choices=[(v.value, v.value) for v in (Visibility.PUBLIC, Visibility.PRIVATE)],
        coerce=Visibility,
    )


class ReplyForm(DraftForm, VersionForm):
    """A reply to send, once: ``key`` is the form's own, the same however often it is sent."""

    key = forms.UUIDField(required=False)
    then = forms.ChoiceField(choices=[("pending", ""), ("resolved", "")], required=False)
    even_so = forms.BooleanField(required=False)
    # Why it is answered against the advice. Whether that is enough the action says, in words.
    why = forms.CharField(required=False, max_length=40)
    why_words = forms.CharField(required=False, max_length=TEXT_LIMIT)

    def clean_then(self) -> str:
        """Leave it pending unless the person says that nothing more is to come."""
        return self.cleaned_data["then"] or "pending"


class PresenceForm(DeskForm):
    """What a person does in a conversation: looks, writes, or left."""

    doing = forms.ChoiceField(
        choices=[("looking", "looking"), ("writing", "writing"), ("left", "left")]
    )
