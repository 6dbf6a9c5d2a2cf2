"""The register of accounts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import explain
from parvis.design.templatetags.design import network_name
from parvis.errors import ParvisError
from parvis.governance import actions
from parvis.governance.account_facts import facts_of
from parvis.governance.forms import refuse
from parvis.governance.forms.accounts import (
    AccountForm,
    ConnectionForm,
    ModeForm,
    NewAccountForm,
)
from parvis.governance.models import Mode
from parvis.governance.permissions import MANAGE, READ, SIGN_MODE, may, require, require_anywhere
from parvis.governance.queries import account_for, accounts_for, entities_in, signatures
from parvis.governance.requests import person_of
from parvis.networks.registry import network as network_of
from parvis.networks.registry import networks


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List the register."""
    user = person_of(request)
    require_anywhere(user, READ)
    found = accounts_for(user)
    facts = facts_of(user, found)
    lines = [(account, facts[account.pk]) for account in found]
    manages = entities_in(user, MANAGE).exists()
    return render(request, "governance/accounts.html", {"lines": lines, "manages": manages})


@require_safe
def choose_network(request: HttpRequest) -> HttpResponse:
    """Begin a registration by choosing the network."""
    require_anywhere(person_of(request), MANAGE)
    # A template would call a class: it gets words.
    choices = [(key, _(kind.label)) for key, kind in networks().items()]
    return render(request, "governance/networks.html", {"choices": choices})


@sensitive_post_parameters()
def new_account(request: HttpRequest, key: str) -> HttpResponse:
    """Put an account into the register."""
    user, network = person_of(request), network_of(key)
    require_anywhere(user, MANAGE)
    form = NewAccountForm(request.POST or None, user=user, network=network)
    if form.is_valid():
        names = ("entity", "handle", "owner", "purpose", "audience")
        try:
            account = actions.register_account(
                actor=user,
                network=key,
                settings=form.part("settings"),
                credentials=form.part("credentials"),
                **{name: form.cleaned_data[name] for name in names},
            )
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The account is in the register, and only listens."))
            return redirect("account", account.pk)
    context = {"form": form, "label": _(network.label), "title": _("Register an account")}
    return render(request, "governance/form.html", context)


@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account: what it is for, how far it may speak, and who signed that."""
    user = person_of(request)
    found = account_for(user, pk)
    modes = dict(Mode.choices)
    context = {
        "account": found,
        "label": network_name(found.network),
        "facts": facts_of(user, [found])[found.pk],
        "signatures": [
            (entry, modes.get(entry.data["before"]), modes.get(entry.data["after"]))
            for entry in signatures(found)
        ],
        "manages": found.closed_at is None and may(user, MANAGE, found.entity_id),
        "signs": found.closed_at is None and may(user, SIGN_MODE, found.entity_id),
    }
    return render(request, "governance/account.html", context)


def change_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who answers for an account and what it is for."""
    user = person_of(request)
    found = account_for(user, pk)
    require(user, MANAGE, found.entity_id)
    kept = {name: getattr(found, name) for name in ("owner", "purpose", "audience")}
    form = AccountForm(request.POST or None, user=user, initial=kept)
    if form.is_valid():
        try:
            actions.change_account(actor=user, account=found, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            return redirect("account", pk)
    context = {"form": form, "account": found, "title": _("Change the account")}
    return render(request, "governance/form.html", context)


@sensitive_post_parameters()
def reconnect_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account new settings and credentials."""
    user = person_of(request)
    found = account_for(user, pk)
    require(user, MANAGE, found.entity_id)
    form = ConnectionForm(
        request.POST or None, network=network_of(found.network), known=found.settings
    )
    if form.is_valid():
        parts = {name: form.part(name) for name in ("settings", "credentials")}
        try:
            actions.reconnect_account(actor=user, account=found, **parts)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Connected anew. Verify it now."))
            return redirect("account", pk)
    context = {"form": form, "account": found, "title": _("Settings and credentials")}
    return render(request, "governance/form.html", context)


@require_POST
def verify_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the network whether address and credentials are right."""
    user = person_of(request)
    found = account_for(user, pk)
    try:
        identity = actions.verify_account(actor=user, account=found)
    except ParvisError as error:
        messages.error(request, explain(error))
    else:
        messages.success(
            request, _("The network answers: %(handle)s.") % {"handle": identity.handle}
        )
    return redirect("account", pk)


@sensitive_post_parameters("password")
def sign_mode(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign how far an account may speak: a reason and the password are asked for."""
    user = person_of(request)
    found = account_for(user, pk)
    require(user, SIGN_MODE, found.entity_id)
    form = ModeForm(request.POST or None, account=found)
    if form.is_valid():
        mode, reason = form.cleaned_data["mode"], form.cleaned_data["reason"]
        try:
            actions.confirm_password(actor=user, password=form.cleaned_data["password"])
            actions.set_account_mode(actor=user, account=found, mode=mode, reason=reason)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Signed."))
            return redirect("account", pk)
    context = {"form": form, "account": found, "title": _("Sign the mode"), "submit": _("Sign")}
    return render(request, "governance/form.html", context)


def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, after asking once more."""
    user = person_of(request)
    found = account_for(user, pk)
    require(user, MANAGE, found.entity_id)
    if request.method == "POST":
        actions.close_account(actor=user, account=found)
        messages.success(request, _("The account is closed. Its credentials are destroyed."))
        return redirect("account", pk)
    return render(request, "governance/close_account.html", {"account": found})
