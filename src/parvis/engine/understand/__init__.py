"""What a post is, how it is said, what it is about: labels with probabilities.

``understand_all`` reads a batch. Two tiers: n-grams for every post, sentence embeddings for those
in doubt (``model``).

Names of labels come at once. What reads posts is imported when it is first asked for: compiler and
matrices take a second, which whoever only checks a charter need not wait.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from parvis.engine.understand.labels import Decision, Intent, Labels, Target, Tone, Topic

if TYPE_CHECKING:
    from parvis.engine.understand.batches import understand_all
    from parvis.engine.understand.model import Model
    from parvis.engine.understand.transformer import Transformer
    from parvis.engine.understand.understood import Understood

__all__ = [
    "Decision", "Intent", "Labels", "Model", "Target", "Tone", "Topic", "Transformer",
    "Understood", "understand_all",
]  # fmt: skip

_ELSEWHERE = {
    "understand_all": "batches",
    "Model": "model",
    "Transformer": "transformer",
    "Understood": "understood",
}


def __getattr__(name: str) -> Any:
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ELSEWHERE[name]}"), name)
