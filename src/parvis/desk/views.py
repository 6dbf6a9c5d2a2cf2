"""The desk over HTTP: form, action, template.

One address, one view. Without script an address gives the whole page, and an act leads back to
the conversation; to htmx the same address gives the part that it asks for by the id of its target,
and an act answers 204 with an event, upon which the page fetches what changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.design.messages import sentence
from parvis.desk import actions, live, queries
from parvis.desk.forms import (
    AssignForm,
    DeclineForm,
    DraftForm,
    NoteForm,
    OverridesForm,
    PresenceForm,
    ReplyForm,
    SnoozeForm,
    VersionForm,
)
from parvis.desk.matching import belongs
from parvis.desk.pages import (
    HttpRequest,
    asked_for,
    author_of,
    checked,
    counts_of,
    done,
    me_of,
    queue_context,
    render_page,
    show,
    state_of,
    without_secret,
)
from parvis.desk.rules import READ_OVERRIDES, UNDO_SECONDS
from parvis.errors import NotAllowed, ParvisError
from parvis.governance.models import User
from parvis.governance.permissions import require_anywhere

_MOST_ROWS = 100


@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the queue of conversations, by the filter in the address, or sent to get there."""
    if (elsewhere := without_secret(request)) is not None:
        return elsewhere
    context = queue_context(request) | {"conversation": None}
    response = render_page(request, "desk/desk.html", context)
    # A queue that comes by itself, beside a conversation or on the way back, is no new place.
    if request.htmx.target == "queue" and request.htmx.trigger != "queue":
        here = _page_of(request)
        response["HX-Push-Url"] = f"{here}?{context['state']}" if context["state"] else here
    return response


def _page_of(request: HttpRequest) -> str:
    """Give the path of the page that htmx asks from; the inbox where that makes no sense."""
    try:
        path = (request.htmx.current_url_abs_path or "/").partition("?")[0]
    except ValueError:  # "http://[": what a header says need not be an address
        return "/"
    return "/" if path.startswith("//") else path


@require_GET
def inbox_rows(request: HttpRequest) -> HttpResponse:
    """Give the rows of some conversations as they are now, and the counts, for a live page."""
    ids = [
        int(word)
        for word in request.GET.get("ids", "").split(",")
        if re.fullmatch(r"[0-9]{1,18}", word)
    ]
    chosen = asked_for(request).chosen()
    page = queries.inbox_rows(me_of(request), ids[:_MOST_ROWS])
    context = {
        "page": page,
        "belonging": {c.pk for c in page.conversations if belongs(c, chosen, me_of(request))},
        "counts": counts_of(request, chosen),
        "chosen": chosen,
        "state": state_of(chosen),
    }
    return render_page(request, "desk/desk.html#changed_rows", context)


@require_GET
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one conversation beside the queue; ``fill`` begins a reply with an approved wording."""
    if (elsewhere := without_secret(request)) is not None:
        return elsewhere
    return show(request, queries.conversation_for(me_of(request), pk))


@require_GET
def around(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands around a conversation: the thread before it, its author's others."""
    if (elsewhere := without_secret(request)) is not None:
        return elsewhere
    seen = queries.conversation_for(me_of(request), pk)
    found = {
        "conversation": seen,
        "parents": queries.parents(seen),
        "others": queries.other_conversations(seen),
        "state": state_of(asked_for(request).chosen()),
    }
    with timezone.override(ZoneInfo(seen.entity.time_zone)):
        return render_page(request, "desk/context.html", found)


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of a draft what would be said of it if it were sent now."""
    seen = queries.conversation_for(me_of(request), pk)
    draft = checked(DraftForm(request.POST))
    text, visibility = draft["text"], draft["visibility"]
    found = queries.check_reply_draft(me_of(request), seen, text, visibility)
    said = "" if found.objections or not found.refusal else sentence(found.refusal, found.data)
    shown = {
        "conversation": seen,
        "check": found,
        "text": text,
        "refusal_words": said,
        "points": True,
    }
    return render_page(request, "desk/parts/draft_check.html", shown)


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reply; what is refused comes back with its text and the reason."""
    seen = queries.conversation_for(me_of(request), pk)
    try:
        given = checked(ReplyForm(request.POST))
        made = actions.reply_to_conversation(actor=me_of(request), conversation=seen, **given)
    except ParvisError as refusal:
        if request.htmx:
            raise
        return show(request, seen, refusal=refusal)
    said = _("The reply leaves in a moment.")
    undo = {"reply": made.pk, "address": reverse("cancel_reply", args=[made.pk])}
    undo |= {"name": author_of(seen), "seconds": UNDO_SECONDS}
    return done(request, seen, said, replied=made.pk, key=str(uuid4()), undo=undo)


@sensitive_post_parameters("text")
@require_POST
def make_safe(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft back as it may be sent: in the composer, or to a script as it is."""
    seen = queries.conversation_for(me_of(request), pk)
    draft = checked(DraftForm(request.POST))
    text = queries.safe_draft(seen, draft["text"], draft["visibility"])
    if request.htmx:
        return JsonResponse({"text": text})
    return show(request, seen, text=text, safe=True)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a reply back while it still can be."""
    taken = queries.reply_for(me_of(request), pk)
    actions.cancel_reply(actor=me_of(request), reply=taken)
    said = _("The reply to %(name)s was taken back.") % {"name": author_of(taken.conversation)}
    return done(request, taken.conversation, said, cancelled=taken.pk)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reply again that the network refused or never got."""
    failed = queries.reply_for(me_of(request), pk)
    actions.retry_reply(actor=me_of(request), reply=failed)
    return done(request, failed.conversation, _("The reply is sent again."))


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a conversation to somebody, or back to everybody; first, say who may be chosen."""
    seen = queries.conversation_for(me_of(request), pk)
    if request.method == "GET":
        found = {"conversation": seen, "agents": queries.agents_for(seen)}
        return render_page(request, "desk/assign.html", found)
    given = checked(AssignForm(request.POST, conversation=seen))
    actions.assign_conversation(actor=me_of(request), conversation=seen, **given)
    agent = given["agent"]
    said = _("Assigned to %(name)s.") % {"name": agent.shown_name} if agent else _("Unassigned.")
    return done(request, seen, said)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a note for colleagues."""
    seen = queries.conversation_for(me_of(request), pk)
    given = checked(NoteForm(request.POST))
    actions.add_note(actor=me_of(request), conversation=seen, text=given["note"])
    return done(request, seen, _("Note added."))


@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a conversation rest until a moment."""
    seen = queries.conversation_for(me_of(request), pk)
    given = checked(SnoozeForm(request.POST, conversation=seen))
    actions.snooze_conversation(
        actor=me_of(request), conversation=seen, until=given["until"], version=given["version"]
    )
    return done(request, seen, _("Snoozed."))


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a conversation: nothing is left to do."""
    seen = queries.conversation_for(me_of(request), pk)
    given = checked(VersionForm(request.POST))
    actions.resolve_conversation(actor=me_of(request), conversation=seen, **given)
    return done(request, seen, _("Resolved."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a conversation again."""
    seen = queries.conversation_for(me_of(request), pk)
    given = checked(VersionForm(request.POST))
    actions.reopen_conversation(actor=me_of(request), conversation=seen, **given)
    return done(request, seen, _("Open again."))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide not to answer, and say why."""
    seen = queries.conversation_for(me_of(request), pk)
    form = DeclineForm(request.POST)
    given = checked(form)
    actions.decline_to_answer(
        actor=me_of(request), conversation=seen, reason=form.said, version=given["version"]
    )
    return done(request, seen, _("Will not be answered."))


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who else is here; first note what this person does: looks, writes, or left."""
    seen = queries.conversation_for(me_of(request), pk)
    if request.method == "POST":
        doing = checked(PresenceForm(request.POST))["doing"]
        if doing == "left":
            actions.leave_conversation(actor=me_of(request), conversation=seen)
        else:
            writing = doing == "writing"
            actions.announce_presence(actor=me_of(request), conversation=seen, writing=writing)
    found = {"present": queries.presences(seen, besides=me_of(request))}
    return render_page(request, "desk/parts/presence.html", found)


@require_GET
def overrides(request: HttpRequest) -> HttpResponse:
    """Show where people did otherwise than the charter advises, to those who watch over it."""
    me = me_of(request)
    require_anywhere(me, READ_OVERRIDES)
    form = OverridesForm(request.GET, user=me)
    chosen = form.chosen()
    form.offer(queries.overridden_rules(me, chosen))
    query = request.GET.copy()
    query.pop("before", None)
    found = {"form": form, "page": queries.overrides_page(me, chosen), "query": query.urlencode()}
    return render_page(request, "desk/overrides.html", found)


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
