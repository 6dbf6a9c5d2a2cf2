"""Entities and people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import explain
from parvis.errors import NotFound, ParvisError
from parvis.governance import actions
from parvis.governance.forms import (
    EntityForm,
    NewEntityForm,
    NewPasswordForm,
    PersonForm,
    RevokeForm,
    RoleForm,
    refuse,
)
from parvis.governance.permissions import MANAGE, READ, require, require_anywhere
from parvis.governance.queries import (
    entities_in,
    entity_for,
    membership_for,
    people_for,
    person_for,
)
from parvis.governance.requests import person_of


@require_safe
def entities(request: HttpRequest) -> HttpResponse:
    """List the units of the organisation."""
    user = person_of(request)
    require_anywhere(user, READ)
    found = entities_in(user, READ).select_related("parent")
    managed = set(entities_in(user, MANAGE).values_list("pk", flat=True))
    return render(request, "governance/entities.html", {"entities": found, "managed": managed})


def new_entity(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    user = person_of(request)
    require_anywhere(user, MANAGE)
    form = NewEntityForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            actions.create_entity(actor=user, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            return redirect("entities")
    context = {"form": form, "title": _("Add an entity")}
    return render(request, "governance/form.html", context)


def change_entity(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, entity)
    kept = {name: getattr(entity, name) for name in ("name", "aliases", "time_zone")}
    form = EntityForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            actions.change_entity(actor=user, entity=entity, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("entities")
    return render(request, "governance/form.html", {"form": form, "title": entity.name})


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List people with their roles."""
    user = person_of(request)
    require_anywhere(user, READ)
    manages = entities_in(user, MANAGE).exists()
    context = {"people": people_for(user), "manages": manages}
    return render(request, "governance/people.html", context)


@sensitive_post_parameters("password")
def new_person(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    user = person_of(request)
    require_anywhere(user, MANAGE)
    form = PersonForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            person = actions.create_person(actor=user, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            return redirect("person", person.pk)
    context = {"form": form, "title": _("Add a person")}
    return render(request, "governance/form.html", context)


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person with their roles; a POST grants one more."""
    user = person_of(request)
    found = person_for(user, pk)
    form = RoleForm(request.POST or None, user=user)
    if form.is_valid():
        actions.grant_role(actor=user, user=found, **form.cleaned_data)
        return redirect("person", pk)
    managed = set(entities_in(user, MANAGE).values_list("pk", flat=True))
    context = {"person": found, "form": form, "managed": managed}
    return render(request, "governance/person.html", context)


@require_POST
def revoke_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role."""
    user = person_of(request)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        raise NotFound("governance.role.unknown")
    membership = membership_for(user, form.cleaned_data["membership"])
    try:
        actions.revoke_role(actor=user, membership=membership)
    except ParvisError as error:
        messages.error(request, explain(error))
    return redirect("person", pk)


@require_POST
def set_active(request: HttpRequest, pk: int, *, active: bool) -> HttpResponse:
    """Keep a person out, or let them in again."""
    user = person_of(request)
    found = person_for(user, pk)
    act = actions.reactivate_person if active else actions.deactivate_person
    try:
        act(actor=user, user=found)
    except ParvisError as error:
        messages.error(request, explain(error))
    return redirect("person", pk)


@sensitive_post_parameters()
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person another password."""
    user = person_of(request)
    found = person_for(user, pk)
    require_anywhere(user, MANAGE)
    if found == user:
        # One's own is asked for the old one first: a mode is signed with it.
        return redirect("password")
    form = NewPasswordForm(request.POST or None, user=found)
    if form.is_valid():
        try:
            actions.change_password(actor=user, user=found, password=form.cleaned_data["new"])
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The password is changed."))
            return redirect("person", pk)
    return render(request, "governance/form.html", {"form": form, "title": found.shown_name})
