"""What the bank published itself: a list, a form, and the branch register as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import explain, sentence
from parvis.errors import Invalid, ParvisError
from parvis.governance import actions
from parvis.governance.branch_register import SIZE_LIMIT
from parvis.governance.forms import refuse
from parvis.governance.forms.guard import ContactForm, RegisterForm, SearchForm
from parvis.governance.permissions import MANAGE, may, require
from parvis.governance.queries import entity_for
from parvis.governance.queries.guard_pages import contact_for, contacts_of
from parvis.governance.requests import person_of


@require_safe
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """List what an entity publishes."""
    user = person_of(request)
    entity = entity_for(user, pk)
    search = SearchForm(request.GET)
    found = contacts_of(entity, search=search.chosen(), page=request.GET.get("page", ""))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "entity": entity,
        "search": search,
        "page": found,
        "query": query.urlencode(),
        "manages": may(user, MANAGE, pk),
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


def import_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a branch register in, and tell what became of each of its rows."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    form = RegisterForm(request.POST or None, request.FILES or None)
    context = {"form": form, "entity": entity}
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            if file.size > SIZE_LIMIT:
                raise Invalid("governance.register.too_large", limit=SIZE_LIMIT // 1_000_000)
            imported = actions.import_contacts(actor=user, entity=entity, content=file.read())
        except ParvisError as error:
            refuse(form, error)
        else:
            context["imported"] = imported
            context["refused"] = [(row, sentence(row.code)) for row in imported.refused]
    return render(request, "governance/contacts_import.html", context)
