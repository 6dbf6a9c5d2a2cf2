"""The guard: finds confidential data in texts and masks it.

A text is *folded* once (``folding``, ``reading``); a first pass (``gate``) says which detectors may
find something; each kind's file (``kinds``) gives spans; ``disguise`` undoes what writers hide
behind and asks again; ``guard`` settles overlaps and masks as the ``policy`` says; ``values`` does
the same for fields of any shape. To add a kind: a member of ``Kind`` placed by strength, a file in
``kinds`` with its ``DETECTORS``.
"""

from parvis.engine.guard.allowed import AllowList
from parvis.engine.guard.finding import Finding, Kind, Mark, Masked, Proof, ToSeal
from parvis.engine.guard.guard import find, find_all, mask, masked
from parvis.engine.guard.policy import DEFAULT, Direction, Policy, Rule, Treatment
from parvis.engine.guard.split import find_across
from parvis.engine.guard.values import guard_value, safe_id

__all__ = [
    "DEFAULT",
    "AllowList",
    "Direction",
    "Finding",
    "Kind",
    "Mark",
    "Masked",
    "Policy",
    "Proof",
    "Rule",
    "ToSeal",
    "Treatment",
    "find",
    "find_across",
    "find_all",
    "guard_value",
    "mask",
    "masked",
    "safe_id",
]
