"""Where the models err: what was corrected to what, how often, and in which posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from parvis.desk.models import LabelCorrection
from parvis.desk.rules import HEADS, REVIEW_LABELS
from parvis.engine.understand.training.examples import Example, corrected
from parvis.governance.models import User
from parvis.governance.permissions import entities_for
from parvis.intake.models import PostVersion

DAYS: Final = 90
PAGE: Final = 50
_MOST_COUNTED: Final = 10_000
_MOST_KINDS: Final = 100
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Erred:
    """A label that was corrected to another one: of which head, from what, to what, how often.

    Of intents, "" stands for one that was missing (``said``), or that did not hold (``meant``).
    """

    head: str
    said: str
    meant: str
    count: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, and what it changed: head, what the models said, what the person said."""

    row: LabelCorrection
    changes: Sequence[tuple[str, Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPage:
    """Counts of all corrections of the last days, and some of them, the latest first.

    ``counted`` are the latest ones that the counts are of, where there are very many.
    """

    counts: Sequence[Erred]
    counted: int
    rows: Sequence[Corrected]
    next_before: int | None


def corrections_page(user: User, *, before: int | None = None, size: int = PAGE) -> CorrectionPage:
    """Give the corrections that count of the entities that the person watches over."""
    every = LabelCorrection.objects.filter(
        entity_id__in=entities_for(user, REVIEW_LABELS),
        at__gte=timezone.now() - timedelta(days=DAYS),
        taken_back_at=None,
    )
    pairs = list(every.order_by("-pk").values_list("said", "labels")[:_MOST_COUNTED])
    found = every if before is None else every.filter(pk__lt=before)
    rows = list(_shown(found)[: size + 1])
    return CorrectionPage(
        counts=_counts(pairs),
        counted=len(pairs),
        rows=[Corrected(row, list(_changes(row.said, row.labels))) for row in rows[:size]],
        next_before=rows[size - 1].pk if len(rows) > size else None,
    )


def _shown(found: QuerySet[LabelCorrection]) -> QuerySet[LabelCorrection]:
    return (
        found.select_related("post", "by", "entity")
        .only("said", "labels", "at", "by", "entity__name", "post__text", "post__marks",
              "post__lang", "post__deleted_at")
        .order_by("-pk")
    )  # fmt: skip


def _changes(said: Mapping[str, Any], meant: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for head in HEADS:
        if said.get(head) != meant.get(head):
            yield head, said.get(head, ""), meant.get(head, "")


def _counts(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> list[Erred]:
    found: Counter[tuple[str, str, str]] = Counter()
    for said, meant in pairs:
        for head, old, new in _changes(said, meant):
            found.update((head, *pair) for pair in _pairs(old, new))
    return [Erred(*which, count) for which, count in found.most_common(_MOST_KINDS)]


def _pairs(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(new, list):
        yield str(old), str(new)
        return
    before = set(old or ())
    yield from ((each, "") for each in sorted(before - set(new)))
    yield from (("", each) for each in sorted(set(new) - before))


def corrected_examples() -> Iterator[Example]:
    """Give what people corrected, as training reads it: of all entities, the oldest first.

    Texts are those of the posts as they are stored now, masked: what was masked later is not read,
    nor is a post that was deleted, or one that its author rewrote since. Markers of masked data
    stay in the text as they are (``[IBAN ••••0189]``). What this version cannot read is left out.
    """
    rewritten = PostVersion.objects.filter(
        post=OuterRef("post"), number__gte=OuterRef("post_version")
    )
    rows = (
        LabelCorrection.objects.filter(~Exists(rewritten), taken_back_at=None)
        .filter(post__deleted_at=None)
        .order_by("pk")
    )
    for text, lang, labels in rows.values_list("post__text", "post__lang", "labels").iterator(
        _AT_ONCE
    ):
        if not text.strip():
            continue
        try:
            yield corrected(text, lang, labels)
        except (ValueError, KeyError, TypeError):
            continue
