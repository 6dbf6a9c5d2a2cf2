"""What people read when a model is refused, and of what its scores say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MODELS: Final[dict[str, str | Promise]] = {
    "engine.model.not_one": _(
        "The file is no model that this version of Parvis can read. Nothing was changed. Make it"
        " anew with this version: parvis train --with-corrections."
    ),
    "engine.model.too_large": _(
        "The file is larger than %(limit)s MB, and a model is smaller. Nothing was changed. Give"
        " the folder that parvis train --with-corrections wrote."
    ),
    "engine.scores.not_any": _(
        "scores.json holds no scores of a model. Nothing was changed. Train anew: parvis train"
        " --with-corrections writes it beside the model."
    ),
    "governance.model.file_missing": _(
        "The file of the adopted model is not in the data folder. Put it back from a copy of the"
        " folder models, or sign the return to the shipped model."
    ),
    "governance.model.file_wrong": _(
        "The file of the adopted model is not the one that was signed. Put that one back from a"
        " copy of the folder models, or sign the return to the shipped model; and tell security."
    ),
    "governance.model.in_force_already": _("This model is in force already. Nothing was changed."),
    "governance.model.needs_reason": _(
        "A model is signed with a reason. Nothing was changed. Say why."
    ),
    "governance.model.no_proposal": _(
        "There is no such proposal any more: somebody signed or discarded it. Look at the models."
    ),
    "governance.model.not_better": _(
        "This model is not better than the one in force, so it is not adopted. Nothing was"
        " changed. More corrections may make a better one."
    ),
    "governance.model.note_too_long": _(
        "The note is longer than %(limit)s characters. Nothing was changed. Shorten it."
    ),
    "governance.model.other_scores": _(
        "scores.json belongs to another model than this file. Nothing was changed. Give the folder"
        " as parvis train --with-corrections wrote it."
    ),
    "governance.model.own_proposal": _(
        "You proposed this, so another person signs it. Nothing was changed."
    ),
    "governance.model.proposal_changed": _(
        "The proposal changed while you read it. Nothing was signed. Read it again."
    ),
    "governance.model.reason_too_long": _(
        "The reason is longer than %(limit)s characters. Nothing was changed. Shorten it."
    ),
    "governance.model.scored_against_another": _(
        "The scores compare with a model that is not in force any more. Nothing was changed. Train"
        " anew, against the one that is: parvis train --with-corrections."
    ),
    "governance.model.shipped_already": _(
        "The model that comes with Parvis is in force already. Nothing was changed."
    ),
}

VERBS: Final[dict[str, str | Promise]] = {
    "governance.model.discarded": _("Proposed model discarded"),
    "governance.model.proposed": _("Model proposed"),
    "governance.model.signed": _("Model signed"),
}


def objection_words(codes: Iterable[str]) -> list[str]:
    """Say why a model is not better; a code that this version does not know stays one."""
    sentences = {
        "answered_fewer": gettext("It leaves more heated but legitimate posts unanswered."),
        "kept_fewer": gettext("It answers more posts that hold scorn alone."),
        "too_grey": gettext("It is unsure of more than one post in ten."),
        "no_higher": gettext("Its scores are no higher on average."),
    }
    return [sentences.get(code, code) for code in codes]


def score_words() -> dict[str, str]:
    """Name what is scored, in the order in which it is shown."""
    return {
        "answered": gettext("Heated but legitimate posts: answered, or to a person"),
        "kept": gettext("Scorn alone: not answered, or to a person"),
        "grey": gettext("All posts: unsure, so a person decides"),
        "decisions": gettext("The key decision is right"),
        "tones": gettext("The tone is right"),
        "targets": gettext("The target of an insult is right"),
        "topics": gettext("The topic is right"),
        "intents": gettext("Intents (mean F1)"),
        "sentiment": gettext("Sentiment (correlation)"),
        "mean": gettext("Mean of the last six"),
    }
