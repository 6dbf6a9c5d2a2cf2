"""What wraps every request: no cache keeps it; people read refusals and moments in their way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import urlencode

from parvis.design.messages import explain
from parvis.errors import ParvisError
from parvis.web.addresses import address_of


class PrivacyMiddleware:
    """Keeps pages out of every cache: on a shared machine nobody reads them after log-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a view that says something else is left alone."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ZoneMiddleware:
    """Shows moments in the zone of the person's entity, as log-in found it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; without a person, moments are in UTC."""
        with timezone.override(request.session.get("time_zone")):
            return self.get_response(request)


_PLACES = frozenset({"conversation", "queue"})
"""Targets of htmx that are places to go to, where a whole page may take their stead."""


class WhoMiddleware(LoginRequiredMiddleware):
    """Asks who it is, unless a view is for everybody; a script gets no log-in page in a part.

    Who goes to another place goes to the log-in page. Anything else says in place that the
    session has ended, so that what was being written stays.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Answer a request of somebody who is not logged in."""
        asks = super().process_view(request, view_func, view_args, view_kwargs)
        if asks is None:
            return None
        login = resolve_url(self.get_login_url(view_func))
        there = f"{login}?{urlencode({'next': address_of(request)})}"
        if request.headers.get("HX-Request") != "true":
            return redirect(there)
        if request.method == "GET" and request.headers.get("HX-Target") in _PLACES:
            return HttpResponse(status=401, headers={"HX-Redirect": there})
        return render(request, "design/session_ended.html", {"login": login}, status=401)


class ErrorsMiddleware:
    """Renders a ``ParvisError`` that a view let through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say what happened, what was kept and what to do."""
        if not isinstance(error, ParvisError):
            return None
        context = {"message": explain(error), "code": error.code, "status": error.status}
        if request.accepts("text/html") or getattr(request, "htmx", False):
            template = (
                "design/error.html#fragment"
                if getattr(request, "htmx", False)
                else "design/error.html"
            )
            return render(request, template, context, status=error.status)
        return JsonResponse(
            {"code": error.code, "message": context["message"]}, status=error.status
        )
