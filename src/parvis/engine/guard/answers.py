"""Wordings that the desk proposes: short sentences of level B1, in French and English.

None says or denies that somebody is a customer, none asks for anything, and all fit into the
shortest posts of the networks (300 characters). Only the first greets: the others also end a reply
that is made safe.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

DELETE_POST = "delete_post"
"""To somebody who posted a secret in public."""

SECURE_CHANNEL = "secure_channel"
"""To somebody whose question needs the bank's own secure messaging."""

PRIVATE_MESSAGE = "private_message"
"""To somebody who should go on in a private message."""

LANGUAGES = ("fr", "en")

ANSWER_LIMIT = 300
"""Code points of an answer, at most."""

DEFAULT_ANSWERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        DELETE_POST: MappingProxyType(
            {
                "fr": "Bonjour, votre message montre une information personnelle. Pour votre"
                " sécurité, merci de le supprimer dès que possible. Nous l'avons masquée de notre"
                " côté. Nous ne demandons jamais de code ni de mot de passe.",
                "en": "Hello, for your safety, please delete your message as soon as you can: it"
                " shows something that is private. We have hidden that part on our side. We never"
                " ask for codes or passwords.",
            }
        ),
        SECURE_CHANNEL: MappingProxyType(
            {
                "fr": "Pour votre sécurité, nous ne pouvons pas traiter cette question ici. Merci"
                " de nous écrire par la messagerie sécurisée, sur le site ou dans l'application"
                " de la banque. N'écrivez jamais ici de code ni de numéro.",
                "en": "For your safety, we cannot deal with this question here. Please write to"
                " us by secure messaging, on the bank's website or in its app. Never write a"
                " code or a number here.",
            }
        ),
        PRIVATE_MESSAGE: MappingProxyType(
            {
                "fr": "Pour que nous puissions vous aider, écrivez-nous en message privé. N'y"
                " mettez jamais de code, de mot de passe ni de numéro de carte.",
                "en": "Please write to us in a private message so that we can help you. Never put"
                " a code, a password or a card number in it.",
            }
        ),
    }
)
"""Name, then language."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_PICTURES = frozenset({"So", "Sk", "Mn"})
"""What stands before a joiner in a picture: a picture, its colour of skin, its presentation."""
_JOINER = "\N{ZERO WIDTH JOINER}"


def first_unseen(answer: str) -> tuple[int, str] | None:
    """Give place, from 1, and sign of the first that nobody sees, or that turns words around.

    Controls, marks of direction, signs of no width: what is read would not be what is sent. The
    end of a line is none of them, nor what joins two pictures into one.
    """
    for place, sign in enumerate(answer):
        if unicodedata.category(sign) not in _UNSEEN or sign == "\n":
            continue
        before = unicodedata.category(answer[place - 1]) if place else ""
        if sign != _JOINER or before not in _PICTURES:
            return place + 1, sign
    return None
