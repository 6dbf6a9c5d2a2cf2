"""The draft of a charter: written as text, with what is wrong beside its lines, or thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parvis.engine.charter.file import read_charter
from parvis.engine.charter.writing import template
from parvis.errors import ParvisError
from parvis.governance import actions
from parvis.governance.charter_told import PROBLEMS_SHOWN, problems_in_words, remarks_in_words
from parvis.governance.forms import refuse
from parvis.governance.forms.charter import CharterForm
from parvis.governance.models import CharterVersion
from parvis.governance.permissions import DRAFT_CHARTER, require
from parvis.governance.queries.charter_pages import CharterLine, charter_draft, charter_line
from parvis.governance.requests import person_of


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft; what is wrong with it is shown beside its lines, and nothing is lost."""
    user = person_of(request)
    line = charter_line(user, pk)
    require(user, DRAFT_CHARTER, pk)
    kept = {"text": _beginning(request, line), "note": line.draft.note if line.draft else ""}
    form = CharterForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            saved = actions.draft_charter(actor=user, entity=line.entity, **form.cleaned_data)
        except ParvisError as error:
            return _page(request, line, form, error)
        _tell(request, saved)
        return redirect("charter", pk)
    return _page(request, line, form)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    user = person_of(request)
    actions.discard_charter(actor=user, draft=charter_draft(user, pk))
    messages.success(request, _("The draft is discarded. The charter in force stays."))
    return redirect("charter", pk)


def _tell(request: HttpRequest, saved: CharterVersion) -> None:
    messages.success(
        request,
        _(
            "The draft is saved. Try it, then have it signed by another administrator or a"
            " supervisor."
        ),
    )
    count = len(remarks_in_words(read_charter(saved.text)))
    if count:
        said = ngettext(
            "%(count)s remark on the draft: look at it below.",
            "%(count)s remarks on the draft: look at them below.",
            count,
        )
        messages.warning(request, said % {"count": count})


def _page(
    request: HttpRequest, line: CharterLine, form: CharterForm, error: ParvisError | None = None
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "line": line}
    if error is not None:
        refuse(form, error)
        problems = error.data.get("problems")
        count = len(problems) if isinstance(problems, list) else 0
        context["problems"] = problems_in_words(error, form.cleaned_data["text"])
        context["more"] = max(0, count - PROBLEMS_SHOWN)
    return render(request, "governance/charter_draft.html", context)


def _beginning(request: HttpRequest, line: CharterLine) -> str:
    """Give the text that an editor begins with: the draft, the version in force, the default."""
    wanted = request.GET.get("from", "")
    if line.draft and not wanted:
        return line.draft.text
    if wanted == "default" or line.version is None:
        return template()
    return line.version.text
