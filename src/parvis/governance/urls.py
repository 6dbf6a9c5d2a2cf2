"""Addresses of governance."""

from __future__ import annotations

from django.urls import URLPattern, path

from parvis.governance.views import access, accounts, ledger, organisation

_ACCOUNT = "accounts/<int:pk>/"
_PERSON = "people/<int:pk>/"

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
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="verify_ledger"),
    path("ledger/export/", ledger.export, name="export_ledger"),
]
