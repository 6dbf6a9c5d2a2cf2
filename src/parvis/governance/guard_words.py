"""The guard in words: treatments, directions, proofs, and a policy as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from parvis.design.kinds import kind_name
from parvis.design.messages import sentence
from parvis.engine.guard import Direction, Kind, Policy, Proof, Rule, Treatment
from parvis.engine.guard.answers import DELETE_POST, PRIVATE_MESSAGE, SECURE_CHANNEL
from parvis.engine.guard.finding import NEVER_STORED
from parvis.engine.guard.policy_changes import PolicyChanges
from parvis.engine.guard.trial import Change, Lasting, Trial
from parvis.errors import ParvisError

Words = Mapping[str, str | Promise]

DIRECTIONS: Final[Words] = {
    Direction.RECEIVED_PUBLIC: gettext_lazy("Received in public"),
    Direction.RECEIVED_PRIVATE: gettext_lazy("Received in private"),
    Direction.SENT: pgettext_lazy("direction", "In a reply"),
}
PROOFS: Final[Words] = {
    Proof.CHECK_DIGITS: gettext_lazy("Its check digits are right."),
    Proof.NUMBERING_PLAN: gettext_lazy("It is a number of a public numbering plan."),
    Proof.FORM: gettext_lazy("Nothing else is written in this form."),
    Proof.SAID: gettext_lazy("The words beside it say what it is."),
}
ANSWERS: Final[Words] = {
    DELETE_POST: gettext_lazy("To somebody who posted a secret in public"),
    SECURE_CHANNEL: gettext_lazy("To somebody whose question needs secure messaging"),
    PRIVATE_MESSAGE: gettext_lazy("To somebody who should write in private"),
}
_TREATMENTS: Final[Mapping[Treatment, tuple[str | Promise, str, str]]] = {
    Treatment.KEEP: (pgettext_lazy("treatment", "kept"), "warning", "warning"),
    Treatment.MASK: (pgettext_lazy("treatment", "masked"), "lock", ""),
    Treatment.SEAL: (pgettext_lazy("treatment", "sealed"), "secure", ""),
    Treatment.DESTROY: (pgettext_lazy("treatment", "destroyed"), "deleted", ""),
}
_IN_A_REPLY: Final[Mapping[bool, tuple[str | Promise, str, str]]] = {
    True: (pgettext_lazy("treatment", "may be sent"), "warning", "warning"),
    False: (pgettext_lazy("treatment", "reply refused"), "lock", ""),
}
"""A reply leaves with what is kept, and is refused for all else: nothing of its text is stored."""
_PERSON: Final = frozenset(
    {
        Kind.NIR, Kind.TAX_ID, Kind.ID_CARD, Kind.PASSPORT, Kind.DRIVING_LICENCE,
        Kind.RESIDENCE_PERMIT, Kind.DATE_OF_BIRTH, Kind.PHONE, Kind.EMAIL, Kind.POSTAL_ADDRESS,
        Kind.PERSON_NAME, Kind.IP, Kind.PLATE,
    }
)  # fmt: skip
_BUSINESS: Final = frozenset({Kind.SIREN, Kind.SIRET, Kind.VAT})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a rule does, in words: ``tone`` and ``icon`` as badges have them."""

    direction: str
    word: str
    icon: str
    tone: str
    details: str


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that belong together, each with its cells in the order of the directions."""

    title: str
    rows: list[tuple[Kind, list[Cell]]]


def table_of(policy: Policy) -> list[Group]:
    """Give a policy as a table: kinds by group, a cell for each direction."""
    return [
        Group(title, [(kind, [cell_of(policy, kind, way) for way in Direction]) for kind in kinds])
        for title, kinds in kinds_by_group()
    ]


def kinds_by_group() -> list[tuple[str, list[Kind]]]:
    """Give the kinds in groups that belong together, each under its title."""
    others = NEVER_STORED | _PERSON | _BUSINESS
    return [
        (_("Bank"), [kind for kind in Kind if kind not in others]),
        (_("Access"), [kind for kind in Kind if kind in NEVER_STORED]),
        (_("Person"), [kind for kind in Kind if kind in _PERSON]),
        (_("Business"), [kind for kind in Kind if kind in _BUSINESS]),
    ]


def cell_of(policy: Policy, kind: Kind, way: Direction) -> Cell:
    """Give one rule of a policy in words."""
    return _cell(policy.rule(kind, way), way)


def _cell(rule: Rule, way: Direction) -> Cell:
    if way is Direction.SENT:
        word, icon, tone = _IN_A_REPLY[rule.treatment is Treatment.KEEP]
        return Cell(str(DIRECTIONS[way]), str(word), icon, tone, "")
    word, icon, tone = _TREATMENTS[rule.treatment]
    return Cell(str(DIRECTIONS[way]), str(word), icon, tone, _details(rule))


def treatment_word(treatment: Treatment, way: Direction) -> str:
    """Name what becomes of a value, or of a reply that holds it."""
    return _cell(Rule(treatment), way).word


def _details(rule: Rule) -> str:
    """Say what a mask shows and how long a sealed value is kept: ``shows the last 4, 90 days``."""
    said = []
    if rule.first and rule.last:
        said.append(
            _("shows the first %(first)s and the last %(last)s")
            % {"first": rule.first, "last": rule.last}
        )
    elif rule.first:
        said.append(_("shows the first %(first)s") % {"first": rule.first})
    elif rule.last:
        said.append(_("shows the last %(last)s") % {"last": rule.last})
    if rule.days:
        said.append(
            ngettext("for %(count)s day", "for %(count)s days", rule.days) % {"count": rule.days}
        )
    return ", ".join(said)


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """One row of what a new policy changes."""

    kind: Kind
    direction: str
    before: Cell
    after: Cell


def rules_changed(changes: PolicyChanges) -> list[RuleChanged]:
    """Give the changed rules in words."""
    return [
        RuleChanged(
            each.kind,
            str(DIRECTIONS[each.direction]),
            before := _cell(each.before, each.direction),
            _after(before, _cell(each.after, each.direction)),
        )
        for each in changes.rules
    ]


def _after(before: Cell, after: Cell) -> Cell:
    """Say of a rule that is written otherwise and does the same that it does."""
    return replace(after, details=_("as before")) if before == after else after


def others_changed(changes: PolicyChanges) -> list[str]:
    """Say what else is changed, a sentence each."""
    said = [
        *(_("Customer numbers of the form %(form)s are found.") % {"form": form}
          for form in changes.forms_added),
        *(_("Customer numbers of the form %(form)s are found no more.") % {"form": form}
          for form in changes.forms_removed),
    ]  # fmt: skip
    if changes.allowed_added:
        said.append(
            ngettext(
                "%(count)s more value is published, and no finding.",
                "%(count)s more values are published, and no findings.",
                changes.allowed_added,
            )
            % {"count": changes.allowed_added}
        )
    if changes.allowed_removed:
        said.append(
            ngettext(
                "%(count)s value is published no more, and a finding again.",
                "%(count)s values are published no more, and findings again.",
                changes.allowed_removed,
            )
            % {"count": changes.allowed_removed}
        )
    said += (
        _("Another wording: %(answer)s.") % {"answer": ANSWERS.get(name, name)}
        for name in changes.answers
    )
    return said


@dataclass(frozen=True, slots=True)
class Changed:
    """What a new policy changes, in words.

    ``clear`` are kinds that stand in clear from then on in what is stored and shown, ``leaving``
    those with which a reply may leave from then on.
    """

    rules: list[RuleChanged]
    others: list[str]
    clear: list[str]
    leaving: list[str]

    def __bool__(self) -> bool:
        return bool(self.rules or self.others)


def changed_in_words(changes: PolicyChanges) -> Changed:
    """Say what a new policy changes."""
    kept = [
        each
        for each in changes.rules
        if each.after.treatment is Treatment.KEEP and each.before.treatment is not Treatment.KEEP
    ]
    return Changed(
        rules_changed(changes),
        others_changed(changes),
        clear=[
            f"{kind_name(each.kind)} ({DIRECTIONS[each.direction]})"
            for each in kept
            if each.direction is not Direction.SENT
        ],
        leaving=[kind_name(each.kind) for each in kept if each.direction is Direction.SENT],
    )


PROBLEMS_SHOWN: Final = 50
"""Problems that a page shows: who has mended these sees the next."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem of a policy's text, with the line that it stands in."""

    line: int
    text: str
    path: str
    sentence: str


def problems_in_words(error: ParvisError, text: str) -> list[ProblemLine]:
    """Say the first problems of a refused policy, each beside its line of the text."""
    lines = text.splitlines()
    given = error.data.get("problems", [])
    problems = given[:PROBLEMS_SHOWN] if isinstance(given, list) else []
    return [
        ProblemLine(
            problem["line"],
            lines[problem["line"] - 1] if 0 < problem["line"] <= len(lines) else "",
            problem["path"],
            sentence(problem["code"], problem),
        )
        for problem in problems
    ]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A kind and direction in which a trial found values that are treated otherwise."""

    kind: Kind
    direction: str
    before: Cell
    after: Cell
    posts: int
    values: int
    lasting: str


def trial_in_words(trial: Trial) -> list[TrialRow]:
    """Give the changes that a trial found, and what they mean for posts stored already."""
    return [
        TrialRow(
            each.kind,
            str(DIRECTIONS[each.direction]),
            _cell(Rule(each.before), each.direction),
            _cell(Rule(each.after), each.direction),
            each.posts,
            each.values,
            str(_lasting(each)),
        )
        for each in trial.changes
    ]


def _lasting(change: Change) -> str | Promise:
    sealed = change.before is Treatment.SEAL
    if change.after is Treatment.KEEP:
        return _SEALED_TO_CLEAR if sealed else _TO_CLEAR
    return _SEALED if sealed else _LASTING[change.lasting]


_TO_CLEAR: Final = gettext_lazy(
    "These values are gone from the store, and stay so. In new posts such data would stand in"
    " clear, stored and shown."
)
_SEALED_TO_CLEAR: Final = gettext_lazy(
    "These values stay sealed, and are destroyed on their day. In new posts such data would stand"
    " in clear, stored and shown."
)
_SEALED: Final = gettext_lazy(
    "These values stay sealed, and are destroyed on their day: only new posts are treated so."
)
_LASTING: Final[Words] = {
    Lasting.FOR_NEW_POSTS: gettext_lazy("These values are gone from the store, and stay so."),
    Lasting.STILL_READABLE: gettext_lazy(
        "These values stand in stored posts, and stay there: only new posts are treated so."
    ),
}
