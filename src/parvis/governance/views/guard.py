"""The guard: the policy in force, its versions, the draft tried and signed, texts to try."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from parvis.engine.guard import DEFAULT, Policy
from parvis.engine.guard.policy_changes import changes_between
from parvis.engine.guard.policy_file import policy_from_toml
from parvis.errors import Invalid, ParvisError
from parvis.governance import actions
from parvis.governance.forms.guard import DaysForm, SignatureForm, TextForm
from parvis.governance.guard_explained import explain_text
from parvis.governance.guard_words import (
    ANSWERS,
    DIRECTIONS,
    Changed,
    changed_in_words,
    table_of,
    trial_in_words,
)
from parvis.governance.models import GuardPolicy
from parvis.governance.permissions import (
    DRAFT_GUARD,
    READ,
    SIGN_GUARD,
    TRY_GUARD,
    may,
    may_anywhere,
    require,
    require_anywhere,
)
from parvis.governance.queries import entities_in
from parvis.governance.queries.guard import policy_for
from parvis.governance.queries.guard_pages import (
    GuardLine,
    draft_for,
    guard_line,
    guard_lines,
    is_as_signed,
    others_who_sign,
    reasons_of,
    version_for,
    versions_of,
)
from parvis.governance.queries.trial import DAYS, try_policy
from parvis.governance.queries.writers import writers_of
from parvis.governance.requests import person_of


@require_safe
def guards(request: HttpRequest) -> HttpResponse:
    """List the entities with the policy that each follows; agents come to try a text."""
    user = person_of(request)
    if not may_anywhere(user, READ):
        return redirect("try_text")
    return render(request, "governance/guards.html", {"lines": guard_lines(user)})


@require_safe
def guard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the guard of an entity does, and who said so."""
    user = person_of(request)
    line = guard_line(user, pk)
    policy = line.in_force.policy
    drafts = may(user, DRAFT_GUARD, pk)
    changes = _draft_changes(line)
    versions = versions_of(line.entity)
    reasons = reasons_of(versions)
    writers = writers_of(line.draft) if line.draft else {user.username}
    signs = may(user, SIGN_GUARD, pk) and line.draft and user.username not in writers
    context = {
        "line": line,
        "directions": DIRECTIONS.values(),
        "groups": table_of(policy),
        "forms": policy.customer_forms,
        "answers": [(ANSWERS.get(name, name), said) for name, said in policy.answers.items()],
        "published": len(policy.allowed.values),
        "versions": [(version, reasons[version.pk]) for version in versions],
        "changes": changes,
        "days": DAYS,
        "drafts": drafts,
        "signs": signs and _may_be_signed(line, changes),
        "nobody_signs": drafts and not others_who_sign(line.entity, writers),
    }
    return render(request, "governance/guard.html", context)


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a signed version, and what it changed."""
    found, before = version_for(person_of(request), pk, number)
    context = {
        "version": found,
        "before": before,
        "holds": is_as_signed(found),
        "reason": reasons_of([found])[found.pk],
        "changes": changed_in_words(changes_between(_read(before), _read(found))),
    }
    return render(request, "governance/guard_version.html", context)


@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Try the draft on the posts of the last days."""
    user = person_of(request)
    line = guard_line(user, pk)
    found = draft_for(user, pk)
    days = DaysForm(request.GET).chosen()
    tried = try_policy(line.entity, _read(found), days=days)
    context = {
        "line": line,
        "draft": found,
        "tried": tried,
        "changes": trial_in_words(tried.trial),
        "changed": _draft_changes(line),
        "days": DAYS,
    }
    return render(request, "governance/guard_trial.html", context)


@sensitive_post_parameters("password")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the draft that is shown: the password is asked for."""
    user = person_of(request)
    line = guard_line(user, pk)
    require(user, SIGN_GUARD, pk)
    found = draft_for(user, pk)
    form = SignatureForm(request.POST or None, initial={"digest": found.content_digest})
    if form.is_valid():
        try:
            actions.confirm_password(actor=user, password=form.cleaned_data["password"])
            actions.sign_policy(
                actor=user,
                draft=found,
                digest=form.cleaned_data["digest"],
                reason=form.cleaned_data["reason"],
            )
        except ParvisError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Signed. The policy is in force from now on."))
            return redirect("guard", pk)
    changes = _draft_changes(line)
    context = {
        "form": form,
        "line": line,
        "draft": found,
        "changes": changes,
        "own": user.username in writers_of(found),
        "signs": _may_be_signed(line, changes),
    }
    return render(request, "governance/guard_sign.html", context)


@sensitive_post_parameters("text")
def try_text(request: HttpRequest) -> HttpResponse:
    """Show what the guard does with a text, kind by kind. Nothing of it is kept."""
    user = person_of(request)
    require_anywhere(user, TRY_GUARD)
    chosen = {"entity": request.GET.get("entity", "")}
    form = TextForm(request.POST or None, initial=chosen, entities=entities_in(user, TRY_GUARD))
    context = {"form": form, "directions": DIRECTIONS.values()}
    if form.is_valid():
        policy = policy_for(form.cleaned_data["entity"])
        context["explained"] = explain_text(form.cleaned_data["text"], policy)
    return render(request, "governance/guard_try.html", context)


def _may_be_signed(line: GuardLine, changes: Changed | None) -> bool:
    """Whether signing does anything: what changes nothing is signed where nothing else holds."""
    return bool(changes) or line.in_force.broken


def _draft_changes(line: GuardLine) -> Changed | None:
    if line.draft is None:
        return None
    old = DEFAULT if line.in_force.broken else _read(line.version)
    return changed_in_words(changes_between(old, _read(line.draft)))


def _read(version: GuardPolicy | None) -> Policy:
    """Give what a version says; one that an older Parvis allowed is shown as the defaults."""
    try:
        return policy_from_toml(version.text) if version else DEFAULT
    except Invalid:
        return DEFAULT
