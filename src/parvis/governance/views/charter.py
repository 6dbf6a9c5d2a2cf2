"""The charter: the one in force in words, its versions, the draft tried and signed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from parvis.engine.charter.changes import changes_between
from parvis.engine.charter.default import default_charter, default_text
from parvis.engine.charter.file import read_charter
from parvis.engine.charter.rules import Charter
from parvis.errors import ParvisError
from parvis.governance import actions
from parvis.governance.charter_told import (
    ChangesTold,
    changes_in_words,
    remarks_in_words,
    trial_in_words,
)
from parvis.governance.charter_words import rules_in_words
from parvis.governance.forms.charter import TrialForm
from parvis.governance.forms.guard import SignatureForm
from parvis.governance.models import CharterVersion
from parvis.governance.permissions import (
    DRAFT_CHARTER,
    READ,
    READ_CHARTER,
    SIGN_CHARTER,
    entities_for,
    may,
    require,
    require_anywhere,
)
from parvis.governance.queries.charter_pages import (
    CharterLine,
    charter_draft,
    charter_is_as_signed,
    charter_line,
    charter_lines,
    charter_reasons,
    charter_version,
    charter_versions,
)
from parvis.governance.queries.charter_trial import DAYS, rule_counts, try_charter
from parvis.governance.queries.guard_pages import others_who_sign
from parvis.governance.queries.writers import writers_of
from parvis.governance.requests import person_of


@require_safe
def charters(request: HttpRequest) -> HttpResponse:
    """List the entities with the charter that each follows."""
    user = person_of(request)
    require_anywhere(user, READ_CHARTER)
    return render(request, "governance/charters.html", {"lines": charter_lines(user)})


@require_safe
def charter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the charter of an entity says, rule by rule, and who said so."""
    user = person_of(request)
    line = charter_line(user, pk)
    found = line.in_force
    drafts = may(user, DRAFT_CHARTER, pk)
    versions = charter_versions(line.entity)
    reasons = charter_reasons(versions)
    counts = rule_counts(line.entity, found.version)
    writers = writers_of(line.draft) if line.draft else {user.username}
    context = {
        "line": line,
        "counts": counts,
        "rules": rules_in_words(found.charter, counts.decided, counts.overridden or {}),
        "versions": [(version, reasons[version.pk]) for version in versions],
        "drafts": drafts,
        "linked": entities_for(user, READ_CHARTER),
        "nobody_signs": drafts and not others_who_sign(line.entity, writers, SIGN_CHARTER),
    }
    if line.draft and may(user, READ, pk):
        context |= _draft(line, line.draft)
        signs = may(user, SIGN_CHARTER, pk) and user.username not in writers
        context["signs"] = signs and _may_be_signed(line, context["changes"])
    return render(request, "governance/charter.html", context)


@require_safe
def default(request: HttpRequest) -> HttpResponse:
    """Show in words the charter that comes with Parvis, also where another one is in force."""
    require_anywhere(person_of(request), READ_CHARTER)
    context = {"rules": rules_in_words(default_charter())}
    return render(request, "governance/charter_default.html", context)


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a signed version in words and as it was signed, and what it changed."""
    user = person_of(request)
    found, before = charter_version(user, pk, number)
    said = read_charter(found.text).charter
    context = {
        "version": found,
        "before": before,
        "linked": entities_for(user, READ_CHARTER),
        "holds": charter_is_as_signed(found),
        "reason": charter_reasons([found])[found.pk],
        "rules": rules_in_words(said) if said else [],
        "readable": said is not None,
        "changes": _changes(_read(before), said),
    }
    return render(request, "governance/charter_version.html", context)


@require_safe
def download(request: HttpRequest, pk: int, number: int = 0) -> HttpResponse:
    """Give the charter in force as its file, or a signed version of the entity's own."""
    user = person_of(request)
    line = charter_line(user, pk)
    if number:
        text = charter_version(user, pk, number)[0].text
    else:
        number = line.version.number if line.version and not line.broken else 0
        text = line.version.text if line.version and number else default_text()
    name = f"charter-{line.entity.key}-{number}.toml" if number else "charter-default.toml"
    return _file(name, text)


@require_safe
def download_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the draft as its file."""
    user = person_of(request)
    line = charter_line(user, pk)
    found = charter_draft(user, pk)
    return _file(f"charter-{line.entity.key}-{found.number}-draft.toml", found.text)


@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Try the draft on the posts of the last days."""
    user = person_of(request)
    line = charter_line(user, pk)
    found = charter_draft(user, pk)
    days = TrialForm(request.GET).chosen()
    drafted = read_charter(found.text).charter
    if drafted is None:  # an older Parvis allowed what this one does not
        return redirect("charter", pk)
    tried = try_charter(line.entity, drafted, days=days)
    context = {
        "line": line,
        "draft": found,
        "tried": tried,
        "told": trial_in_words(tried.trial, drafted),
        "days": DAYS,
    }
    return render(request, "governance/charter_trial.html", context)


@sensitive_post_parameters("password")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the draft that is shown: the password is asked for."""
    user = person_of(request)
    line = charter_line(user, pk)
    require(user, SIGN_CHARTER, pk)
    found = charter_draft(user, pk)
    form = SignatureForm(request.POST or None, initial={"digest": found.content_digest})
    if form.is_valid():
        try:
            actions.confirm_password(actor=user, password=form.cleaned_data["password"])
            actions.sign_charter(
                actor=user,
                draft=found,
                digest=form.cleaned_data["digest"],
                reason=form.cleaned_data["reason"],
            )
        except ParvisError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Signed. Posts that come from now on are judged by it."))
            return redirect("charter", pk)
    context = {"form": form, "line": line, "own": user.username in writers_of(found)}
    context |= _draft(line, found)
    context["signs"] = _may_be_signed(line, context["changes"])
    return render(request, "governance/charter_sign.html", context)


def _file(name: str, text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _draft(line: CharterLine, draft: CharterVersion) -> dict[str, object]:
    """Give what pages say of a draft. One that does not hold any more cannot be signed."""
    reading = read_charter(draft.text)
    return {
        "draft": draft,
        "days": DAYS,
        "changes": _changes(line.in_force.charter, reading.charter),
        "remarks": remarks_in_words(reading),
        "drafted_rules": rules_in_words(reading.charter) if reading.charter else [],
    }


def _may_be_signed(line: CharterLine, changes: object) -> bool:
    """Whether signing does anything: the default may be signed, what is signed is not again."""
    return changes is not None and (bool(changes) or line.in_force.version is None)


def _changes(old: Charter, new: Charter | None) -> ChangesTold | None:
    return None if new is None else changes_in_words(changes_between(old, new))


def _read(version: CharterVersion | None) -> Charter:
    """Give what a version says; one that an older Parvis allowed is compared as the default."""
    said = read_charter(version.text).charter if version else None
    return said or default_charter()
