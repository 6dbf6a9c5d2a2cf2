"""What was understood of posts, corrected by people; and where the models err."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.design.messages import explain
from parvis.desk import actions, queries
from parvis.desk.label_forms import LabelForm, initial_of
from parvis.desk.pages import HttpRequest, checked, done, me_of, render_page
from parvis.desk.queries.corrections import DAYS
from parvis.desk.rules import REVIEW_LABELS, WORK, labels_of
from parvis.errors import ParvisError
from parvis.governance.permissions import require, require_anywhere


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Ask what a post is, in place of what was understood; then keep what is said."""
    me = me_of(request)
    seen = queries.conversation_for(me, pk)
    require(me, WORK, seen.entity_id)
    read = queries.written_in(seen, post)
    form, refusal = LabelForm(request.POST or None), None
    if request.method == "POST":
        try:
            version = checked(form)["version"]
            actions.correct_labels(
                actor=me, conversation=seen, post=read, labels=form.said(), version=version
            )
        except ParvisError as error:
            if request.htmx:
                raise
            refusal = error
        else:
            return done(request, seen, _("Kept. The models may learn from it."), corrected=read.pk)
    else:
        stands = queries.correction_of(read)
        said = stands.labels if stands else labels_of(read.labels)
        form = LabelForm(initial={**initial_of(said), "version": read.version})
    found = {
        "conversation": seen,
        "post": read,
        "form": form,
        "refusal": explain(refusal) if refusal else "",
        "status": refusal.status if refusal else 200,
    }
    return render_page(request, "desk/correct.html", found)


@require_POST
def take_back(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Take a correction back: what the models said stands again."""
    me = me_of(request)
    seen = queries.conversation_for(me, pk)
    read = queries.written_in(seen, post)
    actions.take_back_correction(actor=me, conversation=seen, post=read)
    return done(request, seen, _("The correction was taken back."), corrected=read.pk)


@require_GET
def corrections(request: HttpRequest) -> HttpResponse:
    """Show where the models err, to those who watch over it."""
    me = me_of(request)
    require_anywhere(me, REVIEW_LABELS)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 19 else None  # noqa: PLR2004
    found = {"page": queries.corrections_page(me, before=before), "days": DAYS}
    return render_page(request, "desk/corrections.html", found)
