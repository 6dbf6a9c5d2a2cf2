"""Posts enriched and made rows, one poisonous post never taking the others with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from parvis.engine.charter.rules import Charter
from parvis.engine.charter.situation import Circumstances
from parvis.engine.guard import Policy
from parvis.engine.guard.split import Amendment
from parvis.engine.match import Matcher
from parvis.engine.mentions import Mentions
from parvis.engine.pipeline import Beside, Enriched, enrich
from parvis.engine.post import Post as Given
from parvis.engine.understand import Model, Transformer
from parvis.errors import ParvisError
from parvis.governance.models import Account
from parvis.intake.beside import Neighbour, Neighbours
from parvis.intake.letters import digest_key, payload_of
from parvis.intake.rows import Row, row_of
from parvis.networks.network import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How posts of an account are read: what is listened for, what the guard does, what was said.

    ``model`` understands them, None is the shipped one, and ``third`` reads what it leaves unsure,
    where the bank has a transformer. ``charter`` judges them, ``version`` is the id of its signed
    version, None for the default, and ``around`` what it may ask about the account. ``beside`` is
    what the same authors wrote shortly before and after, and ``sequence`` the last change of the
    store when that was asked for.
    """

    matcher: Matcher
    mentions: Mentions
    policy: Policy
    charter: Charter
    version: int | None = None
    around: Circumstances
    model: Model | None = None
    third: Transformer | None = None
    beside: Neighbours = field(default_factory=Neighbours)
    sequence: int = 0

    def behind(self, place: int) -> Way:
        """Give the same for the posts of the batch from a place on."""
        return replace(self, beside=self.beside.behind(place))


@dataclass(slots=True)
class Read:
    """Rows ready to store, and what could not be made one.

    ``given`` holds the posts of ``rows``, one for one: what to keep sealed if a row is refused.
    ``amendments`` are what stored posts have to become, by their ids.
    """

    way: Way
    rows: list[Row] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    refused: list[Unreadable] = field(default_factory=list)
    amendments: dict[int, Amendment] = field(default_factory=dict)


def read_posts(posts: Sequence[Given], *, account: Account, way: Way, now: datetime) -> Read:
    """Enrich posts of the account's network and build their rows. Touches no database."""
    read = Read(way)
    for place, (post, enriched) in enumerate(zip(posts, _enriched(posts, way), strict=True)):
        row = _row(post, enriched, account=account, now=now, charter=way.version)
        if isinstance(row, Unreadable):
            read.refused.append(row)
            continue
        read.rows.append(row)
        read.given.append(post)
        _reach_back(read, place, enriched)
    return read


def _reach_back(read: Read, place: int, enriched: Enriched | Exception) -> None:
    if isinstance(enriched, Exception) or not enriched.reaches_back:
        return
    stored = read.way.beside.of(place)
    for post, amendment in zip(stored, enriched.reaches_back, strict=True):
        if amendment is not None:
            read.amendments[post.pk] = amendment


def refusal(post: Given, error: Exception) -> Unreadable:
    """Keep a post that cannot be stored. A message may hold its text, so the reason is a code."""
    code = error.code if isinstance(error, ParvisError) else f"unexpected.{type(error).__name__}"
    return Unreadable(payload=payload_of(post), reason=code, id=post.id)


def _row(
    post: Given,
    enriched: Enriched | Exception,
    *,
    account: Account,
    now: datetime,
    charter: int | None,
) -> Row | Unreadable:
    if isinstance(enriched, Exception):
        return refusal(post, enriched)
    try:
        row = row_of(enriched, account=account, now=now, charter=charter)
    except Exception as error:  # noqa: BLE001 - hostile input: whatever it breaks, it is kept
        return refusal(post, error)
    return Row(row, enriched.to_seal, enriched.alone)


def _enriched(posts: Sequence[Given], way: Way) -> list[Enriched | Exception]:
    """Enrich a batch; where that fails, halve it until the poisonous post stands alone."""
    try:
        return list(
            enrich(
                posts,
                matcher=way.matcher,
                mentions=way.mentions,
                key=digest_key(),
                policy=way.policy,
                before=_texts(way.beside.before),
                after=_texts(way.beside.after),
                model=way.model,
                third=way.third,
                charter=way.charter,
                around=way.around,
            )
        )
    except Exception as error:  # noqa: BLE001 - as above
        if len(posts) <= 1:
            return [error]
    middle = len(posts) // 2
    return [*_enriched(posts[:middle], way), *_enriched(posts[middle:], way.behind(middle))]


def _texts(beside: Mapping[int, Sequence[Neighbour]]) -> Beside:
    """Give what was written beside as the engine wants it."""
    return {place: [each.masked for each in posts] for place, posts in beside.items()}
