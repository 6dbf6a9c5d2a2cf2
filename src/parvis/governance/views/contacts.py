"""What the bank published itself: a list, a form, and the branch register as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import explain
from parvis.errors import Conflict, Invalid, NotFound, ParvisError
from parvis.governance import actions
from parvis.governance.branch_register import read_register
from parvis.governance.csv_file import SIZE_LIMIT
from parvis.governance.forms import refuse
from parvis.governance.forms.guard import (
    ContactForm,
    FileForm,
    PlanForm,
    RegisterForm,
    SearchForm,
    UndoForm,
)
from parvis.governance.permissions import MANAGE, may, require
from parvis.governance.queries import entity_for
from parvis.governance.queries.contacts import (
    contact_for,
    contacts_of,
    handed_in_for,
    last_change_of,
    plan_import,
    register_of,
)
from parvis.governance.register_words import columns_in_words, refused_in_words
from parvis.governance.requests import person_of
from parvis.governance.sealing import unseal

SHOWN = 50
"""Rows of each list that a page shows of what an import does."""


@require_safe
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """List what an entity publishes."""
    user = person_of(request)
    entity = entity_for(user, pk)
    search = SearchForm(request.GET)
    found = contacts_of(entity, search=search.chosen(), page=request.GET.get("page", ""))
    manages = may(user, MANAGE, pk)
    last = last_change_of(entity) if manages else None
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "entity": entity,
        "search": search,
        "page": found,
        "query": query.urlencode(),
        "manages": manages,
        "last": last if last and last.is_recent else None,
    }
    return render(request, "governance/contacts.html", context)


def add_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a value by hand."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            actions.publish_contact(actor=user, entity=entity, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The guard lets this value stand from now on."))
            return redirect("contacts", pk)
    context = {"form": form, "label": entity.name, "title": _("Add a contact")}
    return render(request, "governance/form.html", context)


@require_POST
def remove_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a value back."""
    user = person_of(request)
    contact = contact_for(user, pk)
    try:
        actions.remove_contact(actor=user, contact=contact)
    except ParvisError as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("Removed. From now on the guard finds this value."))
    return redirect("contacts", contact.entity_id)


@require_POST
def undo_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the last change."""
    user = person_of(request)
    entity = entity_for(user, pk)
    try:
        came, went = actions.undo_contacts(
            actor=user, entity=entity, change=UndoForm(request.POST).chosen()
        )
    except Conflict as error:
        messages.error(request, explain(error))
    else:
        messages.success(
            request,
            _("Undone. Back again: %(came)s. Removed: %(went)s.") % {"came": came, "went": went},
        )
    return redirect("contacts", pk)


def import_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a branch register in, to be looked at."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    form = RegisterForm(request.POST or None, request.FILES or None)
    context = {"form": form, "entity": entity, "columns": columns_in_words(), "shown": SHOWN}
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            if file.size > SIZE_LIMIT:
                raise Invalid("governance.register.too_large", limit=SIZE_LIMIT // 1_000)
            content = file.read()
            actions.hand_in_register(actor=user, entity=entity, content=content)
        except ParvisError as error:
            refuse(form, error)
            if error.code == "governance.register.empty":
                refused = read_register(content).refused
                context |= {"refused": refused_in_words(refused[:SHOWN]), "count": len(refused)}
        else:
            return redirect("look_at_import", pk)
    return render(request, "governance/contacts_import.html", context)


def look_at_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the register that was handed in would do; then do it."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    try:
        register = handed_in_for(user, entity)
        read = register_of(unseal(register.content))
    except ParvisError as error:
        messages.error(request, explain(error))
        return redirect("import_contacts", pk)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_in_register(actor=user, register=register, **form.cleaned_data)
        except (Conflict, NotFound) as error:
            messages.error(request, explain(error))
            # Read anew: another file may be there by now, or none.
            return redirect(
                "look_at_import" if isinstance(error, Conflict) else "import_contacts", pk
            )
        else:
            messages.success(request, _("The branch register is taken in."))
            return redirect("contacts", pk)
    plan = plan_import(entity, read)
    context = {
        "entity": entity,
        "plan": plan,
        "register": register,
        "refused": refused_in_words(plan.refused[:SHOWN]),
        "count": len(plan.refused),
        "shown": SHOWN,
    }
    return render(request, "governance/contacts_look.html", context)


@require_POST
def leave_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the register away that was handed in."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    try:
        actions.leave_register(
            actor=user, register=handed_in_for(user, entity), file=FileForm(request.POST).chosen()
        )
    except Conflict as error:
        messages.error(request, explain(error))
        return redirect("look_at_import", pk)
    except NotFound as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("The file is thrown away. Nothing was changed."))
    return redirect("contacts", pk)
