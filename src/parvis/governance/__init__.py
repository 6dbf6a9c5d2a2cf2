"""Governance: who speaks where, under which charter, with proof of all that was done.

Entities and their people, the register of accounts with its sealed credentials, permissions, and
the ledger. Every room above registers what it needs here and writes its acts here.
"""
