"""The models: which one reads posts, what is proposed in its place, and who signs that."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import sentence
from parvis.errors import Invalid, ParvisError
from parvis.governance import actions
from parvis.governance.actions.adopted_models import NOTE_LIMIT, require_everywhere
from parvis.governance.forms.guard import SignatureForm
from parvis.governance.forms.models import NoteForm
from parvis.governance.model_words import Compared, compared
from parvis.governance.models import AdoptedModel
from parvis.governance.permissions import PROPOSE_MODEL, READ, SIGN_MODEL, require_anywhere
from parvis.governance.queries.models import (
    in_force,
    may_everywhere,
    others_who_sign,
    problem_with_file,
    proposal_of,
    proposed_model,
    reasons_of,
    shipped_card,
    signed_models,
)
from parvis.governance.requests import person_of


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """Show which model reads posts, what is proposed, and all that was signed."""
    user = person_of(request)
    require_anywhere(user, READ)
    now = in_force()
    broken = now.broken or problem_with_file()
    proposal = proposed_model()
    signed = signed_models()
    reasons = reasons_of(signed)
    proposes = may_everywhere(user, PROPOSE_MODEL)
    signs = may_everywhere(user, SIGN_MODEL)
    context = {
        "now": now,
        "card": shipped_card(),
        "broken": sentence(broken, {}) if broken else "",
        "followed": next((row for row in signed if row.pk == now.row), None),
        "proposal": proposal,
        "compared": _compared(proposal),
        "versions": [(row, reasons[row.pk]) for row in signed],
        "proposes": proposes,
        "signs": signs and proposal is not None and proposal.proposed_by != user,
        "nobody_signs": (proposes or signs)
        and not others_who_sign(proposal.proposed_by if proposal else user),
        "returns": proposes and bool(signed) and not signed[0].is_shipped,
        "form": NoteForm(),
    }
    return render(request, "governance/models.html", context)


@require_POST
def propose_shipped(request: HttpRequest) -> HttpResponse:
    """Propose the return to the model that comes with Parvis."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Invalid("governance.model.note_too_long", limit=NOTE_LIMIT)
    actions.propose_shipped(actor=person_of(request), note=form.cleaned_data["note"])
    messages.success(request, _("Proposed. Another person signs it."))
    return redirect("models")


@require_POST
def discard_model(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the proposal away."""
    actions.discard_model(actor=person_of(request), proposal=proposal_of(pk))
    messages.success(request, _("The proposal was discarded."))
    return redirect("models")


@sensitive_post_parameters("password")
def sign_model(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the proposal that is shown: the password is asked for."""
    user = person_of(request)
    require_everywhere(user, SIGN_MODEL)
    proposal = proposal_of(pk)
    form = SignatureForm(request.POST or None, initial={"digest": proposal.content_digest})
    if form.is_valid():
        try:
            actions.confirm_password(actor=user, password=form.cleaned_data["password"])
            actions.sign_model(
                actor=user,
                proposal=proposal,
                digest=form.cleaned_data["digest"],
                reason=form.cleaned_data["reason"],
            )
        except ParvisError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Signed. Posts that come in are read by it from now on."))
            return redirect("models")
    context: dict[str, Any] = {
        "form": form,
        "proposal": proposal,
        "compared": _compared(proposal),
        "own": proposal.proposed_by == user,
    }
    return render(request, "governance/model_sign.html", context)


def _compared(proposal: AdoptedModel | None) -> Compared | None:
    if proposal is None or proposal.is_shipped:
        return None
    return compared(proposal.scores)
