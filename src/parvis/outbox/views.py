"""Screens of the outbox: what leaves, what failed, and what nobody knows about."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parvis.design.messages import explain, has_sentence, sentence
from parvis.errors import ParvisError
from parvis.governance.permissions import may, require_anywhere
from parvis.governance.requests import person_of
from parvis.outbox import actions
from parvis.outbox.forms import ListForm, SettleForm
from parvis.outbox.models import Delivery, State
from parvis.outbox.queries import deliveries, delivery_for
from parvis.outbox.rules import DELIVER, READ, SETTLE

PAGE: Final = 50
"""Deliveries on one page."""


@require_safe
def list_deliveries(request: HttpRequest) -> HttpResponse:
    """List deliveries with their states, the newest first."""
    user = person_of(request)
    require_anywhere(user, READ)
    states, before = ListForm(request.GET).chosen()
    rows = deliveries(user, states=states)
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    context = {
        "deliveries": [(row, words_of(row)) for row in found[:PAGE]],
        "states": State.choices,
        "state": states[0].value if len(states) == 1 else "",
        "next_before": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "outbox/deliveries.html", context)


@require_safe
def show_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a delivery, and what can be done with it."""
    return _page(request, pk, SettleForm())


@require_POST
def retry_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again what failed."""
    user = person_of(request)
    delivery = delivery_for(user, pk)
    try:
        actions.retry_delivery(actor=user, delivery=delivery)
    except ParvisError as error:
        messages.error(request, explain(error))
    return redirect("delivery", pk)


@require_POST
def settle_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether an unknown delivery was sent."""
    user = person_of(request)
    delivery, form = delivery_for(user, pk), SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form, status=422)
    try:
        actions.settle_unknown(actor=user, delivery=delivery, **form.cleaned_data)
    except ParvisError as error:
        messages.error(request, explain(error))
    return redirect("delivery", pk)


def _page(request: HttpRequest, pk: int, form: SettleForm, *, status: int = 200) -> HttpResponse:
    user = person_of(request)
    delivery = delivery_for(user, pk)
    entity = delivery.account.entity_id
    context = {
        "delivery": delivery,
        "error": words_of(delivery),
        "form": form,
        "retries": delivery.state == State.FAILED and may(user, DELIVER, entity),
        "settles": delivery.state == State.UNKNOWN and may(user, SETTLE, entity),
    }
    return render(request, "outbox/delivery.html", context, status=status)


def words_of(delivery: Delivery) -> str:
    """Say the stored code of a delivery's last error."""
    code = delivery.error
    if not has_sentence(code):
        return code
    return sentence(code, {"account": delivery.account.handle})
