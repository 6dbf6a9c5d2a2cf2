"""Small real models and scores, for tests of what reads posts."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from parvis.engine.understand.heads import HEADS as ALL_HEADS
from parvis.engine.understand.labels import Decision
from parvis.engine.understand.model import Kernel, Mixing, Model, shipped
from parvis.engine.understand.model_file import digest_of, digest_of_shipped
from parvis.engine.understand.training.adoption import HEADS, Figures, Scores
from parvis.governance import actions
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import AdoptedModel, Entity, Role, User
from tests.conftest import PASSWORD, Bank

OLD = Figures(0.95, 0.96, 0.08, dict.fromkeys(HEADS, 0.8))
BETTER = replace(OLD, heads={**OLD.heads, "topics": 0.9})


@cache
def silent_model(strength: float = 50.0) -> bytes:
    """The shipped model with few known posts, made to say of every post that nobody answers it."""
    column = ALL_HEADS["decisions"].first + list(Decision).index(Decision.SILENT)
    kernel = shipped().second
    mixings = []
    for mixing in (shipped().alone, shipped().both):
        offset = mixing.offset.copy()
        offset[column] += np.float32(strength)
        mixings.append(Mixing(mixing.factors, offset))
    few = Kernel(kernel.points[:40], kernel.voices[:40])
    return saved(replace(shipped(), second=few, alone=mixings[0], both=mixings[1]))


def saved(model: Model) -> bytes:
    with TemporaryDirectory() as folder:
        model.save(Path(folder) / "model.npz")
        return (Path(folder) / "model.npz").read_bytes()


def scores(content: bytes, *, against: str = "", new: Figures = BETTER, **more: Any) -> str:
    said = Scores(digest_of(content), against or digest_of_shipped(), "c" * 64, 475, 3, OLD, new)
    return json.dumps({**said.to_json(), **more})


def another(entity: Entity, role: Role = Role.SUPERVISOR, name: str = "other") -> User:
    return actions.create_person(
        actor=SYSTEM,
        username=name,
        first_name=name.capitalize(),
        password=PASSWORD,
        entity=entity,
        role=role,
        language="en",
    )


def signer(bank: Bank) -> User:
    return User.objects.filter(username="other").first() or another(bank.group)


def proposed(bank: Bank, content: bytes | None = None, **more: Any) -> AdoptedModel:
    content = content or silent_model()
    return actions.propose_model(actor=bank.ada, content=content, scores=scores(content, **more))


def adopted(bank: Bank, content: bytes | None = None, **more: Any) -> AdoptedModel:
    proposal = proposed(bank, content, **more)
    return actions.sign_model(
        actor=signer(bank), proposal=proposal, digest=proposal.content_digest, reason="Tried"
    )
