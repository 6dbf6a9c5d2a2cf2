"""What a safe rewrite says: approved sentences, and plain words for what is confidential.

A bank's own wordings come first (``policy.answers``), then those of the engine.
"""

from __future__ import annotations

from collections.abc import Mapping

from parvis.engine.guard import Kind, Policy
from parvis.engine.guard.answers import DEFAULT_ANSWERS

ELSEWHERE = {"fr": "visible dans votre espace client", "en": "shown in your online banking"}
"""Where a value stands that was named with "is"."""

_ACCOUNT = {"fr": ("votre", "compte"), "en": ("your", "account")}
_CARD = {"fr": ("votre", "carte"), "en": ("your", "card")}
_CODE = {"fr": ("votre", "code"), "en": ("your", "code")}
_PAPER = {"fr": ("votre", "document"), "en": ("your", "document")}
_WORDS: Mapping[Kind, Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys((Kind.CARD, Kind.CVV, Kind.CARD_EXPIRY), _CARD),
    **dict.fromkeys((Kind.PIN, Kind.OTP, Kind.PASSWORD, Kind.SECRET, Kind.SECRET_QUESTION), _CODE),
    **dict.fromkeys(
        (Kind.NIR, Kind.TAX_ID, Kind.PASSPORT, Kind.ID_CARD, Kind.DRIVING_LICENCE), _PAPER
    ),
    Kind.LOAN_NUMBER: {"fr": ("votre", "prêt"), "en": ("your", "loan")},
    Kind.CUSTOMER_ID: {"fr": ("votre", "dossier"), "en": ("your", "file")},
    Kind.CHEQUE_NUMBER: {"fr": ("votre", "chèque"), "en": ("your", "cheque")},
    Kind.PHONE: {
        "fr": ("le", "numéro indiqué sur notre site"),
        "en": ("the", "number on our website"),
    },
    Kind.EMAIL: {
        "fr": ("l'", "adresse indiquée sur notre site"),
        "en": ("the", "address on our website"),
    },
    Kind.POSTAL_ADDRESS: {"fr": ("votre", "adresse"), "en": ("your", "address")},
    Kind.BALANCE: {"fr": ("ce", "montant"), "en": ("that", "amount")},
    Kind.DATE_OF_BIRTH: {"fr": ("cette", "date"), "en": ("that", "date")},
    Kind.PERSON_NAME: {"fr": ("cette", "personne"), "en": ("that", "person")},
}


def wordings(name: str, lang: str, policy: Policy) -> list[str]:
    """Give the approved sentences of a name in a language, the bank's own first."""
    own = policy.answers.get(name, {}).get(lang, "").strip()
    return [sentence for sentence in (own, DEFAULT_ANSWERS[name][lang]) if sentence]


def plain_words(kind: str, lang: str) -> tuple[str, str]:
    """Give what stands for a value of a kind: its article, and its noun."""
    words = _WORDS.get(Kind(kind), _ACCOUNT) if kind in set(Kind) else _ACCOUNT
    return words[lang]
