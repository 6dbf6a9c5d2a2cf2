"""Addresses of governance."""

from __future__ import annotations

from django.urls import URLPattern, path

from parvis.governance.views import (
    access,
    accounts,
    charter,
    charter_draft,
    contacts,
    guard,
    guard_draft,
    ledger,
    models,
    organisation,
    sealed,
)

_ACCOUNT = "accounts/<int:pk>/"
_PERSON = "people/<int:pk>/"
_GUARD = "guard/<int:pk>/"
_CHARTER = "charter/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("login/", access.log_in, name="login"),
    path("logout/", access.log_out, name="logout"),
    path("password/", access.password, name="password"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.choose_network, name="choose_network"),
    path("accounts/new/<slug:key>/", accounts.new_account, name="new_account"),
    path(_ACCOUNT, accounts.account, name="account"),
    path(f"{_ACCOUNT}change/", accounts.change_account, name="change_account"),
    path(f"{_ACCOUNT}connection/", accounts.reconnect_account, name="reconnect_account"),
    path(f"{_ACCOUNT}verify/", accounts.verify_account, name="verify_account"),
    path(f"{_ACCOUNT}mode/", accounts.sign_mode, name="sign_mode"),
    path(f"{_ACCOUNT}close/", accounts.close_account, name="close_account"),
    path("entities/", organisation.entities, name="entities"),
    path("entities/new/", organisation.new_entity, name="new_entity"),
    path("entities/<int:pk>/", organisation.change_entity, name="entity"),
    path("people/", organisation.people, name="people"),
    path("people/new/", organisation.new_person, name="new_person"),
    path(_PERSON, organisation.person, name="person"),
    path(f"{_PERSON}revoke/", organisation.revoke_role, name="revoke_role"),
    path(f"{_PERSON}deactivate/", organisation.set_active, {"active": False}, "deactivate_person"),
    path(f"{_PERSON}reactivate/", organisation.set_active, {"active": True}, "reactivate_person"),
    path(f"{_PERSON}password/", organisation.new_password, name="new_password"),
    path("guard/", guard.guards, name="guards"),
    path("guard/try/", guard.try_text, name="try_text"),
    path(_GUARD, guard.guard, name="guard"),
    path(f"{_GUARD}versions/<int:number>/", guard.version, name="guard_version"),
    path(f"{_GUARD}draft/", guard_draft.as_text, name="guard_draft"),
    path(f"{_GUARD}draft/table/", guard_draft.as_table, name="guard_draft_table"),
    path(f"{_GUARD}discard/", guard_draft.discard, name="discard_guard_draft"),
    path(f"{_GUARD}trial/", guard.trial, name="guard_trial"),
    path(f"{_GUARD}sign/", guard.sign, name="sign_guard"),
    path(f"{_GUARD}contacts/", contacts.contacts, name="contacts"),
    path(f"{_GUARD}contacts/new/", contacts.add_contact, name="add_contact"),
    path(f"{_GUARD}contacts/import/", contacts.import_contacts, name="import_contacts"),
    path(f"{_GUARD}contacts/import/look/", contacts.look_at_import, name="look_at_import"),
    path(f"{_GUARD}contacts/import/leave/", contacts.leave_import, name="leave_import"),
    path(f"{_GUARD}contacts/undo/", contacts.undo_contacts, name="undo_contacts"),
    path("charter/", charter.charters, name="charters"),
    path(_CHARTER, charter.charter, name="charter"),
    path(f"{_CHARTER}file/", charter.download, name="charter_file"),
    path(f"{_CHARTER}versions/<int:number>/", charter.version, name="charter_version"),
    path(f"{_CHARTER}versions/<int:number>/file/", charter.download, name="charter_version_file"),
    path(f"{_CHARTER}draft/", charter_draft.draft, name="charter_draft"),
    path(f"{_CHARTER}discard/", charter_draft.discard, name="discard_charter_draft"),
    path(f"{_CHARTER}trial/", charter.trial, name="charter_trial"),
    path(f"{_CHARTER}sign/", charter.sign, name="sign_charter"),
    path("contacts/<int:pk>/remove/", contacts.remove_contact, name="remove_contact"),
    path("models/", models.models, name="models"),
    path("models/shipped/", models.propose_shipped, name="propose_shipped_model"),
    path("models/<int:pk>/sign/", models.sign_model, name="sign_model"),
    path("models/<int:pk>/discard/", models.discard_model, name="discard_model"),
    path("sealed/<int:pk>/", sealed.open_sealed, name="open_sealed"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="verify_ledger"),
    path("ledger/export/", ledger.export, name="export_ledger"),
]
