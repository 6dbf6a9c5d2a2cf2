"""Log in and out, change one's password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from parvis.design.navigation import links_for
from parvis.errors import NotAllowed, ParvisError
from parvis.governance.actions import (
    change_password,
    confirm_password,
    log_in_person,
    log_out_person,
)
from parvis.governance.forms import LogInForm, OwnPasswordForm, refuse
from parvis.governance.models import User
from parvis.governance.queries import zone_of
from parvis.governance.requests import person_of

_TOO_MANY = 429


@login_not_required
@sensitive_post_parameters("password")
@never_cache
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is; whoever is logged in already goes on.

    The address is the peer's: behind a proxy, the server must be told to trust it (uvicorn does
    so for one on the same machine), or all people share one count of failures.
    """
    asked = request.POST.get("next", request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(_safe(request, asked, person_of(request)))
    form = LogInForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            user = log_in_person(address=request.META.get("REMOTE_ADDR", ""), **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
            status = _TOO_MANY if isinstance(error, NotAllowed) else error.status
        else:
            login(request, user)
            request.session["time_zone"] = zone_of(user)
            return _in_their_language(redirect(_safe(request, asked, user)), user)
    return render(request, "design/login.html", {"form": form, "next": asked}, status=status)


@require_POST
@login_not_required
def log_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    if isinstance(request.user, User):
        log_out_person(actor=request.user)
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters("old", "new", "again")
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other browser has to log in again."""
    user = person_of(request)
    form = OwnPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            confirm_password(actor=user, password=form.cleaned_data["old"])
            user = change_password(actor=user, user=user, password=form.cleaned_data["new"])
        except ParvisError as error:
            refuse(form, error)
        else:
            update_session_auth_hash(request, user)
            messages.success(
                request, _("Your password is changed. Other browsers were logged out.")
            )
            return redirect(_home(user))
    return render(request, "governance/password.html", {"form": form})


def _safe(request: HttpRequest, address: str, user: User) -> str:
    """Where to go on: an address of this site, else the first place that the person sees."""
    # A word alone would be taken for the name of a view.
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else _home(user)


def _home(user: User) -> str:
    places = links_for(user, "")
    return places[0].address if places else resolve_url("password")


def _in_their_language(response: HttpResponse, user: User) -> HttpResponse:
    if user.language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
