"""The desk over HTTP: form, action, template.

One address, one view. Without script an address gives the whole page, and an act leads back to
the conversation; to htmx the same address gives the part that it asks for by the id of its target,
and an act answers 204 with an event, upon which the page fetches what changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.middleware import HtmxDetails

from parvis.design.messages import explain, sentence
from parvis.desk import actions, live, queries
from parvis.desk.composer import composer_for
from parvis.desk.forms import (
    ADVICE,
    REASONS,
    SORTS,
    VIEWS,
    WAITING,
    AssignForm,
    DeclineForm,
    DeskForm,
    DraftForm,
    InboxForm,
    NoteForm,
    PresenceForm,
    ReplyForm,
    SnoozeForm,
    VersionForm,
)
from parvis.desk.matching import belongs
from parvis.desk.models import Conversation
from parvis.desk.queries import InboxFilter
from parvis.desk.queries.inbox import COUNT_CAP
from parvis.desk.rules import ANSWER, UNDO_SECONDS, WORK
from parvis.errors import Invalid, NotAllowed, ParvisError
from parvis.governance.models import User
from parvis.governance.permissions import may


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


_PARTS = frozenset({"queue", "more", "conversation", "changed", "context", "agents"})
_FILTERS = ("view", "network", "account", "waiting", "advice", "search", "sort")
_MOST_ROWS = 100


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the queue of conversations, by the filter in the address."""
    context = _queue(request) | {"conversation": None}
    response = _page(request, "desk/desk.html", context)
    # A queue that comes by itself, beside a conversation or on the way back, is no new place.
    if request.htmx.target == "queue" and request.htmx.trigger != "queue":
        here = (request.htmx.current_url_abs_path or "/").partition("?")[0]
        response["HX-Push-Url"] = f"{here}?{context['state']}" if context["state"] else here
    return response


@require_GET
def inbox_rows(request: HttpRequest) -> HttpResponse:
    """Give the rows of some conversations as they are now, and the counts, for a live page."""
    ids = [
        int(word)
        for word in request.GET.get("ids", "").split(",")
        if re.fullmatch(r"[0-9]{1,18}", word)
    ]
    chosen = InboxForm(request.GET).chosen()
    page = queries.inbox_rows(_me(request), ids[:_MOST_ROWS])
    context = {
        "page": page,
        "belonging": {c.pk for c in page.conversations if belongs(c, chosen, _me(request))},
        "counts": _counts(request, chosen),
        "chosen": chosen,
        "state": _state(chosen),
    }
    return _page(request, "desk/desk.html#changed_rows", context)


@require_GET
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one conversation beside the queue."""
    return _show(request, queries.conversation_for(_me(request), pk))


@require_GET
def around(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands around a conversation: the thread before it, its author's others."""
    seen = queries.conversation_for(_me(request), pk)
    found = {
        "conversation": seen,
        "parents": queries.parents(seen),
        "others": queries.other_conversations(seen),
        "state": _state(InboxForm(request.GET).chosen()),
    }
    with timezone.override(ZoneInfo(seen.entity.time_zone)):
        return _page(request, "desk/context.html", found)


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of a draft what would be said of it if it were sent now."""
    seen = queries.conversation_for(_me(request), pk)
    draft = _checked(DraftForm(request.POST))
    text, visibility = draft["text"].strip(), draft["visibility"]
    found = queries.check_reply_draft(_me(request), seen, text, visibility)
    said = "" if found.objections or not found.refusal else sentence(found.refusal, found.data)
    shown = {"check": found, "text": text, "refusal_words": said}
    return _page(request, "desk/parts/draft_check.html", shown)


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reply; what is refused comes back with its text and the reason."""
    seen = queries.conversation_for(_me(request), pk)
    try:
        given = _checked(ReplyForm(request.POST))
        made = actions.reply_to_conversation(actor=_me(request), conversation=seen, **given)
    except ParvisError as refusal:
        if request.htmx:
            raise
        return _show(request, seen, refusal=refusal)
    said = _("The reply leaves in a moment.")
    undo = {"reply": made.pk, "address": reverse("cancel_reply", args=[made.pk])}
    undo |= {"name": _author(seen), "seconds": UNDO_SECONDS}
    return _done(request, seen, said, replied=made.pk, key=str(uuid4()), undo=undo)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a reply back while it still can be."""
    taken = queries.reply_for(_me(request), pk)
    actions.cancel_reply(actor=_me(request), reply=taken)
    said = _("The reply to %(name)s was taken back.") % {"name": _author(taken.conversation)}
    return _done(request, taken.conversation, said, cancelled=taken.pk)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reply again that the network refused or never got."""
    failed = queries.reply_for(_me(request), pk)
    actions.retry_reply(actor=_me(request), reply=failed)
    return _done(request, failed.conversation, _("The reply is sent again."))


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a conversation to somebody, or back to everybody; first, say who may be chosen."""
    seen = queries.conversation_for(_me(request), pk)
    if request.method == "GET":
        found = {"conversation": seen, "agents": queries.agents_for(seen)}
        return _page(request, "desk/assign.html", found)
    given = _checked(AssignForm(request.POST, conversation=seen))
    actions.assign_conversation(actor=_me(request), conversation=seen, **given)
    agent = given["agent"]
    said = _("Assigned to %(name)s.") % {"name": agent.shown_name} if agent else _("Unassigned.")
    return _done(request, seen, said)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a note for colleagues."""
    seen = queries.conversation_for(_me(request), pk)
    given = _checked(NoteForm(request.POST))
    actions.add_note(actor=_me(request), conversation=seen, text=given["note"])
    return _done(request, seen, _("Note added."))


@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a conversation rest until a moment."""
    seen = queries.conversation_for(_me(request), pk)
    given = _checked(SnoozeForm(request.POST, conversation=seen))
    actions.snooze_conversation(
        actor=_me(request), conversation=seen, until=given["until"], version=given["version"]
    )
    return _done(request, seen, _("Snoozed."))


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a conversation: nothing is left to do."""
    seen = queries.conversation_for(_me(request), pk)
    given = _checked(VersionForm(request.POST))
    actions.resolve_conversation(actor=_me(request), conversation=seen, **given)
    return _done(request, seen, _("Resolved."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a conversation again."""
    seen = queries.conversation_for(_me(request), pk)
    given = _checked(VersionForm(request.POST))
    actions.reopen_conversation(actor=_me(request), conversation=seen, **given)
    return _done(request, seen, _("Open again."))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide not to answer, and say why."""
    seen = queries.conversation_for(_me(request), pk)
    form = DeclineForm(request.POST)
    given = _checked(form)
    actions.decline_to_answer(
        actor=_me(request), conversation=seen, reason=form.said, version=given["version"]
    )
    return _done(request, seen, _("Will not be answered."))


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who else is here; first note what this person does: looks, writes, or left."""
    seen = queries.conversation_for(_me(request), pk)
    if request.method == "POST":
        doing = _checked(PresenceForm(request.POST))["doing"]
        if doing == "left":
            actions.leave_conversation(actor=_me(request), conversation=seen)
        else:
            writing = doing == "writing"
            actions.announce_presence(actor=_me(request), conversation=seen, writing=writing)
    found = {"present": queries.presences(seen, besides=_me(request))}
    return _page(request, "desk/parts/presence.html", found)


async def events(request: HttpRequest) -> StreamingHttpResponse:
    """Stream what changes, as ids; the page fetches what it shows of it."""
    user = await request.auser()
    if not isinstance(user, User):
        raise NotAllowed("governance.not_allowed", permission="desk")
    last = request.headers.get("Last-Event-ID") or request.GET.get("last", "")

    async def lines() -> AsyncIterator[str]:
        yield "retry: 2000\n\n"
        async for event in live.events(user, last_event_id=last):
            data = json.dumps(event.data)
            yield f"id: {event.id}\nevent: {event.name}\ndata: {data}\n\n"

    return StreamingHttpResponse(
        lines(),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _me(request: HttpRequest) -> User:
    """Give the person who asks: nobody gets here without having logged in."""
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed("governance.not_allowed", permission="desk")
    return user


def _author(seen: Conversation) -> str:
    """Name whom a reply answers, as the head of the conversation does."""
    return seen.author.name or seen.author.handle or _("unknown author")


def _checked(form: DeskForm) -> dict[str, Any]:
    """Give what a form holds, or raise ``Invalid`` with the form's own code."""
    if not form.is_valid():
        raise Invalid(form.refusal)
    return form.cleaned_data


def _page(request: HttpRequest, template: str, found: dict[str, Any]) -> HttpResponse:
    """Render the whole page, or the part that htmx asks for; kept in no cache."""
    part = request.htmx.target if request.htmx and "#" not in template else None
    if part in _PARTS and not request.htmx.history_restore_request:
        template = f"{template}#{part}"
    response = render(request, template, found, status=found.get("status", 200))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    response["Cache-Control"] = "private, no-store"
    return response


def _done(request: HttpRequest, seen: Conversation, said: str, **event: object) -> HttpResponse:
    """Say that an act is done: as an event to htmx, else back on the conversation."""
    if request.htmx:
        told = {"conversation": seen.pk, "said": said, **event}
        return HttpResponse(
            status=204, headers={"HX-Trigger": json.dumps({"parvis:changed": told})}
        )
    messages.success(request, said)
    return redirect("conversation", pk=seen.pk)


def _show(
    request: HttpRequest, seen: Conversation, *, refusal: ParvisError | None = None
) -> HttpResponse:
    """Show a conversation; after a ``refusal``, with the reply that was not sent."""
    me, entity = _me(request), seen.entity_id
    offered = composer_for(seen)
    found = {
        "conversation": seen,
        "items": queries.timeline(seen),
        "may_work": may(me, WORK, entity),
        "may_answer": may(me, ANSWER, entity),
        "composer": offered,
        "key": uuid4(),
        "text": request.POST.get("text", ""),
        "visibility": request.POST.get("visibility", offered.visibility),
        "refusal": explain(refusal) if refusal else "",
        "somebody_writing": refusal and refusal.code == "desk.somebody_is_writing",
        "status": refusal.status if refusal else 200,
        "reasons": REASONS,
        "state": _state(InboxForm(request.GET).chosen()),
    }
    with timezone.override(ZoneInfo(seen.entity.time_zone)):
        return _page(request, "desk/desk.html", found)


def _queue(request: HttpRequest) -> dict[str, Any]:
    """Give what the queue shows, by the filter in the address."""
    chosen = InboxForm(request.GET).chosen()
    accounts = queries.accounts_for(_me(request))
    return {
        "page": queries.inbox(_me(request), chosen),
        "counts": _counts(request, chosen),
        "chosen": chosen,
        "state": _state(chosen),
        "narrowed": any((chosen.network, chosen.account, chosen.waiting, chosen.advice)),
        "accounts": accounts,
        "networks": sorted({account.network for account in accounts}),
        "waitings": WAITING,
        "advices": ADVICE,
        "sorts": SORTS,
        # A search takes nothing in by itself, so it needs no place in the stream.
        "position": "" if chosen.search else live.position(),
    }


def _counts(request: HttpRequest, chosen: InboxFilter) -> list[ViewLink]:
    counts = queries.inbox_counts(_me(request))
    return [
        ViewLink(
            key=view.value,
            label=str(label),
            count=counts.get(view, 0),
            capped=counts.get(view, 0) >= COUNT_CAP,
            current=view == chosen.view,
            state=_state(replace(chosen, view=view, after="")),
        )
        for view, label in VIEWS
    ]


def _state(chosen: InboxFilter) -> str:
    """Write a filter as the query of an address, without what is usual."""
    usual = InboxFilter()
    given = {name: getattr(chosen, name) for name in _FILTERS}
    return urlencode({k: v for k, v in given.items() if v != getattr(usual, k)})
