"""What wraps every request: no cache keeps it; people read refusals and moments in their way."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from parvis.design.messages import explain
from parvis.errors import ParvisError


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
