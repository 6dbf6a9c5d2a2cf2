"""The ledger, for those who audit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from parvis.governance.actions import record_export, verify_end
from parvis.governance.forms import LedgerForm
from parvis.governance.ledger import lines_of
from parvis.governance.ledger_words import in_words
from parvis.governance.permissions import READ_LEDGER, require_anywhere
from parvis.governance.queries import ledger_entries, ledger_page
from parvis.governance.queries.ledger_names import names_in
from parvis.governance.requests import person_of
from parvis.governance.verification import sentence_of


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the ledger, the last act first."""
    user = person_of(request)
    require_anywhere(user, READ_LEDGER)
    form = LedgerForm(request.GET)
    page = ledger_page(user, form.chosen())
    query = request.GET.copy()
    query.pop("before", None)
    lines = in_words(page.entries, names_in(page.entries))
    context = {"form": form, "page": page, "lines": lines, "query": query.urlencode()}
    return render(request, "governance/ledger.html", context)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Verify the end of the chain now."""
    user = person_of(request)
    count, faults = verify_end(actor=user)
    for fault in faults[:20]:
        messages.error(request, sentence_of(fault))
    if faults:
        messages.error(request, _("The ledger does not hold. Tell security before anything else."))
    else:
        messages.success(
            request,
            ngettext("The last %(count)d entry holds.", "The last %(count)d entries hold.", count)
            % {"count": count},
        )
    return redirect("ledger")


@require_POST
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give what the filter finds as JSON Lines; that it was taken out is in the ledger too."""
    user = person_of(request)
    chosen = LedgerForm(request.POST).chosen()
    record_export(actor=user, chosen=chosen)
    response = StreamingHttpResponse(
        lines_of(ledger_entries(user, chosen)), content_type="application/x-ndjson"
    )
    response["Content-Disposition"] = 'attachment; filename="ledger.jsonl"'
    return response
