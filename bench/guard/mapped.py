"""Which of our kinds the peers' entities are.

Only what a peer claims to find counts for or against it. Entities that are none of ours are not
asked for (web addresses, crypto wallets, places, nationalities), nor is what says less than ours:
any date is no date of birth, a town or a postcode is no postal address.
"""

from __future__ import annotations

from parvis.engine.guard import Kind

PRESIDIO = {
    "IBAN_CODE": Kind.IBAN,
    "CREDIT_CARD": Kind.CARD,
    "EMAIL_ADDRESS": Kind.EMAIL,
    "PHONE_NUMBER": Kind.PHONE,
    "IP_ADDRESS": Kind.IP,
    "PERSON": Kind.PERSON_NAME,
    "US_BANK_NUMBER": Kind.ACCOUNT_NUMBER,
    "ABA_ROUTING_NUMBER": Kind.ROUTING_NUMBER,
    "US_SSN": Kind.TAX_ID,
    "US_ITIN": Kind.TAX_ID,
    "UK_NINO": Kind.TAX_ID,
    "DE_TAX_ID": Kind.TAX_ID,
    "DE_TAX_NUMBER": Kind.TAX_ID,
    "IT_FISCAL_CODE": Kind.TAX_ID,
    "ES_NIF": Kind.TAX_ID,
    "ES_NIE": Kind.TAX_ID,
    "PL_PESEL": Kind.TAX_ID,
    "DE_VAT_ID": Kind.VAT,
    "IT_VAT_CODE": Kind.VAT,
    "US_PASSPORT": Kind.PASSPORT,
    "UK_PASSPORT": Kind.PASSPORT,
    "DE_PASSPORT": Kind.PASSPORT,
    "IT_PASSPORT": Kind.PASSPORT,
    "ES_PASSPORT": Kind.PASSPORT,
    "DE_ID_CARD": Kind.ID_CARD,
    "IT_IDENTITY_CARD": Kind.ID_CARD,
    "US_DRIVER_LICENSE": Kind.DRIVING_LICENCE,
    "UK_DRIVING_LICENCE": Kind.DRIVING_LICENCE,
    "IT_DRIVER_LICENSE": Kind.DRIVING_LICENCE,
    "DE_FUEHRERSCHEIN": Kind.DRIVING_LICENCE,
    "UK_VEHICLE_REGISTRATION": Kind.PLATE,
    "DE_KFZ": Kind.PLATE,
}
"""presidio-analyzer 2.2. ``PERSON`` is found by a model of language, here in French only."""

DATAFOG = {
    "EMAIL": Kind.EMAIL,
    "PHONE": Kind.PHONE,
    "SSN": Kind.TAX_ID,
    "CREDIT_CARD": Kind.CARD,
    "IP_ADDRESS": Kind.IP,
    "DE_VAT_ID": Kind.VAT,
    "DE_IBAN": Kind.IBAN,
    "DE_TAX_ID": Kind.TAX_ID,
    "DE_PASSPORT_NUMBER": Kind.PASSPORT,
    "DE_RESIDENCE_PERMIT_NUMBER": Kind.RESIDENCE_PERMIT,
}
"""DataFog 4, its engine of patterns, with its German ones. Its ``DATE`` is any date."""

PEERS = {"presidio": PRESIDIO, "datafog": DATAFOG}
