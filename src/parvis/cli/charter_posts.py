"""Posts from lines as a charter is asked about them: with labels and circumstances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from parvis.engine.charter.conditions import LIKELY, SENTIMENT
from parvis.engine.charter.situation import Hours, Mode, Situation, State, kinds_of
from parvis.engine.guard import Policy, find_all, mask, safe_id
from parvis.engine.post import Post
from parvis.engine.understand.labels import Labels
from parvis.errors import Invalid

_Word = TypeVar("_Word", bound=StrEnum)

_MOST_KINDS = 20
_LONGEST_KIND = 40


class Circumstances(NamedTuple):
    """What holds for a post beside its text."""

    mode: Mode
    hours: Hours
    state: State
    authors: frozenset[str] = frozenset()
    labels: Labels | None = None


class Labelled(NamedTuple):
    """A post, the line it came in, and what holds for it."""

    post: Post
    row: Mapping[str, Any]
    beside: Circumstances


def circumstances(row: Mapping[str, Any], usual: Circumstances) -> Circumstances:
    """Read what a line says beside the post, else what is usual. Raises ``Invalid``."""
    return Circumstances(
        mode=_word(row, "mode", Mode, usual.mode),
        hours=_word(row, "hours", Hours, usual.hours),
        state=_word(row, "state", State, usual.state),
        authors=_authors(row),
        labels=_labels(row),
    )


def situations_of(
    given: Sequence[Labelled], policy: Policy
) -> tuple[list[tuple[str, str]], list[Situation]]:
    """Guard posts, and understand those that come without labels.

    Gives identifiers and texts that are safe to show, and what a charter is asked; one for one.
    """
    from parvis.engine.pipeline import direction_of  # noqa: PLC0415 - loads what reads posts

    texts = [each.post.text for each in given]
    safe: list[tuple[str, str]] = []
    situations: list[Situation] = []
    labels = _understood(given)
    for each, found, understood in zip(given, find_all(texts, policy), labels, strict=True):
        way = direction_of(each.post)
        safe.append((safe_id(each.post.id, key=b""), mask(each.post.text, found, policy, way).text))
        situations.append(
            Situation(
                labels=understood,
                findings=kinds_of(policy.treated(found, way)),
                authors=each.beside.authors,
                network=each.post.network,
                visibility=each.post.visibility,
                mode=each.beside.mode,
                hours=each.beside.hours,
                state=each.beside.state,
            )
        )
    return safe, situations


def _understood(given: Sequence[Labelled]) -> list[Labels]:
    without = [each.post.text for each in given if each.beside.labels is None]
    new = iter(_understand(without) if without else ())
    return [each.beside.labels or next(new) for each in given]


def _understand(texts: Sequence[str]) -> Sequence[Labels]:
    from parvis.engine.understand import understand_all  # noqa: PLC0415 - loads the models

    return understand_all(texts)


def _word(row: Mapping[str, Any], key: str, words: type[_Word], usual: _Word) -> _Word:
    word = row.get(key)
    if word is None:
        return usual
    if not isinstance(word, str) or word not in tuple(words):
        raise Invalid("charter.word_unknown", field=key)
    return words(word)


def _authors(row: Mapping[str, Any]) -> frozenset[str]:
    given = row.get("author_kinds") or []
    right = isinstance(given, list) and len(given) <= _MOST_KINDS
    if not right or not all(isinstance(each, str) and len(each) <= _LONGEST_KIND for each in given):
        raise Invalid("charter.author_kinds", field="author_kinds")
    return frozenset(given)


def _labels(row: Mapping[str, Any]) -> Labels | None:
    """Read labels as ``parvis scan`` writes them; None where a line has none."""
    if not any(isinstance(row.get(group), dict) for group in LIKELY):
        return None
    likely = {f"{group}s": _likely(row.get(group), group) for group in LIKELY}
    lang, sentiment, unsure = row.get("lang", ""), row.get(SENTIMENT, 0.0), row.get("unsure", False)
    if not isinstance(lang, str) or not isinstance(unsure, bool) or not _is_number(sentiment, -1):
        raise Invalid("charter.labels_unreadable", field="lang, sentiment, unsure")
    values: dict[str, Any] = dict(likely)
    return Labels(lang=lang, sentiment=float(sentiment), unsure=unsure, **values)


def _likely(given: object, group: str) -> dict[str, float]:
    """Read ``{label: p}``, or ``{"label": label, "p": p}``, which says the likeliest only."""
    if given is None:
        return {}
    if isinstance(given, dict) and given.keys() == {"label", "p"}:
        given = {str(given["label"]): given["p"]}
    if not isinstance(given, dict):
        raise Invalid("charter.labels_unreadable", field=group)
    for label, p in given.items():
        if label not in LIKELY[group] or not _is_number(p, 0):
            raise Invalid("charter.labels_unreadable", field=group)
    return {str(label): float(p) for label, p in given.items()}


def _is_number(value: object, least: int) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and least <= value <= 1  # type: ignore[operator]
