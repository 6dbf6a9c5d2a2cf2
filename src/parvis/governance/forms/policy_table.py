"""A policy as a table to fill in: the same draft as its TOML, for whoever does not write that."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.design.forms import Form
from parvis.design.messages import sentence
from parvis.engine.guard import Direction, Kind, Policy, Rule, Treatment
from parvis.engine.guard.allowed import PUBLISHED, AllowList
from parvis.engine.guard.answers import ANSWER_LIMIT, DEFAULT_ANSWERS, LANGUAGES
from parvis.engine.guard.finding import NEVER_STORED
from parvis.engine.guard.policy import (
    FIRST_LIMIT,
    LAST_LIMIT,
    NEVER_SEALED,
    SEALED_DAYS,
    SEALED_DAYS_LIMIT,
    SHOWN_LAST,
)
from parvis.engine.guard.policy_file import TEXT_LIMIT, policy_from_toml, toml_of
from parvis.errors import ParvisError
from parvis.governance.actions.guard_policies import NOTE_LIMIT
from parvis.governance.guard_words import ANSWERS, DIRECTIONS, kinds_by_group, treatment_word

_SHOWING: Final = frozenset({Treatment.MASK, Treatment.SEAL})
_REFUSING: Final = frozenset(map(str, Treatment)) - {str(Treatment.KEEP)}
"""What has a reply refused."""
_NUMBERS: Final[Mapping[str, tuple[int, int, Any]]] = {
    "first": (0, FIRST_LIMIT, _("First shown")),
    "last": (0, LAST_LIMIT, _("Last shown")),
    "days": (1, SEALED_DAYS_LIMIT, _("Days sealed")),
}
HEADINGS: Final[Mapping[str, Any]] = {
    **{str(way): label for way, label in DIRECTIONS.items()},
    **{name: label for name, (_fewest, _most, label) in _NUMBERS.items()},
}
"""The columns of the table, by the ending of the names of its fields."""


@dataclass(frozen=True, slots=True)
class Row:
    """A kind with column, heading and field of each cell; ``fixed`` where nothing may be chosen."""

    kind: Kind
    fields: list[tuple[str, Any, forms.BoundField | None]]
    fixed: bool


class PolicyTableForm(Form):
    """A draft as a table: ``base`` is the text that it began with, for what no field holds."""

    base = forms.CharField(
        max_length=TEXT_LIMIT, strip=False, required=False, widget=forms.HiddenInput
    )
    customer_forms = forms.CharField(
        label=_("Forms of customer numbers"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(
            {"rows": 2, "spellcheck": "false", "autocapitalize": "off", "class": "code"}
        ),
        help_text=_("One a line. 9 is any digit, A any letter, other signs themselves."),
    )
    note = forms.CharField(label=_("Why it changes"), max_length=NOTE_LIMIT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            if kind not in NEVER_STORED:
                self.fields.update(_fields_of(kind))
                self._offer_one_refusal(kind)
        for name in DEFAULT_ANSWERS:
            for language in LANGUAGES:
                self.fields[f"answer-{name}-{language}"] = _answer_field(name, language)

    def groups(self) -> list[tuple[str, list[Row]]]:
        """Give the rows of the table, by group."""
        return [(title, list(map(self._row, kinds))) for title, kinds in kinds_by_group()]

    def answers(self) -> list[forms.BoundField]:
        """Give the fields of approved answers."""
        return [self[name] for name in self.fields if name.startswith("answer-")]

    def answers_wrong(self) -> bool:
        """Whether an answer was refused, so that it has to be seen."""
        return any(field.errors for field in self.answers())

    def policy_text(self) -> str:
        """Write what was filled in as TOML; call it on a valid form.

        Published values are those of the base. Raises ``Invalid`` where the base does not hold.
        """
        base = self.cleaned_data["base"].replace("\r\n", "\n")
        published: list[tuple[Kind, str]] = []
        if base.strip():
            policy_from_toml(base)
            lists: Mapping[str, list[str]] = tomllib.loads(base).get("allowed", {})
            published = [(PUBLISHED[name], each) for name in lists for each in lists[name]]
        return toml_of(
            Policy(
                rules={key: rule for kind in Kind for key, rule in self._rules(kind)},
                # As they were written, not as they are compared: people know them again.
                allowed=AllowList(frozenset(published)),
                customer_forms=tuple(self.cleaned_data["customer_forms"].split()),
                answers=self._wordings(),
            )
        )

    def refuse(self, error: ParvisError) -> None:
        """Show each problem of a refused policy at its field, else above all."""
        problems = error.data.get("problems")
        for problem in problems if isinstance(problems, list) else []:
            name = str(problem["path"]).partition("[")[0].replace(".", "-")
            name = "customer_forms" if name.startswith("customer_ids") else name
            name = name.replace("answers-", "answer-")
            self.add_error(
                name if name in self.fields else None, sentence(problem["code"], problem)
            )
        if not problems:
            self.add_error(None, sentence(error.code, error.data))

    def _row(self, kind: Kind) -> Row:
        fields = [
            (column, heading, self[name] if (name := f"{kind}-{column}") in self.fields else None)
            for column, heading in HEADINGS.items()
        ]
        return Row(kind, fields, kind in NEVER_STORED)

    def _offer_one_refusal(self, kind: Kind) -> None:
        """Offer to refuse a reply once: masked, sealed and destroyed mean the same there."""
        name = f"{kind}-{Direction.SENT}"
        field = self.fields[name]
        chosen = str(self[name].value())
        refusing = chosen if chosen in _REFUSING else str(Treatment.MASK)
        field.widget.choices = [
            (value, word)
            for value, word in field.choices  # type: ignore[attr-defined]
            if value not in _REFUSING or value == refusing
        ]

    def _rules(self, kind: Kind) -> Iterator[tuple[tuple[Kind, Direction], Rule]]:
        given = self.cleaned_data
        numbers = {name: given.get(f"{kind}-{name}") or 0 for name in _NUMBERS}
        for way in Direction:
            treatment = Treatment(given.get(f"{kind}-{way}", Treatment.DESTROY))
            shown = (numbers["first"], numbers["last"]) if treatment in _SHOWING else (0, 0)
            days = (numbers["days"] or SEALED_DAYS) if treatment is Treatment.SEAL else 0
            yield (kind, way), Rule(treatment, *shown, days)

    def _wordings(self) -> dict[str, dict[str, str]]:
        return {
            name: {
                language: _unix(self.cleaned_data[f"answer-{name}-{language}"])
                or DEFAULT_ANSWERS[name][language]
                for language in LANGUAGES
            }
            for name in DEFAULT_ANSWERS
        }


def filled_from(text: str) -> dict[str, Any]:
    """Give what the form shows of a policy's text; raises ``Invalid`` where that does not hold."""
    policy = policy_from_toml(text)
    given: dict[str, Any] = {"base": text, "customer_forms": "\n".join(policy.customer_forms)}
    for kind in Kind:
        rules = [policy.rule(kind, way) for way in Direction]
        given |= {
            f"{kind}-{way}": str(rule.treatment) for way, rule in zip(Direction, rules, strict=True)
        }
        showing = next((rule for rule in rules if rule.treatment in _SHOWING), None)
        sealing = next((rule for rule in rules if rule.treatment is Treatment.SEAL), None)
        given[f"{kind}-first"] = showing.first if showing else 0
        given[f"{kind}-last"] = showing.last if showing else SHOWN_LAST.get(kind, 0)
        given[f"{kind}-days"] = sealing.days if sealing else SEALED_DAYS
    for name, wordings in policy.answers.items():
        given |= {f"answer-{name}-{language}": said for language, said in wordings.items()}
    return given


def _fields_of(kind: Kind) -> Iterator[tuple[str, forms.Field]]:
    for way in Direction:
        yield f"{kind}-{way}", _dressed(forms.ChoiceField(choices=_choices(kind, way)), kind, way)
    for name, (fewest, most, _label) in _NUMBERS.items():
        if name != "days" or kind not in NEVER_SEALED:
            field = forms.IntegerField(min_value=fewest, max_value=most, required=False)
            yield f"{kind}-{name}", _dressed(field, kind, name)


def _choices(kind: Kind, way: Direction) -> list[tuple[str, str]]:
    whole = {Treatment.KEEP, Treatment.SEAL} if kind in NEVER_SEALED else set()
    return [(str(each), treatment_word(each, way)) for each in Treatment if each not in whole]


def _dressed(field: forms.Field, kind: Kind, column: str) -> forms.Field:
    """Have a field named by its row and its column."""
    field.widget.attrs |= {"class": "input", "aria-labelledby": f"kind-{kind} column-{column}"}
    return field


def _answer_field(name: str, language: str) -> forms.CharField:
    return forms.CharField(
        label=f"{ANSWERS[name]} ({language.upper()})",
        max_length=ANSWER_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 3, "lang": language, "class": "input"}),
    )


def _unix(words: str) -> str:
    return words.replace("\r\n", "\n")
