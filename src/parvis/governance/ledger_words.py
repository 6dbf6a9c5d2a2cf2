"""What the ledger's entries say, in words that people read.

Rooms register from ``apps.py`` how their facts are called and said, and how the things are called
that they act on; ``governance.verbs`` knows their acts. What nobody registered is shown as it is,
and a test fails on it. Beside the words stands each entry as it is recorded: that is verified.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.design.kinds import kind_name
from parvis.design.messages import has_sentence, sentence
from parvis.design.templatetags.design import moment_in_words
from parvis.governance.ledger import recorded_of
from parvis.governance.models import LedgerEntry
from parvis.governance.verbs import verb_words

Words = Mapping[str, str | Promise]

ACCOUNT: Final = "governance.account"
PERSON: Final = "governance.user"
_ENTITY: Final = "governance.entity"
_NOTHING: Final = "–"
_MOST_SAID: Final = 10
"""Items of a list that are said; the entry as it is recorded has them all."""


def plainly(value: object) -> str:
    """Say a value by itself: texts and numbers as they are, of a long list the beginning."""
    match value:
        case None | "" | [] | {}:
            return _NOTHING
        case bool():
            return _("yes") if value else _("no")
        case list():
            return _listed([plainly(item) for item in value])
        case dict():
            return _listed([_("%(name)s: %(value)s") % _pair(*item) for item in value.items()])
        case _:
            return str(value)


def one_of(words: Words) -> Callable[[object], str]:
    """Say a value by its word; one that has none, by itself."""

    def say(value: object) -> str:
        return str(words.get(value) or value) if isinstance(value, str) else plainly(value)

    return say


def named_by(words: Words) -> Callable[[object], str]:
    """Say a mapping with the names of its keys."""

    def say(value: object) -> str:
        named = {str(words.get(key, key)): item for key, item in _mapping(value).items()}
        return plainly(named)

    return say


def kinds(value: object) -> str:
    """Say kinds of confidential data: one, several, or how many values of each were found."""
    match value:
        case dict():
            counts = ({"kind": kind_name(kind), "count": n} for kind, n in value.items())
            return _listed([_("%(kind)s (%(count)s)") % count for count in counts])
        case list():
            return _listed([kind_name(str(kind)) for kind in value])
        case _:
            return kind_name(str(value))


def code(value: object) -> str:
    """Say a code, kept with or without the field that it is about, by its sentence."""
    found, _colon, about = str(value).partition(": ")
    if not has_sentence(found):
        return plainly(value)
    return f"{sentence(found)} ({about})" if about else sentence(found)


def moment(value: object) -> str:
    """Say a moment that was kept as text."""
    try:
        return moment_in_words(datetime.fromisoformat(str(value)))
    except ValueError:
        return plainly(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWord:
    """How a fact is called, and its value said. ``person``: the value is the id of a person."""

    label: str | Promise
    say: Callable[[object], str] = plainly
    person: bool = False


_facts: dict[str, FactWord | None] = {}
_things: dict[str, str | Promise] = {}


def register_facts(words: Mapping[str, FactWord | None]) -> None:
    """Say how facts are called: by name, or by verb and name (``desk.note.added note``).

    None leaves a fact to the entry as it is recorded: a digest says nothing to people.
    """
    _facts.update(words)


def register_things(words: Words) -> None:
    """Say how the things are called that acts are about: ``desk.conversation``."""
    _things.update(words)


def knows_fact(name: str, verb: str = "") -> bool:
    """Whether somebody said how a fact is called."""
    return f"{verb} {name}" in _facts or name in _facts


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what entries tell of by number: people and accounts, by their ids."""

    people: Mapping[int, str] = field(default_factory=dict)
    accounts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words: its act, what it is about, its facts; and as it is recorded."""

    entry: LedgerEntry
    act: str
    thing: str
    facts: list[tuple[str, str]]
    recorded: str


def told_of(entries: Iterable[LedgerEntry]) -> tuple[set[int], set[int]]:
    """Give the ids of the people and of the accounts that entries tell of."""
    people: set[int] = set()
    accounts: set[int] = set()
    for entry in entries:
        noun, number = _number_of(entry.object)
        if number is not None and noun in {PERSON, ACCOUNT}:
            (people if noun == PERSON else accounts).add(number)
        for name, value in _mapping(entry.data).items():
            word = _word(entry.verb, name)
            if word and word.person and isinstance(value, int):
                people.add(value)
    return people, accounts


def in_words(entries: Sequence[LedgerEntry], names: Names) -> list[Line]:
    """Give entries in the reader's words."""
    return [
        Line(
            entry,
            verb_words(entry.verb) or entry.verb,
            _thing(entry, names),
            list(_facts_of(entry, names)),
            json.dumps(recorded_of(entry), ensure_ascii=False, indent=2, default=str),
        )
        for entry in entries
    ]


def _facts_of(entry: LedgerEntry, names: Names) -> Iterable[tuple[str, str]]:
    for name, value in _mapping(entry.data).items():
        word = _word(entry.verb, name)
        if word and word.person:
            yield str(word.label), _person(value, names)
        elif word:
            yield str(word.label), word.say(value)
        elif not knows_fact(name, entry.verb):
            yield name, plainly(value)


def _word(verb: str, name: str) -> FactWord | None:
    exact = f"{verb} {name}"
    return _facts[exact] if exact in _facts else _facts.get(name)


def _person(value: object, names: Names) -> str:
    if value is None:
        return _("nobody")
    known = names.people.get(value) if isinstance(value, int) else None
    return known or plainly(value)


def _thing(entry: LedgerEntry, names: Names) -> str:
    """Name what an act is about, as closely as can be: by name, by number, by what it is."""
    noun, number = _number_of(entry.object)
    if noun not in _things:
        return entry.object
    what = str(_things[noun])
    if noun == _ENTITY and entry.entity_id == number and entry.entity:
        return _("%(what)s: %(name)s") % {"what": what, "name": entry.entity.name}
    if number is None or noun in _ALONE:
        return what
    called = {PERSON: names.people, ACCOUNT: names.accounts}.get(noun, {})
    if number in called:
        return _("%(what)s: %(name)s") % {"what": what, "name": called[number]}
    return _("%(what)s %(number)s") % {"what": what, "number": number}


_ALONE: Final = frozenset({"governance.ledger"})
"""Things of which there is one only."""


def _number_of(thing: str) -> tuple[str, int | None]:
    noun, _colon, number = thing.partition(":")
    return noun, int(number) if number.isdecimal() and number.isascii() else None


def _pair(name: object, value: object) -> dict[str, str]:
    return {"name": str(name), "value": plainly(value)}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _listed(said: list[str]) -> str:
    if not said:
        return _NOTHING
    shown, more = ", ".join(said[:_MOST_SAID]), len(said) - _MOST_SAID
    if more <= 0:
        return shown
    return ngettext("%(shown)s and %(count)s more", "%(shown)s and %(count)s more", more) % {
        "shown": shown,
        "count": more,
    }
