"""Products and branches that posts may name: lists, forms, and a file that is looked at first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import explain
from parvis.engine.mentions import Named, Sort
from parvis.errors import Conflict, Invalid, NotFound, ParvisError
from parvis.governance import actions
from parvis.governance.csv_file import SIZE_LIMIT
from parvis.governance.forms import refuse
from parvis.governance.forms.guard import FileForm, PlanForm, UndoForm
from parvis.governance.forms.listed_names import (
    NamesFileForm,
    NamesSearchForm,
    NewNameForm,
    WrittenForm,
)
from parvis.governance.models import HandedInRegister, ListedName
from parvis.governance.names_file import read_names
from parvis.governance.names_words import columns_in_words, everyday_in_words, refused_in_words
from parvis.governance.permissions import MANAGE, READ, entities_for, may, require
from parvis.governance.queries import entities_above, entity_for
from parvis.governance.queries.contacts import handed_in_for
from parvis.governance.queries.listed_names import (
    last_change_of_names,
    listed_name_for,
    names_in,
    names_of,
    plan_names,
)
from parvis.governance.requests import person_of
from parvis.governance.sealing import unseal

SHOWN = 50
"""Rows of each list that a page shows of what a file does."""

_NAMES = HandedInRegister.What.NAMES


@require_safe
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """List an entity's products and branches."""
    user = person_of(request)
    entity = entity_for(user, pk)
    search = NamesSearchForm(request.GET)
    found = names_of(entity, **search.chosen(), page=request.GET.get("page", ""))
    manages = may(user, MANAGE, pk)
    last = last_change_of_names(entity) if manages else None
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "entity": entity,
        "above": entities_above(entity),
        "readable": entities_for(user, READ),
        "search": search,
        "searched": any(search.chosen().values()),
        "page": found,
        "query": query.urlencode(),
        "manages": manages,
        "last": last if last and last.is_recent else None,
    }
    return render(request, "governance/names.html", context)


def add_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a name on the list; a branch of the register comes with its name filled in."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    given = {"kind": request.GET.get("kind", ""), "name": request.GET.get("name", "")}
    form = NewNameForm(request.POST or None, initial=given)
    if form.is_valid():
        try:
            listed = actions.list_name(actor=user, entity=entity, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Posts that come in from now on say that they name it."))
            _warn(request, listed)
            return redirect("names", pk)
    context = {"form": form, "label": entity.name, "title": _("Add a product or a branch")}
    return render(request, "governance/form.html", context)


def change_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a name otherwise, or change the other ways."""
    user = person_of(request)
    listed = listed_name_for(user, pk)
    require(user, MANAGE, listed.entity_id)
    kept = {"name": listed.name, "ways": "\n".join(listed.ways)}
    form = WrittenForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            listed = actions.change_listed_name(actor=user, listed=listed, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            _warn(request, listed)
            return redirect("names", listed.entity_id)
    context = {"form": form, "label": listed.name, "title": _("Change a name")}
    return render(request, "governance/form.html", context)


def _warn(request: HttpRequest, listed: ListedName) -> None:
    """Warn of a name that is kept, and that fits too many posts."""
    named = Named(Sort(listed.kind), listed.name, tuple(listed.ways))
    if warning := everyday_in_words([named]):
        messages.warning(request, warning)


@require_POST
def remove_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a name off the list."""
    user = person_of(request)
    listed = listed_name_for(user, pk)
    try:
        actions.remove_listed_name(actor=user, listed=listed)
    except ParvisError as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("Removed. Posts that named it before still say so."))
    return redirect("names", listed.entity_id)


@require_POST
def undo_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the last change."""
    user = person_of(request)
    entity = entity_for(user, pk)
    try:
        came, went = actions.undo_names(
            actor=user, entity=entity, change=UndoForm(request.POST).chosen()
        )
    except Conflict as error:
        messages.error(request, explain(error))
    else:
        messages.success(
            request,
            pgettext("names", "Undone. Back again: %(came)s. Removed: %(went)s.")
            % {"came": came, "went": went},
        )
    return redirect("names", pk)


def import_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a file in, to be looked at."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    form = NamesFileForm(request.POST or None, request.FILES or None)
    context = {"form": form, "entity": entity, "columns": columns_in_words(), "shown": SHOWN}
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            if file.size > SIZE_LIMIT:
                raise Invalid("governance.register.too_large", limit=SIZE_LIMIT // 1_000)
            content = file.read()
            actions.hand_in_register(actor=user, entity=entity, content=content, what=_NAMES)
        except ParvisError as error:
            refuse(form, error)
            if error.code == "governance.register.empty":
                refused = read_names(content).refused
                context |= {"refused": refused_in_words(refused[:SHOWN]), "count": len(refused)}
        else:
            return redirect("look_at_names", pk)
    return render(request, "governance/names_import.html", context)


def look_at_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the file that was handed in would do; then do it."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    try:
        register = handed_in_for(user, entity, _NAMES)
        read = names_in(unseal(register.content))
    except ParvisError as error:
        messages.error(request, explain(error))
        return redirect("import_names", pk)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_in_register(actor=user, register=register, **form.cleaned_data)
        except (Conflict, NotFound) as error:
            messages.error(request, explain(error))
            # Read anew: another file may be there by now, or none.
            return redirect("look_at_names" if isinstance(error, Conflict) else "import_names", pk)
        else:
            messages.success(request, _("The file is taken in."))
            return redirect("names", pk)
    plan = plan_names(entity, read)
    context = {
        "entity": entity,
        "plan": plan,
        "everyday": everyday_in_words([*plan.added, *(new for _old, new in plan.changed)]),
        "register": register,
        "refused": refused_in_words(plan.refused[:SHOWN]),
        "count": len(plan.refused),
        "shown": SHOWN,
    }
    return render(request, "governance/names_look.html", context)


@require_POST
def leave_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the file away that was handed in."""
    user = person_of(request)
    entity = entity_for(user, pk)
    require(user, MANAGE, pk)
    try:
        register = handed_in_for(user, entity, _NAMES)
        actions.leave_register(actor=user, register=register, file=FileForm(request.POST).chosen())
    except Conflict as error:
        messages.error(request, explain(error))
        return redirect("look_at_names", pk)
    except NotFound as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("The file is thrown away. Nothing was changed."))
    return redirect("names", pk)
