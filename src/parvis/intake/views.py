"""Screens of intake: what is read, and what could not be taken in."""

from __future__ import annotations

import re
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import explain, has_sentence, sentence
from parvis.errors import NotFound, ParvisError
from parvis.governance.permissions import require_anywhere
from parvis.governance.requests import person_of
from parvis.intake import actions
from parvis.intake.forms import DiscardForm, PageForm
from parvis.intake.queries import (
    dead_letter_for,
    dead_letters,
    source_for,
    sources,
    unread_accounts,
)
from parvis.intake.rules import DEAD_LETTERS, SOURCES

PAGE: Final = 50
"""Dead letters on one page."""

_REASON: Final = re.compile(
    r"(?:(?P<place>.+) )?(?P<code>[a-z_]+(?:\.[a-z0-9_]+)+)(?:: (?P<field>.*))?", re.DOTALL
)


@require_safe
def list_sources(request: HttpRequest) -> HttpResponse:
    """List sources with their last success and last error."""
    user = person_of(request)
    require_anywhere(user, SOURCES)
    now = timezone.now()
    lines = [(line, line.state(now), words_of(line.source.last_error)) for line in sources(user)]
    context = {"lines": lines, "unread": unread_accounts(user)}
    return render(request, "intake/sources.html", context)


@require_POST
def start_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to read an account."""
    user = person_of(request)
    account = unread_accounts(user).filter(pk=pk).first()
    if account is None:
        raise NotFound("governance.account.unknown")
    actions.start_source(actor=user, account=account)
    messages.success(request, _("Parvis reads this account now."))
    return redirect("sources")


@require_POST
def pause_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop reading; what was read stays, and reading goes on from there later."""
    user = person_of(request)
    actions.pause_source(actor=user, source=source_for(user, pk))
    return redirect("sources")


@require_POST
def resume_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Read now: after a pause, or without waiting for the next time."""
    user = person_of(request)
    actions.resume_source(actor=user, source=source_for(user, pk))
    messages.success(request, _("It is read as soon as a worker is free."))
    return redirect("sources")


@require_safe
def list_dead_letters(request: HttpRequest) -> HttpResponse:
    """List what could not be taken in, the last received first."""
    user = person_of(request)
    require_anywhere(user, DEAD_LETTERS)
    settled, before = PageForm(request.GET).chosen()
    letters = dead_letters(user, settled=settled).order_by("-pk").defer("sealed", "shown")
    found = list((letters.filter(pk__lt=before) if before else letters)[: PAGE + 1])
    context = {
        "letters": [(letter, words_of(letter.reason)) for letter in found[:PAGE]],
        "settled": settled,
        "next_before": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "intake/dead_letters.html", context)


@require_safe
def show_dead_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a payload, masked, with the reason why it could not be taken in."""
    letter = dead_letter_for(person_of(request), pk)
    context = {"letter": letter, "reason": words_of(letter.reason), "form": DiscardForm()}
    return render(request, "intake/dead_letter.html", context)


@require_POST
def replay_dead_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a payload again."""
    user = person_of(request)
    letter = dead_letter_for(user, pk)
    try:
        letter = actions.replay_dead_letter(actor=user, letter=letter)
    except ParvisError as error:
        messages.error(request, explain(error))
        return redirect("dead_letters")
    if letter.settled_at is None:
        messages.error(request, words_of(letter.reason))
        return redirect("dead_letter", pk)
    messages.success(request, _("The payload was taken in."))
    return redirect("dead_letters")


@require_POST
def discard_dead_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a payload aside for good."""
    user = person_of(request)
    letter = dead_letter_for(user, pk)
    form = DiscardForm(request.POST)
    if not form.is_valid():
        context = {"letter": letter, "reason": words_of(letter.reason), "form": form}
        return render(request, "intake/dead_letter.html", context, status=422)
    try:
        actions.discard_dead_letter(actor=user, letter=letter, **form.cleaned_data)
    except ParvisError as error:
        messages.error(request, explain(error))
    return redirect("dead_letters")


def words_of(reason: str) -> str:
    """Say a stored reason: a code, perhaps after where it was and before the field it is about."""
    found = _REASON.fullmatch(reason)
    if found is None or not has_sentence(found["code"]):
        return reason
    said = sentence(found["code"], {"field": found["field"]} if found["field"] else {})
    return f"{found['place']} · {said}" if found["place"] else said
