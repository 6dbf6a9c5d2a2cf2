"""Every change of governance, all in the ledger.

Entities, people, accounts, who enters, the guard's policies, the charter, what is published and
what is sealed.
"""

from parvis.governance.actions.access import confirm_password, log_in_person, log_out_person
from parvis.governance.actions.accounts import (
    change_account,
    close_account,
    reconnect_account,
    register_account,
    set_account_mode,
    verify_account,
)
from parvis.governance.actions.adopted_models import (
    discard_model,
    propose_model,
    propose_shipped,
    sign_model,
)
from parvis.governance.actions.audit import protect_ledger, record_export, verify_end
from parvis.governance.actions.charters import discard_charter, draft_charter, sign_charter
from parvis.governance.actions.contacts import (
    import_contacts,
    publish_contact,
    remove_contact,
    undo_contacts,
)
from parvis.governance.actions.entities import change_entity, create_entity
from parvis.governance.actions.guard_policies import discard_draft, draft_policy, sign_policy
from parvis.governance.actions.listed_names import (
    change_listed_name,
    import_names,
    list_name,
    remove_listed_name,
    undo_names,
)
from parvis.governance.actions.people import (
    change_password,
    create_person,
    deactivate_person,
    grant_role,
    reactivate_person,
    revoke_role,
)
from parvis.governance.actions.registers import (
    destroy_forgotten,
    hand_in_register,
    leave_register,
    take_in_register,
)
from parvis.governance.actions.sealed import (
    Sealing,
    destroy_expired,
    destroy_sealed,
    open_sealed,
    seal_values,
)

__all__ = [
    "Sealing",
    "change_account",
    "change_entity",
    "change_listed_name",
    "change_password",
    "close_account",
    "confirm_password",
    "create_entity",
    "create_person",
    "deactivate_person",
    "destroy_expired",
    "destroy_forgotten",
    "destroy_sealed",
    "discard_charter",
    "discard_draft",
    "discard_model",
    "draft_charter",
    "draft_policy",
    "grant_role",
    "hand_in_register",
    "import_contacts",
    "import_names",
    "leave_register",
    "list_name",
    "log_in_person",
    "log_out_person",
    "open_sealed",
    "propose_model",
    "propose_shipped",
    "protect_ledger",
    "publish_contact",
    "reactivate_person",
    "reconnect_account",
    "record_export",
    "register_account",
    "remove_contact",
    "remove_listed_name",
    "revoke_role",
    "seal_values",
    "set_account_mode",
    "sign_charter",
    "sign_model",
    "sign_policy",
    "take_in_register",
    "undo_contacts",
    "undo_names",
    "verify_account",
    "verify_end",
]
