"""Every change of governance: entities, people, accounts, and who enters. All in the ledger."""

from parvis.governance.actions.access import confirm_password, log_in_person, log_out_person
from parvis.governance.actions.accounts import (
    change_account,
    close_account,
    reconnect_account,
    register_account,
    set_account_mode,
    verify_account,
)
from parvis.governance.actions.audit import protect_ledger, record_export, verify_end
from parvis.governance.actions.entities import change_entity, create_entity
from parvis.governance.actions.people import (
    change_password,
    create_person,
    deactivate_person,
    grant_role,
    reactivate_person,
    revoke_role,
)

__all__ = [
    "change_account",
    "change_entity",
    "change_password",
    "close_account",
    "confirm_password",
    "create_entity",
    "create_person",
    "deactivate_person",
    "grant_role",
    "log_in_person",
    "log_out_person",
    "protect_ledger",
    "reactivate_person",
    "reconnect_account",
    "record_export",
    "register_account",
    "revoke_role",
    "set_account_mode",
    "verify_account",
    "verify_end",
]
