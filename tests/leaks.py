"""What is said of every kind of confidential data, and where it may not stand afterwards."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from parvis.engine.guard import Kind
from parvis.web.logs import GuardedFormatter

# What is said, and the part of it that may stand nowhere afterwards.
SAID = {
    Kind.SECRET: (
        "ma clé est ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "16C7e42F292c6912E7710c83",
    ),
    Kind.IBAN: ("mon IBAN est FR76 3000 6000 0112 3456 7890 189", "3000 6000 0112"),
    Kind.RIB: ("mon RIB : 30006 00001 12345678901 89", "30006 00001 1234567"),
    Kind.NIR: ("numéro de sécu 1 85 05 78 006 084 91", "85 05 78 006"),
    Kind.CARD: ("carte 4970 1012 3456 7893", "4970 1012 3456"),
    Kind.EMAIL: ("écrivez à zenobie.quirion@gmail.com", "zenobie.quirion"),
    Kind.SIRET: ("SIRET 732 829 320 00074", "732 829 320 000"),
    Kind.VAT: ("TVA FR44732829320", "44732829320"),
    Kind.TAX_ID: ("my SSN is 536-90-4399", "536-90-4399"),
    Kind.SIREN: ("SIREN 732 829 320", "732 829 320"),
    Kind.ROUTING_NUMBER: ("routing number 021000021", "021000021"),
    Kind.SORT_CODE: ("sort code 20-45-67", "20-45-67"),
    Kind.ACCOUNT_NUMBER: ("my account number is 73519264", "7351"),
    Kind.LOAN_NUMBER: ("mon numéro de prêt est 8841207365", "884120"),
    Kind.CHEQUE_NUMBER: ("le chèque n° 7604381", "7604381"),
    Kind.CUSTOMER_ID: ("mon numéro client est 40917385", "40917385"),
    Kind.PASSPORT: ("my passport number is 509237164", "509237164"),
    Kind.ID_CARD: ("ma carte d'identité n° 880692310285", "880692310285"),
    Kind.DRIVING_LICENCE: ("my driving licence is MORGA657054SM9IJ", "657054SM9IJ"),
    Kind.RESIDENCE_PERMIT: ("titre de séjour n° 9903847261", "9903847261"),
    Kind.OTP: ("le code reçu par SMS est 739164", "739164"),
    Kind.PIN: ("mon code secret est 7391", "7391"),
    Kind.CVV: ("le cryptogramme est 739", "est 739"),
    Kind.CARD_EXPIRY: ("ma carte expire le 09/27", "09/27"),
    Kind.PASSWORD: ("mon mot de passe est Zorglub2019!", "Zorglub2019"),
    Kind.SECRET_QUESTION: ("le nom de jeune fille de ma mère est Quenouille", "Quenouille"),
    Kind.PHONE: ("appelez-moi au 06 12 34 56 78", "12 34 56 78"),
    Kind.DATE_OF_BIRTH: ("je suis née le 17/11/1986", "17/11/1986"),
    Kind.BIC: ("BIC : SOGEFRPP", "SOGEFRPP"),
    Kind.PLATE: ("ma plaque est GX-739-QZ", "739-QZ"),
    Kind.IP: ("mon adresse IP est 81.57.139.204", "57.139.204"),
    Kind.BALANCE: ("mon solde est de 4 739,16 €", "739,16"),
    Kind.POSTAL_ADDRESS: ("j'habite 17 rue des Quatre-Vents, 69002 Lyon", "Quatre-Vents"),
    Kind.PERSON_NAME: ("je m'appelle Zénobie Quirion", "Quirion"),
}


SHORT = 6


def alike(text: str) -> str:
    """Give a text without what parts groups, so that other groups hide nothing."""
    return re.sub(r"[\s.\-]", "", text).casefold()


def stored() -> Iterator[tuple[str, str]]:
    """Give every row of every table as text; what is sealed stays sealed."""
    for model in apps.get_models(include_auto_created=True):
        fields = list(model._meta.concrete_fields)
        for row in model._default_manager.values_list(*(field.attname for field in fields)):
            yield model._meta.db_table, repr(row)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT * FROM "{table}"')
                yield table, repr(cursor.fetchall())


def holders(secret: str) -> list[str]:
    return sorted({name for name, row in stored() if holds(row, secret)})


def holds(text: str, secret: str) -> bool:
    """Whether a secret stands in a text, however it is grouped there."""
    if len(secret) < SHORT:  # also part of many a number
        return re.search(rf"(?<![0-9A-Za-z]){re.escape(secret)}(?![0-9A-Za-z])", text) is not None
    return alike(secret) in alike(text)


@contextmanager
def what_is_logged() -> Iterator[list[str]]:
    """Give every line that the product would write to its log meanwhile."""
    lines: list[str] = []
    formatter = GuardedFormatter("{name} {message}", style="{")

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    handler = Keep()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
