"""What a reply asks the customer for.

A thing is asked for where a cue of asking governs it: in its clause, or in the clause whose list it
continues. Negation, somebody else who asks, and another place to give it to take a cue back. To
warn ("never give your code to anybody") and to state ("your card is on its way") is not to ask.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from parvis.engine.outbound import cues, stances
from parvis.engine.outbound.clauses import Clause, clauses, sentences
from parvis.engine.outbound.evidence import named, weighed
from parvis.engine.outbound.things import IDENTITY, THINGS

Asked = tuple[int, int, str]
"""From where to where, and what."""

_LIST_ITEM = re.compile(r"\s*(?:[-*•>–+]|\d{1,2} ?[.)/-]|[a-e]\))?\s*")
_BLANK_FORM = re.compile(r"[^:\n]{2,40}:[\s_.…]*$")
_MOST_WORDS_OF_ITEM = 7
_MOST_WORDS_OF_SHORT = 12
_MOST_WORDS_OF_QUESTION = 7
_MOST_WORDS_NEAR = 3
_MOST_OTHER_WORDS = 2
_REACH = 240  # signs
_LOOK_BACK = 60  # signs
_BACK = 6  # clauses
_GREETING = re.compile(
    r"\s{0,20}(?:bonjour|bonsoir|hello|hi|hey|hiya|salut|coucou|thanks|thank you|merci|ok|okay|"
    r"great|sorry"
    r")\b[\w' ]{0,30}[,:!-]|(?<![\s?!.])[\s?!.]+$"
)
_ONLY = re.compile(r"\W*(?:only|just|juste|seulement|simplement|uniquement)\b")
_AIM = re.compile(r"\W{0,20}(?:pour|afin|so|to)\b[^:,]{0,80}[:,]")
_HANGS_ON = re.compile(
    r"\W*(?:\w+ ){0,2}(?P<things>(?:sans|without|faute de|a defaut de)\b[^,]{3,80}),"
    r"[^.]{0,80}\b(?:pas|impossible|rien|aucun\w*|plus|difficile|can'?t|cannot|unable|not|won'?t|"
    r"nothing|no)\b"
)
"""What all else hangs on: "without your name, we cannot go on"."""

_PAPERS = frozenset({"identity_document", "document", "picture"})
_BROUGHT = re.compile(
    r"\b(?:agences?|branch\w*|guichet|rdv|rendez vous|appointment|apport\w+|bring|a presenter|"
    r"sur place|counter|"
    r"ouvrir|ouverture|(?:to )?open(?:ing)? an?|pour un (?:pret|livret|compte|credit)|"
    r"depuis l'appli|in the app|"
    r"dans l'appli|espace (?:client|securise)|portal|when you're in|usually look|can be an?|"
    r"peut etre)\b"
)
_WORD = re.compile(r"[^\W_]+")
_QUESTION = re.compile(r"\?\s*$")
_DENIED_NEXT = re.compile(
    r"\s*(?:mauvaise idee|bad idea|jamais|never|surtout pas|non\b|no\b|attention|danger|pas besoin|"
    r"raccrochez|hang up|c'est une arnaque|scam|dans (?:l'|votre)|sur (?:l'|le site)|in (?:the|"
    r"your) app|under|accueil|"
    r"il (?:se|est)|elle (?:se|est)|it'?s (?:in|on|under)|open the|go to|tap|si oui|if so|"
    r"ne (?:cliquez|repondez)|les fraudeurs|fraudsters|faites opposition|"
    r"anticipez|freeze|l'appli|the app)"
)
_WOULD = re.compile(
    r"\b(?:would|could|fera|feront|ira|conviendra|serai\w*|aidera\w*|suffir\w+|permett\w+|will do|"
    r"manque\w*|regle|done|"
    r"sorted|bon)\b"
)
_POSSESSED = re.compile(r"\b(?:votre|vos|ton|ta|tes|your|nous|us|me|moi|m')")


_NOT_SHORT = (
    stances.NEGATION,
    stances.STATED,
    stances.LOST,
    stances.ELSEWHERE,
    stances.THIRD_PARTY,
)


_EXCUSES = (
    *_NOT_SHORT,
    stances.GENERIC,
    stances.TOPIC,
    stances.OWN_ACT,
    stances.PAST_ACT,
)


@dataclass(slots=True)
class _Said:
    """What is known while a text is read from its start."""

    asks: bool = False  # in this sentence, up to here
    elsewhere: bool = False
    lists: bool = False  # a list of what is asked for goes on
    asked_before: bool = False  # the sentence before asked
    named: list[Asked] = field(default_factory=list)  # in the sentence before, in bare words
    past: list[list[Asked]] = field(default_factory=list)  # things of the last clauses


def asked_for(plain: str) -> Iterator[Asked]:
    """Give what a text in plain words asks for."""
    plain = stances.URGED.sub(lambda found: "please".rjust(len(found[0])), plain)
    plain = stances.HARMLESS.sub(lambda found: " " * len(found[0]), plain)
    plain = stances.SHOWN.sub(lambda found: " " * len(found[0]), plain)
    said = _Said()
    spans = list(sentences(plain))
    blanks = _blank_fields(plain, spans)
    for number, (start, end) in enumerate(spans):
        if number in blanks:
            yield from _things(plain, start, end)
            continue
        found = list(_sentence_asks(plain, start, end, said))
        if not found:
            found = list(
                weighed(plain, start, end, asked_before=said.asked_before, named_before=said.named)
            )
        found = [thing for thing in found if not _at_branch(plain, start, end, thing)]
        said.named = named(plain, start, end)
        following = plain[end : end + _LOOK_BACK]
        if not (found and _QUESTION.search(plain, start, end) and _DENIED_NEXT.match(following)):
            yield from found
        said.asked_before = bool(found)


def _at_branch(plain: str, start: int, end: int, thing: Asked) -> bool:
    """Whether a paper is one to bring to a branch, or one that everybody needs."""
    if thing[2] not in _PAPERS:
        return False
    around = plain[max(0, start - _LOOK_BACK) : end + _LOOK_BACK]
    return bool(_BROUGHT.search(around)) and not stances.HERE.search(plain, start, end)


def _blank_fields(plain: str, spans: list[tuple[int, int]]) -> set[int]:
    """Give the lines that are fields of a form to fill in: "Account number:"."""
    fields = {
        number
        for number, (start, end) in enumerate(spans)
        if _BLANK_FORM.fullmatch(plain[start:end].strip())
        and THINGS.search(plain, start, end)
        and len(plain[start:end].split()) <= _MOST_WORDS_OF_ITEM
        and not stances.ELSEWHERE.search(plain, start, end)
    }
    return fields if len(fields) > 1 or cues.FORM.search(plain) else set()


def _things(plain: str, start: int, end: int) -> list[Asked]:
    return [(*found.span(), found.lastgroup or "") for found in THINGS.finditer(plain, start, end)]


def _sentence_asks(plain: str, start: int, end: int, said: _Said) -> Iterator[Asked]:
    sentence = plain[start:end]
    said.asks = said.lists and _is_list_item(sentence)
    said.elsewhere = False
    stance_seen = False
    found: list[Asked] = []
    question = bool(_QUESTION.search(sentence))
    generic = bool(stances.GENERIC.search(sentence))
    named = _things(plain, start, end)
    for clause in clauses(plain, start, end):
        things = [thing for thing in named if clause.start <= thing[0] < clause.end]
        reading = _ClauseReading(clause, plain, question=question, generic=generic, ends=end)
        asked = reading.asked(things, said)
        stance_seen |= reading.stance is not None
        found += asked
        said.past = [*said.past[-_BACK + 1 :], things]
    if cues.ASK_AFTER.search(sentence) and not stances.NEGATION.search(sentence):
        found += named
    elif hangs_on := _HANGS_ON.match(sentence):
        found += [thing for thing in named if thing[0] < start + hangs_on.end("things")]
    elif not found and not stance_seen:
        found = _asked_in_short(plain, start, end, said)
    if not found and (_is_bare_list(sentence) or _which_follows(plain, end, sentence)):
        found = named
    if not found:
        found = _asked_by_default(sentence, named, start)
    ends_open = sentence.rstrip().endswith(":")
    said.lists = (said.asks and ends_open) or (said.lists and _is_list_item(sentence))
    yield from found


def _is_list_item(text: str) -> bool:
    marked = _LIST_ITEM.match(text)
    return len(text.split()) <= _MOST_WORDS_OF_ITEM or bool(marked and marked[0].strip())


@dataclass(slots=True)
class _ClauseReading:
    """One clause read for what it asks; ``stance`` is True, False (denies, states) or None."""

    clause: Clause
    plain: str
    question: bool
    generic: bool
    ends: int
    stance: bool | None = None

    def asked(self, things: list[Asked], said: _Said) -> list[Asked]:
        """Give the things asked for in this clause, and carry on what is said in the sentence."""
        text = self.clause.text
        far, denied = self._cues(cues.ASK_FAR)
        if self._goes_elsewhere(said) or self._others_ask() or self._asks_of_past():
            self.stance = said.asks = False
            return []
        near, denied_near = self._cues(cues.ASK_NEAR) if self.question else ([], False)
        asked = [
            thing
            for thing in things
            if self._governed(thing, far, _REACH)
            or self._asked_near(thing, near)
            or (thing[2] == "remote_access" and self._lets_in(thing))
            or (self.question and cues.SELF_ASKING.match(self.plain, thing[0]))
            or self._pleaded()
            or self._needed(thing, denied=bool(stances.NEGATION.search(text)))
        ]
        if far or asked:
            self.stance = True
            asked += self._named_before(said)
        elif denied or denied_near or stances.NEGATION.search(text) or stances.STATED.search(text):
            self.stance = False
        return self._carry_on(things, asked, said)

    def _carry_on(self, things: list[Asked], asked: list[Asked], said: _Said) -> list[Asked]:
        if self.stance is None and said.asks and not self.clause.subordinate:
            return [thing for thing in things if not cues.IS.match(self.plain, thing[1])]
        if self.stance is not None and not (self.clause.subordinate and not self.stance):
            said.asks = self.stance
        return sorted(set(asked))

    def _cues(self, pattern: re.Pattern[str]) -> tuple[list[tuple[int, int]], bool]:
        """Give the cues of this clause that hold, and whether some were denied."""
        text, start = self.clause.text, self.clause.start
        resets = [found.end() for found in stances.RESET.finditer(text)]
        negations = [found.start() for found in stances.NEGATION.finditer(text)]
        held: list[tuple[int, int]] = []
        denied = False
        for cue in pattern.finditer(text):
            place = bisect_right(resets, cue.start())
            since = max(resets[place - 1] if place else 0, cue.start() - _LOOK_BACK)
            at = bisect_left(negations, since)
            inside = _denies_itself(cue[0])
            until = cue.start() if inside else cue.end()
            if (at < len(negations) and negations[at] < until) or stances.NOT_AFTER.match(
                text, cue.end()
            ):
                denied = True
            else:
                held.append((cue.start() + start, cue.end() + start))
        return held, denied

    def _goes_elsewhere(self, said: _Said) -> bool:
        text = self.clause.text
        if stances.HERE.search(text):
            said.elsewhere = False
            return False
        if stances.ELSEWHERE.search(text):
            said.elsewhere = True
            return True
        if stances.TO_ME.search(text):
            said.elsewhere = False
        return said.elsewhere

    def _others_ask(self) -> bool:
        text = self.clause.text
        others = stances.THIRD_PARTY.search(text)
        if not others or stances.TO_ME.search(text):
            return False
        order = cues.ASK_FAR.search(text)
        return order is None or others.start() < order.end()

    def _asks_of_past(self) -> bool:
        """Whether the clause asks what the reader did: "have you given your code to anybody?"."""
        return (
            self.question
            and bool(stances.PAST_ACT.search(self.clause.text))
            and not stances.OPEN_QUESTION.search(self.clause.text)
        )

    def _governed(self, thing: Asked, held: list[tuple[int, int]], reach: int) -> bool:
        """Whether a cue stands before a thing, and what it asks for is the thing."""
        place = bisect_left(held, (thing[1], 0))
        if not place:
            return False
        between = self.plain[held[place - 1][1] : thing[0]]
        return len(between) <= reach and not stances.TOPIC.search(between + " ")

    def _asked_near(self, thing: Asked, near: list[tuple[int, int]]) -> bool:
        place = bisect_left(near, (thing[1], 0))
        if not place:
            return False
        start, end = near[place - 1]
        loose = cues.LOOSE_NEAR.fullmatch(self.plain[start:end].strip())
        between = self.plain[end : thing[0]]
        if len(between) > _LOOK_BACK or stances.LOST.search(between):
            return False
        if loose and len(self.clause.text.split()) > _MOST_WORDS_OF_QUESTION:
            return False
        return len(between.split()) <= _MOST_WORDS_NEAR and not stances.TOPIC.search(between + " ")

    def _pleaded(self) -> bool:
        """Whether the clause is a thing and a please: "votre IBAN svp"."""
        text = self.clause.text
        return (
            "please" in text
            and len(text.split()) <= _MOST_WORDS_OF_QUESTION
            and _is_short_ask(text)
        )

    def _lets_in(self, thing: Asked) -> bool:
        text = self.plain[self.clause.start : thing[1]]
        return bool(cues.REMOTE.search(text)) and not stances.NEGATION.search(text)

    def _needed(self, thing: Asked, *, denied: bool) -> bool:
        """Whether the clause says of a thing that it is needed, and from the reader."""
        if denied or self.generic:
            return False
        needed = cues.NEEDED_AFTER.match(self.plain, thing[1], self.ends)
        if not needed:
            return False
        around = self.plain[max(self.clause.start, thing[0] - _LOOK_BACK) : self.clause.end]
        return bool(_POSSESSED.search(around) or _WOULD.search(needed[0]))

    def _named_before(self, said: _Said) -> list[Asked]:
        found = cues.IT.search(self.clause.text)
        before = [thing for things in said.past for thing in things]
        if not found or not before:
            return []
        start = self.clause.start
        return [*before, (found.start() + start, found.end() + start, before[-1][2])]


def _denies_itself(cue: str) -> bool:
    """Whether a cue is made of a negation: "sans votre IBAN nous ne pouvons pas"."""
    return bool(stances.NEGATION.search(cue))


def _asked_in_short(plain: str, start: int, end: int, said: _Said) -> list[Asked]:
    """Give what a sentence without a verb asks for: "Your IBAN please", "IBAN ?"."""
    sentence = plain[start:end]
    things = _things(plain, start, end)
    words = len(_GREETING.sub("", sentence).split())
    if not things or words > _MOST_WORDS_OF_SHORT:
        return []
    if not _is_short_ask(sentence) or any(cues.IS.match(plain, thing[1]) for thing in things):
        return []
    if cues.SHORT.search(sentence) and (words <= _MOST_WORDS_OF_QUESTION or "please" in sentence):
        return things
    goes_on = re.match(r"\W*(?:et|and|plus|also|ainsi que|aussi)\b", sentence)
    return things if goes_on and said.asked_before else []


def _asked_by_default(sentence: str, things: list[Asked], start: int) -> list[Asked]:
    """Give the reader's own things of a sentence that nothing excuses from asking for them."""
    own = [thing for thing in things if not is_identity(thing[2])]
    if not own or not stances.OF_READER.search(sentence):
        return []
    if any(pattern.search(sentence) for pattern in _EXCUSES):
        return []
    if any(stances.SAID_OF.match(sentence, thing[1] - start) for thing in own):
        return []
    return own


def _is_bare_list(sentence: str) -> bool:
    """Whether a sentence names things and says nothing of them: "Your name and phone number"."""
    bare = cues.PURPOSE.sub("", _AIM.sub("", _GREETING.sub("", sentence)))
    others = [word for word in _WORD.findall(THINGS.sub(" ", bare)) if word not in cues.SMALL_WORDS]
    return (
        bool(THINGS.search(bare))
        and len(others) <= _MOST_OTHER_WORDS
        and not cues.IS_ANYWHERE.search(bare)
        and (bool(_POSSESSED.search(bare) or _ONLY.match(bare)) or len(THINGS.findall(bare)) > 1)
        and not any(pattern.search(bare) for pattern in _NOT_SHORT)
    )


def _which_follows(plain: str, end: int, sentence: str) -> bool:
    return not stances.NEGATION.search(sentence) and bool(cues.WHICH.match(plain, end))


def _is_short_ask(text: str) -> bool:
    """Whether nothing in a few words says that they do something else than ask."""
    act = cues.PLEASE_DO.search(text)
    if act and not THINGS.match(text, act.end()):
        return False
    return not any(pattern.search(text) for pattern in _NOT_SHORT)


def is_identity(thing: str) -> bool:
    """Whether a thing may be asked for in private."""
    return thing in IDENTITY
