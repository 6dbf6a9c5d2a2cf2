"""Which model reads posts: the last that was signed, or the one that comes with Parvis."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.db.models import Q

from parvis.engine.understand import Model
from parvis.engine.understand.model import shipped
from parvis.engine.understand.model_file import digest_of_shipped
from parvis.errors import Invalid, NotFound
from parvis.governance.model_files import kept_model, stamp_of
from parvis.governance.models import AdoptedModel, Entity, LedgerEntry, User
from parvis.governance.permissions import SIGN_MODEL, may, roles_with

log = logging.getLogger(__name__)

_WITH_PEOPLE = ("proposed_by", "signed_by")
_OBJECT = "governance.adopted_model"

_loaded: dict[str, Model] = {}
"""The adopted model that this process uses, by its digest: one, for it takes 30 MB."""

_failed: dict[str, tuple[tuple[int, int], str]] = {}
"""What could not be loaded: the stamp of the file that was tried, and why."""


@dataclass(frozen=True, slots=True)
class ModelInForce:
    """What reads posts. ``model`` is None for the shipped one.

    ``row`` is the id of the signed adoption that is followed, None where nothing was signed;
    ``digest`` that of the model which really reads. ``broken`` is the code of why the signed model
    does not, "" where it does: the shipped one reads in its place.
    """

    model: Model | None
    row: int | None
    digest: str
    broken: str = ""


def model_in_force() -> Model | None:
    """Give the model that reads posts, None for the shipped one: one query, by primary key.

    A model is loaded once in a process, and its file held against its digest then. One whose file
    is missing or another one is logged, and the shipped one reads until the file is back.
    """
    _row, digest = _signed()
    return _model(digest)[0]


def in_force() -> ModelInForce:
    """Give the model that reads posts with where it comes from, in one query."""
    row, digest = _signed()
    model, broken = _model(digest)
    return ModelInForce(model, row, digest if model is not None else _shipped_digest(), broken)


def loaded_in_force() -> tuple[Model, str]:
    """Give the model that reads posts, the shipped one too, with its digest."""
    found = in_force()
    return found.model or shipped(), found.digest


def problem_with_file() -> str:
    """Say what is wrong with the file of the signed model now, as a code; "" where nothing is.

    Reads it all, though this process may have it loaded: another one, started later, would too.
    """
    _row, digest = _signed()
    try:
        if digest:
            kept_model(digest)
    except Invalid as error:
        return error.code
    return ""


def _signed() -> tuple[int | None, str]:
    signed = AdoptedModel.objects.filter(signed_at__isnull=False).order_by("-pk")
    return signed.values_list("pk", "digest").first() or (None, "")


def _model(digest: str) -> tuple[Model | None, str]:
    if not digest:
        return None, ""
    if (kept := _loaded.get(digest)) is not None:
        return kept, ""
    stamp = stamp_of(digest)
    tried, why = _failed.get(digest, (None, ""))
    if tried == stamp:
        return None, why
    try:
        found = kept_model(digest)
    except Invalid as error:
        _failed[digest] = (stamp, error.code)
        log.error(  # noqa: TRY400 - what is wrong is said; a trace adds nothing
            "The adopted model %s does not hold (%s); the shipped one reads posts instead.",
            digest[:12],
            error.code,
        )
        return None, error.code
    _loaded.clear()
    _failed.clear()
    _loaded[digest] = found
    return found, ""


@cache
def shipped_card() -> str:
    """Give what is said of the shipped model: what it was trained on, how well it does."""
    return (files("parvis.engine.understand") / "card.md").read_text(encoding="utf-8")


@cache
def _shipped_digest() -> str:
    return digest_of_shipped()


def forget_loaded() -> None:
    """Forget what this process has loaded, so that the file is read again."""
    _loaded.clear()
    _failed.clear()


def signed_models() -> list[AdoptedModel]:
    """Give what was signed, the last first; more than fifty are not shown."""
    signed = AdoptedModel.objects.filter(signed_at__isnull=False).select_related(*_WITH_PEOPLE)
    return list(signed.order_by("-pk")[:50])


def proposed_model() -> AdoptedModel | None:
    """Give what is proposed and not signed yet."""
    return AdoptedModel.objects.filter(signed_at=None).select_related(*_WITH_PEOPLE).first()


def proposal_of(pk: int) -> AdoptedModel:
    """Give a proposal that is not signed yet; raises ``NotFound``."""
    found = proposed_model()
    if found is None or found.pk != pk:
        raise NotFound("governance.model.no_proposal")
    return found


def may_everywhere(user: User, permission: str) -> bool:
    """Whether a person holds a permission at every root: a model reads all entities' posts."""
    roots = list(Entity.objects.filter(parent=None).values_list("pk", flat=True))
    return bool(roots) and all(may(user, permission, root) for root in roots)


def others_who_sign(proposer: User) -> int:
    """Count the people who may sign what a person proposes."""
    roots = Entity.objects.filter(parent=None)
    signing = Q(memberships__role__in=roles_with(SIGN_MODEL))
    people = User.objects.filter(is_active=True).exclude(pk=proposer.pk)
    for root in roots.values_list("pk", flat=True):
        people = people.filter(signing & Q(memberships__entity=root))
    return people.distinct().count()


def reasons_of(rows: list[AdoptedModel]) -> dict[int, str]:
    """Give why each was signed, by its id, as the ledger tells; "" where it does not."""
    objects = {f"{_OBJECT}:{row.pk}": row.pk for row in rows}
    told = LedgerEntry.objects.filter(object__in=objects, verb="governance.model.signed")
    reasons = {
        objects[at]: str(data.get("reason", ""))
        for at, data in told.order_by("-number").values_list("object", "data")
    }
    return {row.pk: reasons.get(row.pk, "") for row in rows}
