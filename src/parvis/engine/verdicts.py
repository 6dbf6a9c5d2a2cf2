"""What the models and a written charter make of posts, beside what the pipeline found in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parvis.engine.charter.default import default_charter
from parvis.engine.charter.judging import Judgement, judge_all
from parvis.engine.charter.rules import Charter
from parvis.engine.charter.situation import Situation, kinds_of
from parvis.engine.guard import DEFAULT, Policy
from parvis.engine.pipeline import Enriched, direction_of
from parvis.engine.post import Post
from parvis.engine.understand import Labels, understand_all


class Understood(NamedTuple):
    """The labels of a post, and the charter's judgement on it."""

    labels: Labels
    judgement: Judgement


def verdicts(
    batch: Sequence[Post],
    enriched: Sequence[Enriched],
    *,
    charter: Charter | None = None,
    policy: Policy = DEFAULT,
    second_look: bool = True,
) -> list[Understood]:
    """Understand and judge posts as they were given, with what ``enrich`` found in each.

    Without ``second_look``, posts in doubt are left as the first model has them.
    """
    labels = understand_all(
        [post.text for post in batch],
        languages=[found.lang for found in enriched],
        second=second_look,
    )
    situations = [
        Situation(
            labels=understood,
            findings=kinds_of(policy.treated(found.findings, direction_of(post))),
            network=post.network,
            visibility=post.visibility,
        )
        for post, found, understood in zip(batch, enriched, labels, strict=True)
    ]
    judged = judge_all(charter or default_charter(), situations)
    return list(map(Understood, labels, judged))
