"""Kinds of confidential data, as people name them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.engine.guard import Kind

_NAMES: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        Kind.SECRET: _("Key or access link"),
        Kind.IBAN: _("IBAN"),
        Kind.RIB: _("RIB"),
        Kind.NIR: _("Social security number"),
        Kind.CARD: _("Card number"),
        Kind.EMAIL: _("E-mail address"),
        Kind.SIRET: _("SIRET number"),
        Kind.VAT: _("VAT number"),
        Kind.TAX_ID: _("Tax number"),
        Kind.SIREN: _("SIREN number"),
        Kind.ROUTING_NUMBER: _("Routing number"),
        Kind.SORT_CODE: _("Sort code"),
        Kind.ACCOUNT_NUMBER: _("Bank account number"),
        Kind.LOAN_NUMBER: _("Loan number"),
        Kind.CHEQUE_NUMBER: _("Cheque number"),
        Kind.CUSTOMER_ID: _("Customer number"),
        Kind.PASSPORT: _("Passport number"),
        Kind.ID_CARD: _("Identity card number"),
        Kind.DRIVING_LICENCE: _("Driving licence number"),
        Kind.RESIDENCE_PERMIT: _("Residence permit number"),
        Kind.OTP: _("One-time code"),
        Kind.PIN: _("PIN"),
        Kind.CVV: _("Card security code"),
        Kind.CARD_EXPIRY: _("Card expiry date"),
        Kind.PASSWORD: _("Password"),
        Kind.SECRET_QUESTION: _("Secret answer"),
        Kind.PHONE: _("Phone number"),
        Kind.DATE_OF_BIRTH: _("Date of birth"),
        Kind.BIC: _("BIC"),
        Kind.PLATE: _("Number plate"),
        Kind.IP: _("IP address"),
        Kind.BALANCE: _("Balance or income"),
        Kind.POSTAL_ADDRESS: _("Postal address"),
        Kind.PERSON_NAME: _("Person's name"),
    }
)


def kind_name(kind: str) -> str:
    """Name a kind of confidential data for people; one that is not known, as it is."""
    name = _NAMES.get(kind.upper())
    return kind.upper() if name is None else str(name)
