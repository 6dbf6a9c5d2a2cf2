"""Pages of the desk and their parts, as its views give them to browsers and to htmx."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from parvis.design.messages import explain
from parvis.desk import live, queries
from parvis.desk.composer import composer_for
from parvis.desk.forms import (
    ADVICE,
    PRIORITIES,
    SORTS,
    VIEWS,
    WAITING,
    DeskForm,
    DraftForm,
    InboxForm,
)
from parvis.desk.models import Conversation
from parvis.desk.queries import InboxFilter
from parvis.desk.queries.inbox import COUNT_CAP
from parvis.desk.reasons import ANSWERING, DECLINING
from parvis.desk.rules import ANSWER, READ, REFUSED, WORK
from parvis.desk.words import hidden_words
from parvis.engine.guard.answers import DELETE_POST
from parvis.engine.post import Visibility
from parvis.errors import Invalid, NotAllowed, ParvisError
from parvis.governance.models import User
from parvis.governance.permissions import entities_for, may
from parvis.governance.queries.guard import policies_for


class HttpRequest(DjangoRequest):
    """A request as django-htmx's middleware passes it on."""

    htmx: HtmxDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLink:
    """One view of the inbox, with how many conversations it holds."""

    key: str
    label: str
    count: int
    capped: bool
    current: bool
    state: str


_PARTS = frozenset({"correction", "queue", "more", "conversation", "changed", "context", "agents"})
_FILTERS = ("view", "network", "account", "waiting", "advice", "priority", "search", "sort")


def me_of(request: HttpRequest) -> User:
    """Give the person who asks: nobody gets here without having logged in."""
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed("governance.not_allowed", permission="desk")
    return user


def author_of(seen: Conversation) -> str:
    """Name whom a reply answers, as the head of the conversation does."""
    return seen.author.name or seen.author.handle or _("unknown author")


def checked(form: DeskForm) -> dict[str, Any]:
    """Give what a form holds, or raise ``Invalid`` with the form's own code."""
    if not form.is_valid():
        raise Invalid(form.refusal)
    return form.cleaned_data


def render_page(request: HttpRequest, template: str, found: dict[str, Any]) -> HttpResponse:
    """Render the whole page, or the part that htmx asks for; kept in no cache."""
    part = request.htmx.target if request.htmx and "#" not in template else None
    if part in _PARTS and not request.htmx.history_restore_request:
        template = f"{template}#{part}"
    response = render(request, template, found, status=found.get("status", 200))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    response["Cache-Control"] = "private, no-store"
    return response


def asked_for(request: HttpRequest) -> InboxForm:
    """Read the filter in the address, as the policies of what the person may read mask it.

    Where people search it is sent instead: an address is kept by browsers and by proxies.
    """
    me = me_of(request)
    given = request.POST if "search" in request.POST else request.GET
    return InboxForm(given, policies=lambda: policies_for(entities_for(me, READ)).values())


def done(request: HttpRequest, seen: Conversation, said: str, **event: object) -> HttpResponse:
    """Say that an act is done: as an event to htmx, else back on the conversation."""
    if request.htmx:
        told = {"conversation": seen.pk, "said": said, **event}
        return HttpResponse(
            status=204, headers={"HX-Trigger": json.dumps({"parvis:changed": told})}
        )
    messages.success(request, said)
    return redirect("conversation", pk=seen.pk)


def show(
    request: HttpRequest,
    seen: Conversation,
    *,
    refusal: ParvisError | None = None,
    text: str | None = None,
    safe: bool = False,
) -> HttpResponse:
    """Show a conversation; after a ``refusal``, with the reply that was not sent.

    ``text`` stands in the composer; ``safe`` says that it was made so from another one.
    """
    me, entity = me_of(request), seen.entity_id
    offered = composer_for(seen)
    items = queries.timeline(seen)
    lang = get_language() or ""
    exposed = queries.exposed_in(seen, items, lang=lang)
    verdict = queries.verdict_in(seen, items, lang=lang, exposed=exposed)
    typed = request.POST.get("text", "") if text is None else text
    visibility = request.POST.get("visibility", offered.visibility)
    if request.GET.get("fill") == DELETE_POST and exposed and exposed.answer and offered.public:
        typed, visibility = exposed.answer, Visibility.PUBLIC
    elif verdict and verdict.answer and request.GET.get("fill") == verdict.answer.name:
        typed, visibility = verdict.answer.text, offered.visibility
    found = {
        "conversation": seen,
        "items": items,
        "exposed": exposed,
        "verdict": verdict,
        "judged": queries.judged_by(me, seen, verdict),
        "understood": queries.understood_in(seen, items),
        "asked": _asked_why(me, seen, verdict) if offered.open else None,
        "answering": ANSWERING,
        "why": request.POST.get("why", ""),
        "why_words": request.POST.get("why_words", ""),
        "unsaid": refusal is not None and refusal.code == "desk.override.needs_reason",
        "sealed": queries.sealed_in_timeline(me, seen, items),
        "may_work": may(me, WORK, entity),
        "may_answer": may(me, ANSWER, entity),
        "composer": offered,
        "key": uuid4(),
        "text": typed,
        "made_safe": safe,
        "visibility": visibility,
        "refusal": explain(refusal) if refusal else "",
        "check": _check_again(request, seen) if refusal and refusal.code == REFUSED else None,
        "somebody_writing": refusal and refusal.code == "desk.somebody_is_writing",
        "status": refusal.status if refusal else 200,
        "reasons": DECLINING,
        "state": state_of(asked_for(request).chosen()),
    }
    with timezone.override(ZoneInfo(seen.entity.time_zone)):
        return render_page(request, "desk/desk.html", found)


def _asked_why(
    me: User, seen: Conversation, verdict: queries.Verdict | None
) -> queries.Asked | None:
    """Say against which advice a reply would go that this person has not yet said why of."""
    if verdict is None or not may(me, ANSWER, seen.entity_id):
        return None
    asked = queries.asked_why(seen, person=me, post=verdict.post)
    if asked is None or queries.given_before(seen, person=me, asked=asked):
        return None
    return asked


def _check_again(request: HttpRequest, seen: Conversation) -> queries.DraftCheck | None:
    """Say what stands against a reply that was refused, place by place."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return None
    draft = form.cleaned_data
    return queries.check_reply_draft(me_of(request), seen, draft["text"], draft["visibility"])


def without_secret(request: HttpRequest) -> HttpResponse | None:
    """Lead on from what was sent, or from confidential data in an address, and say why."""
    form = asked_for(request)
    chosen = form.chosen()
    if request.htmx or not (form.hides or request.method == "POST"):
        return None
    if form.hides:
        messages.info(request, hidden_words())
    state = state_of(replace(chosen, after=""))
    return redirect(f"{request.path}?{state}")


def queue_context(request: HttpRequest) -> dict[str, Any]:
    """Give what the queue shows, by the filter in the address."""
    form = asked_for(request)
    chosen = form.chosen()
    accounts = queries.accounts_for(me_of(request))
    return {
        "hidden": hidden_words() if form.hides else "",
        "page": queries.inbox(me_of(request), chosen),
        "counts": counts_of(request, chosen),
        "chosen": chosen,
        "state": state_of(chosen),
        "narrowed": any(
            (chosen.network, chosen.account, chosen.waiting, chosen.advice, chosen.priority)
        ),
        "accounts": accounts,
        "networks": sorted({account.network for account in accounts}),
        "waitings": WAITING,
        "advices": ADVICE,
        "priorities": PRIORITIES,
        "sorts": SORTS,
        # A search takes nothing in by itself, so it needs no place in the stream.
        "position": "" if chosen.search else live.position(),
    }


def counts_of(request: HttpRequest, chosen: InboxFilter) -> list[ViewLink]:
    """Give the views of the inbox, with how many conversations each holds."""
    counts = queries.inbox_counts(me_of(request))
    return [
        ViewLink(
            key=view.value,
            label=str(label),
            count=counts.get(view, 0),
            capped=counts.get(view, 0) >= COUNT_CAP,
            current=view == chosen.view,
            state=state_of(replace(chosen, view=view, after="")),
        )
        for view, label in VIEWS
    ]


def state_of(chosen: InboxFilter) -> str:
    """Write a filter as the query of an address, without what is usual."""
    usual = InboxFilter()
    given = {name: getattr(chosen, name) for name in _FILTERS}
    return urlencode({k: v for k, v in given.items() if v != getattr(usual, k)})
