"""The check on what the bank is about to send, and its safe rewrite.

Four things hinder a reply: it holds confidential data, it asks for what may not be asked for, it
asks in public for what may be asked in private, it tells in public what only the customer may
know. ``wording`` reads the text plainly, ``clauses`` cuts it, ``asking`` finds what is asked for
(``things`` that can be, ``verbs`` of giving, ``cues`` of asking, ``stances`` that take it back);
where no known turn of phrase asks, ``evidence`` weighs the ``signs`` of it. ``revealing`` finds
what is told (``situations``, ``circumstances``), ``secret`` what is confidential; ``rewriting``
makes a reply that may be sent.
"""

from parvis.engine.outbound.check import check_reply
from parvis.engine.outbound.objection import Code, Objection
from parvis.engine.outbound.rewriting import rewrite

__all__ = ["Code", "Objection", "check_reply", "rewrite"]
