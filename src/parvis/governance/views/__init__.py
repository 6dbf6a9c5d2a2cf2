"""Screens of governance, a file a place: access, accounts, organisation, ledger."""
