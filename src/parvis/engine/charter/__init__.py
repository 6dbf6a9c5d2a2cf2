"""The charter: the policy that says what is to be done with a post, and why.

A charter is a list of rules on what was understood of a post: ``file`` reads it strictly,
``checking`` says which rules never decide or are at odds, ``judging`` says which rule holds, with
reasons in French and English, ``verdicts`` what the desk goes by, ``writing`` writes it again,
``trial`` says what another charter would have changed, ``default`` is the one that comes with
Parvis.

Only what is quick to load stands here: whoever asks for an act does not wait for the models.
"""

from parvis.engine.charter.acts import SENDING, Act, Priority
from parvis.engine.charter.reasons import Reason

__all__ = ["SENDING", "Act", "Priority", "Reason"]
