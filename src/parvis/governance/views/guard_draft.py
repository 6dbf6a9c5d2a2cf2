"""The draft of a policy: written as a table or as text, which say the same, or thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.engine.guard.policy_file import policy_from_toml, template
from parvis.errors import Invalid, ParvisError
from parvis.governance import actions
from parvis.governance.forms import refuse
from parvis.governance.forms.guard import PolicyForm
from parvis.governance.forms.policy_table import HEADINGS, PolicyTableForm, filled_from
from parvis.governance.guard_words import PROBLEMS_SHOWN, problems_in_words
from parvis.governance.models import User
from parvis.governance.permissions import DRAFT_GUARD, require
from parvis.governance.queries.guard_pages import GuardLine, draft_for, guard_line
from parvis.governance.requests import person_of


def as_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft; what is wrong with it is shown beside its lines, and nothing is lost."""
    user, line = _whose(request, pk)
    kept = {"text": _beginning(request, line), "note": _note(line)}
    form = PolicyForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            actions.draft_policy(actor=user, entity=line.entity, **form.cleaned_data)
        except ParvisError as error:
            return _text_page(request, line, form, error)
        return _saved(request, pk)
    return _text_page(request, line, form)


def as_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the draft in as a table; or go on, unsaved, from one to the other."""
    user, line = _whose(request, pk)
    if request.POST.get("go_on") == "table":
        return _text_as_table(request, line)
    if request.method != "POST":
        text = _beginning(request, line)
        return _table_from(request, line, text, _note(line))
    form = PolicyTableForm(request.POST)
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            text = form.policy_text()
            if request.POST.get("go_on") == "text":
                unsaved = PolicyForm(initial={"text": text, "note": note})
                return _text_page(request, line, unsaved)
            actions.draft_policy(actor=user, entity=line.entity, text=text, note=note)
        except ParvisError as error:
            form.refuse(error)
        else:
            return _saved(request, pk)
    return _table_page(request, line, form)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    user = person_of(request)
    actions.discard_draft(actor=user, draft=draft_for(user, pk))
    messages.success(request, _("The draft is discarded. The policy in force stays."))
    return redirect("guard", pk)


def _whose(request: HttpRequest, pk: int) -> tuple[User, GuardLine]:
    user = person_of(request)
    line = guard_line(user, pk)
    require(user, DRAFT_GUARD, pk)
    return user, line


def _saved(request: HttpRequest, pk: int) -> HttpResponse:
    messages.success(
        request,
        _(
            "The draft is saved. Try it, then have it signed by another administrator or a"
            " supervisor."
        ),
    )
    return redirect("guard", pk)


def _text_as_table(request: HttpRequest, line: GuardLine) -> HttpResponse:
    """Show a text that is not saved yet as a table; one that does not hold, with its problems."""
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _text_page(request, line, form)
    try:
        policy_from_toml(form.cleaned_data["text"])
    except Invalid as error:
        return _text_page(request, line, form, error)
    return _table_from(request, line, form.cleaned_data["text"], form.cleaned_data["note"])


def _table_from(request: HttpRequest, line: GuardLine, text: str, note: str) -> HttpResponse:
    try:
        given = filled_from(text)
    except Invalid:  # an older Parvis allowed what this one does not
        return redirect("guard_draft", line.entity.pk)
    return _table_page(request, line, PolicyTableForm(initial={**given, "note": note}))


def _table_page(request: HttpRequest, line: GuardLine, form: PolicyTableForm) -> HttpResponse:
    context = {"form": form, "line": line, "headings": HEADINGS.items()}
    return render(request, "governance/guard_draft_table.html", context)


def _text_page(
    request: HttpRequest, line: GuardLine, form: PolicyForm, error: ParvisError | None = None
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "line": line}
    if error is not None:
        refuse(form, error)
        problems = error.data.get("problems")
        count = len(problems) if isinstance(problems, list) else 0
        context["problems"] = problems_in_words(error, form.cleaned_data["text"])
        context["more"] = max(0, count - PROBLEMS_SHOWN)
    return render(request, "governance/guard_draft.html", context)


def _note(line: GuardLine) -> str:
    return line.draft.note if line.draft else ""


def _beginning(request: HttpRequest, line: GuardLine) -> str:
    """Give the text that an editor begins with: the draft, the version in force, the defaults."""
    wanted = request.GET.get("from", "")
    if line.draft and not wanted:
        return line.draft.text
    if wanted == "defaults" or line.version is None:
        return template()
    return line.version.text
