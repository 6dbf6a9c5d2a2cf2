"""A sealed value, opened for a reason, shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from parvis.errors import Invalid
from parvis.governance import actions
from parvis.governance.forms import refuse
from parvis.governance.forms.guard import ReasonForm
from parvis.governance.queries.sealed import sealed_for
from parvis.governance.requests import person_of


@sensitive_variables("context")
@sensitive_post_parameters("reason")
def open_sealed(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reason; then show the value on this one page, which nothing keeps."""
    user = person_of(request)
    sealed = sealed_for(user, pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].widget.attrs["autofocus"] = True
    context: dict[str, object] = {"form": form, "sealed": sealed, "back": _came_from(request)}
    if form.is_valid():
        try:
            context["value"] = actions.open_sealed(actor=user, sealed=sealed, **form.cleaned_data)
        except Invalid as error:
            refuse(form, error)
        else:
            sealed.refresh_from_db(fields=["opened"])
    return render(request, "governance/sealed.html", context)


def _came_from(request: HttpRequest) -> str:
    """Give the page of this site that led here, "" where none or a stranger's is named."""
    address = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else ""
